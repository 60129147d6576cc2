import { wrapText } from '../print/font-book.ts'
import { box, line, type Mark, type Measure, type TextMark } from '../print/marks.ts'

export const INK = '#000000'
export const QUIET = '#444444'
export const RULE = { line: INK, lineWidthMm: 0.2 }
export const FRAME = { line: INK, lineWidthMm: 0.5 }

export function text(words: string, x: number, y: number, sizeMm: number, more: Partial<TextMark> = {}): TextMark {
  return { kind: 'text', text: words, x, y, sizeMm, color: INK, ...more }
}

/** Letters smaller until a line holds them; at half their size they stay. */
export function fitted(
  words: string,
  x: number,
  y: number,
  sizeMm: number,
  widthMm: number,
  measure: Measure,
  more: Partial<TextMark> = {},
): TextMark {
  const width = measure(words, sizeMm)
  return text(words, x, y, width > widthMm ? Math.max(sizeMm / 2, (sizeMm * widthMm) / width) : sizeMm, more)
}

/** A line of words needs this much more than its letters. */
const LEADING = 1.2
const MOST_LINES = 3
/** Down to this of its size one line is better than two. */
const STILL_ONE = 0.8

/** Letters as large as a box holds them, in one line or in a few: never beyond it. */
function linesIn(words: string, sizeMm: number, widthMm: number, heightMm: number, measure: Measure) {
  const width = measure(words, sizeMm)
  let best = { sizeMm: width > widthMm ? (sizeMm * widthMm) / width : sizeMm, lines: [words] as readonly string[] }
  if (best.sizeMm >= sizeMm * STILL_ONE) return best
  for (let most = 2; most <= MOST_LINES; most++)
    for (let size = Math.min(sizeMm, heightMm / (most * LEADING)); size > best.sizeMm; size *= 0.96) {
      const lines = wrapText(words, size, widthMm, measure)
      if (lines.length <= most) best = { sizeMm: size, lines }
    }
  return best
}

/** Rising across a face, however long the word is in its language. */
export function watermark(words: string, x: number, y: number, widthMm: number, heightMm: number, measure: Measure): TextMark[] {
  if (!words) return []
  const lengthMm = Math.min(0.7 * widthMm, 0.7 * heightMm)
  const sizeMm = Math.min(20, lengthMm / measure(words, 1))
  const [sin, cos] = [Math.sin(RISING), Math.cos(RISING)]
  // the middle of its letters in the middle of the face
  const [u, v] = [x + widthMm / 2 - (sin * sizeMm) / 3, y + heightMm / 2 + (cos * sizeMm) / 3]
  return [text(words, u, v, sizeMm, { align: 'middle', opacity: 0.08, turnDeg: (RISING * 180) / Math.PI })]
}
const RISING = (-35 * Math.PI) / 180

/** A row of a form: heading and value in boxes beside each other. */
export function formRow(
  cells: readonly {
    readonly words: string
    readonly widthMm: number
    readonly isHead?: boolean
    readonly align?: 'start' | 'middle' | 'end'
  }[],
  x: number,
  y: number,
  heightMm: number,
  sizeMm: number,
  measure: Measure,
): Mark[] {
  const marks: Mark[] = []
  let at = x
  for (const { words, widthMm, isHead, align = isHead ? 'middle' : 'start' } of cells) {
    marks.push(box(at, y, widthMm, heightMm, RULE))
    const place = align === 'start' ? at + 1.2 : align === 'end' ? at + widthMm - 1.2 : at + widthMm / 2
    const { lines, sizeMm: size } = linesIn(words, sizeMm, widthMm - 2.4, heightMm, measure)
    const first = y + heightMm / 2 + size * (0.36 - ((lines.length - 1) * LEADING) / 2)
    if (words) marks.push(...lines.map((each, i) => text(each, place, first + i * size * LEADING, size, { align })))
    at += widthMm
  }
  return marks
}

/** Words with a line to write on behind them, where there is no value. */
export function signature(
  head: string,
  value: string,
  x: number,
  y: number,
  widthMm: number,
  sizeMm: number,
  measure: Measure,
): Mark[] {
  const from = x + measure(head, sizeMm) + 1
  return [
    text(head, x, y, sizeMm),
    value ? fitted(value, from, y, sizeMm, x + widthMm - from, measure) : line(from, y + 0.8, x + widthMm, y + 0.8, RULE),
  ]
}
