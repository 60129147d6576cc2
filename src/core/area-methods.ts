import { cgcs2000Zone, fromLngLat, zoneOf } from './crs.ts'
import { lngLatOf, rowAreaM2 } from './plane.ts'
import type { Geometry, Table } from './table.ts'

/** One polygon's area by the methods that other programs use, m²: to explain a difference, never to report. */
export interface AreaMethods {
  /** TD/T 1055 on CGCS2000: the official figure */
  readonly ellipsoidM2: number
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
  const one = rowOnly(geometry, lngLatOf(table), row)
  const { shape, lngLat } = one
  let west = Number.POSITIVE_INFINITY
  let east = Number.NEGATIVE_INFINITY
  for (let i = 0; i < lngLat.length; i += 2) {
    west = Math.min(west, lngLat[i])
    east = Math.max(east, lngLat[i])
  }
  const zone = cgcs2000Zone(zoneOf((west + east) / 2), 3, true)
  return {
    ellipsoidM2: rowAreaM2(shape, lngLat, 0),
    zone: zone ? { crs: zone, areaM2: netArea(shape, fromLngLat(zone, lngLat), shoelace) } : null,
    sphereM2: netArea(shape, lngLat, spherical),
    webMercatorM2: netArea(shape, fromLngLat('EPSG:3857', lngLat), shoelace),
  }
}

/** The vertices of one row by themselves, so that a table of a million is not projected for one. */
function rowOnly(geometry: Geometry, lngLat: Float64Array, row: number): { shape: Geometry; lngLat: Float64Array } {
  const parts = geometry.parts.slice(geometry.rows[row], geometry.rows[row + 1] + 1)
  const rings = geometry.rings.slice(parts[0], parts[parts.length - 1] + 1)
  const own = lngLat.slice(2 * rings[0], 2 * rings[rings.length - 1])
  const shape: Geometry = {
    kind: 'polygon',
    xy: own,
    rings: rings.map((vertex) => vertex - rings[0]),
    parts: parts.map((ring) => ring - parts[0]),
    rows: Uint32Array.of(0, parts.length - 1),
  }
  return { shape, lngLat: own }
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
