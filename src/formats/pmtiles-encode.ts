import { gzipSync } from 'fflate'
import { joinBytes } from '../core/join-bytes.ts'

/** The root directory lies in the first 16 KiB with the header, so that one request opens the file. */
const ROOT_BYTES = 16_384 - 127
const LEAF_ENTRIES = 4096

export interface TileSetHead {
  readonly minZoom: number
  readonly maxZoom: number
  /** west, south, east, north in degrees */
  readonly bbox: readonly [number, number, number, number]
  readonly metadata: Readonly<Record<string, unknown>>
}

export interface TileEntry {
  readonly id: number
  /** bytes of the tile, squeezed */
  readonly length: number
}

/**
 * All that stands before the tiles of a PMTiles 3 file (https://github.com/protomaps/PMTiles, spec/v3): header, root directory, metadata, leaf
 * directories. The tiles follow each other behind it. @param entries ascending by id
 */
export function tileSetStart(head: TileSetHead, entries: readonly TileEntry[]): Uint8Array {
  const { root, leaves } = directories(entries.map((entry) => ({ ...entry, run: 1 })))
  const metadata = squeeze(new TextEncoder().encode(JSON.stringify(head.metadata)))
  const tiles = entries.reduce((sum, { length }) => sum + length, 0)
  const lengths = { root: root.length, metadata: metadata.length, leaves: leaves.length, tiles }
  return joinBytes([header(head, lengths, entries.length), root, metadata, leaves])
}

/** Number of a tile: all tiles of lower zooms first, then along the Hilbert curve of its own. */
export function tileId(z: number, x: number, y: number): number {
  let id = (4 ** z - 1) / 3
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const right = (x & side) > 0 ? 1 : 0
    const lower = (y & side) > 0 ? 1 : 0
    id += side * side * ((3 * right) ^ lower)
    if (lower === 0) {
      if (right === 1) {
        x = side - 1 - (x & (side - 1))
        y = side - 1 - (y & (side - 1))
      }
      const swap = x
      x = y
      y = swap
    }
  }
  return id
}

interface Entry extends TileEntry {
  /** 0: a leaf directory */
  readonly run: number
}

function directories(entries: readonly Entry[]): { root: Uint8Array; leaves: Uint8Array } {
  const single = directory(entries)
  if (single.length <= ROOT_BYTES) return { root: single, leaves: new Uint8Array(0) }
  for (let size = LEAF_ENTRIES; ; size *= 2) {
    const parts: Uint8Array[] = []
    const above: Entry[] = []
    for (let first = 0, at = 0; first < entries.length; first += size) {
      const leaf = directory(entries.slice(first, first + size), at)
      for (let i = first; i < Math.min(first + size, entries.length); i++) at += entries[i].length
      parts.push(leaf)
      above.push({ id: entries[first].id, length: leaf.length, run: 0 })
    }
    const root = directory(above)
    if (root.length <= ROOT_BYTES) return { root, leaves: joinBytes(parts) }
  }
}

/** @param start of the first entry's bytes; the others follow each other */
function directory(entries: readonly Entry[], start = 0): Uint8Array {
  const out: number[] = []
  const varint = (value: number) => {
    let rest = value
    while (rest > 127) {
      out.push((rest % 128) + 128)
      rest = Math.floor(rest / 128)
    }
    out.push(rest)
  }
  varint(entries.length)
  entries.forEach(({ id }, i) => {
    varint(i === 0 ? id : id - entries[i - 1].id)
  })
  for (const { run } of entries) varint(run)
  for (const { length } of entries) varint(length)
  // 0: behind the entry before
  entries.forEach((_, i) => {
    varint(i === 0 ? start + 1 : 0)
  })
  return squeeze(Uint8Array.from(out))
}

function header(
  { minZoom, maxZoom, bbox }: TileSetHead,
  lengths: { readonly root: number; readonly metadata: number; readonly leaves: number; readonly tiles: number },
  count: number,
): Uint8Array {
  const view = new DataView(new ArrayBuffer(127))
  new TextEncoder().encodeInto('PMTiles', new Uint8Array(view.buffer))
  view.setUint8(7, 3)
  const put = (at: number, value: number) => view.setBigUint64(at, BigInt(value), true)
  let offset = 127
  let at = 8
  for (const length of [lengths.root, lengths.metadata, lengths.leaves, lengths.tiles]) {
    put(at, offset)
    put(at + 8, length)
    offset += length
    at += 16
  }
  for (const field of [72, 80, 88]) put(field, count)
  // clustered; directories and tiles gzipped; vector tiles
  for (const [field, value] of [
    [96, 1],
    [97, 2],
    [98, 2],
    [99, 1],
    [100, minZoom],
    [101, maxZoom],
    [118, minZoom],
  ] as const)
    view.setUint8(field, value)
  const degrees = (field: number, value: number) => view.setInt32(field, Math.round(value * 1e7), true)
  bbox.forEach((value, i) => {
    degrees(102 + 4 * i, value)
  })
  degrees(119, (bbox[0] + bbox[2]) / 2)
  degrees(123, (bbox[1] + bbox[3]) / 2)
  return new Uint8Array(view.buffer)
}

/** Without a time in it, so that the same content gives the same bytes. */
export function squeeze(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { level: 6, mtime: 0 })
}
