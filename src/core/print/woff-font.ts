import { unzlibSync } from 'fflate'
import { AppError } from '../errors.ts'

/** One font file, opened: which glyph a character has, how wide it is, and a file with only the glyphs that are used. */
export interface FontFile {
  /** 0: the font lacks the character */
  glyphOf(codePoint: number): number
  /** in thousandths of the em */
  advanceOf(glyph: number): number
  /** in thousandths of the em */
  readonly metrics: { readonly ascent: number; readonly descent: number; readonly box: readonly [number, number, number, number] }
  /** A TrueType file of the same glyph numbers in which only `glyphs`, and those they are made of, have an outline. */
  subset(glyphs: Iterable<number>): Uint8Array<ArrayBuffer>
}

/** By tag; unpacked when asked for, once. */
type Tables = ReadonlyMap<string, () => Uint8Array>
/** What a TrueType font in a PDF must have (ISO 32000-1, 9.9); the last three are instructions, where there are any. */
const KEPT = ['head', 'hhea', 'maxp', 'hmtx', 'loca', 'glyf', 'cvt ', 'fpgm', 'prep'] as const
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** @param bytes WOFF 1.0 with TrueType outlines @throws AppError print.font */
export function openWoff(bytes: Uint8Array): FontFile {
  const tables = tablesOf(bytes)
  const table = (tag: string) => {
    const found = tables.get(tag)
    if (!found) throw new AppError('print.font', { table: tag })
    return found
  }
  // outlines are nine tenths of a file, and whoever measures or paints needs none
  const glyf = table('glyf')
  const loca = table('loca')
  const head = view(table('head')())
  const hhea = view(table('hhea')())
  const hmtx = view(table('hmtx')())
  const unitsPerEm = head.getUint16(18)
  const metricCount = hhea.getUint16(34)
  const scaled = (units: number) => Math.round((units * 1000) / unitsPerEm)
  const glyphOf = readCmap(view(table('cmap')()))
  const glyphs = view(table('maxp')()).getUint16(4)
  const offsets = once(() => readLoca(view(loca()), head.getInt16(50) === 1, glyphs))
  return {
    glyphOf,
    advanceOf: (glyph) => scaled(hmtx.getUint16(4 * Math.min(glyph, metricCount - 1))),
    metrics: {
      ascent: scaled(hhea.getInt16(4)),
      descent: scaled(hhea.getInt16(6)),
      box: [scaled(head.getInt16(36)), scaled(head.getInt16(38)), scaled(head.getInt16(40)), scaled(head.getInt16(42))],
    },
    subset: (wanted) => writeSfnt(withOnly(tables, glyf(), offsets(), wanted)),
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function tablesOf(bytes: Uint8Array): Tables {
  const data = view(bytes)
  if (bytes.length < 44 || data.getUint32(0) !== 0x774f4646) throw new AppError('print.font', { table: 'wOFF' })
  const tables = new Map<string, () => Uint8Array>()
  for (let i = 0, at = 44; i < data.getUint16(12); i++, at += 20) {
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4))
    const packed = bytes.subarray(data.getUint32(at + 4), data.getUint32(at + 4) + data.getUint32(at + 8))
    const size = data.getUint32(at + 12)
    tables.set(
      tag,
      once(() => (packed.length < size ? unzlibSync(packed, { out: new Uint8Array(size) }) : packed)),
    )
  }
  return tables
}

/** Formats 12 and 4; the first covers more than the second, so it is asked first. */
function readCmap(cmap: DataView): (codePoint: number) => number {
  const subtables = Array.from({ length: cmap.getUint16(2) }, (_, i) => cmap.getUint32(8 + 8 * i))
  const at = (format: number) => subtables.find((offset) => cmap.getUint16(offset) === format)
  const wide = at(12)
  const narrow = at(4)
  return (codePoint) =>
    (wide === undefined ? 0 : inGroups(cmap, wide, codePoint)) ||
    (narrow === undefined || codePoint > 0xffff ? 0 : inSegments(cmap, narrow, codePoint))
}
function inGroups(cmap: DataView, at: number, codePoint: number): number {
  for (let i = 0, group = at + 16; i < cmap.getUint32(at + 12); i++, group += 12) {
    const first = cmap.getUint32(group)
    if (codePoint >= first && codePoint <= cmap.getUint32(group + 4)) return cmap.getUint32(group + 8) + codePoint - first
  }
  return 0
}
function inSegments(cmap: DataView, at: number, codePoint: number): number {
  const count = cmap.getUint16(at + 6) / 2
  const ends = at + 14
  const starts = ends + 2 * count + 2
  for (let i = 0; i < count; i++) {
    if (codePoint > cmap.getUint16(ends + 2 * i)) continue
    const start = cmap.getUint16(starts + 2 * i)
    if (codePoint < start) return 0
    const delta = cmap.getInt16(starts + 2 * (count + i))
    const range = starts + 2 * (2 * count + i)
    const offset = cmap.getUint16(range)
    if (offset === 0) return (codePoint + delta) & 0xffff
    const glyph = cmap.getUint16(range + offset + 2 * (codePoint - start))
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff
  }
  return 0
}

