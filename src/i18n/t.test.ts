import { describe, expect, it } from 'vitest'
import { t } from './t.ts'

const found = { zh: '找到 {n} 个要素', en: '{n} {n|feature|features} found in {where}' }

describe('t', () => {
  it('speaks the language asked for', () => {
    expect(t({ zh: '图层', en: 'Layers' }, 'zh')).toBe('图层')
    expect(t({ zh: '图层', en: 'Layers' }, 'en')).toBe('Layers')
  })
  it('fills placeholders and groups numbers by threes', () => {
    expect(t(found, 'zh', { n: 30112 })).toBe('找到 30\u00a0112 个要素')
    expect(t(found, 'en', { n: 30112, where: 'a.zip' })).toBe('30\u00a0112 features found in a.zip')
  })
  it('chooses the singular for one only', () => {
    expect(t(found, 'en', { n: 1, where: 'x' })).toBe('1 feature found in x')
    expect(t(found, 'en', { n: 0, where: 'x' })).toBe('0 features found in x')
  })
  it('leaves a placeholder in sight when its value is missing', () => {
    expect(t(found, 'en', { n: 2 })).toContain('{where}')
  })
  it('does not read placeholders inside values', () => {
    expect(t(found, 'en', { n: 2, where: '{n}' })).toBe('2 features found in {n}')
  })
})

it('no words written here have a figure in which a line could end', () => {
  const files = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts'], { eager: true })
  const found: string[] = []
  const look = (value: unknown): void => {
    if (typeof value === 'string' && /\d \d{3}(?!\d)/.test(value)) found.push(value)
    else if (value && typeof value === 'object') for (const each of Object.values(value)) look(each)
  }
  for (const module of Object.values(files)) look(module)
  expect(Object.keys(files).length).toBeGreaterThan(20)
  expect(found).toEqual([])
})
