import type { FileMetaData, ParquetParsers, SchemaTree } from 'hyparquet'
import { isRounded, type LostDigits } from './lost-digits.ts'
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

/** The same file without its word that a column holds decimals: the library would hand them over as doubles, whatever they lose by it. */
export function withRawDecimals(metadata: FileMetaData): FileMetaData {
  const raw = ({ converted_type: _, logical_type: __, ...element }: FileMetaData['schema'][number]) => element
  return { ...metadata, schema: metadata.schema.map((each) => (each.converted_type === 'DECIMAL' ? raw(each) : each)) }
}

/** Times as dates, which are kept in milliseconds. */
export function timeParsers(lost: LostDigits): Pick<ParquetParsers, 'timestampFromMicroseconds' | 'timestampFromNanoseconds'> {
  const parser = (perMs: bigint, decimals: number) => (value: bigint) => {
    const rest = ((value % perMs) + perMs) % perMs
    const date = new Date(Number((value - rest) / perMs))
    if (rest !== 0n && !Number.isNaN(date.getTime()))
      lost.add(date.toISOString().replace('Z', String(rest).padStart(decimals, '0').replace(/0+$/, '')))
    return date
  }
  return { timestampFromMicroseconds: parser(1000n, 3), timestampFromNanoseconds: parser(1_000_000n, 6) }
}

/**
 * How values that the library hands over stand in a table: those of JSON columns as JSON, times of the day as people write them.
 * @param lost takes the decimals that a double does not hold
 */
export function reading({ element }: SchemaTree, lost: LostDigits): (value: unknown) => AnyValue {
  if (element.converted_type === 'DECIMAL') return (value) => decimalOf(value, element.scale ?? 0, lost)
  const second = unitsInSecond(element)
  if (second) return (value) => (value === null || value === undefined ? null : timeText(Number(value), second))
  return (value) => (isNested(value) ? JSON.stringify(value, asJson) : (value as AnyValue))
}

/** Whole ones stay whole: they are ids as often as quantities. */
function decimalOf(value: unknown, scale: number, lost: LostDigits): AnyValue {
  if (value === null || value === undefined) return null
  const units = value instanceof Uint8Array ? signedOf(value) : BigInt(value as number | bigint)
  if (scale === 0) return units
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  const text = `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  const number = Number(text)
  if (isRounded(text, number)) lost.add(text)
  return number
}
/** Two's complement, highest byte first (parquet-format, DECIMAL). */
function signedOf(bytes: Uint8Array): bigint {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  return BigInt.asIntN(8 * bytes.length, value)
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
