import Flatbush from 'flatbush'
import { ringRange, rowBox, rowContains } from './geometry.ts'
import { geodesicM, lngLatOf } from './plane.ts'
import type { Geometry, Table } from './table.ts'
import type { Task } from './task.ts'

/** The feature nearest to another: where they meet the distance is 0. */
export interface Nearest {
  readonly row: number
  /** along the ellipsoid */
  readonly distanceM: number
  /** the nearest points in lon/lat: on the asking feature, and on the feature found */
  readonly from: readonly [number, number]
  readonly to: readonly [number, number]
}

/** Finds the nearest features of one layer. */
export interface NearestIndex {
  /**
   * Of a row of any geometry in lon/lat; null without shape, features, or any within the limit. Of several that are as near, the first.
   * @param limitM largest distance @param except row of the layer to pass over
   */
  nearest(geometry: Geometry, lngLat: Float64Array, row: number, limitM?: number, except?: number): Nearest | null
}

const RADIANS = Math.PI / 180
const A_M = 6378137
const E2 = 0.00669438002290342

/** Edges of a layer in a box index of degrees: plain arrays, so that they can be sent to other threads. */
export interface NearestEdges {
  readonly geometry: Geometry
  readonly lngLat: Float64Array
  /** first vertex of each edge, and the row that it belongs to */
  readonly starts: Uint32Array
  readonly owners: Uint32Array
  readonly index: ArrayBuffer
}

/** @param keep rows to use @returns null where none has a shape @throws AppError crs.unknown */
export async function prepareNearest(table: Table, keep: (row: number) => boolean, task: Task): Promise<NearestEdges | null> {
  const { geometry } = table
  if (!geometry) return null
  const lngLat = lngLatOf(table)
  const starts: number[] = []
  const owners: number[] = []
  for (let row = 0; row < table.length; row++) {
    if (row % 1024 === 0) await task.breathe()
    if (!keep(row)) continue
    for (const vertex of edgesOf(geometry, row)) {
      starts.push(vertex)
      owners.push(row)
    }
  }
  if (starts.length === 0) return null
  const index = new Flatbush(starts.length)
  for (let edge = 0; edge < starts.length; edge++) {
    if (edge % 8192 === 0) await task.breathe()
    const i = 2 * starts[edge]
    const j = geometry.kind === 'point' ? i : i + 2
    index.add(
      Math.min(lngLat[i], lngLat[j]),
      Math.min(lngLat[i + 1], lngLat[j + 1]),
      Math.max(lngLat[i], lngLat[j]),
      Math.max(lngLat[i + 1], lngLat[j + 1]),
    )
  }
  index.finish()
  const { kind, rings, parts, rows } = geometry
  const inDegrees: Geometry = { kind, xy: lngLat, rings, parts, rows }
  return {
    geometry: inDegrees,
    lngLat,
    starts: Uint32Array.from(starts),
    owners: Uint32Array.from(owners),
    index: index.data as ArrayBuffer,
  }
}

/**
 * Candidates are compared in the plane that is true to scale at their own latitude (radii of curvature M and N); between the nearest
 * points of those that could still be nearest the geodesic is taken.
 */
