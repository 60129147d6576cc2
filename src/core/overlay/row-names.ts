import type { LayerInput } from '../analysis.ts'
import { twinColumn } from '../english-twin.ts'
import { type Column, cellAt, type FieldInfo, findColumn } from '../table.ts'
import type { Text } from '../text.ts'

/**
 * How a row is called in a report: the first field of one of these roles that has a value, else its number.
 * @param roles the likeliest first @param chosen a field that comes before them
 */
export function rowNames(
  layer: LayerInput,
  roles: readonly NonNullable<FieldInfo['role']>[],
  chosen: string | null = null,
): (row: number) => string {
  const textsOf = rowTexts(layer, roles, chosen)
  return (row) => textsOf(row).zh
}

/** The same in both languages, where the layer has English names beside its names. */
export function rowTexts(
  { table, fields, numbers }: LayerInput,
  roles: readonly NonNullable<FieldInfo['role']>[],
  chosen: string | null = null,
): (row: number) => Text {
  const names = roles.flatMap((role) => fields.find((each) => each.role === role)?.name ?? [])
  const columns = [...(chosen ? [chosen] : []), ...names].flatMap((name) => {
    const column = findColumn(table, name)
    return column ? [{ column, english: twinColumn(table, name) }] : []
  })
  const words = (column: Column | undefined, row: number) => (column ? String(cellAt(column, row) ?? '').trim() : '')
  return (row) => {
    for (const { column, english } of columns) {
      const zh = words(column, row)
      if (zh) return { zh, en: words(english, row) || zh }
    }
    const number = `#${(numbers?.[row] ?? row) + 1}`
    return { zh: number, en: number }
  }
}
