import type { AnalysisResult } from './analysis.ts'
import type { Bar } from './charts/bar-chart.ts'
import { PAPER_LOOK } from './charts/chart.ts'
import { headerOf, type PresentedColumn, type PresentedReport } from './report.ts'
import { resultLevels } from './result-levels.ts'
import type { Locale, Text } from './text.ts'
import { shownNumber } from './units.ts'

/** The printed lines of a result by its first grouping column: what there is room for beside a map. */
export interface Groups {
  readonly head: string
  /** columns whose figures add up, and their totals as printed */
  readonly columns: readonly { readonly head: string; readonly column: PresentedColumn; readonly total: string }[]
  /** the largest of the first area (else count) first; values in the order of `columns` */
  readonly groups: readonly { readonly label: string; readonly values: readonly number[] }[]
  /** by which they are in order */
  readonly main: number
}
/** The groups as lengths, and what the lengths are. */
export interface Bars {
  readonly caption: string
  readonly bars: readonly Bar[]
}

/** More bars than these would be a second table; the rest is one bar. */
const MOST_BARS = 12
const REST = '#b9b4a6'
const WORDS = {
  by: { zh: '{what}，按{by}', en: '{what} by {by}' },
  rest: { zh: '其余 {n} 项', en: '{n} others' },
} satisfies Record<string, Text>
export const restWords = (n: number, locale: Locale) => WORDS.rest[locale].replace('{n}', String(n))

/** null: no column groups its lines, or none adds up; a matrix says it better. */
export function groupsOf(result: AnalysisResult, report: PresentedReport, locale: Locale): Groups | null {
  if (result.chart === 'matrix') return null
  const { columns, rows, totals } = report
  const level = resultLevels(report).find(({ isRemark }) => !isRemark)
  const added = [...columns.keys()].filter((c) => totals[c] !== null)
  const main = ['area', 'count'].map((kind) => added.findIndex((c) => columns[c].kind === kind)).find((at) => at >= 0)
  if (!level || main === undefined) return null
  const sums = new Map<string, number[]>()
  for (const [line, row] of rows.entries()) {
    const key = level.words(line)
    const values = added.map((c) => row[c].value ?? 0)
    sums.set(key, sums.get(key)?.map((sum, i) => sum + values[i]) ?? values)
  }
  return {
    head: level.header,
    columns: added.map((c) => ({ head: headerOf(columns[c], locale), column: columns[c], total: totals[c]?.text ?? '' })),
    groups: [...sums].map(([words, values]) => ({ label: words, values })).sort((a, b) => b.values[main] - a.values[main]),
    main,
  }
}

/** One bar a group; null where there is nothing to compare. */
export function barsOf({ head, columns, groups, main }: Groups, locale: Locale): Bars | null {
  const all = groups.map(({ label, values }) => ({ label, value: values[main] })).filter(({ value }) => value > 0)
  if (all.length < 2) return null
  const { decimals } = columns[main].column
  const shown = all.length > MOST_BARS ? all.slice(0, MOST_BARS - 1) : all
  const rest = all.slice(shown.length)
  const color = PAPER_LOOK.accent
  const bars = shown.map(({ label, value }): Bar => ({ name: label, value, words: shownNumber(value, decimals), color }))
  if (rest.length > 0) {
    const value = rest.reduce((sum, each) => sum + each.value, 0)
    bars.push({ name: restWords(rest.length, locale), value, words: shownNumber(value, decimals), color: REST })
  }
  const caption = WORDS.by[locale].replace('{what}', columns[main].head).replace('{by}', head)
  return { caption, bars }
}
