import type { Slices } from '../../core/slices.ts'
import { tsvInSlices } from '../parts/table-rows.ts'
import type { Figures } from './figures.ts'

/** The table as it stands, for a spreadsheet: plain numbers, words guarded, the sum row last. */
export function tsvOfFigures(figures: Figures, total: string): Slices<string> {
  const sums = Object.fromEntries(figures.columns.map(({ id, sum }) => [id, sum?.value ?? null]))
  return tsvInSlices(figures.rows, figures.columns, figures.levels[0] ? { ...sums, [figures.levels[0].id]: total } : sums)
}
