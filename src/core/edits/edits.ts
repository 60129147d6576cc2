import { contentMark } from '../content-mark.ts'
import { AppError } from '../errors.ts'
import { type CellValue, type Column, cellAt, findColumn, type Table } from '../table.ts'

/** A row's polygon, line or points in the table's CRS: parts → rings → x0, y0, x1, y1 …; rings closed. */
export type RowShape = readonly (readonly (readonly number[])[])[]

export interface Change<T> {
  readonly before: T
  readonly after: T
}

/** 分割: a part that was cut off. It has the values of a row of the file where `cells` names no others. */
export interface AddedRow {
  /** its number: counted on from the rows of the file */
  readonly row: number
  /** of the file */
  readonly from: number
  readonly shape: RowShape
}
/** 合并: both by their numbers as `cells` has them. */
export interface GoneRow {
  readonly row: number
  readonly into: number
}

/**
 * 编辑: what a user changed in a layer since its file was read, by row (as a decimal string) of that file's table, or by the
 * number of an added row. JSON through and through; the table itself is never touched. The old values are kept beside the new, so that the list of changes can be written
 * also when the file is gone.
 */
export interface Edits {
  /** rows that came by cutting; left out: none */
  readonly added?: readonly AddedRow[]
  /** rows that went into others, ascending; left out: none */
  readonly gone?: readonly GoneRow[]
  readonly cells: Readonly<Record<string, Readonly<Record<string, Change<CellValue>>>>>
  readonly shapes: Readonly<Record<string, Change<RowShape>>>
}

export const NO_EDITS: Edits = { cells: {}, shapes: {} }

export function isEdited(edits: Edits | null): edits is Edits {
  return edits !== null && (Object.keys(edits.cells).length > 0 || Object.keys(edits.shapes).length > 0 || hasOtherRows(edits))
}

/** Whether rows were cut or merged, so that they have other numbers than in the file. */
export function hasOtherRows(edits: Edits | null | undefined): boolean {
  return Boolean(edits?.added?.length || edits?.gone?.length)
}

/** The number that edits know a row of the edited table by. */
export function fileRow(edits: Edits | null, row: number): number {
  let at = row
  for (const gone of edits?.gone ?? []) if (gone.row <= at) at++
  return at
}

/** The row of the edited table that edits know by a number; null: it went into another. */
export function editedRow(edits: Edits | null, row: number): number | null {
  let at = row
  for (const gone of edits?.gone ?? []) {
    if (gone.row === row) return null
    if (gone.row < row) at--
  }
  return at
}

export interface EditCounts {
  /** rows with any change */
  readonly rows: number
  readonly cells: number
  readonly shapes: number
  /** rows that came by cutting */
  readonly added: number
  /** rows that went into others */
  readonly gone: number
}
export function countEdits(edits: Edits): EditCounts {
  const { added = [], gone = [] } = edits
  const rows = new Set([
    ...Object.keys(edits.cells),
    ...Object.keys(edits.shapes),
    ...[...added, ...gone].map(({ row }) => String(row)),
  ])
  const cells = Object.values(edits.cells).reduce((sum, fields) => sum + Object.keys(fields).length, 0)
  return { rows: rows.size, cells, shapes: Object.keys(edits.shapes).length, added: added.length, gone: gone.length }
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
  return withCell(edits, fileRow(edits, row), field, cellAt(column, row), after)
}

/** @param at as `fileRow` gives it @param original the value without edits */
export function withCell(edits: Edits, at: number, field: string, original: CellValue, after: CellValue): Edits {
  const { [at]: known = {}, ...others } = edits.cells
  const fields = withChange<CellValue>(known, field, original, after, Object.is)
  return { ...edits, cells: Object.keys(fields).length > 0 ? inOrder({ ...others, [at]: fields }) : others }
}

function holds(column: Column, value: CellValue): boolean {
  if (column.type === 'text') return typeof value === 'string'
  if (column.type === 'boolean') return typeof value === 'boolean'
  return typeof value === 'number' && Number.isFinite(value)
}

/** Forgets what was changed in one row, or in one field of it; that it was cut or merged stays. @param of a row of the edited table */
export function withoutEdits(edits: Edits, of: number, field?: string): Edits {
  const row = fileRow(edits, of)
  const { [row]: fields, ...cells } = edits.cells
  if (field !== undefined && fields) {
    const { [field]: _, ...rest } = fields
    return { ...edits, cells: Object.keys(rest).length > 0 ? inOrder({ ...cells, [row]: rest }) : cells }
  }
  const { [row]: __, ...shapes } = edits.shapes
  return { ...edits, cells, shapes }
}

/** A name for what the edits make of a table: the same edits give the same name. */
export function editsMark(edits: Edits): string {
  return contentMark(JSON.stringify(edits))
}
