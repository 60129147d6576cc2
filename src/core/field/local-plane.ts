import { azimuthDeg, geodesicM } from '../plane.ts'

const A_M = 6378137
const F = 1 / 298.257222101
const E2 = F * (2 - F)
const RADIANS = Math.PI / 180

/** Where something lies as seen from a place: along the geodesic, clockwise from true north. */
export interface Bearing {
  readonly distanceM: number
  /** 0…360; NaN where the places fall together */
  readonly azimuthDeg: number
}

/**
 * The plane about a place in which geodesics are straight lines: azimuths at the place are true, and a distance s is R·tan(s/R), R the
 * mean radius of curvature there (spherical gnomonic projection). Straight to 0.1 mm within 10 km. Metres east and north.
 */
export interface LocalPlane {
  toPlane(lng: number, lat: number): readonly [east: number, north: number]
  bearing(east: number, north: number): Bearing
}

export function localPlane(lng0: number, lat0: number): LocalPlane {
  const sin = Math.sin(lat0 * RADIANS)
  const radiusM = (A_M * Math.sqrt(1 - E2)) / (1 - E2 * sin * sin)
  return {
    toPlane(lng, lat) {
      const distanceM = geodesicM(lng0, lat0, lng, lat)
      if (distanceM === 0) return [0, 0]
      const azimuth = azimuthDeg(lng0, lat0, lng, lat) * RADIANS
      const radius = radiusM * Math.tan(distanceM / radiusM)
      return [radius * Math.sin(azimuth), radius * Math.cos(azimuth)]
    },
    bearing(east, north) {
      const radius = Math.hypot(east, north)
      return {
        distanceM: radiusM * Math.atan(radius / radiusM),
        azimuthDeg: radius === 0 ? Number.NaN : (Math.atan2(east, north) / RADIANS + 360) % 360,
      }
    },
  }
}

/** Metres a degree of longitude and of latitude: radii of curvature at the latitude. */
export function metresPerDegree(lat: number): { readonly kx: number; readonly ky: number } {
  const sin = Math.sin(lat * RADIANS)
  const w = Math.sqrt(1 - E2 * sin * sin)
  return { kx: (A_M / w) * Math.cos(lat * RADIANS) * RADIANS, ky: ((A_M * (1 - E2)) / w ** 3) * RADIANS }
}

/**
 * End of a geodesic: Vincenty's direct solution on CGCS2000, below 0.1 mm. Source: Vincenty, Survey Review 23 (1975).
 * @returns lon/lat in degrees
 */
export function placeAlong(lng: number, lat: number, { distanceM, azimuthDeg: azimuth }: Bearing): readonly [number, number] {
  if (!(distanceM > 0)) return [lng, lat]
  const alpha = azimuth * RADIANS
  const tanU = (1 - F) * Math.tan(lat * RADIANS)
  const cosU = 1 / Math.sqrt(1 + tanU * tanU)
  const sinU = tanU * cosU
  const sigma1 = Math.atan2(tanU, Math.cos(alpha))
  const sinAlpha = cosU * Math.sin(alpha)
  const cosSqAlpha = 1 - sinAlpha * sinAlpha
  const uSq = (cosSqAlpha * E2) / (1 - E2)
  const a = 1 + (uSq / 16384) * (4096 + uSq * (uSq * (320 - 175 * uSq) - 768))
  const b = (uSq / 1024) * (256 + uSq * (uSq * (74 - 47 * uSq) - 128))
  const start = distanceM / (A_M * (1 - F) * a)
  let sigma = start
  let cosM = 0
  for (let step = 0; step < 20; step++) {
    cosM = Math.cos(2 * sigma1 + sigma)
    const sin = Math.sin(sigma)
    const tail = (b / 6) * cosM * (4 * sin * sin - 3) * (4 * cosM * cosM - 3)
    const next = start + b * sin * (cosM + (b / 4) * (Math.cos(sigma) * (2 * cosM * cosM - 1) - tail))
    const isSettled = Math.abs(next - sigma) < 1e-15
    sigma = next
    if (isSettled) break
  }
  const [sin, cos] = [Math.sin(sigma), Math.cos(sigma)]
  const x = sinU * sin - cosU * cos * Math.cos(alpha)
  const lat2 = Math.atan2(sinU * cos + cosU * sin * Math.cos(alpha), (1 - F) * Math.hypot(sinAlpha, x))
  const lambda = Math.atan2(sin * Math.sin(alpha), cosU * cos - sinU * sin * Math.cos(alpha))
  const c = (F / 16) * cosSqAlpha * (4 + F * (4 - 3 * cosSqAlpha))
  const inner = cosM + c * cos * (2 * cosM * cosM - 1)
  return [lng + (lambda - (1 - c) * F * sinAlpha * (sigma + c * sin * inner)) / RADIANS, lat2 / RADIANS]
}
