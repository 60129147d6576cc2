import type { Task } from '../task.ts'
import type { EdgeIndex } from './edge-index.ts'
import type { LooseEdges } from './edges.ts'
import { SNAP_M } from './snap.ts'

/** A corner of one row that stands beside the corner or the side of another instead of on it. */
export interface NearVertex {
  /** vertex of the geometry */
  readonly vertex: number
  readonly row: number
  readonly other: number
  readonly distanceM: number
}

/** Corners of neighbours that do not meet. */
export interface NearVertices {
  readonly near: readonly NearVertex[]
  /** corners that stand exactly on a side of another row, which has no corner there: no gap, but a border with unequal vertices */
  readonly hanging: number
}

/**
 * Corners farther than SNAP_M and at most `toleranceM` from what they most likely belong to. Only loose edges are looked at: where a
 * border has cancelled out, its corners are the same. Two corners beside each other are one finding; each corner is named once, with
 * the nearest of what it misses.
 */
export async function findNearVertices(
  xy: Float64Array,
  loose: LooseEdges,
  index: EdgeIndex,
  toleranceM: number,
  task: Task,
): Promise<NearVertices> {
  const { from, to, row } = loose
  const near: NearVertex[] = []
  let hanging = 0
  const isDone = new Set<number>()
  /** corners that were named as the partner of one before */
  const isNamed = new Set<number>()
  for (let edge = 0; edge < from.length; edge++) {
    if (edge % 256 === 0) {
      task.progress(edge / from.length, 'stage.topology')
      await task.breathe()
    }
    const place = from[edge]
    if (isDone.has(place)) continue
    isDone.add(place)
    const x = xy[2 * place]
    const y = xy[2 * place + 1]
    let corner: { place: number; row: number; distanceM: number } | null = null
    let side: { row: number; distanceM: number } | null = null
    let isOnSide = false
    for (const other of index.near(x, y, toleranceM)) {
      if (from[other] === place || to[other] === place || row[other] === row[edge]) continue
      for (const end of [from[other], to[other]]) {
        const distanceM = Math.hypot(xy[2 * end] - x, xy[2 * end + 1] - y)
        if (distanceM > SNAP_M && distanceM <= toleranceM && !(corner && corner.distanceM <= distanceM))
          corner = { place: end, row: row[other], distanceM }
      }
      const distanceM = index.distanceM(other, x, y)
      if (distanceM <= SNAP_M) isOnSide = true
      else if (distanceM <= toleranceM && !(side && side.distanceM <= distanceM)) side = { row: row[other], distanceM }
    }
    if (corner) {
      if (!isNamed.has(place)) near.push({ vertex: place, row: row[edge], other: corner.row, distanceM: corner.distanceM })
      isNamed.add(corner.place)
    } else if (isOnSide) hanging++
    else if (side) near.push({ vertex: place, row: row[edge], other: side.row, distanceM: side.distanceM })
  }
  return { near, hanging }
}
