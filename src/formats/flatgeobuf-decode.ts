import { AppError, type Note } from '../core/errors.ts'
import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { uniqueNames } from '../core/unique-names.ts'
import { baseName, finishLayers, noteTaker } from './finish-layers.ts'
import { indexBytes } from './flatgeobuf-index.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { ByteTextBuilder, parseIsoDate, textColumn } from './text-builder.ts'
import { parseWktCrs } from './wkt-crs.ts'

const MAGIC_BYTES = 8
/** header.fbs and feature.fbs of FlatGeobuf 3: numbers of the fields and of the enum values */
const HEADER = { name: 0, envelope: 1, geometryType: 2, columns: 7, featuresCount: 8, indexNodeSize: 9, crs: 10 } as const
const CRS = { org: 0, code: 1, wkt: 4, codeString: 5 } as const
const FEATURE = { geometry: 0, properties: 1 } as const
const GEOMETRY = { ends: 0, xy: 1, z: 2, type: 6, parts: 7 } as const
const COLUMN_TYPES = [
  'Byte',
  'UByte',
  'Bool',
  'Short',
  'UShort',
  'Int',
  'UInt',
  'Long',
  'ULong',
  'Float',
  'Double',
  'String',
  'Json',
  'DateTime',
  'Binary',
] as const
type ColumnTypeName = (typeof COLUMN_TYPES)[number]
const MAX_HEADER_BYTES = 64 << 20
const MAX_DEPTH = 8

/** Reads flatbuffers with every offset checked against the bounds of its message: garbage gives an error, never a wild read. */
class Cursor {
  readonly view: DataView
  start = 0
  end = 0
  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  /** the message from `start` (behind its size) to `end` */
  open(start: number, end: number): number {
    this.start = start
    this.end = end
    return this.jump(start)
  }
  check(at: number, size: number): number {
    if (!(at >= this.start && at + size <= this.end)) throw new Damage(at)
    return at
  }
  jump(at: number): number {
    this.check(at, 4)
    return at + this.view.getUint32(at, true)
  }
  /** position of a table's field, 0 when it is absent */
  field(table: number, id: number, size: number): number {
    this.check(table, 4)
    const vtable = table - this.view.getInt32(table, true)
    this.check(vtable, 4)
    const slot = 4 + id * 2
    if (slot + 2 > this.view.getUint16(vtable, true)) return 0
    this.check(vtable + slot, 2)
    const offset = this.view.getUint16(vtable + slot, true)
    return offset === 0 ? 0 : this.check(table + offset, size)
  }
  /** position of a vector's length field, with all elements inside the message; 0 when absent */
  vector(table: number, id: number, elementSize: number): number {
    const at = this.field(table, id, 4)
    if (at === 0) return 0
    const vector = this.jump(at)
    this.check(vector, 4)
    this.check(vector + 4, this.view.getUint32(vector, true) * elementSize)
    return vector
  }
  length(vector: number): number {
    return vector === 0 ? 0 : this.view.getUint32(vector, true)
  }
  child(table: number, id: number): number {
    const at = this.field(table, id, 4)
    return at === 0 ? 0 : this.jump(at)
  }
  byte(table: number, id: number): number {
    const at = this.field(table, id, 1)
    return at === 0 ? 0 : this.view.getUint8(at)
  }
  text(table: number, id: number): string {
    const vector = this.vector(table, id, 1)
    if (vector === 0) return ''
    return utf8.decode(new Uint8Array(this.view.buffer, this.view.byteOffset + vector + 4, this.length(vector)))
  }
}
class Damage extends Error {
  readonly at: number
  constructor(at: number) {
    super('damaged')
    this.at = at
  }
}
const utf8 = new TextDecoder()

interface Head {
  readonly name: string
  readonly envelope: readonly number[]
  readonly geometryType: number
  readonly columns: readonly { readonly name: string; readonly type: ColumnTypeName }[]
  readonly count: number
  readonly crs: string | null
  readonly featuresAt: number
}

