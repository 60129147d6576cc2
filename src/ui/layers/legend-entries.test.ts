import { describe, expect, it } from 'vitest'
import { classKey } from '../../app/class-key.ts'
import type { Layer, LayerStatus } from '../../app/state.ts'
import { isOnlyClass, legendEntries, spanWords, toggleClassFilter } from './legend-entries.ts'

const layer = (filter: Layer['filter'] = []) =>
  ({
    filter,
    symbology: {
      kind: 'categories',
      field: 'DLBM',
      classes: [
        { value: '0103', style: {} },
        { value: '1106', style: {} },
        { value: '0301', style: {} },
      ],
      other: { fill: '#cccccc' },
    },
  }) as unknown as Layer
const status = (classCounts: number[] | null) => ({ classCounts }) as unknown as LayerStatus

describe('legendEntries', () => {
  it('shows what occurs, in the order of the classes, the rest last', () => {
    expect(legendEntries(layer(), status([8, 20, 0, 3])).map(({ value, count }) => [value, count])).toEqual([
      ['0103', 8],
      ['1106', 20],
      [null, 3],
    ])
  })
  it('shows the commonest first where there are too many to read at a glance', () => {
    const classes = Array.from({ length: 9 }, (_, i) => ({ value: `c${i}`, style: {} }))
    const many = { filter: [], symbology: { kind: 'categories', field: 'DLBM', classes, other: null } } as unknown as Layer
    expect(legendEntries(many, status([1, 2, 9, 3, 8, 4, 7, 5, 6])).map(({ count }) => count)).toEqual([
      9, 8, 7, 6, 5, 4, 3, 2, 1,
    ])
  })
  it('shows every named class while counts are not known', () => {
    expect(legendEntries(layer(), status(null)).map(({ value }) => value)).toEqual(['0103', '1106', '0301'])
  })
})

describe('a graduated legend', () => {
  const graded = (breaks: number[]) =>
    ({
      table: 't',
      filter: [],
      symbology: {
        kind: 'graduated',
        field: 'MJ',
        method: 'manual',
        breaks,
        range: [0.5, 30],
        styles: breaks.concat(0).map(() => ({})),
        other: {},
      },
    }) as unknown as Layer
  const counted = (of: Layer, classCounts: number[]) => ({ classKey: classKey(of), classCounts }) as unknown as LayerStatus

  it('prints the limits that hold, end to end, and the rows without a number only where there are any', () => {
    const layer = graded([2.25, 10])
    const words = legendEntries(layer, counted(layer, [3, 0, 4, 0])).map(({ span, count }) => [
      span && spanWords(span, [2.25, 10]),
      count,
    ])
    expect(words).toEqual([
      ['0.50 – 2.25', 3],
      ['2.25 – 10.00', 0],
      ['10.00 – 30.00', 4],
    ])
    expect(legendEntries(layer, counted(layer, [3, 0, 4, 2])).at(-1)).toMatchObject({ value: null, count: 2 })
  })
  it('has no counts rather than those of other limits', () => {
    const before = counted(graded([2.25, 10]), [3, 0, 4, 0])
    expect(legendEntries(graded([2.25, 11]), before).map(({ count }) => count)).toEqual([null, null, null])
  })
})

describe('a legend of two numbers', () => {
  const paired = {
    table: 't',
    filter: [],
    symbology: {
      kind: 'bivariate',
      field: 'MJ',
      method: 'quantile',
      breaks: [10],
      range: [0, 30],
      second: { field: 'PD', method: 'quantile', breaks: [2, 6], range: [1, 25] },
      styles: Array.from({ length: 6 }, (_, i) => ({ fill: `#00000${i}` })),
      other: {},
    },
  } as unknown as Layer
  const counted = { classKey: classKey(paired), classCounts: [1, 2, 3, 4, 5, 6, 7] } as unknown as LayerStatus

  it('has each pair of limits with the style and the number of its own class, and rows without a value', () => {
    const entries = legendEntries(paired, counted)
    expect(entries.map(({ span, secondSpan, style, count }) => [span, secondSpan, style.fill, count])).toEqual([
      [[0, 10], [1, 2], '#000000', 1],
      [[0, 10], [2, 6], '#000001', 2],
      [[0, 10], [6, 25], '#000002', 3],
      [[10, 30], [1, 2], '#000003', 4],
      [[10, 30], [2, 6], '#000004', 5],
      [[10, 30], [6, 25], '#000005', 6],
      [undefined, undefined, undefined, 7],
    ])
  })
  it('counts anew when the second number’s limits change', () => {
    const { symbology } = paired
    const other = {
      ...paired,
      symbology: { ...symbology, second: { field: 'PD', breaks: [2, 7], range: [1, 25] } },
    } as unknown as Layer
    expect(classKey(other)).not.toBe(classKey(paired))
    expect(legendEntries(other, counted).every(({ count }) => count === null)).toBe(true)
  })
})

describe('toggleClassFilter', () => {
  it('leaves only one class, another one instead, and all again', () => {
    const town = { field: 'XZ', values: ['永安镇'] }
    const one = toggleClassFilter(layer([town]), '1106')
    expect(one).toEqual([town, { field: 'DLBM', values: ['1106'] }])
    expect(isOnlyClass(layer(one), '1106')).toBe(true)
    expect(toggleClassFilter(layer(one), '0103')).toEqual([town, { field: 'DLBM', values: ['0103'] }])
    expect(toggleClassFilter(layer(one), '1106')).toEqual([town])
  })
})

describe('spanWords', () => {
  it('groups the digits of amounts, and leaves years as they are read', () => {
    const year = { name: 'PZNF', label: { zh: '批准年份', en: 'Approved' }, unit: 'year' }
    expect(spanWords([2008, 2013], [2010], year)).toBe('2008 – 2013')
    expect(spanWords([2008, 2013], [2010])).toBe('2\u00a0008 – 2\u00a0013')
  })
})
