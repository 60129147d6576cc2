import { isGeographic, toLngLat } from './crs.ts'
import type { Geometry, Table } from './table.ts'
import { REACH, zoneSeries } from './zone-series.ts'

/**
 * Area and length on the CGCS2000 ellipsoid. In the equal-area plane (λ, Q) the planar area of a polygon is exactly the sum of
 * trapezoids of 国土调查办发〔2008〕32号 (kept in TD/T 1055-2019): the official ellipsoidal area. The official figure is the formula on
 * the vertices as they are stored, edges straight in this plane; nothing is densified.
 */
const A_M = 6378137
const F = 1 / 298.257222101
const E2 = F * (2 - F)
const B2_M2 = A_M * A_M * (1 - E2)
const RADIANS = Math.PI / 180

/** Area of the ellipsoid between the equator and a latitude, m² per radian of longitude. @param s sine of the latitude */
function zoneM2(s: number): number {
  const t = E2 * s * s
  const t2 = t * t
  // b²·(s/(1−e²s²) + artanh(es)/e)/2 as the series 1 + 2/3 t + 3/5 t² + … + 7/13 t⁶; what is left out is below 1e-15
  return B2_M2 * s * (1 + t * (2 / 3) + t2 * (3 / 5 + t * (4 / 7) + t2 * (5 / 9 + t * (6 / 11) + t2 * (7 / 13))))
}

/** Equal-area cylinder: x, y in metres; true scale at `latTs`. PROJ: +proj=cea +lon_0 +lat_ts +ellps=GRS80 (y shifted to latTs). */
export interface Plane {
  readonly lng0: number
  readonly latTs: number
  /** lon/lat pairs in degrees → x, y pairs in metres; `out` may be `lngLat` */
  toPlane(lngLat: Float64Array, out?: Float64Array): Float64Array
  toLngLat(xy: Float64Array, out?: Float64Array): Float64Array
}

/** @param at where the plane is true to shape: the middle of the data; area is exact everywhere */
export function authalicPlane(at: { readonly lng0: number; readonly latTs: number }): Plane {
  const sin0 = Math.sin(at.latTs * RADIANS)
  const k = Math.cos(at.latTs * RADIANS) / Math.sqrt(1 - E2 * sin0 * sin0)
  const q0 = zoneM2(sin0)
  const xScale = A_M * k * RADIANS
  const yScale = A_M * k
  const series = zoneSeries(at.latTs * RADIANS, E2, B2_M2).map((each) => each / yScale)
  return {
    ...at,
    toPlane(lngLat, out = new Float64Array(lngLat.length)) {
      project(lngLat, out, at, xScale, series, q0, yScale)
      return out
    },
    toLngLat(xy, out = new Float64Array(xy.length)) {
      for (let i = 0; i + 1 < xy.length; i += 2) {
        const y = xy[i + 1]
        out[i] = at.lng0 + xy[i] / xScale
        out[i + 1] = Math.asin(sineOfZone(q0 + y * yScale)) / RADIANS
      }
      return out
    },
  }
}

/** A function of its own, which knows its numbers: those of a plane it would look up again for every vertex. */
function project(
  lngLat: Float64Array,
  out: Float64Array,
  { lng0, latTs }: Pick<Plane, 'lng0' | 'latTs'>,
  xScale: number,
  series: Float64Array,
  q0: number,
  yScale: number,
): void {
  const c1 = series[0]
  const c2 = series[1]
  const c3 = series[2]
  const c4 = series[3]
  const c5 = series[4]
  const c6 = series[5]
  const c7 = series[6]
  const c8 = series[7]
  for (let i = 0; i + 1 < lngLat.length; i += 2) {
    const lat = lngLat[i + 1]
    out[i] = (lngLat[i] - lng0) * xScale
    const d = (lat - latTs) * RADIANS
    const d2 = d * d
    out[i + 1] =
      d2 < REACH * REACH
        ? d * (c1 + d * c2 + d2 * (c3 + d * c4) + d2 * d2 * (c5 + d * c6 + d2 * (c7 + d * c8)))
        : (zoneM2(Math.sin(lat * RADIANS)) - q0) / yScale
  }
}

