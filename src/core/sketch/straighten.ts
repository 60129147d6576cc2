import { azimuthDeg, geodesicM } from '../plane.ts'
import { destination } from './destination.ts'

type LngLat = readonly [lng: number, lat: number]

/**
 * The place nearest to the pointer that lies from `from` in one of four directions: along a reference, against it, or square to it.
 * @param referenceDeg azimuth at `from`
 */
export function straighten(from: LngLat, pointer: LngLat, referenceDeg: number): LngLat {
  const distanceM = geodesicM(...from, ...pointer)
  if (distanceM === 0) return from
  const turned = azimuthDeg(...from, ...pointer) - referenceDeg
  const quarter = Math.round(turned / 90) * 90
  const along = distanceM * Math.cos(((turned - quarter) * Math.PI) / 180)
  return destination(...from, referenceDeg + quarter, along)
}

/** The direction in which the last edge arrives at its end; north where there is no edge yet. */
export function lastDirectionDeg(vertices: readonly LngLat[]): number {
  const [before, last] = vertices.slice(-2)
  if (!last) return 0
  const back = azimuthDeg(...last, ...before)
  return Number.isNaN(back) ? 0 : back + 180
}
