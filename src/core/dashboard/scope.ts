import type { Condition } from '../symbology.ts'
import type { Table } from '../table.ts'
import type { Task } from '../task.ts'
import { passing } from '../tiling/filter.ts'
import type { Resident } from '../tiling/resident.ts'
import { isRectangle, ringBox, selectRows } from '../tiling/select.ts'
import type { AreaUnit } from '../units.ts'
import type { Source } from './source.ts'

export type LngLatRing = readonly (readonly [number, number])[]
export interface Registered {
  readonly field: string
  readonly unit: AreaUnit
}

/** Rows that the map shows and, where some are given, that are among them: 1 or 0 a row; null: all. */
export async function rowsInScope(
  source: Pick<Source, 'seen' | 'table'>,
  ring: LngLatRing | null,
  only: Uint32Array | null,
  task: Task,
): Promise<Uint8Array | null> {
  const seen = ring && (await source.seen(ring, task))
  if (!only) return seen
  const mask = new Uint8Array(source.table.length)
  for (const row of only) if (row < mask.length && (!seen || seen[row])) mask[row] = 1
  return mask
}

/** Of a resident table: rows that share at least a point with a ring. */
export async function seenRows(resident: Resident, ring: LngLatRing, task: Task): Promise<Uint8Array> {
  const { length } = resident.table
  if (ring.length < 3 || !resident.bbox) return new Uint8Array(length)
  const [west, south, east, north] = ringBox(ring)
  const [w, s, e, n] = resident.bbox
  const isWhole = isRectangle(ring, west, south, east, north) && w >= west && s >= south && e <= east && n <= north
  return maskOfRows(isWhole ? resident.indexed : await selectRows(resident, [], ring, task), length)
}

export function maskOfRows(rows: Uint32Array, length: number): Uint8Array {
  const mask = new Uint8Array(length)
  for (const row of rows) mask[row] = 1
  return mask
}

/** Rows in scope that pass the conditions; null: all. */
export function bothOf(scope: Uint8Array | null, table: Table, filter: readonly Condition[]): Uint8Array | null {
  const mask = passing(table, filter)
  if (!mask || !scope) return mask ?? scope
  for (let row = 0; row < mask.length; row++) mask[row] &= scope[row]
  return mask
}
