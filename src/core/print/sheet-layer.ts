import { fromLngLat } from '../crs.ts'
import { AppError } from '../errors.ts'
import { planarArea, ringRange, vertexRange } from '../geometry.ts'
import { labelPoint } from '../label-point.ts'
import type { Task } from '../task.ts'
import { clipLine, clipRing, PointList } from '../tiling/clip.ts'
import { type DrawingChoice, HIDDEN, makeDrawn } from '../tiling/drawn.ts'
import { WORLD, worldX, worldY } from '../tiling/mercator.ts'
import { type Resident, rowsInBox } from '../tiling/resident.ts'
import { frameBox, type MapFrame, toPaper } from './map-frame.ts'
import type { Paths } from './marks.ts'

/** What to draw is said as it is to the map: tiling/drawn.ts. */
export interface SheetLayerChoice extends Omit<DrawingChoice, 'paint' | 'shapesFromZoom'> {
  readonly frame: MapFrame
}

/** What of a table is seen on a map face, in millimetres of it. */
export interface SheetLayer {
  /** classes that occur there, in class order */
  readonly classes: readonly SheetClass[]
  readonly labels: readonly SheetLabel[]
  readonly vertices: number
}
export interface SheetClass {
  readonly index: number
  /** features of the class on the sheet */
  readonly count: number
  /** of points: each a path of one */
  readonly paths: Paths & { readonly xy: Float32Array; readonly starts: Uint32Array }
}
export interface SheetLabel {
  readonly text: string
  readonly index: number
  readonly x: number
  readonly y: number
  /** of a line's own direction there, never upside down; 0 for others */
  readonly turnDeg: number
  /** mm² of an area, so that larger ones are named first */
  readonly weight: number
}

/** Beyond the face, so that a border cut there is not seen and a line's end neither. */
const PAD_MM = 4
/** Points nearer than this to the last one cannot be told from it: a third of the finest line. */
const FINEST_MM = 0.03
/** More than a printer, a viewer and the memory of a small device take as lines. */
const MOST_VERTICES = 4_000_000

/** @throws AppError print.tooMuch, with the number of vertices */
export async function cutSheetLayer(resident: Resident, choice: SheetLayerChoice, task: Task): Promise<SheetLayer> {
  const { frame } = choice
  const { table, geometry, lngLat } = resident
  if (!geometry) return { classes: [], labels: [], vertices: 0 }
  const drawn = makeDrawn(resident, { ...choice, paint: [] })
  const { a, b, c, f } = toPaper(frame)
  const inFrame = table.crs === frame.crs
  const high = Math.max(frame.widthMm, frame.heightMm) + PAD_MM
  const builders = new Map<number, Builder>()
  const labels: SheetLabel[] = []
  let vertices = 0
  const [west, south, east, north] = frameBox(frame)
  const world = [worldX(west), worldY(north), worldX(east), worldY(south)].map((value) => Math.max(0, Math.min(WORLD - 1, value)))
  const rows = rowsInBox(resident, world[0], world[1], world[2], world[3])
  const ring = new PointList()
  for (const [at, row] of rows.entries()) {
    const index = drawn.classes[row]
    if (index === HIDDEN) continue
    const [from, to] = vertexRange(geometry, row)
    const source = (inFrame ? geometry.xy : lngLat).subarray(2 * from, 2 * to)
    const xy = inFrame ? source.slice() : fromLngLat(frame.crs, source, new Float64Array(source.length))
    for (let i = 0; i < xy.length; i += 2) {
      const [x, y] = [xy[i], xy[i + 1]]
      xy[i] = a * x + b * y + c
      xy[i + 1] = b * x - a * y + f
    }
    const builder = builders.get(index) ?? new Builder()
    const before = builder.length
    const [ringFrom, ringTo] = ringRange(geometry, row)
    for (let r = ringFrom; r < ringTo; r++) {
      const [start, end] = [geometry.rings[r] - from, geometry.rings[r + 1] - from]
      if (geometry.kind === 'point') builder.point(xy, start, end, frame)
      else {
        thin(xy, start, end, geometry.kind === 'polygon', ring)
        if (geometry.kind === 'polygon') {
          clipRing(ring, -PAD_MM, high)
          if (ring.length > 2) builder.path(ring)
        } else clipLine(ring, -PAD_MM, high, (piece) => builder.path(piece))
      }
    }
    if (builder.length > before) {
      builders.set(index, builder)
      builder.count++
      const text = drawn.label?.(row).trim()
      const place = text && labelPlace(resident, row, xy, from, frame)
      if (text && place) labels.push({ text, index, ...place })
      vertices += builder.length - before
      if (vertices > MOST_VERTICES) throw new AppError('print.tooMuch', { layer: table.name, most: MOST_VERTICES })
    }
    task.progress(at / rows.length, 'stage.draw')
    await task.breathe()
  }
  const classes = [...builders]
    .sort(([one], [other]) => one - other)
    .map(([index, builder]) => ({ index, count: builder.count, paths: builder.finish(geometry.kind === 'polygon') }))
  return { classes, labels, vertices }
}

