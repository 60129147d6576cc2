import type { Layer } from '../../app/state.ts'
import { dateWords } from '../../core/dates.ts'
import { englishTwin, saidTwice } from '../../core/english-twin.ts'
import { type CellValue, type CodeList, cellAt, type FieldInfo, findColumn, type Table } from '../../core/table.ts'
import type { Locale } from '../../core/text.ts'
import { plainNumber } from '../../core/units.ts'
import { decodeValue, nameOfCode, unitOf } from '../shell/decode-value.ts'
import { groupUnitCode } from './unit-code.ts'

export type FieldRole = NonNullable<FieldInfo['role']>

export interface ShownField {
  readonly name: string
  readonly label: string
  readonly value: CellValue
  /** decoded, '' for null */
  readonly words: string
  readonly unit: string
  /** another field says it in the language of the screen */
  readonly isSaidTwice: boolean
}

export function valueByRole(layer: Layer, table: Table, row: number, role: FieldRole): CellValue {
  const info = layer.fields.find((field) => field.role === role)
  const column = info && findColumn(table, info.name)
  return column ? cellAt(column, row) : null
}

export function wordsByRole(
  layer: Layer,
  table: Table,
  row: number,
  role: FieldRole,
  codeLists: Readonly<Record<string, CodeList>>,
  locale: Locale,
): string {
  const info = layer.fields.find((field) => field.role === role)
  // a land class is known by its code, a town by its name
  const words = role === 'landClass' ? decodeValue : nameOfCode
  return words(info, valueByRole(layer, table, row, role), codeLists, locale)
}

/** What a feature is called in a list: its code, else its name, else its id. In English by its English name where the layer has one. */
export function featureName(layer: Layer, table: Table, row: number, locale: Locale = 'zh'): string | null {
  for (const role of ['unitCode', 'name', 'id'] as const) {
    const value = (role === 'name' && locale === 'en' && englishName(layer, table, row)) || valueByRole(layer, table, row, role)
    if (value !== null && value !== '') return String(value)
  }
  return null
}

function englishName(layer: Layer, table: Table, row: number): CellValue {
  const field = englishNameField(layer)
  const column = field && findColumn(table, field)
  return column ? cellAt(column, row) : null
}

/** MC_EN beside MC: what the map's English labels are written with. */
export function englishNameField({ fields }: Pick<Layer, 'fields'>): string | undefined {
  const name = fields.find(({ role }) => role === 'name')?.name
  return name && fields.find((field) => field.name === englishTwin(name))?.name
}

/** Every field of the table in the order of the layer's description, undescribed ones last. */
export function shownFields(
  layer: Layer,
  table: Table,
  row: number,
  codeLists: Readonly<Record<string, CodeList>>,
  locale: Locale,
): readonly ShownField[] {
  const described = layer.fields.filter(({ name }) => findColumn(table, name)).map(({ name }) => name)
  const rest = table.columns.map(({ name }) => name).filter((name) => !described.includes(name))
  const spare = saidTwice(table, locale, row)
  return [...described, ...rest].map((name) => {
    const info = layer.fields.find((field) => field.name === name)
    const column = findColumn(table, name)
    const raw = column ? cellAt(column, row) : null
    const value = column?.type === 'date' && typeof raw === 'number' ? dateWords(raw) : raw
    return {
      name,
      label: info ? info.label[locale] : name,
      value,
      words:
        info?.role === 'unitCode' && typeof value === 'string'
          ? groupUnitCode(value)
          : decodeValue(info, value, codeLists, locale),
      unit: unitOf(info)?.[locale] ?? '',
      isSaidTwice: spare.has(name),
    }
  })
}

/** Register area in m² whatever unit its field is in; null where there is none. */
export function registeredAreaM2(layer: Layer, table: Table, row: number): number | null {
  const info = layer.fields.find((field) => field.role === 'registeredAreaM2')
  const value = valueByRole(layer, table, row, 'registeredAreaM2')
  if (typeof value !== 'number') return null
  if (info?.unit === 'ha') return value * 10_000
  if (info?.unit === 'mu') return (value * 2000) / 3
  return value
}

/** Label and value a line, tab between; codes and figures as they are stored, unrounded. */
export function copyText(title: string, fields: readonly ShownField[], areaLine: readonly [string, number] | null): string {
  const plain = (value: CellValue) =>
    typeof value === 'number' ? plainNumber(value, 10).replace(/\.?0+$/, '') : String(value ?? '')
  const lines = fields.map((field) => `${field.label}${field.unit ? ` (${field.unit})` : ''}\t${plain(field.value)}`)
  if (areaLine) lines.push(`${areaLine[0]} (m²)\t${areaLine[1]}`)
  return [title, ...lines].join('\n')
}
