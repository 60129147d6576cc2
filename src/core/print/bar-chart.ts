import { cutText } from './font-book.ts'
import { box, line, type Mark, type Measure } from './marks.ts'

const INK = '#1d2b2f'
const QUIET = '#55666b'
const BAR = '#0f6b62'
const REST = '#b9b4a6'

export interface Bar {
  readonly label: string
  readonly value: number
  /** the value as it is printed */
  readonly text: string
  /** stands for several that are not shown */
  readonly isRest?: boolean
}
/** Marks from the upper left corner. */
export interface Drawing {
  readonly widthMm: number
  readonly heightMm: number
  readonly marks: readonly Mark[]
}

/** Bars from a common zero, each with its name before and its figure behind it: read without a key of colours. @param factor 1 on A4 */
export function barChart(caption: string, bars: readonly Bar[], widthMm: number, factor: number, measure: Measure): Drawing {
  const sizeMm = 2.5 * factor
  const rowMm = 5 * factor
  const head = caption ? 6 * factor : 0
  const gap = 1.5 * factor
  const labelMm = Math.min(widthMm * 0.34, Math.max(...bars.map(({ label }) => measure(label, sizeMm))) + gap)
  const figureMm = Math.max(...bars.map(({ text }) => measure(text, sizeMm))) + gap
  const room = Math.max(5 * factor, widthMm - labelMm - gap - figureMm)
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE)
  const zero = labelMm + gap
  const heightMm = head + bars.length * rowMm + gap
  const marks: Mark[] = []
  if (caption) {
    const text = cutText(caption, 2.8 * factor, widthMm, measure)
    marks.push({ kind: 'text', text, x: 0, y: 3.4 * factor, sizeMm: 2.8 * factor, color: INK, isBold: true })
  }
  bars.forEach(({ label, value, text, isRest }, i) => {
    const top = head + i * rowMm
    const baseline = top + rowMm * 0.66
    const length = (room * value) / most
    const words = cutText(label, sizeMm, labelMm, measure)
    marks.push(
      { kind: 'text', text: words, x: labelMm, y: baseline, sizeMm, color: INK, align: 'end' },
      box(zero, top + rowMm * 0.2, Math.max(0.1, length), rowMm * 0.6, { fill: isRest ? REST : BAR }),
      { kind: 'text', text, x: zero + length + gap * 0.7, y: baseline, sizeMm, color: QUIET },
    )
  })
  marks.push(line(zero, head, zero, heightMm - gap, { line: INK, lineWidthMm: 0.15 * factor }))
  return { widthMm, heightMm, marks }
}
