import { ringRange } from './geometry.ts'
import type { Geometry } from './table.ts'

/**
 * Rows whose parts or rings run along each other, side for side with the same vertices. OGC calls such a row invalid although no place
 * lies in two of its parts: its area is whole, but a reader who counts borders sees one that is not there.
 * @returns ascending
 */
export function rowsWithSharedBorders(geometry: Geometry): number[] {
  if (geometry.kind !== 'polygon') return []
  const { xy, rings } = geometry
  const found: number[] = []
  for (let row = 0; row + 1 < geometry.rows.length; row++) {
    const [from, to] = ringRange(geometry, row)
    if (to - from < 2) continue
    // by a number that is the same both ways round; two sides with one number are told apart by their ends
    const sides = new Map<number, { readonly ring: number; readonly vertex: number }>()
    let isShared = false
    for (let ring = from; ring < to && !isShared; ring++) {
      for (let i = rings[ring]; i + 1 < rings[ring + 1] && !isShared; i++) {
        const [x0, y0, x1, y1] = xy.subarray(2 * i, 2 * i + 4)
        if (x0 === x1 && y0 === y1) continue
        const key = (x0 + x1) * 0.7548776662466927 + (y0 + y1) * 0.5698402909980532
        const other = sides.get(key)
        // out and back on one ring is a spike, and another matter
        isShared = other !== undefined && other.ring !== ring && isSameSide(xy, other.vertex, i)
        if (!other) sides.set(key, { ring, vertex: i })
      }
    }
    if (isShared) found.push(row)
  }
  return found
}

/** Do two sides join the same two places, in whatever order? */
function isSameSide(xy: Float64Array, a: number, b: number): boolean {
  const isSame = (i: number, j: number) => xy[2 * i] === xy[2 * j] && xy[2 * i + 1] === xy[2 * j + 1]
  return (isSame(a, b + 1) && isSame(a + 1, b)) || (isSame(a, b) && isSame(a + 1, b + 1))
}
