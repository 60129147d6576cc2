import { expect, it } from 'vitest'
import { groupRows } from './grouping.ts'
import type { Table } from './table.ts'

it('puts moments of one day into one group, in the order of days', () => {
  const moments = ['2025-03-08T10:00Z', '2024-12-31T23:59Z', '2025-03-08T00:00Z', '', '2025-03-08T23:59:59Z']
  const table: Table = {
    name: 'visits',
    crs: 'EPSG:4490',
    length: 5,
    columns: [
      { name: 'D', type: 'date', values: Float64Array.from(moments, (moment) => (moment ? Date.parse(moment) : Number.NaN)) },
    ],
    geometry: null,
  }
  const { values, offsets, rows } = groupRows(table, ['D'], null)
  expect(values).toEqual([['2024-12-31', '2025-03-08', null]])
  expect([0, 1, 2].map((group) => [...rows.slice(offsets[group], offsets[group + 1])])).toEqual([[1], [0, 2, 4], [3]])
})