function readLoca(loca: DataView, isLong: boolean, glyphs: number): Uint32Array {
  return Uint32Array.from({ length: glyphs + 1 }, (_, i) => (isLong ? loca.getUint32(4 * i) : 2 * loca.getUint16(2 * i)))
}

function withOnly(tables: Tables, glyf: Uint8Array, offsets: Uint32Array, glyphs: Iterable<number>): Map<string, Uint8Array> {
  const kept = new Set<number>([0])
  const take = (glyph: number) => {
    if (kept.has(glyph) || glyph + 1 >= offsets.length) return
    kept.add(glyph)
    for (const part of partsOf(glyf.subarray(offsets[glyph], offsets[glyph + 1]))) take(part)
  }
  for (const glyph of glyphs) take(glyph)
  const loca = new DataView(new ArrayBuffer(4 * offsets.length))
  const pieces: Uint8Array[] = []
  let length = 0
  for (let glyph = 0; glyph + 1 < offsets.length; glyph++) {
    loca.setUint32(4 * glyph, length)
    if (!kept.has(glyph)) continue
    const piece = glyf.subarray(offsets[glyph], offsets[glyph + 1])
    pieces.push(piece)
    length += piece.length
  }
  loca.setUint32(4 * (offsets.length - 1), length)
  const outlines = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    outlines.set(piece, at)
    at += piece.length
  }
  const head = tables.get('head')?.().slice() ?? new Uint8Array(0)
  // long offsets; the check sum of the whole file is not looked at in a PDF
  view(head).setInt16(50, 1)
  view(head).setUint32(8, 0)
  const own = new Map([
    ['head', head],
    ['loca', new Uint8Array(loca.buffer)],
    ['glyf', outlines],
  ])
  return new Map(
    KEPT.flatMap((tag) => {
      const data = own.get(tag) ?? tables.get(tag)?.()
      return data ? [[tag, data] as const] : []
    }),
  )
}

/** Glyphs that a composite one is made of. Source: OpenType, 'glyf', composite glyph description. */
function partsOf(glyph: Uint8Array): number[] {
  const parts: number[] = []
  const data = view(glyph)
  if (glyph.length < 12 || data.getInt16(0) >= 0) return parts
  for (let at = 10, hasMore = true; hasMore && at + 4 <= glyph.length; ) {
    const flags = data.getUint16(at)
    parts.push(data.getUint16(at + 2))
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0)
    hasMore = (flags & 0x20) !== 0
  }
  return parts
}

function writeSfnt(tables: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const tags = [...tables.keys()].sort()
  let size = 12 + 16 * tags.length
  const places = tags.map((tag) => {
    const at = size
    size += ((tables.get(tag) as Uint8Array).length + 3) & ~3
    return at
  })
  const bytes = new Uint8Array(size)
  const data = view(bytes)
  const power = 2 ** Math.floor(Math.log2(tags.length))
  data.setUint32(0, 0x00010000)
  data.setUint16(4, tags.length)
  data.setUint16(6, 16 * power)
  data.setUint16(8, Math.log2(power))
  data.setUint16(10, 16 * (tags.length - power))
  tags.forEach((tag, i) => {
    const table = tables.get(tag) as Uint8Array
    bytes.set(table, places[i])
    const at = 12 + 16 * i
    for (let c = 0; c < 4; c++) bytes[at + c] = tag.charCodeAt(c)
    let sum = 0
    for (let word = places[i]; word < places[i] + table.length; word += 4) sum = (sum + data.getUint32(word)) >>> 0
    data.setUint32(at + 4, sum)
    data.setUint32(at + 8, places[i])
    data.setUint32(at + 12, table.length)
  })
  return bytes
}
