import type { Column, Geometry, Table } from '../core/table.ts'

type Kind = Geometry['kind']

/** Coordinates beyond this are damage, not places: no CRS of the Earth reaches a million kilometres. */
const ABSURD = 1e9

class Floats {
  array: Float64Array<ArrayBuffer>
  length = 0
  constructor(room = 1024) {
    // even, so that a pair never has half of its place, and not nothing, which would not grow by doubling
    this.array = new Float64Array(Math.max(2, 2 * Math.ceil(room / 2)))
  }
  push(value: number): void {
    if (this.length === this.array.length) this.grow()
    this.array[this.length++] = value
  }
  /** the two of a vertex; the length is even as long as only this is used */
  pushPair(x: number, y: number): void {
    if (this.length === this.array.length) this.grow()
    this.array[this.length++] = x
    this.array[this.length++] = y
  }
  /** @returns whether each of the numbers, little-endian at `at`, is less than `limit` either way */
  take(view: DataView, at: number, count: number, limit: number): boolean {
    while (this.length + count > this.array.length) this.grow()
    const { array, length } = this
    let isWithin = true
    for (let i = 0; i < count; i++) {
      const value = view.getFloat64(at + i * 8, true)
      array[length + i] = value
      if (!(Math.abs(value) < limit)) isWithin = false
    }
    this.length += count
    return isWithin
  }
  private grow(): void {
    const grown = new Float64Array(this.array.length * 2)
    grown.set(this.array)
    this.array = grown
  }
  finish(): Float64Array {
    return this.array.slice(0, this.length)
  }
}
class Offsets {
  array = new Uint32Array(256)
  length = 0
  constructor(first?: number) {
    if (first !== undefined) this.push(first)
  }
  push(value: number): void {
    if (this.length === this.array.length) {
      const grown = new Uint32Array(this.array.length * 2)
      grown.set(this.array)
      this.array = grown
    }
    this.array[this.length++] = value
  }
  get last(): number {
    return this.array[this.length - 1]
  }
  finish(): Uint32Array {
    return this.array.slice(0, this.length)
  }
}

/** What was repaired on the way; told once per layer as notes. */
export interface Repairs {
  /** rings that were not closed */
  closed: number
  /** rings turned to the table's winding */
  turned: number
  /** rings of fewer than three corners, lines of one vertex: left out */
  short: number
  /** rows whose coordinates are not numbers or absurdly large: kept without geometry */
  notFinite: number
  firstNotFiniteRow: number
}

/**
 * Collects geometry row by row, whatever the kinds: vertices, then endRing, endPart, endRow.
 * Closes rings, turns outer rings counter-clockwise and holes clockwise.
 */
export class GeometryBuilder {
  private readonly shapes: Shape[] = []
  private current: Shape | null = null
  private row = 0
  private isBad = false
  readonly empty = new Offsets()
  readonly repairs: Repairs = { closed: 0, turned: 0, short: 0, notFinite: 0, firstNotFiniteRow: -1 }
  /** those of the rows that are done */
  private readonly kept = { closed: 0, turned: 0, short: 0 }
  /** rows that hold several kinds and therefore stand in several tables */
  mixedRows = 0
  private readonly vertices: number

  /** @param vertices so many there may be: room that is not used costs no memory, growing costs time */
  constructor(vertices = 512) {
    this.vertices = vertices
  }

