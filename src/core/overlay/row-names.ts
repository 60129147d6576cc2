import type { LayerInput } from '../analysis.ts'
import { cellAt, type FieldInfo, findColumn } from '../table.ts'

/**
 * How a row is called in a report: the first field of one of these roles that has a value, else its number.
 * @param roles the likeliest first
 */
export function rowNames(
  { table, fields }: LayerInput,
  roles: readonly NonNullable<FieldInfo['role']>[],
): (row: number) => string {
  const columns = roles.flatMap((role) => {
    const field = fields.find((each) => each.role === role)
    return (field && findColumn(table, field.name)) ?? []
  })
  return (row) => {
    for (const column of columns) {
      const value = cellAt(column, row)
      if (value !== null && String(value).trim() !== '') return String(value).trim()
    }
    return `#${row + 1}`
  }
}
