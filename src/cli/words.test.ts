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
