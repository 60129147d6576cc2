import { adjust, shares, sumOf } from './adjust.ts'
import type { AnalysisResult, ReportColumn } from './analysis.ts'
import { NO_VALUE } from './grouping.ts'
import { cellAt, findColumn, type Table } from './table.ts'
import type { Locale, Text } from './text.ts'
import { AREA_UNITS, type AreaUnit, fromM2, plainNumber, shownNumber } from './units.ts'

/** The tables of a run as results of their own: the first, then the further ones. */
export function resultTables(result: AnalysisResult): AnalysisResult[] {
  return [result, ...(result.tables ?? []).map((table) => ({ ...result, ...table }))]
}

/** How a result is printed: the same figures on screen and in every file. */
export interface ReportOptions {
  readonly unit: AreaUnit
  /** of areas; default: as the unit is usually printed */
  readonly decimals?: number
  readonly locale: Locale
}

export interface PresentedReport {
  readonly columns: readonly PresentedColumn[]
  /** rows[line][column] */
  readonly rows: readonly (readonly PresentedCell[])[]
  /** null where a column has no total */
  readonly totals: readonly (PresentedCell | null)[]
}
export interface PresentedColumn {
  readonly name: string
  readonly kind: ReportColumn['kind']
  readonly label: string
  /** m², 公顷, %, ‰; '' without */
  readonly unit: string
  readonly decimals: number
  readonly isCode: boolean
  /** text that tells about its line and groups none */
  readonly isRemark: boolean
  /** rows were rounded together so that they add up: Σ of rows rounded singly − total, and the largest change of one row; else null */
  readonly adjustment: { readonly residual: number; readonly largestChange: number } | null
}
export interface PresentedCell {
  /** for the screen: grouped, a dash for no value */
  readonly text: string
  /** for files: ungrouped, '' for no value */
  readonly plain: string
  /** the printed number; null for text and no value */
  readonly value: number | null
}

/**
 * Units are chosen, digits cut, and rounded rows made to add up to the rounded total (平差 after the change of unit). Columns that
 * do not add up by nature (net area counts a place that two groups share once) are rounded singly. Shares add up to 100.
 */
export function presentReport(result: AnalysisResult, options: ReportOptions): PresentedReport {
  const numbers = new Map<string, Figures>()
  for (const column of result.columns) if (column.kind !== 'text') figuresOf(result, column, options, numbers)
  const columns = result.columns.map((column): PresentedColumn => {
    const figures = numbers.get(column.name)
    return {
      name: column.name,
      kind: column.kind,
      label: column.label[options.locale],
      unit: unitLabel(column, options)[options.locale],
      decimals: decimalsOf(column, options),
      isCode: column.isCode ?? false,
      isRemark: column.isRemark ?? false,
      adjustment: figures?.adjustment ?? null,
    }
  })
  const texts = result.columns.map((column) => (column.kind === 'text' ? textsOf(result.table, column, options.locale) : null))
  const rows = Array.from({ length: result.table.length }, (_, line) =>
    columns.map(
      (column, c) => texts[c]?.[line] ?? numberCell(numbers.get(column.name)?.values[line] ?? Number.NaN, column.decimals),
    ),
  )
  const totals = columns.map((column, c) => {
    const figures = numbers.get(column.name)
    return figures && result.columns[c].hasTotal ? numberCell(figures.total, column.decimals) : null
  })
  return { columns, rows, totals }
}

interface Figures {
  readonly values: readonly number[]
  readonly total: number
  readonly adjustment: PresentedColumn['adjustment']
}

function figuresOf(result: AnalysisResult, column: ReportColumn, options: ReportOptions, done: Map<string, Figures>): Figures {
  const before = done.get(column.name)
  if (before) return before
  const figures = column.minus
    ? differenceOf(result, column, column.minus, options, done)
    : roundedFigures(result, column, options)
  done.set(column.name, figures)
  return figures
}

function differenceOf(
  result: AnalysisResult,
  column: ReportColumn,
  [from, what]: readonly [string, string],
  options: ReportOptions,
  done: Map<string, Figures>,
): Figures {
  const parts = [from, what].map((name) => result.columns.find((each) => each.name === name))
  if (!parts[0] || !parts[1]) return roundedFigures(result, column, options)
  const a = figuresOf(result, parts[0], options, done)
  const b = figuresOf(result, parts[1], options, done)
  const decimals = decimalsOf(column, options)
  // whole units, so that 0.3 − 0.1 is 0.2
  const subtract = (x: number, y: number) => Number(plainNumber(x - y, decimals) || Number.NaN)
  return { values: a.values.map((value, i) => subtract(value, b.values[i])), total: subtract(a.total, b.total), adjustment: null }
}

function roundedFigures(result: AnalysisResult, column: ReportColumn, options: ReportOptions): Figures {
  const decimals = decimalsOf(column, options)
  const convert = (value: number) => (column.kind === 'area' ? fromM2(value, options.unit) : value)
  const source = findColumn(result.table, column.name)
  const exact = Array.from({ length: result.table.length }, (_, line) =>
    source && source.type !== 'text' ? convert(source.values[line]) : Number.NaN,
  )
  const exactTotal = convert(result.totals[column.name] ?? Number.NaN)
  const round = (value: number) => Number(plainNumber(value, decimals) || Number.NaN)
  const single = { values: exact.map(round), total: round(exactTotal), adjustment: null }
  const known = exact.flatMap((value, line) => (Number.isNaN(value) ? [] : [line]))
  const values = known.map((line) => exact[line])
  const doesAddUp = column.hasTotal && Math.abs(sumOf(values) - exactTotal) <= 1e-9 * Math.max(1, sumOf(values.map(Math.abs)))
  // six decimals of a province in m² are beyond whole numbers that a double holds; they are printed as they are
  const isCountable = sumOf(values.map(Math.abs)) * 10 ** decimals < Number.MAX_SAFE_INTEGER
  if (!doesAddUp || !isCountable || values.length === 0) return single
  const together = column.kind === 'share' ? shares(values, decimals) : adjust(values, single.total, decimals)
  const changes = together.map((value, i) => round(value - single.values[known[i]]))
  const all = single.values.slice()
  known.forEach((line, i) => {
    all[line] = together[i]
  })
  const residual = round(sumOf(values.map(round)) - single.total)
  const largestChange = changes.reduce((largest, change) => Math.max(largest, Math.abs(change)), 0)
  return { values: all, total: single.total, adjustment: largestChange > 0 ? { residual, largestChange } : null }
}

function decimalsOf(column: ReportColumn, { unit, decimals }: ReportOptions): number {
  if (column.kind === 'area') return decimals ?? AREA_UNITS[unit].decimals
  return column.kind === 'count' ? 0 : (column.decimals ?? 2)
}
function unitLabel(column: ReportColumn, { unit }: ReportOptions): Text {
  if (column.kind === 'area') return AREA_UNITS[unit].label
  const own = column.unit ?? ''
  return { zh: own, en: own }
}

function textsOf(table: Table, column: ReportColumn, locale: Locale): PresentedCell[] {
  const source = findColumn(table, (locale === 'en' && column.english) || column.name)
  return Array.from({ length: table.length }, (_, line) => {
    const value = source ? cellAt(source, line) : null
    const none = column.isRemark ? '' : NO_VALUE[locale]
    return { text: value === null ? none : String(value), plain: value === null ? '' : String(value), value: null }
  })
}
function numberCell(value: number, decimals: number): PresentedCell {
  return { text: shownNumber(value, decimals), plain: plainNumber(value, decimals), value: Number.isNaN(value) ? null : value }
}