/** The plane that is true to shape in the middle of the data. */
export function planeOf(lngLat: Float64Array): Plane {
  let west = Number.POSITIVE_INFINITY
  let east = Number.NEGATIVE_INFINITY
  let south = Number.POSITIVE_INFINITY
  let north = Number.NEGATIVE_INFINITY
  for (let i = 0; i < lngLat.length; i += 2) {
    if (lngLat[i] < west) west = lngLat[i]
    if (lngLat[i] > east) east = lngLat[i]
    if (lngLat[i + 1] < south) south = lngLat[i + 1]
    if (lngLat[i + 1] > north) north = lngLat[i + 1]
  }
  return east >= west
    ? authalicPlane({ lng0: (west + east) / 2, latTs: (south + north) / 2 })
    : authalicPlane({ lng0: 0, latTs: 0 })
}

/** Newton's method on zoneM2: its derivative by the sine is b²/(1 − e²s²)². */
function sineOfZone(q: number): number {
  let s = Math.max(-1, Math.min(1, q / zoneM2(1)))
  for (let step = 0; step < 4; step++) {
    const w = 1 - E2 * s * s
    s += ((q - zoneM2(s)) * w * w) / B2_M2
  }
  return Math.max(-1, Math.min(1, s))
}

/** Vertices of a table in lon/lat degrees: the table's own array where it is geographic, else a new one. @throws AppError crs.unknown */
export function lngLatOf(table: Table): Float64Array {
  if (!table.geometry) return new Float64Array(0)
  return isGeographic(table.crs) ? table.geometry.xy : toLngLat(table.crs, table.geometry.xy)
}

/** Signed ellipsoidal area of the vertices start … end of `lngLat` (closed or not), m²; counter-clockwise is positive. */
export function ringAreaM2(lngLat: Float64Array, start: number, end: number): number {
  const count = end - start
  if (count < 3) return 0
  // relative to the first vertex: Q is 2.5e13 m², and small rings would drown in its last digits
  const lng0 = lngLat[2 * start]
  const q0 = zoneM2(Math.sin(lngLat[2 * start + 1] * RADIANS))
  let previousX = 0
  let previousQ = 0
  let twice = 0
  for (let i = start + 1; i < end; i++) {
    const x = (lngLat[2 * i] - lng0) * RADIANS
    const q = zoneM2(Math.sin(lngLat[2 * i + 1] * RADIANS)) - q0
    twice += previousX * q - x * previousQ
    previousX = x
    previousQ = q
  }
  return twice / 2
}

/** |outer| − Σ|holes|, parts summed, whatever the stored winding. @param lngLat of the geometry's vertices (lngLatOf) */
export function rowAreaM2(geometry: Geometry, lngLat: Float64Array, row: number): number {
  if (geometry.kind !== 'polygon') return 0
  let area = 0
  for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
    const outer = geometry.parts[part]
    for (let ring = outer; ring < geometry.parts[part + 1]; ring++) {
      const ringArea = Math.abs(ringAreaM2(lngLat, geometry.rings[ring], geometry.rings[ring + 1]))
      area += ring === outer ? ringArea : -ringArea
    }
  }
  return area
}

/** Ellipsoidal area of every row in m²; 0 for rows without polygon. @throws AppError crs.unknown */
export function rowAreasM2(table: Table): Float64Array {
  const areas = new Float64Array(table.length)
  const geometry = table.geometry
  if (geometry?.kind !== 'polygon') return areas
  const lngLat = lngLatOf(table)
  for (let row = 0; row < table.length; row++) areas[row] = rowAreaM2(geometry, lngLat, row)
  return areas
}

/**
 * Length of the geodesic between two points in metres, by Vincenty's inverse solution on CGCS2000: below 0.1 mm for any edge that
 * a map can hold. Source: Vincenty, Survey Review 23 (1975). Nearly antipodal points, where it does not converge, give its last estimate.
 */
export function geodesicM(lng1: number, lat1: number, lng2: number, lat2: number): number {
  return inverse(lng1, lat1, lng2, lat2).distanceM
}

/** Azimuth of that geodesic at its first point: degrees from north over east, 0…360; NaN where the points fall together. */
export function azimuthDeg(lng1: number, lat1: number, lng2: number, lat2: number): number {
  const { distanceM, azimuth } = inverse(lng1, lat1, lng2, lat2)
  return distanceM === 0 ? Number.NaN : (azimuth / RADIANS + 360) % 360
}

/** The last answer: written over, so that a perimeter makes no garbage. */
const solved = { distanceM: 0, azimuth: 0 }

