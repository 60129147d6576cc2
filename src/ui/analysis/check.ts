import { crsOf } from '../../core/crs.ts'
import type { Table } from '../../core/table.ts'

/** What is known of the rows before a run. */
export interface Precheck {
  readonly rows: number
  /** rows in the scope that have no shape, so that no area can come from them */
  readonly empty: number
  /** false: the area of the shapes cannot be computed */
  readonly isCrsKnown: boolean
}

/** @param rows of the scope, ascending; null: all */
export function precheck(table: Table, rows: ArrayLike<number> | null): Precheck {
  const offsets = table.geometry?.rows
  const count = rows ? rows.length : table.length
  let empty = 0
  for (let index = 0; index < count; index++) {
    const row = rows ? rows[index] : index
    if (!offsets || offsets[row + 1] === offsets[row]) empty++
  }
  return { rows: count, empty, isCrsKnown: crsOf(table.crs) !== null }
}
