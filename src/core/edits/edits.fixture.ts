import { AppError } from '../errors.ts'
import { type CellValue, cellAt, findColumn, type Table } from '../table.ts'

/** A cell by the name of its field; undefined: there is no such field. */
export function cellOf(from: Table, field: string, row: number): CellValue | undefined {
  const column = findColumn(from, field)
  return column && cellAt(column, row)
}

/** What the work is refused with; 'nothing': it is done. */
export function refusal(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
  return 'nothing'
}
