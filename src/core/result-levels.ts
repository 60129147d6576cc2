import type { AnalysisResult, ReportColumn } from './analysis.ts'
import { colorGiver } from './charts/value-colors.ts'
import { type PresentedReport, wordsColumn } from './report.ts'
import { type CodeList, type FieldInfo, findColumn } from './table.ts'
import type { Locale } from './text.ts'

/** A text column of a printed result; a code and its name, which the report keeps apart, are one. */
export interface ResultLevel {
  readonly name: string
  readonly header: string
  /** tells about its line and groups none */
  readonly isRemark: boolean
  /** 1106 内陆滩涂; a long code says nothing to a reader and is left out */
  readonly words: (row: number) => string
  /** the same with every code before it: in order, and for a spreadsheet */
  readonly sorted: (row: number) => string
}

/** Beyond this a code says nothing to a reader: 垦利街道, not 370505001 垦利街道. */
const LONGEST_SPOKEN_CODE = 5

export function resultLevels(report: PresentedReport): ResultLevel[] {
  const { columns, cell } = report
  return columns.flatMap((column, index) => {
    if (column.kind !== 'text' || isNameOf(report, index)) return []
    const name = isNameOf(report, index + 1) ? index + 1 : null
    const partsOf = (row: number) => {
      const code = cell(row, index)
      const label = name === null ? code.text : cell(row, name).text
      const isSaid = name !== null && !column.isOwnCode && code.plain !== '' && code.text !== label
      return { code: isSaid ? code.text : null, label }
    }
    return [
      {
        name: column.name,
        header: columns[name ?? index].label,
        isRemark: column.isRemark,
        words: (row) => {
          const { code, label } = partsOf(row)
          return code === null || code.length > LONGEST_SPOKEN_CODE ? label : `${code} ${label}`
        },
        sorted: (row) => {
          const { code, label } = partsOf(row)
          return code === null ? label : `${code} ${label}`
        },
      },
    ]
  })
}

function isNameOf({ columns }: PresentedReport, index: number): boolean {
  return (
    index > 0 &&
    columns[index]?.kind === 'text' &&
    !columns[index].isCode &&
    columns[index].name === `${columns[index - 1].name}_name`
  )
}

/** What a picture of the lines measures: the area that has a total, else a count that has one, else the lines themselves. */
export function lineSizes(result: AnalysisResult): {
  readonly sizes: number[]
  readonly total: number
  readonly kind: 'area' | 'count'
} {
  const withTotal = (kind: ReportColumn['kind']) => result.columns.find((column) => column.kind === kind && column.hasTotal)
  const column = withTotal('area') ?? withTotal('count')
  const values = column && findColumn(result.table, column.name)
  const sizes = Array.from({ length: result.table.length }, (_, row) =>
    !values ? 1 : values.type === 'text' || Number.isNaN(values.values[row]) ? 0 : values.values[row],
  )
  const total = column ? (result.totals[column.name] ?? 0) : sizes.length
  return { sizes, total, kind: column?.kind === 'area' ? 'area' : 'count' }
}

export interface LevelColorOptions {
  readonly locale: Locale
  /** of the subject */
  readonly fields: readonly FieldInfo[]
  readonly codeLists: Readonly<Record<string, CodeList>>
}

/** The colour of each line at a level: that of its code list, else a hue of its own. */
export function levelColors(
  result: AnalysisResult,
  { name }: ResultLevel,
  { locale, fields, codeLists }: LevelColorOptions,
): (row: number) => string {
  const described = result.columns.find((column) => column.name === name)
  const list = fields.find((field) => field.name === name)?.codes ?? described?.codes
  const column = described && wordsColumn(result.table, described, locale)
  if (!column) return () => ''
  const give = colorGiver(codeLists[list ?? ''])
  if (column.type !== 'text') {
    const byValue = new Map<string, string>()
    for (const value of column.values) if (!byValue.has(String(value))) byValue.set(String(value), give(String(value)))
    return (row) => byValue.get(String(column.values[row])) ?? ''
  }
  const { codes, dictionary } = column
  // hues in the order in which values first stand in the lines; by code: there may be as many words as lines
  const colors = new Array<string | undefined>(dictionary.length)
  for (const code of codes) colors[code] ??= give(dictionary[code] ?? '')
  return (row) => colors[codes[row]] ?? ''
}
