import { line, type Mark } from '../print/marks.ts'
import { boxOutline, type Chart, type ChartFrame, type ChartPart, fitText } from './chart.ts'

export interface Bar {
  readonly name: string
  /** 0 and more have a bar; what is less has its figure alone */
  readonly value: number
  readonly words: string
  readonly color: string
}

/** All begin at the same place, so that their lengths can be compared. @param names 'above' where there is little width */
export function barChart(bars: readonly Bar[], frame: ChartFrame, names: 'above' | 'beside' = 'above'): Chart {
  const longest = Math.max(0, ...bars.map(({ value }) => value))
  const shareOf = ({ value }: Bar) => (longest > 0 && value > 0 ? value / longest : 0)
  return names === 'above' ? underNames(bars, shareOf, frame) : besideNames(bars, shareOf, frame)
}

/** One line a bar: its name and figure above it. */
function underNames(bars: readonly Bar[], shareOf: (bar: Bar) => number, { width, size, look, measure }: ChartFrame): Chart {
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
    parts.push({
      of,
      xy: boxOutline({ ...track, width: shareOf(bar) * width }),
      color: bar.color,
      hit: { x: 0, y: top - gap / 2, width, height: step },
    })
  }
  return { width, height: Math.max(0, bars.length * step - gap), parts, marks }
}

/** Its name before a bar, its figure behind it: read without a key of colours. */
function besideNames(bars: readonly Bar[], shareOf: (bar: Bar) => number, { width, size, look, measure }: ChartFrame): Chart {
  const gap = size * 0.6
  const step = size * 2
  const names = Math.min(width * 0.34, Math.max(0, ...bars.map(({ name }) => measure(name, size))) + gap)
  const figures = Math.max(0, ...bars.map(({ words }) => measure(words, size))) + gap
  const zero = names + gap
  const room = Math.max(2 * size, width - zero - figures)
  const marks: Mark[] = []
  const parts: ChartPart[] = []
  for (const [of, bar] of bars.entries()) {
    const top = of * step
    const y = top + step * 0.66
    const length = room * shareOf(bar)
    const name = fitText(bar.name, names, size, measure)
    marks.push({ kind: 'text', text: name, x: names, y, sizeMm: size, color: look.ink, align: 'end' })
    marks.push({ kind: 'text', text: bar.words, x: zero + length + gap * 0.7, y, sizeMm: size, color: look.quiet })
    parts.push({
      of,
      // clear of the line that they begin at
      xy: boxOutline({ x: zero + size * 0.06, y: top + step * 0.2, width: length, height: step * 0.6 }),
      color: bar.color,
      hit: { x: 0, y: top, width, height: step },
    })
  }
  const height = bars.length * step
  marks.push(line(zero, 0, zero, height, { line: look.ink, lineWidthMm: size * 0.06 }))
  return { width, height, parts, marks }
}
