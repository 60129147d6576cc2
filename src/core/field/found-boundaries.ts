import { geometryFromGeoJson } from '../geometry.ts'
import { textColumn } from '../grouping.ts'
import type { Table } from '../table.ts'
import type { Check, CheckedPoint } from './check.ts'
import { MOST_POINTS } from './register-points.ts'

/** Where a point was found; of one that was not, or is lost, where it is registered. */
const placeOf = ({ measured, registered, status }: CheckedPoint) => (status === 'lost' ? null : measured) ?? registered

/**
 * Checked parcels as polygons with the places that were found, for the office to draw the boundary anew; in lon/lat. Points that the
 * register does not have are of no ring and are left out.
 * @returns null: of none anything was found, or their boundaries are longer than a check
 */
export function foundBoundaries(checks: readonly Check[], name: string): Table | null {
  const found = checks.filter(({ points }) => {
    const own = points.filter(({ ring, registered }) => ring !== null && registered)
    return own.length < MOST_POINTS && own.some(({ measured, status }) => measured && status !== 'lost')
  })
  if (found.length === 0) return null
  return {
    name,
    crs: 'EPSG:4490',
    length: found.length,
    columns: [
      textColumn(
        '地块编号',
        found.map(({ parcel }) => parcel.code),
      ),
      textColumn(
        '地块名称',
        found.map(({ parcel }) => parcel.name),
      ),
    ],
    geometry: geometryFromGeoJson(
      'polygon',
      found.map((check) => ({ type: 'MultiPolygon', coordinates: polygonsOf(check) })),
    ),
  }
}

/** The register names each ring's holes after it. */
function polygonsOf({ points }: Check): number[][][][] {
  const polygons: number[][][][] = []
  let last: number | null = null
  for (const point of points) {
    const at = placeOf(point)
    if (point.ring === null || !at) continue
    if (point.ring !== last) {
      if (!point.isHole) polygons.push([])
      polygons.at(-1)?.push([])
      last = point.ring
    }
    polygons.at(-1)?.at(-1)?.push([at.lng, at.lat])
  }
  // as GeoJSON has them, closed
  return polygons.map((rings) => rings.map((ring) => [...ring, ring[0]]))
}
