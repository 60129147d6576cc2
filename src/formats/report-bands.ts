import { openFontBook } from '../core/print/font-book.ts'
import { naturalWidths } from './report-columns.ts'
import type { DocumentTable } from './report-document.ts'

const CELL_MM = 2.5
/** What an A4 page that lies across holds of letters that are read without a glass, at their usual size. */
const MOST_MM = 400

/** A table too wide for any paper as several, each with the words that name its rows; its columns of figures go on from one to the next. */
export function bandsOf(table: DocumentTable): readonly DocumentTable[] {
  const { columns, over } = table
  const widths = naturalWidths(table, CELL_MM, openFontBook([]).measure, MOST_MM)
  const all = [...columns.keys()]
  const names = all.filter((c) => !columns[c].isNumber)
  const widthOf = (part: readonly number[]) => part.reduce((sum, c) => sum + widths[c], 0)
  if (widthOf(all) <= MOST_MM || names.length === all.length) return [table]
  const figures = all.filter((c) => columns[c].isNumber)
  // of the like number of columns: a last one with two looks like a mistake
  const parts = Math.ceil(widthOf(figures) / Math.max(MOST_MM / 2, MOST_MM - widthOf(names)))
  const count = Math.ceil(figures.length / parts)
  const bands = Array.from({ length: Math.ceil(figures.length / count) }, (_, i) => figures.slice(i * count, (i + 1) * count))
  const isUnder = (c: number) => over !== null && c >= over.from && c < over.from + over.count
  return bands.map((band, i): DocumentTable => {
    const kept = all.filter((c) => names.includes(c) || band.includes(c))
    const under = kept.filter(isUnder)
    const pick = <T>(cells: readonly T[]) => kept.map((c) => cells[c])
    return {
      title: `${table.title} ${i + 1}/${bands.length}`,
      columns: pick(columns),
      rows: table.rows.map(pick),
      totals: table.totals && pick(table.totals),
      over: over && under.length > 0 ? { head: over.head, from: kept.indexOf(under[0]), count: under.length } : null,
      rest: i === bands.length - 1 ? table.rest : null,
    }
  })
}
