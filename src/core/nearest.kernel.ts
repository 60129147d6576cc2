import { type NearestEdges, nearestIndex } from './nearest-index.ts'
import { defineKernel } from './spread.ts'
import type { Geometry } from './table.ts'
import type { Task } from './task.ts'

export interface AskingPiece {
  /** in lon/lat */
  readonly geometry: Geometry
  /** of each row: the row of the other layer to pass over; none: −1 */
  readonly except: Int32Array
  readonly limitM: number
}

/** Of each row: the row found, −1 for none; its distance in metres, and the two points, in lon/lat. */
export interface NearestRows {
  readonly row: Int32Array
  readonly distanceM: Float64Array
  readonly from: Float64Array
  readonly to: Float64Array
}

/** The feature of a layer nearest to each row of a piece. */
export default defineKernel({
  id: 'nearest',
  async run(edges: NearestEdges, { geometry, except, limitM }: AskingPiece, task: Task): Promise<NearestRows> {
    const index = nearestIndex(edges)
    const count = except.length
    const row = new Int32Array(count).fill(-1)
    const distanceM = new Float64Array(count).fill(Number.NaN)
    const from = new Float64Array(2 * count)
    const to = new Float64Array(2 * count)
    for (let i = 0; i < count; i++) {
      if (i % 16 === 0) await task.breathe()
      const found = index.nearest(geometry, geometry.xy, i, limitM, except[i])
      if (!found) continue
      row[i] = found.row
      distanceM[i] = found.distanceM
      from.set(found.from, 2 * i)
      to.set(found.to, 2 * i)
    }
    return { row, distanceM, from, to }
  },
})
