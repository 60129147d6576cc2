import { distanceToBoundaryM, planarArea, rowContains } from '../geometry.ts'
import type { Condition } from '../symbology.ts'
import type { Geometry } from '../table.ts'
import { passing } from './filter.ts'
import { type Resident, rowsAround } from './resident.ts'

export interface RowHit {
  readonly row: number
  /** 0 inside a polygon */
  readonly distanceM: number
}

/** Smaller than any degree, so that a box drawn with it holds the tolerance; ends short of the poles, where it grows beyond bounds. */
const METRES_PER_DEGREE = 110_000

/**
 * Rows at a place, from the exact coordinates: polygons that hold it, or, when none does, the nearest polygon within the
 * tolerance (its border was meant); every line and point within the tolerance. The smaller polygon first, then the nearer row.
 * A place on a border that two polygons share belongs to exactly one of them.
 */
export function identifyRows(
  resident: Resident,
  filter: readonly Condition[],
  lng: number,
  lat: number,
  toleranceM: number,
): readonly RowHit[] {
  const { geometry, lngLat, table } = resident
  if (!geometry) return []
  const padLat = toleranceM / METRES_PER_DEGREE
  const padLng = padLat / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
  const rows = rowsAround(resident, [lng, lat], padLng, padLat)
  const mask = rows.length > 0 ? passing(table, filter) : null
  const isPolygon = geometry.kind === 'polygon'
  const hits: (RowHit & { readonly size: number })[] = []
  let nearest: (typeof hits)[number] | null = null
  for (const row of rows) {
    if (mask && !mask[row]) continue
    const isInside = isPolygon && rowContains(geometry, row, lng, lat, lngLat)
    const distanceM = isInside ? 0 : distanceToBoundaryM(geometry, lngLat, row, lng, lat)
    if (distanceM > toleranceM) continue
    const hit = { row, distanceM, size: isPolygon ? outerSize(geometry, lngLat, row) : 0 }
    if (isInside || !isPolygon) hits.push(hit)
    else if (!nearest || distanceM < nearest.distanceM) nearest = hit
  }
  if (hits.length === 0 && nearest) hits.push(nearest)
  hits.sort((a, b) => a.size - b.size || a.distanceM - b.distanceM || a.row - b.row)
  return hits.map(({ row, distanceM }) => ({ row, distanceM }))
}

/** In square degrees: good enough to order rows that hold the same place. */
function outerSize(geometry: Geometry, lngLat: Float64Array, row: number): number {
  let size = 0
  for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
    const outer = geometry.parts[part]
    size += Math.abs(planarArea(lngLat, geometry.rings[outer], geometry.rings[outer + 1]))
  }
  return size
}
