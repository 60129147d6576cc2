import { crsOf } from '../../core/crs.ts'
import type { Table } from '../../core/table.ts'
import type { RangedInfo } from '../../workers/tiles-api.ts'

/** What is known of the rows before a run. */
export interface Precheck {
  readonly rows: number
  /** rows in the scope that have no shape, so that no area can come from them; null: known when they have passed by */
  readonly empty: number | null
  /** false: the area of the shapes cannot be computed */
  readonly isCrsKnown: boolean
}

/** Of a layer whose rows pass by. @param rows of the scope; null: all */
export function streamedCheck({ count, schema }: RangedInfo, rows: ArrayLike<number> | null): Precheck {
  return { rows: rows?.length ?? count, empty: null, isCrsKnown: crsOf(schema.crs) !== null }
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
