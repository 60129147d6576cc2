import { planarArea, ringContains, ringRange } from './geometry.ts'
import type { Geometry } from './table.ts'

export type DefectKind =
  /** edges of the row cross */
  | 'crossing'
  /** edges that are not neighbours touch or run on each other; harmless to the area unless lobes turn the wrong way */
  | 'touching'
  /** a vertex twice in a row */
  | 'duplicate'
  /** the ring goes out and back the same way */
  | 'spike'
  /** fewer than three distinct vertices, or no area */
  | 'degenerate'
  /** a hole with a vertex outside its part, or inside another hole */
  | 'holeOutside'
  /** one part inside or across another */
  | 'partsOverlap'

/** One thing that is wrong with a row. */
export interface Defect {
  readonly kind: DefectKind
  /** vertex of the geometry at which it was seen */
  readonly vertex: number
}

/** Below this two places are one: a tenth of a millimetre, in the units of a metric plane. */
const TOLERANCE_M = 1e-4

/**
 * What is wrong with one polygon row, in a metric plane. Stops looking for crossings after `limit` of them.
 * @param xy plane coordinates, metres
 */
export function findDefects(geometry: Geometry, xy: Float64Array, row: number, limit = 20): Defect[] {
  const defects: Defect[] = []
  const [from, to] = ringRange(geometry, row)
  for (let ring = from; ring < to; ring++) ringDefects(geometry, xy, ring, defects)
  crossings(geometry, xy, from, to, defects, limit)
  if (to - from > 1) nesting(geometry, xy, row, defects)
  return defects
}

function ringDefects(geometry: Geometry, xy: Float64Array, ring: number, defects: Defect[]): void {
  const start = geometry.rings[ring]
  const count = geometry.rings[ring + 1] - start - 1
  let distinct = 0
  for (let i = 0; i < count; i++) {
    const at = start + i
    const next = start + ((i + 1) % count)
    const ax = xy[2 * next] - xy[2 * at]
    const ay = xy[2 * next + 1] - xy[2 * at + 1]
    // squares and roots: this is asked of every vertex there is, and Math.hypot takes ten times as long
    const aa = ax * ax + ay * ay
    if (aa <= TOLERANCE_M * TOLERANCE_M) {
      defects.push({ kind: 'duplicate', vertex: at })
      continue
    }
    distinct++
    const before = start + ((i + count - 1) % count)
    const bx = xy[2 * before] - xy[2 * at]
    const by = xy[2 * before + 1] - xy[2 * at + 1]
    if (ax * bx + ay * by <= 0) continue
    const cross = Math.abs(ax * by - ay * bx)
    const reach = Math.sqrt(Math.max(aa, bx * bx + by * by))
    if (cross <= TOLERANCE_M * reach) defects.push({ kind: 'spike', vertex: at })
  }
  if (distinct < 3 || planarArea(xy, start, geometry.rings[ring + 1]) === 0) defects.push({ kind: 'degenerate', vertex: start })
}

/** All edges of the row, many in a sweep over x: each meets only those whose x and y ranges overlap its own. */
function crossings(geometry: Geometry, xy: Float64Array, from: number, to: number, defects: Defect[], limit: number): void {
  const edges: number[] = []
  for (let ring = from; ring < to; ring++) {
    for (let i = geometry.rings[ring]; i + 1 < geometry.rings[ring + 1]; i++) edges.push(i)
  }
  // few edges meet each other faster than they are sorted
  const isSorted = edges.length > FEW_EDGES
  if (isSorted) edges.sort((a, b) => leftOf(xy, a) - leftOf(xy, b))
  const active: number[] = []
  const stopAt = defects.length + limit
  for (const edge of edges) {
    const x0 = leftOf(xy, edge) - TOLERANCE_M
    const x1 = Math.max(xy[2 * edge], xy[2 * edge + 2]) + TOLERANCE_M
    const y0 = Math.min(xy[2 * edge + 1], xy[2 * edge + 3]) - TOLERANCE_M
    const y1 = Math.max(xy[2 * edge + 1], xy[2 * edge + 3]) + TOLERANCE_M
    let kept = 0
    for (const other of active) {
      const isBehind = Math.max(xy[2 * other], xy[2 * other + 2]) < x0
      // what is behind the sweep stays behind
      if (!(isBehind && isSorted)) active[kept++] = other
      if (isBehind || leftOf(xy, other) > x1) continue
      if (Math.min(xy[2 * other + 1], xy[2 * other + 3]) > y1 || Math.max(xy[2 * other + 1], xy[2 * other + 3]) < y0) continue
      // most that come near are neighbours, and these are told faster
      if (areNeighbours(geometry, xy, from, to, edge, other)) continue
      const kind = meet(xy, edge, other)
      if (kind) defects.push({ kind, vertex: Math.min(edge, other) })
      if (defects.length >= stopAt) return
    }
    active.length = kept
    active.push(edge)
  }
}

