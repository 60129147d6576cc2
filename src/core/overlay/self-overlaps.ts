import Flatbush from 'flatbush'
import { overlapKernel } from '../overlap.ts'
import type { Task } from '../task.ts'
import { SMALLEST_M2 } from './pair-areas.ts'
import type { PlanarLayer } from './planar-layer.ts'

/** Pairs of rows of one layer whose interiors overlap, each pair once: first[i] < second[i], sorted. */
export interface OverlapPairs {
  readonly first: Uint32Array
  readonly second: Uint32Array
  readonly areaM2: Float64Array
}

/** All pairs of a layer, by box index and the kernel for neighbours: about 1 µs a pair. @param rows in use, ascending; null: all */
export async function selfOverlaps(layer: PlanarLayer, rows: ArrayLike<number> | null, task: Task): Promise<OverlapPairs> {
  const { geometry, boxes, xy } = layer
  const filled: number[] = []
  const used = rows ? rows.length : geometry.rows.length - 1
  for (let i = 0; i < used; i++) {
    const row = rows ? rows[i] : i
    if (geometry.rows[row] < geometry.rows[row + 1]) filled.push(row)
  }
  const first: number[] = []
  const second: number[] = []
  const areas: number[] = []
  if (filled.length > 1) {
    const index = new Flatbush(filled.length)
    for (const row of filled) index.add(boxes[4 * row], boxes[4 * row + 1], boxes[4 * row + 2], boxes[4 * row + 3])
    index.finish()
    const kernel = overlapKernel(geometry, xy)
    for (const [i, row] of filled.entries()) {
      if (i % 128 === 0) {
        task.progress(i / filled.length, 'stage.overlap')
        await task.breathe()
      }
      const [x0, y0, x1, y1] = boxes.subarray(4 * row, 4 * row + 4)
      const others = index.search(x0, y0, x1, y1, (j) => j > i).sort((a, b) => a - b)
      for (const j of others) {
        const area = kernel.overlap(row, filled[j])
        if (area <= SMALLEST_M2) continue
        first.push(row)
        second.push(filled[j])
        areas.push(area)
      }
    }
  }
  return { first: Uint32Array.from(first), second: Uint32Array.from(second), areaM2: Float64Array.from(areas) }
}
