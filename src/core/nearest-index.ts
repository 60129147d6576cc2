import Flatbush from 'flatbush'
import { pickRows, ringRange, rowBox, rowContains } from './geometry.ts'
import { authalicPlane, geodesicM, lngLatOf, planeOf } from './plane.ts'
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

/** Edges of a layer in a box index of the equal-area plane, in which they are straight: plain arrays, so that they can be sent to other threads. */
export interface NearestEdges {
  /** vertices in the plane */
  readonly geometry: Geometry
  /** of the plane */
  readonly lng0: number
  readonly latTs: number
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
  const { lng0, latTs, ...plane } = planeOf(lngLat)
  const xy = plane.toPlane(lngLat)
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
    index.add(Math.min(xy[i], xy[j]), Math.min(xy[i + 1], xy[j + 1]), Math.max(xy[i], xy[j]), Math.max(xy[i + 1], xy[j + 1]))
  }
  index.finish()
  const { kind, rings, parts, rows } = geometry
  return {
    geometry: { kind, xy, rings, parts, rows },
    lng0,
    latTs,
    starts: Uint32Array.from(starts),
    owners: Uint32Array.from(owners),
    index: index.data as ArrayBuffer,
  }
}

/**
 * Candidates are compared in the plane, stretched to be true to scale halfway between the asking feature and each of them; of those that
 * could still be nearest, the nearest points are found at the scale of their own latitude, and between these the geodesic is taken.
 */
