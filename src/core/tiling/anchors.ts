import { labelPoint } from '../label-point.ts'
import { worldX, worldY } from './mercator.ts'
import type { Resident } from './resident.ts'

const known = new WeakMap<Resident, Float64Array>()

/** Where a row's name stands, in world pixels; found once a row, when a tile first needs it. */
export function anchorOf(resident: Resident, row: number): readonly [number, number] {
  let anchors = known.get(resident)
  if (!anchors) {
    anchors = new Float64Array(resident.table.length * 2).fill(Number.NaN)
    known.set(resident, anchors)
  }
  if (Number.isNaN(anchors[row * 2])) {
    const { geometry, lngLat, boxes } = resident
    const firstLat = geometry ? lngLat[2 * geometry.rings[geometry.parts[geometry.rows[row]]] + 1] : 0
    const stretch = 1 / Math.cos((firstLat * Math.PI) / 180)
    const point = geometry && labelPoint(geometry, row, lngLat, stretch)
    anchors.set(point ? [worldX(point[0]), worldY(point[1])] : [boxes[row * 4], boxes[row * 4 + 1]], row * 2)
  }
  return [anchors[row * 2], anchors[row * 2 + 1]]
}
