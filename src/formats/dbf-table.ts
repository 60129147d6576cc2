import { AppError } from '../core/errors.ts'
import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { uniqueNames } from '../core/unique-names.ts'
import { chooseEncoding, type EncodingChoice } from './dbf-encoding.ts'
import { plainDecimal } from './plain-decimal.ts'
import { ByteTextBuilder, textColumn } from './text-builder.ts'
import { decoderOf } from './text-encoding.ts'

const DELETED = 0x2a
const SPACE = 0x20
const MAX_SAMPLES = 4000
const ROWS_AT_ONCE = 1024

export interface DbfHead {
  /** records that are really there */
  readonly count: number
  /** records that the header states */
  readonly stated: number
  readonly recordBytes: number
  readonly start: number
  readonly languageDriver: number
  readonly fields: readonly DbfField[]
}
interface DbfField {
  readonly rawName: Uint8Array
  readonly type: string
  /** offset in the record */
  readonly at: number
  readonly length: number
  readonly decimals: number
}

/** dBase III to 7-style header as shapefiles use it. @throws AppError format.truncated, dbf.damaged */
export function readDbfHead(bytes: Uint8Array, file: string): DbfHead {
  if (bytes.length < 33) throw new AppError('format.truncated', { file, at: bytes.length, expected: 33 })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const stated = view.getUint32(4, true)
  const start = view.getUint16(8, true)
  const recordBytes = view.getUint16(10, true)
  if (start < 33) throw new AppError('dbf.damaged', { file, at: 8, value: start })
  if (recordBytes < 1) throw new AppError('dbf.damaged', { file, at: 10, value: recordBytes })
  if (start > bytes.length) throw new AppError('format.truncated', { file, at: bytes.length, expected: start })
  const fields: DbfField[] = []
  let offset = 1
  for (let at = 32; at + 32 <= start && bytes[at] !== 0x0d; at += 32) {
    const nameEnd = bytes.subarray(at, at + 11).indexOf(0)
    const type = String.fromCharCode(bytes[at + 11])
    // Clipper and FoxPro keep the high byte of a long text's length where others keep decimals
    const length = bytes[at + 16] + (type === 'C' ? bytes[at + 17] * 256 : 0)
    const field = {
      rawName: bytes.subarray(at, at + (nameEnd < 0 ? 11 : nameEnd)),
      type,
      at: offset,
      length,
      decimals: bytes[at + 17],
    }
    offset += length
    if (offset > recordBytes) throw new AppError('dbf.damaged', { file, at: at + 16, value: offset })
    fields.push(field)
  }
  const count = Math.min(stated, Math.floor((bytes.length - start) / recordBytes))
  return { count, stated, recordBytes, start, languageDriver: bytes[29], fields }
}

export function isDeletedRecord(bytes: Uint8Array, { start, recordBytes, count }: DbfHead, record: number): boolean {
  return record < count && bytes[start + record * recordBytes] === DELETED
}

export interface DbfColumns {
  readonly columns: readonly Column[]
  readonly types: ReadonlyMap<string, string>
  readonly encoding: EncodingChoice
}

/** @param records record of each row; one that is not there gives nulls */
export async function readDbfColumns(
  bytes: Uint8Array,
  file: string,
  head: DbfHead,
  records: Uint32Array,
  declared: { readonly user?: string; readonly cpg: string | null },
  notes: Pick<Task, 'note'>,
  task: Task,
): Promise<DbfColumns> {
  const readers = head.fields.map((field) => fieldReader(field, bytes, records.length))
  for (let from = 0; from < records.length; from += ROWS_AT_ONCE) {
    const end = Math.min(records.length, from + ROWS_AT_ONCE)
    // field by field: the same code over many rows is what the compiler makes fast
    for (const reader of readers)
      for (let row = from; row < end; row++)
        if (records[row] < head.count) reader.read(head.start + records[row] * head.recordBytes, row)
    task.progress(0.6 + (0.35 * from) / records.length, 'stage.read')
    await task.breathe()
  }
  const samples: { bytes: Uint8Array; isWhole: boolean }[] = []
  const offer = (range: Uint8Array, width: number) => {
    if (samples.length < MAX_SAMPLES && range.some((byte) => byte >= 0x80))
      samples.push({ bytes: range, isWhole: range.length < width })
  }
  for (const field of head.fields) offer(field.rawName, 10)
  readers.forEach((reader, i) => {
    for (const range of reader.texts?.ranges() ?? []) offer(range, head.fields[i].length)
  })
  const encoding = chooseEncoding(samples, { ...declared, languageDriver: head.languageDriver })
  const decoder = decoderOf(encoding.encoding, file)
  let cut = 0
  // a letter that the field was too short for
  const decode = (range: Uint8Array) => {
    const text = decoder.decode(range)
    if (!text.endsWith('\ufffd')) return text
    cut++
    return text.replace(/\ufffd+$/, '')
  }
  const names = uniqueNames(head.fields.map((field, i) => decode(field.rawName).trim() || `FIELD_${i + 1}`))
  const columns = readers.map((reader, i) => reader.finish(names[i], decode, notes))
  if (cut > 0) notes.note('dbf.cutText', { count: cut }, 'warning')
  const types = head.fields.map((field, i): [string, string] => [names[i], typeName(field)])
  return { columns, types: new Map(types), encoding }
}

function typeName({ type, length, decimals }: DbfField): string {
  return type === 'N' || type === 'F' ? `${type}(${length},${decimals})` : type === 'C' ? `C(${length})` : type
}

interface FieldReader {
  readonly texts?: ByteTextBuilder
  read(record: number, row: number): void
  finish(name: string, decode: (range: Uint8Array) => string, notes: Pick<Task, 'note'>): Column
}

