import { sumOf } from '../../core/adjust.ts'
import type { AnalysisResult, ReportColumn } from '../../core/analysis.ts'
import { type PresentedReport, presentInSlices, wordsColumn } from '../../core/report.ts'
import { atOnce, type Slices } from '../../core/slices.ts'
import { type CodeList, type FieldInfo, findColumn } from '../../core/table.ts'
import type { Locale } from '../../core/text.ts'
import { AREA_UNITS, type AreaUnit, plainNumber, shownArea, shownNumber } from '../../core/units.ts'
import type { CellContent } from '../parts/table-rows.ts'
import { colorsOf } from './colors.ts'

export interface FigureColumn {
  readonly id: string
  readonly header: string
  readonly unit: string
  readonly kind: ReportColumn['kind']
  /** the printed figure; of text: the words with the code before them, by which they are sorted and copied */
  readonly value: (row: number) => CellContent
  readonly text: (row: number) => string
  readonly sum: { readonly value: CellContent; readonly text: string } | null
}

/** A result as the drawer shows it: figures as report.ts prints them, in the columns worth their room. */
export interface Figures {
  readonly rows: readonly number[]
  readonly columns: readonly FigureColumn[]
  /** the grouping columns, in order: code and name in one */
  readonly levels: readonly FigureColumn[]
  /** exact size of each line, m², for drawing */
  readonly sizes: readonly number[]
  readonly largest: number
  readonly total: number
  readonly closing: Closing | null
  readonly sizeText: (value: number) => string
  readonly shareText: (value: number) => string
  readonly colorOf: (level: number, row: number) => string
}

/** How the sum row closes: what is left between the printed rows and the printed total, and what rounding had to be moved for it. */
export interface Closing {
  readonly residual: string
  readonly unit: string
  /** null: the rows added up as they were rounded */
  readonly adjusted: { readonly residual: string; readonly largestChange: string } | null
}

export interface FiguresOptions {
  readonly unit: AreaUnit
  readonly locale: Locale
  readonly fields: readonly FieldInfo[]
  readonly codeLists: Readonly<Record<string, CodeList>>
}

export function figuresOf(result: AnalysisResult, options: FiguresOptions): Figures {
  return atOnce(figuresInSlices(result, options))
}

/** The same in steps that let the page answer between them. */
export function* figuresInSlices(result: AnalysisResult, options: FiguresOptions): Slices<Figures> {
  const report = yield* presentInSlices(result, options)
  const rows = Array.from({ length: result.table.length }, (_, row) => row)
  const texts = levelColumns(report)
  const levels = texts.filter(({ isRemark }) => !isRemark)
  const areaIndex = report.columns.findIndex(({ kind }) => kind === 'area')
  const measure = measureOf(result, options)
  const palettes: ReadonlyMap<string, string>[] = []
  for (const level of levels) {
    yield
    const list = options.codeLists[codesOf(result, options, level.id) ?? '']
    palettes.push(colorsOf(valuesOf(result, level.id, options.locale), list))
  }
  yield
  return {
    rows,
    levels,
    columns: inOrder([...texts, ...numberColumns(report)], report),
    sizes: measure.sizes,
    largest: measure.sizes.reduce((largest, size) => Math.max(largest, size), 0),
    total: measure.total,
    closing: areaIndex < 0 ? null : closingOf(report, areaIndex),
    sizeText: measure.text,
    shareText: (value) => (measure.total > 0 ? `${shownNumber((value / measure.total) * 100, 1)} %` : '—'),
    colorOf: (level, row) => palettes[level]?.get(levels[level].raw(row)) ?? '',
  }
}

function codesOf(result: AnalysisResult, { fields }: FiguresOptions, name: string): string | undefined {
  return fields.find((field) => field.name === name)?.codes ?? result.columns.find((column) => column.name === name)?.codes
}

/** Values of a text column in the order in which they first stand in its lines. */
function valuesOf({ table, columns }: AnalysisResult, name: string, locale: Locale): Iterable<string> {
  const described = columns.find((column) => column.name === name)
  const column = described && wordsColumn(table, described, locale)
  if (column?.type !== 'text') return []
  return Array.from(new Set(column.codes), (code) => column.dictionary[code] ?? '')
}

