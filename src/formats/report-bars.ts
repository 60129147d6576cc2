import type { AnalysisResult } from '../core/analysis.ts'
import type { Bar } from '../core/print/bar-chart.ts'
import type { PresentedColumn, PresentedReport } from '../core/report.ts'
import type { Text } from '../core/text.ts'
import { shownNumber } from '../core/units.ts'
import { headerOf } from './report-lines.ts'

/** The lines of a result as lengths, and what the lengths are. */
export interface Bars {
  readonly caption: string
  readonly bars: readonly Bar[]
}

/** More bars than these would be a second table; the rest is one bar. */
const MOST_BARS = 12
/** Beyond this a code says nothing to a reader: 垦利街道, not 370505001 垦利街道. */
const LONGEST_SPOKEN_CODE = 5
const WORDS = {
  by: { zh: '{what}，按{by}', en: '{what} by {by}' },
  rest: { zh: '其余 {n} 项', en: '{n} others' },
} satisfies Record<string, Text>

/** One bar a value of the first grouping column, the longest first; null where there is nothing to compare, or a matrix says it better. */
export function barsOf(result: AnalysisResult, { columns, rows, totals }: PresentedReport, locale: 'zh' | 'en'): Bars | null {
  if (result.chart === 'matrix') return null
  const label = columns.findIndex(({ kind, isRemark }) => kind === 'text' && !isRemark)
  const withTotal = (wanted: PresentedColumn['kind']) => columns.findIndex(({ kind }, c) => kind === wanted && totals[c] !== null)
  const value = withTotal('area') >= 0 ? withTotal('area') : withTotal('count')
  if (label < 0 || value < 0) return null
  const name = columns[label + 1]?.name === `${columns[label].name}_name` ? label + 1 : null
  const sums = new Map<string, number>()
  for (const row of rows) {
    const code = row[label].text
    const words = name === null ? code : row[name].text
    const isSpoken = name !== null && words !== code && code.length <= LONGEST_SPOKEN_CODE
    const key = isSpoken ? `${code} ${words}` : words
    sums.set(key, (sums.get(key) ?? 0) + (row[value].value ?? 0))
  }
  const all = [...sums].filter(([, size]) => size > 0).sort((a, b) => b[1] - a[1])
  if (all.length < 2) return null
  const { decimals } = columns[value]
  const shown = all.length > MOST_BARS ? all.slice(0, MOST_BARS - 1) : all
  const rest = all.slice(shown.length)
  const bars = shown.map(([words, size]): Bar => ({ label: words, value: size, text: shownNumber(size, decimals) }))
  if (rest.length > 0) {
    const size = rest.reduce((sum, [, part]) => sum + part, 0)
    const words = WORDS.rest[locale].replace('{n}', String(rest.length))
    bars.push({ label: words, value: size, text: shownNumber(size, decimals), isRest: true })
  }
  const caption = WORDS.by[locale]
    .replace('{what}', headerOf(columns[value], locale))
    .replace('{by}', columns[name ?? label].label)
  return { caption, bars }
}