function fieldReader(field: DbfField, bytes: Uint8Array, rows: number): FieldReader {
  switch (field.type) {
    case 'N':
    case 'F':
      return decimalReader(field, bytes, rows)
    case 'D':
      return numberReader('date', rows, (record) => dateAt(bytes, record + field.at), field)
    case 'L':
      return logicalReader(field, bytes, rows)
    case 'I':
    case '+':
      return binaryReader(field, bytes, rows, 4, (view, at) => view.getInt32(at, true))
    case 'O':
      return binaryReader(field, bytes, rows, 8, (view, at) => view.getFloat64(at, true))
    case 'Y':
      return binaryReader(field, bytes, rows, 8, (view, at) => Number(view.getBigInt64(at, true)) / 10_000)
    case 'T':
    case '@':
      return binaryReader(field, bytes, rows, 8, (view, at) => julianAt(view, at), 'date')
    case 'B':
      // a double in FoxPro; a memo's block number in dBase
      return field.length === 8
        ? binaryReader(field, bytes, rows, 8, (view, at) => view.getFloat64(at, true))
        : textReader(field, bytes, rows)
    default:
      return textReader(field, bytes, rows)
  }
}

function textReader(field: DbfField, bytes: Uint8Array, rows: number): FieldReader {
  const texts = new ByteTextBuilder(bytes, rows)
  return {
    texts,
    read: (record, row) => {
      const start = record + field.at
      let end = start + field.length
      while (end > start && (bytes[end - 1] === SPACE || bytes[end - 1] === 0)) end--
      if (end > start) texts.set(row, start, end)
    },
    finish: (name, decode, notes) => {
      if (/[MGPBW]/.test(field.type)) notes.note('dbf.memo', { field: name, type: field.type }, 'warning')
      return texts.finishMerged(name, decode)
    },
  }
}

/** Text of a number. Whole numbers of more than 15 digits that a double cannot hold make the column text. */
function decimalReader(field: DbfField, bytes: Uint8Array, rows: number): FieldReader {
  const values = new Float64Array(rows).fill(Number.NaN)
  const starts = new Float64Array(field.length > 15 && field.decimals === 0 ? rows : 0)
  let bad = 0
  let firstBad = ''
  let inexact = 0
  const textAt = (start: number) => String.fromCharCode(...bytes.subarray(start, start + field.length)).replace(/[\0 ]+/g, '')
  return {
    read: (record, row) => {
      const start = record + field.at
      const plain = plainDecimal(bytes, start, start + field.length)
      if (!Number.isNaN(plain)) {
        values[row] = plain
        if (starts.length > 0) starts[row] = start
        return
      }
      const text = textAt(start)
      if (text === '') return
      const value = Number(text.replace(',', '.'))
      if (Number.isFinite(value)) {
        values[row] = value
        if (starts.length > 0) {
          starts[row] = start
          if (Number.isInteger(value) && !Number.isSafeInteger(value)) inexact++
        }
      } else if (bad++ === 0) firstBad = text
    },
    finish: (name, _decode, notes) => {
      if (bad > 0) notes.note('dbf.badNumbers', { field: name, count: bad, value: firstBad }, 'warning')
      if (inexact === 0) return { name, type: 'number', values }
      notes.note('field.longAsText', { field: name, count: inexact })
      return textColumn(
        name,
        Array.from(values, (value, row) => (Number.isNaN(value) ? null : textAt(starts[row]))),
        rows,
      )
    },
  }
}

function logicalReader(field: DbfField, bytes: Uint8Array, rows: number): FieldReader {
  const values = new Uint8Array(rows).fill(255)
  return {
    read: (record, row) => {
      const letter = String.fromCharCode(bytes[record + field.at]).toUpperCase()
      if (letter === 'T' || letter === 'Y' || letter === '1') values[row] = 1
      else if (letter === 'F' || letter === 'N' || letter === '0') values[row] = 0
    },
    finish: (name) => ({ name, type: 'boolean', values }),
  }
}

/** @param valueAt NaN: empty; Infinity: not readable */
function numberReader(type: 'number' | 'date', rows: number, valueAt: (record: number) => number, field: DbfField): FieldReader {
  const values = new Float64Array(rows).fill(Number.NaN)
  let bad = 0
  return {
    read: (record, row) => {
      const value = valueAt(record)
      if (Number.isFinite(value)) values[row] = value
      else if (!Number.isNaN(value)) bad++
    },
    finish: (name, _decode, notes) => {
      if (bad > 0) notes.note('dbf.badValues', { field: name, count: bad, type: field.type }, 'warning')
      return { name, type, values }
    },
  }
}
function binaryReader(
  field: DbfField,
  bytes: Uint8Array,
  rows: number,
  size: number,
  read: (view: DataView, at: number) => number,
  type: 'number' | 'date' = 'number',
): FieldReader {
  if (field.length < size) return textReader(field, bytes, rows)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return numberReader(type, rows, (record) => read(view, record + field.at), field)
}

/** YYYYMMDD; blank or zeros are empty */
function dateAt(bytes: Uint8Array, at: number): number {
  const text = String.fromCharCode(...bytes.subarray(at, at + 8)).replace(/[\0 ]/g, '')
  if (text === '' || /^0+$/.test(text)) return Number.NaN
  const match = /^(\d{4})(\d\d)(\d\d)$/.exec(text)
  if (!match) return Number.POSITIVE_INFINITY
  const [year, month, day] = match.slice(1).map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : Number.POSITIVE_INFINITY
}
/** FoxPro date-time: Julian day number and milliseconds of the day */
function julianAt(view: DataView, at: number): number {
  const day = view.getInt32(at, true)
  if (day === 0) return Number.NaN
  return (day - 2_440_588) * 86_400_000 + view.getInt32(at + 4, true)
}
