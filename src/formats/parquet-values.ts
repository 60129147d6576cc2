import type { SchemaTree } from 'hyparquet'
import type { AnyValue, Meaning } from './value-column.ts'

/** Lists and groups are not: of them the library's reader has no bounds. */
export const isFlat = ({ element, children }: SchemaTree) => children.length === 0 && element.repetition_type !== 'REPEATED'

/** What stands for one value that a table can hold: the library refuses the file for the others. */
export const isReadable = (field: SchemaTree) =>
  isFlat(field) && field.element.converted_type !== 'INTERVAL' && field.element.converted_type !== 'BSON'

export function meaning({ element }: SchemaTree): Meaning {
  const { type, logical_type: logical, converted_type: converted } = element
  if (logical?.type === 'DATE' || logical?.type === 'TIMESTAMP' || /^(DATE|TIMESTAMP)/.test(converted ?? '')) return 'date'
  if (type === 'BOOLEAN') return 'boolean'
  if (unitsInSecond(element)) return 'text'
  if (type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY') return converted === 'DECIMAL' ? 'number' : 'text'
  return 'number'
}

/** How values that the library hands over stand in a table: those of JSON columns as JSON, times of the day as people write them. */
export function reading({ element }: SchemaTree): (value: unknown) => AnyValue {
  const second = unitsInSecond(element)
  if (second) return (value) => (value === null || value === undefined ? null : timeText(Number(value), second))
  return (value) => (isNested(value) ? JSON.stringify(value, asJson) : (value as AnyValue))
}

const isNested = (value: unknown) =>
  typeof value === 'object' && value !== null && !(value instanceof Date) && !(value instanceof Uint8Array)
const asJson = (_: string, one: unknown) => (typeof one === 'bigint' ? String(one) : one)

const PER_SECOND = { MILLIS: 1e3, MICROS: 1e6, NANOS: 1e9 } as const
/** of a time of the day; null: it is none */
function unitsInSecond({ logical_type: logical, converted_type: converted }: SchemaTree['element']): number | null {
  if (logical?.type === 'TIME') return PER_SECOND[logical.unit]
  return converted === 'TIME_MILLIS' ? PER_SECOND.MILLIS : converted === 'TIME_MICROS' ? PER_SECOND.MICROS : null
}
function timeText(units: number, perSecond: number): string {
  const seconds = Math.floor(units / perSecond)
  const rest = String(units % perSecond)
    .padStart(Math.log10(perSecond), '0')
    .replace(/0+$/, '')
  const whole = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0'))
  return `${whole.join(':')}${rest && `.${rest}`}`
}
