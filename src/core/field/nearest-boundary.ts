import { ringRange, rowContains } from '../geometry.ts'
import type { Geometry } from '../table.ts'
import { type Bearing, localPlane, metresPerDegree, placeAlong } from './local-plane.ts'

/** Where the boundary of one polygon lies as seen from a place. */
export interface NearestBoundary {
  readonly isInside: boolean
  /** the nearest place on a boundary line, and the line: from vertex `vertex` to `vertex + 1` of the geometry that was asked, which may be part of a layer */
  readonly line: Bearing & { readonly vertex: number; readonly at: readonly [number, number] }
  /** the nearest boundary point */
  readonly point: Bearing & { readonly vertex: number; readonly at: readonly [number, number] }
}

const A_M = 6378137
/** Lines looked at exactly when the quick estimate cannot tell them apart; a degenerate polygon must not hold a frame. */
const MOST_EXACT = 64

/**
 * Nearest boundary line and point of a polygon row. A boundary line is the geodesic between its points, as it is staked on the ground;
 * distances and azimuths are right to 1 mm for lines up to 10 km (tests compare with GeographicLib). null for an empty row.
 * @param lngLat of the geometry's vertices, degrees
 */
export function nearestBoundary(
  geometry: Geometry,
  lngLat: Float64Array,
  row: number,
  lng: number,
  lat: number,
): NearestBoundary | null {
  const [from, to] = ringRange(geometry, row)
  const { kx, ky } = metresPerDegree(lat)
  const lines = new Candidates()
  const points = new Candidates()
  for (let ring = from; ring < to; ring++) {
    const start = geometry.rings[ring]
    const end = geometry.rings[ring + 1]
    let px = (lngLat[2 * start] - lng) * kx
    let py = (lngLat[2 * start + 1] - lat) * ky
    for (let i = start + 1; i < end; i++) {
      const x = (lngLat[2 * i] - lng) * kx
      const y = (lngLat[2 * i + 1] - lat) * ky
      const [dx, dy] = [x - px, y - py]
      const square = dx * dx + dy * dy
      const t = square === 0 ? 0 : Math.max(0, Math.min(1, -(px * dx + py * dy) / square))
      const distance = Math.hypot(px + t * dx, py + t * dy)
      // a geodesic leaves the straight line of lon/lat by L²·tan φ/8R, the scale of far ends adds the like
      lines.offer(i - 1, distance, square / A_M + distance * slackOf(distance))
      const reach = Math.hypot(px, py)
      points.offer(i - 1, reach, reach * slackOf(reach))
      px = x
      py = y
    }
  }
  if (lines.isEmpty) return null
  const plane = localPlane(lng, lat)
  const place = (vertex: number) => plane.toPlane(lngLat[2 * vertex], lngLat[2 * vertex + 1])

  const line = lines.best((vertex) => {
    const [a, b] = [place(vertex), place(vertex + 1)]
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
    const square = dx * dx + dy * dy
    const t = square === 0 ? 0 : Math.max(0, Math.min(1, -(a[0] * dx + a[1] * dy) / square))
    return { ...plane.bearing(a[0] + t * dx, a[1] + t * dy), isBetween: t > 0 && t < 1, turn: a[0] * b[1] - a[1] * b[0] }
  })
  const point = points.best((vertex) => plane.bearing(...place(vertex)))

  // between a geodesic and its chord in lon/lat, the ground decides
  const i = 2 * line.vertex
  const chordTurn = (lngLat[i] - lng) * (lngLat[i + 3] - lat) - (lngLat[i + 1] - lat) * (lngLat[i + 2] - lng)
  const isBetweenBoth = line.isBetween && chordTurn !== 0 && line.turn !== 0 && chordTurn > 0 !== line.turn > 0
  const isInside = rowContains(geometry, row, lng, lat, lngLat) !== isBetweenBoth
  const bearing = ({ distanceM, azimuthDeg }: Bearing): Bearing => ({ distanceM, azimuthDeg })
  const vertexAt = (vertex: number): readonly [number, number] => [lngLat[2 * vertex], lngLat[2 * vertex + 1]]
  return {
    isInside,
    line: { ...bearing(line), vertex: line.vertex, at: placeAlong(lng, lat, line) },
    point: { ...bearing(point), vertex: point.vertex, at: vertexAt(point.vertex) },
  }
}

function slackOf(distanceM: number): number {
  return 1e-6 + Math.min(1, (2 * distanceM) / A_M)
}

/** What could be the nearest, by an estimate and how far it may be off. */
class Candidates {
  private readonly vertices: number[] = []
  private readonly least: number[] = []
  /** the nearest is at most so far */
  private bound = Number.POSITIVE_INFINITY

  get isEmpty(): boolean {
    return this.vertices.length === 0
  }
  offer(vertex: number, estimate: number, error: number): void {
    // a vertex that is no number is never the nearest
    if (!(estimate - error <= this.bound)) return
    this.vertices.push(vertex)
    this.least.push(estimate - error)
    this.bound = Math.min(this.bound, estimate + error)
  }
  best<T extends Bearing>(exact: (vertex: number) => T): T & { readonly vertex: number } {
    const order = Array.from(this.vertices.keys())
      .filter((k) => this.least[k] <= this.bound)
      .sort((a, b) => this.least[a] - this.least[b])
    let best: (T & { readonly vertex: number }) | null = null
    for (const k of order.slice(0, MOST_EXACT)) {
      if (best && this.least[k] > best.distanceM) break
      const found = exact(this.vertices[k])
      if (!best || found.distanceM < best.distanceM) best = { ...found, vertex: this.vertices[k] }
    }
    return best as T & { readonly vertex: number }
  }
}
