import { AppError } from './errors.ts'
import type { Column, Table } from './table.ts'
import type { Task } from './task.ts'

/** Minimum x, minimum y, maximum x, maximum y. */
export type Box = readonly [number, number, number, number]

/**
 * A layer that stays in its file: rows are numbered by their place in it, and read as they are asked for. Boxes and coordinates in the
 * CRS of the file.
 */
export interface RangedLayer {
  readonly count: number
  /** of all rows; null: none has a shape */
  readonly extent: Box | null
  /** names and types of the columns, no rows */
  readonly schema: Table
  /** a row may have several parts */
  readonly isMulti: boolean
  /** Rows whose box meets one of the boxes that `meets` knows, ascending, with their boxes (four numbers a row). */
  rowsWhere(meets: (box: Box) => boolean, signal: AbortSignal, from?: number): Promise<RowBoxes>
  /** Boxes of rows; a row without shape has minimum > maximum. */
  boxesOf(rows: ArrayLike<number>, signal: AbortSignal): Promise<Float64Array>
  /** Where the bytes of rows (ascending, each once) begin and end in the file. */
  placesOf(rows: ArrayLike<number>, signal: AbortSignal): Promise<readonly (readonly [number, number])[]>
  /**
   * Some rows as a table, in their order.
   * @param rows ascending, each once
   * @throws AppError ranged.tooMuch when they are more than `mostBytes` of the file
   */
  read(rows: Uint32Array, task: Task, mostBytes?: number): Promise<Table>
  /** All rows in their order, some megabytes at a time. */
  pieces(task: Task): AsyncIterable<{ readonly first: number; readonly table: Table }>
}

export interface RowBoxes {
  readonly rows: Uint32Array
  readonly boxes: Float64Array
}

export function boxesMeet(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

/** Codes of a layer in order, by which rows are found without reading it. */
export interface CodeIndex {
  readonly fields: readonly string[]
  /** Rows whose code begins with a folded text, whole codes first, at most `limit`. */
  find(field: string, folded: string, limit: number, signal: AbortSignal): Promise<readonly number[]>
}

/** The fields of a layer one by one, each of all rows; the drawn areas are the field AREA_FIELD. */
export interface ColumnStore {
  /** of the rows that they have */
  readonly count: number
  readonly fields: readonly {
    readonly name: string
    readonly type: Column['type']
    /** as it is read */
    readonly bytes: number
    /** as it is kept, at most */
    readonly memory: number
  }[]
  read(field: string, task: Task): Promise<Column>
}

/**
 * How the reading of a file at an address goes: 'slow', an answer is overdue; 'retrying', it is asked again after a fault; 'lost', the last
 * attempt failed; 'changed', another file took its place; 'noRanges', the host gives whole files only, and this one is too large for that.
 */
export type RangeState = 'fine' | 'slow' | 'retrying' | 'lost' | 'changed' | 'noRanges'

/** What one answer may read of the features at once: some 140 000 parcels. */
export const MOST_ANSWER_BYTES = 64 << 20

/** What a layer that is made of one that passes by may have: some 350 000 parcels of twelve vertices. */
export const MOST_RESULT_VERTICES = 4_000_000

/** Rows that are read at a time, at most, where they are some of a layer. */
const ROWS_AT_ONCE = 16_384

/** All rows, or some, in their order, in pieces with the numbers of their rows. @param rows ascending; null: all */
export async function* passingRows(
  layer: RangedLayer,
  rows: Uint32Array | null,
  task: Task,
): AsyncGenerator<{ readonly numbers: Uint32Array; readonly table: Table }> {
  if (!rows) {
    for await (const { first, table } of layer.pieces(task))
      yield { numbers: Uint32Array.from({ length: table.length }, (_, i) => first + i), table }
    return
  }
  // how far a part is read says nothing of the whole
  const quiet = { ...task, progress: () => {} }
  let most = ROWS_AT_ONCE
  for (let from = 0; from < rows.length; ) {
    const numbers = rows.slice(from, from + most)
    const table = await partOf(layer, numbers, quiet)
    if (table) {
      yield { numbers, table }
      from += numbers.length
    } else most = Math.ceil(numbers.length / 2)
  }
}

/** null: they are more than is read at once, and can be parted */
async function partOf(layer: RangedLayer, rows: Uint32Array, task: Task): Promise<Table | null> {
  if (rows.length === 1) return layer.read(rows, task)
  try {
    return await layer.read(rows, task, MOST_ANSWER_BYTES)
  } catch (error) {
    if (error instanceof AppError && error.code === 'ranged.tooMuch') return null
    throw error
  }
}
