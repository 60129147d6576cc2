import { AppError } from '../core/errors.ts'
import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { uniqueNames } from '../core/unique-names.ts'
import { chooseEncoding, type EncodingChoice } from './dbf-encoding.ts'
import { type FileWindow, PIECE_BYTES } from './file-source.ts'
import { MOST_SKIPPED } from './format.ts'
import { isRounded, LostDigits } from './lost-digits.ts'
import { plainDecimal } from './plain-decimal.ts'
import { ByteTextBuilder } from './text-builder.ts'
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
  /** bytes of a record that no field takes: widths that lie put values into wrong fields */
  readonly unread: number
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

/** The header of a .dbf is no longer. */
const MAX_HEAD_BYTES = 1 << 16
/** of a deleted record that is kept to be looked at */
const MOST_RECORD_BYTES = 500

/** dBase III to 7-style header as shapefiles use it. @throws AppError format.truncated, dbf.damaged */
export async function readDbfHead(window: FileWindow, file: string): Promise<DbfHead> {
  const { size } = window
  const headEnd = Math.min(size, MAX_HEAD_BYTES)
  if (!window.has(0, headEnd)) await window.bring(0, headEnd)
  const { bytes, view } = window
  if (size < 33) throw new AppError('format.truncated', { file, at: size, expected: 33 })
  const stated = view.getUint32(4, true)
  const start = view.getUint16(8, true)
  const recordBytes = view.getUint16(10, true)
  if (start < 33) throw new AppError('dbf.damaged', { file, at: 8, value: start })
  if (recordBytes < 1) throw new AppError('dbf.damaged', { file, at: 10, value: recordBytes })
  if (start > size) throw new AppError('format.truncated', { file, at: size, expected: start })
  const fields: DbfField[] = []
  let offset = 1
  for (let at = 32; at + 32 <= start && bytes[at] !== 0x0d; at += 32) {
    const nameEnd = bytes.subarray(at, at + 11).indexOf(0)
    const type = String.fromCharCode(bytes[at + 11])
    // Clipper and FoxPro keep the high byte of a long text's length where others keep decimals
    const length = bytes[at + 16] + (type === 'C' ? bytes[at + 17] * 256 : 0)
    const field = {
      rawName: bytes.slice(at, at + (nameEnd < 0 ? 11 : nameEnd)),
      type,
      at: offset,
      length,
      decimals: bytes[at + 17],
    }
    offset += length
    if (offset > recordBytes) throw new AppError('dbf.damaged', { file, at: at + 16, value: offset })
    fields.push(field)
  }
  const count = Math.min(stated, Math.floor((size - start) / recordBytes))
  return { count, stated, recordBytes, unread: recordBytes - offset, start, languageDriver: bytes[29], fields }
}

export interface DeletedRecords {
  /** 1 for each record that is marked as deleted */
  readonly marks: Uint8Array
  /** the first of them as they stand in the file: number from 1, and bytes behind the mark */
  readonly first: readonly { readonly record: number; readonly bytes: Uint8Array }[]
}

/** The records that are marked as deleted. */
export async function deletedRecords(
  window: FileWindow,
  { start, recordBytes, count }: DbfHead,
  task: Task,
): Promise<DeletedRecords> {
  const marks = new Uint8Array(count)
  const first: { record: number; bytes: Uint8Array }[] = []
  for (let record = 0; record < count; record++) {
    const at = start + record * recordBytes
    if (!window.has(at, at + recordBytes)) {
      await window.bring(at, at + recordBytes)
      await task.breathe()
    }
    const here = at - window.start
    if (window.bytes[here] !== DELETED) continue
    marks[record] = 1
    if (first.length < MOST_SKIPPED)
      first.push({ record: record + 1, bytes: window.bytes.slice(here + 1, here + Math.min(recordBytes, MOST_RECORD_BYTES)) })
  }
  return { marks, first }
}

/** The first of the records that are not marked as deleted. */
export async function firstRecords(
  window: FileWindow,
  { start, recordBytes, count }: DbfHead,
  most: number,
): Promise<Uint32Array> {
  const records: number[] = []
  for (let record = 0; record < count && records.length < most; record++) {
    const at = start + record * recordBytes
    if (!window.has(at, at + recordBytes)) await window.bring(at, at + recordBytes)
    if (window.bytes[at - window.start] !== DELETED) records.push(record)
  }
  return Uint32Array.from(records)
}

export interface DbfColumns {
  readonly columns: readonly Column[]
  readonly types: ReadonlyMap<string, string>
  readonly encoding: EncodingChoice
}

