import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import '../../src/i18n/all-messages.ts'
import { messageOf } from '../../src/i18n/errors.ts'

const SRC = join(import.meta.dirname, '../../src')

/** Codes of errors, notes and messages in a source file; those of the configuration are worded in fatal.ts, before the screens are there. */
function codesIn(source: string): string[] {
  const calls = /(?:new AppError|\.note|\btoast)\(\s*'([\w.-]+)'|\bcode: '([a-z][\w-]*\.[\w.-]+)'/g
  return [...source.matchAll(calls)].map(([, first, second]) => first ?? second).filter((code) => !code.startsWith('config.'))
}

const sources = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|fixture)\.tsx?$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
const codes = [...new Set(sources.flatMap(codesIn))].sort()

it('finds the codes that the source can raise', () => {
  expect(codesIn("throw new AppError('a.b', {})\ntask.note('c.d')\nnotes.push({ code: 'e.f' })")).toEqual(['a.b', 'c.d', 'e.f'])
  expect(codes.length).toBeGreaterThan(10)
})

it.each(codes)('has words in both languages for %s', (code) => {
  expect(messageOf(code, {}, 'zh')).not.toContain('未登记')
  expect(messageOf(code, {}, 'en')).not.toContain('without a description')
})

describe('every text of the source', () => {
  const PAIR = /\bzh:\s*(['"`])((?:\\.|(?!\1)[\s\S])*)\1,\s*en:\s*(['"`])((?:\\.|(?!\3)[\s\S])*)\3/g
  const pairs = sources.flatMap((source) => [...source.matchAll(PAIR)].map(([, , zh, , en]) => ({ zh, en })))
  const HAN = /\p{Script=Han}/u

  it('is found', () => {
    expect(pairs.length).toBeGreaterThan(1000)
    expect(pairs).toContainEqual({ zh: '图层', en: 'Layers' })
  })
  it('says the number in English that it says in Chinese: {n|point|points} is the word alone', () => {
    // “This feature has” and “These features have” need none
    const isWithout = ({ zh, en }: { zh: string; en: string }) =>
      [...en.matchAll(/\{(\w+)\|(?!This)/g)].some(([, n]) => zh.includes(`{${n}}`) && !en.includes(`{${n}}`))
    expect(pairs.filter(isWithout)).toEqual([])
  })
  it('holds no Chinese where it is English, but for the name of the language in itself', () => {
    expect(pairs.filter(({ en }) => HAN.test(en.replace('切换到中文界面', '').replace('中文', '')))).toEqual([])
  })
  it('is translated: only names of formats, languages and systems are the same in both', () => {
    const isName = (text: string) => text.length <= 20 && !/[a-z] [a-z]/.test(text)
    expect(pairs.filter(({ zh }) => !HAN.test(zh) && !zh.includes('${') && !isName(zh))).toEqual([])
  })
})
