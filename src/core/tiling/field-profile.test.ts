import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classBreaks, classOf } from '../classify.ts'
import type { Table } from '../table.ts'
import { breaksOf, profileNumbers, profileValues } from './field-profile.ts'
import { templateText } from './label-text.ts'

function tableOf(values: readonly number[], words: readonly (string | null)[] = []): Table {
  const dictionary = [...new Set(words)]
  return {
    name: 't',
    crs: 'EPSG:4490',
    length: values.length,
    columns: [
      { name: 'MJ', type: 'number', values: Float64Array.from(values) },
      { name: 'DLMC', type: 'text', codes: Uint32Array.from(words, (word) => dictionary.indexOf(word)), dictionary },
    ],
    geometry: null,
  }
}

describe('profile of numbers', () => {
  it('knows mean and deviation of figures far from nought', () => {
    // population deviation of 2 4 4 4 5 5 7 9 is 2, mean 5 (a textbook's figures)
    const far = 1e9
    const profile = profileNumbers(tableOf([2, 4, 4, 4, 5, 5, 7, 9, Number.NaN].map((value) => value + far)), 'MJ', 7)
    expect(profile).toMatchObject({ count: 8, empty: 1, min: far + 2, max: far + 9 })
    expect(profile.mean - far).toBeCloseTo(5, 6)
    expect(profile.deviation).toBeCloseTo(2, 6)
    expect(profile.bins).toEqual([1, 0, 3, 2, 0, 1, 1])
  })
  it('spans what most rows have where a few lie far off, and loses none', () => {
    const profile = profileNumbers(tableOf([...Array.from({ length: 1000 }, (_, i) => i), 5_000_000]), 'MJ', 10)
    expect(profile.max).toBe(5_000_000)
    expect(profile.shown[1]).toBeLessThan(1000)
    expect(profile.bins.reduce((a, b) => a + b)).toBe(1001)
  })
  it('is of no field of words', () => {
    expect(() => profileNumbers(tableOf([1], ['a']), 'DLMC', 4)).toThrow('style.notNumbers')
  })
})

it('counts values, the commonest first, the empty one as a value', () => {
  const table = tableOf([1, 2, 2, 3], ['0102', null, '0102', '0101'])
  expect(profileValues(table, 'DLMC', 2)).toEqual({
    distinct: 3,
    values: [
      { value: '0102', count: 2 },
      { value: '', count: 1 },
    ],
  })
  expect(profileValues(table, 'MJ', 9).values[0]).toEqual({ value: '2', count: 2 })
})

describe('breaks', () => {
  it('are rounded to what a legend can print, and still part the same values', () => {
    const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 5000 + 5000)
    const rounded = breaksOf(tableOf(values), 'MJ', 'quantile', 5)
    expect(rounded.every(Number.isInteger)).toBe(true)
    const sizes = [0, 0, 0, 0, 0]
    for (const value of values) sizes[classOf(value, rounded)]++
    for (const size of sizes) expect(Math.abs(size - 200)).toBeLessThan(8)
  })
  it('ascend, lie within the values and are fewer than the classes, for any figures and method', () => {
    const figures = fc.array(fc.oneof(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 4 })), {
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(
        figures,
        fc.constantFrom('equal', 'quantile', 'natural', 'deviation'),
        fc.integer({ min: 2, max: 9 }),
        (v, m, n) => {
          const breaks = breaksOf(tableOf(v), 'MJ', m as 'equal', n)
          expect(breaks.length).toBeLessThan(n)
          breaks.forEach((limit, i) => {
            if (i > 0) expect(limit).toBeGreaterThan(breaks[i - 1])
            expect(limit).toBeGreaterThanOrEqual(Math.min(...v))
            expect(limit).toBeLessThan(Math.max(...v))
          })
        },
      ),
    )
  })
  it('of a million figures with two heaps lie between the heaps', () => {
    const values = Float64Array.from({ length: 1_000_000 }, (_, i) => (i % 4 === 0 ? 900 : 100) + ((i * 7919) % 1000) / 100)
    const [limit] = classBreaks(values, 2, 'natural')
    expect(limit).toBeGreaterThanOrEqual(109)
    expect(limit).toBeLessThan(900)
  })
})

it('a label by template leaves out what is not there and never invents', () => {
  const table = tableOf([1234.5678, Number.NaN], ['水田', null])
  const words = templateText(table, '{DLMC}\n{MJ:1} m²')
  expect(words(0)).toBe('水田\n1 234.6 m²'.replace(' ', '\u00a0'))
  expect(words(1)).toBe('')
  expect(templateText(table, '<b>{NO}{__proto__}')(0)).toBe('')
  expect(templateText(table, '{MJ}')(0)).toBe('1234.5678')
})
