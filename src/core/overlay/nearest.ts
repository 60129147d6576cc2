import { geodesicM, type Plane } from '../plane.ts'
import type { Geometry } from '../table.ts'
import type { Task } from '../task.ts'
import type { PlanarLayer } from './planar-layer.ts'
import type { PreparedZones } from './prepared-zones.ts'

/**
 * Distance between two layers that do not meet, in metres along the ellipsoid: between the two points of their borders that are
 * nearest in the plane, which is true to scale to a percent within half a degree of its middle. Null where a layer is empty.
 */
export async function nearestDistanceM(
  subject: PlanarLayer,
  rows: ArrayLike<number> | null,
  zones: PreparedZones,
  plane: Plane,
  task: Task,
): Promise<number | null> {
  const { index } = zones
  if (!index) return null
  const candidates: { row: number; apart: number }[] = []
  const count = rows ? rows.length : subject.geometry.rows.length - 1
  for (let i = 0; i < count; i++) {
    const row = rows ? rows[i] : i
    const [x0, y0, x1, y1] = boxOf(subject, row)
    if (!(x0 <= x1)) continue
    const [k] = index.neighbors((x0 + x1) / 2, (y0 + y1) / 2, 1)
    candidates.push({ row, apart: distanceToBox(boxOf(zones.layer, zones.rows[k]), (x0 + x1) / 2, (y0 + y1) / 2) })
  }
  // the likeliest first: the others then have only their neighbourhood searched
  candidates.sort((a, b) => a.apart - b.apart || a.row - b.row)
  let best: Approach | null = null
  for (const { row } of candidates) {
    await task.breathe()
    const [x0, y0, x1, y1] = boxOf(subject, row)
    const reach: number = best ? best.distance : Number.POSITIVE_INFINITY
    for (const k of index.search(x0 - reach, y0 - reach, x1 + reach, y1 + reach)) {
      best = approach(subject, row, zones.layer, zones.rows[k], best) ?? best
    }
  }
  if (!best) return null
  const [lng1, lat1, lng2, lat2] = plane.toLngLat(Float64Array.of(...best.from, ...best.to))
  return geodesicM(lng1, lat1, lng2, lat2)
}

type Point = readonly [number, number]
interface Approach {
  readonly distance: number
  readonly from: Point
  readonly to: Point
}

function boxOf(layer: PlanarLayer, row: number): readonly number[] {
  return Array.from(layer.boxes.subarray(4 * row, 4 * row + 4))
}

function distanceToBox(box: readonly number[], x: number, y: number): number {
  return Math.hypot(Math.max(0, box[0] - x, x - box[2]), Math.max(0, box[1] - y, y - box[3]))
}

/** The nearest two points of two borders, where they are nearer than `best`: an end of one edge and a point of another. */
function approach(a: PlanarLayer, row: number, b: PlanarLayer, zone: number, best: Approach | null): Approach | null {
  const there = fromEnds(a, row, b, zone, best?.distance ?? Number.POSITIVE_INFINITY)
  const back = fromEnds(b, zone, a, row, (there ?? best)?.distance ?? Number.POSITIVE_INFINITY)
  return back ? { distance: back.distance, from: back.to, to: back.from } : there
}

function fromEnds(a: PlanarLayer, row: number, b: PlanarLayer, zone: number, below: number): Approach | null {
  let best: Approach | null = null
  let limit = below
  const [from, to] = verticesOf(a.geometry, row)
  const zoneBox = boxOf(b, zone)
  for (let v = from; v < to; v++) {
    const [x, y] = [a.xy[2 * v], a.xy[2 * v + 1]]
    if (distanceToBox(zoneBox, x, y) >= limit) continue
    for (let ring = b.geometry.parts[b.geometry.rows[zone]]; ring < b.geometry.parts[b.geometry.rows[zone + 1]]; ring++) {
      for (let i = b.geometry.rings[ring]; i + 1 < b.geometry.rings[ring + 1]; i++) {
        const [px, py] = [b.xy[2 * i], b.xy[2 * i + 1]]
        const [dx, dy] = [b.xy[2 * i + 2] - px, b.xy[2 * i + 3] - py]
        const square = dx * dx + dy * dy
        const t = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - px) * dx + (y - py) * dy) / square))
        const distance = Math.hypot(px + t * dx - x, py + t * dy - y)
        if (distance >= limit) continue
        limit = distance
        best = { distance, from: [x, y], to: [px + t * dx, py + t * dy] }
      }
    }
  }
  return best
}

function verticesOf({ rings, parts, rows }: Geometry, row: number): readonly [number, number] {
  return [rings[parts[rows[row]]], rings[parts[rows[row + 1]]]]
}
