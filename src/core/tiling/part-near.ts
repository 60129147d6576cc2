import Flatbush from 'flatbush'
import { AppError } from '../errors.ts'
import { rowBox } from '../geometry.ts'
import { lngLatOf } from '../plane.ts'
import type { Box } from '../ranged-layer.ts'
import type { Table } from '../table.ts'
import type { Task } from '../task.ts'
import { usedRows } from '../used-rows.ts'
import type { Shelf } from './shelf.ts'

const METRES_PER_DEGREE = 110_000
const ROUNDING_DEG = 1e-6

interface AskedPart {
  readonly table: Table
  /** rows of `table` that count; null: all */
  readonly rows: Uint32Array | null
  /** number in the layer of each row of `table`; null: it is the row itself */
  readonly numbers: Uint32Array | null
}

/**
 * What a question about places needs of a layer: the resident table, or of one that stays in its file the rows that may be within reach.
 * @param near what they may be near to; null: not known, all of `rows`
 * @throws AppError ranged.needsAll, ranged.tooMuch
 */
export async function partNear(
  { rangedOf, residentOf }: Shelf,
  id: string,
  rows: Uint32Array | null,
  near: Table | null,
  reachM: number,
  task: Task,
): Promise<AskedPart> {
  const far = rangedOf(id)
  if (!far) return { table: residentOf(id).table, rows, numbers: null }
  if (!near && !rows) throw new AppError('ranged.needsAll', {})
  const meets = near && boxTest(boxesOf(near, null), reachM)
  const found = meets ? (await far.rowsWhere(meets, task)).rows : (rows as Uint32Array)
  const wanted = rows && meets ? new Set(rows) : null
  const numbers = wanted ? found.filter((row) => wanted.has(row)) : found
  return { table: await far.read(numbers, task), rows: null, numbers }
}

/** Of rows (null: all) that have a shape, in lon/lat. */
export function boxesOf(table: Table, rows: Uint32Array | null): readonly Box[] {
  const { geometry } = table
  if (!geometry) return []
  const lngLat = lngLatOf(table)
  const asked = usedRows(rows, table.length)
  return Array.from(asked, (row) => rowBox(geometry, row, lngLat)).filter((box) => box !== null)
}

/** Whether a box comes within reach of any of some. */
export function boxTest(boxes: readonly Box[], reachM: number): (box: Box) => boolean {
  if (boxes.length === 0) return () => false
  const index = new Flatbush(boxes.length)
  for (const [west, south, east, north] of boxes) {
    const padLat = reachM / METRES_PER_DEGREE + ROUNDING_DEG
    const padLng = padLat / Math.max(0.01, Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180))
    index.add(west - padLng, south - padLat, east + padLng, north + padLat)
  }
  index.finish()
  return ([west, south, east, north]) => index.search(west, south, east, north).length > 0
}
