import { describe, expect, it } from 'vitest'
import type { Layer, LayerStatus } from '../../app/state.ts'
import { isOnlyClass, legendEntries, toggleClassFilter } from './legend-entries.ts'

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
