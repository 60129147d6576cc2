import type { CoordinateFormat } from '../../app/state.ts'
import { writeAngle } from '../../core/coordinate-angles.ts'
import { crsOf, pointFromLngLat } from '../../core/crs.ts'
import type { Locale, Text } from '../../core/text.ts'
import { plainNumber, shownNumber } from '../../core/units.ts'
import { shellText } from '../../i18n/shell.ts'

/** Forms that the status bar steps through: degrees, degrees-minutes-seconds, degrees-minutes, then the office's projected systems. */
export function coordinateFormats(workingCrs: readonly string[]): readonly CoordinateFormat[] {
  const projected = workingCrs.filter((crs) => crsOf(crs)?.kind === 'projected')
  return ['decimal', 'dms', 'dm', ...projected.map((crs) => `gk:${crs}` as const)]
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
  /** with labels, grouped by threes, for the screen */
  readonly shown: string
  /** for copying: no groups, order as labelled */
  readonly plain: string
}

/** A position in the chosen form. Projected: X is north and Y is east, always labelled (GB/T survey convention). */
export function positionText(lngLat: readonly [number, number], format: CoordinateFormat, locale: Locale): ShownPosition {
  const [lng, lat] = lngLat
  if (!format.startsWith('gk:')) {
    const form = format === 'dms' || format === 'dm' ? format : 'decimal'
    const east = `${writeAngle(lng, form)}${lng < 0 ? 'W' : 'E'}`
    const north = `${writeAngle(lat, form)}${lat < 0 ? 'S' : 'N'}`
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
