import { GrowingBlob } from './growing-blob.ts'

const LEAF = 0x0d
const LEAF_HEAD = 8
const INTERIOR = 0x05
const INTERIOR_HEAD = 12
/** of a page that stands above others, at most: its place 2, the page below 4, the number of the row 5 */
const CHILD_BYTES = 11
/** The page at this byte is left to the locks of the operating system (1.5). */
const LOCK_BYTE = 2 ** 30
/** offset of the number of pages in the head of the file (1.3) */
const PAGES_AT = 28

export type SqlCell = null | number | string | Uint8Array

/**
 * An SQLite file that grows (https://www.sqlite.org/fileformat2.html): to a small one, whose tables are still empty, rows are added in
 * order without holding what was written. Sections in the comments are those of that page.
 */
export class SqlitePages {
  readonly size: number
  private readonly head: Uint8Array<ArrayBuffer>
  private readonly added = new GrowingBlob()
  private next: number
  /** @param small without a free list or vacuum */
  constructor(small: Uint8Array) {
    this.head = small.slice()
    const size = new DataView(this.head.buffer).getUint16(16)
    this.size = size === 1 ? 65536 : size
    this.next = this.head.length / this.size + 1
  }

  /** @returns its number */
  add(page: Uint8Array): number {
    if ((this.next - 1) * this.size === LOCK_BYTE) {
      this.added.add(new Uint8Array(this.size))
      this.next++
    }
    this.added.add(page)
    return this.next++
  }
  /** Of the small file. */
  replace(number: number, page: Uint8Array): void {
    this.head.set(page, (number - 1) * this.size)
  }
  finish(type: string): Blob {
    new DataView(this.head.buffer).setUint32(PAGES_AT, this.next - 1)
    return this.added.finish(type, [this.head])
  }
}

/** Rows of one table, each behind those before: a b-tree made from its leaves upwards (1.6). */
export class SqliteRows {
  private readonly pages: SqlitePages
  private readonly root: number
  private cells: Uint8Array[] = []
  private used = LEAF_HEAD
  private last = 0
  /** leaves that were written, and the last row of each */
  private readonly leaves: Child[] = []
  constructor(pages: SqlitePages, root: number) {
    this.pages = pages
    this.root = root
  }

  /** @param rowid greater than that of the row before @param cells in the place of a column that is the rowid: null */
  add(rowid: number, cells: readonly SqlCell[]): void {
    const cell = this.cellOf(rowid, recordOf(cells))
    if (this.used + 2 + cell.length > this.pages.size) this.flush()
    this.cells.push(cell)
    this.used += 2 + cell.length
    this.last = rowid
  }

  finish(): void {
    if (this.leaves.length === 0) {
      this.pages.replace(this.root, this.leaf())
      return
    }
    this.flush()
    const most = Math.floor((this.pages.size - INTERIOR_HEAD) / CHILD_BYTES)
    let level = this.leaves
    while (level.length > most) {
      // evenly, so that none stands above a single page
      const groups = Math.ceil(level.length / most)
      const below = level
      level = Array.from({ length: groups }, (_, i) => {
        const group = below.slice(Math.floor((i * below.length) / groups), Math.floor(((i + 1) * below.length) / groups))
        return { page: this.pages.add(this.interior(group)), last: group[group.length - 1].last }
      })
    }
    this.pages.replace(this.root, this.interior(level))
  }

  private flush(): void {
    this.leaves.push({ page: this.pages.add(this.leaf()), last: this.last })
    this.cells = []
    this.used = LEAF_HEAD
  }
  private leaf(): Uint8Array {
    return pageOf(LEAF, LEAF_HEAD, this.cells, this.pages.size)
  }
  private interior(children: readonly Child[]): Uint8Array {
    const cells = children.slice(0, -1).map(({ page, last }) => {
      const row: number[] = []
      pushVarint(row, last)
      const cell = new Uint8Array(4 + row.length)
      new DataView(cell.buffer).setUint32(0, page)
      cell.set(row, 4)
      return cell
    })
    const bytes = pageOf(INTERIOR, INTERIOR_HEAD, cells, this.pages.size)
    new DataView(bytes.buffer).setUint32(8, children[children.length - 1].page)
    return bytes
  }

