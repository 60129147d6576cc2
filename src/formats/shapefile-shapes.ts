import type { Geometry } from '../core/table.ts'

export const SHAPE_HEAD_BYTES = 100
/** the format counts 16-bit words in 31 bits */
export const MOST_SHAPE_BYTES = 2 ** 31 - 1
const NO_DATA = -1e39

type Box = [number, number, number, number]

/**
 * .shp and .shx (ESRI Shapefile Technical Description, July 1998) of rows that pass by twice: what all of them have in common decides how
 * each is written and stands in the head. Rows without shape are null shapes. Outer rings run clockwise here.
 */
export class ShapeLayout {
  private readonly box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  private readonly heights: [number, number] = [Infinity, -Infinity]
  private readonly measures: [number, number] = [Infinity, -Infinity]
  private readonly counts = { rows: 0, filled: 0, rings: 0, points: 0 }
  private readonly own: Geometry['kind']
  private isMulti = false
  private hasZ = false
  private hasM = false
  constructor(kind: Geometry['kind']) {
    this.own = kind
  }

  /** The first time that they pass by. */
  take(geometry: Geometry, rows: Uint32Array): void {
    this.hasZ ||= geometry.z?.some((z) => !Number.isNaN(z)) ?? false
    this.hasM ||= geometry.m?.some((m) => !Number.isNaN(m)) ?? false
    for (const row of rows) {
      const { start, end, rings, points } = extentOf(geometry, row)
      this.counts.rows++
      if (points === 0) continue
      this.counts.filled++
      this.counts.rings += rings
      this.counts.points += points
      this.isMulti ||= geometry.rows[row + 1] - geometry.rows[row] > 1
      for (let v = start; v < end; v++) this.grow(geometry, v)
    }
  }

  /** of the .shp, once all have passed by */
  get bytes(): number {
    const { rows, filled, rings, points } = this.counts
    return SHAPE_HEAD_BYTES + rows * 8 + (rows - filled) * 4 + this.sizeOf(filled, rings, points)
  }
  get indexBytes(): number {
    return SHAPE_HEAD_BYTES + this.counts.rows * 8
  }

  /** @param bytes of the file that it heads */
  head(bytes: number): Uint8Array<ArrayBuffer> {
    const view = new DataView(new ArrayBuffer(SHAPE_HEAD_BYTES))
    view.setInt32(0, 9994)
    view.setInt32(24, bytes / 2)
    view.setInt32(28, 1000, true)
    view.setInt32(32, this.type, true)
    writeBox(view, 36, this.box)
    if (this.hasZ) putRange(view, 68, this.heights)
    if (this.hasM) putRange(view, 84, this.measures)
    return new Uint8Array(view.buffer)
  }

  /**
   * The second time.
   * @param before rows that came before these
   * @param at where these begin in the .shp
   */
  records(geometry: Geometry, rows: Uint32Array, before: number, at: number) {
    const sizes = Array.from(rows, (row) => {
      const { rings, points } = extentOf(geometry, row)
      return points === 0 ? 4 : this.sizeOf(1, rings, points)
    })
    const shp = new DataView(new ArrayBuffer(sizes.reduce((sum, size) => sum + 8 + size, 0)))
    const shx = new DataView(new ArrayBuffer(8 * rows.length))
    let cursor = 0
    for (const [i, row] of rows.entries()) {
      shx.setInt32(i * 8, (at + cursor) / 2)
      shx.setInt32(i * 8 + 4, sizes[i] / 2)
      shp.setInt32(cursor, before + i + 1)
      shp.setInt32(cursor + 4, sizes[i] / 2)
      this.write(geometry, row, shp, cursor + 8)
      cursor += 8 + sizes[i]
    }
    return { shp: new Uint8Array(shp.buffer), shx: new Uint8Array(shx.buffer) }
  }

  /** 1 point, 3 line, 5 polygon, 8 points; plus 10 with heights, else 20 with measures */
  private get kind(): number {
    return this.own === 'point' && this.isMulti ? 8 : { point: 1, line: 3, polygon: 5 }[this.own]
  }
  private get type(): number {
    return this.kind + (this.hasZ ? 10 : this.hasM ? 20 : 0)
  }
  private sizeOf(filled: number, rings: number, points: number): number {
    const { kind } = this
    if (kind === 1) return filled * (this.hasZ ? 36 : this.hasM ? 28 : 20)
    // heights are followed by measures, which say that there are none
    const ranges = this.hasZ ? 2 : this.hasM ? 1 : 0
    return (kind === 8 ? 40 * filled : 44 * filled + 4 * rings) + 16 * points + ranges * (16 * filled + 8 * points)
  }

