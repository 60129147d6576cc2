import { expect, it } from 'vitest'
import { AppError } from './core/errors.ts'
import { factsOf } from './fatal.ts'

const said = (error: unknown, label: string) => factsOf(error).find(([name]) => name.en === label)?.[1]

it.each([
  [',', '逗号', 'comma'],
  ['number', '数值', 'number'],
  ['boolean', '不加引号', 'without quotes'],
])('says in words, in both languages, that %j is expected', (expected, zh, en) => {
  const words = said(
    new AppError('config.syntax', { file: 'config.json', line: 8, column: 21, expected, found: '"extent"' }),
    'Expected',
  )
  expect(words).toMatch(new RegExp(`^${expected} .*${zh}.* · .*${en}`))
})

it('says that a file ends where more was expected, or holds nothing', () => {
  const ends = { file: 'config.json', line: 3, column: 1, expected: '}', found: null }
  expect(said(new AppError('config.syntax', ends), 'Found')).toBe('文件到此结束 · the file ends here')
  expect(said(new AppError('config.syntax', { ...ends, line: 1, expected: '{' }), 'Found')).toBe('空文件 · an empty file')
  expect(said(new AppError('config.syntax', { ...ends, expected: '{' }), 'Expected')).toMatch(/^{ .*左花括号.* · .*opening brace/)
  // a key that is missing was not found, and that is said already
  expect(said(new AppError('config.invalid', ends), 'Found')).toBeUndefined()
})

it('leaves an expectation with words of its own as it is', () => {
  expect(said(new AppError('config.invalid', { file: 'config.json', expected: '"ha" | "mu"' }), 'Expected')).toBe('"ha" | "mu"')
})

it('says of a missing file that it is missing, who names it in which line, and what it should be', () => {
  const place = { namedIn: 'config.json › catalog', line: 9, column: 14 }
  const error = new AppError('config.missing', { file: 'layers/none.json', ...place, expected: 'catalog', found: 'HTTP 404' })
  expect(said(error, 'Named in')).toBe('config.json › catalog  第 9 行，第 14 列 · line 9, column 14')
  expect(said(error, 'Place')).toBeUndefined()
  expect(said(error, 'Expected')).toMatch(/^catalog .*图层目录.* · .*catalog of layers/)
  expect(said(error, 'Found')).toMatch(/^HTTP 404 .*没有这个文件 · there is no such file/)
})

it('a word that every object knows is shown as it stands', () => {
  const facts = factsOf(
    new AppError('config.invalid', { file: 'config.json', reason: 'toString', expected: 'constructor', found: 'valueOf' }),
  )
  expect(facts.map(([, value]) => value)).toEqual(['config.json', 'constructor', 'valueOf'])
})