const FEW_EDGES = 40

function leftOf(xy: Float64Array, edge: number): number {
  return Math.min(xy[2 * edge], xy[2 * edge + 2])
}

/** Consecutive edges of a ring share a vertex by right (that they may run back on each other is a spike). */
function areNeighbours(geometry: Geometry, xy: Float64Array, from: number, to: number, a: number, b: number): boolean {
  const low = Math.min(a, b)
  const high = Math.max(a, b)
  // no edge starts at the last vertex of a ring, so that these two are of one ring
  if (high === low + 1) return true
  for (let ring = from; ring < to; ring++) {
    const start = geometry.rings[ring]
    const last = geometry.rings[ring + 1] - 2
    if (low < start || low > last) continue
    if (high > last) return false
    if (low === start && high === last) return true
    // edges of no length between them do not count
    for (let i = low + 1; i < high; i++) {
      const dx = xy[2 * i + 2] - xy[2 * i]
      const dy = xy[2 * i + 3] - xy[2 * i + 1]
      if (dx * dx + dy * dy > TOLERANCE_M * TOLERANCE_M) return false
    }
    return true
  }
  return false
}

function meet(xy: Float64Array, a: number, b: number): 'crossing' | 'touching' | null {
  const ax = xy[2 * a]
  const ay = xy[2 * a + 1]
  const rx = xy[2 * a + 2] - ax
  const ry = xy[2 * a + 3] - ay
  const bx = xy[2 * b] - ax
  const by = xy[2 * b + 1] - ay
  const sx = xy[2 * b + 2] - xy[2 * b]
  const sy = xy[2 * b + 3] - xy[2 * b + 1]
  const lengthA = Math.sqrt(rx * rx + ry * ry)
  const lengthB = Math.sqrt(sx * sx + sy * sy)
  if (lengthA <= TOLERANCE_M || lengthB <= TOLERANCE_M) return null
  // distances of each end from the other edge's line
  const b0 = (rx * by - ry * bx) / lengthA
  const b1 = (rx * (by + sy) - ry * (bx + sx)) / lengthA
  const a0 = (sy * bx - sx * by) / lengthB
  const a1 = (sx * (ry - by) - sy * (rx - bx)) / lengthB
  if (Math.min(b0, b1) > TOLERANCE_M || Math.max(b0, b1) < -TOLERANCE_M) return null
  if (Math.min(a0, a1) > TOLERANCE_M || Math.max(a0, a1) < -TOLERANCE_M) return null
  const isStrict = (u: number, v: number) => Math.min(u, v) < -TOLERANCE_M && Math.max(u, v) > TOLERANCE_M
  if (isStrict(a0, a1) && isStrict(b0, b1)) return 'crossing'
  return endsNear(xy, a, b) || endsNear(xy, b, a) ? 'touching' : null
}
/** Does an end of edge b lie on edge a? */
function endsNear(xy: Float64Array, a: number, b: number): boolean {
  return isOnEdge(xy, a, xy[2 * b], xy[2 * b + 1]) || isOnEdge(xy, a, xy[2 * b + 2], xy[2 * b + 3])
}
function isOnEdge(xy: Float64Array, edge: number, x: number, y: number): boolean {
  const rx = xy[2 * edge + 2] - xy[2 * edge]
  const ry = xy[2 * edge + 3] - xy[2 * edge + 1]
  const px = x - xy[2 * edge]
  const py = y - xy[2 * edge + 1]
  const t = Math.max(0, Math.min(1, (px * rx + py * ry) / (rx * rx + ry * ry || 1)))
  const dx = px - t * rx
  const dy = py - t * ry
  return dx * dx + dy * dy <= TOLERANCE_M * TOLERANCE_M
}
/**
 * Rings that do not cross can still lie wrongly in each other. One vertex tells; where it lies on the other ring itself, every vertex and
 * the middle of every edge that does not.
 */
