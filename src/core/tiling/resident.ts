import { isGeographic, toLngLat } from '../crs.ts'
import { vertexRange } from '../geometry.ts'
import type { Geometry, Table } from '../table.ts'
import type { Task } from '../task.ts'
import { toWorld, worldX, worldY } from './mercator.ts'
import { RowIndex } from './row-index.ts'

/** west, south, east, north in degrees */
export type LngLatBox = readonly [number, number, number, number]

/** A table made ready to be drawn and asked: the same rows in lon/lat and in world pixels, with an index of their boxes. */
export interface Resident {
  readonly table: Table
  readonly geometry: Geometry | null
  /** geometry.xy in lon/lat degrees; the very same array when the table is geographic */
  readonly lngLat: Float64Array
  /** lngLat in world pixels */
  readonly world: Uint32Array
  /** row i: west, north, east, south in world pixels; west > east when the row has nothing to draw */
  readonly boxes: Uint32Array
  readonly index: RowIndex
  /** rows that have something to draw, ascending */
  readonly indexed: Uint32Array
  readonly bbox: LngLatBox | null
}

const CHUNK = 16_384
const NOTHING = [0xffffffff, 0xffffffff, 0, 0] as const

/** Converts once; lets tile requests in between. @throws AppError crs.unknown */
export async function makeResident(table: Table, task: Task): Promise<Resident> {
  const geometry = table.geometry
  if (!geometry) {
    const none = new Uint32Array(0)
    const index = new RowIndex(none, none)
    return { table, geometry, lngLat: new Float64Array(0), world: none, boxes: none, index, indexed: none, bbox: null }
  }
  const vertices = geometry.xy.length / 2
  const converted = isGeographic(table.crs) ? null : new Float64Array(geometry.xy.length)
  const lngLat = converted ?? geometry.xy
  const world = new Uint32Array(geometry.xy.length)
  for (let from = 0; from < vertices; from += CHUNK) {
    const to = Math.min(vertices, from + CHUNK)
    if (converted) toLngLat(table.crs, geometry.xy.subarray(from * 2, to * 2), converted.subarray(from * 2, to * 2))
    toWorld(lngLat, world, from, to)
    task.progress((from / vertices) * 0.7)
    await task.breathe()
  }
  const boxes = new Uint32Array(table.length * 4)
  const indexed = new Uint32Array(table.length)
  const degrees = [Infinity, Infinity, -Infinity, -Infinity]
  let count = 0
  for (let row = 0; row < table.length; row++) {
    if (measureBox(geometry, lngLat, world, row, boxes, degrees)) indexed[count++] = row
    if (row % CHUNK === 0) await task.breathe()
  }
  task.progress(1)
  const bbox = count > 0 ? ([degrees[0], degrees[1], degrees[2], degrees[3]] as const) : null
  const drawn = indexed.slice(0, count)
  return { table, geometry, lngLat, world, boxes, index: new RowIndex(boxes, drawn), indexed: drawn, bbox }
}

/** Writes the row's box and widens `degrees`; false when the row has no geometry or one that is no number. */
function measureBox(
  geometry: Geometry,
  lngLat: Float64Array,
  world: Uint32Array,
  row: number,
  boxes: Uint32Array,
  degrees: number[],
): boolean {
  const [from, to] = vertexRange(geometry, row)
  let x0 = 0xffffffff
  let y0 = 0xffffffff
  let x1 = 0
  let y1 = 0
  let isUsable = to > from
  let west = Infinity
  let south = Infinity
  let east = -Infinity
  let north = -Infinity
  for (let i = from * 2; i < to * 2; i += 2) {
    const x = world[i]
    const y = world[i + 1]
    if (x < x0) x0 = x
    if (x > x1) x1 = x
    if (y < y0) y0 = y
    if (y > y1) y1 = y
    const lng = lngLat[i]
    const lat = lngLat[i + 1]
    // also false for NaN
    if (!(Math.abs(lng) <= 540 && Math.abs(lat) <= 90)) isUsable = false
    if (lng < west) west = lng
    if (lng > east) east = lng
    if (lat < south) south = lat
    if (lat > north) north = lat
  }
  if (!isUsable) {
    boxes.set(NOTHING, row * 4)
    return false
  }
  boxes[row * 4] = x0
  boxes[row * 4 + 1] = y0
  boxes[row * 4 + 2] = x1
  boxes[row * 4 + 3] = y1
  degrees[0] = Math.min(degrees[0], west)
  degrees[1] = Math.min(degrees[1], south)
  degrees[2] = Math.max(degrees[2], east)
  degrees[3] = Math.max(degrees[3], north)
  return true
}

/** Rows whose box meets a box in world pixels (borders included), ascending. */
export function rowsInBox(resident: Resident, x0: number, y0: number, x1: number, y1: number): Uint32Array {
  return resident.index.meeting(x0, y0, x1, y1)
}

/** Rows whose box comes as near to a place, by degrees of longitude and of latitude, ascending. */
export function rowsAround(
  resident: Resident,
  [lng, lat]: readonly [number, number],
  padLng: number,
  padLat: number,
): Uint32Array {
  // a unit more, because boxes are of rounded coordinates
  return rowsInBox(
    resident,
    Math.floor(worldX(lng - padLng)) - 1,
    Math.floor(worldY(lat + padLat)) - 1,
    Math.ceil(worldX(lng + padLng)) + 1,
    Math.ceil(worldY(lat - padLat)) + 1,
  )
}

/** Of these rows; null where none has a shape. */
export function boxOfRows({ geometry, lngLat }: Resident, rows: ArrayLike<number>): LngLatBox | null {
  if (!geometry) return null
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let k = 0; k < rows.length; k++) {
    const [from, to] = vertexRange(geometry, rows[k])
    for (let i = from; i < to; i++) {
      box[0] = Math.min(box[0], lngLat[2 * i])
      box[1] = Math.min(box[1], lngLat[2 * i + 1])
      box[2] = Math.max(box[2], lngLat[2 * i])
      box[3] = Math.max(box[3], lngLat[2 * i + 1])
    }
  }
  return box[0] <= box[2] ? box : null
}
