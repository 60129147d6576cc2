import type { Config } from '../../app/config.ts'
import { crsOf } from '../../core/crs.ts'
import type { SheetWords } from '../../core/print/sheet.ts'
import type { Locale } from '../../core/text.ts'
import { shownNumber } from '../../core/units.ts'
import { marks } from '../../i18n/marks.ts'
import { printText } from '../../i18n/print.ts'
import { reviewWords } from '../../i18n/review-words.ts'
import { t } from '../../i18n/t.ts'
import type { GatheredMap } from './gather-map.ts'

export interface TypedWords {
  readonly title: string
  readonly subtitle: string
  readonly organisation: string
  readonly date: string
}

/** The words around a sheet, in one language. */
export function sheetWords(
  config: Config,
  map: Pick<GatheredMap, 'frame' | 'sources' | 'isDemonstration'>,
  typed: TypedWords,
  locale: Locale,
): SheetWords {
  const say = (text: (typeof printText)[keyof typeof printText], values?: Record<string, string | number>) =>
    t(text, locale, values)
  const { frame, sources, isDemonstration } = map
  return {
    ...typed,
    date: typed.date && say(printText.dateLine, { date: typed.date }),
    review: reviewWords(config, locale),
    crs: say(printText.crsLine, { crs: crsWords(frame.crs, locale) }),
    sources: sources.length > 0 ? say(printText.sourcesLine, { sources: sources.join(t(marks.list, locale)) }) : '',
    legend: say(printText.legend),
    check: say(printText.check),
    north: say(printText.north),
    convergence: (degrees) =>
      say(printText.convergence, {
        angle: degreesAndMinutes(Math.abs(degrees)),
        side: say(degrees < 0 ? printText.west : printText.east),
      }),
    scale: `1:${shownNumber(frame.denominator, 0)}`,
    watermark: isDemonstration ? say(printText.watermark) : '',
  }
}

/** The system's name with its central meridian, where the name leaves that out. */
export function crsWords(code: string, locale: Locale): string {
  const info = crsOf(code)
  if (!info) return code
  const { zone, centralMeridian } = info
  const title = info.title[locale].replace('CGCS2000', locale === 'zh' ? '2000国家大地坐标系' : 'CGCS2000')
  return zone?.hasPrefix ? `${title}, ${centralMeridian}°E` : title
}

function degreesAndMinutes(degrees: number): string {
  const minutes = Math.round(degrees * 60)
  return `${Math.floor(minutes / 60)}°${String(minutes % 60).padStart(2, '0')}′`
}