/** FlatGeobuf 3 into flat tables. Nothing of the library is used: its classes read past damaged offsets without a word. */
export async function decodeFlatGeobuf(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const [file] = files
  const notes: Note[] = []
  const taker = noteTaker(notes)
  const cursor = new Cursor(file.bytes)
  const head = readHead(cursor, file)
  const starts = await findFeatures(cursor, head, file, task)
  const count = starts.length - 1
  if (head.count !== 0 && head.count !== count) taker.note('fgb.countDiffers', { declared: head.count, found: count }, 'warning')

  const columns = head.columns.map((column) => columnReader(column.type, file.bytes, count))
  // a vertex takes 16 bytes at least
  const builder = new GeometryBuilder(Math.ceil((file.bytes.length - head.featuresAt) / 16))
  const readGeometry = geometryReader(cursor, builder, head)
  let damaged = 0
  let firstDamage = { row: 0, at: 0 }
  let rows = 0
  for (let i = 0; i < count; i++) {
    try {
      const feature = cursor.open(starts[i] + 4, starts[i + 1])
      readGeometry(feature)
      readProperties(cursor, feature, columns, rows)
      builder.endRow()
      rows++
    } catch (error) {
      if (!(error instanceof Damage)) throw error
      builder.forgetRow()
      for (const column of columns) column.clear(rows)
      if (damaged++ === 0) firstDamage = { row: i + 1, at: error.at }
    }
    if ((i & 1023) === 0) {
      task.progress(0.1 + (0.85 * i) / count, 'stage.read')
      await task.breathe()
    }
  }
  if (damaged > 0) {
    if (rows === 0) throw new AppError('format.damaged', { file: file.name, at: firstDamage.at, row: firstDamage.row })
    taker.note('format.featuresDamaged', { count: damaged, row: firstDamage.row, at: firstDamage.at }, 'warning')
  }
  if (readGeometry.unsupported.size > 0)
    taker.note(
      'geometry.unsupported',
      { types: [...readGeometry.unsupported].join(', '), count: readGeometry.unsupportedCount() },
      'warning',
    )
  if (readGeometry.outside() > 0) taker.note('fgb.outsideEnvelope', { count: readGeometry.outside() }, 'warning')

  const names = uniqueNames(head.columns.map((column) => column.name))
  return finishLayers(
    {
      file,
      name: head.name && head.name !== 'L1' ? head.name : baseName(file.name),
      format: 'flatgeobuf',
      columns: columns.map((column, i) => column.finish(names[i], rows, taker)),
      builder,
      declared: head.crs ? { crs: head.crs, evidence: 'header' } : null,
      fallback: { crs: options.likelyCrs?.find((crs) => crs === 'EPSG:4490') ?? 'EPSG:4326', evidence: 'default' },
      skipped: damaged,
      encoding: 'utf-8',
      encodingEvidence: 'specification',
      types: new Map(head.columns.map((column, i) => [names[i], column.type])),
      notes,
      // the format prescribes no winding
      reportsTurned: false,
    },
    options,
  )
}

function readHead(cursor: Cursor, { bytes, name: file }: Pick<InputFile, 'bytes' | 'name'>, isHeadOnly = false): Head {
  if (bytes.length < MAGIC_BYTES + 4)
    throw new AppError('format.truncated', { file, at: bytes.length, expected: MAGIC_BYTES + 4 })
  if (bytes[3] !== 3) throw new AppError('format.version', { file, found: bytes[3], expected: 3, at: 3 })
  const size = cursor.view.getUint32(MAGIC_BYTES, true)
  const end = MAGIC_BYTES + 4 + size
  if (size < 8 || size > MAX_HEADER_BYTES) throw new AppError('format.damaged', { file, at: MAGIC_BYTES, row: 0 })
  if (end > bytes.length) throw new AppError('format.truncated', { file, at: bytes.length, expected: end })
  try {
    const header = cursor.open(MAGIC_BYTES + 4, end)
    const nodeSizeAt = cursor.field(header, HEADER.indexNodeSize, 2)
    const nodeSize = nodeSizeAt ? cursor.view.getUint16(nodeSizeAt, true) : 16
    const countAt = cursor.field(header, HEADER.featuresCount, 8)
    const count = countAt ? Number(cursor.view.getBigUint64(countAt, true)) : 0
    // a feature takes 12 bytes at least, which bounds what a lying count can ask for
    if (!isHeadOnly && count * 12 > bytes.length)
      throw new AppError('format.truncated', { file, at: bytes.length, expected: count * 12 })
    const envelope = cursor.vector(header, HEADER.envelope, 8)
    const columns = cursor.vector(header, HEADER.columns, 4)
    return {
      name: cursor.text(header, HEADER.name),
      geometryType: cursor.byte(header, HEADER.geometryType),
      envelope: Array.from({ length: cursor.length(envelope) }, (_, i) => cursor.view.getFloat64(envelope + 4 + i * 8, true)),
      columns: Array.from({ length: cursor.length(columns) }, (_, i) => {
        const column = cursor.jump(columns + 4 + i * 4)
        const type = COLUMN_TYPES[cursor.byte(column, 1)]
        if (!type) throw new Damage(column)
        return { name: cursor.text(column, 0), type }
      }),
      count,
      crs: readCrs(cursor, header),
      featuresAt: end + indexBytes(count, nodeSize),
    }
  } catch (error) {
    if (error instanceof Damage) throw new AppError('format.damaged', { file, at: error.at, row: 0 })
    throw error
  }
}

