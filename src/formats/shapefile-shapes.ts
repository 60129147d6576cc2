import { AppError } from '../core/errors.ts'
import type { Geometry } from '../core/table.ts'
import type { Task } from '../core/task.ts'

const HEADER_BYTES = 100
/** the format counts 16-bit words in 31 bits */
const MOST_BYTES = 2 ** 31 - 1
const NO_DATA = -1e39

type Box = [number, number, number, number]

/**
 * .shp and .shx of the rows (ESRI Shapefile Technical Description, July 1998); rows without shape are null shapes. Outer rings run
 * clockwise here. @throws AppError shp.tooLarge
 */
export async function encodeShapes(
  geometry: Geometry,
  rows: Uint32Array,
  name: string,
  task: Task,
): Promise<{ readonly shp: Uint8Array<ArrayBuffer>; readonly shx: Uint8Array<ArrayBuffer> }> {
  const writer = new ShapeWriter(geometry, rows)
  const sizes = Array.from(rows, (row) => writer.sizeOf(row))
  const total = sizes.reduce((sum, size) => sum + 8 + size, HEADER_BYTES)
  if (total > MOST_BYTES) throw new AppError('shp.tooLarge', { layer: name, bytes: total, limit: MOST_BYTES })
  const shp = new Uint8Array(total)
  const shx = new Uint8Array(HEADER_BYTES + rows.length * 8)
  const view = new DataView(shp.buffer)
  const index = new DataView(shx.buffer)
  let at = HEADER_BYTES
  for (let i = 0; i < rows.length; i++) {
    index.setInt32(HEADER_BYTES + i * 8, at / 2)
    index.setInt32(HEADER_BYTES + 4 + i * 8, sizes[i] / 2)
    view.setInt32(at, i + 1)
    view.setInt32(at + 4, sizes[i] / 2)
    writer.write(rows[i], view, at + 8)
    at += 8 + sizes[i]
    if ((i & 511) === 0) {
      task.progress((0.5 * i) / rows.length, 'stage.write')
      await task.breathe()
    }
  }
  writer.header(view, total)
  writer.header(index, shx.length)
  return { shp, shx }
}

class ShapeWriter {
  private readonly box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  private readonly heights: [number, number] = [Infinity, -Infinity]
  private readonly geometry: Geometry
  /** 1 point, 3 line, 5 polygon, 8 points; plus 10 with heights, else 20 with measures */
  private readonly kind: number
  private readonly hasZ: boolean
  private readonly hasM: boolean
  private readonly measures: [number, number] = [Infinity, -Infinity]
  constructor(geometry: Geometry, rows: Uint32Array) {
    this.geometry = geometry
    const isMulti = geometry.kind === 'point' && rows.some((row) => geometry.rows[row + 1] - geometry.rows[row] > 1)
    this.kind = isMulti ? 8 : { point: 1, line: 3, polygon: 5 }[geometry.kind]
    this.hasZ = geometry.z?.some((z) => !Number.isNaN(z)) ?? false
    this.hasM = geometry.m?.some((m) => !Number.isNaN(m)) ?? false
  }

  sizeOf(row: number): number {
    const { rings, points } = this.extentOf(row)
    if (points === 0) return 4
    if (this.kind === 1) return this.hasZ ? 36 : this.hasM ? 28 : 20
    const head = this.kind === 8 ? 40 : 44 + rings * 4
    // heights are followed by measures, which say that there are none
    return head + points * 16 + (this.hasZ ? 2 : this.hasM ? 1 : 0) * (16 + points * 8)
  }

  write(row: number, view: DataView, at: number): void {
    const { start, end, rings, points } = this.extentOf(row)
    if (points === 0) return
    const { xy, z, rings: offsets, parts, rows } = this.geometry
    view.setInt32(at, this.type, true)
    const order = this.orderOf(row)
    const height = (v: number) => (z && !Number.isNaN(z[v]) ? z[v] : 0)
    const { m } = this.geometry
    const measure = (v: number) => (m && !Number.isNaN(m[v]) ? m[v] : NO_DATA)
    for (const v of order) this.grow(xy[v * 2], xy[v * 2 + 1], height(v), measure(v))
    if (this.kind === 1) {
      view.setFloat64(at + 4, xy[start * 2], true)
      view.setFloat64(at + 12, xy[start * 2 + 1], true)
      if (this.hasZ) view.setFloat64(at + 20, height(start), true)
      if (this.hasZ || this.hasM) view.setFloat64(at + (this.hasZ ? 28 : 20), measure(start), true)
      return
    }
    writeBox(view, at + 4, boxOf(xy, start, end))
    let cursor = at + 36
    if (this.kind !== 8) {
      view.setInt32(cursor, rings, true)
      cursor += 4
    }
    view.setInt32(cursor, points, true)
    cursor += 4
    if (this.kind !== 8)
      for (let ring = parts[rows[row]]; ring < parts[rows[row + 1]]; ring++, cursor += 4)
        view.setInt32(cursor, offsets[ring] - start, true)
    for (const v of order) {
      view.setFloat64(cursor, xy[v * 2], true)
      view.setFloat64(cursor + 8, xy[v * 2 + 1], true)
      cursor += 16
    }
    if (this.hasZ) cursor = putRanged(view, cursor, order.map(height))
    if (this.hasZ || this.hasM) putRanged(view, cursor, order.map(measure))
  }

  private get type(): number {
    return this.kind + (this.hasZ ? 10 : this.hasM ? 20 : 0)
  }
  header(view: DataView, bytes: number): void {
    view.setInt32(0, 9994)
    view.setInt32(24, bytes / 2)
    view.setInt32(28, 1000, true)
    view.setInt32(32, this.type, true)
    writeBox(view, 36, this.box)
    if (this.hasZ) putRange(view, 68, this.heights)
    if (this.hasM) putRange(view, 84, this.measures)
  }

  private extentOf(row: number) {
    const { rings, parts, rows } = this.geometry
    const [first, last] = [parts[rows[row]], parts[rows[row + 1]]]
    const [start, end] = [rings[first] ?? 0, rings[last] ?? 0]
    return { start, end, rings: last - first, points: rows[row] === rows[row + 1] ? 0 : end - start }
  }
  /** vertices as they are written: rings of polygons the other way round */
  private orderOf(row: number): number[] {
    const { kind, rings, parts, rows } = this.geometry
    const order: number[] = []
    for (let ring = parts[rows[row]]; ring < parts[rows[row + 1]]; ring++) {
      const [start, end] = [rings[ring], rings[ring + 1]]
      for (let i = 0; i < end - start; i++) order.push(kind === 'polygon' ? end - 1 - i : start + i)
    }
    return order
  }
  private grow(x: number, y: number, z: number, m: number): void {
    this.box[0] = Math.min(this.box[0], x)
    this.box[1] = Math.min(this.box[1], y)
    this.box[2] = Math.max(this.box[2], x)
    this.box[3] = Math.max(this.box[3], y)
    this.heights[0] = Math.min(this.heights[0], z)
    this.heights[1] = Math.max(this.heights[1], z)
    if (m === NO_DATA) return
    this.measures[0] = Math.min(this.measures[0], m)
    this.measures[1] = Math.max(this.measures[1], m)
  }
}

/** Least and greatest, then the values; what is no measure takes no part. @returns the place behind them */
function putRanged(view: DataView, at: number, values: readonly number[]): number {
  const known = values.filter((value) => value !== NO_DATA)
  putRange(
    view,
    at,
    [known.reduce((a, b) => Math.min(a, b), Infinity), known.reduce((a, b) => Math.max(a, b), -Infinity)],
    NO_DATA,
  )
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
