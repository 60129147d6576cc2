import { sumOf } from '../../core/adjust.ts'
import type { AnalysisResult, ReportColumn } from '../../core/analysis.ts'
import { type PresentedReport, presentInSlices } from '../../core/report.ts'
import { levelColors, lineSizes, type ResultLevel, resultLevels } from '../../core/result-levels.ts'
import { atOnce, type Slices } from '../../core/slices.ts'
import type { CodeList, FieldInfo } from '../../core/table.ts'
import type { Locale } from '../../core/text.ts'
import { AREA_UNITS, type AreaUnit, plainNumber, shownArea, shownNumber } from '../../core/units.ts'
import { groupUnitCode } from '../card/unit-code.ts'
import type { CellContent } from '../parts/table-rows.ts'

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
  const texts = resultLevels(report)
  const levels = texts.filter(({ isRemark }) => !isRemark)
  const areaIndex = report.columns.findIndex(({ kind }) => kind === 'area')
  const measure = measureOf(result, options)
  const palettes: ((row: number) => string)[] = []
  for (const level of levels) {
    yield
    palettes.push(levelColors(result, level, options))
  }
  yield
  const closing = areaIndex < 0 ? null : closingOf(report, areaIndex)
  yield
  return {
    rows,
    levels: levels.map(levelColumn),
    columns: inOrder([...texts.map(levelColumn), ...numberColumns(report)], report),
    sizes: measure.sizes,
    largest: measure.sizes.reduce((largest, size) => Math.max(largest, size), 0),
    total: measure.total,
    closing,
    sizeText: measure.text,
    shareText: (value) => (measure.total > 0 ? `${shownNumber((value / measure.total) * 100, 1)} %` : '—'),
    colorOf: (level, row) => palettes[level]?.(row) ?? '',
  }
}

/** What a picture of the lines measures, in words. */
function measureOf(result: AnalysisResult, { unit, locale }: FiguresOptions) {
  const measured = lineSizes(result)
  const areaText = (value: number) => `${shownArea(value, unit)} ${AREA_UNITS[unit].label[locale]}`
  return { ...measured, text: measured.kind === 'area' ? areaText : (value: number) => shownNumber(value, 0) }
}

function levelColumn({ name, header, words, sorted }: ResultLevel): FigureColumn {
  return { id: name, header, unit: '', kind: 'text', value: sorted, text: (row) => groupUnitCode(words(row)), sum: null }
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
