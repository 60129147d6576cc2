import type { Measure } from '../core/print/marks.ts'
import type { DocumentTable } from './report-document.ts'

const MOST_COLUMN = 62
/** A table that would have to shrink below this share of its width lies across a page of its own. */
export const UPRIGHT_SHARE = 0.8

/** Widths of a table's columns as its words want them, millimetres; heads break into two lines where they have no room in one. */
export function naturalWidths(
  { columns, rows, totals }: DocumentTable,
  sizeMm: number,
  measure: Measure,
  roomMm: number,
): number[] {
  const cells = columns.map((_, c) =>
    Math.max(...[...rows.map((row) => row[c]), totals?.[c] ?? ''].map((text) => measure(text, sizeMm))),
  )
  const widths = (leastOf: (head: string) => number) =>
    columns.map(({ head }, c) => Math.min(MOST_COLUMN, Math.max(cells[c], leastOf(head)) + 3))
  const whole = widths((head) => measure(head, sizeMm))
  if (whole.reduce((sum, width) => sum + width, 0) <= roomMm) return whole
  // no word of a head is broken, nor its unit
  const longest = (head: string) =>
    Math.max(...(head.match(/[!-~]+|（[^（）]{1,6}）/g) ?? ['']).map((word) => measure(word, sizeMm)))
  return widths((head) => Math.max(measure(head, sizeMm) / 2, longest(head)))
}
