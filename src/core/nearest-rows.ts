import { pickRows } from './geometry.ts'
import kernel from './nearest.kernel.ts'
import { type Nearest, prepareNearest } from './nearest-index.ts'
import { rowPieces } from './row-pieces.ts'
import { spread } from './spread.ts'
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
 * The feature of another layer nearest to each row, rows in runs side by side (spread.ts); null where there is none.
 * @param own the asking layer in lon/lat @param rows of it, ascending
 * @throws AppError crs.unknown
 */
export async function nearestRows(
  own: Geometry,
  rows: Uint32Array,
  other: Table,
  { keep, limitM = Number.POSITIVE_INFINITY, isSelf = false }: NearestOptions,
  task: Task,
): Promise<(Nearest | null)[]> {
  const edges = await prepareNearest(other, keep, stretchOf(task, 0, 0.1))
  if (!edges) return Array.from(rows, () => null)
  const runs = rowPieces(own, rows, MOST_ROWS)
  const pieces = {
    count: runs.length,
    at: (run: number) => ({
      geometry: pickRows(own, runs[run]),
      except: isSelf ? Int32Array.from(runs[run]) : new Int32Array(runs[run].length).fill(-1),
      limitM,
    }),
  }
  const parts = await spread(kernel, edges, pieces, stretchOf(task, 0.1, 1), 'stage.measure')
  return parts.flatMap(({ row, distanceM, from, to }) =>
    Array.from(row, (found, i): Nearest | null =>
      found < 0
        ? null
        : { row: found, distanceM: distanceM[i], from: [from[2 * i], from[2 * i + 1]], to: [to[2 * i], to[2 * i + 1]] },
    ),
  )
}
