import { describe, expect, it } from 'vitest'
import type { Table } from '../../core/table.ts'
import { precheck } from './check.ts'

const table: Table = {
  name: 't',
  crs: 'EPSG:4490',
  length: 4,
  columns: [],
  geometry: {
    kind: 'polygon',
    xy: new Float64Array(0),
    rings: Uint32Array.of(0),
    parts: Uint32Array.of(0),
    rows: Uint32Array.of(0, 1, 1, 3, 3),
  },
}

describe('precheck', () => {
  it('counts rows without a shape, in all rows and in a scope', () => {
    expect(precheck(table, null)).toEqual({ rows: 4, empty: 2, isCrsKnown: true })
    expect(precheck(table, [0, 1])).toEqual({ rows: 2, empty: 1, isCrsKnown: true })
  })
  it('sees a CRS that it cannot read, and a table without shapes', () => {
    expect(precheck({ ...table, crs: 'LOCAL' }, []).isCrsKnown).toBe(false)
    expect(precheck({ ...table, geometry: null }, null).empty).toBe(4)
  })
})