export function nearestIndex({ geometry, lngLat: to, starts, owners, index: packed }: NearestEdges): NearestIndex {
  const index = Flatbush.from(packed)
  const lastOf = (edge: number) => (geometry.kind === 'point' ? starts[edge] : starts[edge] + 1)
  const edgeOf = (edge: number): Segment => {
    const [i, j] = [2 * starts[edge], 2 * lastOf(edge)]
    return [to[i], to[i + 1], to[j], to[j + 1]]
  }

  /** First polygon of the layer that holds the point: edges that a ray to the west meets, counted by polygon. */
  function coveringRow(lng: number, lat: number, except: number): number | null {
    if (geometry.kind !== 'polygon') return null
    const crossings = new Map<number, number>()
    for (const edge of index.search(-360, lat, lng, lat)) {
      const [x1, y1, x2, y2] = edgeOf(edge)
      if (y1 > lat === y2 > lat) continue
      if (x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1) < lng) crossings.set(owners[edge], (crossings.get(owners[edge]) ?? 0) + 1)
    }
    const rows = [...crossings].flatMap(([row, count]) => (count % 2 === 1 && row !== except ? [row] : []))
    return rows.length > 0 ? Math.min(...rows) : null
  }

  return {
    nearest(own, lngLat, row, limitM = Number.POSITIVE_INFINITY, except = -1) {
      const box = rowBox(own, row, lngLat)
      if (!box) return null
      const lat0 = (box[1] + box[3]) / 2
      const { kx, ky } = scaleAt(lat0)
      let best: Nearest | null = null
      // in metres of the local scale
      let estimate = limitM
      const offer = (found: Nearest) => {
        if (found.distanceM > limitM) return
        if (!best || found.distanceM < best.distanceM || (found.distanceM === best.distanceM && found.row < best.row))
          best = found
      }
      const meet = (found: number, lng: number, lat: number) => {
        estimate = 0
        offer({ row: found, distanceM: 0, from: [lng, lat], to: [lng, lat] })
      }
      const isOther = (edge: number) => owners[edge] !== except
      for (let part = own.rows[row]; part < own.rows[row + 1]; part++) {
        const [lng, lat] = lngLat.subarray(2 * own.rings[own.parts[part]])
        const holder = coveringRow(lng, lat, except)
        if (holder !== null) meet(holder, lng, lat)
      }
      const ownEdges = edgesOf(own, row)
      const compare = (other: number) => {
        const target = edgeOf(other)
        for (const vertex of ownEdges) {
          const [i, j] = [2 * vertex, own.kind === 'point' ? 2 * vertex : 2 * vertex + 2]
          const edge: Segment = [lngLat[i], lngLat[i + 1], lngLat[j], lngLat[j + 1]]
          const reach = estimate * slackAt(estimate)
          if (boxGapM(edge, target, kx, ky) > reach) continue
          const pair = closest(edge, target, kx, ky)
          if (pair.distance > reach) continue
          if (pair.distance === 0) return meet(owners[other], ...pair.from)
          estimate = Math.min(estimate, pair.distance)
          offer({ row: owners[other], distanceM: geodesicM(...pair.from, ...pair.to), from: pair.from, to: pair.to })
        }
      }
      // the feature nearest to the middle gives an upper bound
      const near = index.neighbors((box[0] + box[2]) / 2, lat0, 1, Number.POSITIVE_INFINITY, isOther)[0]
      if (near === undefined) return null
      compare(near)
      const reach = estimate * slackAt(estimate)
      const isWithin = Number.isFinite(reach)
      const found = isWithin
        ? index.search(box[0] - reach / kx, box[1] - reach / ky, box[2] + reach / kx, box[3] + reach / ky, isOther)
        : index.search(-360, -90, 360, 90, isOther)
      const gaps = new Map(found.map((edge) => [edge, boxGapM(box, edgeOf(edge), kx, ky)]))
      for (const other of found.sort((a, b) => (gaps.get(a) ?? 0) - (gaps.get(b) ?? 0))) {
        if ((gaps.get(other) ?? 0) > estimate * slackAt(estimate)) break
        compare(other)
      }
      // nothing may cross the boundary, and a feature still lie inside
      if (own.kind === 'polygon') {
        for (const edge of index.search(...box, isOther)) {
          const [lng, lat] = edgeOf(edge)
          if (rowContains(own, row, lng, lat, lngLat)) meet(owners[edge], lng, lat)
        }
      }
      return best
    },
  }
}

/** First vertices of a row's edges; a point is an edge without length. */
function edgesOf(geometry: Geometry, row: number): number[] {
  const edges: number[] = []
  const [from, end] = ringRange(geometry, row)
  for (let ring = from; ring < end; ring++) {
    const first = geometry.rings[ring]
    const count = Math.max(1, geometry.rings[ring + 1] - first - 1)
    for (let i = 0; i < count; i++) edges.push(first + i)
  }
  return edges
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

/** Nearest points of two edges; those that cross meet in the crossing. */
function closest(a: Segment, b: Segment, kx: number, ky: number): ClosePair {
  if (doCross(a, b)) {
    const at = crossing(a, b)
    return { distance: 0, from: at, to: at }
  }
  const options: ClosePair[] = [
    foot([a[0], a[1]], b, kx, ky),
    foot([a[2], a[3]], b, kx, ky),
    turned(foot([b[0], b[1]], a, kx, ky)),
    turned(foot([b[2], b[3]], a, kx, ky)),
  ]
  return options.reduce((best, each) => (each.distance < best.distance ? each : best))
}
const turned = ({ distance, from, to }: ClosePair): ClosePair => ({ distance, from: to, to: from })
function crossing([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): readonly [number, number] {
  const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / ((bx - ax) * (dy - cy) - (by - ay) * (dx - cx))
  return [ax + t * (bx - ax), ay + t * (by - ay)]
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
