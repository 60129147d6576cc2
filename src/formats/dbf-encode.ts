import { type Column, cellAt } from '../core/table.ts'
import { dateText } from './cell-text.ts'
import { cut } from './dbf-names.ts'
import { encodeText } from './gb18030-encoder.ts'

export const MOST_TEXT_BYTES = 254
const MOST_DECIMALS = 15
const MOST_NUMBER_WIDTH = 32
const SPACE = 0x20
const END = 0x1a
/** language driver of code page 936; 0: the .cpg tells */
const DRIVERS: Readonly<Record<string, number>> = { gb18030: 0x4d }

interface DbfField {
  readonly name: string
  /** known when all rows have passed by once, as are the other two */
  readonly type: 'C' | 'N' | 'D' | 'L'
  readonly width: number
  readonly decimals: number
  /** it has texts that are longer than a field holds */
  readonly isCut?: boolean
  /** The first time that rows pass by. */
  take(column: Column, rows: Uint32Array): void
  /** The second time. */
  reader(column: Column): (row: number) => Uint8Array
}

/** A dBase III table of rows that pass by twice: first for the widths of its fields. Texts beyond 254 bytes are cut at whole characters. */
export class DbfLayout {
  private readonly fields: readonly DbfField[]
  private readonly encoding: string
  private count = 0
  constructor(columns: readonly Column[], names: readonly string[], encoding: string) {
    this.encoding = encoding
    this.fields = columns.map(({ type }, i) => FIELDS[type](names[i], encoding))
  }

  take(columns: readonly Column[], rows: Uint32Array): void {
    for (const [i, field] of this.fields.entries()) field.take(columns[i], rows)
    this.count += rows.length
  }

  /** of the file, once all have passed by */
  get bytes(): number {
    return this.headBytes + this.count * this.recordBytes + 1
  }

  /** Columns that have texts which are cut, by their place, once all have passed by. */
  get cut(): readonly number[] {
    return this.fields.flatMap(({ isCut }, i) => (isCut ? [i] : []))
  }

  head(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.headBytes)
    const view = new DataView(bytes.buffer)
    // a fixed date, so that the same rows make the same bytes
    bytes.set([3, 126, 1, 1])
    view.setUint32(4, this.count, true)
    view.setUint16(8, bytes.length, true)
    view.setUint16(10, this.recordBytes, true)
    bytes[29] = DRIVERS[this.encoding] ?? 0
    this.written.forEach(({ name, type, width, decimals }, i) => {
      const at = 32 + i * 32
      bytes.set(encodeText(name, this.encoding).subarray(0, 10), at)
      bytes[at + 11] = type.charCodeAt(0)
      bytes[at + 16] = width
      bytes[at + 17] = decimals
    })
    bytes[bytes.length - 1] = 0x0d
    return bytes
  }

  /** @param before rows that came before these */
  records(columns: readonly Column[], rows: Uint32Array, before: number): Uint8Array<ArrayBuffer> {
    const { recordBytes } = this
    const bytes = new Uint8Array(rows.length * recordBytes).fill(SPACE)
    const readers = this.fields.map((field, i) => field.reader(columns[i]))
    const places = this.written.map(({ type, width }) => ({ type, width }))
    const number = (i: number) => new TextEncoder().encode(String(before + i + 1))
    for (const [i, row] of rows.entries()) {
      let at = i * recordBytes + 1
      for (const [k, { type, width }] of places.entries()) {
        const value = readers[k]?.(row) ?? number(i)
        // numbers stand at the right end
        bytes.set(value, type === 'N' ? at + width - value.length : at)
        at += width
      }
    }
    return bytes
  }

  end(): Uint8Array<ArrayBuffer> {
    return Uint8Array.of(END)
  }

  /** A table of no field is none: other programs expect one, and rows are numbered. */
  private get written(): readonly Pick<DbfField, 'name' | 'type' | 'width' | 'decimals'>[] {
    return this.fields.length > 0 ? this.fields : [{ name: 'FID', type: 'N', width: String(this.count).length, decimals: 0 }]
  }
  private get headBytes(): number {
    return 33 + this.written.length * 32
  }
  private get recordBytes(): number {
    return 1 + this.written.reduce((sum, { width }) => sum + width, 0)
  }
}

