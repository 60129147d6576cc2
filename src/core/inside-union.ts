import { Clipper, FillRule, type Paths64 } from 'clipper2-ts'
import { sumOf } from './adjust.ts'
import { GRID_PER_M, rowPaths } from './clip.ts'
import { ringRange } from './geometry.ts'
import { StoredBorders } from './stored-borders.ts'
import type { Geometry } from './table.ts'

/**
 * Area of row ∩ (∪ others), m²: for the few places where three or more overlap. The clipper tells what lies where, on its grid; the area is
 * that of the stored borders.
 */
export function areaInsideUnion(geometry: Geometry, xy: Float64Array, row: number, others: readonly number[]): number {
  const [from] = ringRange(geometry, row)
  const first = geometry.rings[from]
  const origin: [number, number] = [xy[2 * first], xy[2 * first + 1]]
  const subject = rowPaths(geometry, xy, row, origin)
  const box = Clipper.getBoundsPaths(subject)
  // a zone of 10 000 vertices then costs what lies near the row
  const clip = others.flatMap((other) => cutToBox(rowPaths(geometry, xy, other, origin), box))
  // each side sorted out alone first: rows that touch and spike leave the clipper less to go wrong
  const tidied = [subject, clip].map((paths) => Clipper.union(paths, FillRule.NonZero))
  const pieces = Clipper.intersect(tidied[0], tidied[1], FillRule.NonZero)
  const [left, bottom, right, top] = [box.left, box.top, box.right, box.bottom].map((each) => each / GRID_PER_M)
  const near = [origin[0] + left - 1, origin[1] + bottom - 1, origin[0] + right + 1, origin[1] + top + 1] as const
  const borders = new StoredBorders(geometry, xy, [row, ...others], origin, near)
  return Math.abs(sumOf(pieces.map((piece) => ringArea(borders.ring(piece), origin))))
}

/** Signed, of x0 y0 x1 y1 …, not closed; from a place near by, so that no digits are lost. */
function ringArea(ring: readonly number[], [x0, y0]: readonly [number, number]): number {
  let twice = 0
  for (let i = 0; i < ring.length; i += 2) {
    const k = (i + 2) % ring.length
    twice += (ring[i] - x0) * (ring[k + 1] - y0) - (ring[k] - x0) * (ring[i + 1] - y0)
  }
  return twice / 2
}

interface GridBox {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/**
 * Sutherland–Hodgman: what the rings cover inside the box stays covered as it was; parts of a ring may hang together by edges along
 * the margin, outside the box, which the clipper ignores. (The library's own rectClip lost half a polygon in the random tests.)
 */
function cutToBox(paths: Paths64, box: GridBox): Paths64 {
  const margin = GRID_PER_M
  const sides: readonly [axis: 'x' | 'y', limit: number, keep: 1 | -1][] = [
    ['x', box.left - margin, 1],
    ['x', box.right + margin, -1],
    ['y', box.top - margin, 1],
    ['y', box.bottom + margin, -1],
  ]
  return paths
    .map((path) => sides.reduce((ring, [axis, limit, keep]) => cutToSide(ring, axis, limit, keep), path))
    .filter((path) => path.length > 2)
}
function cutToSide(ring: Paths64[number], axis: 'x' | 'y', limit: number, keep: 1 | -1): Paths64[number] {
  const out: Paths64[number] = []
  let before = ring[ring.length - 1]
  for (const point of ring) {
    const was = (before[axis] - limit) * keep
    const is = (point[axis] - limit) * keep
    if (was >= 0 !== is >= 0) {
      const share = was / (was - is)
      out.push({
        x: Math.round(before.x + share * (point.x - before.x)),
        y: Math.round(before.y + share * (point.y - before.y)),
      })
    }
    if (is >= 0) out.push(point)
    before = point
  }
  return out
}
