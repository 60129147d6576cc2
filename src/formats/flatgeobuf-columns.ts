import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { type Cursor, Damage } from './flatgeobuf-cursor.ts'
import type { ColumnTypeName } from './flatgeobuf-head.ts'
import { isFinerThanMs, LostDigits } from './lost-digits.ts'
import { ByteTextBuilder, parseIsoDate, textColumn } from './text-builder.ts'

/** feature.fbs of FlatGeobuf 3: number of the field */
const FEATURE = { properties: 1 } as const

/** Collects the values of one column. */
export interface ColumnReader {
  /** takes the value at `at`, answers its size in bytes */
  read(cursor: Cursor, at: number, end: number, row: number): number
  clear(row: number): void
  finish(name: string, rows: number, notes: Pick<Task, 'note'>): Column
}

/** Hands each value of a feature to its column. */
export function readProperties(cursor: Cursor, feature: number, columns: readonly ColumnReader[], row: number): void {
  const vector = cursor.vector(feature, FEATURE.properties, 1)
  let at = vector + 4
  const end = at + cursor.length(vector)
  if (vector === 0) return
  while (at < end) {
    if (at + 2 > end) throw new Damage(at)
    const column = columns[cursor.view.getUint16(at, true)]
    if (!column) throw new Damage(at)
    at += 2
    at += column.read(cursor, at, end, row)
    if (at > end) throw new Damage(at)
  }
}

/** @param count of rows at most */
export function columnReader(type: ColumnTypeName, count: number): ColumnReader {
  switch (type) {
    case 'Bool': {
      const values = new Uint8Array(count).fill(255)
      return {
        read: (cursor, at, _end, row) => {
          values[row] = cursor.view.getUint8(at) ? 1 : 0
          return 1
        },
        clear: (row) => void values.fill(255, row, row + 1),
        finish: (name, rows) => ({ name, type: 'boolean', values: rows === count ? values : values.slice(0, rows) }),
      }
    }
    case 'String':
    case 'Json':
    case 'DateTime':
    case 'Binary':
      return textReader(type, count)
    case 'Long':
    case 'ULong':
      return longReader(type === 'Long', count)
    default:
      return numberReader(type, count)
  }
}

const READ_NUMBER: Partial<Record<ColumnTypeName, readonly [size: number, read: (view: DataView, at: number) => number]>> = {
  Byte: [1, (view, at) => view.getInt8(at)],
  UByte: [1, (view, at) => view.getUint8(at)],
  Short: [2, (view, at) => view.getInt16(at, true)],
  UShort: [2, (view, at) => view.getUint16(at, true)],
  Int: [4, (view, at) => view.getInt32(at, true)],
  UInt: [4, (view, at) => view.getUint32(at, true)],
  Float: [4, (view, at) => view.getFloat32(at, true)],
  Double: [8, (view, at) => view.getFloat64(at, true)],
}
function numberReader(type: ColumnTypeName, count: number): ColumnReader {
  const values = new Float64Array(count).fill(Number.NaN)
  const [size, read] = READ_NUMBER[type]!
  return {
    read: (cursor, at, end, row) => {
      if (at + size > end) throw new Damage(at)
      values[row] = read(cursor.view, at)
      return size
    },
    clear: (row) => void values.fill(Number.NaN, row, row + 1),
    finish: (name, rows) => ({ name, type: 'number', values: rows === count ? values : values.slice(0, rows) }),
  }
}

/** 64-bit integers are numbers as long as all are exact; one beyond 2^53 makes the column text. */
function longReader(isSigned: boolean, count: number): ColumnReader {
  const values = new Float64Array(count).fill(Number.NaN)
  const exact = new Map<number, string>()
  return {
    read: (cursor, at, end, row) => {
      if (at + 8 > end) throw new Damage(at)
      const low = cursor.view.getUint32(at, true)
      const high = isSigned ? cursor.view.getInt32(at + 4, true) : cursor.view.getUint32(at + 4, true)
      values[row] = high * 2 ** 32 + low
      if (!Number.isSafeInteger(values[row]))
        exact.set(row, String(isSigned ? cursor.view.getBigInt64(at, true) : cursor.view.getBigUint64(at, true)))
      return 8
    },
    clear: (row) => {
      values[row] = Number.NaN
      exact.delete(row)
    },
    finish: (name, rows, notes) => {
      if (exact.size === 0) return { name, type: 'number', values: rows === count ? values : values.slice(0, rows) }
      notes.note('field.longAsText', { field: name, count: exact.size })
      const texts = Array.from(
        values.subarray(0, rows),
        (value, row) => exact.get(row) ?? (Number.isNaN(value) ? null : String(value)),
      )
      return textColumn(name, texts, rows)
    },
  }
}

function textReader(type: ColumnTypeName, count: number): ColumnReader {
  const builder = new ByteTextBuilder(count)
  return {
    read: (cursor, at, end, row) => {
      if (at + 4 > end) throw new Damage(at)
      const length = cursor.view.getUint32(at, true)
      if (at + 4 + length > end) throw new Damage(at)
      builder.set(row, cursor.bytes, at + 4, at + 4 + length)
      return 4 + length
    },
    clear: (row) => builder.clear(row),
    finish: (name, rows, notes) => {
      if (type === 'Binary') notes.note('field.binary', { field: name })
      if (type === 'Json') notes.note('field.json', { field: name })
      const column = type === 'Binary' ? builder.finish(name, toBase64, rows) : builder.finishUtf8(name, rows)
      if (type !== 'DateTime') return column
      const dates = column.dictionary.map((text) => (text === null ? Number.NaN : parseIsoDate(text)))
      const bad = column.dictionary.findIndex((text, i) => text !== null && Number.isNaN(dates[i]))
      if (bad >= 0) {
        notes.note('field.notDates', { field: name, value: column.dictionary[bad] }, 'warning')
        return column
      }
      const lost = new LostDigits()
      const isFiner = column.dictionary.map((text) => text !== null && isFinerThanMs(text))
      if (isFiner.includes(true)) for (const code of column.codes) if (isFiner[code]) lost.add(column.dictionary[code] ?? '')
      lost.tell('field.timesRounded', name, notes)
      return { name, type: 'date', values: Float64Array.from(column.codes, (code) => dates[code]) }
    },
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
