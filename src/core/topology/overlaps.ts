import Flatbush from 'flatbush'
import { overlapKernel } from '../overlap.ts'
import { filledRows } from '../overlay/prepared-zones.ts'
import { type Cluster, clusterRows } from '../row-pieces.ts'
import type { Geometry } from '../table.ts'
import type { Task } from '../task.ts'
import { type LooseEdges, neighboursOf } from './edges.ts'

/** Two rows whose interiors meet; first < second. */
export interface OverlapPair {
  readonly first: number
  readonly second: number
  readonly areaM2: number
}

/** Rows found together. */
const CLUSTER = 16

/**
 * Every pair of rows that overlap by more than `smallestM2`, proved by the area kernel, sorted by rows.
 *
 * Only rows that can overlap are looked at. Crossing a cancelled border leads from a row to its neighbour and leaves the number of
 * polygons above the place as it was, so a place with two polygons is bounded by loose edges, however many rows it runs through: the
 * search starts at rows with a loose edge and goes on from every overlap it finds to the neighbours of both rows.
 */
export async function findOverlapPairs(
  geometry: Geometry,
  xy: Float64Array,
  loose: LooseEdges,
  smallestM2: number,
  task: Task,
): Promise<OverlapPair[]> {
  const rowCount = geometry.rows.length - 1
  const queue: number[] = []
  const isQueued = new Uint8Array(rowCount)
  const enqueue = (row: number) => {
    if (isQueued[row]) return
    isQueued[row] = 1
    queue.push(row)
  }
  for (const row of loose.row) enqueue(row)
  if (queue.length === 0) return []
  const kernel = overlapKernel(geometry, xy)
  const around = clustersOf(kernel.boxes, filledRows(geometry, null))
  const near: number[] = []
  const isSpread = new Uint8Array(rowCount)
  const isDone = new Uint8Array(rowCount)
  const pairs: OverlapPair[] = []
  for (let next = 0; next < queue.length; next++) {
    if (next % 64 === 0) {
      task.progress(next / queue.length, 'stage.overlap')
      await task.breathe()
    }
    const row = queue[next]
    isDone[row] = 1
    findNear(near, kernel.boxes, around, row)
    for (const other of near) {
      // each pair once: the other one has met this row already
      if (isDone[other]) continue
      const areaM2 = kernel.overlap(row, other)
      if (areaM2 <= smallestM2) continue
      pairs.push({ first: Math.min(row, other), second: Math.max(row, other), areaM2 })
      for (const end of [row, other]) {
        if (isSpread[end]) continue
        isSpread[end] = 1
        enqueue(end)
        for (const neighbour of neighboursOf(geometry, loose.mates, end)) enqueue(neighbour)
      }
    }
  }
  return pairs.sort((a, b) => a.first - b.first || a.second - b.second)
}

/** Rows in clusters, with an index of their boxes: to sort a hundred thousand rows would cost more than all that is asked of them. */
interface Clusters {
  readonly index: Flatbush
  readonly clusters: readonly Cluster[]
}
function clustersOf(boxes: Float64Array, rows: Uint32Array): Clusters {
  const clusters = clusterRows(boxes, rows, CLUSTER)
  const index = new Flatbush(clusters.length)
  for (const { box } of clusters) index.add(...box)
  index.finish()
  return { index, clusters }
}

/** Rows whose boxes have an area in common with that of `row`. */
function findNear(near: number[], boxes: Float64Array, { index, clusters }: Clusters, row: number): void {
  near.length = 0
  const x0 = boxes[4 * row]
  const y0 = boxes[4 * row + 1]
  const x1 = boxes[4 * row + 2]
  const y1 = boxes[4 * row + 3]
  for (const each of index.search(x0, y0, x1, y1)) {
    for (const other of clusters[each].rows) {
      const at = 4 * other
      if (boxes[at] < x1 && boxes[at + 2] > x0 && boxes[at + 1] < y1 && boxes[at + 3] > y0) near.push(other)
    }
  }
}