/** @param records record of each row; one that is not there gives nulls */
export async function readDbfColumns(
  window: FileWindow,
  file: string,
  head: DbfHead,
  records: Uint32Array,
  declared: { readonly user?: string; readonly cpg: string | null },
  notes: Pick<Task, 'note'>,
  task: Task,
): Promise<DbfColumns> {
  const readers = head.fields.map((field) => fieldReader(field, records.length))
  const placeOf = (record: number) => head.start + record * head.recordBytes
  // ascending, and those that the file does not have at the end
  const there = records.findLastIndex((record) => record < head.count) + 1
  const atOnce = Math.max(1, Math.min(ROWS_AT_ONCE, Math.floor(PIECE_BYTES / head.recordBytes)))
  for (let from = 0; from < there; from += atOnce) {
    const end = Math.min(there, from + atOnce)
    const [first, last] = [placeOf(records[from]), placeOf(records[end - 1] + 1)]
    if (!window.has(first, last)) await window.bring(first, last)
    // field by field: the same code over many rows is what the compiler makes fast
    for (const reader of readers)
      for (let row = from; row < end; row++) reader.read(window, placeOf(records[row]) - window.start, row)
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
  /** @param record its place in the bytes at hand */
  read(at: FileWindow, record: number, row: number): void
  finish(name: string, decode: (range: Uint8Array) => string, notes: Pick<Task, 'note'>): Column
}

function fieldReader(field: DbfField, rows: number): FieldReader {
  switch (field.type) {
    case 'N':
    case 'F':
      return decimalReader(field, rows)
    case 'D':
      return numberReader('date', rows, ({ bytes }, record) => dateAt(bytes, record + field.at), field)
    case 'L':
      return logicalReader(field, rows)
    case 'I':
    case '+':
      return binaryReader(field, rows, 4, (view, at) => view.getInt32(at, true))
    case 'O':
      return binaryReader(field, rows, 8, (view, at) => view.getFloat64(at, true))
    case 'Y':
      return binaryReader(field, rows, 8, (view, at) => Number(view.getBigInt64(at, true)) / 10_000)
    case 'T':
    case '@':
      return binaryReader(field, rows, 8, (view, at) => julianAt(view, at), 'date')
    case 'B':
      // a double in FoxPro; a memo's block number in dBase
      return field.length === 8 ? binaryReader(field, rows, 8, (view, at) => view.getFloat64(at, true)) : textReader(field, rows)
    default:
      return textReader(field, rows)
  }
}

function textReader(field: DbfField, rows: number): FieldReader {
  const texts = new ByteTextBuilder(rows)
  return {
    texts,
    read: ({ bytes }, record, row) => {
      const start = record + field.at
      let end = start + field.length
      while (end > start && (bytes[end - 1] === SPACE || bytes[end - 1] === 0)) end--
      if (end > start) texts.set(row, bytes, start, end)
    },
    finish: (name, decode, notes) => {
      if (/[MGPBW]/.test(field.type)) notes.note('dbf.memo', { field: name, type: field.type }, 'warning')
      return texts.finishMerged(name, decode)
    },
  }
}

/** Text of a number. Whole numbers of more than 15 digits that a double cannot hold make the column text. */
function decimalReader(field: DbfField, rows: number): FieldReader {
  const values = new Float64Array(rows).fill(Number.NaN)
  // as it stands, where the number may be one that a double cannot hold
  const exact = field.length > 15 && field.decimals === 0 ? new ByteTextBuilder(rows) : null
  let bad = 0
  let firstBad = ''
  let inexact = 0
  const lost = new LostDigits()
  return {
    read: ({ bytes }, record, row) => {
      const start = record + field.at
      const end = start + field.length
      const plain = plainDecimal(bytes, start, end)
      if (!Number.isNaN(plain)) {
        values[row] = plain
        exact?.set(row, bytes, start, end)
        return
      }
      const text = withoutBlanks(bytes.subarray(start, end))
      if (text === '') return
      const value = Number(text.replace(',', '.'))
      if (Number.isFinite(value)) {
        values[row] = value
        exact?.set(row, bytes, start, end)
        if (isRounded(text, value)) lost.add(text)
        if (exact && Number.isInteger(value) && !Number.isSafeInteger(value)) inexact++
      } else if (bad++ === 0) firstBad = text
    },
    finish: (name, _decode, notes) => {
      if (bad > 0) notes.note('dbf.badNumbers', { field: name, count: bad, value: firstBad }, 'warning')
      if (!exact || inexact === 0) {
        lost.tell('field.rounded', name, notes)
        return { name, type: 'number', values }
      }
      notes.note('field.longAsText', { field: name, count: inexact })
      return exact.finishMerged(name, withoutBlanks)
    },
  }
}
function withoutBlanks(bytes: Uint8Array): string {
  let from = 0
  let to = bytes.length
  while (from < to && isBlank(bytes[from])) from++
  while (to > from && isBlank(bytes[to - 1])) to--
  const text = String.fromCharCode(...bytes.subarray(from, to))
  return /[\0 ]/.test(text) ? text.replace(/[\0 ]+/g, '') : text
}
const isBlank = (letter: number) => letter === 0x20 || letter === 0

function logicalReader(field: DbfField, rows: number): FieldReader {
  const values = new Uint8Array(rows).fill(255)
  return {
    read: ({ bytes }, record, row) => {
      const letter = String.fromCharCode(bytes[record + field.at]).toUpperCase()
      if (letter === 'T' || letter === 'Y' || letter === '1') values[row] = 1
      else if (letter === 'F' || letter === 'N' || letter === '0') values[row] = 0
    },
    finish: (name) => ({ name, type: 'boolean', values }),
  }
}

/** @param valueAt NaN: empty; Infinity: not readable */
function numberReader(
  type: 'number' | 'date',
  rows: number,
  valueAt: (at: FileWindow, record: number) => number,
  field: DbfField,
): FieldReader {
  const values = new Float64Array(rows).fill(Number.NaN)
  let bad = 0
  return {
    read: (at, record, row) => {
      const value = valueAt(at, record)
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
  rows: number,
  size: number,
  read: (view: DataView, at: number) => number,
  type: 'number' | 'date' = 'number',
): FieldReader {
  if (field.length < size) return textReader(field, rows)
  return numberReader(type, rows, ({ view }, record) => read(view, record + field.at), field)
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