  /** What does not fit beside others goes to pages of its own, which are chained (1.6, "cell payload"). */
  private cellOf(rowid: number, record: Uint8Array): Uint8Array {
    const { size } = this.pages
    const most = size - 35
    const least = Math.floor(((size - 12) * 32) / 255) - 23
    const room = size - 4
    const tail = least + ((record.length - least) % room)
    const kept = record.length <= most ? record.length : tail <= most ? tail : least
    let next = 0
    // from the end, since each names the one behind it
    for (let i = Math.ceil((record.length - kept) / room) - 1; i >= 0; i--) {
      const page = new Uint8Array(size)
      new DataView(page.buffer).setUint32(0, next)
      page.set(record.subarray(kept + i * room, kept + (i + 1) * room), 4)
      next = this.pages.add(page)
    }
    const head: number[] = []
    pushVarint(head, record.length)
    pushVarint(head, rowid)
    const cell = new Uint8Array(head.length + kept + (next ? 4 : 0))
    cell.set(head)
    cell.set(record.subarray(0, kept), head.length)
    if (next) new DataView(cell.buffer).setUint32(head.length + kept, next)
    return cell
  }
}

interface Child {
  readonly page: number
  readonly last: number
}

function pageOf(kind: number, headBytes: number, cells: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const page = new Uint8Array(size)
  const view = new DataView(page.buffer)
  page[0] = kind
  view.setUint16(3, cells.length)
  let at = size
  for (const [i, cell] of cells.entries()) {
    at -= cell.length
    page.set(cell, at)
    view.setUint16(headBytes + 2 * i, at)
  }
  // 65536 is written as 0
  view.setUint16(5, at % 65536)
  return page
}

/** Record format (2.1). */
function recordOf(cells: readonly SqlCell[]): Uint8Array {
  const encoder = new TextEncoder()
  const values = cells.map((cell) => (typeof cell === 'string' ? encoder.encode(cell) : cell))
  const types: number[] = []
  let bytes = 0
  const kinds = values.map((value, i) => {
    const kind = kindOf(value, typeof cells[i] === 'string')
    pushVarint(types, kind.type)
    bytes += kind.bytes
    return kind
  })
  // the length counts itself
  const headBytes = types.length + (types.length + 1 > 127 ? 2 : 1)
  const record = new Uint8Array(headBytes + bytes)
  const head: number[] = []
  pushVarint(head, headBytes)
  record.set(head)
  record.set(types, head.length)
  const view = new DataView(record.buffer)
  let at = headBytes
  for (const [i, value] of values.entries()) {
    if (value instanceof Uint8Array) record.set(value, at)
    else if (value !== null) putNumber(view, at, value, kinds[i])
    at += kinds[i].bytes
  }
  return record
}

/** Serial types and their sizes. */
function kindOf(value: null | number | Uint8Array, isText: boolean): { readonly type: number; readonly bytes: number } {
  if (value === null) return { type: 0, bytes: 0 }
  if (value instanceof Uint8Array) return { type: 2 * value.length + (isText ? 13 : 12), bytes: value.length }
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return { type: 7, bytes: 8 }
  const half = value < 0 ? -value - 1 : value
  if (half < 2 ** 7) return { type: 1, bytes: 1 }
  if (half < 2 ** 15) return { type: 2, bytes: 2 }
  if (half < 2 ** 31) return { type: 4, bytes: 4 }
  return { type: 6, bytes: 8 }
}
function putNumber(view: DataView, at: number, value: number, { type, bytes }: ReturnType<typeof kindOf>): void {
  if (type === 7) view.setFloat64(at, value)
  else if (bytes === 1) view.setInt8(at, value)
  else if (bytes === 2) view.setInt16(at, value)
  else if (bytes === 4) view.setInt32(at, value)
  else view.setBigInt64(at, BigInt(value))
}

/** Seven bits a byte, the greatest first (1.6). @param value below 2^53 */
function pushVarint(to: number[], value: number): void {
  const bytes = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(128 + (rest % 128))
  to.push(...bytes)
}
