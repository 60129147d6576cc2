import type { PresentedReport } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Text } from '../core/text.ts'
import { headerOf, namedTables, noteWords, provenanceLines, reportOf, TOTAL } from './report-lines.ts'

/** A report to be read: what a page and a file of its own have in common. All words are in one language. */
export interface ReportDocument {
  readonly title: string
  readonly notice: string | null
  /** time and program */
  readonly made: string
  /** the findings in a sentence */
  readonly conclusion: string
  readonly notes: readonly string[]
  readonly tables: readonly DocumentTable[]
  readonly provenance: readonly (readonly [label: string, value: string])[]
  readonly headings: {
    readonly map: string
    readonly notes: string
    readonly provenance: string
    readonly check: string
    readonly north: string
  }
}
export interface DocumentTable {
  readonly title: string
  readonly columns: readonly { readonly head: string; readonly isNumber: boolean }[]
  readonly rows: readonly (readonly string[])[]
  readonly totals: readonly string[] | null
  /** lines that were left out, with where they are */
  readonly rest: string | null
}

const WORDS = {
  map: { zh: '图', en: 'Map' },
  notes: { zh: '注意', en: 'Notes' },
  provenance: { zh: '方法与来源', en: 'Method and sources' },
  check: { zh: '检核条：量得 100 mm 时比例尺正确', en: 'Check: true to scale if this bar measures 100 mm' },
  north: { zh: '北', en: 'N' },
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
  return {
    title: title[locale],
    notice: provenance.notice?.[locale] ?? null,
    made: `${provenance.at.replace('T', ' ')} · ${provenance.application} ${provenance.version}`,
    conclusion: conclusionOf(first, input, say),
    notes: noteWords(input),
    tables: namedTables(input).map(({ title: name, table }) =>
      documentTable(name ?? title[locale], reportOf({ ...input, result: table }), locale, say),
    ),
    provenance: provenanceLines(input),
    headings: {
      map: say(WORDS.map),
      notes: say(WORDS.notes),
      provenance: say(WORDS.provenance),
      check: say(WORDS.check),
      north: say(WORDS.north),
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
    return total ? [`${label} ${total.text}${unit ? ` ${unit}` : ''}`] : []
  })
  const [stop, comma] = locale === 'zh' ? ['；', '，'] : ['; ', ', ']
  const lines = say(WORDS.lines, rows.length)
  return sums.length > 0 ? `${lines}${stop}${say(WORDS.sum)} ${sums.slice(0, 3).join(comma)}` : lines
}

function documentTable(
  title: string,
  report: PresentedReport,
  locale: ReportExport['locale'],
  say: (text: Text, n?: number) => string,
): DocumentTable {
  const { columns, rows, totals } = report
  const shown = rows.slice(0, MOST_LINES)
  return {
    title,
    columns: columns.map((column) => ({ head: headerOf(column, locale), isNumber: column.kind !== 'text' })),
    rows: shown.map((row) => row.map(({ text }) => text)),
    totals: totals.some(Boolean) ? totals.map((total, c) => total?.text ?? (c === 0 ? TOTAL[locale] : '')) : null,
    rest: rows.length > shown.length ? say(WORDS.rest, rows.length - shown.length) : null,
  }
}
