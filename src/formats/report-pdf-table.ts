import { wrapText } from '../core/print/font-book.ts'
import { line, type Measure, type TextMark } from '../core/print/marks.ts'
import { naturalWidths, UPRIGHT_SHARE } from './report-columns.ts'
import type { DocumentTable } from './report-document.ts'
import { INK, MARGIN, type PageFlow, QUIET, UPRIGHT_ROOM } from './report-pdf-flow.ts'

const CELL = 2.5
const ROW = 4.8
/** Of a line of letters to the next, times their size. */
const LEAD = 1.3

/** A table whose head comes again on each page, whose cells are as high as their words need, and which lies across where it is wide. */
export function putTable(flow: PageFlow, table: DocumentTable, measure: Measure): void {
  const { title, columns, rows, totals, over, rest } = table
  const natural = naturalWidths(table, CELL, measure, UPRIGHT_ROOM)
  const wanted = natural.reduce((sum, width) => sum + width, 0)
  flow.stand(UPRIGHT_ROOM / wanted < UPRIGHT_SHARE)
  const scale = Math.min(1, flow.room / wanted)
  const sizeMm = CELL * scale
  const leadMm = sizeMm * LEAD
  const widths = natural.map((width) => width * scale)
  const lefts = widths.map((_, c) => MARGIN + widths.slice(0, c).reduce((sum, width) => sum + width, 0))
  const right = MARGIN + wanted * scale
  const heads = columns.map(({ head }, c) => wrapText(head, sizeMm, widths[c] - 2, measure))
  const overMm = over ? sizeMm * 1.8 : 0
  const headMm = Math.max(...heads.map(({ length }) => length)) * leadMm + 2

  const put = (text: string, c: number, y: number, more: Partial<TextMark> = {}) => {
    const { isNumber } = columns[c]
    const [x, align] = isNumber ? [lefts[c] + widths[c] - 1, 'end' as const] : [lefts[c] + 0.5, 'start' as const]
    flow.put({ kind: 'text', text, x, y, sizeMm, color: INK, align, ...more })
  }
  const rule = (lineWidthMm: number) => flow.put(line(MARGIN, flow.y, right, flow.y, { line: INK, lineWidthMm }))
  const head = () => {
    if (over) {
      const end = over.from + over.count - 1
      const [from, to] = [lefts[over.from], lefts[end] + widths[end]]
      const y = flow.y + leadMm
      put(over.head, over.from, y, { x: (from + to) / 2, align: 'middle', isBold: true })
      flow.put(line(from + 0.5, y + sizeMm * 0.4, to - 0.5, y + sizeMm * 0.4, { line: INK, lineWidthMm: 0.15 }))
      flow.y += overMm
    }
    for (const [c, lines] of heads.entries())
      for (const [i, text] of lines.entries()) put(text, c, flow.y + (i + 1) * leadMm, { isBold: true })
    flow.y += headMm
    rule(0.25)
  }
  const again = () => {
    flow.turn()
    head()
  }
  /** How many lines of a row have room from a place on. */
  const linesFrom = (y: number) => Math.floor((flow.bottom - y - ROW) / leadMm) + 1
  const row = (texts: readonly string[], more: Partial<TextMark> = {}) => {
    // no figure is broken
    const cells = texts.map((text, c) => (columns[c].isNumber ? [text] : wrapText(text, sizeMm, widths[c] - 1.5, measure)))
    const count = Math.max(1, ...cells.map(({ length }) => length))
    const most = linesFrom(MARGIN + overMm + headMm)
    if (linesFrom(flow.y) < Math.min(count, most)) again()
    for (let from = 0; from < count; ) {
      if (from > 0) again()
      const lines = Math.min(count - from, Math.max(1, linesFrom(flow.y)))
      for (const [c, cell] of cells.entries())
        for (const [i, text] of cell.slice(from, from + lines).entries())
          if (text) put(text, c, flow.y + ROW * 0.7 + i * leadMm, more)
      flow.y += ROW + (lines - 1) * leadMm
      from += lines
    }
  }

  flow.heading(title, overMm + headMm + 2 * ROW)
  head()
  for (const texts of rows) {
    row(texts)
    rule(0.05)
  }
  if (totals) {
    rule(0.25)
    row(totals, { isBold: true })
  }
  if (rest) flow.paragraph(rest, 2.5, { color: QUIET })
}
