import { describe, expect, it } from 'vitest'
import type { Table } from '../../core/table.ts'
import { orderRows } from './order.ts'

const table: Table = {
  name: 'r',
  crs: 'EPSG:4490',
  length: 4,
  geometry: null,
  columns: [
    { name: 'area', type: 'number', values: Float64Array.of(10, Number.NaN, 2, 10) },
    { name: 'code', type: 'text', codes: Uint32Array.of(0, 1, 2, 3), dictionary: ['GB10', 'GB9', null, 'GB1'] },
  ],
}
const order = (column: string, isDescending = false) => [...orderRows(table, { column, isDescending })]

describe('orderRows', () => {
  it('sorts numbers as numbers, blanks last both ways, ties in place', () => {
    expect(order('area')).toEqual([2, 0, 3, 1])
    expect(order('area', true)).toEqual([0, 3, 2, 1])
  })
  it('sorts digits inside words by value', () => {
    expect(order('code')).toEqual([3, 1, 0, 2])
    expect(order('code', true)).toEqual([0, 1, 3, 2])
  })
  it('keeps the order of the result without a column', () => {
    expect([...orderRows(table, null)]).toEqual([0, 1, 2, 3])
  })
})
