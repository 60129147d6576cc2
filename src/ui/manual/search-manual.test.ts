import { expect, test } from 'vitest'
import { analyses } from '../../analyses/registry.ts'
import { MANUAL } from '../../i18n/manual/manual.ts'
import { searchManual, textsOf } from './search-manual.ts'

const idsOf = (wanted: string, locale: 'zh' | 'en' = 'zh') => searchManual(MANUAL, wanted, locale).map(({ page }) => page.id)

test('nothing looked for is the whole manual, in its order', () => {
  expect(idsOf(' ')).toEqual(MANUAL.map(({ id }) => id))
})

test('a page is found by its title in either language, by an alias, and by what it says', () => {
  expect(idsOf('面积怎么算')[0]).toBe('areas')
  expect(idsOf('how areas', 'zh')[0]).toBe('areas')
  expect(idsOf('压占')[0]).toBe('analyses')
  expect(idsOf('TD/T 1055', 'en')).toContain('areas')
  expect(searchManual(MANUAL, 'TD/T 1055', 'en')[0].excerpt).toContain('TD/T 1055')
})

test('all words must be there, whatever their case and width', () => {
  expect(idsOf('ｃｔｒｌ+Ｋ')).toContain('keys')
  expect(idsOf('椭球 菠萝')).toEqual([])
})

test('every page speaks both languages', () => {
  for (const { title, blocks } of MANUAL) {
    expect(title.zh && title.en).toBeTruthy()
    for (const block of blocks) {
      const [zh, en] = [textsOf(block, 'zh'), textsOf(block, 'en')]
      expect(zh.length).toBe(en.length)
      for (const text of zh) expect(text).toMatch(/\p{Script=Han}/u)
      for (const text of en) expect(text.length).toBeGreaterThan(8)
    }
  }
})

test('the page of analyses names every one of them, in both languages', () => {
  const page = MANUAL.find(({ id }) => id === 'analyses')
  const words = JSON.stringify(page?.blocks)
  for (const { title } of analyses) {
    expect(words).toContain(title.zh)
    // within a sentence
    expect(words.toLowerCase()).toContain(title.en.toLowerCase())
  }
})
