import { AppError } from '../../core/errors.ts'
import { type Column, findColumn, type Table } from '../../core/table.ts'
import type { Dialect } from './dialect.ts'

export function indent(sql: string): string {
  return sql.replace(/^/gm, '  ')
}

export const MEASURED =
  'Every feature in the equal-area plane, where its planar area is the ellipsoidal area by TD/T 1055 on CGCS2000.'

/** select that gives id and shape, in the plane and fit for overlay, of the rows of a loaded table that have a shape */
export function soundShapes(dialect: Dialect, table: string, plane: string): string {
  return [
    `select id, ${dialect.valid('shape')} as shape`,
    `from (\n${indent(dialect.inPlane(dialect.name(table), plane))}\n) as moved`,
  ].join('\n')
}

/** @throws AppError analysis.noField */
export function requireColumn(table: Table, name: string): Column {
  const column = findColumn(table, name)
  if (!column) throw new AppError('analysis.noField', { field: name })
  return column
}

/** Values as core/grouping.ts groups them: blank text is no value, dates by day, booleans 0 and 1. */
export function groupValue(column: Column, dialect: Dialect): string {
  const name = dialect.name(column.name)
  if (column.type === 'text') return dialect.trimmed(name)
  if (column.type === 'date') return dialect.date(name)
  return column.type === 'boolean' ? `case when ${name} then '1' when not ${name} then '0' end` : name
}

export function numberOrNaN(value: unknown): number {
  return value === null || value === undefined ? Number.NaN : Number(value)
}
