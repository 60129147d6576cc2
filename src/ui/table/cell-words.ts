import { dateWords } from '../../core/dates.ts'
import { AREA_FIELD, type CellValue, type CodeList, type Column, cellAt, type FieldInfo } from '../../core/table.ts'
import type { Locale } from '../../core/text.ts'
import { type AreaUnit, fromM2, shownArea } from '../../core/units.ts'
import { groupUnitCode } from '../card/unit-code.ts'
import { decodeValue } from '../shell/decode-value.ts'

export interface CellContext {
  readonly codeLists: Readonly<Record<string, CodeList>>
  readonly locale: Locale
  readonly areaUnit: AreaUnit
}

/** A cell for the screen, without its unit; '' for null. */
export function cellWords(column: Column, info: FieldInfo | undefined, row: number, context: CellContext): string {
  const value = cellAt(column, row)
  if (value === null) return ''
  if (column.name === AREA_FIELD) return shownArea(value as number, context.areaUnit)
  if (column.type === 'date') return dateWords(value as number)
  const words = decodeValue(info, value, context.codeLists, context.locale)
  return info?.role === 'unitCode' ? groupUnitCode(words) : words
}

/** A cell as it is copied: exact, undecoded, areas in the user's unit. */
export function copiedValue(column: Column, row: number, areaUnit: AreaUnit): CellValue {
  const value = cellAt(column, row)
  if (value === null) return null
  if (column.name === AREA_FIELD) return fromM2(value as number, areaUnit)
  return column.type === 'date' ? dateWords(value as number) : value
}
