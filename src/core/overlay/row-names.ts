import type { LayerInput } from '../analysis.ts'
import { cellAt, type FieldInfo, findColumn } from '../table.ts'

/**
 * How a row is called in a report: the first field of one of these roles that has a value, else its number.
 * @param roles the likeliest first @param chosen a field that comes before them
 */
export function rowNames(
  { table, fields, numbers }: LayerInput,
  roles: readonly NonNullable<FieldInfo['role']>[],
  chosen: string | null = null,
): (row: number) => string {
  const names = roles.flatMap((role) => fields.find((each) => each.role === role)?.name ?? [])
  const columns = [...(chosen ? [chosen] : []), ...names].flatMap((name) => findColumn(table, name) ?? [])
  return (row) => {
    for (const column of columns) {
      const value = cellAt(column, row)
      if (value !== null && String(value).trim() !== '') return String(value).trim()
    }
    return `#${(numbers?.[row] ?? row) + 1}`
  }
}
