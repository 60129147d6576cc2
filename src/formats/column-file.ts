import { AppError } from '../core/errors.ts'
import type { ColumnStore } from '../core/ranged-layer.ts'
import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { ByteSource } from './geotiff-source.ts'

/**
 * The fields of a published layer one by one, so that a question over all rows reads the fields it names and no shapes. The file:
 *
 *     "OMCOLS01"   length of the header (uint32)   header (JSON, ColumnHeader)   blocks
 *
 * A block holds one field of some rows, at most 64 k, deflated. Numbers and dates are float64 by
 * bytes of the same rank, which packs better; booleans a byte; text the length (uint32) of a JSON list of the different values,
 * the list, and a uint16 a row. Little endian throughout.
 */
export const COLUMN_MAGIC = 'OMCOLS01'
export const BLOCK_ROWS = 65_536
const MAX_HEADER_BYTES = 8 << 20
/** Of a block as it is unpacked: 64 k texts of a thousand bytes. */
const MAX_BLOCK_BYTES = 64 << 20
/** Blocks are read so many bytes at a time. */
const READ_BYTES = 4 << 20

export interface ColumnHeader {
  /** of each block */
  readonly rows: readonly number[]
  readonly fields: readonly {
    readonly name: string
    readonly type: Column['type']
    /** where each block begins behind the header, and the end of the last */
    readonly starts: readonly number[]
    /** bytes of each block as it is unpacked */
    readonly sizes: readonly number[]
  }[]
}

/** Makes a block of one field of some rows; `size` is what it unpacks to. */
export async function blockPacker() {
  const { deflateSync } = await import('fflate')
  return (column: Column, from: number, to: number): { readonly bytes: Uint8Array; readonly size: number } => {
    const block = plainBlock(column, from, to)
    return { bytes: deflateSync(block, { level: 6 }), size: block.length }
  }
}

function plainBlock(column: Column, from: number, to: number): Uint8Array {
  if (column.type === 'boolean') return column.values.slice(from, to)
  if (column.type !== 'text') return shuffled(column.values.slice(from, to))
  const known = new Map<string | null, number>()
  const codes = new Uint16Array(to - from)
  for (let row = from; row < to; row++) {
    const value = column.dictionary[column.codes[row]] ?? null
    let code = known.get(value)
    if (code === undefined) {
      code = known.size
      known.set(value, code)
    }
    codes[row - from] = code
  }
  const words = new TextEncoder().encode(JSON.stringify([...known.keys()]))
  const block = new Uint8Array(4 + words.length + 2 * codes.length)
  const view = new DataView(block.buffer)
  view.setUint32(0, words.length, true)
  block.set(words, 4)
  for (let i = 0; i < codes.length; i++) view.setUint16(4 + words.length + 2 * i, codes[i], true)
  return block
}

function shuffled(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer)
  const block = new Uint8Array(bytes.length)
  for (let i = 0; i < values.length; i++) for (let k = 0; k < 8; k++) block[k * values.length + i] = bytes[8 * i + k]
  return block
}

function unshuffle(block: Uint8Array, into: Float64Array): void {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength)
  for (let i = 0; i < into.length; i++) for (let k = 0; k < 8; k++) bytes[8 * i + k] = block[k * into.length + i]
}

