import { planarArea } from '../geometry.ts'
import type { Geometry } from '../table.ts'
import { metresPerDegree } from './local-plane.ts'

export interface RegisterPoint {
  /** J1, J2 … through all rings */
  readonly label: string
  readonly ring: number
  readonly isHole: boolean
  readonly vertex: number
  readonly lng: number
  readonly lat: number
}

/** How many one answer holds; a river has more, and nobody checks them one by one. */
export const MOST_POINTS = 2000

/**
 * Boundary points of a polygon row as the register numbers them: each ring from its north-west corner clockwise, outer rings before
 * their holes, the closing vertex left out. Source: 界址点成果表, notes on TD/T 1001-2012.
 */
export function registerPoints(geometry: Geometry, lngLat: Float64Array, row: number): RegisterPoint[] {
  const points: RegisterPoint[] = []
  let ringNumber = 0
  for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
    for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++) {
      const vertices = clockwiseFromNorthWest(lngLat, geometry.rings[ring], geometry.rings[ring + 1] - 1)
      for (const vertex of vertices) {
        if (points.length === MOST_POINTS) return points
        const [lng, lat] = [lngLat[2 * vertex], lngLat[2 * vertex + 1]]
        points.push({
          label: `J${points.length + 1}`,
          ring: ringNumber,
          isHole: ring > geometry.parts[part],
          vertex,
          lng,
          lat,
        })
      }
      ringNumber++
    }
  }
  return points
}

/** @param end of the ring without its closing vertex */
function clockwiseFromNorthWest(lngLat: Float64Array, start: number, end: number): number[] {
  const isSame = (v: number, w: number) => lngLat[2 * v] === lngLat[2 * w] && lngLat[2 * v + 1] === lngLat[2 * w + 1]
  // the same place twice is one boundary point, also where the ring closes
  const vertices = Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i).filter(
    (v) => v === start || !isSame(v, v - 1),
  )
  while (vertices.length > 1 && isSame(vertices[vertices.length - 1], start)) vertices.pop()
  if (vertices.length === 0) return []
  if (planarArea(lngLat, start, end) > 0) vertices.reverse()
  const first = northWestOf(lngLat, vertices)
  return [...vertices.slice(first), ...vertices.slice(0, first)]
}

/** Nearer than this to the corner than another vertex is as near. */
const TIE_M = 0.01

/**
 * Which of the vertices of a ring is numbered first: the one nearest to the north-west corner of the ring's box; of those that are as near,
 * as of a square on its corner, the most northern. Papers and exchange files ask here, so that J1 is the same point in both.
 * @param lngLat degrees @returns place in `vertices`
 */
export function northWestOf(lngLat: Float64Array, vertices: readonly number[]): number {
  const { kx, ky } = metresPerDegree(lngLat[2 * vertices[0] + 1])
  const x = (v: number) => lngLat[2 * v] * kx
  const y = (v: number) => lngLat[2 * v + 1] * ky
  let [west, north] = [Infinity, -Infinity]
  for (const v of vertices) {
    west = Math.min(west, x(v))
    north = Math.max(north, y(v))
  }
  const away = vertices.map((v) => Math.hypot(x(v) - west, north - y(v)))
  const least = away.reduce((a, b) => Math.min(a, b), Infinity)
  let first = -1
  for (const [i, v] of vertices.entries()) if (away[i] <= least + TIE_M && (first < 0 || y(v) > y(vertices[first]))) first = i
  return first
}
