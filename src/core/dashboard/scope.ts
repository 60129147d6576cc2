import type { Condition } from '../symbology.ts'
import type { Task } from '../task.ts'
import { passing } from '../tiling/filter.ts'
import type { Resident } from '../tiling/resident.ts'
import { isRectangle, ringBox, selectRows } from '../tiling/select.ts'
import type { AreaUnit } from '../units.ts'

export type LngLatRing = readonly (readonly [number, number])[]
export interface Registered {
  readonly field: string
  readonly unit: AreaUnit
}

/** Rows that the map shows and, where some are given, that are among them: 1 or 0 a row; null: all. Rows without a shape are on no map. */
export async function rowsInScope(
  resident: Resident,
  ring: LngLatRing | null,
  only: Uint32Array | null,
  task: Task,
): Promise<Uint8Array | null> {
  const seen = ring && (await seenRows(resident, ring, task))
  if (!only) return seen
  const mask = new Uint8Array(resident.table.length)
  for (const row of only) if (row < mask.length && (!seen || seen[row])) mask[row] = 1
  return mask
}

async function seenRows(resident: Resident, ring: LngLatRing, task: Task): Promise<Uint8Array> {
  const mask = new Uint8Array(resident.table.length)
  if (ring.length < 3 || !resident.bbox) return mask
  const [west, south, east, north] = ringBox(ring)
  const [w, s, e, n] = resident.bbox
  const isWhole = isRectangle(ring, west, south, east, north) && w >= west && s >= south && e <= east && n <= north
  const rows = isWhole ? resident.indexed : await selectRows(resident, [], ring, task)
  for (const row of rows) mask[row] = 1
  return mask
}

/** Rows in scope that pass the conditions; null: all. */
export function bothOf(scope: Uint8Array | null, resident: Resident, filter: readonly Condition[]): Uint8Array | null {
  const mask = passing(resident.table, filter)
  if (!mask || !scope) return mask ?? scope
  for (let row = 0; row < mask.length; row++) mask[row] &= scope[row]
  return mask
}
