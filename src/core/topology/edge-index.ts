import Flatbush from 'flatbush'
import type { LooseEdges } from './edges.ts'

/** Finds loose edges near a place, metres in the plane. */
export interface EdgeIndex {
  /** edges whose box comes within `reachM` of x, y */
  near(x: number, y: number, reachM: number): number[]
  /** distance of x, y from an edge */
  distanceM(edge: number, x: number, y: number): number
}

/** @param xy of the vertices, metres in the plane @returns null where there are no edges */
export function indexEdges(xy: Float64Array, { from, to }: LooseEdges): EdgeIndex | null {
  if (from.length === 0) return null
  const index = new Flatbush(from.length)
  for (let edge = 0; edge < from.length; edge++) {
    const [ax, ay, bx, by] = [xy[2 * from[edge]], xy[2 * from[edge] + 1], xy[2 * to[edge]], xy[2 * to[edge] + 1]]
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  }
  index.finish()
  return {
    near: (x, y, reachM) => index.search(x - reachM, y - reachM, x + reachM, y + reachM),
    distanceM(edge, x, y) {
      const [a, b] = [2 * from[edge], 2 * to[edge]]
      const dx = xy[b] - xy[a]
      const dy = xy[b + 1] - xy[a + 1]
      const px = x - xy[a]
      const py = y - xy[a + 1]
      const t = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy)))
      return Math.hypot(px - t * dx, py - t * dy)
    },
  }
}
