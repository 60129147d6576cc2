import { AppError } from '../errors.ts'
import { type CellValue, type Column, cellAt, findColumn, type Table } from '../table.ts'

/** A row's polygon, line or points in the table's CRS: parts → rings → x0, y0, x1, y1 …; rings closed. */
export type RowShape = readonly (readonly (readonly number[])[])[]

export interface Change<T> {
  readonly before: T
  readonly after: T
}

/**
 * 编辑: what a user changed in a layer since its file was read, by row (as a decimal string) of that file's table. JSON through and
 * through; the table itself is never touched. The old values are kept beside the new, so that the list of changes can be written
 * also when the file is gone.
 */
export interface Edits {
  readonly cells: Readonly<Record<string, Readonly<Record<string, Change<CellValue>>>>>
  readonly shapes: Readonly<Record<string, Change<RowShape>>>
}

export const NO_EDITS: Edits = { cells: {}, shapes: {} }

export function isEdited(edits: Edits | null): edits is Edits {
  return edits !== null && (Object.keys(edits.cells).length > 0 || Object.keys(edits.shapes).length > 0)
}

export interface EditCounts {
  /** rows with any change */
  readonly rows: number
  readonly cells: number
  readonly shapes: number
}
export function countEdits(edits: Edits): EditCounts {
  const rows = new Set([...Object.keys(edits.cells), ...Object.keys(edits.shapes)])
  const cells = Object.values(edits.cells).reduce((sum, fields) => sum + Object.keys(fields).length, 0)
  return { rows: rows.size, cells, shapes: Object.keys(edits.shapes).length }
}

/** The original value back makes no change any more. Entries are put in order, so that equal edits are equal text. */
export function withChange<T>(
  changes: Readonly<Record<string, Change<T>>>,
  key: string,
  original: T,
  after: T,
  isSame: (a: T, b: T) => boolean,
): Readonly<Record<string, Change<T>>> {
  const { [key]: known, ...others } = changes
  const before = known ? known.before : original
  return isSame(before, after) ? others : inOrder({ ...others, [key]: { before, after } })
}

function inOrder<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * Sets one value.
 * @param table the layer's table as its file has it, or with earlier edits applied
 * @throws AppError edit.noField, edit.noRow, edit.type where the column cannot hold the value
 */
export function editCell(edits: Edits, table: Table, row: number, field: string, after: CellValue): Edits {
  const column = findColumn(table, field)
  if (!column) throw new AppError('edit.noField', { field })
  if (!(row >= 0 && row < table.length)) throw new AppError('edit.noRow', { row: row + 1 })
  if (after !== null && !holds(column, after)) throw new AppError('edit.type', { field, type: column.type })
  const { [row]: known = {}, ...others } = edits.cells
  const fields = withChange<CellValue>(known, field, cellAt(column, row), after, Object.is)
  return { ...edits, cells: Object.keys(fields).length > 0 ? inOrder({ ...others, [row]: fields }) : others }
}

function holds(column: Column, value: CellValue): boolean {
  if (column.type === 'text') return typeof value === 'string'
  if (column.type === 'boolean') return typeof value === 'boolean'
  return typeof value === 'number' && Number.isFinite(value)
}

/** Forgets what was changed in one row, or in one field of it. */
export function withoutEdits(edits: Edits, row: number, field?: string): Edits {
  const { [row]: fields, ...cells } = edits.cells
  if (field !== undefined && fields) {
    const { [field]: _, ...rest } = fields
    return { ...edits, cells: Object.keys(rest).length > 0 ? inOrder({ ...cells, [row]: rest }) : cells }
  }
  const { [row]: __, ...shapes } = edits.shapes
  return { cells, shapes }
}

/**
 * A name for what the edits make of a table: the same edits give the same name, on every device.
 * 53 bits of two 32-bit FNV-like sums; they tell versions of one layer apart, not forgeries.
 */
export function editsMark(edits: Edits): string {
  const text = JSON.stringify(edits)
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x9e3779b1)
    b = Math.imul(b ^ code, 0x5f356495)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}
