import type { TextColumn } from '../core/table.ts'

const NULL = 0xffffffff
/** Texts that are decoded together. */
const BATCH = 1024
const utf8 = new TextDecoder()

/** Distinct byte ranges, each kept once under its code and decoded at the end: a million rows of a few values cost a few decodings. */
export class TextPool {
  private bytes = new Uint8Array(1024)
  private ends = new Float64Array(64)
  private hashes = new Int32Array(64)
  private slots = new Int32Array(256).fill(-1)
  count = 0

  codeOf(bytes: Uint8Array, start: number, end: number): number {
    const { slots, hashes } = this
    const mask = slots.length - 1
    const hash = hashOf(bytes, start, end)
    let slot = hash & mask
    for (let code = slots[slot]; code >= 0; code = slots[slot]) {
      if (hashes[code] === hash && this.isSame(code, bytes, start, end)) return code
      slot = (slot + 1) & mask
    }
    slots[slot] = this.count
    return this.add(bytes, start, end, hash)
  }
  private startOf(code: number): number {
    return code === 0 ? 0 : this.ends[code - 1]
  }
  private isSame(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.startOf(code)
    if (this.ends[code] - own !== end - start) return false
    for (let i = end - start - 1; i >= 0; i--) if (this.bytes[own + i] !== bytes[start + i]) return false
    return true
  }
  private add(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const code = this.count++
    const at = this.startOf(code)
    const needed = at + end - start
    if (needed > this.bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2))
      grown.set(this.bytes)
      this.bytes = grown
    }
    for (let i = start; i < end; i++) this.bytes[at + i - start] = bytes[i]
    if (code === this.ends.length) {
      const grown = new Float64Array(code * 2)
      grown.set(this.ends)
      this.ends = grown
      const more = new Int32Array(code * 2)
      more.set(this.hashes)
      this.hashes = more
    }
    this.ends[code] = needed
    this.hashes[code] = hash
    if (this.count * 2 > this.slots.length) this.grow()
    return code
  }
  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 4).fill(-1)
    const mask = this.slots.length - 1
    for (let code = 0; code < this.count; code++) {
      let slot = this.hashes[code] & mask
      while (this.slots[slot] >= 0) slot = (slot + 1) & mask
      this.slots[slot] = code
    }
  }

  range(code: number): Uint8Array {
    return this.bytes.subarray(this.startOf(code), this.ends[code])
  }
  /** The distinct byte ranges, e.g. as evidence of their encoding. */
  *ranges(): Generator<Uint8Array> {
    for (let code = 0; code < this.count; code++) yield this.range(code)
  }

  /** Codes and numbers are ASCII, a place in the bytes is the place in the text: a hundred thousand are cut from a few long texts. */
  utf8Texts(): string[] {
    const texts: string[] = []
    for (let first = 0; first < this.count; first += BATCH) {
      const end = Math.min(first + BATCH, this.count)
      const start = this.startOf(first)
      const joined = this.bytes.subarray(start, this.ends[end - 1])
      const text = utf8.decode(joined)
      const isAscii = text.length === joined.length
      for (let code = first; code < end; code++)
        texts.push(isAscii ? text.slice(this.startOf(code) - start, this.ends[code] - start) : utf8.decode(this.range(code)))
    }
    return texts
  }
}

/** FNV-1a over four bytes at a time, each of which waits for the one before; its low bits are weak for short texts. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  let i = start
  for (; i + 4 <= end; i += 4) {
    const word = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24)
    hash = Math.imul(hash ^ word, 0x01000193)
    // what a multiplication carries upwards comes down again, or the last letters of a word would be seen in the high bits alone
    hash ^= hash >>> 15
  }
  for (; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193)
  return hash ^ (hash >>> 15)
}

/** A text column from byte ranges, row by row; their encoding may be known only when all are there. */
export class ByteTextBuilder {
  readonly codes: Uint32Array
  private readonly pool = new TextPool()

  constructor(rows: number) {
    this.codes = new Uint32Array(rows).fill(NULL)
  }

  set(row: number, bytes: Uint8Array, start: number, end: number): void {
    this.codes[row] = this.pool.codeOf(bytes, start, end)
  }
  clear(row: number): void {
    this.codes[row] = NULL
  }
  ranges(): Generator<Uint8Array> {
    return this.pool.ranges()
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
    return this.column(name, this.pool.utf8Texts(), rows)
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
