import { AppError } from './errors.ts'
import { joinBytes } from './join-bytes.ts'
import type { Column, Geometry, Table } from './table.ts'

/**
 * A table as one buffer: 'KOMT', version (uint32), header length in bytes (uint32), 0, header (JSON, UTF-8, padded), then the arrays,
 * each at a multiple of 8. All little endian. The header names the arrays by offset and length, so that a reader makes views and
 * copies nothing.
 */
const MAGIC = 0x544d4f4b
const VERSION = 1
const PREFIX_BYTES = 16

type ArrayKind = 'f64' | 'u32' | 'u8'
interface Slot {
  readonly kind: ArrayKind
  /** bytes from the start of the data part */
  readonly at: number
  /** elements */
  readonly length: number
}
interface Header {
  readonly name: string
  readonly crs: string
  readonly length: number
  readonly columns: readonly {
    readonly name: string
    readonly type: Column['type']
    readonly values: Slot
    readonly dictionary?: readonly (string | null)[]
  }[]
  readonly geometry:
    | (Record<'xy' | 'rings' | 'parts' | 'rows', Slot> & {
        readonly kind: Geometry['kind']
        readonly z?: Slot
        readonly m?: Slot
      })
    | null
}

export function packTable(table: Table): ArrayBuffer {
  return joinBytes([...packInPieces(table, Number.POSITIVE_INFINITY)]).buffer
}

/**
 * The bytes of `packTable` one after the other, so that a large table need not exist a second time as a whole. Only the first piece,
 * with the header and its dictionaries, may be longer than asked; pieces may be views of the table's own buffers.
 */
export function* packInPieces(table: Table, pieceBytes: number): Generator<Uint8Array> {
  const arrays: (Float64Array | Uint32Array | Uint8Array)[] = []
  let bytes = 0
  const put = (array: Float64Array | Uint32Array | Uint8Array): Slot => {
    const at = bytes
    arrays.push(array)
    bytes += aligned(array.byteLength)
    return { kind: array instanceof Float64Array ? 'f64' : array instanceof Uint32Array ? 'u32' : 'u8', at, length: array.length }
  }
  const { geometry } = table
  const header: Header = {
    name: table.name,
    crs: table.crs,
    length: table.length,
    columns: table.columns.map((column) =>
      column.type === 'text'
        ? { name: column.name, type: column.type, values: put(column.codes), dictionary: column.dictionary }
        : { name: column.name, type: column.type, values: put(column.values) },
    ),
    geometry: geometry && {
      kind: geometry.kind,
      xy: put(geometry.xy),
      rings: put(geometry.rings),
      parts: put(geometry.parts),
      rows: put(geometry.rows),
      ...(geometry.z ? { z: put(geometry.z) } : {}),
      ...(geometry.m ? { m: put(geometry.m) } : {}),
    },
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  const head = new Uint8Array(aligned(PREFIX_BYTES + json.length))
  new Uint32Array(head.buffer, 0, 4).set([MAGIC, VERSION, json.length, 0])
  head.set(json, PREFIX_BYTES)
  yield head
  for (const array of arrays) {
    const all = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    for (let at = 0; at < all.length; at += pieceBytes) yield all.subarray(at, at + pieceBytes)
    const padding = aligned(all.length) - all.length
    if (padding > 0) yield new Uint8Array(padding)
  }
}

/** The table as views of `buffer`. @throws AppError pack.invalid {reason, at}; pack.version {found, expected} */
export function unpackTable(buffer: ArrayBuffer): Table {
  if (buffer.byteLength < PREFIX_BYTES) throw invalid('short', buffer.byteLength)
  const [magic, version, headerBytes] = new Uint32Array(buffer, 0, 3)
  if (magic !== MAGIC) throw invalid('magic', 0)
  if (version !== VERSION) throw new AppError('pack.version', { found: version, expected: VERSION })
  if (PREFIX_BYTES + headerBytes > buffer.byteLength) throw invalid('header', 8)
  const header = parseHeader(new Uint8Array(buffer, PREFIX_BYTES, headerBytes))
  const start = aligned(PREFIX_BYTES + headerBytes)
  const take = <K extends ArrayKind>(slot: Slot | undefined, kind: K, length?: number): Arrays[K] => {
    const size = kind === 'f64' ? 8 : kind === 'u32' ? 4 : 1
    const isSound =
      slot?.kind === kind &&
      isCount(slot.at) &&
      isCount(slot.length) &&
      slot.at % 8 === 0 &&
      start + slot.at + slot.length * size <= buffer.byteLength &&
      (length === undefined || slot.length === length)
    if (!isSound) throw invalid('array', start + (Number(slot?.at) || 0))
    const make = kind === 'f64' ? Float64Array : kind === 'u32' ? Uint32Array : Uint8Array
    return new make(buffer, start + slot.at, slot.length) as Arrays[K]
  }
  const rows = header.length
  if (!isCount(rows) || !Array.isArray(header.columns)) throw invalid('header', PREFIX_BYTES)
  const columns = header.columns.map((column): Column => {
    const { name, type, values, dictionary } = column
    switch (type) {
      case 'text': {
        if (!Array.isArray(dictionary)) throw invalid('header', PREFIX_BYTES)
        const codes = take(values, 'u32', rows)
        // a code without a text would be found only where it is shown
        for (const code of codes) if (code >= dictionary.length) throw invalid('codes', start)
        return { name, type, codes, dictionary }
      }
      case 'boolean':
        return { name, type, values: take(values, 'u8', rows) }
      case 'number':
      case 'date':
        return { name, type, values: take(values, 'f64', rows) }
      default:
        throw invalid('header', PREFIX_BYTES)
    }
  })
  return { name: header.name, crs: header.crs, length: rows, columns, geometry: unpackGeometry(header, take) }
}

interface Arrays {
  readonly f64: Float64Array
  readonly u32: Uint32Array
  readonly u8: Uint8Array
}
type Take = <K extends ArrayKind>(slot: Slot | undefined, kind: K, length?: number) => Arrays[K]

function unpackGeometry(header: Header, take: Take): Geometry | null {
  const packed = header.geometry
  if (!packed) return null
  if (!['point', 'line', 'polygon'].includes(packed.kind)) throw invalid('header', PREFIX_BYTES)
  const rows = take(packed.rows, 'u32', header.length + 1)
  const parts = take(packed.parts, 'u32', rows[header.length] + 1)
  const rings = take(packed.rings, 'u32', parts[parts.length - 1] + 1)
  const xy = take(packed.xy, 'f64', rings[rings.length - 1] * 2)
  for (const offsets of [rows, parts, rings]) {
    let last = 0
    for (const offset of offsets) {
      if (offset < last) throw invalid('offsets', 0)
      last = offset
    }
  }
  const z = packed.z ? { z: take(packed.z, 'f64', xy.length / 2) } : {}
  const m = packed.m ? { m: take(packed.m, 'f64', xy.length / 2) } : {}
  return { kind: packed.kind, xy, rings, parts, rows, ...z, ...m }
}

function parseHeader(bytes: Uint8Array): Header {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof header === 'object' && header !== null) return header as Header
  } catch {
    // told below
  }
  throw invalid('header', PREFIX_BYTES)
}

const aligned = (bytes: number) => Math.ceil(bytes / 8) * 8
const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0
const invalid = (reason: string, at: number) => new AppError('pack.invalid', { reason, at })
