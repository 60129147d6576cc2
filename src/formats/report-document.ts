import type { AnalysisResult } from '../core/analysis.ts'
import type { PresentedReport } from '../core/report.ts'
import { headerOf, resultTables } from '../core/report.ts'
import { type ReportChart, reportChart } from '../core/report-chart.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Text } from '../core/text.ts'
import { bandsOf } from './report-bands.ts'
import { namedTables, noteWords, provenanceLines, reportOf, TOTAL } from './report-lines.ts'
import { type MapClass, mapClasses } from './report-map-classes.ts'

/** A report to be read: what a page and a file of its own have in common. All words are in one language. */
export interface ReportDocument {
  readonly title: string
  readonly notice: string | null
  /** time and program */
  readonly made: string
  /** the findings in a sentence */
  readonly conclusion: string
  readonly notes: readonly string[]
  readonly chart: ReportChart | null
  readonly mapClasses: readonly MapClass[]
  readonly tables: readonly DocumentTable[]
  readonly provenance: readonly (readonly [label: string, value: string])[]
  readonly headings: {
    readonly map: string
    readonly notes: string
    readonly provenance: string
    readonly check: string
    readonly north: string
    /** between a label and its value */
    readonly colon: string
  }
}
export interface DocumentTable {
  readonly title: string
  readonly columns: readonly { readonly head: string; readonly isNumber: boolean }[]
  readonly rows: readonly (readonly string[])[]
  readonly totals: readonly string[] | null
  /** a head above the heads of some columns that belong together */
  readonly over: { readonly head: string; readonly from: number; readonly count: number } | null
  /** lines that were left out, with where they are */
  readonly rest: string | null
}

const WORDS = {
  map: { zh: '图', en: 'Map' },
  after: { zh: '变化后', en: 'After' },
  several: { zh: '{title} 等 {n} 项分析', en: '{title} and {n} more' },
  notes: { zh: '注意', en: 'Notes' },
  provenance: { zh: '方法与来源', en: 'Method and sources' },
  check: { zh: '检核条：量得 100 mm 时比例尺正确', en: 'Check: true to scale if this bar measures 100 mm' },
  north: { zh: '北', en: 'N' },
  colon: { zh: '：', en: ': ' },
  lines: { zh: '共 {n} 行', en: '{n} lines' },
  sum: { zh: '合计', en: 'total' },
  rest: { zh: '另有 {n} 行未列出，明细请导出 CSV 或 XLSX。', en: '{n} more lines are not listed: export CSV or XLSX for all.' },
} satisfies Record<string, Text>

/** More are no reading: the sum stays exact, the lines are in the file of figures. */
export const MOST_LINES = 5000

export function reportDocument(input: ReportExport): ReportDocument {
  const { locale, title, provenance } = input
  const say = (text: Text, n = 0) => text[locale].replace('{n}', String(n))
  const first = reportOf(input)
  // of what came of what, the matrix says it at a glance
  const matrix = resultTables(input.result).find(({ chart }) => chart === 'matrix')
  const charted = matrix ?? input.result
  return {
    title: title[locale],
    notice: provenance.notice?.[locale] ?? null,
    made: `${provenance.at.replace('T', ' ')} · ${say(provenance.application)} ${provenance.version}`,
    conclusion: conclusionOf(first, input, say),
    notes: noteWords(input),
    chart: reportChart(charted, matrix ? reportOf({ ...input, result: matrix }) : first, {
      locale,
      fields: input.subject.fields,
      codeLists: input.subject.codeLists,
    }),
    mapClasses: mapClasses(input.result, locale),
    tables: namedTables(input).flatMap(({ title: name, table }) =>
      bandsOf(documentTable(name ?? title[locale], table, input, say)),
    ),
    provenance: provenanceLines(input, input.parameters),
    headings: {
      map: say(WORDS.map),
      notes: say(WORDS.notes),
      provenance: say(WORDS.provenance),
      check: say(WORDS.check),
      north: say(WORDS.north),
      colon: say(WORDS.colon),
    },
  }
}

/** How many lines, and the first sums: "共 12 行；合计 椭球面积 1.2345 公顷，…". */
function conclusionOf(
  { columns, rows, totals }: PresentedReport,
  { locale }: ReportExport,
  say: (text: Text, n?: number) => string,
): string {
  const sums = columns.flatMap(({ label, unit }, c) => {
    const total = totals[c]
    // that all of it is 100 % is no finding
    return total && unit !== '%' ? [`${label} ${total.text}${unit ? ` ${unit}` : ''}`] : []
  })
  const [stop, comma] = locale === 'zh' ? ['；', '，'] : ['; ', ', ']
  const lines = say(WORDS.lines, rows.length)
  return sums.length > 0 ? `${lines}${stop}${say(WORDS.sum)} ${sums.slice(0, 3).join(comma)}` : lines
}

function documentTable(
  title: string,
  result: AnalysisResult,
  input: ReportExport,
  say: (text: Text, n?: number) => string,
): DocumentTable {
  const { locale } = input
  const { columns, rows, totals } = reportOf({ ...input, result })
  const shown = rows.slice(0, MOST_LINES)
  const isAfter = columns.map(({ name }) => result.chart === 'matrix' && name.startsWith('to_'))
  return {
    title,
    columns: columns.map((column) => ({ head: headerOf(column, locale), isNumber: column.kind !== 'text' })),
    rows: shown.map((row) => row.map(({ text }) => text)),
    totals: totals.some(Boolean) ? totals.map((total, c) => total?.text ?? (c === 0 ? TOTAL[locale] : '')) : null,
    over: isAfter.includes(true)
      ? { head: say(WORDS.after), from: isAfter.indexOf(true), count: isAfter.filter(Boolean).length }
      : null,
    rest: rows.length > shown.length ? say(WORDS.rest, rows.length - shown.length) : null,
  }
}

/** What a file of several runs is called. */
export function reportTitle(documents: readonly ReportDocument[], locale: ReportExport['locale']): string {
  const [{ title }] = documents
  if (documents.length === 1) return title
  const more = documents.length - (locale === 'zh' ? 0 : 1)
  return WORDS.several[locale].replace('{title}', title).replace('{n}', String(more))
}
