import type { Drawing } from './drawing.ts'
import { cutText, wrapText } from './font-book.ts'
import { line, type Mark, type Measure } from './marks.ts'

const INK = '#1d2b2f'
const QUIET = '#b9b4a6'

export interface BoxTable {
  readonly title: string
  readonly heads: readonly string[]
  /** the first column is words, the others are figures */
  readonly rows: readonly (readonly string[])[]
  readonly totals: readonly string[]
  /** of n rows that have no room */
  readonly rest: (n: number) => string
}

/** Of names, before a column of figures goes for them; millimetres on A4. */
const LEAST_NAME = 18

/** A table that stands on a map: as many rows as fit `mostMm`, how many are left out, and the sums, which are of all. @param factor 1 on A4 */
export function tableBox(
  table: BoxTable,
  mostMm: readonly [width: number, height: number],
  factor: number,
  measure: Measure,
): Drawing {
  const { title, heads, rows, totals } = table
  const sizeMm = 2.3 * factor
  const rowMm = 4.2 * factor
  const titleMm = 5.5 * factor
  const gap = 1.6 * factor
  const room = Math.max(1, Math.floor((mostMm[1] - titleMm - gap) / rowMm) - 2)
  const shown = rows.length > room ? rows.slice(0, Math.max(1, room - 1)) : rows
  const left = rows.length - shown.length
  const words = [...shown, ...(left > 0 ? [[table.rest(left)]] : []), totals]
  const figuresOf = (c: number) => Math.max(...words.map((row) => measure(row[c] ?? '', sizeMm)))
  const longestWord = (head: string) => Math.max(...head.split(/\s+/).map((word) => measure(word, sizeMm)))
  const natural = heads.map((head, c) => Math.max(measure(head, sizeMm), figuresOf(c)) + 2 * gap)
  const sum = (widths: readonly number[]) => widths.reduce((all, width) => all + width, 0)
  // where there is no room headings take several lines, then names are cut, then columns are left out from the last; the first two always stand
  const isTight = sum(natural) > mostMm[0]
  const narrow = isTight ? heads.map((head, c) => Math.max(longestWord(head), figuresOf(c)) + 2 * gap) : natural
  const leastFirst = Math.min(natural[0], LEAST_NAME * factor)
  let count = heads.length
  while (count > 2 && leastFirst + sum(narrow.slice(1, count)) > mostMm[0]) count--
  const figures = narrow.slice(1, count)
  const first = Math.max(8 * factor, Math.min(natural[0], mostMm[0] - sum(figures)))
  const widths = [first, ...figures]
  const headLines = heads.slice(0, count).map((head, c) => wrapText(head, sizeMm, widths[c] - gap, measure))
  const widthMm = Math.max(sum(widths), Math.min(mostMm[0], measure(title, 2.8 * factor)))
  const marks: Mark[] = [
    {
      kind: 'text',
      text: cutText(title, 2.8 * factor, widthMm, measure),
      x: 0,
      y: 3.6 * factor,
      sizeMm: 2.8 * factor,
      color: INK,
      isBold: true,
    },
  ]
  let y = titleMm
  const rule = (width: number, color = INK) => marks.push(line(0, y, widthMm, y, { line: color, lineWidthMm: width * factor }))
  const put = (row: readonly string[], isBold: boolean) => {
    let right = 0
    widths.forEach((width, c) => {
      right += width
      const text = row[c] ?? ''
      if (text === '') return
      const isFigure = c > 0
      marks.push({
        kind: 'text',
        text: cutText(text, sizeMm, width - gap, measure),
        x: isFigure ? right - gap * 0.5 : right - width + gap * 0.5,
        y: y + rowMm * 0.7,
        sizeMm,
        color: INK,
        align: isFigure ? 'end' : 'start',
        isBold,
      })
    })
    y += rowMm
  }
  rule(0.25)
  // a heading of one line stands over its figures, next to the rule
  const most = Math.max(...headLines.map((lines) => lines.length))
  for (let i = 0; i < most; i++) {
    put(
      headLines.map((lines) => lines[lines.length - most + i] ?? ''),
      true,
    )
    if (i < most - 1) y -= rowMm - sizeMm * 1.25
  }
  rule(0.15)
  for (const row of words.slice(0, -1)) {
    put(row, false)
    rule(0.05, QUIET)
  }
  put(totals, true)
  rule(0.25)
  return { widthMm, heightMm: y + gap, marks }
}
