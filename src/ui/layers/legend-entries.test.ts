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
  it('shows what occurs, the commonest first, the rest last by its count', () => {
    expect(legendEntries(layer(), status([8, 20, 0, 3])).map(({ value, count }) => [value, count])).toEqual([
      ['1106', 20],
      ['0103', 8],
      [null, 3],
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
