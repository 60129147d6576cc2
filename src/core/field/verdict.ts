import { azimuthDeg, geodesicM } from '../plane.ts'
import type { Bearing } from './local-plane.ts'

export type PointClass = 1 | 2 | 3

/**
 * Boundary points 一级, 二级, 三级: root mean square error (中误差) and limit (允许误差), m.
 * Source: TD/T 1001-2012 地籍调查规程, table of the accuracy of analytic boundary points.
 */
export const POINT_CLASSES: Readonly<Record<PointClass, { readonly rmseM: number; readonly limitM: number }>> = {
  1: { rmseM: 0.05, limitM: 0.1 },
  2: { rmseM: 0.075, limitM: 0.15 },
  3: { rmseM: 0.1, limitM: 0.2 },
}

/** What may be said of one measured point; `refused` says why nothing may. */
export type PointVerdict =
  | { readonly kind: 'pass' | 'fail'; readonly limitM: number; readonly offsetM: number }
  | { readonly kind: 'refused'; readonly reason: 'accuracy'; readonly accuracyM: number; readonly neededM: number }
  | { readonly kind: 'refused'; readonly reason: 'unknownAccuracy'; readonly neededM: number }

/** A third of 0.15 m is 0.05 m, and 0.2 m away is within 0.2 m, though not to the last bit. */
export const LAST_BITS_M = 1e-8

/** The accuracy that a fix must have to judge a point of a class: a third of the limit. */
export function neededAccuracyM(pointClass: PointClass): number {
  return POINT_CLASSES[pointClass].limitM / 3
}

/** A measurement judges a point only when it is three times as good as what it judges. */
export function judgePoint(offsetM: number, accuracyM: number | null, pointClass: PointClass): PointVerdict {
  const { limitM } = POINT_CLASSES[pointClass]
  const neededM = neededAccuracyM(pointClass)
  if (accuracyM === null || !(accuracyM >= 0)) return { kind: 'refused', reason: 'unknownAccuracy', neededM }
  if (accuracyM > neededM + LAST_BITS_M) return { kind: 'refused', reason: 'accuracy', accuracyM, neededM }
  return { kind: offsetM <= limitM + LAST_BITS_M ? 'pass' : 'fail', limitM, offsetM }
}

interface LngLatPlace {
  readonly lng: number
  readonly lat: number
}
/** From where the register has a point to where it was found. */
export function offsetOf(registered: LngLatPlace, measured: LngLatPlace): Bearing {
  const pair = [registered.lng, registered.lat, measured.lng, measured.lat] as const
  return { distanceM: geodesicM(...pair), azimuthDeg: azimuthDeg(...pair) }
}