export function nearestIndex({ geometry, lng0, latTs, starts, owners, index: packed }: NearestEdges): NearestIndex {
  const index = Flatbush.from(packed)
  const plane = authalicPlane({ lng0, latTs })
  const to = geometry.xy
  const lastOf = (edge: number) => (geometry.kind === 'point' ? starts[edge] : starts[edge] + 1)
  const edgeOf = (edge: number): Segment => {
    const [i, j] = [2 * starts[edge], 2 * lastOf(edge)]
    return [to[i], to[i + 1], to[j], to[j + 1]]
  }

  /** First polygon of the layer that holds the point: edges that a ray to the west meets, counted by polygon. */
  function coveringRow(x: number, y: number, except: number): number | null {
    if (geometry.kind !== 'polygon') return null
    const crossings = new Map<number, number>()
    for (const edge of index.search(Number.NEGATIVE_INFINITY, y, x, y)) {
      const [x1, y1, x2, y2] = edgeOf(edge)
      if (y1 > y === y2 > y) continue
      if (x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) < x) crossings.set(owners[edge], (crossings.get(owners[edge]) ?? 0) + 1)
    }
    const rows = [...crossings].flatMap(([row, count]) => (count % 2 === 1 && row !== except ? [row] : []))
    return rows.length > 0 ? Math.min(...rows) : null
  }

  return {
    nearest(layer, lngLat, row, limitM = Number.POSITIVE_INFINITY, except = -1) {
      const one = pickRows({ ...layer, xy: lngLat }, [row])
      const own: Geometry = { ...one, xy: plane.toPlane(one.xy) }
      const { xy } = own
      const box = rowBox(own, 0)
      if (!box) return null
      const middle = (box[1] + box[3]) / 2
      const scaleAtY = scaleAround(middle, (y) => scaleAt(plane.toLngLat(Float64Array.of(0, y))[1], latTs)[0])
      const [sx, sy] = scaleAtY(middle)
      const halfM = ((box[3] - box[1]) / 2) * sy
      let best: Nearest | null = null
      // in metres of the scale between the two points
      let estimate = limitM
      const halfwayTo = ([, y1, , y2]: Segment) => scaleAtY((middle + (y1 + y2) / 2) / 2)
      /** by how much the latitude halfway may be off, between points of the two features */
      const apartOf = ([, y1, , y2]: Segment) => halfM + (Math.abs(y2 - y1) / 2) * sy
      const gapTo = (edge: number) => {
        const target = edgeOf(edge)
        return boxGapM(box, target, halfwayTo(target))
      }
      /** within which a candidate is looked at closely, whose latitude is known but for so much */
      const reachM = (apartM: number) => estimate * (slackAt(apartM) + secondOrder(estimate + halfM))
      const offer = (found: number, [x1, y1]: Point, [x2, y2]: Point) => {
        const [lng1, lat1, lng2, lat2] = plane.toLngLat(Float64Array.of(x1, y1, x2, y2))
        const distanceM = x1 === x2 && y1 === y2 ? 0 : geodesicM(lng1, lat1, lng2, lat2)
        if (distanceM > limitM) return
        if (!best || distanceM < best.distanceM || (distanceM === best.distanceM && found < best.row))
          best = { row: found, distanceM, from: [lng1, lat1], to: [lng2, lat2] }
      }
      const meet = (found: number, at: Point) => {
        estimate = 0
        offer(found, at, at)
      }
      const isOther = (edge: number) => owners[edge] !== except
      for (let part = 0; part < own.parts.length - 1; part++) {
        const [x, y] = xy.subarray(2 * own.rings[own.parts[part]])
        const holder = coveringRow(x, y, except)
        if (holder !== null) meet(holder, [x, y])
      }
      const ownEdges = edgesOf(own, 0)
      const compare = (other: number) => {
        const target = edgeOf(other)
        const scale = halfwayTo(target)
        const apartM = apartOf(target)
        for (const vertex of ownEdges) {
          const [i, j] = [2 * vertex, own.kind === 'point' ? 2 * vertex : 2 * vertex + 2]
          const edge: Segment = [xy[i], xy[i + 1], xy[j], xy[j + 1]]
          const reach = reachM(apartM)
          if (boxGapM(edge, target, scale) > reach) continue
          const rough = closest(edge, target, scale)
          if (rough.distance > reach) continue
          if (rough.distance === 0) return meet(owners[other], rough.from)
          const { distance, from, to } = closest(edge, target, scaleAtY((rough.from[1] + rough.to[1]) / 2))
          if (distance > reachM(0)) continue
          estimate = Math.min(estimate, distance)
          offer(owners[other], from, to)
        }
      }
      // the feature nearest to the middle gives an upper bound
      const near = index.neighbors((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, 1, Number.POSITIVE_INFINITY, isOther)[0]
      if (near === undefined) return null
      compare(near)
      // at the one scale of the asking feature: candidates may lie as far from its latitude as they are away
      const far = reachM(estimate + halfM)
      const found: { readonly edge: number; readonly gapM: number }[] = []
      index.search(box[0] - far / sx, box[1] - far / sy, box[2] + far / sx, box[3] + far / sy, (edge) => {
        const gapM = gapTo(edge)
        if (isOther(edge) && gapM <= reachM(apartOf(edgeOf(edge)))) found.push({ edge, gapM })
        return false
      })
      found.sort((a, b) => a.gapM - b.gapM || a.edge - b.edge)
      for (const { edge, gapM } of found) if (gapM <= reachM(apartOf(edgeOf(edge)))) compare(edge)
      // nothing may cross the boundary, and a feature still lie inside
      if (own.kind === 'polygon') {
        for (const edge of index.search(...box, isOther)) {
          const [x, y] = edgeOf(edge)
          if (rowContains(own, 0, x, y)) meet(owners[edge], [x, y])
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

/** Metres on the ground a metre of the plane that is true to scale at `latTs`, eastwards and northwards: their product is 1. */
type Scale = readonly [sx: number, sy: number]
function scaleAt(lat: number, latTs: number): Scale {
  const sx = parallelM(lat) / parallelM(latTs)
  return [sx, 1 / sx]
}

/** Radius of a parallel. */
function parallelM(lat: number): number {
  const sin = Math.sin(lat * RADIANS)
  return (A_M * Math.cos(lat * RADIANS)) / Math.sqrt(1 - E2 * sin * sin)
}

/** The scale around a latitude: what leaves out the curve of a parallel's radius is of the second order. @param at eastwards */
function scaleAround(middle: number, at: (y: number) => number): (y: number) => Scale {
  const [south, north] = [at(middle - STEP_M), at(middle + STEP_M)]
  const [mean, slope] = [(south + north) / 2, (north - south) / (2 * STEP_M)]
  return (y) => {
    // at the other end of the earth anything goes, but a sign
    const sx = Math.max(mean / 4, mean + slope * (y - middle))
    return [sx, 1 / sx]
  }
}
const STEP_M = 1000

/**
 * By how much a scale may misjudge one distance against another, taken up to `awayM` from the latitude where it is true: the radius of a
 * parallel changes by tan φ · d/R, for one up and for the other down, and tan φ stays below 2.
 */
function slackAt(awayM: number): number {
  return 1 + 1e-6 + Math.min(1, (4 * awayM) / A_M)
}

/** The same at the latitude halfway, where the first order is nothing: what stays goes with the square of the distance. */
function secondOrder(distanceM: number): number {
  return Math.min(1, 8 * (distanceM / A_M) ** 2)
}

/** Least distance that two boxes, given by two corners each, allow. */
function boxGapM(a: Segment, b: Segment, [sx, sy]: Scale): number {
  const gap = (a1: number, a2: number, b1: number, b2: number) =>
    Math.max(0, Math.min(b1, b2) - Math.max(a1, a2), Math.min(a1, a2) - Math.max(b1, b2))
  return Math.hypot(gap(a[0], a[2], b[0], b[2]) * sx, gap(a[1], a[3], b[1], b[3]) * sy)
}

type Point = readonly [x: number, y: number]
type Segment = readonly [x1: number, y1: number, x2: number, y2: number]
interface ClosePair {
  /** in metres of the local scale */
  readonly distance: number
  readonly from: Point
  readonly to: Point
}

/** Nearest points of two edges; those that cross meet in the crossing. */
function closest(a: Segment, b: Segment, scale: Scale): ClosePair {
  if (doCross(a, b)) {
    const at = crossing(a, b)
    return { distance: 0, from: at, to: at }
  }
  const options: ClosePair[] = [
    foot([a[0], a[1]], b, scale),
    foot([a[2], a[3]], b, scale),
    turned(foot([b[0], b[1]], a, scale)),
    turned(foot([b[2], b[3]], a, scale)),
  ]
  return options.reduce((best, each) => (each.distance < best.distance ? each : best))
}
const turned = ({ distance, from, to }: ClosePair): ClosePair => ({ distance, from: to, to: from })
function crossing([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): Point {
  const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / ((bx - ax) * (dy - cy) - (by - ay) * (dx - cx))
  return [ax + t * (bx - ax), ay + t * (by - ay)]
}
function foot(point: Point, [x1, y1, x2, y2]: Segment, [sx, sy]: Scale): ClosePair {
  const dx = (x2 - x1) * sx
  const dy = (y2 - y1) * sy
  const px = (point[0] - x1) * sx
  const py = (point[1] - y1) * sy
  const square = dx * dx + dy * dy
  const t = square === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square))
  return { distance: Math.hypot(px - t * dx, py - t * dy), from: point, to: [x1 + t * (x2 - x1), y1 + t * (y2 - y1)] }
}
function doCross(a: Segment, b: Segment): boolean {
  const side = ([x1, y1, x2, y2]: Segment, x: number, y: number) => Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1))
  return side(a, b[0], b[1]) * side(a, b[2], b[3]) < 0 && side(b, a[0], a[1]) * side(b, a[2], a[3]) < 0
}
