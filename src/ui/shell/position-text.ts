import type { CoordinateFormat } from '../../app/state.ts'
import { crsOf, pointFromLngLat } from '../../core/crs.ts'
import type { Locale, Text } from '../../core/text.ts'
import { plainNumber, shownNumber } from '../../core/units.ts'
import { shellText } from '../../i18n/shell.ts'

/** Forms that the status bar steps through: degrees, degrees-minutes-seconds, then the office's projected systems. */
export function coordinateFormats(workingCrs: readonly string[]): readonly CoordinateFormat[] {
  const projected = workingCrs.filter((crs) => crsOf(crs)?.kind === 'projected')
  return ['decimal', 'dms', ...projected.map((crs) => `gk:${crs}` as const)]
}

export function nextFormat(current: CoordinateFormat, workingCrs: readonly string[]): CoordinateFormat {
  const formats = coordinateFormats(workingCrs)
  return formats[(formats.indexOf(current) + 1) % formats.length]
}

export function formatName(format: CoordinateFormat): Text {
  if (format === 'decimal') return shellText.formatDecimal
  if (format === 'dms') return shellText.formatDms
  if (format === 'dm') return shellText.formatDm
  return crsOf(format.slice(3))?.short ?? { zh: format.slice(3), en: format.slice(3) }
}

export interface ShownPosition {
  /** with labels and thin spaces, for the screen */
  readonly shown: string
  /** for copying: no thin spaces, order as labelled */
  readonly plain: string
}

/** A position in the chosen form. Projected: X is north and Y is east, always labelled (GB/T survey convention). */
export function positionText(lngLat: readonly [number, number], format: CoordinateFormat, locale: Locale): ShownPosition {
  const [lng, lat] = lngLat
  if (!format.startsWith('gk:')) {
    const write = format === 'dms' ? degreesMinutesSeconds : format === 'dm' ? degreesMinutes : decimalDegrees
    const east = `${write(Math.abs(lng))}${lng < 0 ? 'W' : 'E'}`
    const north = `${write(Math.abs(lat))}${lat < 0 ? 'S' : 'N'}`
    return { shown: `${east} ${north}`, plain: `${east} ${north}` }
  }
  const crs = format.slice(3)
  const [easting, northing] = pointFromLngLat(crs, lng, lat)
  const name = crsOf(crs)
  return {
    shown: `X ${shownNumber(northing, 2)}  Y ${shownNumber(easting, 2)}`,
    plain: `X ${plainNumber(northing, 3)}, Y ${plainNumber(easting, 3)} (${name ? name.title[locale] : crs}, ${crs})`,
  }
}

function decimalDegrees(value: number): string {
  return `${value.toFixed(6)}°`
}

function degreesMinutes(value: number): string {
  const thousandths = Math.round(value * 60_000)
  return `${Math.floor(thousandths / 60_000)}°${((thousandths % 60_000) / 1000).toFixed(3).padStart(6, '0')}′`
}

function degreesMinutesSeconds(value: number): string {
  const hundredths = Math.round(value * 360_000)
  const degrees = Math.floor(hundredths / 360_000)
  const minutes = Math.floor((hundredths % 360_000) / 6000)
  const seconds = (hundredths % 6000) / 100
  return `${degrees}°${String(minutes).padStart(2, '0')}′${seconds.toFixed(2).padStart(5, '0')}″`
}