function inverse(lng1: number, lat1: number, lng2: number, lat2: number): Readonly<typeof solved> {
  const longitude = (lng2 - lng1) * RADIANS
  const u1 = Math.atan((1 - F) * Math.tan(lat1 * RADIANS))
  const u2 = Math.atan((1 - F) * Math.tan(lat2 * RADIANS))
  const sinU1 = Math.sin(u1)
  const cosU1 = Math.cos(u1)
  const sinU2 = Math.sin(u2)
  const cosU2 = Math.cos(u2)
  let lambda = longitude
  let cosSqAlpha = 1
  let sigma = 0
  let sinSigma = 0
  let cosSigma = 1
  let cos2SigmaM = 0
  for (let step = 0; step < 60; step++) {
    const sinLambda = Math.sin(lambda)
    const cosLambda = Math.cos(lambda)
    sinSigma = Math.hypot(cosU2 * sinLambda, cosU1 * sinU2 - sinU1 * cosU2 * cosLambda)
    if (sinSigma === 0) {
      solved.distanceM = 0
      return solved
    }
    cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda
    sigma = Math.atan2(sinSigma, cosSigma)
    const sinAlpha = (cosU1 * cosU2 * sinLambda) / sinSigma
    cosSqAlpha = 1 - sinAlpha * sinAlpha
    cos2SigmaM = cosSqAlpha === 0 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cosSqAlpha
    const c = (F / 16) * cosSqAlpha * (4 + F * (4 - 3 * cosSqAlpha))
    const inner = cos2SigmaM + c * cosSigma * (2 * cos2SigmaM * cos2SigmaM - 1)
    const next = longitude + (1 - c) * F * sinAlpha * (sigma + c * sinSigma * inner)
    // relative: an edge of ten metres is 2e-6 rad, and each step gains a factor of 300 only
    const isSettled = Math.abs(next - lambda) <= 1e-13 * Math.abs(next)
    lambda = next
    if (isSettled) break
  }
  const uSq = (cosSqAlpha * E2) / (1 - E2)
  const a = 1 + (uSq / 16384) * (4096 + uSq * (uSq * (320 - 175 * uSq) - 768))
  const b = (uSq / 1024) * (256 + uSq * (uSq * (74 - 47 * uSq) - 128))
  const m2 = cos2SigmaM * cos2SigmaM
  const last = (b / 6) * cos2SigmaM * (4 * sinSigma * sinSigma - 3) * (4 * m2 - 3)
  const deltaSigma = b * sinSigma * (cos2SigmaM + (b / 4) * (cosSigma * (2 * m2 - 1) - last))
  solved.distanceM = A_M * (1 - F) * a * (sigma - deltaSigma)
  solved.azimuth = Math.atan2(cosU2 * Math.sin(lambda), cosU1 * sinU2 - sinU1 * cosU2 * Math.cos(lambda))
  return solved
}

/** Geodesic length of all rings (or lines) of a row, m. */
export function rowPerimeterM(geometry: Geometry, lngLat: Float64Array, row: number): number {
  let length = 0
  for (let ring = geometry.parts[geometry.rows[row]]; ring < geometry.parts[geometry.rows[row + 1]]; ring++) {
    for (let i = geometry.rings[ring]; i + 1 < geometry.rings[ring + 1]; i++) {
      length += geodesicM(lngLat[2 * i], lngLat[2 * i + 1], lngLat[2 * i + 2], lngLat[2 * i + 3])
    }
  }
  return length
}

/**
 * Standard deviation of a row's area when every vertex has the point error `pointSigmaM` (中误差, both axes together), m²:
 * m_P = m·√(⅛ Σ d²), d the distance between the two neighbours of a vertex. Vertices count as independent; stored closing vertices once.
 */
export function rowAreaSigmaM2(geometry: Geometry, lngLat: Float64Array, row: number, pointSigmaM: number): number {
  let sum = 0
  for (let ring = geometry.parts[geometry.rows[row]]; ring < geometry.parts[geometry.rows[row + 1]]; ring++) {
    const start = geometry.rings[ring]
    const count = geometry.rings[ring + 1] - start - 1
    for (let i = 0; i < count; i++) {
      const before = 2 * (start + ((i + count - 1) % count))
      const after = 2 * (start + ((i + 1) % count))
      sum += geodesicM(lngLat[before], lngLat[before + 1], lngLat[after], lngLat[after + 1]) ** 2
    }
  }
  return pointSigmaM * Math.sqrt(sum / 8)
}