function nesting(geometry: Geometry, xy: Float64Array, row: number, defects: Defect[]): void {
  const { rings, parts, rows } = geometry
  const contains = (ring: number, [x, y]: Place) => ringContains(xy, rings[ring], rings[ring + 1], x, y)
  /** is some place of `ring`, clear of the rings from … to, as asked? */
  const some = (ring: number, from: number, to: number, test: (place: Place) => boolean) => {
    let isFirst = true
    for (const place of placesOf(xy, rings[ring], rings[ring + 1])) {
      const isClear = countOf(from, to, (other) => isOnRing(xy, rings[other], rings[other + 1], place)) === 0
      if (isClear && isFirst) return test(place)
      if (isClear && test(place)) return true
      isFirst = false
    }
    return false
  }
  const meet = boxesMeet(geometry, xy, row)
  for (let part = rows[row]; part < rows[row + 1]; part++) {
    const outer = parts[part]
    for (let hole = outer + 1; hole < parts[part + 1]; hole++) {
      const isOut = some(hole, outer, outer + 1, (place) => !contains(outer, place))
      const isNested = (other: number) =>
        other !== hole && meet(hole, other) && some(hole, other, other + 1, (place) => contains(other, place))
      if (isOut || countOf(outer + 1, parts[part + 1], isNested) > 0) {
        defects.push({ kind: 'holeOutside', vertex: rings[hole] })
      }
    }
    for (let other = rows[row]; other < rows[row + 1]; other++) {
      if (other === part || !meet(outer, parts[other])) continue
      // in the other part's material, not in its hole
      const depth = (place: Place) => countOf(parts[other], parts[other + 1], (ring) => contains(ring, place))
      if (some(outer, parts[other], parts[other + 1], (place) => depth(place) % 2 === 1)) {
        defects.push({ kind: 'partsOverlap', vertex: rings[outer] })
      }
    }
  }
}

/** Whether the boxes of two rings of a row meet: of ten thousand nearly all pairs lie apart, which four numbers tell. */
function boxesMeet(geometry: Geometry, xy: Float64Array, row: number): (a: number, b: number) => boolean {
  const [from, to] = ringRange(geometry, row)
  const boxes = new Float64Array(4 * (to - from))
  for (let ring = from; ring < to; ring++) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let v = geometry.rings[ring]; v < geometry.rings[ring + 1]; v++) {
      west = Math.min(west, xy[2 * v])
      east = Math.max(east, xy[2 * v])
      south = Math.min(south, xy[2 * v + 1])
      north = Math.max(north, xy[2 * v + 1])
    }
    boxes.set([west, south, east, north], 4 * (ring - from))
  }
  return (a, b) => {
    const [i, k] = [4 * (a - from), 4 * (b - from)]
    return boxes[i] <= boxes[k + 2] && boxes[k] <= boxes[i + 2] && boxes[i + 1] <= boxes[k + 3] && boxes[k + 1] <= boxes[i + 3]
  }
}

type Place = readonly [x: number, y: number]

/** The vertices of a ring, then the middles of its edges. */
function* placesOf(xy: Float64Array, from: number, to: number): Generator<Place> {
  for (const share of [0, 0.5]) {
    for (let i = 2 * from; i + 2 < 2 * to; i += 2) {
      yield [xy[i] + share * (xy[i + 2] - xy[i]), xy[i + 1] + share * (xy[i + 3] - xy[i + 1])]
    }
  }
}
function isOnRing(xy: Float64Array, start: number, end: number, [x, y]: Place): boolean {
  for (let edge = start; edge + 1 < end; edge++) if (isOnEdge(xy, edge, x, y)) return true
  return false
}
function countOf(from: number, to: number, test: (index: number) => boolean): number {
  let count = 0
  for (let i = from; i < to; i++) if (test(i)) count++
  return count
}