/** @throws AppError columns.damaged, and what `source` throws */
export async function openColumnFile(source: ByteSource, file: string, signal: AbortSignal): Promise<ColumnStore> {
  const damaged = () => new AppError('columns.damaged', { file })
  const slice = async (offset: number, length: number, stop: AbortSignal) => {
    const bytes = new Uint8Array((await source.fetchSlice({ offset, length }, stop)).data)
    if (bytes.length < length) throw damaged()
    return bytes
  }
  const start = await slice(0, 12, signal)
  const headerBytes = new DataView(start.buffer, start.byteOffset).getUint32(8, true)
  if (new TextDecoder().decode(start.subarray(0, 8)) !== COLUMN_MAGIC || headerBytes > MAX_HEADER_BYTES) throw damaged()
  const header = readHeader(await slice(12, headerBytes, signal))
  if (!header) throw damaged()
  const firstRows = [0]
  for (const rows of header.rows) firstRows.push(firstRows[firstRows.length - 1] + rows)
  const count = firstRows[header.rows.length]
  const { inflateSync } = await import('fflate')

  async function read(name: string, task: Task): Promise<Column> {
    const field = header?.fields.find((each) => each.name === name)
    if (!field) throw damaged()
    const { starts, sizes } = field
    const filled = emptyColumn(field.name, field.type, count)
    for (let first = 0; first < sizes.length; ) {
      let end = first + 1
      while (end < sizes.length && starts[end + 1] - starts[first] <= READ_BYTES) end++
      const bytes = await slice(12 + headerBytes + starts[first], starts[end] - starts[first], task.signal)
      for (let block = first; block < end; block++) {
        const packed = bytes.subarray(starts[block] - starts[first], starts[block + 1] - starts[first])
        const [from, to] = [firstRows[block], firstRows[block + 1]]
        if (!take(filled, unpacked(packed, sizes[block]), from, to - from)) throw damaged()
        task.progress((block + 1) / sizes.length)
        await task.breathe()
      }
      first = end
    }
    return filled.column
  }

  /** null: it is not what its header says */
  function unpacked(packed: Uint8Array, size: number): Uint8Array | null {
    try {
      const bytes = inflateSync(packed, { out: new Uint8Array(size) })
      return bytes.length === size ? bytes : null
    } catch {
      return null
    }
  }

  return {
    count,
    fields: header.fields.map(({ name, type, starts, sizes }) => ({
      name,
      type,
      bytes: starts[starts.length - 1] - starts[0],
      // a text takes its code and its words, which are two bytes a letter at most
      memory:
        type === 'text' ? 4 * count + 2 * sizes.reduce((sum, size) => sum + size, 0) : type === 'boolean' ? count : 8 * count,
    })),
    read,
  }
}

interface Filling {
  readonly column: Column
  /** code of each text in the whole column */
  readonly known: Map<string | null, number>
}

function emptyColumn(name: string, type: Column['type'], count: number): Filling {
  const known = new Map<string | null, number>()
  if (type === 'text')
    return { known, column: { name, type, codes: new Uint32Array(count), dictionary: [] as (string | null)[] } }
  if (type === 'boolean') return { known, column: { name, type, values: new Uint8Array(count) } }
  return { known, column: { name, type, values: new Float64Array(count) } }
}

/** Puts a block into its place; false: it is damaged. */
function take({ column, known }: Filling, block: Uint8Array | null, from: number, rows: number): boolean {
  if (!block) return false
  if (column.type === 'boolean') {
    if (block.length !== rows) return false
    column.values.set(block, from)
    return true
  }
  if (column.type !== 'text') {
    if (block.length !== 8 * rows) return false
    unshuffle(block, column.values.subarray(from, from + rows))
    return true
  }
  const view = new DataView(block.buffer, block.byteOffset, block.length)
  const length = block.length >= 4 ? view.getUint32(0, true) : 0
  const words = block.length === 4 + length + 2 * rows ? readWords(block.subarray(4, 4 + length)) : null
  if (!words) return false
  const dictionary = column.dictionary as (string | null)[]
  const codes = words.map((word) => {
    let code = known.get(word)
    if (code === undefined) {
      code = known.size
      known.set(word, code)
      dictionary.push(word)
    }
    return code
  })
  for (let i = 0; i < rows; i++) {
    const code = codes[view.getUint16(4 + length + 2 * i, true)]
    if (code === undefined) return false
    column.codes[from + i] = code
  }
  return true
}

function readWords(bytes: Uint8Array): readonly (string | null)[] | null {
  try {
    const words: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return Array.isArray(words) && words.every((word) => word === null || typeof word === 'string') ? words : null
  } catch {
    return null
  }
}

function readHeader(bytes: Uint8Array): ColumnHeader | null {
  try {
    const { rows, fields } = JSON.parse(new TextDecoder().decode(bytes)) as ColumnHeader
    const isSound =
      rows.every((each) => Number.isSafeInteger(each) && each > 0 && each <= BLOCK_ROWS) &&
      rows.length * BLOCK_ROWS < 2 ** 32 &&
      fields.every(
        ({ name, type, starts, sizes }) =>
          typeof name === 'string' &&
          ['number', 'date', 'boolean', 'text'].includes(type) &&
          sizes.length === rows.length &&
          starts.length === rows.length + 1 &&
          sizes.every((size) => Number.isSafeInteger(size) && size >= 0 && size <= MAX_BLOCK_BYTES) &&
          starts.every((start, i) => Number.isSafeInteger(start) && start >= (starts[i - 1] ?? 0)),
      )
    return isSound ? { rows, fields } : null
  } catch {
    return null
  }
}
