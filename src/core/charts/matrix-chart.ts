import { box, type Mark } from '../print/marks.ts'
import { type Chart, type ChartFrame, type ChartPart, fitText } from './chart.ts'

/** What is left as it was, of a transfer matrix. */
const KEPT = '#b7bfc1'
const NONE = '#f0eee8'

export interface MatrixLine {
  readonly name: string
  /** by column: ≥ 0 */
  readonly values: readonly number[]
}
/** Cells of the from line and the to column. */
export interface Matrix {
  readonly heads: readonly string[]
  readonly lines: readonly MatrixLine[]
  /** line and column are the same class: it stayed what it was, and does not set the scale */
  readonly isKept: (line: number, column: number) => boolean
}

/** Squares, the darker the larger; what stayed the same is grey. */
export function matrixChart(
  { heads, lines, isKept }: Matrix,
  words: { readonly kept: string; readonly most: string },
  { width, size, look, measure }: ChartFrame,
): Chart {
  const gap = size * 0.5
  const names = Math.min(width * 0.34, Math.max(0, ...lines.map(({ name }) => measure(name, size)))) + gap
  const cell = Math.min(size * 2.6, (width - names) / Math.max(1, heads.length))
  const headMm = Math.min(size * 8, Math.max(0, ...heads.map((head) => measure(head, size))))
  const isUpright = headMm > cell
  const top = (isUpright ? headMm : size) + gap
  const largest = Math.max(0, ...lines.flatMap(({ values }, l) => values.map((value, c) => (isKept(l, c) ? 0 : value))))
  const marks: Mark[] = heads.map((head, c): Mark => {
    const text = fitText(head, headMm, size, measure)
    const middle = names + (c + 0.5) * cell
    // read from below, over the middle of its column
    return isUpright
      ? { kind: 'text', text, x: middle + size * 0.35, y: top - gap, sizeMm: size, color: look.ink, turnDeg: -90 }
      : { kind: 'text', text, x: middle, y: top - gap, sizeMm: size, color: look.ink, align: 'middle' }
  })
  const parts: ChartPart[] = []
  for (const [l, { name, values }] of lines.entries()) {
    const y = top + l * cell
    const baseline = y + cell / 2 + size * 0.35
    const text = fitText(name, names - gap, size, measure)
    marks.push({ kind: 'text', text, x: names - gap, y: baseline, sizeMm: size, color: look.ink, align: 'end' })
    for (const [c, value] of values.entries()) {
      const [x0, y0, x1, y1] = [names + c * cell, y, names + (c + 1) * cell, y + cell]
      parts.push({
        of: l * heads.length + c,
        xy: [x0, y0, x1, y0, x1, y1, x0, y1],
        color: value <= 0 ? NONE : isKept(l, c) ? KEPT : shade(look.accent, largest > 0 ? value / largest : 0),
      })
    }
  }
  const foot = top + lines.length * cell + gap
  marks.push(...key(words, names, foot, { width, size, look, measure }))
  return { width, height: foot + size * 1.6, parts, marks }
}

/** What the colours mean, below the squares. */
function key(
  { kept, most }: { readonly kept: string; readonly most: string },
  left: number,
  top: number,
  { size, look, measure }: ChartFrame,
): Mark[] {
  const marks: Mark[] = []
  let x = left
  const put = (colors: readonly string[], text: string) => {
    for (const fill of colors) {
      marks.push(box(x, top + size * 0.3, size, size, { fill }))
      x += size
    }
    marks.push({ kind: 'text', text, x: x + size * 0.4, y: top + size * 1.15, sizeMm: size, color: look.quiet })
    x += measure(text, size) + size * 1.6
  }
  put([KEPT], kept)
  put(
    [0.02, 0.25, 1].map((share) => shade(look.accent, share)),
    most,
  )
  return marks
}

/** By the square root: a tenth of the largest is still seen. */
function shade(color: string, share: number): string {
  const depth = 0.12 + 0.88 * Math.sqrt(share)
  const mixed = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16)
    return Math.round(255 + (part - 255) * depth)
  })
  return `#${mixed.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