/**
 * Magic and header of a file as they stand before features without an index, and where the features of the file begin: a file larger than
 * memory is read piece by piece as files of their own.
 * @param head at least the whole header @throws AppError format.*
 */
export function headOfPieces(name: string, head: Uint8Array): { bytes: Uint8Array; count: number; featuresAt: number } {
  const cursor = new Cursor(head)
  const size = head.length < MAGIC_BYTES + 4 ? 0 : cursor.view.getUint32(MAGIC_BYTES, true)
  // lengths of the file itself are not known here, only of its head
  const { count, featuresAt } = readHead(cursor, { name, bytes: head }, true)
  const bytes = head.slice(0, MAGIC_BYTES + 4 + size)
  const own = new Cursor(bytes)
  const countAt = own.field(own.open(MAGIC_BYTES + 4, bytes.length), HEADER.featuresCount, 8)
  if (countAt) own.view.setBigUint64(countAt, 0n, true)
  return { bytes, count, featuresAt }
}

function readCrs(cursor: Cursor, header: number): string | null {
  const crs = cursor.child(header, HEADER.crs)
  if (crs === 0) return null
  const codeAt = cursor.field(crs, CRS.code, 4)
  const code = codeAt ? cursor.view.getInt32(codeAt, true) : 0
  if (code > 0) return `${cursor.text(crs, CRS.org) || 'EPSG'}:${code}`
  const wkt = cursor.text(crs, CRS.wkt)
  return cursor.text(crs, CRS.codeString) || parseWktCrs(wkt)?.crs || wkt || null
}

/** Byte positions of the features' size fields, and the end. @throws AppError format.truncated when the last one is cut */
async function findFeatures(cursor: Cursor, head: Head, { bytes, name: file }: InputFile, task: Task): Promise<Float64Array> {
  if (head.featuresAt > bytes.length)
    throw new AppError('format.truncated', { file, at: bytes.length, expected: head.featuresAt })
  let starts = new Float64Array(Math.max(16, head.count + 1))
  let count = 0
  let at = head.featuresAt
  while (at < bytes.length) {
    const end = at + 4 + (at + 4 <= bytes.length ? cursor.view.getUint32(at, true) : 0)
    if (at + 4 > bytes.length || end > bytes.length)
      throw new AppError('format.truncated', { file, at, row: count + 1, expected: end })
    if (end - at < 8) throw new AppError('format.damaged', { file, at, row: count + 1 })
    if (count + 1 >= starts.length) {
      const grown = new Float64Array(starts.length * 2)
      grown.set(starts)
      starts = grown
    }
    starts[count++] = at
    at = end
    if ((count & 0xffff) === 0) await task.breathe()
  }
  if (count < head.count) throw new AppError('format.truncated', { file, at, row: count + 1, expected: head.count })
  starts[count] = at
  return starts.subarray(0, count + 1)
}

