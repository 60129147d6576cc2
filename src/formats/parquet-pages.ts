/** Bytes of a page against its claims: a page may not claim more than this many times its packed size. */
const MAX_RATIO = 2000
const MAX_PAGE_BYTES = 512 << 20
const MAX_DEPTH = 16
const MAX_FIELDS = 10_000

interface PageHead {
  readonly type: number
  readonly expanded: number
  readonly packed: number
  /** values in the page, of whichever kind, and how many of them are null (version 2) */
  readonly values: number
  readonly nulls: number
  readonly encoding: number
  /** bytes of the levels before the values (version 2), and of those of repetition, which come first */
  readonly levelBytes: number
  readonly repetitionBytes: number
  readonly isPacked: boolean
  readonly at: number
}
export interface ParquetColumn {
  /** values of all pages */
  readonly values: number
  /** the highest levels of repetition and of definition: 0 and 0 or 1 of a flat column */
  readonly repetition: number
  readonly definition: number
  readonly isBoolean: boolean
  expand(packed: Uint8Array, length: number): Uint8Array
}
const DATA = 0
const DICTIONARY = 2
const DATA_V2 = 3
const RLE = 3
const DICTIONARY_ENCODINGS = [2, 8]
/** Writers fill the last packed run: to the next eight values as the format says, DuckDB to the next 256. */
const MOST_PADDING = 255
const bitsOf = (highest: number) => 32 - Math.clz32(highest)

/**
 * Reads the pages of a column (parquet-format, PageHeader; Encodings, RLE) and throws when one claims more values or bytes than can
 * be there: the library believes them, and would fill memory or count for hours.
 * @param bytes of the column, from its first page to its end
 */
export function checkPages(bytes: Uint8Array, column: ParquetColumn): void {
  const end = bytes.length
  let at = 0
  let values = 0
  while (at < end) {
    const page = readHead(bytes, at, end)
    const isDictionary = page.type === DICTIONARY
    const room = 65536 + page.packed * MAX_RATIO
    const isPossible =
      page.packed >= 0 &&
      page.at + page.packed <= end &&
      page.expanded >= 0 &&
      page.expanded <= Math.min(room, MAX_PAGE_BYTES) &&
      page.values >= 0 &&
      page.values <= (isDictionary ? page.expanded : column.values - values) &&
      page.nulls >= 0 &&
      page.nulls <= page.values &&
      page.levelBytes >= 0 &&
      page.levelBytes <= Math.min(page.packed, page.expanded) &&
      page.repetitionBytes >= 0 &&
      page.repetitionBytes <= page.levelBytes
    if (!isPossible) throw new Error(`page at ${at}: ${page.values} values, ${page.expanded} bytes`)
    if (!isDictionary) {
      values += page.values
      checkRuns(bytes.subarray(page.at, page.at + page.packed), page, column)
    }
    at = page.at + page.packed
  }
  if (values < column.values) throw new Error(`${values} of ${column.values} values`)
}

function checkRuns(packed: Uint8Array, page: PageHead, column: ParquetColumn): void {
  const isDictionary = DICTIONARY_ENCODINGS.includes(page.encoding)
  if (page.type === DATA_V2) {
    const { repetitionBytes, levelBytes } = page
    if (column.repetition > 0) runs(packed.subarray(0, repetitionBytes), 0, bitsOf(column.repetition), page.values)
    if (column.definition > 0) runs(packed.subarray(repetitionBytes, levelBytes), 0, bitsOf(column.definition), page.values)
    const rest = packed.subarray(page.levelBytes)
    if (!isDictionary && page.encoding !== RLE) return
    const length = page.expanded - page.levelBytes
    const data = page.isPacked && length > 0 ? column.expand(rest, length) : rest
    if (isDictionary) runs(data, 1, data[0] ?? 0, page.values - page.nulls)
    else runs(data, 4, 1, page.values - page.nulls)
    return
  }
  if (page.type !== DATA) throw new Error(`page of type ${page.type}`)
  if (column.repetition + column.definition === 0 && !isDictionary && page.encoding !== RLE) return
  const data = column.expand(packed, page.expanded)
  let at = 0
  for (const highest of [column.repetition, column.definition]) {
    if (highest === 0) continue
    const length = new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(at, true)
    const end = at + 4 + length
    if (end > data.length) throw new Error(`levels of ${length} bytes`)
    runs(data.subarray(0, end), at + 4, bitsOf(highest), page.values)
    at = end
  }
  // nulls are not counted: runs of a whole page are a bound for those of its values
  if (isDictionary && at < data.length) runs(data, at + 1, data[at], page.values, true)
  else if (column.isBoolean && page.encoding === RLE) runs(data, at + 4, 1, page.values, true)
}

