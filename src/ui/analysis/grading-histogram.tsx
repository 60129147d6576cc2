import { useMemo } from 'react'
import { GRADE, gradeColor, SCORE } from '../../core/grading/graded-rows.ts'
import { cellAt, findColumn, type Table } from '../../core/table.ts'
import { gradingText } from '../../i18n/grading.ts'
import { useText } from '../shell/app-context.ts'
import styles from './grading.module.css'

const BINS = 60
const HEIGHT = 40

/** How many features have which score, coloured by grade, and where one of them stands. */
export function GradingHistogram({
  pieces,
  count,
  mark,
}: {
  readonly pieces: Table
  /** of grades */
  readonly count: number
  /** a score; NaN: none */
  readonly mark: number
}) {
  const text = useText()
  const { bars, min, max, total } = useMemo(() => barsOf(pieces, count), [pieces, count])
  if (total === 0 || !(max > min)) return null
  const place = (score: number) => ((score - min) / (max - min)) * BINS
  return (
    <svg
      className={styles.histogram}
      viewBox={`0 0 ${BINS} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={text(gradingText.histogram, { count: total })}
    >
      {bars.map(({ bin, grade, from, size }) => (
        <rect
          key={`${bin} ${grade}`}
          x={bin + 0.08}
          y={HEIGHT * (1 - from - size)}
          width={0.84}
          height={HEIGHT * size}
          fill={gradeColor(grade - 1, count)}
        />
      ))}
      {!Number.isNaN(mark) && <line className={styles.mark} x1={place(mark)} x2={place(mark)} y1={0} y2={HEIGHT} />}
    </svg>
  )
}

/** Stacked bars: `from` and `size` as shares of the tallest. */
function barsOf(pieces: Table, count: number) {
  const score = findColumn(pieces, SCORE)
  const grade = findColumn(pieces, GRADE)
  if (score?.type !== 'number' || !grade) return { bars: [], min: 0, max: 0, total: 0 }
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const value of score.values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  const sizes = new Float64Array(BINS * count)
  let total = 0
  for (let i = 0; i < pieces.length; i++) {
    const bin = Math.min(BINS - 1, Math.floor(((score.values[i] - min) / (max - min)) * BINS))
    const cell = cellAt(grade, i)
    if (!(bin >= 0) || cell === null) continue
    sizes[bin * count + Number(cell) - 1]++
    total++
  }
  const heights = Array.from({ length: BINS }, (_, bin) =>
    sizes.subarray(bin * count, (bin + 1) * count).reduce((a, b) => a + b, 0),
  )
  const tallest = Math.max(...heights, 1)
  const bars = heights.flatMap((_, bin) => {
    let from = 0
    return Array.from({ length: count }, (_, k) => {
      const size = sizes[bin * count + k] / tallest
      const bar = { bin, grade: k + 1, from, size }
      from += size
      return bar
    }).filter(({ size }) => size > 0)
  })
  return { bars, min, max, total }
}
