import { cellText } from '../cell-text.ts'
import { AppError } from '../errors.ts'
import { compileExpression } from '../expression/compile.ts'
import { readExpression } from '../expression/read-expression.ts'
import { schemaOf } from '../expression/table-schema.ts'
import { type PlaceCondition, placeRows } from '../query/place-condition.ts'
import type { Condition } from '../symbology.ts'
import { type Column, findColumn, type Table } from '../table.ts'

/**
 * Which rows meet all conditions: 1 or 0 a row; null when there is no condition.
 * A condition on a field that the table lacks is met by no row.
 */
export function passing(table: Table, conditions: readonly Condition[]): Uint8Array | null {
  if (conditions.length === 0) return null
  const mask = new Uint8Array(table.length).fill(1)
  for (const { field, values, range, expression, place } of conditions) {
    if (place) {
      keepListed(mask, place)
      continue
    }
    if (expression !== undefined) {
      keepTrue(mask, table, expression)
      continue
    }
    const column = findColumn(table, field)
    const wanted = new Set(values)
    if (!column) mask.fill(0)
    else if (range) keepWithin(mask, column, range)
    else if (column.type === 'text') {
      const isWanted = Uint8Array.from(column.dictionary, (word) => (wanted.has(word ?? '') ? 1 : 0))
      for (let row = 0; row < mask.length; row++) mask[row] &= isWanted[column.codes[row]]
    } else {
      for (let row = 0; row < mask.length; row++) if (mask[row]) mask[row] = wanted.has(cellText(column, row)) ? 1 : 0
    }
  }
  return mask
}

/** An expression that cannot be read over this table (a field has gone) is met by no row, as a condition on a missing field is. */
function keepTrue(mask: Uint8Array, table: Table, expression: string): void {
  try {
    const { truth } = compileExpression(readExpression(expression, schemaOf(table)), table)
    for (let row = 0; row < mask.length; row++) if (mask[row] && truth(row) !== 1) mask[row] = 0
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    mask.fill(0)
  }
}

function keepListed(mask: Uint8Array, place: PlaceCondition): void {
  const listed = new Uint8Array(mask.length)
  for (const row of placeRows(place, mask.length)) listed[row] = 1
  for (let row = 0; row < mask.length; row++) mask[row] &= listed[row]
}

/** Text counts as the number it spells; what has none is outside. */
function keepWithin(mask: Uint8Array, column: Column, { min, max }: NonNullable<Condition['range']>): void {
  const [least, most] = [min ?? Number.NEGATIVE_INFINITY, max ?? Number.POSITIVE_INFINITY]
  const isWithin = (value: number) => value >= least && value <= most
  if (column.type === 'text') {
    const within = Uint8Array.from(column.dictionary, (word) => (word?.trim() && isWithin(Number(word)) ? 1 : 0))
    for (let row = 0; row < mask.length; row++) mask[row] &= within[column.codes[row]]
  } else if (column.type === 'boolean') mask.fill(0)
  else for (let row = 0; row < mask.length; row++) if (!isWithin(column.values[row])) mask[row] = 0
}

/** Rows that a filter leaves, ascending. */
export function passingRows(table: Table, conditions: readonly Condition[]): Uint32Array {
  const mask = passing(table, conditions)
  const rows = new Uint32Array(table.length)
  let count = 0
  for (let row = 0; row < table.length; row++) if (!mask || mask[row]) rows[count++] = row
  return rows.slice(0, count)
}
