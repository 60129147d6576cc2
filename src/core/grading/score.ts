import { type CellValue, type Column, cellAt } from '../table.ts'
import type { Membership, Scoring } from './model.ts'

/** Values of an indicator by row in use: numbers, or words where it is read from a text field. NaN and null: no value. */
export type IndicatorValues = Float64Array | readonly CellValue[]

/**
 * Scores 0…scale of all rows, NaN where there is none. Open ends of 'range' and 'logistic' are the least and greatest value given, so
 * that a score is relative to the rows in use; where all values are equal none is better and every score is half the scale.
 */
export function scoreValues(values: IndicatorValues, scoring: Scoring, scale: number): Float64Array {
  const scores = new Float64Array(values.length)
  const scoreOf = scorer(values, scoring, scale)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    scores[i] = value === null || value === '' || Number.isNaN(value) ? Number.NaN : scoreOf(value)
  }
  return scores
}

function scorer(values: IndicatorValues, scoring: Scoring, scale: number): (value: CellValue) => number {
  switch (scoring.kind) {
    case 'codes': {
      const byCode = new Map(scoring.scores.flatMap(({ codes, score }) => codes.map((code) => [code, score] as const)))
      return (value) => byCode.get(String(value).trim()) ?? scoring.other ?? Number.NaN
    }
    case 'bands':
      return (value) => {
        const number = Number(value)
        let score = Number.NaN
        for (const band of scoring.bands) if (band.from === null || number >= band.from) score = band.score
        return Number.isNaN(number) ? Number.NaN : score
      }
    case 'membership':
      return (value) => scale * membership(Number(value), scoring)
    default: {
      const { min, max } = rangeOf(values, scoring.min, scoring.max)
      // a spread of the last digits is no difference
      const isSpread = max - min > 1e-9 * Math.max(Math.abs(max), Math.abs(min))
      return (value) => {
        const share = isSpread ? Math.min(1, Math.max(0, (Number(value) - min) / (max - min))) : 0.5
        const good = scoring.kind === 'range' ? share : logistic(share)
        return scale * (scoring.better === 'high' ? good : 1 - good)
      }
    }
  }
}

/** GB/T 33469-2016. 戒上 rises to 1 at the vertex c or at its upper limit, whichever comes first; 戒下 mirrors it. */
export function membership(u: number, { shape, a, c, lower, upper }: Membership): number {
  if (Number.isNaN(u)) return Number.NaN
  const y = 1 / (1 + a * (u - c) ** 2)
  if (shape === 'more') return u <= lower ? 0 : u >= upper || u >= c ? 1 : y
  if (shape === 'less') return u >= upper ? 0 : u <= lower || u <= c ? 1 : y
  return u <= lower || u >= upper ? 0 : y
}

/** Maps 0 → .01, .5 → .5, 1 → .99. */
export function logistic(share: number): number {
  return 1 / (1 + Math.exp(4.595 - 9.19 * share))
}

function rangeOf(values: IndicatorValues, min: number | null, max: number | null): { min: number; max: number } {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const value of values) {
    const number = value === null ? Number.NaN : Number(value)
    if (number < least) least = number
    if (number > most) most = number
  }
  return { min: min ?? least, max: max ?? most }
}

/** Values of a column for rows: numbers stay numbers, all else is read cell by cell. */
export function columnValues(column: Column, rows: Uint32Array): IndicatorValues {
  if (column.type === 'number') return Float64Array.from(rows, (row) => column.values[row])
  return Array.from(rows, (row) => cellAt(column, row))
}
