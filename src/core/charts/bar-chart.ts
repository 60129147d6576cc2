import type { Mark } from '../print/marks.ts'
import { boxOutline, type Chart, type ChartFrame, type ChartPart, fitText } from './chart.ts'

export interface Bar {
  readonly name: string
  /** 0 and more have a bar; what is less has its figure alone */
  readonly value: number
  readonly words: string
  readonly color: string
}

/** One line a bar: its name and figure above it. All begin at the same place, so that their lengths can be compared. */
export function barChart(bars: readonly Bar[], { width, size, look, measure }: ChartFrame): Chart {
  const longest = Math.max(0, ...bars.map(({ value }) => value))
  const [text, thick, gap] = [size * 1.35, size * 0.55, size * 0.75]
  const step = text + thick + gap
  const marks: Mark[] = []
  const parts: ChartPart[] = []
  for (const [of, bar] of bars.entries()) {
    const top = of * step
    const room = width - measure(bar.words, size) - size
    const name = fitText(bar.name, Math.max(size, room), size, measure)
    marks.push({ kind: 'text', text: name, x: 0, y: top + size, sizeMm: size, color: look.ink })
    marks.push({ kind: 'text', text: bar.words, x: width, y: top + size, sizeMm: size, color: look.quiet, align: 'end' })
    const track = { x: 0, y: top + text, width, height: thick }
    marks.push({
      kind: 'shapes',
      paths: { xy: boxOutline(track), starts: [0, 4], isClosed: true },
      paint: { fill: look.ground },
    })
    const length = longest > 0 && bar.value > 0 ? (bar.value / longest) * width : 0
    parts.push({
      of,
      xy: boxOutline({ ...track, width: length }),
      color: bar.color,
      hit: { x: 0, y: top - gap / 2, width, height: step },
    })
  }
  return { width, height: Math.max(0, bars.length * step - gap), parts, marks }
}
