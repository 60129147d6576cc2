import { type NearestBoundary, nearestBoundary } from '../field/nearest-boundary.ts'
import { distanceToBoundaryM, rowBox } from '../geometry.ts'
import type { Condition } from '../symbology.ts'
import type { Geometry } from '../table.ts'
import { passing } from './filter.ts'
import { worldX, worldY } from './mercator.ts'
import { type Resident, rowsInBox } from './resident.ts'

export interface PositionAnswer {
  /** the parcel that holds the place, else the nearest within reach; null: none */
  readonly row: number | null
  readonly boundary: NearestBoundary | null
  /** other parcels within the accuracy of the place, nearest first: it may as well be one of these */
  readonly others: readonly { readonly row: number; readonly distanceM: number }[]
}

/** Smaller than any degree. */
const METRES_PER_DEGREE = 110_000
/** Where no parcel holds the place, the nearest is looked for so far, in steps. */
export const REACHES_M = [50, 300, 2000] as const
const MOST_OTHERS = 8
/** The quick distance may be off by 0.4 % (core/geometry); a row that could still be nearer is measured exactly. */
const QUICK_SLACK = 1.01

/**
 * The parcel at a place and its boundary, exact from the table's coordinates. Of several that hold the place, the smallest box.
 * @param accuracyM radius that holds the true place; null: not known
 * @param knownM how far around the place the table holds all rows: what is farther is not looked for
 */
export function positionAt(
  resident: Resident,
  filter: readonly Condition[],
  lng: number,
  lat: number,
  accuracyM: number | null,
  knownM = Number.POSITIVE_INFINITY,
): PositionAnswer {
  const { geometry, lngLat } = resident
  if (geometry?.kind !== 'polygon') return { row: null, boundary: null, others: [] }
  const mask = passing(resident.table, filter)
  const near = (reachM: number) => rowsNear(resident, lng, lat, reachM).filter((row) => !mask || mask[row] === 1)
  const exact = (row: number) => nearestBoundary(geometry, lngLat, row, lng, lat)

  let found: { readonly row: number; readonly boundary: NearestBoundary } | null = null
  let size = Number.POSITIVE_INFINITY
  // a metre more: a line between two points may leave the box of its points
  for (const row of near(1)) {
    const boundary = exact(row)
    const own = boundary?.isInside ? boxSize(geometry, lngLat, row) : Number.POSITIVE_INFINITY
    if (!boundary || own >= size) continue
    size = own
    found = { row, boundary }
  }
  for (const reachM of REACHES_M) {
    if (found || reachM > knownM) break
    const quick = Array.from(near(reachM), (row) => ({ row, distanceM: distanceToBoundaryM(geometry, lngLat, row, lng, lat) }))
      .filter(({ distanceM }) => distanceM <= reachM)
      .sort((a, b) => a.distanceM - b.distanceM || a.row - b.row)
    const most = (quick[0]?.distanceM ?? 0) * QUICK_SLACK + 0.01
    for (const { row, distanceM } of quick) {
      if (distanceM > most) break
      const boundary = exact(row)
      if (boundary && (!found || boundary.line.distanceM < found.boundary.line.distanceM)) found = { row, boundary }
    }
  }
  const reachM = Math.min(accuracyM ?? 0, REACHES_M[2])
  const others = Array.from(reachM > 0 ? near(reachM) : [], (row) => ({
    row,
    distanceM: row === found?.row ? Number.POSITIVE_INFINITY : distanceToBoundaryM(geometry, lngLat, row, lng, lat),
  }))
    .filter(({ distanceM }) => distanceM <= reachM)
    .sort((a, b) => a.distanceM - b.distanceM || a.row - b.row)
    .slice(0, MOST_OTHERS)
  return { row: found?.row ?? null, boundary: found?.boundary ?? null, others }
}

function rowsNear(resident: Resident, lng: number, lat: number, reachM: number): Uint32Array {
  const padLat = reachM / METRES_PER_DEGREE
  const padLng = padLat / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  return rowsInBox(
    resident,
    Math.floor(worldX(lng - padLng)) - 1,
    Math.floor(worldY(lat + padLat)) - 1,
    Math.ceil(worldX(lng + padLng)) + 1,
    Math.ceil(worldY(lat - padLat)) + 1,
  )
}

function boxSize(geometry: Geometry, lngLat: Float64Array, row: number): number {
  const box = rowBox(geometry, row, lngLat)
  return box ? (box[2] - box[0]) * (box[3] - box[1]) : Number.POSITIVE_INFINITY
}