  begin(kind: Kind): void {
    if (this.current?.kind === kind) return
    let shape = this.shapes.find((each) => each.kind === kind)
    if (!shape) {
      shape = new Shape(kind, this.repairs, this.vertices)
      this.shapes.push(shape)
    }
    this.current = shape
  }
  /** whether a kind was begun in this row, so that vertices can follow */
  get isBegun(): boolean {
    return this.current !== null
  }
  vertex(x: number, y: number, z = Number.NaN, m = Number.NaN): void {
    if (!(Math.abs(x) < ABSURD && Math.abs(y) < ABSURD)) this.isBad = true
    this.current!.vertex(x, y, z, m)
  }
  /** Vertices as they lie in a file, x and y as doubles: a third of the time of one after the other. */
  plainVertices(view: DataView, at: number, count: number): void {
    if (!this.current!.plainVertices(view, at, count)) this.isBad = true
  }
  endRing(): void {
    this.current!.endRing()
  }
  endPart(): void {
    this.current!.endPart()
  }
  /** @returns whether the row has a geometry */
  endRow(): boolean {
    const row = this.row++
    let used = 0
    for (const shape of this.shapes) {
      if (this.isBad) shape.forgetRow()
      else if (shape.endRow(row)) used++
    }
    if (this.isBad) {
      if (this.repairs.notFinite++ === 0) this.repairs.firstNotFiniteRow = row
      this.isBad = false
    }
    const { closed, turned, short } = this.repairs
    this.kept.closed = closed
    this.kept.turned = turned
    this.kept.short = short
    if (used === 0) this.empty.push(row)
    if (used > 1) this.mixedRows++
    this.current = null
    return used > 0
  }
  /** Forgets what was added since the last endRow. */
  forgetRow(): void {
    for (const shape of this.shapes) shape.forgetRow()
    Object.assign(this.repairs, this.kept)
    this.isBad = false
    this.current = null
  }

  /** One table for each kind that occurs; rows without geometry stay with the most frequent kind. */
  tables(name: string, crs: string, columns: readonly Column[]): Table[] {
    const shapes = this.shapes.filter((shape) => shape.rowIds.length > 0).sort((a, b) => b.rowIds.length - a.rowIds.length)
    if (shapes.length === 0) {
      // of no rows the kind that was begun is what the file's head names
      const geometry = (this.row === 0 && this.shapes[0]?.finish(this.empty).geometry) || null
      return [{ name, crs, length: this.row, columns, geometry }]
    }
    return shapes.map((shape, i) => {
      const withEmpty = i === 0 ? this.empty : new Offsets()
      const { geometry, rows } = shape.finish(withEmpty)
      const isAll = rows.length === this.row
      return {
        name: shapes.length === 1 ? name : `${name}_${shape.kind}`,
        crs,
        length: rows.length,
        columns: isAll ? columns : columns.map((column) => takeRows(column, rows)),
        geometry,
      }
    })
  }
}

/** of vertices that came before the first that has one */
function emptyFor(vertices: number): Floats {
  const floats = new Floats()
  for (let i = 0; i < vertices; i++) floats.push(Number.NaN)
  return floats
}

class Shape {
  readonly xy: Floats
  private z: Floats | null = null
  private m: Floats | null = null
  readonly rings = new Offsets(0)
  readonly parts = new Offsets(0)
  readonly rowIds = new Offsets()
  /** parts at the end of each row of rowIds */
  private readonly rowEnds = new Offsets(0)
  private skipsPart = false
  readonly kind: Kind
  private readonly repairs: Repairs
  constructor(kind: Kind, repairs: Repairs, vertices: number) {
    this.kind = kind
    this.repairs = repairs
    this.xy = new Floats(vertices * 2)
  }

