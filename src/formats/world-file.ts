import type { GridTransform } from '../core/raster/grid.ts'

const TRANSFORMATION = 34264
const PLACES = [33550, 33922, TRANSFORMATION]
const DOUBLE = 12
const MOST_ENTRIES = 4096

/**
 * Six lines: cell size across, two terms of rotation, cell size down, place of the middle of the first cell. null: they are not.
 */
export function worldFileOf(bytes: Uint8Array): GridTransform | null {
  const lines = new TextDecoder().decode(bytes.subarray(0, 2000)).trim().split(/\s+/)
  const numbers = lines.slice(0, 6).map((line) => Number(line.replace(',', '.')))
  if (numbers.length < 6 || !numbers.every(Number.isFinite)) return null
  const [a, d, b, e, c, f] = numbers
  return a * e - b * d === 0 ? null : [c - (a + b) / 2, a, b, f - (d + e) / 2, d, e]
}

/** The same TIFF with its place written into it (OGC 19-008r4, ModelTransformationTag), so that one file is kept and opened again; null: it has no directory. */
export async function withPlace(file: Blob, [x, a, b, y, d, e]: GridTransform): Promise<Blob | null> {
  const read = async (from: number, length: number) => new DataView(await file.slice(from, from + length).arrayBuffer())
  const header = await read(0, 16)
  if (header.byteLength < 16) return null
  const isLittle = header.getUint16(0) === 0x4949
  const isBig = header.getUint16(2, isLittle) === 43
  const long = (view: DataView, at: number) => (isBig ? Number(view.getBigUint64(at, isLittle)) : view.getUint32(at, isLittle))
  const putLong = (view: DataView, at: number, value: number) =>
    isBig ? view.setBigUint64(at, BigInt(value), isLittle) : view.setUint32(at, value, isLittle)
  const [pointer, wordSize, countSize, entrySize] = isBig ? [8, 8, 8, 20] : [4, 4, 2, 12]
  const first = long(header, pointer)
  const counted = await read(first, countSize)
  if (counted.byteLength < countSize) return null
  const count = isBig ? Number(counted.getBigUint64(0, isLittle)) : counted.getUint16(0, isLittle)
  if (count > MOST_ENTRIES) return null
  const old = await read(first + countSize, count * entrySize + wordSize)
  if (old.byteLength < count * entrySize + wordSize) return null

  const entries = Array.from({ length: count }, (_, i) => new Uint8Array(old.buffer, i * entrySize, entrySize))
  const tagOf = (entry: Uint8Array) => new DataView(entry.buffer, entry.byteOffset).getUint16(0, isLittle)
  const kept = entries.filter((entry) => !PLACES.includes(tagOf(entry)))
  const start = Math.ceil(file.size / 8) * 8
  const size = countSize + (kept.length + 1) * entrySize + wordSize
  const valuesAt = start + Math.ceil(size / 8) * 8
  // a classic TIFF ends at four gigabytes
  if (!isBig && valuesAt + 128 > 0xffffffff) return null
  const entry = new DataView(new ArrayBuffer(entrySize))
  entry.setUint16(0, TRANSFORMATION, isLittle)
  entry.setUint16(2, DOUBLE, isLittle)
  putLong(entry, 4, 16)
  putLong(entry, 4 + wordSize, valuesAt)
  const sorted = [...kept, new Uint8Array(entry.buffer)].sort((one, other) => tagOf(one) - tagOf(other))
  const added = new DataView(new ArrayBuffer(valuesAt - start + 128))
  if (isBig) added.setBigUint64(0, BigInt(sorted.length), isLittle)
  else added.setUint16(0, sorted.length, isLittle)
  const bytes = new Uint8Array(added.buffer)
  for (const [i, each] of sorted.entries()) bytes.set(each, countSize + i * entrySize)
  bytes.set(new Uint8Array(old.buffer, count * entrySize, wordSize), countSize + sorted.length * entrySize)
  for (const [i, value] of [a, b, 0, x, d, e, 0, y, 0, 0, 0, 0, 0, 0, 0, 1].entries())
    added.setFloat64(valuesAt - start + 8 * i, value, isLittle)
  putLong(header, pointer, start)
  const head = pointer + wordSize
  return new Blob([new Uint8Array(header.buffer, 0, head), file.slice(head), new Uint8Array(start - file.size), added])
}
