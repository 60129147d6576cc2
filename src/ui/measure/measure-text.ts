import type { CoordinateFormat, Measurement } from '../../app/state.ts'
import { sketchFigures } from '../../core/sketch/figures.ts'
import type { Locale, Text } from '../../core/text.ts'
import { AREA_UNITS, companionUnits, fromM2, plainNumber } from '../../core/units.ts'
import { measureText } from '../../i18n/measure.ts'
import { t } from '../../i18n/t.ts'
import { formatName, positionText } from '../shell/position-text.ts'
import { azimuthText } from './azimuth-text.ts'

/**
 * A measurement for a spreadsheet or a letter: figures unrounded with method, then each point with the side that begins there.
 * Tabs between cells.
 */
export function measureAsText(
  { kind, points }: Pick<Measurement, 'kind' | 'points'>,
  format: CoordinateFormat,
  locale: Locale,
): string {
  const { segments, lengthM, areaM2 } = sketchFigures(points, kind === 'area')
  const say = (text: Text, values?: Readonly<Record<string, string | number>>) => t(text, locale, values)
  const lines: string[][] = []
  if (areaM2 !== null) {
    lines.push([say(measureText.area), String(areaM2), 'm²', say(measureText.areaMethod)])
    for (const unit of companionUnits(areaM2)) lines.push(['', String(fromM2(areaM2, unit)), AREA_UNITS[unit].label[locale]])
  }
  lines.push([
    say(kind === 'area' ? measureText.perimeter : measureText.length),
    String(lengthM),
    'm',
    say(measureText.lengthMethod),
  ])
  lines.push([])
  lines.push([
    say(measureText.copiedNumber),
    say(measureText.copiedPoints, { form: say(formatName(format)) }),
    `${say(measureText.side)} m`,
    say(measureText.azimuth),
  ])
  points.forEach((at, i) => {
    const side = segments[i]
    lines.push([
      String(i + 1),
      positionText(at, format, locale).plain,
      side ? plainNumber(side.lengthM, 4) : '',
      side ? azimuthText(side.azimuthDeg) : '',
    ])
  })
  return lines.map((cells) => cells.join('\t')).join('\n')
}