/** What a picture of the lines measures: the area that has a total, else a count that has one, else the lines themselves. */
function measureOf(
  result: AnalysisResult,
  { unit, locale }: FiguresOptions,
): { readonly sizes: number[]; readonly total: number; readonly text: (value: number) => string } {
  const withTotal = (kind: ReportColumn['kind']) => result.columns.find((column) => column.kind === kind && column.hasTotal)
  const column = withTotal('area') ?? withTotal('count')
  const values = column && findColumn(result.table, column.name)
  const sizes = Array.from({ length: result.table.length }, (_, row) =>
    !values ? 1 : values.type === 'text' || Number.isNaN(values.values[row]) ? 0 : values.values[row],
  )
  const total = column ? (result.totals[column.name] ?? 0) : sizes.length
  const areaText = (value: number) => `${shownArea(value, unit)} ${AREA_UNITS[unit].label[locale]}`
  return { sizes, total, text: column?.kind === 'area' ? areaText : (value) => shownNumber(value, 0) }
}

/** Beyond this a code says nothing to a reader: 垦利街道, not 370505001 垦利街道. */
const LONGEST_SPOKEN_CODE = 5

/** 1106 内陆滩涂: a code and its name, which the report keeps apart, read as one. */
function levelColumns(report: PresentedReport): (FigureColumn & { raw: (row: number) => string; isRemark: boolean })[] {
  const { columns, cell } = report
  return columns.flatMap((column, index) => {
    if (column.kind !== 'text' || isNameOf(report, index)) return []
    const name = isNameOf(report, index + 1) ? index + 1 : null
    const partsOf = (row: number) => {
      const code = cell(row, index)
      const label = name === null ? code.text : cell(row, name).text
      return { code: name === null || code.plain === '' || code.text === label ? null : code.text, label }
    }
    const words = (row: number) => {
      const { code, label } = partsOf(row)
      return code === null || code.length > LONGEST_SPOKEN_CODE ? label : `${code} ${label}`
    }
    const sorted = (row: number) => {
      const { code, label } = partsOf(row)
      return code === null ? label : `${code} ${label}`
    }
    const header = columns[name ?? index].label
    return [
      {
        id: column.name,
        header,
        unit: '',
        kind: 'text',
        value: sorted,
        text: words,
        sum: null,
        raw: (row) => cell(row, index).plain,
        isRemark: column.isRemark,
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

/** What overlap does to the area is read last. */
const LAST: readonly string[] = ['net_area_m2', 'overlap_m2']

/** In the report's order, but net area and overlap last. */
function inOrder(found: readonly FigureColumn[], { columns }: PresentedReport): FigureColumn[] {
  const place = new Map(columns.map(({ name }, index) => [name, index]))
  const placeOf = ({ id }: FigureColumn) => (place.get(id) ?? 0) + (LAST.includes(id) ? columns.length : 0)
  return found.toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** Net area and overlap only where something overlaps. */
function numberColumns({ columns, values, cell, totals }: PresentedReport): FigureColumn[] {
  const overlap = columns.findIndex(({ name }) => name === 'overlap_m2')
  const overlaps = [totals[overlap]?.value ?? 0, ...Array.from(values[overlap] ?? [])]
  const hasOverlap = overlap < 0 || overlaps.some((value) => value !== 0 && !Number.isNaN(value))
  return columns.flatMap(({ name, kind, label, unit }, index): FigureColumn[] => {
    if (kind === 'text' || (!hasOverlap && LAST.includes(name))) return []
    const sum = totals[index]
    return [
      {
        id: name,
        header: label,
        unit,
        kind,
        value: (row) => numberOf(values[index]?.[row]),
        text: (row) => cell(row, index).text,
        sum: sum && { value: sum.value, text: sum.text },
      },
    ]
  })
}

function numberOf(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

function closingOf({ columns, values, totals }: PresentedReport, index: number): Closing | null {
  const { decimals, unit, adjustment } = columns[index]
  const total = totals[index]?.value
  if (total === null || total === undefined) return null
  const left = sumOf(Float64Array.from(values[index] ?? [], (value) => (Number.isNaN(value) ? 0 : value))) - total
  return {
    residual: shownNumber(Number(plainNumber(left, decimals)), decimals),
    unit,
    adjusted: adjustment && {
      residual: shownNumber(adjustment.residual, decimals),
      largestChange: shownNumber(adjustment.largestChange, decimals),
    },
  }
}