function geometryReader(cursor: Cursor, builder: GeometryBuilder, head: Head) {
  const unsupported = new Set<string>()
  let unsupportedCount = 0
  let outside = 0
  let budget = 0
  let isOutside = false
  const [minX, minY] = head.envelope
  const maxX = head.envelope[head.envelope.length / 2]
  const maxY = head.envelope[head.envelope.length / 2 + 1]
  // writers may round the envelope
  const slack = 1e-6 * Math.max(1, maxX - minX, maxY - minY)

  const vertices = (xy: number, z: number, from: number, to: number) => {
    const { view } = cursor
    const count = Math.min(to, cursor.length(xy) / 2)
    // parts may not point at the same vertices again and again
    budget -= count - from
    if (from > count || budget < 0) throw new Damage(xy)
    for (let v = from; v < count; v++) {
      const x = view.getFloat64(xy + 4 + v * 16, true)
      const y = view.getFloat64(xy + 12 + v * 16, true)
      if (x < minX - slack || y < minY - slack || x > maxX + slack || y > maxY + slack) isOutside = true
      builder.vertex(x, y, z === 0 ? Number.NaN : view.getFloat64(z + 4 + v * 8, true))
    }
  }
  const eachRing = (geometry: number, endsPart: boolean) => {
    const xy = cursor.vector(geometry, GEOMETRY.xy, 8)
    const z = cursor.vector(geometry, GEOMETRY.z, 8)
    if (z && cursor.length(z) * 2 < cursor.length(xy)) throw new Damage(z)
    const ends = cursor.vector(geometry, GEOMETRY.ends, 4)
    const rings = Math.max(1, cursor.length(ends))
    let from = 0
    for (let ring = 0; ring < rings; ring++) {
      const to = cursor.length(ends) > 0 ? cursor.view.getUint32(ends + 4 + ring * 4, true) : cursor.length(xy) / 2
      if (to < from || to * 2 > cursor.length(xy)) throw new Damage(ends)
      vertices(xy, z, from, to)
      builder.endRing()
      if (endsPart) builder.endPart()
      from = to
    }
  }
  const walk = (geometry: number, headType: number, depth: number): void => {
    const type = headType || cursor.byte(geometry, GEOMETRY.type)
    if (type === 1 || type === 4) {
      builder.begin('point')
      const xy = cursor.vector(geometry, GEOMETRY.xy, 8)
      const z = cursor.vector(geometry, GEOMETRY.z, 8)
      if (z && cursor.length(z) * 2 < cursor.length(xy)) throw new Damage(z)
      for (let v = 0; v < Math.floor(cursor.length(xy) / 2); v++) {
        vertices(xy, z, v, v + 1)
        builder.endRing()
        builder.endPart()
      }
    } else if (type === 2 || type === 5) {
      builder.begin('line')
      eachRing(geometry, true)
    } else if (type === 3) {
      builder.begin('polygon')
      eachRing(geometry, false)
      builder.endPart()
    } else if (type === 6 || type === 7) {
      if (depth > MAX_DEPTH) throw new Damage(geometry)
      const parts = cursor.vector(geometry, GEOMETRY.parts, 4)
      // some writers name every feature's type MultiPolygon and write a polygon's rings
      if (type === 6 && parts === 0) walk(geometry, 3, depth + 1)
      for (let i = 0; i < cursor.length(parts); i++) {
        if (budget-- < 0) throw new Damage(parts)
        walk(cursor.jump(parts + 4 + i * 4), type === 6 ? 3 : 0, depth + 1)
      }
    } else {
      unsupported.add(`type ${type}`)
      unsupportedCount++
    }
  }
  const read = (feature: number): void => {
    const geometry = cursor.child(feature, FEATURE.geometry)
    if (geometry === 0) return
    budget = (cursor.end - cursor.start) / 8
    isOutside = false
    walk(geometry, head.geometryType, 0)
    if (isOutside) outside++
  }
  return Object.assign(read, { unsupported, unsupportedCount: () => unsupportedCount, outside: () => outside })
}

interface ColumnReader {
  /** takes the value at `at`, answers its size in bytes */
  read(cursor: Cursor, at: number, end: number, row: number): number
  clear(row: number): void
  finish(name: string, rows: number, notes: Pick<Task, 'note'>): Column
}

function readProperties(cursor: Cursor, feature: number, columns: readonly ColumnReader[], row: number): void {
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

function columnReader(type: ColumnTypeName, bytes: Uint8Array, count: number): ColumnReader {
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
      return textReader(type, bytes, count)
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

function textReader(type: ColumnTypeName, bytes: Uint8Array, count: number): ColumnReader {
  const builder = new ByteTextBuilder(bytes, count)
  return {
    read: (cursor, at, end, row) => {
      if (at + 4 > end) throw new Damage(at)
      const length = cursor.view.getUint32(at, true)
      if (at + 4 + length > end) throw new Damage(at)
      builder.set(row, at + 4, at + 4 + length)
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
      return { name, type: 'date', values: Float64Array.from(column.codes, (code) => dates[code]) }
    },
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
