import { cellText } from '../cell-text.ts'
import { classBreaks, deviationBreaks } from '../classify.ts'
import { AppError } from '../errors.ts'
import type { ClassMethod } from '../symbology.ts'
import { findColumn, type NumberColumn, type Table } from '../table.ts'

export interface NumberProfile {
  /** rows with a value, and without one */
  readonly count: number
  readonly empty: number
  readonly min: number
  readonly max: number
  readonly mean: number
  /** standard deviation of the whole, not of a sample */
  readonly deviation: number
  /** what the bins span: all values, or where few lie far off those that most rows have; the end bins hold what is beyond */
  readonly shown: readonly [low: number, high: number]
  /** from which to which the values lie that are not among the 2 % at either end */
  readonly most: readonly [low: number, high: number]
  /** rows in equal steps */
  readonly bins: readonly number[]
}
export interface ValueProfile {
  /** different values, the empty one among them */
  readonly distinct: number
  /** the commonest first, at most as many as asked for */
  readonly values: readonly { readonly value: string; readonly count: number }[]
}

/** @throws AppError style.notNumbers {field} where the table has no such field of numbers */
function numbersOf(table: Table, field: string): NumberColumn {
  const column = findColumn(table, field)
  if (column?.type !== 'number') throw new AppError('style.notNumbers', { field })
  return column
}

/** What a histogram needs of a field of numbers, over all rows. */
export function profileNumbers(table: Table, field: string, binCount: number): NumberProfile {
  return numberProfile(numbersOf(table, field).values, binCount)
}

/** Infinities count as no value. */
export function numberProfile(values: Float64Array, binCount: number): NumberProfile {
  let count = 0
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  let mean = 0
  let squares = 0
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    count++
    const off = value - mean
    mean += off / count
    squares += off * (value - mean)
    if (value < min) min = value
    if (value > max) max = value
  }
  const most = mostOf(values, min, max)
  const shown = shownOf(most, min, max)
  const [low, high] = shown
  const bins = new Array<number>(binCount).fill(0)
  for (const value of values)
    if (Number.isFinite(value))
      bins[high > low ? Math.max(0, Math.min(binCount - 1, Math.floor(((value - low) / (high - low)) * binCount))) : 0]++
  const deviation = count > 0 ? Math.sqrt(squares / count) : Number.NaN
  return { count, empty: values.length - count, min, max, mean, deviation, shown, most, bins }
}

const SAMPLE = 20_000
/** Not shown where it would take more than half of the picture. */
const TAIL = 0.02

function mostOf(values: Float64Array, min: number, max: number): readonly [number, number] {
  const step = Math.ceil(values.length / SAMPLE)
  const sample = values.filter((value, i) => i % step === 0 && Number.isFinite(value)).sort()
  if (sample.length === 0) return [min, max]
  const at = (share: number) => sample[Math.round(share * (sample.length - 1))]
  return [at(TAIL), at(1 - TAIL)]
}

function shownOf([low, high]: readonly [number, number], min: number, max: number): readonly [number, number] {
  const most = high - low
  if (!(most > 0)) return [min, max]
  return [low - min > most ? low : min, max - high > most ? high : max]
}

/** Different values of any field with how many rows have each, as classes name them. */
export function profileValues(table: Table, field: string, limit: number): ValueProfile {
  const column = findColumn(table, field)
  const counts = new Map<string, number>()
  const add = (value: string, n: number) => n > 0 && counts.set(value, (counts.get(value) ?? 0) + n)
  if (column?.type === 'text') {
    const byCode = new Uint32Array(column.dictionary.length)
    for (let row = 0; row < table.length; row++) byCode[column.codes[row]]++
    byCode.forEach((n, code) => {
      add(column.dictionary[code] ?? '', n)
    })
  } else if (column) for (let row = 0; row < table.length; row++) add(cellText(column, row), 1)
  const values = Array.from(counts, ([value, count]) => ({ value, count }))
  values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  return { distinct: values.length, values: values.slice(0, limit) }
}

/** Upper limits of classes over all rows of a field of numbers, rounded so that what a legend prints is what holds. */
export function breaksOf(table: Table, field: string, method: ClassMethod, count: number): number[] {
  return roundedBreaks(numbersOf(table, field).values.filter(Number.isFinite), method, count)
}

/** @param values all finite */
export function roundedBreaks(values: Float64Array, method: ClassMethod, count: number): number[] {
  if (values.length === 0) return []
  const limits = method === 'deviation' ? deviationBreaks(values, count) : classBreaks(values, count, method)
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  const ends = [min, ...limits, max]
  const round = rounder(Math.min(...limits.map((limit, i) => limit - ends[i]).filter((width) => width > 0)))
  return [...new Set(limits.map(round))].filter((limit) => limit >= min && limit < max)
}

/** To three digits of the narrowest class's width, upwards: a value that was at a limit stays below it. */
function rounder(width: number): (value: number) => number {
  if (!(width > 0 && Number.isFinite(width))) return (value) => value
  const digits = Math.min(12, Math.max(-12, 2 - Math.floor(Math.log10(width))))
  const power = 10 ** Math.abs(digits)
  return (value) => {
    const scaled = digits >= 0 ? value * power : value / power
    // a limit that is round already is not moved by the error of the product
    const near = Math.round(scaled)
    const up = Math.abs(scaled - near) < 1e-6 ? near : Math.ceil(scaled)
    return digits >= 0 ? up / power : up * power
  }
}
