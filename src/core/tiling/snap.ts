import { ringRange } from '../geometry.ts'
import type { Condition } from '../symbology.ts'
import { passing } from './filter.ts'
import { type Resident, rowsAround } from './resident.ts'

type LngLat = readonly [lng: number, lat: number]

export interface Snap {
  readonly kind: 'vertex' | 'edge'
  /** a vertex with the very coordinates of the table; on an edge the place nearest to the pointer */
  readonly at: LngLat
  /** of a vertex: as the table stores it; null on an edge */
  readonly xy: readonly [x: number, y: number] | null
  /** ends of the edge; null for a vertex */
  readonly edge: readonly [LngLat, LngLat] | null
  readonly row: number
  /** from the pointer */
  readonly distanceM: number
}

const METRES_PER_DEGREE = 111195
/** Where so many vertices lie within reach, none of them can be meant; and the pointer must not wait for them. */
const TOO_MANY = 400_000

/** The nearest vertex of a table within reach, else the nearest place on an edge, from the stored coordinates; null: none. */
export function snapTo(resident: Resident, filter: readonly Condition[], [lng, lat]: LngLat, toleranceM: number): Snap | null {
  const { geometry, lngLat, table } = resident
  if (!geometry) return null
  const kx = METRES_PER_DEGREE * Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  const [padLng, padLat] = [(toleranceM * 1.02) / kx, (toleranceM * 1.02) / METRES_PER_DEGREE]
  const rows = rowsAround(resident, [lng, lat], padLng, padLat)
  const mask = rows.length > 0 ? passing(table, filter) : null
  const reach = toleranceM * toleranceM
  let [vertex, vertexRow, nearest] = [-1, -1, reach]
  let [edge, edgeRow, edgeShare, nearestEdge] = [-1, -1, 0, reach]
  let seen = 0
  for (const row of rows) {
    if (mask && !mask[row]) continue
    const [from, to] = ringRange(geometry, row)
    for (let ring = from; ring < to; ring++) {
      const start = geometry.rings[ring]
      const end = geometry.rings[ring + 1]
      seen += end - start
      if (seen > TOO_MANY) return null
      let px = 0
      let py = 0
      for (let i = start; i < end; i++) {
        const x = (lngLat[2 * i] - lng) * kx
        const y = (lngLat[2 * i + 1] - lat) * METRES_PER_DEGREE
        const square = x * x + y * y
        if (square <= nearest && (square < nearest || vertex < 0)) [vertex, vertexRow, nearest] = [i, row, square]
        if (i > start) {
          const [dx, dy] = [x - px, y - py]
          const length2 = dx * dx + dy * dy
          const share = length2 === 0 ? 0 : Math.max(0, Math.min(1, -(px * dx + py * dy) / length2))
          const offset = (px + share * dx) ** 2 + (py + share * dy) ** 2
          if (offset < nearestEdge) [edge, edgeRow, edgeShare, nearestEdge] = [i - 1, row, share, offset]
        }
        px = x
        py = y
      }
    }
  }
  const at = (i: number): LngLat => [lngLat[2 * i], lngLat[2 * i + 1]]
  if (vertex >= 0)
    return {
      kind: 'vertex',
      at: at(vertex),
      xy: [geometry.xy[2 * vertex], geometry.xy[2 * vertex + 1]],
      edge: null,
      row: vertexRow,
      distanceM: Math.sqrt(nearest),
    }
  if (edge < 0) return null
  const [a, b] = [at(edge), at(edge + 1)]
  const place: LngLat = [a[0] + edgeShare * (b[0] - a[0]), a[1] + edgeShare * (b[1] - a[1])]
  return { kind: 'edge', at: place, xy: null, edge: [a, b], row: edgeRow, distanceM: Math.sqrt(nearestEdge) }
}
