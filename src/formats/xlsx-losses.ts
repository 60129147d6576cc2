import type { Note } from '../core/errors.ts'
import type { EncodeInput } from './format.ts'
import { controlsDropped, datesAsText } from './write-losses.ts'
import { MOST_CHARACTERS, MOST_ROWS } from './xlsx-parts.ts'

/** Rows beyond a sheet's last, and texts and shapes longer than a cell. */
export function xlsxLosses(input: EncodeInput): readonly Note[] {
  const { table, rows } = input
  const notes: Note[] = []
  const count = rows?.length ?? table.length
  if (count > MOST_ROWS - 1)
    notes.push({ code: 'write.rowsDropped', detail: { format: 'XLSX', count, limit: MOST_ROWS - 1 }, level: 'warning' })
  const isLong = (text: string | null) => text !== null && text.length > MOST_CHARACTERS
  const long = table.columns.filter((column) => column.type === 'text' && column.dictionary.some(isLong)).map(({ name }) => name)
  // a vertex takes about thirty characters
  const { geometry } = table
  const shapes = geometry && geometry.kind !== 'point' && largestRow(geometry) * 30 > MOST_CHARACTERS
  if (shapes) long.push('WKT')
  if (long.length > 0)
    notes.push({
      code: 'write.textsCut',
      detail: { format: 'XLSX', limit: MOST_CHARACTERS, fields: long.join('、') },
      level: 'warning',
    })
  // a workbook's days begin with 1900
  const isBefore = (ms: number) => ms < Date.UTC(1900, 2, 1)
  return [...notes, ...controlsDropped(input, 'XLSX'), ...datesAsText(input, 'XLSX', isBefore)]
}
function largestRow({ rows, parts, rings }: NonNullable<EncodeInput['table']['geometry']>): number {
  let most = 0
  for (let row = 0; row + 1 < rows.length; row++) most = Math.max(most, rings[parts[rows[row + 1]]] - rings[parts[rows[row]]])
  return most
}
