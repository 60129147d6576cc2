import { adjustInSteps, shares, sumOf } from './adjust.ts'
import type { AnalysisResult, ReportColumn } from './analysis.ts'
import { NO_VALUE } from './grouping.ts'
import { atOnce, type Slices } from './slices.ts'
import { type Column, cellAt, findColumn, type Table } from './table.ts'
import type { Locale, Text } from './text.ts'
import { AREA_UNITS, type AreaUnit, fromM2, plainNumber, roundedNumber, shownNumber } from './units.ts'

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
  readonly length: number
  /** printed numbers by column; NaN is no value; null: text */
  readonly values: readonly (ArrayLike<number> | null)[]
  /** made when it is asked for: a screen shows a few of a hundred thousand lines */
  readonly cell: (line: number, column: number) => PresentedCell
  /** rows[line][column]: all of them, for files; made when first asked for */
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
  /** codes for other programs, not shown beside their name */
  readonly isOwnCode: boolean
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
  return atOnce(presentInSlices(result, options))
}

/** The same in steps of some ten milliseconds for a hundred thousand lines. */
export function* presentInSlices(result: AnalysisResult, options: ReportOptions): Slices<PresentedReport> {
  const numbers = new Map<string, Figures>()
  for (const column of result.columns) {
    if (column.kind === 'text') continue
    yield* figuresOf(result, column, options, numbers)
    yield
  }
  const columns = result.columns.map((column): PresentedColumn => {
    const figures = numbers.get(column.name)
    return {
      name: column.name,
      kind: column.kind,
      label: column.label[options.locale],
      unit: unitLabel(column, options)[options.locale],
      decimals: decimalsOf(column, options),
      isCode: column.isCode ?? false,
      isOwnCode: column.isOwnCode ?? false,
      isRemark: column.isRemark ?? false,
      adjustment: figures?.adjustment ?? null,
    }
  })
  const { length } = result.table
  const cells = result.columns.map((column, c): ((line: number) => PresentedCell) => {
    if (column.kind === 'text') return textCells(result.table, column, options.locale)
    const values = numbers.get(column.name)?.values
    return (line) => numberCell(values?.[line] ?? Number.NaN, columns[c].decimals)
  })
  const totals = columns.map((column, c) => {
    const figures = numbers.get(column.name)
    return figures && result.columns[c].hasTotal ? numberCell(figures.total, column.decimals) : null
  })
  let rows: PresentedCell[][] | null = null
  return {
    columns,
    totals,
    length,
    values: columns.map(({ name }) => numbers.get(name)?.values ?? null),
    cell: (line, column) => cells[column](line),
    get rows() {
      rows ??= Array.from({ length }, (_, line) => cells.map((cell) => cell(line)))
      return rows
    },
  }
}

interface Figures {
  readonly values: ArrayLike<number>
  readonly total: number
  readonly adjustment: PresentedColumn['adjustment']
}

function* figuresOf(
  result: AnalysisResult,
  column: ReportColumn,
  options: ReportOptions,
  done: Map<string, Figures>,
): Slices<Figures> {
  const before = done.get(column.name)
  if (before) return before
  const [parts, sign] = column.minus ? [column.minus, -1] : [column.plus, 1]
  const figures = parts
    ? yield* joinedFigures(result, column, parts, sign, options, done)
    : yield* roundedFigures(result, column, options)
  done.set(column.name, figures)
  return figures
}

/** @param sign of the second part */
function* joinedFigures(
  result: AnalysisResult,
  column: ReportColumn,
  names: readonly [string, string],
  sign: number,
  options: ReportOptions,
  done: Map<string, Figures>,
): Slices<Figures> {
  const parts = names.map((name) => result.columns.find((each) => each.name === name))
  if (!parts[0] || !parts[1]) return yield* roundedFigures(result, column, options)
  const a = yield* figuresOf(result, parts[0], options, done)
  const b = yield* figuresOf(result, parts[1], options, done)
  const decimals = decimalsOf(column, options)
  // rounded once more, so that 0.3 − 0.1 is 0.2
  const values = Float64Array.from(a.values, (value, i) => roundedNumber(value + sign * b.values[i], decimals))
  return { values, total: roundedNumber(a.total + sign * b.total, decimals), adjustment: null }
}

function* roundedFigures(result: AnalysisResult, column: ReportColumn, options: ReportOptions): Slices<Figures> {
  const decimals = decimalsOf(column, options)
  const convert = (value: number) => (column.kind === 'area' ? fromM2(value, options.unit) : value)
  const source = findColumn(result.table, column.name)
  const { length } = result.table
  const exact = new Float64Array(length).fill(Number.NaN)
  if (source && source.type !== 'text') for (let line = 0; line < length; line++) exact[line] = convert(source.values[line])
  const exactTotal = convert(result.totals[column.name] ?? Number.NaN)
  yield
  const all = exact.map((value) => roundedNumber(value, decimals))
  yield
  const total = roundedNumber(exactTotal, decimals)
  const known: number[] = []
  for (let line = 0; line < length; line++) if (!Number.isNaN(exact[line])) known.push(line)
  yield
  const values = known.map((line) => exact[line])
  const sizes = sumOf(values.map(Math.abs))
  const doesAddUp = column.hasTotal && Math.abs(sumOf(values) - exactTotal) <= 1e-9 * Math.max(1, sizes)
  // six decimals of a province in m² are beyond whole numbers that a double holds; they are printed as they are
  const isCountable = sizes * 10 ** decimals < Number.MAX_SAFE_INTEGER
  if (!doesAddUp || !isCountable || values.length === 0) return { values: all, total, adjustment: null }
  const residual = roundedNumber(sumOf(known.map((line) => all[line])) - total, decimals)
  yield
  const together = column.kind === 'share' ? shares(values, decimals) : yield* adjustInSteps(values, total, decimals)
  yield
  let largestChange = 0
  for (let i = 0; i < known.length; i++) {
    const change = roundedNumber(together[i] - all[known[i]], decimals)
    largestChange = Math.max(largestChange, Math.abs(change))
    all[known[i]] = together[i]
  }
  return { values: all, total, adjustment: largestChange > 0 ? { residual, largestChange } : null }
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

/** The column that holds the words of a text column in a language. */
export function wordsColumn(table: Table, { name, english }: ReportColumn, locale: Locale): Column | undefined {
  return findColumn(table, (locale === 'en' && english) || name)
}

function textCells(table: Table, column: ReportColumn, locale: Locale): (line: number) => PresentedCell {
  const source = wordsColumn(table, column, locale)
  const none = column.isRemark ? '' : NO_VALUE[locale]
  return (line) => {
    const value = source ? cellAt(source, line) : null
    return { text: value === null ? none : String(value), plain: value === null ? '' : String(value), value: null }
  }
}
function numberCell(value: number, decimals: number): PresentedCell {
  return { text: shownNumber(value, decimals), plain: plainNumber(value, decimals), value: Number.isNaN(value) ? null : value }
}

/** Header of a column: 椭球面积（亩）; Ellipsoidal area (mu). */
export function headerOf({ label, unit }: PresentedColumn, locale: Locale): string {
  if (!unit) return label
  return locale === 'zh' ? `${label}（${unit}）` : `${label} (${unit})`
}
