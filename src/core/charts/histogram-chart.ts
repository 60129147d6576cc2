import { line, type Mark } from '../print/marks.ts'
import { boxOutline, type Chart, type ChartFrame, type ChartPart } from './chart.ts'

export interface HistogramData {
  readonly counts: readonly number[]
  /** at the limits of bins, one more than there are */
  readonly limits: readonly string[]
  /** of the greatest count */
  readonly most: string
  /** of the limits; '' for none */
  readonly unit: string
  readonly color: string
}

/** Columns side by side over an axis with as many limits as have room. */
export function histogramChart({ counts, limits, most, unit, color }: HistogramData, frame: ChartFrame): Chart {
  const { width, size, look, measure } = frame
  const small = size * 0.92
  const plot = { x: 0, y: size * 1.5, width, height: size * 7.5 }
  const bottom = plot.y + plot.height
  const tallest = Math.max(0, ...counts)
  const step = width / Math.max(1, counts.length)
  const marks: Mark[] = [
    line(0, bottom, width, bottom, { line: look.line, lineWidthMm: size * 0.08 }),
    { kind: 'text', text: most, x: 0, y: size, sizeMm: small, color: look.quiet },
    { kind: 'text', text: unit, x: width, y: size, sizeMm: small, color: look.quiet, align: 'end' },
  ]
  const parts = counts.map((count, of): ChartPart => {
    // few among many are still seen
    const height = count === 0 ? 0 : Math.max(size * 0.12, (count / tallest) * plot.height)
    const gap = Math.min(step * 0.12, size * 0.12)
    return {
      of,
      xy: boxOutline({ x: of * step + gap / 2, y: bottom - height, width: step - gap, height }),
      color,
      hit: { x: of * step, y: plot.y, width: step, height: plot.height },
    }
  })
  let free = Number.NEGATIVE_INFINITY
  const every = labelStep(limits, step, small, measure)
  for (let i = 0; i < limits.length; i += every) {
    const half = measure(limits[i], small) / 2
    const x = Math.min(width - half, Math.max(half, i * step))
    if (x - half < free) continue
    free = x + half + small
    marks.push({ kind: 'text', text: limits[i], x, y: bottom + size * 1.25, sizeMm: small, color: look.quiet, align: 'middle' })
    marks.push(line(i * step, bottom, i * step, bottom + size * 0.3, { line: look.line, lineWidthMm: size * 0.08 }))
  }
  return { width, height: bottom + size * 1.6, parts, marks, plot }
}

/** Every how many limits have their words beside each other. */
function labelStep(limits: readonly string[], step: number, size: number, measure: ChartFrame['measure']): number {
  const widest = Math.max(0, ...limits.map((limit) => measure(limit, size)))
  return Math.max(1, Math.ceil((widest + size) / Math.max(step, 1e-9)))
}
