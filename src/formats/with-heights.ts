import type { Table } from '../core/table.ts'

/** A piece of a layer that has heights, itself without any: they are unknown, not absent. */
export function withHeights(table: Table): Table {
  const { geometry } = table
  if (!geometry || geometry.z) return table
  return { ...table, geometry: { ...geometry, z: new Float64Array(geometry.xy.length / 2).fill(Number.NaN) } }
}
