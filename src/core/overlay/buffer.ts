import { FlatRows } from '../flat-rows.ts'
import { freeBuffers } from '../free-buffers.ts'
import { pickRows, vertexBox, vertexRange } from '../geometry.ts'
import { type Plane, planeOf } from '../plane.ts'
import { rowPieces } from '../row-pieces.ts'
import { spreadInto } from '../spread.ts'
import type { Geometry } from '../table.ts'
import type { Task } from '../task.ts'
import type { JoinRows } from '../union/join-runs.ts'
import kernel from './buffer-rows.kernel.ts'

/** A buffer has ten times the vertices of what lies in it: pieces of fewer rows than elsewhere. */
const MOST_ROWS = 1024

export interface Buffers {
  /** rows that have a buffer, in lon/lat, valid by OGC */
  readonly geometry: Geometry
  /** the row that each came from */
  readonly from: Uint32Array
  readonly areaM2: Float64Array
}

/**
 * Buffers of rows, in metres on the ground. The equal-area plane stretches directions differently away from its latitude, so each row
 * is buffered in a Gauss-Krüger plane of its own (central meridian through its middle, scale 1 there): conformal, with a scale error of
 * (w/R)²/2 at w from that meridian: 1.2 mm a kilometre at 10 km, 31 mm a kilometre at 50 km; north-south extent adds none. Arcs are
 * drawn by chords that lie inside the circle by at most 1 cm or a ten-thousandth of the distance.
 *
 * Runs of rows are made side by side (spread.ts) and put into one flat geometry as they come (decision 0043).
 * @param lngLat of the geometry's vertices @param distanceM negative: inwards, polygons only @param rows ascending
 */
export async function bufferRows(
  { kind, rings, parts, rows: offsets }: Geometry,
  lngLat: Float64Array,
  rows: ArrayLike<number>,
  distanceM: number,
  task: Task,
): Promise<Buffers> {
  const source: Geometry = { kind, xy: lngLat, rings, parts, rows: offsets }
  const { lng0, latTs } = planeOf(lngLat)
  const runs = rowPieces(source, rows, MOST_ROWS)
  const pieces = { count: runs.length, at: (run: number) => pickRows(source, runs[run]) }
  const flat = new FlatRows(rows.length)
  const from = new Uint32Array(rows.length)
  const areaM2 = new Float64Array(rows.length)
  await spreadInto(
    kernel,
    { distanceM, plane: { lng0, latTs } },
    pieces,
    (made, run) => {
      const first = flat.rowCount
      for (const [i, row] of made.from.entries()) from[first + i] = runs[run][row]
      areaM2.set(made.areaM2, first)
      const { xy, rings, parts, rows } = made.geometry
      flat.add(made.geometry)
      freeBuffers([xy, rings, parts, rows])
    },
    task,
    'stage.buffer',
  )
  return { geometry: flat.finish(), from: from.slice(0, flat.rowCount), areaM2: areaM2.slice(0, flat.rowCount) }
}

/** Buffers as rows to be joined, and the plane of all of them. */
export async function buffersToJoin(
  { geometry }: Buffers,
  task: Task,
): Promise<{ readonly rows: JoinRows; readonly plane: Plane }> {
  const plane = planeOf(geometry.xy)
  const count = geometry.rows.length - 1
  const sizes = new Uint32Array(count)
  const boxes = new Float64Array(4 * count)
  let xy = new Float64Array(0)
  for (let row = 0; row < count; row++) {
    if (row % 64 === 0) await task.breathe()
    const [start, end] = vertexRange(geometry, row)
    sizes[row] = end - start
    if (xy.length < 2 * sizes[row]) xy = new Float64Array(2 * sizes[row])
    plane.toPlane(geometry.xy.subarray(2 * start, 2 * end), xy)
    boxes.set(vertexBox(xy, 0, sizes[row]), 4 * row)
  }
  return { rows: { sizes, boxes, take: (some) => pickRows(geometry, some) }, plane }
}
