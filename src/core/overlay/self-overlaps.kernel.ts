import Flatbush from 'flatbush'
import { overlapKernel, SMALLEST_M2 } from '../overlap.ts'
import { type TileGrid, tileAt } from '../row-pieces.ts'
import { defineKernel } from '../spread.ts'
import type { Task } from '../task.ts'
import type { PlanarLayer } from './planar-layer.ts'
import type { OverlapPairs } from './self-overlaps.ts'

export interface TilePiece {
  /** every row that reaches into the tile */
  readonly layer: PlanarLayer
  /** what the rows of `layer` are called in the answer, ascending */
  readonly names: Uint32Array
  readonly tile: number
}

/** Pairs of rows that are held against each other in one tile. */
export default defineKernel({
  id: 'self-overlaps',
  async run(grid: TileGrid, { layer, names, tile }: TilePiece, task: Task): Promise<OverlapPairs> {
    const { boxes, geometry, xy } = layer
    const first: number[] = []
    const second: number[] = []
    const areas: number[] = []
    const index = new Flatbush(names.length)
    for (let row = 0; row < names.length; row++) {
      index.add(boxes[4 * row], boxes[4 * row + 1], boxes[4 * row + 2], boxes[4 * row + 3])
    }
    index.finish()
    const kernel = overlapKernel(geometry, xy)
    for (let row = 0; row < names.length; row++) {
      if (row % 128 === 0) await task.breathe()
      const x = boxes[4 * row]
      const y = boxes[4 * row + 1]
      const others = index.search(x, y, boxes[4 * row + 2], boxes[4 * row + 3], (other) => other > row)
      for (const other of others) {
        if (tileAt(grid, Math.max(x, boxes[4 * other]), Math.max(y, boxes[4 * other + 1])) !== tile) continue
        // by place, so that the last digit does not depend on the order of rows
        const area = isBefore(boxes, row, other) ? kernel.overlap(row, other) : kernel.overlap(other, row)
        if (area <= SMALLEST_M2) continue
        first.push(names[row])
        second.push(names[other])
        areas.push(area)
      }
    }
    return { first: Uint32Array.from(first), second: Uint32Array.from(second), areaM2: Float64Array.from(areas) }
  },
})

function isBefore(boxes: Float64Array, a: number, b: number): boolean {
  for (let side = 0; side < 4; side++) {
    if (boxes[4 * a + side] !== boxes[4 * b + side]) return boxes[4 * a + side] < boxes[4 * b + side]
  }
  return true
}
