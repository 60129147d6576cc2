import { type Column, cellAt } from './table.ts'

/** A cell as conditions and classes name it: null is the empty text, numbers in their shortest form, dates as ISO 8601. */
export function cellText(column: Column, row: number): string {
  const value = cellAt(column, row)
  if (value === null) return ''
  return column.type === 'date' ? new Date(value as number).toISOString() : String(value)
}
