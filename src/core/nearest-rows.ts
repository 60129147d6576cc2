import { pickRows } from './geometry.ts'
import kernel, { type NearestRows } from './nearest.kernel.ts'
import { prepareNearest } from './nearest-index.ts'
import { rowPieces } from './row-pieces.ts'
import { spreadInto } from './spread.ts'
import type { Geometry, Table } from './table.ts'
import { stretchOf, type Task } from './task.ts'

export interface NearestOptions {
  /** rows of the other layer to use */
  readonly keep: (row: number) => boolean
  /** beyond it nothing is near */
  readonly limitM?: number
  /** the other layer is the asking one: a row is not its own neighbour */
  readonly isSelf?: boolean
}

/** Searching costs more a row than meeting does: pieces of fewer rows. */
const MOST_ROWS = 512

/**
 * The feature of another layer nearest to each row, rows in runs side by side (spread.ts).
 * @param own the asking layer in lon/lat @param rows of it, ascending
 * @throws AppError crs.unknown
 */
export async function nearestRows(
  own: Geometry,
  rows: Uint32Array,
  other: Table,
  { keep, limitM = Number.POSITIVE_INFINITY, isSelf = false }: NearestOptions,
  task: Task,
): Promise<NearestRows> {
  const count = rows.length
  const all: NearestRows = {
    row: new Int32Array(count).fill(-1),
    distanceM: new Float64Array(count).fill(Number.NaN),
    from: new Float64Array(2 * count),
    to: new Float64Array(2 * count),
  }
  const edges = await prepareNearest(other, keep, stretchOf(task, 0, 0.1))
  if (!edges) return all
  const runs = rowPieces(own, rows, MOST_ROWS)
  const pieces = {
    count: runs.length,
    at: (run: number) => ({
      geometry: pickRows(own, runs[run]),
      except: isSelf ? Int32Array.from(runs[run]) : new Int32Array(runs[run].length).fill(-1),
      limitM,
    }),
  }
  let done = 0
  const take = ({ row, distanceM, from, to }: NearestRows) => {
    all.row.set(row, done)
    all.distanceM.set(distanceM, done)
    all.from.set(from, 2 * done)
    all.to.set(to, 2 * done)
    done += row.length
  }
  await spreadInto(kernel, edges, pieces, take, stretchOf(task, 0.1, 1), 'stage.measure')
  return all
}
