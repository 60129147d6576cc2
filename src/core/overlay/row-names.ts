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

/** What subjects are called by, the likeliest first: as on their cards. */
export const SUBJECT_ROLES = ['unitCode', 'name', 'id'] as const

/** How the rows that a report is about are called: by name rather than by number, and by both where several bear one name. */
export function subjectTexts(layer: LayerInput, rows: ArrayLike<number>): Text[] {
  const textOf = rowTexts(layer, SUBJECT_ROLES)
  const numberOf = rowTexts(layer, ['unitCode', 'id'])
  const texts = new Map(Array.from(rows, (row) => [row, textOf(row)]))
  const bearers = new Map<string, number>()
  for (const { zh } of texts.values()) bearers.set(zh, (bearers.get(zh) ?? 0) + 1)
  for (const [row, text] of texts) {
    const number = numberOf(row)
    if (bearers.get(text.zh) === 1 || number.zh === text.zh) continue
    texts.set(row, { zh: `${text.zh} ${number.zh}`, en: `${text.en} ${number.en}` })
  }
  return Array.from(rows, (row) => texts.get(row) ?? textOf(row))
}
