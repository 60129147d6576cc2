import { ringRange, rowContains, vertexRange } from '../geometry.ts'
import type { Condition } from '../symbology.ts'
import type { Task } from '../task.ts'
import { passing } from './filter.ts'
import { worldX, worldY } from './mercator.ts'
import { type Resident, rowsInBox } from './resident.ts'

type LngLat = readonly [number, number]
type Ring = readonly LngLat[]

/** Rows that share at least a point with the area inside a ring (lon/lat; closed or not), ascending. */
export async function selectRows(resident: Resident, filter: readonly Condition[], ring: Ring, task: Task): Promise<Uint32Array> {
  if (ring.length < 3) return new Uint32Array(0)
  const [west, south, east, north] = ringBox(ring)
  const isBox = isRectangle(ring, west, south, east, north)
  const x0 = Math.floor(worldX(west)) - 1
  const y0 = Math.floor(worldY(north)) - 1
  const x1 = Math.ceil(worldX(east)) + 1
  const y1 = Math.ceil(worldY(south)) + 1
  const candidates = rowsInBox(resident, x0, y0, x1, y1)
  const mask = passing(resident.table, filter)
  const { boxes } = resident
  const found = new Uint32Array(candidates.length)
  let count = 0
  for (let k = 0; k < candidates.length; k++) {
    if (k % 1024 === 0) await task.breathe()
    const row = candidates[k]
    if (mask && !mask[row]) continue
    const at = row * 4
    const isWithin = isBox && boxes[at] > x0 + 2 && boxes[at + 1] > y0 + 2 && boxes[at + 2] < x1 - 2 && boxes[at + 3] < y1 - 2
    if (isWithin || meets(resident, row, ring)) found[count++] = row
  }
  return found.slice(0, count)
}

function meets({ geometry, lngLat }: Resident, row: number, ring: Ring): boolean {
  if (!geometry) return false
  const [from, to] = vertexRange(geometry, row)
  for (let i = from; i < to; i++) if (isInRing(ring, lngLat[2 * i], lngLat[2 * i + 1])) return true
  if (geometry.kind === 'point') return false
  if (geometry.kind === 'polygon' && rowContains(geometry, row, ring[0][0], ring[0][1], lngLat)) return true
  const [firstRing, endRing] = ringRange(geometry, row)
  for (let each = firstRing; each < endRing; each++) {
    for (let i = geometry.rings[each]; i + 1 < geometry.rings[each + 1]; i++) {
      for (let j = 0; j < ring.length; j++) if (edgeMeets(lngLat, i, ring[j], ring[(j + 1) % ring.length])) return true
    }
  }
  return false
}

function isInRing(ring: Ring, lng: number, lat: number): boolean {
  let isIn = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i]
    const [bx, by] = ring[j]
    if (ay > lat !== by > lat && lng < ax + ((lat - ay) / (by - ay)) * (bx - ax)) isIn = !isIn
  }
  return isIn
}

/** Touching counts. */
function edgeMeets(lngLat: Float64Array, i: number, [cx, cy]: LngLat, [dx, dy]: LngLat): boolean {
  const ax = lngLat[2 * i]
  const ay = lngLat[2 * i + 1]
  const bx = lngLat[2 * i + 2]
  const by = lngLat[2 * i + 3]
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return false
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false
  const sides = side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy)
  return sides <= 0 && side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) <= 0
}
function side(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  return Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax))
}

/** West, south, east, north of a ring. */
export function ringBox(ring: Ring): readonly [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng, lat] of ring) {
    box[0] = Math.min(box[0], lng)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lng)
    box[3] = Math.max(box[3], lat)
  }
  return box
}
export function isRectangle(ring: Ring, west: number, south: number, east: number, north: number): boolean {
  const isClosed = ring[0][0] === ring[ring.length - 1][0] && ring[0][1] === ring[ring.length - 1][1]
  const corners = isClosed ? ring.slice(0, -1) : ring
  if (corners.length !== 4) return false
  const seen = new Set(corners.map(([lng, lat]) => `${lng} ${lat}`))
  return seen.size === 4 && corners.every(([lng, lat]) => (lng === west || lng === east) && (lat === south || lat === north))
}
