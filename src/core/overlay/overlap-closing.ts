import { sumOf } from '../adjust.ts'
import type { Text } from '../text.ts'
import type { OverlapFigures } from './overlap-figures.ts'

export const NOTHING: Text = { zh: '—', en: '—' }
export const AGAINST_LAYER: Text = { zh: '对比图层', en: 'Layer' }
export const SHARE_DECIMALS = { unit: '%', decimals: 2 }
const REST: Text = { zh: '其他（未压占）', en: 'Other (not covered)' }
const TWICE: Text = { zh: '重复部分（减）', en: 'Covered twice (less)' }

/** What follows a list of shares, so that its lines add up to the subjects' area. */
export interface ClosingLine {
  readonly words: Text
  /** of the subject */
  readonly rows: readonly number[]
  readonly areaM2: number
}

/** 1 cm²: what is less of a row is its last digits, and differs from engine to engine. */
const TRACE_M2 = 1e-4

/** The double part, taken off, and what nothing covers; neither where there is none. Rows of a trace are summed, not named. */
export function closingLines({ rows, areasM2, netM2, sumsM2 }: OverlapFigures): ClosingLine[] {
  const all = Array.from(rows)
  const line = (words: Text, sign: 1 | -1, partOf: (row: number) => number): ClosingLine[] => {
    const areaM2 = sumOf(all.map(partOf))
    return areaM2 > TRACE_M2 ? [{ words, rows: all.filter((row) => partOf(row) > TRACE_M2), areaM2: sign * areaM2 }] : []
  }
  return [...line(TWICE, -1, (row) => sumsM2[row] - netM2[row]), ...line(REST, 1, (row) => areasM2[row] - netM2[row])]
}
