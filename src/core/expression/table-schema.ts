import { AREA_FIELD, type CodeList, type FieldInfo, type Table } from '../table.ts'
import type { Schema } from './check.ts'

/** What expressions over a table may name. Without `fields` and `codeLists`: only its columns, as kept expressions do. */
export function schemaOf(
  table: Table,
  fields: readonly FieldInfo[] = [],
  codeLists: Readonly<Record<string, CodeList>> = {},
): Schema {
  return {
    hasArea: table.geometry?.kind === 'polygon',
    fields: table.columns
      .filter(({ name }) => name !== AREA_FIELD)
      .map(({ name, type }) => {
        const info = fields.find((field) => field.name === name)
        return {
          name,
          type,
          labels: info ? [info.label.zh, info.label.en] : [],
          unit: info?.unit,
          codes: info?.codes ? codeLists[info.codes]?.entries : undefined,
        }
      }),
  }
}
