import { type Column, cellAt } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { dateText } from './cell-text.ts'
import { cut } from './dbf-names.ts'
import { encodeText } from './gb18030-encoder.ts'

export const MOST_TEXT_BYTES = 254
const MOST_DECIMALS = 15
const MOST_NUMBER_WIDTH = 32
const SPACE = 0x20
/** language driver of code page 936; 0: the .cpg tells */
const DRIVERS: Readonly<Record<string, number>> = { gb18030: 0x4d }

interface DbfField {
  readonly name: string
  readonly type: 'C' | 'N' | 'D' | 'L'
  readonly width: number
  readonly decimals: number
  bytesAt(row: number): Uint8Array
}

/** A dBase III table of the rows; texts beyond 254 bytes are cut at whole characters. */
export async function encodeDbf(
  columns: readonly Column[],
  names: readonly string[],
  rows: Uint32Array,
  encoding: string,
  task: Task,
): Promise<Uint8Array<ArrayBuffer>> {
  const fields = columns.map((column, i) => fieldOf(column, names[i], rows, encoding))
  // a table of no field is none: other programs expect one
  if (fields.length === 0)
    fields.push(
      numberField(
        'FID',
        Float64Array.from(rows, (row) => row + 1),
        rows,
      ),
    )
  const head = 33 + fields.length * 32
  const recordBytes = 1 + fields.reduce((sum, { width }) => sum + width, 0)
  const bytes = new Uint8Array(head + rows.length * recordBytes + 1)
  const view = new DataView(bytes.buffer)
  // a fixed date, so that the same rows make the same bytes
  bytes.set([3, 126, 1, 1])
  view.setUint32(4, rows.length, true)
  view.setUint16(8, head, true)
  view.setUint16(10, recordBytes, true)
  bytes[29] = DRIVERS[encoding] ?? 0
  fields.forEach(({ name, type, width, decimals }, i) => {
    const at = 32 + i * 32
    bytes.set(encodeText(name, encoding).subarray(0, 10), at)
    bytes[at + 11] = type.charCodeAt(0)
    bytes[at + 16] = width
    bytes[at + 17] = decimals
  })
  bytes[head - 1] = 0x0d
  bytes.fill(SPACE, head, bytes.length - 1)
  for (let i = 0; i < rows.length; i++) {
    let at = head + i * recordBytes + 1
    for (const field of fields) {
      const value = field.bytesAt(rows[i])
      // numbers stand at the right end
      bytes.set(value, field.type === 'N' ? at + field.width - value.length : at)
      at += field.width
    }
    if ((i & 511) === 0) {
      task.progress(0.5 + (0.4 * i) / rows.length, 'stage.write')
      await task.breathe()
    }
  }
  bytes[bytes.length - 1] = 0x1a
  return bytes
}

function fieldOf(column: Column, name: string, rows: Uint32Array, encoding: string): DbfField {
  switch (column.type) {
    case 'number':
      return numberField(name, column.values, rows)
    case 'boolean':
      return {
        name,
        type: 'L',
        width: 1,
        decimals: 0,
        bytesAt: (row) => Uint8Array.of([0x46, 0x54][column.values[row]] ?? 0x3f),
      }
    case 'date':
      return dateField(column, name, rows)
    case 'text': {
      const texts = column.dictionary.map((text) => encodeText(cut(text ?? '', MOST_TEXT_BYTES, encoding), encoding))
      let width = 1
      for (const row of rows) width = Math.max(width, texts[column.codes[row]].length)
      return { name, type: 'C', width, decimals: 0, bytesAt: (row) => texts[column.codes[row]] }
    }
  }
}

/** Whether a number of the column has more digits than its field. */
export function isRounded(column: Column, rows: Uint32Array): boolean {
  if (column.type !== 'number') return false
  const { bytesAt } = numberField('', column.values, rows)
  const decoder = new TextDecoder()
  return rows.some((row) => Number.isFinite(column.values[row]) && Number(decoder.decode(bytesAt(row))) !== column.values[row])
}

/** As wide as its longest number written in full; all with the same decimals. */
function numberField(name: string, values: Float64Array, rows: Uint32Array): DbfField {
  let decimals = 0
  let whole = 1
  for (const row of rows) {
    const value = values[row]
    if (!Number.isFinite(value)) continue
    whole = Math.max(whole, Math.trunc(value).toFixed(0).length + (value < 0 && value > -1 ? 1 : 0))
    if (!Number.isInteger(value)) decimals = Math.max(decimals, decimalsOf(value))
  }
  const width = Math.min(MOST_NUMBER_WIDTH, whole + (decimals > 0 ? decimals + 1 : 0))
  const places = Math.min(decimals, Math.max(0, width - whole - 1))
  const encoder = new TextEncoder()
  const bytesAt = (row: number) => {
    const value = values[row]
    return Number.isFinite(value) ? encoder.encode(value.toFixed(places).slice(0, width)) : new Uint8Array(0)
  }
  return { name, type: 'N', width, decimals: places, bytesAt }
}
function decimalsOf(value: number): number {
  const [mantissa, exponent = '0'] = String(value).split('e')
  const own = mantissa.split('.')[1]?.length ?? 0
  return Math.min(MOST_DECIMALS, Math.max(0, own - Number(exponent)))
}

/** YYYYMMDD; where times of day occur, the whole moment as text, since a date field has no place for it. */
function dateField(column: Column, name: string, rows: Uint32Array): DbfField {
  const encoder = new TextEncoder()
  const texts = new Map<number, string>()
  for (const row of rows) {
    const value = cellAt(column, row)
    if (typeof value === 'number') texts.set(row, dateText(value))
  }
  const isDay = [...texts.values()].every((text) => /^\d{4}-\d\d-\d\d$/.test(text))
  const shown = (row: number) => (isDay ? (texts.get(row) ?? '').replaceAll('-', '') : (texts.get(row) ?? ''))
  return { name, type: isDay ? 'D' : 'C', width: isDay ? 8 : 24, decimals: 0, bytesAt: (row) => encoder.encode(shown(row)) }
}
