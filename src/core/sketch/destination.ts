import { DATUMS } from '../crs-registry.ts'

const { a: A_M, inverseFlattening } = DATUMS.cgcs2000
const F = 1 / inverseFlattening
const RADIANS = Math.PI / 180

/**
 * The end of a geodesic on CGCS2000, by Vincenty's direct solution: below 0.1 mm for any edge that a map can hold.
 * Source: Vincenty, Survey Review 23 (1975).
 * @param azimuthDeg degrees from north over east
 */
export function destination(
  lng: number,
  lat: number,
  azimuthDeg: number,
  distanceM: number,
): readonly [lng: number, lat: number] {
  const azimuth = azimuthDeg * RADIANS
  const sinAzimuth = Math.sin(azimuth)
  const cosAzimuth = Math.cos(azimuth)
  const tanU = (1 - F) * Math.tan(lat * RADIANS)
  const cosU = 1 / Math.hypot(1, tanU)
  const sinU = tanU * cosU
  const sigma1 = Math.atan2(tanU, cosAzimuth)
  const sinAlpha = cosU * sinAzimuth
  const cosSqAlpha = 1 - sinAlpha * sinAlpha
  const uSq = (cosSqAlpha * F * (2 - F)) / (1 - F) ** 2
  const a = 1 + (uSq / 16384) * (4096 + uSq * (uSq * (320 - 175 * uSq) - 768))
  const b = (uSq / 1024) * (256 + uSq * (uSq * (74 - 47 * uSq) - 128))
  const first = distanceM / (A_M * (1 - F) * a)
  let sigma = first
  for (let step = 0; step < 60; step++) {
    const m = Math.cos(2 * sigma1 + sigma)
    const s = Math.sin(sigma)
    const last = (b / 6) * m * (4 * s * s - 3) * (4 * m * m - 3)
    const next = first + b * s * (m + (b / 4) * (Math.cos(sigma) * (2 * m * m - 1) - last))
    const isSettled = Math.abs(next - sigma) <= 1e-15 * Math.abs(next)
    sigma = next
    if (isSettled) break
  }
  const m = Math.cos(2 * sigma1 + sigma)
  const sinSigma = Math.sin(sigma)
  const cosSigma = Math.cos(sigma)
  const x = sinU * sinSigma - cosU * cosSigma * cosAzimuth
  const latitude = Math.atan2(sinU * cosSigma + cosU * sinSigma * cosAzimuth, (1 - F) * Math.hypot(sinAlpha, x))
  const lambda = Math.atan2(sinSigma * sinAzimuth, cosU * cosSigma - sinU * sinSigma * cosAzimuth)
  const c = (F / 16) * cosSqAlpha * (4 + F * (4 - 3 * cosSqAlpha))
  const longitude = lambda - (1 - c) * F * sinAlpha * (sigma + c * sinSigma * (m + c * cosSigma * (2 * m * m - 1)))
  return [lng + longitude / RADIANS, latitude / RADIANS]
}