class Builder {
  private xy = new Float32Array(1024)
  private readonly starts: number[] = [0]
  length = 0
  count = 0
  point(xy: Float64Array, from: number, to: number, { widthMm, heightMm }: MapFrame): void {
    for (let i = from; i < to; i++) {
      const [x, y] = [xy[2 * i], xy[2 * i + 1]]
      if (!(x >= 0 && x <= widthMm && y >= 0 && y <= heightMm)) continue
      this.push(x, y)
      this.starts.push(this.length)
    }
  }
  path({ data, length }: PointList): void {
    for (let i = 0; i < length; i++) this.push(data[2 * i], data[2 * i + 1])
    this.starts.push(this.length)
  }
  private push(x: number, y: number): void {
    if (2 * this.length + 2 > this.xy.length) {
      const grown = new Float32Array(this.xy.length * 2)
      grown.set(this.xy)
      this.xy = grown
    }
    this.xy[2 * this.length] = x
    this.xy[2 * this.length + 1] = y
    this.length++
  }
  finish(isClosed: boolean) {
    return { xy: this.xy.slice(0, 2 * this.length), starts: Uint32Array.from(this.starts), isClosed }
  }
}

/** Points that the paper can tell apart; of a ring without the last, which is the first again. */
function thin(xy: Float64Array, start: number, end: number, isRing: boolean, out: PointList): void {
  out.clear()
  const last = isRing ? end - 1 : end
  let [x, y] = [Number.NaN, Number.NaN]
  for (let i = start; i < last; i++) {
    const isEnd = !isRing && i === last - 1
    if (!isEnd && Math.abs(xy[2 * i] - x) < FINEST_MM && Math.abs(xy[2 * i + 1] - y) < FINEST_MM) continue
    x = xy[2 * i]
    y = xy[2 * i + 1]
    out.push(x, y)
  }
}

/** Where a name stands: the anchor of the map, if that is on the sheet. */
function labelPlace(
  { geometry }: Resident,
  row: number,
  xy: Float64Array,
  from: number,
  { widthMm, heightMm }: MapFrame,
): Pick<SheetLabel, 'x' | 'y' | 'turnDeg' | 'weight'> | null {
  if (!geometry) return null
  // the row alone, in millimetres
  const [ringFrom, ringTo] = ringRange(geometry, row)
  const rings = geometry.rings.subarray(ringFrom, ringTo + 1).map((vertex) => vertex - from)
  const parts = geometry.parts.subarray(geometry.rows[row], geometry.rows[row + 1] + 1).map((ring) => ring - ringFrom)
  const own = { kind: geometry.kind, xy, rings, parts, rows: Uint32Array.of(0, parts.length - 1) }
  const point = labelPoint(own, 0, xy)
  if (!point || !(point[0] > 0 && point[0] < widthMm && point[1] > 0 && point[1] < heightMm)) return null
  return {
    x: point[0],
    y: point[1],
    turnDeg: geometry.kind === 'line' ? directionAt(xy, rings[0], rings[1]) : 0,
    weight: geometry.kind === 'polygon' ? Math.abs(planarArea(xy, rings[0], rings[1])) : Number.POSITIVE_INFINITY,
  }
}
function directionAt(xy: Float64Array, start: number, end: number): number {
  const middle = start + ((end - start) >> 1)
  const [before, after] = [Math.max(start, middle - 1), Math.min(end - 1, middle + 1)]
  const angle = (Math.atan2(xy[2 * after + 1] - xy[2 * before + 1], xy[2 * after] - xy[2 * before]) * 180) / Math.PI
  return angle > 90 ? angle - 180 : angle < -90 ? angle + 180 : angle
}
