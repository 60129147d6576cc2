import { fromLngLat } from './crs.ts'
import { cgcs2000Zone, zoneOf } from './crs-registry.ts'
import { densifyLongEdges, SHOWN_DIFFERENCE_M2 } from './densify.ts'
import { pickRows } from './geometry.ts'
import { lngLatOf, rowAreaM2, rowAreaSigmaM2 } from './plane.ts'
import type { Geometry, Table } from './table.ts'

/** One polygon's area by the methods that other programs use, m²: to explain a difference, never to report. */
export interface AreaMethods {
  /** TD/T 1055 on CGCS2000: the official figure */
  readonly ellipsoidM2: number
  /** the same with long edges straight in the plane of the source (densify.ts); null where that makes no difference to speak of */
  readonly densifiedM2: number | null
  /** standard deviation of the area for each metre of point error, m² */
  readonly sigmaM2PerM: number
  /** planar, in the 3° Gauss-Krüger zone of the polygon's middle; null outside China's zones */
  readonly zone: { readonly crs: string; readonly areaM2: number } | null
  /** on a sphere of 6 371 008.8 m, as most web libraries do */
  readonly sphereM2: number
  /** planar in EPSG:3857 */
  readonly webMercatorM2: number
}

const SPHERE_M = 6371008.8
const RADIANS = Math.PI / 180

/** @throws AppError crs.unknown */
export function areaMethods(table: Table, row: number): AreaMethods | null {
  const geometry = table.geometry
  if (geometry?.kind !== 'polygon' || geometry.rows[row] === geometry.rows[row + 1]) return null
  // by itself, so that a table of a million is not projected for one row
  const shape = pickRows(geometry, [row])
  const alone: Table = { ...table, length: 1, columns: [], geometry: shape }
  const lngLat = lngLatOf(alone)
  const { differenceM2 } = densifyLongEdges(alone)
  let west = Number.POSITIVE_INFINITY
  let east = Number.NEGATIVE_INFINITY
  for (let i = 0; i < lngLat.length; i += 2) {
    west = Math.min(west, lngLat[i])
    east = Math.max(east, lngLat[i])
  }
  const zone = cgcs2000Zone(zoneOf((west + east) / 2), 3, true)
  const ellipsoidM2 = rowAreaM2(shape, lngLat, 0)
  return {
    ellipsoidM2,
    densifiedM2: Math.abs(differenceM2[0]) > SHOWN_DIFFERENCE_M2 ? ellipsoidM2 + differenceM2[0] : null,
    sigmaM2PerM: rowAreaSigmaM2(shape, lngLat, 0, 1),
    zone: zone ? { crs: zone, areaM2: netArea(shape, fromLngLat(zone, lngLat), shoelace) } : null,
    sphereM2: netArea(shape, lngLat, spherical),
    webMercatorM2: netArea(shape, fromLngLat('EPSG:3857', lngLat), shoelace),
  }
}

function netArea(shape: Geometry, xy: Float64Array, ringArea: (xy: Float64Array, start: number, end: number) => number): number {
  let area = 0
  for (let part = 0; part + 1 < shape.parts.length; part++) {
    for (let ring = shape.parts[part]; ring < shape.parts[part + 1]; ring++) {
      const value = Math.abs(ringArea(xy, shape.rings[ring], shape.rings[ring + 1]))
      area += ring === shape.parts[part] ? value : -value
    }
  }
  return area
}

function shoelace(xy: Float64Array, start: number, end: number): number {
  const x0 = xy[2 * start]
  const y0 = xy[2 * start + 1]
  let twice = 0
  for (let i = start + 1; i + 1 < end; i++) {
    twice += (xy[2 * i] - x0) * (xy[2 * i + 3] - y0) - (xy[2 * i + 2] - x0) * (xy[2 * i + 1] - y0)
  }
  return twice / 2
}

/** Chamberlain & Duquette, "Some algorithms for polygons on a sphere" (JPL 07-03), the formula behind turf.area. */
function spherical(lngLat: Float64Array, start: number, end: number): number {
  const count = end - start - 1
  const at = (i: number) => 2 * (start + (i % count))
  let sum = 0
  for (let i = 0; i < count; i++) {
    sum += (lngLat[at(i + 2)] - lngLat[at(i)]) * RADIANS * Math.sin(lngLat[at(i + 1) + 1] * RADIANS)
  }
  return (sum * SPHERE_M * SPHERE_M) / 2
}
