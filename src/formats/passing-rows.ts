import type { Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { usedRows } from '../core/used-rows.ts'
import type { EncodeInput, StreamInput } from './format.ts'

const SLICE_ROWS = 512

/** A layer that is written row by row: in memory, or in pieces that pass by. */
export interface PassingRows extends Omit<EncodeInput, 'rows'> {
  /** its columns, kind of shapes and system; whether it has rows does not count */
  readonly table: Table
  readonly count: number
  /** Rows in their order, from the first each time it is called. */
  pieces(task: Task): AsyncIterable<{ readonly table: Table; readonly rows: Uint32Array }>
}

export function rowsOfTable(input: EncodeInput): PassingRows {
  const { table } = input
  const rows = usedRows(input.rows, table.length)
  return {
    ...input,
    count: rows.length,
    async *pieces() {
      yield { table, rows }
    },
  }
}

export function rowsOfStream({ schema, pieces, ...rest }: StreamInput): PassingRows {
  return {
    ...rest,
    table: schema,
    async *pieces(task) {
      for await (const table of pieces(task)) yield { table, rows: usedRows(null, table.length) }
    },
  }
}

/** Some hundred rows at a time. @param work given also how many rows came before */
export async function eachSlice(
  { pieces, count }: Pick<PassingRows, 'pieces' | 'count'>,
  task: Task,
  work: (table: Table, rows: Uint32Array, before: number) => void,
): Promise<void> {
  let done = 0
  for await (const { table, rows } of pieces(task))
    for (let from = 0; from < rows.length; from += SLICE_ROWS) {
      const slice = rows.subarray(from, from + SLICE_ROWS)
      work(table, slice, done)
      done += slice.length
      task.progress(done / count, 'stage.write')
      await task.breathe()
    }
}