/** Runs of the hybrid of RLE and bit packing: none may be longer than what is still to come. */
function runs(bytes: Uint8Array, start: number, width: number, values: number, mayEndEarly = false): void {
  const reader = new Thrift(bytes, start, bytes.length)
  for (let seen = 0; seen < values; ) {
    if (mayEndEarly && reader.at >= bytes.length) return
    const head = reader.varint()
    const isPackedRun = head % 2 === 1
    const count = isPackedRun ? ((head - 1) / 2) * 8 : head / 2
    if (count > values - seen + (isPackedRun ? MOST_PADDING : 0)) throw new Error(`run of ${count} values`)
    reader.at += isPackedRun ? (count / 8) * width : Math.ceil(width / 8)
    seen += count
  }
}

function readHead(bytes: Uint8Array, start: number, end: number): PageHead {
  const reader = new Thrift(bytes, start, end)
  const outer = new Map<number, number>()
  const inner = new Map<number, number>()
  reader.struct((id, type) => {
    if (type === 12 && (id === 5 || id === 7 || id === 8)) {
      reader.struct((innerId, innerType) => {
        if (innerType === 1 || innerType === 2) inner.set(innerId, innerType === 1 ? 1 : 0)
        if (innerType !== 5) return false
        inner.set(innerId, reader.zigzag())
        return true
      })
      return true
    }
    if (type !== 5 || id > 3) return false
    outer.set(id, reader.zigzag())
    return true
  })
  const type = outer.get(1) ?? -1
  const isSecond = type === DATA_V2
  return {
    type,
    expanded: outer.get(2) ?? -1,
    packed: outer.get(3) ?? -1,
    values: inner.get(1) ?? -1,
    nulls: isSecond ? (inner.get(2) ?? -1) : 0,
    encoding: (isSecond ? inner.get(4) : inner.get(2)) ?? -1,
    // without one of the two the library would read from no place at all, without end
    levelBytes: isSecond ? (inner.get(5) ?? -Infinity) + (inner.get(6) ?? -Infinity) : 0,
    repetitionBytes: isSecond ? (inner.get(6) ?? 0) : 0,
    isPacked: !isSecond || inner.get(7) !== 0,
    at: reader.at,
  }
}

/** Thrift's compact protocol, as far as page heads need it. */
class Thrift {
  at: number
  private readonly bytes: Uint8Array
  private readonly end: number
  constructor(bytes: Uint8Array, at: number, end: number) {
    this.bytes = bytes
    this.at = at
    this.end = end
  }

  /** @param take reads the value of a field, or answers false to have it skipped */
  struct(take: (id: number, type: number) => boolean, depth = 0): void {
    let id = 0
    for (let fields = 0; fields < MAX_FIELDS; fields++) {
      const head = this.byte()
      if (head === 0) return
      const type = head & 15
      id = head >> 4 ? id + (head >> 4) : this.zigzag()
      if (!take(id, type)) this.skip(type, depth)
    }
    throw new Error('page head without end')
  }
  zigzag(): number {
    const value = this.varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  private byte(): number {
    if (this.at >= this.end) throw new Error(`page head beyond ${this.end}`)
    return this.bytes[this.at++]
  }
  varint(): number {
    let value = 0
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = this.byte()
      value += (byte & 127) * 2 ** shift
      if (byte < 128) return value
    }
    throw new Error(`number at ${this.at}`)
  }
  private skip(type: number, depth: number): void {
    if (depth > MAX_DEPTH) throw new Error('page head too deep')
    if (type === 1 || type === 2) return
    if (type === 3) this.at++
    else if (type <= 6) this.varint()
    else if (type === 7) this.at += 8
    else if (type === 8) {
      // read on its own: `at +=` would take the place before the length
      const length = this.varint()
      this.at += length
    } else if (type === 9 || type === 10) {
      const head = this.byte()
      const count = head >> 4 === 15 ? this.varint() : head >> 4
      if (count > this.end - this.at) throw new Error(`list of ${count}`)
      for (let i = 0; i < count; i++) this.skip((head & 15) === 2 ? 3 : head & 15, depth + 1)
    } else if (type === 12) this.struct(() => false, depth + 1)
    else throw new Error(`type ${type}`)
  }
}
