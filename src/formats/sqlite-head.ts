import { type FileSource, sourceOf } from './file-source.ts'
import type { InputFile } from './format.ts'

/** Where programs put the schema and the tables that describe others. */
const HEAD_BYTES = 1 << 20
const LEAF = 0x0d
const INTERIOR = 0x05
const INTERIOR_HEAD = 12
const LEAF_HEAD = 8
/** of an interior page: the page below its end */
const LAST_CHILD = 8
/** An archive is not expanded beyond this for a look, and is kept as far as it was. */
const NEAR_BYTES = 16 << 20
/** Page 1 begins with the head of the file, and is the root of the schema. */
export const SCHEMA_ROOT = 1
const FILE_HEAD = 100
/** Levels and pages beyond these are no first rows, but a tree that leads in a circle. */
const MOST_DEPTH = 20
const MOST_PAGES = 4096
/** offsets in the head of the file (1.3) */
const AT = { pageSize: 16, reserved: 20, changes: 24, pages: 28, validFor: 92 } as const

interface Page {
  readonly page: Uint8Array
  /** in the small file */
  readonly number: number
}

/**
 * The first pages of a large SQLite file as a small one (https://www.sqlite.org/fileformat2.html): its schema and small tables can be read,
 * and of others the first rows, whose pages are brought wherever they stand. Sections in the comments are those of that page.
 */
export class SqliteHead {
  private readonly source: FileSource
  private readonly head: Uint8Array
  private readonly pageBytes: number
  /** of a page without what is reserved (1.3.4) */
  private readonly usable: number
  private readonly added: Uint8Array[] = []
  /** of an archive: what was expanded, since going back would begin anew; null: pages are read where they stand */
  private near: Uint8Array | null
  private readonly reach: number
  private asked = 0

  private constructor(source: FileSource, bytes: Uint8Array, pageBytes: number, isPacked: boolean) {
    this.source = source
    this.near = isPacked ? bytes : null
    this.reach = isPacked ? Math.min(NEAR_BYTES, source.size) : source.size
    this.head = bytes.slice(0, bytes.length - (bytes.length % pageBytes))
    this.pageBytes = pageBytes
    this.usable = pageBytes - bytes[AT.reserved]
  }

  /** @returns null where there is not one whole page */
  static async open(file: InputFile): Promise<SqliteHead | null> {
    const source = sourceOf(file)
    const bytes = await source.read(0, Math.min(HEAD_BYTES, source.size))
    if (bytes.length < 100) return null
    const size = viewOf(bytes).getUint16(AT.pageSize)
    const pageBytes = size === 1 ? 65536 : size
    if (pageBytes < 512 || bytes.length < pageBytes) return null
    return new SqliteHead(source, bytes, pageBytes, file.archive !== undefined)
  }

  /** It grows with what is brought; pages are changed only where they lead to such. */
  get size(): number {
    return this.head.length + this.added.length * this.pageBytes
  }
  /** The pages at hand as a file. */
  bytes(): Uint8Array {
    const all = new Uint8Array(this.size)
    all.set(this.head)
    for (const [i, page] of this.added.entries()) all.set(page, this.head.length + i * this.pageBytes)
    const view = viewOf(all)
    view.setUint32(AT.pages, all.length / this.pageBytes)
    view.setUint32(AT.validFor, view.getUint32(AT.changes))
    return all
  }

  /** Brings the pages of the first rows of a table to hand. @param root of its tree @returns the root's number here; null: they cannot be read */
  async bring(root: number, rows = Number.POSITIVE_INFINITY): Promise<number | null> {
    const top = root < 1 ? null : await this.at(root)
    return top !== null && (await this.bringBelow(top, rows, 0)) ? top.number : null
  }

  private get headPages(): number {
    return this.head.length / this.pageBytes
  }

  /** A page of the large file under the number that it has here; null: out of reach. Those of the head are changed in place. */
  private async at(number: number): Promise<Page | null> {
    const from = (number - 1) * this.pageBytes
    if (++this.asked > MOST_PAGES) return null
    if (number <= this.headPages) return { page: this.head.subarray(from, from + this.pageBytes), number }
    if (from + this.pageBytes > this.reach) return null
    const page = (await this.read(from, from + this.pageBytes)).slice()
    return { page, number: this.headPages + this.added.push(page) }
  }

  private async read(from: number, to: number): Promise<Uint8Array> {
    if (!this.near) return this.source.read(from, to)
    if (to > this.near.length) {
      const end = Math.min(this.reach, Math.ceil(to / HEAD_BYTES) * HEAD_BYTES)
      const grown = new Uint8Array(end)
      grown.set(this.near)
      grown.set(await this.source.read(this.near.length, end), this.near.length)
      this.near = grown
    }
    return this.near.subarray(from, to)
  }

  /** Each leaf has a row at least, so that as many leaves as rows are enough. @param rows at least */
  private async bringBelow({ page, number }: Page, rows: number, depth: number): Promise<boolean> {
    const from = number === SCHEMA_ROOT ? FILE_HEAD : 0
    if (page[from] === LEAF) {
      for (const cell of cellsOf(page, from, LEAF_HEAD).slice(0, rows)) if (!(await this.bringRest(page, cell))) return false
      return true
    }
    if (page[from] !== INTERIOR || depth > MOST_DEPTH) return false
    const view = viewOf(page)
    const pointers = [...cellsOf(page, from, INTERIOR_HEAD), from + LAST_CHILD].slice(0, rows)
    let last = 0
    for (const [i, pointer] of pointers.entries()) {
      const child = await this.at(view.getUint32(pointer))
      if (!child) {
        // the tree ends before it; a branch has two pages below it at least
        if (i < 2) return false
        view.setUint16(from + 3, i - 1)
        view.setUint32(from + LAST_CHILD, last)
        return true
      }
      last = child.number
      view.setUint32(pointer, child.number)
      if (!(await this.bringBelow(child, rows, depth + 1))) return false
      // what stands below the first branch is enough
      if (i === 0 && child.page[0] === INTERIOR && Number.isFinite(rows)) break
    }
    return true
  }

  /** What of a row does not fit into its leaf stands in pages that are chained (1.6, "cell payload"). */
  private async bringRest(leaf: Uint8Array, cell: number): Promise<boolean> {
    const payload = varint(leaf, cell)
    const { end } = varint(leaf, payload.end)
    const most = this.usable - 35
    if (payload.value <= most) return true
    const least = Math.floor(((this.usable - 12) * 32) / 255) - 23
    const tail = least + ((payload.value - least) % (this.usable - 4))
    let holder = leaf
    let at = end + (tail <= most ? tail : least)
    for (let next = viewOf(holder).getUint32(at); next !== 0; next = viewOf(holder).getUint32(at)) {
      const rest = await this.at(next)
      if (!rest) return false
      viewOf(holder).setUint32(at, rest.number)
      holder = rest.page
      at = 0
    }
    return true
  }
}

/** Places of the cells of a page. */
function cellsOf(page: Uint8Array, from: number, headBytes: number): number[] {
  const view = viewOf(page)
  return Array.from({ length: view.getUint16(from + 3) }, (_, i) => view.getUint16(from + headBytes + 2 * i))
}

/** Seven bits a byte, the greatest first (1.6). */
function varint(bytes: Uint8Array, from: number): { readonly value: number; readonly end: number } {
  let value = 0
  for (let i = 0; i < 8; i++) {
    value = value * 128 + (bytes[from + i] & 127)
    if (bytes[from + i] < 128) return { value, end: from + i + 1 }
  }
  return { value: value * 256 + bytes[from + 8], end: from + 9 }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