type FieldMaker = (name: string, encoding: string) => DbfField
const FIELDS: Readonly<Record<Column['type'], FieldMaker>> = {
  number: (name) => new NumberField(name),
  text: (name, encoding) => new TextField(name, encoding),
  date: (name) => new DateField(name),
  boolean: (name) => ({
    name,
    type: 'L',
    width: 1,
    decimals: 0,
    take() {},
    reader: (column) => (row) => Uint8Array.of({ true: 0x54, false: 0x46 }[String(cellAt(column, row))] ?? 0x3f),
  }),
}

class TextField implements DbfField {
  readonly type = 'C'
  readonly decimals = 0
  readonly name: string
  width = 1
  isCut = false
  private readonly encoding: string
  constructor(name: string, encoding: string) {
    this.name = name
    this.encoding = encoding
  }
  take(column: Column, rows: Uint32Array): void {
    const read = this.reader(column)
    for (const row of rows) this.width = Math.max(this.width, read(row).length)
  }
  reader(column: Column): (row: number) => Uint8Array {
    if (column.type !== 'text') return () => new Uint8Array(0)
    const { codes, dictionary } = column
    const texts: Uint8Array[] = []
    return (row) => {
      const code = codes[row]
      const known = texts[code]
      if (known) return known
      const text = dictionary[code] ?? ''
      const fitting = cut(text, MOST_TEXT_BYTES, this.encoding)
      this.isCut ||= fitting.length < text.length
      texts[code] = encodeText(fitting, this.encoding)
      return texts[code]
    }
  }
}

/** Whether a number of the column has more digits than its field. */
export function isRounded(column: Column, rows: Uint32Array): boolean {
  if (column.type !== 'number') return false
  const field = new NumberField('')
  field.take(column, rows)
  const read = field.reader(column)
  const decoder = new TextDecoder()
  return rows.some((row) => Number.isFinite(column.values[row]) && Number(decoder.decode(read(row))) !== column.values[row])
}

/** As wide as its longest number written in full; all with the same decimals. */
class NumberField implements DbfField {
  readonly type = 'N'
  readonly name: string
  private whole = 1
  private longest = 0
  constructor(name: string) {
    this.name = name
  }
  get width(): number {
    return Math.min(MOST_NUMBER_WIDTH, this.whole + (this.longest > 0 ? this.longest + 1 : 0))
  }
  get decimals(): number {
    return Math.min(this.longest, Math.max(0, this.width - this.whole - 1))
  }
  take(column: Column, rows: Uint32Array): void {
    for (const row of rows) {
      const value = cellAt(column, row)
      if (typeof value !== 'number' || !Number.isFinite(value)) continue
      this.whole = Math.max(this.whole, Math.trunc(value).toFixed(0).length + (value < 0 && value > -1 ? 1 : 0))
      if (!Number.isInteger(value)) this.longest = Math.max(this.longest, decimalsOf(value))
    }
  }
  reader(column: Column): (row: number) => Uint8Array {
    const encoder = new TextEncoder()
    const { width, decimals } = this
    return (row) => {
      const value = cellAt(column, row)
      if (typeof value !== 'number' || !Number.isFinite(value)) return new Uint8Array(0)
      return encoder.encode(value.toFixed(decimals).slice(0, width))
    }
  }
}
function decimalsOf(value: number): number {
  const [mantissa, exponent = '0'] = String(value).split('e')
  const own = mantissa.split('.')[1]?.length ?? 0
  return Math.min(MOST_DECIMALS, Math.max(0, own - Number(exponent)))
}

/** YYYYMMDD; where times of day occur, the whole moment as text, since a date field has no place for it. */
class DateField implements DbfField {
  readonly decimals = 0
  readonly name: string
  private isDay = true
  constructor(name: string) {
    this.name = name
  }
  get type(): 'D' | 'C' {
    return this.isDay ? 'D' : 'C'
  }
  get width(): number {
    return this.isDay ? 8 : 24
  }
  take(column: Column, rows: Uint32Array): void {
    if (!this.isDay) return
    const read = textOf(column)
    this.isDay = rows.every((row) => /^(\d{4}-\d\d-\d\d)?$/.test(read(row)))
  }
  reader(column: Column): (row: number) => Uint8Array {
    const encoder = new TextEncoder()
    const read = textOf(column)
    return (row) => encoder.encode(this.isDay ? read(row).replaceAll('-', '') : read(row))
  }
}
function textOf(column: Column): (row: number) => string {
  return (row) => {
    const value = cellAt(column, row)
    return typeof value === 'number' ? dateText(value) : ''
  }
}
