import type { Drawing } from '../print/drawing.ts'
import { box, type Mark, type Measure, shifted } from '../print/marks.ts'
import type { ReportChart, Rings } from '../report-chart.ts'
import { barChart } from './bar-chart.ts'
import { type Chart, type ChartFrame, fitText, PAPER_LOOK } from './chart.ts'
import { chartMarks } from './chart-marks.ts'
import { matrixChart } from './matrix-chart.ts'
import { ringChart } from './ring-chart.ts'

/** Letters of 2.5 mm on A4. */
const SIZE_MM = 2.5
/** Where there is as much width, the key stands beside the rings. */
const WIDE = 48
const MOST_RING_MM = 76

/** The chart of a result with its caption, as it stands on a page. @param factor 1 on A4 */
export function paperChart(chart: ReportChart, widthMm: number, factor: number, measure: Measure): Drawing {
  const frame: ChartFrame = { width: widthMm, size: SIZE_MM * factor, look: PAPER_LOOK, measure }
  const head = chart.caption ? 6 * factor : 0
  const marks: Mark[] = []
  if (chart.caption) {
    const sizeMm = 2.8 * factor
    const text = fitText(chart.caption, widthMm, sizeMm, measure)
    marks.push({ kind: 'text', text, x: 0, y: 3.4 * factor, sizeMm, color: PAPER_LOOK.ink, isBold: true })
  }
  const body = bodyOf(chart, frame, factor)
  marks.push(...body.marks.map((mark) => shifted(mark, 0, head)))
  return { widthMm, heightMm: head + body.heightMm + 1.5 * factor, marks }
}

function bodyOf(chart: ReportChart, frame: ChartFrame, factor: number): Pick<Drawing, 'heightMm' | 'marks'> {
  if (chart.kind === 'rings') return rings(chart, frame, factor)
  const drawn: Chart =
    chart.kind === 'bars'
      ? barChart(chart.bars, frame, 'beside')
      : matrixChart(chart.matrix, chart, { ...frame, size: frame.size * 0.92 })
  return { heightMm: drawn.height, marks: chartMarks(drawn) }
}

/** Rings with the whole in their middle, and a key a ring. */
function rings(
  { sectors, colors, levels, total }: Rings,
  frame: ChartFrame,
  factor: number,
): Pick<Drawing, 'heightMm' | 'marks'> {
  const { width, size, look, measure } = frame
  const isWide = width >= WIDE * size
  const side = Math.min(isWide ? width * 0.42 : width, MOST_RING_MM * factor)
  const ring = ringChart(sectors, colors, levels.length, { width: side })
  const left = isWide ? 0 : (width - side) / 2
  const marks = chartMarks(ring).map((mark) => shifted(mark, left, 0))
  const middle = fitText(total, side * 0.34, size, measure)
  marks.push({
    kind: 'text',
    text: middle,
    x: left + side / 2,
    y: side / 2 + size * 0.35,
    sizeMm: size,
    color: look.ink,
    align: 'middle',
    isBold: true,
  })
  const gap = size * 2
  const keys = isWide ? { x: side + gap, y: 0, width: width - side - gap } : { x: 0, y: side + size, width }
  const each = (keys.width - (levels.length - 1) * size) / levels.length
  const step = size * 1.75
  let bottom = side
  for (const [level, { head, entries }] of levels.entries()) {
    const x = keys.x + level * (each + size)
    let y = keys.y + size
    const put = (text: string, at: number, room: number, isBold = false) =>
      marks.push({ kind: 'text', text: fitText(text, room, size, measure), x: at, y, sizeMm: size, color: look.ink, isBold })
    put(head, x, each, true)
    for (const { name, words, color } of entries) {
      y += step
      const share = measure(words, size)
      marks.push(box(x, y - size * 0.85, size, size, { fill: color, line: '#9aa5a8', lineWidthMm: 0.04 * size }))
      put(name, x + size * 1.5, each - size * 2.2 - share)
      marks.push({ kind: 'text', text: words, x: x + each, y, sizeMm: size, color: look.quiet, align: 'end' })
    }
    bottom = Math.max(bottom, y + size * 0.6)
  }
  return { heightMm: bottom, marks }
}
