import { AppError } from '../core/errors.ts'
import { Cursor, Damage } from './flatgeobuf-cursor.ts'
import { indexBytes, NODE_SIZE } from './flatgeobuf-index.ts'
import type { InputFile } from './format.ts'
import { parseWktCrs } from './wkt-crs.ts'

const MAGIC_BYTES = 8
/** header.fbs of FlatGeobuf 3: numbers of the fields and of the enum values */
const HEADER = {
  name: 0,
  envelope: 1,
  geometryType: 2,
  hasZ: 3,
  columns: 7,
  featuresCount: 8,
  indexNodeSize: 9,
  crs: 10,
} as const
const CRS = { org: 0, code: 1, wkt: 4, codeString: 5 } as const
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
export type ColumnTypeName = (typeof COLUMN_TYPES)[number]
export const MAX_HEADER_BYTES = 64 << 20

/** What the header of a FlatGeobuf says. */
export interface Head {
  readonly name: string
  readonly envelope: readonly number[]
  readonly geometryType: number
  readonly hasZ: boolean
  readonly columns: readonly { readonly name: string; readonly type: ColumnTypeName }[]
  readonly count: number
  readonly crs: string | null
  /** children of a node of the index; 0: there is none */
  readonly nodeSize: number
  readonly indexAt: number
  readonly featuresAt: number
}

/** @param bytes at least the header @param fileBytes of the whole file; null: not known @throws AppError format.* */
export function readHead(
  cursor: Cursor,
  { bytes, name: file }: Pick<InputFile, 'bytes' | 'name'>,
  fileBytes: number | null,
): Head {
  if (bytes.length < MAGIC_BYTES + 4)
    throw new AppError('format.truncated', { file, at: bytes.length, expected: MAGIC_BYTES + 4 })
  if (bytes[3] !== 3) throw new AppError('format.version', { file, found: bytes[3], expected: 3, at: 3 })
  const size = cursor.view.getUint32(MAGIC_BYTES, true)
  const end = MAGIC_BYTES + 4 + size
  if (size < 8 || size > MAX_HEADER_BYTES) throw new AppError('format.headDamaged', { file, at: MAGIC_BYTES })
  if (end > bytes.length) throw new AppError('format.truncated', { file, at: bytes.length, expected: end })
  try {
    const header = cursor.open(MAGIC_BYTES + 4, end)
    const nodeSizeAt = cursor.field(header, HEADER.indexNodeSize, 2)
    const nodeSize = nodeSizeAt ? cursor.view.getUint16(nodeSizeAt, true) : 16
    const countAt = cursor.field(header, HEADER.featuresCount, 8)
    const count = countAt ? Number(cursor.view.getBigUint64(countAt, true)) : 0
    // a feature takes 12 bytes at least, which bounds what a lying count can ask for
    if (fileBytes !== null && count * 12 > fileBytes)
      throw new AppError('format.truncated', { file, at: fileBytes, expected: count * 12 })
    const envelope = cursor.vector(header, HEADER.envelope, 8)
    const columns = cursor.vector(header, HEADER.columns, 4)
    return {
      name: cursor.text(header, HEADER.name),
      geometryType: cursor.byte(header, HEADER.geometryType),
      hasZ: cursor.byte(header, HEADER.hasZ) === 1,
      envelope: Array.from({ length: cursor.length(envelope) }, (_, i) => cursor.view.getFloat64(envelope + 4 + i * 8, true)),
      columns: Array.from({ length: cursor.length(columns) }, (_, i) => {
        const column = cursor.jump(columns + 4 + i * 4)
        const type = COLUMN_TYPES[cursor.byte(column, 1)]
        if (!type) throw new Damage(column)
        return { name: cursor.text(column, 0), type }
      }),
      count,
      crs: readCrs(cursor, header),
      nodeSize: count > 0 && nodeSize > 1 ? nodeSize : 0,
      indexAt: end,
      featuresAt: end + indexBytes(count, nodeSize),
    }
  } catch (error) {
    if (error instanceof Damage) throw new AppError('format.headDamaged', { file, at: error.at })
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
  const { count, featuresAt } = readHead(cursor, { name, bytes: head }, null)
  const bytes = head.slice(0, MAGIC_BYTES + 4 + size)
  const own = new Cursor(bytes)
  const countAt = own.field(own.open(MAGIC_BYTES + 4, bytes.length), HEADER.featuresCount, 8)
  if (countAt) own.view.setBigUint64(countAt, 0n, true)
  return { bytes, count, featuresAt }
}

/**
 * Magic and header of a file that holds some of the features of another: their number and extent in place of those of all.
 * @param head the header of that other file, wholly @throws AppError format.*
 */
export function headOfPart(
  name: string,
  head: Uint8Array,
  { count, extent }: { readonly count: number; readonly extent: readonly [number, number, number, number] },
): Uint8Array {
  const { bytes } = headOfPieces(name, head)
  const cursor = new Cursor(bytes)
  const header = cursor.open(MAGIC_BYTES + 4, bytes.length)
  const countAt = cursor.field(header, HEADER.featuresCount, 8)
  const nodeSizeAt = cursor.field(header, HEADER.indexNodeSize, 2)
  if (!countAt) throw new AppError('fgb.noIndex', { file: name })
  cursor.view.setBigUint64(countAt, BigInt(count), true)
  if (nodeSizeAt) cursor.view.setUint16(nodeSizeAt, NODE_SIZE, true)
  const envelope = cursor.vector(header, HEADER.envelope, 8)
  const half = cursor.length(envelope) / 2
  const set = (i: number, value: number) => cursor.view.setFloat64(envelope + 4 + i * 8, value, true)
  if (half >= 2)
    for (const axis of [0, 1]) {
      set(axis, extent[axis])
      set(half + axis, extent[2 + axis])
    }
  return bytes
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