  private write(geometry: Geometry, row: number, view: DataView, at: number): void {
    const { start, end, rings, points } = extentOf(geometry, row)
    if (points === 0) return
    const { kind, hasZ, hasM } = this
    const { xy, rings: offsets, parts, rows } = geometry
    view.setInt32(at, this.type, true)
    if (kind === 1) {
      view.setFloat64(at + 4, xy[start * 2], true)
      view.setFloat64(at + 12, xy[start * 2 + 1], true)
      if (hasZ) view.setFloat64(at + 20, heightOf(geometry, start), true)
      if (hasZ || hasM) view.setFloat64(at + (hasZ ? 28 : 20), measureOf(geometry, start), true)
      return
    }
    writeBox(view, at + 4, boxOf(xy, start, end))
    let cursor = at + 36
    if (kind !== 8) {
      view.setInt32(cursor, rings, true)
      cursor += 4
    }
    view.setInt32(cursor, points, true)
    cursor += 4
    if (kind !== 8)
      for (let ring = parts[rows[row]]; ring < parts[rows[row + 1]]; ring++, cursor += 4)
        view.setInt32(cursor, offsets[ring] - start, true)
    const order = orderOf(geometry, row)
    for (const v of order) {
      view.setFloat64(cursor, xy[v * 2], true)
      view.setFloat64(cursor + 8, xy[v * 2 + 1], true)
      cursor += 16
    }
    const values = (of: typeof heightOf) => order.map((v) => of(geometry, v))
    if (hasZ) cursor = putRanged(view, cursor, values(heightOf))
    if (hasZ || hasM) putRanged(view, cursor, values(measureOf))
  }

  private grow(geometry: Geometry, v: number): void {
    const [x, y] = [geometry.xy[v * 2], geometry.xy[v * 2 + 1]]
    const { box, heights, measures } = this
    if (x < box[0]) box[0] = x
    if (y < box[1]) box[1] = y
    if (x > box[2]) box[2] = x
    if (y > box[3]) box[3] = y
    widen(heights, heightOf(geometry, v))
    const m = measureOf(geometry, v)
    if (m !== NO_DATA) widen(measures, m)
  }
}

const heightOf = ({ z }: Geometry, v: number) => (z && !Number.isNaN(z[v]) ? z[v] : 0)
const measureOf = ({ m }: Geometry, v: number) => (m && !Number.isNaN(m[v]) ? m[v] : NO_DATA)

function widen(range: [number, number], value: number): void {
  if (value < range[0]) range[0] = value
  if (value > range[1]) range[1] = value
}

function extentOf({ rings, parts, rows }: Geometry, row: number) {
  const [first, last] = [parts[rows[row]], parts[rows[row + 1]]]
  const [start, end] = [rings[first] ?? 0, rings[last] ?? 0]
  return { start, end, rings: last - first, points: rows[row] === rows[row + 1] ? 0 : end - start }
}

/** Vertices as they are written: rings of polygons the other way round. */
function orderOf({ kind, rings, parts, rows }: Geometry, row: number): number[] {
  const order: number[] = []
  for (let ring = parts[rows[row]]; ring < parts[rows[row + 1]]; ring++) {
    const [start, end] = [rings[ring], rings[ring + 1]]
    for (let i = 0; i < end - start; i++) order.push(kind === 'polygon' ? end - 1 - i : start + i)
  }
  return order
}

/** Least and greatest, then the values; what is no measure takes no part. @returns the place behind them */
function putRanged(view: DataView, at: number, values: readonly number[]): number {
  const range: [number, number] = [Infinity, -Infinity]
  for (const value of values) if (value !== NO_DATA) widen(range, value)
  putRange(view, at, range, NO_DATA)
  for (const [i, value] of values.entries()) view.setFloat64(at + 16 + i * 8, value, true)
  return at + 16 + values.length * 8
}
function putRange(view: DataView, at: number, range: readonly number[], none = 0): void {
  range.forEach((value, i) => {
    view.setFloat64(at + i * 8, Number.isFinite(value) ? value : none, true)
  })
}

function boxOf(xy: Float64Array, start: number, end: number): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (let v = start; v < end; v++) {
    box[0] = Math.min(box[0], xy[v * 2])
    box[1] = Math.min(box[1], xy[v * 2 + 1])
    box[2] = Math.max(box[2], xy[v * 2])
    box[3] = Math.max(box[3], xy[v * 2 + 1])
  }
  return box
}
function writeBox(view: DataView, at: number, box: Box): void {
  box.forEach((value, i) => {
    view.setFloat64(at + i * 8, Number.isFinite(value) ? value : 0, true)
  })
}
