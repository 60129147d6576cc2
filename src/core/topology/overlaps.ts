import Flatbush from 'flatbush'
import { overlapKernel } from '../overlap.ts'
import { rowBoxes } from '../overlay/planar-layer.ts'
import type { Geometry } from '../table.ts'
import type { Task } from '../task.ts'
import type { LooseEdges } from './edges.ts'

/** Two rows whose interiors meet; first < second. */
export interface OverlapPair {
  readonly first: number
  readonly second: number
  readonly areaM2: number
}

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
  const boxes = rowBoxes(geometry, xy)
  const { index, rows } = indexOf(boxes)
  const kernel = overlapKernel(geometry, xy)
  let neighbours: Neighbours | null = null
  const isDone = new Uint8Array(rowCount)
  const pairs: OverlapPair[] = []
  for (let next = 0; next < queue.length; next++) {
    if (next % 64 === 0) {
      task.progress(next / queue.length, 'stage.overlap')
      await task.breathe()
    }
    const row = queue[next]
    isDone[row] = 1
    const at = 4 * row
    if (!(boxes[at] < boxes[at + 2])) continue
    for (const k of index.search(boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3])) {
      const other = rows[k]
      // each pair once: the other one has met this row already
      if (isDone[other]) continue
      const areaM2 = kernel.overlap(row, other)
      if (areaM2 <= smallestM2) continue
      pairs.push({ first: Math.min(row, other), second: Math.max(row, other), areaM2 })
      neighbours ??= neighboursOf(loose, rowCount)
      for (const end of [row, other]) {
        enqueue(end)
        for (let i = neighbours.offsets[end]; i < neighbours.offsets[end + 1]; i++) enqueue(neighbours.rows[i])
      }
    }
  }
  return pairs.sort((a, b) => a.first - b.first || a.second - b.second)
}

function indexOf(boxes: Float64Array): { index: Flatbush; rows: Uint32Array } {
  const rows: number[] = []
  for (let row = 0; row < boxes.length / 4; row++) if (boxes[4 * row] <= boxes[4 * row + 2]) rows.push(row)
  const index = new Flatbush(rows.length)
  for (const row of rows) index.add(boxes[4 * row], boxes[4 * row + 1], boxes[4 * row + 2], boxes[4 * row + 3])
  index.finish()
  return { index, rows: Uint32Array.from(rows) }
}

interface Neighbours {
  readonly offsets: Uint32Array
  readonly rows: Uint32Array
}
function neighboursOf({ pairs }: LooseEdges, rowCount: number): Neighbours {
  const offsets = new Uint32Array(rowCount + 1)
  const count = pairs.first.length
  for (let i = 0; i < count; i++) {
    offsets[pairs.first[i] + 1]++
    offsets[pairs.second[i] + 1]++
  }
  for (let row = 0; row < rowCount; row++) offsets[row + 1] += offsets[row]
  const next = offsets.slice(0, -1)
  const rows = new Uint32Array(2 * count)
  for (let i = 0; i < count; i++) {
    rows[next[pairs.first[i]]++] = pairs.second[i]
    rows[next[pairs.second[i]]++] = pairs.first[i]
  }
  return { offsets, rows }
}
