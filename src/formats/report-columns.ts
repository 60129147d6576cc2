import type { Measure } from '../core/print/marks.ts'
import type { DocumentTable } from './report-document.ts'

const MOST_COLUMN = 62
/** Lines that are looked at: the widest of some hundred is wide enough. */
const SAMPLE = 400

/** Widths of a table's columns as its words want them, millimetres; heads may break into two lines. */
export function naturalWidths({ columns, rows, totals }: DocumentTable, sizeMm: number, measure: Measure): number[] {
  const sample = rows.slice(0, SAMPLE)
  return columns.map(({ head }, c) => {
    const cells = [...sample.map((row) => row[c]), totals?.[c] ?? ''].map((text) => measure(text, sizeMm))
    return Math.min(MOST_COLUMN, Math.max(...cells, measure(head, sizeMm) / 2) + 3)
  })
}
