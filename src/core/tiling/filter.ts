import type { Condition } from '../symbology.ts'
import { type Column, cellAt, findColumn, type Table } from '../table.ts'

/** A cell as conditions and classes name it: null is the empty text, numbers in their shortest form, dates as ISO 8601. */
export function cellText(column: Column, row: number): string {
  const value = cellAt(column, row)
  if (value === null) return ''
  return column.type === 'date' ? new Date(value as number).toISOString() : String(value)
}

/**
 * Which rows meet all conditions: 1 or 0 a row; null when there is no condition.
 * A condition on a field that the table lacks is met by no row.
 */
export function passing(table: Table, conditions: readonly Condition[]): Uint8Array | null {
  if (conditions.length === 0) return null
  const mask = new Uint8Array(table.length).fill(1)
  for (const { field, values } of conditions) {
    const column = findColumn(table, field)
    const wanted = new Set(values)
    if (!column) mask.fill(0)
    else if (column.type === 'text') {
      const isWanted = Uint8Array.from(column.dictionary, (word) => (wanted.has(word ?? '') ? 1 : 0))
      for (let row = 0; row < mask.length; row++) mask[row] &= isWanted[column.codes[row]]
    } else {
      for (let row = 0; row < mask.length; row++) if (mask[row]) mask[row] = wanted.has(cellText(column, row)) ? 1 : 0
    }
  }
  return mask
}

/** Rows that a filter leaves, ascending. */
export function passingRows(table: Table, conditions: readonly Condition[]): Uint32Array {
  const mask = passing(table, conditions)
  const rows = new Uint32Array(table.length)
  let count = 0
  for (let row = 0; row < table.length; row++) if (!mask || mask[row]) rows[count++] = row
  return rows.slice(0, count)
}
