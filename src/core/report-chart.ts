import { shares } from './adjust.ts'
import type { AnalysisResult } from './analysis.ts'
import type { Matrix } from './charts/matrix-chart.ts'
import { namesOf, type Sector, sectorsOf } from './charts/sunburst.ts'
import { headerOf, type PresentedReport } from './report.ts'
import { type Bars, barsOf, groupsOf, restWords } from './report-groups.ts'
import { type LevelColorOptions, levelColors, lineSizes, type ResultLevel, resultLevels } from './result-levels.ts'
import { atOnce } from './slices.ts'
import type { Text } from './text.ts'
import { shownNumber } from './units.ts'

/** The chart of a result on paper, of the kind that the screen shows first. */
export type ReportChart =
  | ({ readonly kind: 'bars' } & Bars)
  | ({ readonly kind: 'rings' } & Rings)
  | { readonly kind: 'matrix'; readonly caption: string; readonly matrix: Matrix; readonly kept: string; readonly most: string }

export interface Rings {
  readonly caption: string
  readonly sectors: readonly Sector[]
  /** a colour a sector */
  readonly colors: readonly string[]
  /** the first level inside: what its colours mean, the largest first */
  readonly levels: readonly { readonly head: string; readonly entries: readonly RingEntry[] }[]
  /** for the middle */
  readonly total: string
}
export interface RingEntry {
  readonly name: string
  /** its share of the whole */
  readonly words: string
  readonly color: string
}

/** A ring of more sectors shows nothing and draws slowly. */
export const MOST_SECTORS = 600
const MOST_ENTRIES = 12
const REST = '#b9b4a6'
const WORDS = {
  by: { zh: '{what}，按{by}', en: '{what} by {by}' },
  and: { zh: '、', en: ', ' },
  kept: { zh: '未变化', en: 'Unchanged' },
  most: { zh: '变化，颜色越深面积越大，最大 {most}', en: 'Changed, the darker the larger; largest {most}' },
} satisfies Record<string, Text>

/** How the screen shows a result first, of all that it can be shown as. */
export function chartKind(result: AnalysisResult, levels: number): ReportChart['kind'] {
  if (result.chart === 'matrix') return 'matrix'
  return levels > 1 && result.table.length <= MOST_SECTORS ? 'rings' : 'bars'
}

/** null: there is nothing to compare. */
export function reportChart(result: AnalysisResult, report: PresentedReport, options: LevelColorOptions): ReportChart | null {
  const levels = resultLevels(report).filter(({ isRemark }) => !isRemark)
  const kind = chartKind(result, levels.length)
  if (kind === 'matrix') return matrixOf(report, levels[0], options)
  if (kind === 'rings') return ringsOf(result, report, levels, options)
  const groups = groupsOf(result, report, options.locale)
  const bars = groups && barsOf(groups, options.locale)
  return bars && { kind, ...bars }
}

function ringsOf(
  result: AnalysisResult,
  report: PresentedReport,
  levels: readonly ResultLevel[],
  options: LevelColorOptions,
): ReportChart | null {
  const { locale } = options
  const { sizes, kind } = lineSizes(result)
  const names = atOnce(
    namesOf(
      levels.map(({ words }) => words),
      report.length,
    ),
  )
  const sectors = atOnce(sectorsOf(names, sizes))
  if (sectors.length < 2) return null
  const colorOf = levels.map((level) => levelColors(result, level, options))
  const measured = report.columns.findIndex((column, c) => column.kind === kind && report.totals[c] !== null)
  const what = report.columns[measured]
  const unit = what?.unit ? ` ${what.unit}` : ''
  return {
    kind: 'rings',
    caption: WORDS.by[locale]
      .replace('{what}', what ? headerOf(what, locale) : '')
      .replace('{by}', levels.map(({ header }) => header).join(WORDS.and[locale])),
    sectors,
    colors: sectors.map(({ depth, rows }) => colorOf[depth](rows[0])),
    levels: levels.map(({ header }, depth) => ({
      head: header,
      entries: entriesOf(
        sectors.filter((sector) => sector.depth === depth),
        colorOf[depth],
        locale,
      ),
    })),
    total: `${report.totals[measured]?.text ?? shownNumber(sizes.length, 0)}${unit}`,
  }
}

/** Values of a level over all that is inside, and one entry for the rest; printed shares add up to 100. */
function entriesOf(
  sectors: readonly Sector[],
  colorOf: (row: number) => string,
  locale: LevelColorOptions['locale'],
): RingEntry[] {
  const byName = new Map<string, { value: number; color: string }>()
  for (const { path, value, rows } of sectors) {
    const name = path[path.length - 1]
    const known = byName.get(name)
    if (known) known.value += value
    else byName.set(name, { value, color: colorOf(rows[0]) })
  }
  const all = [...byName].map(([name, rest]) => ({ name, ...rest })).sort((a, b) => b.value - a.value)
  const shown = all.length > MOST_ENTRIES ? all.slice(0, MOST_ENTRIES - 1) : all
  const beyond = all.slice(shown.length)
  if (beyond.length > 0) {
    const value = beyond.reduce((sum, each) => sum + each.value, 0)
    shown.push({ name: restWords(beyond.length, locale), value, color: REST })
  }
  const percent = shares(
    shown.map(({ value }) => value),
    1,
  )
  return shown.map(({ name, color }, i) => ({ name, color, words: `${shownNumber(percent[i], 1)} %` }))
}

function matrixOf(report: PresentedReport, level: ResultLevel | undefined, { locale }: LevelColorOptions): ReportChart | null {
  const columns = [...report.columns.keys()].filter((c) => report.columns[c].name.startsWith('to_'))
  if (!level || columns.length === 0 || report.length === 0) return null
  const figureOf = (line: number, c: number) => Math.max(0, report.cell(line, columns[c]).value ?? 0)
  const { unit, decimals } = report.columns[columns[0]]
  const heads = columns.map((c) => report.columns[c].label)
  // a long code is left out of what a line shows, not out of its value
  const isKept = (line: number, c: number) => heads[c] === level.sorted(line) || heads[c] === level.words(line)
  const lines = Array.from({ length: report.length }, (_, line) => ({
    name: level.words(line),
    values: heads.map((_, c) => figureOf(line, c)),
  }))
  const changed = lines.flatMap(({ values }, line) => values.filter((_, c) => !isKept(line, c)))
  const most = `${shownNumber(Math.max(0, ...changed), decimals)} ${unit}`.trim()
  return {
    kind: 'matrix',
    caption: level.header,
    matrix: { heads: heads.map((head, c) => shortName(head, report.columns[columns[c]].name)), lines, isKept },
    kept: WORDS.kept[locale],
    most: WORDS.most[locale].replace('{most}', most),
  }
}

/**
 * The code of a class where it has one: whole names are in the lines.
 * @param name of its column, which holds the code
 */
export function shortName(header: string, name: string): string {
  const code = /^to_(.+)_m2$/.exec(name)?.[1]
  return code && header.startsWith(`${code} `) ? code : header
}

/** All names in a chart, also what is cut where there is no room: for the letters that a typeface must have. */
export function chartWords(chart: ReportChart | null | undefined): string {
  if (!chart) return ''
  if (chart.kind === 'bars') return chart.bars.map(({ name }) => name).join('')
  if (chart.kind === 'rings')
    return chart.levels.flatMap(({ head, entries }) => [head, ...entries.map(({ name }) => name)]).join('')
  return [...chart.matrix.heads, ...chart.matrix.lines.map(({ name }) => name)].join('')
}
