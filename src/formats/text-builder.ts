import type { TextColumn } from '../core/table.ts'

const NULL = 0xffffffff
/** Texts that are decoded together. */
const BATCH = 1024
const utf8 = new TextDecoder()

/**
 * A text column from byte ranges of one buffer. Each distinct range is kept once and decoded at the end, so that a million rows of
 * a few values cost a few decodings, and another encoding costs no second reading.
 */
export class ByteTextBuilder {
  readonly codes: Uint32Array
  private readonly bytes: Uint8Array
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  private slots = new Int32Array(256).fill(-1)

  constructor(bytes: Uint8Array, rows: number) {
    this.bytes = bytes
    this.codes = new Uint32Array(rows).fill(NULL)
  }

  set(row: number, start: number, end: number): void {
    this.codes[row] = this.codeOf(start, end)
  }

  clear(row: number): void {
    this.codes[row] = NULL
  }

  private codeOf(start: number, end: number): number {
    const { bytes } = this
    let hash = 0x811c9dc5
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193)
    // FNV's low bits are weak for short texts
    hash ^= hash >>> 15
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (let code = this.slots[slot]; code >= 0; code = this.slots[slot]) {
      if (this.isSame(code, start, end)) return code
      slot = (slot + 1) & mask
    }
    const code = this.starts.length
    this.starts.push(start)
    this.ends.push(end)
    this.slots[slot] = code
    if (code * 2 > this.slots.length) this.grow()
    return code
  }
  private isSame(code: number, start: number, end: number): boolean {
    const other = this.starts[code]
    if (this.ends[code] - other !== end - start) return false
    for (let i = end - start - 1; i >= 0; i--) if (this.bytes[other + i] !== this.bytes[start + i]) return false
    return true
  }
  private grow(): void {
    const codes = this.starts.map((_, code) => code)
    this.slots = new Int32Array(this.slots.length * 4).fill(-1)
    const mask = this.slots.length - 1
    for (const code of codes) {
      let hash = 0x811c9dc5
      for (let i = this.starts[code]; i < this.ends[code]; i++) hash = Math.imul(hash ^ this.bytes[i], 0x01000193)
      hash ^= hash >>> 15
      let slot = hash & mask
      while (this.slots[slot] >= 0) slot = (slot + 1) & mask
      this.slots[slot] = code
    }
  }

  /** The distinct byte ranges, e.g. as evidence of their encoding. */
  *ranges(): Generator<Uint8Array> {
    for (let code = 0; code < this.starts.length; code++) yield this.bytes.subarray(this.starts[code], this.ends[code])
  }

  finishMerged(name: string, decode: (bytes: Uint8Array) => string | null): TextColumn {
    return merged(this.finish(name, decode))
  }
  /** @param rows how many of the rows are used */
  finish(name: string, decode: (bytes: Uint8Array) => string | null, rows = this.codes.length): TextColumn {
    return this.column(
      name,
      Array.from(this.ranges(), (range) => decode(range)),
      rows,
    )
  }
  finishUtf8(name: string, rows = this.codes.length): TextColumn {
    const texts: string[] = []
    for (let code = 0; code < this.starts.length; code += BATCH) this.decodeUtf8(code, texts)
    return this.column(name, texts, rows)
  }
  /** Codes and numbers are ASCII, a place in the bytes is the place in the text: a hundred thousand are cut from a few long texts. */
  private decodeUtf8(first: number, texts: string[]): void {
    const end = Math.min(first + BATCH, this.starts.length)
    let length = 0
    for (let code = first; code < end; code++) length += this.ends[code] - this.starts[code]
    const joined = new Uint8Array(length)
    for (let code = first, at = 0; code < end; code++) {
      for (let i = this.starts[code]; i < this.ends[code]; i++) joined[at++] = this.bytes[i]
    }
    const text = utf8.decode(joined)
    const isAscii = text.length === length
    for (let code = first, at = 0; code < end; code++) {
      const size = this.ends[code] - this.starts[code]
      texts.push(isAscii ? text.slice(at, at + size) : utf8.decode(joined.subarray(at, at + size)))
      at += size
    }
  }
  private column(name: string, dictionary: (string | null)[], rows: number): TextColumn {
    const codes = rows === this.codes.length ? this.codes : this.codes.slice(0, rows)
    let nullCode = -1
    for (let row = 0; row < rows; row++) {
      if (codes[row] !== NULL) continue
      if (nullCode < 0) nullCode = dictionary.push(null) - 1
      codes[row] = nullCode
    }
    return { name, type: 'text', codes, dictionary }
  }
}

/** Rows whose texts are equal get one code, though their bytes differed (JSON escapes). */
function merged(column: TextColumn): TextColumn {
  const known = new Map<string | null, number>()
  const dictionary: (string | null)[] = []
  const codes = column.dictionary.map((text) => {
    const code = known.get(text) ?? dictionary.push(text) - 1
    known.set(text, code)
    return code
  })
  if (dictionary.length === column.dictionary.length) return column
  return { ...column, dictionary, codes: column.codes.map((code) => codes[code]) }
}

/** A text column from strings; rows come in order. */
export function textColumn(name: string, values: Iterable<string | null>, length: number): TextColumn {
  const codes = new Uint32Array(length)
  const dictionary: (string | null)[] = []
  const known = new Map<string | null, number>()
  let row = 0
  for (const value of values) {
    let code = known.get(value)
    if (code === undefined) {
      code = dictionary.push(value) - 1
      known.set(value, code)
    }
    codes[row++] = code
  }
  return { name, type: 'text', codes, dictionary }
}

/** Milliseconds UTC of an ISO 8601 date or date-time; a time without offset is taken as UTC. NaN when it is none. */
export function parseIsoDate(text: string): number {
  const match =
    /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/.exec(
      text.trim(),
    )
  if (!match) return Number.NaN
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0))
  const ms = Math.floor(Number(`0.${match[7] ?? 0}`) * 1000 + 1e-6)
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, ms)
  const date = new Date(utc)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59) return Number.NaN
  const offset = /([+-])(\d{2}):?(\d{2})?/.exec(match[8] ?? '')
  const offsetMinutes = offset ? Number(`${offset[1]}1`) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0)) : 0
  return utc - offsetMinutes * 60_000
}
