import type { Geometry } from '../table.ts'
import { type Drawn, HIDDEN } from './drawn.ts'
import { WORLD } from './mercator.ts'
import { rowsInBox } from './resident.ts'

/** Where an image tile lies in world pixels, and how many of its pixels a world pixel is. */
export interface Raster {
  readonly x0: number
  readonly y0: number
  readonly scale: number
  readonly size: number
}

export function rasterOf(z: number, x: number, y: number, size: number): Raster {
  const side = WORLD / 2 ** z
  return { x0: x * side, y0: y * side, scale: size / side, size }
}

/** Painted rows that reach into a raster widened by `margin` of its pixels, ascending. */
export function paintedRows(drawn: Drawn, { x0, y0, scale, size }: Raster, margin = 0): Uint32Array {
  const pad = margin / scale
  const side = size / scale
  return rowsInBox(drawn.resident, x0 - pad, y0 - pad, x0 + side + pad, y0 + side + pad).filter((row) => {
    const klass = drawn.classes[row]
    return klass !== HIDDEN && drawn.paint[klass] !== null
  })
}

/** line · COLUMNS + pixel: one number to sort a polygon's crossings by */
const COLUMNS = 8192
/** Larger polygons without a pixel are slivers, and their middle may lie outside them. */
const SPECK = 2
let keys = new Float64Array(1024)

/**
 * For each pixel, row + 1 of the polygon that covers its centre (the later row where several do), or 0.
 * Borders are half-open and each edge is computed the same way from both sides, so that polygons which share edges leave no
 * pixel centre without owner and none with two. A polygon that owns no centre keeps the pixel of its middle if that is free.
 * @param owners takes the answer, whatever is in it
 */
export function ownersOf(
  drawn: Drawn,
  raster: Raster,
  rows: Uint32Array,
  owners: Uint32Array = new Uint32Array(raster.size * raster.size),
): Uint32Array {
  owners.fill(0)
  const { geometry, boxes } = drawn.resident
  if (geometry?.kind !== 'polygon') return owners
  const specks: number[] = []
  for (const row of rows) if (!fillRow(drawn, geometry, row, raster, owners)) specks.push(row)
  const { x0, y0, scale, size } = raster
  for (const row of specks) {
    const width = (boxes[row * 4 + 2] - boxes[row * 4]) * scale
    const height = (boxes[row * 4 + 3] - boxes[row * 4 + 1]) * scale
    if (width > SPECK || height > SPECK) continue
    const x = Math.floor(((boxes[row * 4] + boxes[row * 4 + 2]) / 2 - x0) * scale)
    const y = Math.floor(((boxes[row * 4 + 1] + boxes[row * 4 + 3]) / 2 - y0) * scale)
    if (x >= 0 && y >= 0 && x < size && y < size && owners[y * size + x] === 0) owners[y * size + x] = row + 1
  }
  return owners
}

/** Scanline fill by the even-odd rule; false when no pixel's centre lies inside. */
function fillRow(drawn: Drawn, geometry: Geometry, row: number, raster: Raster, owners: Uint32Array): boolean {
  const { world } = drawn.resident
  const { size } = raster
  let count = 0
  const endPart = geometry.rows[row + 1]
  for (let part = geometry.rows[row]; part < endPart; part++) {
    for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++) {
      for (let i = geometry.rings[ring]; i + 1 < geometry.rings[ring + 1]; i++) count = cross(world, i, raster, count)
    }
  }
  sortKeys(count)
  let isOwner = false
  for (let k = 0; k + 1 < count; k += 2) {
    const line = Math.floor(keys[k] / COLUMNS)
    const from = Math.ceil(keys[k] - line * COLUMNS - 1.5)
    const to = Math.ceil(keys[k + 1] - line * COLUMNS - 1.5)
    if (to > from) {
      const end = line * size + Math.min(size, to)
      // a call for a pixel or two takes longer than they do
      for (let at = line * size + Math.max(0, from); at < end; at++) owners[at] = row + 1
      isOwner = true
    }
  }
  return isOwner
}

/** Adds where the edge from vertex i to i + 1 crosses the pixel lines' middles. */
function cross(world: Uint32Array, i: number, { x0, y0, scale, size }: Raster, start: number): number {
  let ax = world[2 * i]
  let ay = world[2 * i + 1]
  let bx = world[2 * i + 2]
  let by = world[2 * i + 3]
  if (ay === by) return start
  // from the upper end, whichever way round the ring goes
  if (ay > by) {
    ;[ax, bx] = [bx, ax]
    ;[ay, by] = [by, ay]
  }
  const first = Math.max(0, Math.ceil((ay - y0) * scale - 0.5))
  const last = Math.min(size - 1, Math.ceil((by - y0) * scale - 0.5) - 1)
  if (last < first) return start
  let count = start
  if (count + last - first + 1 > keys.length) {
    const grown = new Float64Array((count + last - first + 1) * 2)
    grown.set(keys)
    keys = grown
  }
  const slope = (bx - ax) / (by - ay)
  for (let line = first; line <= last; line++) {
    const x = (ax + (y0 + (line + 0.5) / scale - ay) * slope - x0) * scale
    keys[count++] = line * COLUMNS + 1 + Math.max(-1, Math.min(size + 1, x))
  }
  return count
}

function sortKeys(count: number): void {
  if (count > 48) {
    keys.subarray(0, count).sort()
    return
  }
  for (let i = 1; i < count; i++) {
    const key = keys[i]
    let j = i - 1
    while (j >= 0 && keys[j] > key) {
      keys[j + 1] = keys[j]
      j--
    }
    keys[j + 1] = key
  }
}
