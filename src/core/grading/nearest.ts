import Flatbush from 'flatbush'
import { ringRange, rowBox, rowContains } from '../geometry.ts'
import { geodesicM, lngLatOf } from '../plane.ts'
import type { Geometry, Table } from '../table.ts'

/** Distances from polygons to the features of one layer. */
export interface DistanceIndex {
  /** Metres on the ellipsoid from row's boundary to the nearest feature; 0 where they meet; NaN without shape or features. */
  distanceM(geometry: Geometry, lngLat: Float64Array, row: number): number
}

const RADIANS = Math.PI / 180
const A_M = 6378137
const E2 = 0.00669438002290342

/**
 * Every edge of the layer in a box index of degrees. Candidates are compared in the plane that is true to scale at their own latitude
 * (radii of curvature M and N); between the nearest points of those that could still be nearest the geodesic is taken.
 * @param keep rows to use
 */
export function distanceIndex(table: Table, keep: (row: number) => boolean): DistanceIndex {
  const geometry = table.geometry
  const to = lngLatOf(table)
  const starts: number[] = []
  const owners: number[] = []
  for (let row = 0; geometry && row < table.length; row++) {
    if (!keep(row)) continue
    const [from, end] = ringRange(geometry, row)
    for (let ring = from; ring < end; ring++) {
      const first = geometry.rings[ring]
      const count = geometry.rings[ring + 1] - first
      // a point is an edge without length
      for (let i = 0; i < Math.max(1, count - 1); i++) {
        starts.push(first + i)
        owners.push(row)
      }
    }
  }
  if (!geometry || starts.length === 0) return { distanceM: () => Number.NaN }
  const lastOf = (edge: number) => (geometry.kind === 'point' ? starts[edge] : starts[edge] + 1)
  const index = new Flatbush(starts.length)
  for (let edge = 0; edge < starts.length; edge++) {
    const [i, j] = [2 * starts[edge], 2 * lastOf(edge)]
    index.add(Math.min(to[i], to[j]), Math.min(to[i + 1], to[j + 1]), Math.max(to[i], to[j]), Math.max(to[i + 1], to[j + 1]))
  }
  index.finish()

  /** Is the point inside a polygon of the layer? Edges that a ray to the west meets, counted by polygon. */
  function isCovered(lng: number, lat: number): boolean {
    if (geometry?.kind !== 'polygon') return false
    const crossings = new Map<number, number>()
    for (const edge of index.search(-360, lat, lng, lat)) {
      const [i, j] = [2 * starts[edge], 2 * lastOf(edge)]
      if (to[i + 1] > lat === to[j + 1] > lat) continue
      const x = to[i] + ((lat - to[i + 1]) / (to[j + 1] - to[i + 1])) * (to[j] - to[i])
      if (x < lng) crossings.set(owners[edge], (crossings.get(owners[edge]) ?? 0) + 1)
    }
    return [...crossings.values()].some((count) => count % 2 === 1)
  }

  return {
    distanceM(own, lngLat, row) {
      const box = rowBox(own, row, lngLat)
      if (!box) return Number.NaN
      const lat0 = (box[1] + box[3]) / 2
      const { kx, ky } = scaleAt(lat0)
      const [ringFrom, ringTo] = ringRange(own, row)
      const first = own.rings[ringFrom]
      if (isCovered(lngLat[2 * first], lngLat[2 * first + 1])) return 0
      // the feature nearest to the middle gives an upper bound
      const near = index.neighbors((box[0] + box[2]) / 2, lat0, 1)[0]
      let best = Number.POSITIVE_INFINITY
      let estimate = Number.POSITIVE_INFINITY
      /** Compares one edge of the layer with the row's whole boundary; true when they meet. */
      const meets = (other: number): boolean => {
        const [a, b] = [2 * starts[other], 2 * lastOf(other)]
        const target: Segment = [to[a], to[a + 1], to[b], to[b + 1]]
        for (let ring = ringFrom; ring < ringTo; ring++) {
          for (let i = 2 * own.rings[ring]; i + 2 < 2 * own.rings[ring + 1]; i += 2) {
            const edge: Segment = [lngLat[i], lngLat[i + 1], lngLat[i + 2], lngLat[i + 3]]
            const reach = estimate * slackAt(estimate)
            if (boxGapM(edge, target, kx, ky) > reach) continue
            const pair = closest(edge, target, kx, ky)
            if (pair.distance === 0) return true
            if (pair.distance > reach) continue
            estimate = Math.min(estimate, pair.distance)
            best = Math.min(best, geodesicM(...pair.from, ...pair.to))
          }
        }
        return false
      }
      if (meets(near)) return 0
      const reach = estimate * slackAt(estimate)
      const found = index.search(box[0] - reach / kx, box[1] - reach / ky, box[2] + reach / kx, box[3] + reach / ky)
      const gaps = new Map(
        found.map((edge) => {
          const [a, b] = [2 * starts[edge], 2 * lastOf(edge)]
          return [edge, boxGapM(box, [to[a], to[a + 1], to[b], to[b + 1]], kx, ky)]
        }),
      )
      for (const other of found.sort((a, b) => (gaps.get(a) ?? 0) - (gaps.get(b) ?? 0))) {
        if ((gaps.get(other) ?? 0) > estimate * slackAt(estimate)) break
        if (meets(other)) return 0
      }
      // nothing crosses the boundary: a feature may still lie inside
      for (const edge of index.search(...box)) {
        if (rowContains(own, row, to[2 * starts[edge]], to[2 * starts[edge] + 1], lngLat)) return 0
      }
      return best
    },
  }
}

