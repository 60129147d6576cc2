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

/** The double part, taken off, and what nothing covers; neither where there is none. */
export function closingLines({ rows, areasM2, netM2, sumsM2 }: OverlapFigures): ClosingLine[] {
  const lines: ClosingLine[] = []
  const twice = sumOf(sumsM2) - sumOf(netM2)
  if (twice > 1e-6) {
    const doubled = Array.from(rows).filter((row) => sumsM2[row] - netM2[row] > 1e-6)
    lines.push({ words: TWICE, rows: doubled, areaM2: -twice })
  }
  const left = Array.from(rows).filter((row) => areasM2[row] - netM2[row] > 1e-6)
  const rest = sumOf(left.map((row) => areasM2[row] - netM2[row]))
  if (rest > 0) lines.push({ words: REST, rows: left, areaM2: rest })
  return lines
}
