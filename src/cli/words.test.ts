import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CLI_WORDS, wordsOf } from './words.ts'

const sources = readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/\.test\.ts$|^words\.ts$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
const codes = [
  ...new Set(
    sources.flatMap((source) =>
      [...source.matchAll(/(?:new CliError|usage)\(\s*'([\w.]+)'|'((?:cli|sql|publish)\.[\w.]+)'/g)].map(([, a, b]) => a ?? b),
    ),
  ),
]

it('finds the codes that the command line raises', () => {
  expect(codes.length).toBeGreaterThan(20)
})

it.each(codes)('has words in both languages for %s', (code) => {
  expect(wordsOf(code, {}, 'zh')).not.toContain('未登记')
  expect(wordsOf(code, {}, 'en')).not.toContain('without a description')
})

it('has no words that nothing says', () => {
  expect(Object.keys(CLI_WORDS).filter((code) => !codes.includes(code))).toEqual([])
})

it('says in words why a file cannot be read or written, and keeps a reason it has no words for', () => {
  expect(wordsOf('cli.file', { file: '宗地', reason: 'EISDIR' }, 'zh')).toBe('读不到 宗地（这是文件夹，请写其中的文件）。')
  expect(wordsOf('cli.write', { file: 'a.csv', reason: 'ENOSPC' }, 'en')).toBe('a.csv cannot be written (the disk is full).')
  expect(wordsOf('cli.write', { file: 'a.csv', reason: 'EIO' }, 'en')).toBe('a.csv cannot be written (EIO).')
})
