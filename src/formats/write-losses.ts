import type { Note } from '../core/errors.ts'
import type { Column, Geometry } from '../core/table.ts'
import { usedRows } from '../core/used-rows.ts'
import type { EncodeInput } from './format.ts'

/** What several formats lose alike. Each gives a note, or none. */
type Losses = readonly Note[]
const warning = (code: string, detail: Note['detail']): Losses => [{ code, detail, level: 'warning' }]

/** Letters without a place in XML 1.0, and in lines of text: they are left out. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g

/** Rows without a shape have no place among shapes. */
export function shapelessDropped({ table, rows }: EncodeInput, format: string): Losses {
  const { geometry } = table
  const count = geometry ? countRows(geometry, usedRows(rows, table.length), (parts) => parts === 0) : 0
  return count > 0 ? warning('write.shapelessDropped', { format, count }) : []
}
/** Each point of a row of several becomes one of its own. */
export function pointsSplit({ table, rows }: EncodeInput, format: string): Losses {
  const { geometry } = table
  if (geometry?.kind !== 'point') return []
  const count = countRows(geometry, usedRows(rows, table.length), (parts) => parts > 1)
  return count > 0 ? warning('write.pointsSplit', { format, count }) : []
}
function countRows(geometry: Geometry, rows: Uint32Array, isMeant: (parts: number) => boolean): number {
  let count = 0
  for (const row of rows) if (isMeant(geometry.rows[row + 1] - geometry.rows[row])) count++
  return count
}

/** Values with letters that the format cannot hold. */
export function controlsDropped(input: EncodeInput, format: string, pattern: RegExp = CONTROLS): Losses {
  const count = countTexts(input, (text) => text.search(pattern) >= 0)
  return count > 0 ? warning('write.controlsDropped', { format, count }) : []
}
export function countTexts({ table, rows }: EncodeInput, isMeant: (text: string) => boolean): number {
  let count = 0
  for (const column of table.columns) {
    if (column.type !== 'text') continue
    const meant = column.dictionary.map((text) => text !== null && isMeant(text))
    if (meant.includes(true)) for (const row of usedRows(rows, table.length)) count += Number(meant[column.codes[row]])
  }
  return count
}

/** Dates that the format holds as text. @param isText of a moment; one is enough for its field */
export function datesAsText({ table, rows }: EncodeInput, format: string, isText: (ms: number) => boolean = () => true): Losses {
  const used = usedRows(rows, table.length)
  const isMeant = (column: Column) =>
    column.type === 'date' && used.some((row) => !Number.isNaN(column.values[row]) && isText(column.values[row]))
  const fields = table.columns.filter(isMeant).map(({ name }) => name)
  return fields.length > 0 ? [{ code: 'write.datesAsText', detail: { format, fields: fields.join('、') }, level: 'info' }] : []
}
