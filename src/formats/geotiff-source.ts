import type { GridFile } from '../core/raster/grid.ts'
import { type RangeOptions, rangeFetch } from './range-fetch.ts'

/** What the library asks of a file: pieces of it. */
export interface ByteSource {
  readonly fileSize: number | null
  fetchSlice(
    slice: { offset: number; length: number },
    signal?: AbortSignal,
  ): Promise<{ offset: number; length: number; data: ArrayBuffer }>
  fetch(slices: readonly { offset: number; length: number }[], signal?: AbortSignal): Promise<ArrayBuffer[]>
  close(): Promise<void>
}

const BLOCK_BYTES = 64 << 10
const BLOCKS_KEPT = 128

/**
 * Reads pieces of a file. An address is read by range requests in blocks of 64 kB, of which the last 128 are kept; a server that
 * answers with the whole file instead is taken at its word once, and then read from memory.
 */
export function byteSource(file: GridFile, name: string, options?: RangeOptions): ByteSource {
  return typeof file === 'string' ? remoteSource(file, name, options) : blobSource(file)
}

function blobSource(blob: Blob): ByteSource {
  return sourceOf(blob.size, async (offset, length) => {
    // a lying file names places of any size, at which Node's Blob ends the process
    if (!(offset >= 0 && offset < blob.size && length > 0)) return new ArrayBuffer(0)
    return blob.slice(offset, Math.min(offset + length, blob.size)).arrayBuffer()
  })
}

function remoteSource(url: string, name: string, options?: RangeOptions): ByteSource {
  const blocks = new Map<number, Promise<ArrayBuffer>>()
  let whole: ArrayBuffer | null = null
  const fetchRange = rangeFetch(url, name, options)

  async function request(first: number, count: number, signal?: AbortSignal): Promise<ArrayBuffer> {
    const from = first * BLOCK_BYTES
    const { bytes, isWhole } = await fetchRange(from, count * BLOCK_BYTES, signal)
    if (!isWhole) return bytes
    whole = bytes
    return bytes.slice(from, from + count * BLOCK_BYTES)
  }

  function load(first: number, last: number, signal?: AbortSignal): void {
    for (let block = first; block <= last; block++) {
      if (blocks.has(block)) continue
      let count = 1
      while (block + count <= last && !blocks.has(block + count)) count++
      const answer = request(block, count, signal)
      for (let i = 0; i < count; i++) {
        const piece = answer.then((bytes) => bytes.slice(i * BLOCK_BYTES, (i + 1) * BLOCK_BYTES))
        blocks.set(block + i, piece)
        piece.catch(() => blocks.delete(block + i))
      }
      block += count - 1
    }
  }

  /** Another question may have asked for it, and been given up since. */
  async function blockOf(block: number, last: number, signal?: AbortSignal): Promise<ArrayBuffer | undefined> {
    try {
      return await blocks.get(block)
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error
      blocks.delete(block)
      load(block, last, signal)
      return blocks.get(block)
    }
  }

  return sourceOf(null, async (offset, length, signal) => {
    if (whole) return whole.slice(offset, offset + length)
    const first = Math.floor(offset / BLOCK_BYTES)
    const last = Math.floor((offset + length - 1) / BLOCK_BYTES)
    load(first, last, signal)
    const out = new Uint8Array(length)
    let filled = 0
    for (let block = first; block <= last; block++) {
      const bytes = new Uint8Array((await blockOf(block, last, signal)) ?? new ArrayBuffer(0))
      const from = Math.max(0, offset - block * BLOCK_BYTES)
      const piece = bytes.subarray(from, from + length - filled)
      out.set(piece, filled)
      filled += piece.length
    }
    for (const key of blocks.keys()) {
      if (blocks.size <= BLOCKS_KEPT) break
      if (key < first || key > last) blocks.delete(key)
    }
    return out.buffer.slice(0, filled)
  })
}

function sourceOf(
  fileSize: number | null,
  read: (offset: number, length: number, signal?: AbortSignal) => Promise<ArrayBuffer>,
): ByteSource {
  const fetchSlice: ByteSource['fetchSlice'] = async ({ offset, length }, signal) => {
    const data = await read(offset, length, signal)
    return { offset, length: data.byteLength, data }
  }
  return {
    fileSize,
    fetchSlice,
    fetch: (slices, signal) => Promise.all(slices.map(async (slice) => (await fetchSlice(slice, signal)).data)),
    close: async () => {},
  }
}