/** Metres a degree of longitude and of latitude. */
function scaleAt(lat: number): { kx: number; ky: number } {
  const sin = Math.sin(lat * RADIANS)
  const w = Math.sqrt(1 - E2 * sin * sin)
  return { kx: (A_M / w) * Math.cos(lat * RADIANS) * RADIANS, ky: ((A_M * (1 - E2)) / w ** 3) * RADIANS }
}

/** By how much the local scale may misjudge a distance: the radius of a parallel changes by tan φ · d/R, and tan φ stays below 2. */
function slackAt(distanceM: number): number {
  return 1 + 1e-6 + Math.min(1, (2 * distanceM) / A_M)
}

/** Least distance that two boxes, given by two corners each, allow. */
function boxGapM(a: Segment, b: Segment, kx: number, ky: number): number {
  const gap = (a1: number, a2: number, b1: number, b2: number) =>
    Math.max(0, Math.min(b1, b2) - Math.max(a1, a2), Math.min(a1, a2) - Math.max(b1, b2))
  return Math.hypot(gap(a[0], a[2], b[0], b[2]) * kx, gap(a[1], a[3], b[1], b[3]) * ky)
}

type Segment = readonly [x1: number, y1: number, x2: number, y2: number]
interface ClosePair {
  /** in metres of the local scale */
  readonly distance: number
  readonly from: readonly [number, number]
  readonly to: readonly [number, number]
}

/** Nearest points of two edges. */
function closest(a: Segment, b: Segment, kx: number, ky: number): ClosePair {
  if (doCross(a, b)) return { distance: 0, from: [a[0], a[1]], to: [a[0], a[1]] }
  const options: ClosePair[] = [
    foot([a[0], a[1]], b, kx, ky),
    foot([a[2], a[3]], b, kx, ky),
    foot([b[0], b[1]], a, kx, ky),
    foot([b[2], b[3]], a, kx, ky),
  ]
  return options.reduce((best, each) => (each.distance < best.distance ? each : best))
}
function foot(point: readonly [number, number], [x1, y1, x2, y2]: Segment, kx: number, ky: number): ClosePair {
  const dx = (x2 - x1) * kx
  const dy = (y2 - y1) * ky
  const px = (point[0] - x1) * kx
  const py = (point[1] - y1) * ky
  const square = dx * dx + dy * dy
  const t = square === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square))
  return { distance: Math.hypot(px - t * dx, py - t * dy), from: point, to: [x1 + t * (x2 - x1), y1 + t * (y2 - y1)] }
}
function doCross(a: Segment, b: Segment): boolean {
  const side = ([x1, y1, x2, y2]: Segment, x: number, y: number) => Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1))
  return side(a, b[0], b[1]) * side(a, b[2], b[3]) < 0 && side(b, a[0], a[1]) * side(b, a[2], a[3]) < 0
}
