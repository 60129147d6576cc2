import { localTime } from '../../core/field/local-time.ts'
import type { Text } from '../../core/text.ts'
import { plainNumber, shownNumber } from '../../core/units.ts'
import { WINDS } from '../../i18n/field.ts'

/** Metres with as many decimals as the position can bear. @param accuracyM null: not known */
export function metres(distanceM: number, accuracyM: number | null): string {
  if (distanceM >= 1000) return shownNumber(distanceM, 0)
  if (accuracyM !== null && accuracyM < 0.5) return shownNumber(distanceM, 2)
  return shownNumber(distanceM, distanceM >= 100 ? 0 : 1)
}
/** A radius or standard deviation, rounded up by a digit rather than down. */
export function spread(valueM: number): string {
  if (valueM < 1) return plainNumber(valueM, valueM < 0.1 ? 3 : 2)
  return valueM < 3 ? plainNumber(Math.ceil(valueM * 10) / 10, 1) : plainNumber(Math.ceil(valueM), 0)
}
/** Of a record, as the clock on the wall showed it. */
export const wallTime = (iso: string) => localTime(iso, -new Date(iso).getTimezoneOffset())

/** 128°; '' where there is no direction */
export function degrees(azimuthDeg: number): string {
  return Number.isFinite(azimuthDeg) ? `${plainNumber(azimuthDeg, 0) === '360' ? '0' : plainNumber(azimuthDeg, 0)}°` : ''
}
export function wind(azimuthDeg: number): Text {
  return Number.isFinite(azimuthDeg) ? WINDS[Math.round(azimuthDeg / 45) % 8] : { zh: '', en: '' }
}
