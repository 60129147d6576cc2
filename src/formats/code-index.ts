import { AppError } from '../core/errors.ts'
import type { CodeIndex } from '../core/ranged-layer.ts'
import type { ByteSource } from './geotiff-source.ts'

/**
 * Codes of a published layer in order, so that rows are found by the beginning of their code without reading the layer. The file:
 *
 *     "OMCODES1"   length of the header (uint32)   header (JSON, CodeHeader)   blocks
 *
 * A block holds entries in the order of their bytes, then of their rows: length (uint16), code as core/tiling/search.ts folds it (UTF-8),
 * row (uint32). Little endian throughout.
 */
export const CODE_MAGIC = 'OMCODES1'
export const CODE_BLOCK_BYTES = 32 << 10
const MAX_HEADER_BYTES = 32 << 20

export interface CodeHeader {
  readonly fields: readonly {
    readonly name: string
    /** where each block begins behind the header, and the end of the last */
    readonly starts: readonly number[]
    /** the first code of each block */
    readonly firsts: readonly string[]
  }[]
}

/** Order of the file: by bytes. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return a.length - b.length
}

/** @throws AppError codes.damaged, and what `source` throws */
export async function openCodeIndex(source: ByteSource, file: string, signal: AbortSignal): Promise<CodeIndex> {
  const slice = async (offset: number, length: number, stop: AbortSignal) => {
    const bytes = new Uint8Array((await source.fetchSlice({ offset, length }, stop)).data)
    if (bytes.length < length) throw new AppError('codes.damaged', { file })
    return bytes
  }
  const start = await slice(0, 12, signal)
  const headerBytes = new DataView(start.buffer).getUint32(8, true)
  if (new TextDecoder().decode(start.subarray(0, 8)) !== CODE_MAGIC || headerBytes > MAX_HEADER_BYTES)
    throw new AppError('codes.damaged', { file })
  const header = readHeader(await slice(12, headerBytes, signal), file)
  const encoder = new TextEncoder()
  const firsts = new Map(header.fields.map((field) => [field.name, field.firsts.map((first) => encoder.encode(first))]))

  return {
    fields: header.fields.map(({ name }) => name),
    async find(name, folded, limit, stop) {
      const field = header.fields.find((each) => each.name === name)
      const wanted = encoder.encode(folded)
      if (!field || wanted.length === 0) return []
      const heads = firsts.get(name) ?? []
      const rows: number[] = []
      // the same code can go on over the border of two blocks
      const after = heads.findIndex((head) => compareBytes(head, wanted) >= 0)
      for (let block = Math.max(0, (after < 0 ? heads.length : after) - 1); block < heads.length; block++) {
        const [from, to] = [field.starts[block], field.starts[block + 1]]
        const bytes = await slice(12 + headerBytes + from, to - from, stop)
        const view = new DataView(bytes.buffer)
        for (let at = 0; at < bytes.length; ) {
          const end = at + 2 + (at + 2 <= bytes.length ? view.getUint16(at, true) : bytes.length)
          if (end + 4 > bytes.length) throw new AppError('codes.damaged', { file })
          const code = bytes.subarray(at + 2, end)
          if (compareBytes(code, wanted) >= 0) {
            if (compareBytes(code.subarray(0, wanted.length), wanted) !== 0) return rows
            rows.push(view.getUint32(end, true))
            if (rows.length === limit) return rows
          }
          at = end + 4
        }
      }
      return rows
    },
  }
}

function readHeader(bytes: Uint8Array, file: string): CodeHeader {
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes)) as CodeHeader
    const isSound = header.fields.every(
      ({ name, starts, firsts }) =>
        typeof name === 'string' &&
        starts.length === firsts.length + 1 &&
        starts.every((start, i) => Number.isSafeInteger(start) && start >= (starts[i - 1] ?? 0)) &&
        firsts.every((first) => typeof first === 'string'),
    )
    if (isSound) return header
  } catch {
    // as any other damage
  }
  throw new AppError('codes.damaged', { file })
}
