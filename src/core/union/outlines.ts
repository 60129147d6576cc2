import type { Path64, Paths64 } from 'clipper2-ts'
import { GRID_PER_M } from '../clip.ts'
import type { Geometry } from '../table.ts'
import type { Task } from '../task.ts'
import type { Outlines } from './border-edges.ts'
import { GridPoints } from './grid-points.ts'

/** Grows rings of numbered points, without corners that repeat and rings of less than three. */
export class OutlineBuilder {
  #corners: Uint32Array
  #size = 0
  readonly #starts = [0]
  readonly #owners: number[] = []

  constructor(expected: number) {
    this.#corners = new Uint32Array(Math.max(16, expected))
  }

  addCorner(point: number): void {
    if (this.#size > this.#starts[this.#starts.length - 1] && this.#corners[this.#size - 1] === point) return
    if (this.#size === this.#corners.length) {
      const grown = new Uint32Array(2 * this.#size)
      grown.set(this.#corners)
      this.#corners = grown
    }
    this.#corners[this.#size++] = point
  }

  /** A ring of other points. */
  addRing(owner: number, corners: Uint32Array, from: GridPoints, into: GridPoints): void {
    for (const corner of corners) this.addCorner(into.numberOf(from.x[corner], from.y[corner], from.vertex[corner]))
    this.endRing(owner)
  }

  endRing(owner: number): void {
    const start = this.#starts[this.#starts.length - 1]
    while (this.#size > start && this.#corners[this.#size - 1] === this.#corners[start]) this.#size--
    if (this.#size - start < 3) this.#size = start
    else {
      this.#starts.push(this.#size)
      this.#owners.push(owner)
    }
  }

  finish(): Outlines {
    return {
      corners: this.#corners.slice(0, this.#size),
      starts: Uint32Array.from(this.#starts),
      owners: Uint32Array.from(this.#owners),
    }
  }
}

/** Rows on the grid; owners are places among `rows`. @param xy vertices in the plane */
export async function rowOutlines(
  geometry: Geometry,
  xy: Float64Array,
  rows: ArrayLike<number>,
  task: Task,
): Promise<{ outlines: Outlines; points: GridPoints }> {
  const { rings, parts } = geometry
  let size = 0
  for (let i = 0; i < rows.length; i++) size += rings[lastRing(geometry, rows[i])] - rings[firstRing(geometry, rows[i])]
  const points = new GridPoints(size)
  const builder = new OutlineBuilder(size)
  for (let i = 0; i < rows.length; i++) {
    if (i % 1024 === 0) await task.breathe()
    for (let ring = parts[geometry.rows[rows[i]]]; ring < lastRing(geometry, rows[i]); ring++) {
      for (let v = rings[ring]; v + 1 < rings[ring + 1]; v++)
        builder.addCorner(points.numberOf(Math.round(xy[2 * v] * GRID_PER_M), Math.round(xy[2 * v + 1] * GRID_PER_M), v))
      builder.endRing(i)
    }
  }
  return { outlines: builder.finish(), points }
}

function firstRing({ parts, rows }: Geometry, row: number): number {
  return parts[rows[row]]
}
function lastRing({ parts, rows }: Geometry, row: number): number {
  return parts[rows[row + 1]]
}

/** Rings of each owner that is asked for, on the grid. */
export function pathsOf(
  { corners, starts, owners }: Outlines,
  points: GridPoints,
  isAsked: (owner: number) => boolean,
): Map<number, Paths64> {
  const paths = new Map<number, Paths64>()
  for (let ring = 0; ring < owners.length; ring++) {
    if (!isAsked(owners[ring])) continue
    const path: Path64 = []
    for (let i = starts[ring]; i < starts[ring + 1]; i++) path.push({ x: points.x[corners[i]], y: points.y[corners[i]] })
    const known = paths.get(owners[ring])
    if (known) known.push(path)
    else paths.set(owners[ring], [path])
  }
  return paths
}

/** The outlines with some shapes in place of others. @param isGone owners whose rings go @param added rings by their owner */
export function exchanged(
  { corners, starts, owners }: Outlines,
  points: GridPoints,
  isGone: (owner: number) => boolean,
  added: ReadonlyMap<number, Paths64>,
): Outlines {
  const builder = new OutlineBuilder(corners.length)
  for (let ring = 0; ring < owners.length; ring++) {
    if (isGone(owners[ring])) continue
    for (let i = starts[ring]; i < starts[ring + 1]; i++) builder.addCorner(corners[i])
    builder.endRing(owners[ring])
  }
  for (const [owner, paths] of added) {
    for (const path of paths) {
      for (const { x, y } of path) builder.addCorner(points.numberOf(x, y, -1))
      builder.endRing(owner)
    }
  }
  return builder.finish()
}