  vertex(x: number, y: number, z: number, m: number): void {
    if (!Number.isNaN(z)) this.z ??= emptyFor(this.xy.length / 2)
    if (!Number.isNaN(m)) this.m ??= emptyFor(this.xy.length / 2)
    this.xy.pushPair(x, y)
    this.z?.push(z)
    this.m?.push(m)
  }
  /** @returns whether all are places */
  plainVertices(view: DataView, at: number, count: number): boolean {
    for (let i = 0; i < count; i++) {
      this.z?.push(Number.NaN)
      this.m?.push(Number.NaN)
    }
    return this.xy.take(view, at, 2 * count, ABSURD)
  }
  endRing(): void {
    const start = this.rings.last
    let end = this.xy.length / 2
    if (end === start) {
      this.skipsPart ||= this.kind === 'polygon' && this.parts.last === this.rings.length - 1
      return
    }
    if (this.kind === 'polygon') {
      const xy = this.xy.array
      if (xy[start * 2] !== xy[end * 2 - 2] || xy[start * 2 + 1] !== xy[end * 2 - 1]) {
        const { z, m } = this
        this.vertex(xy[start * 2], xy[start * 2 + 1], z ? z.array[start] : Number.NaN, m ? m.array[start] : Number.NaN)
        this.repairs.closed++
        end++
      }
    }
    const isOuter = this.parts.last === this.rings.length - 1
    if (end - start < (this.kind === 'polygon' ? 4 : this.kind === 'line' ? 2 : 1) || this.skipsPart) {
      this.repairs.short++
      this.truncate(start)
      // holes without their outer ring mean nothing
      if (this.kind === 'polygon' && isOuter) this.skipsPart = true
      return
    }
    if (this.kind === 'polygon') {
      const area = signedArea(this.xy.array, start, end)
      if (isOuter ? area < 0 : area > 0) {
        this.reverse(start, end)
        this.repairs.turned++
      }
    }
    this.rings.push(end)
  }
  endPart(): void {
    this.skipsPart = false
    if (this.rings.length - 1 > this.parts.last) this.parts.push(this.rings.length - 1)
  }
  endRow(row: number): boolean {
    if (this.parts.length - 1 === this.rowEnds.last) return false
    this.rowIds.push(row)
    this.rowEnds.push(this.parts.length - 1)
    return true
  }
  forgetRow(): void {
    this.skipsPart = false
    this.parts.length = this.rowEnds.last + 1
    this.rings.length = this.parts.last + 1
    this.truncate(this.rings.last)
  }
  finish(empty: Offsets): { geometry: Geometry; rows: Uint32Array } {
    const total = this.rowIds.length + empty.length
    const rows = new Uint32Array(total)
    const ends = new Uint32Array(total + 1)
    for (let i = 0, own = 0, none = 0; i < total; i++) {
      const isOwn = own < this.rowIds.length && (none >= empty.length || this.rowIds.array[own] < empty.array[none])
      rows[i] = isOwn ? this.rowIds.array[own++] : empty.array[none++]
      ends[i + 1] = this.rowEnds.array[own]
    }
    const z = this.z ? { z: this.z.finish() } : {}
    const m = this.m ? { m: this.m.finish() } : {}
    const geometry: Geometry = {
      kind: this.kind,
      xy: this.xy.finish(),
      rings: this.rings.finish(),
      parts: this.parts.finish(),
      rows: ends,
      ...z,
      ...m,
    }
    return { geometry, rows }
  }
  private truncate(vertices: number): void {
    this.xy.length = vertices * 2
    if (this.z) this.z.length = vertices
    if (this.m) this.m.length = vertices
  }
  private reverse(start: number, end: number): void {
    const xy = this.xy.array
    for (let a = start, b = end - 1; a < b; a++, b--) {
      for (const k of [0, 1]) {
        const kept = xy[a * 2 + k]
        xy[a * 2 + k] = xy[b * 2 + k]
        xy[b * 2 + k] = kept
      }
    }
    this.z?.array.subarray(start, end).reverse()
    this.m?.array.subarray(start, end).reverse()
  }
}

/** Twice the signed area, from the ring's first vertex so that no digits are lost to large coordinates. */
export function signedArea(xy: ArrayLike<number>, start: number, end: number): number {
  const x0 = xy[start * 2]
  const y0 = xy[start * 2 + 1]
  let sum = 0
  for (let v = start + 1; v + 1 < end; v++)
    sum += (xy[v * 2] - x0) * (xy[v * 2 + 3] - y0) - (xy[v * 2 + 2] - x0) * (xy[v * 2 + 1] - y0)
  return sum
}

function takeRows(column: Column, rows: Uint32Array): Column {
  switch (column.type) {
    case 'text':
      return { ...column, codes: rows.map((row) => column.codes[row]) }
    case 'boolean':
      return { ...column, values: Uint8Array.from(rows, (row) => column.values[row]) }
    default:
      return { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
  }
}
