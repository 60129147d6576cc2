import { freeBuffers } from '../free-buffers.ts'
import { authalicPlane } from '../plane.ts'
import { defineKernel } from '../spread.ts'
import type { Geometry } from '../table.ts'
import type { Task } from '../task.ts'
import { joinOutlines } from './join-outlines.ts'
import { rowOutlines } from './outlines.ts'

/** Polygons on the grid: part p has rings parts[p] … parts[p + 1], ring r corners rings[r] … rings[r + 1], without the closing one. */
export interface JoinedRows {
  readonly xy: Float64Array
  /** of each corner the input's own coordinates; NaN: made by the clipper */
  readonly lngLat: Float64Array
  readonly rings: Uint32Array
  readonly parts: Uint32Array
}

/** What rows that lie together cover. A piece is rows in lon/lat. */
export default defineKernel({
  id: 'join-rows',
  async run(at: { readonly lng0: number; readonly latTs: number }, piece: Geometry, task: Task): Promise<JoinedRows> {
    const all = Uint32Array.from({ length: piece.rows.length - 1 }, (_, row) => row)
    const xy = authalicPlane(at).toPlane(piece.xy)
    const { outlines, points } = await rowOutlines(piece, xy, all, task)
    freeBuffers([xy])
    const { polygons } = await joinOutlines(outlines, points, all.length, task)
    const rings = polygons.flat()
    const corners = rings.reduce((sum, ring) => sum + ring.length, 0)
    const places = new Float64Array(2 * corners)
    const lngLat = new Float64Array(2 * corners).fill(Number.NaN)
    const starts = new Uint32Array(rings.length + 1)
    let size = 0
    for (const [i, ring] of rings.entries()) {
      for (const point of ring) {
        const vertex = points.vertex[point]
        places[2 * size] = points.x[point]
        places[2 * size + 1] = points.y[point]
        if (vertex >= 0) lngLat.set(piece.xy.subarray(2 * vertex, 2 * vertex + 2), 2 * size)
        size++
      }
      starts[i + 1] = size
    }
    const parts = new Uint32Array(polygons.length + 1)
    polygons.forEach((polygon, i) => {
      parts[i + 1] = parts[i] + polygon.length
    })
    freeBuffers([points.x, points.y, points.vertex])
    return { xy: places, lngLat, rings: starts, parts }
  },
})
