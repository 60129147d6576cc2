import type { Path64 } from 'clipper2-ts'
import Flatbush from 'flatbush'
import { GRID_PER_M, VertexMemory } from './clip.ts'
import { ringRange } from './geometry.ts'
import type { Geometry } from './table.ts'

/** A border on the grid leaves the stored one by this at most: both of its ends and a crossing are rounded. */
const NEAR_M = 3e-4
/** Where two edges meet at a sharp angle, rounding moves their crossing far along both. */
const FARTHEST_M = 0.05
/** Sine of the angle below which edges are one line. */
const PARALLEL = 1e-7
const EVERYWHERE = [-Infinity, -Infinity, Infinity, Infinity] as const

/**
 * Brings what the clipper made on its grid back to the borders as they are stored: corners to their own coordinates, crossings to where
 * the two stored edges really meet. The clipper then decides what lies where, and the figures are those of the stored borders.
 */
export class StoredBorders {
  readonly #memory: VertexMemory
  readonly #edges: Flatbush | null
  /** first vertex of each edge */
  readonly #from: Uint32Array
  readonly #xy: Float64Array
  readonly #origin: readonly [number, number]

  /**
   * @param rows whose borders were clipped, in an order that does not depend on their numbers @param origin of the grid
   * @param box left, bottom, right, top: what lies outside is not asked for
   */
  constructor(
    geometry: Geometry,
    xy: Float64Array,
    rows: readonly number[],
    origin: readonly [number, number],
    box: readonly [number, number, number, number] = EVERYWHERE,
  ) {
    const [left, bottom, right, top] = box
    this.#xy = xy
    this.#origin = origin
    this.#memory = new VertexMemory(origin)
    const from: number[] = []
    for (const row of rows) {
      const [ringFrom, ringTo] = ringRange(geometry, row)
      for (let ring = ringFrom; ring < ringTo; ring++)
        for (let i = geometry.rings[ring]; i + 1 < geometry.rings[ring + 1]; i++) {
          const [ax, ay, bx, by] = xy.subarray(2 * i, 2 * i + 4)
          const isOutside =
            Math.max(ax, bx) < left || Math.min(ax, bx) > right || Math.max(ay, by) < bottom || Math.min(ay, by) > top
          if (isOutside) continue
          this.#memory.add(xy, i)
          this.#memory.add(xy, i + 1)
          from.push(i)
        }
    }
    this.#from = Uint32Array.from(from)
    this.#edges = from.length > 0 ? new Flatbush(from.length) : null
    for (const i of from) {
      const [ax, ay, bx, by] = xy.subarray(2 * i, 2 * i + 4)
      this.#edges?.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
    }
    this.#edges?.finish()
  }

  /** A ring of the clipper as x0 y0 x1 y1 … in the plane, not closed. */
  ring(path: Path64): number[] {
    const out: number[] = []
    path.forEach((point, i) => {
      const vertex = this.#memory.vertexAt(point.x, point.y)
      if (vertex !== null) out.push(this.#xy[2 * vertex], this.#xy[2 * vertex + 1])
      else out.push(...this.#crossing(path[(i || path.length) - 1], point, path[(i + 1) % path.length]))
    })
    return out
  }

  #crossing(before: Path64[number], at: Path64[number], after: Path64[number]): readonly [number, number] {
    const [x, y] = this.#plane(at.x, at.y)
    const near = this.#edges?.search(x - NEAR_M, y - NEAR_M, x + NEAR_M, y + NEAR_M) ?? []
    const along = (other: Path64[number]) => {
      const [mx, my] = this.#plane((at.x + other.x) / 2, (at.y + other.y) / 2)
      return near
        .map((edge) => ({ edge: this.#from[edge], far: this.#distance(this.#from[edge], mx, my) }))
        .filter(({ far }) => far <= NEAR_M)
        .sort((a, b) => a.far - b.far)
        .map(({ edge }) => edge)
    }
    const [comes, goes] = [along(before), along(after)]
    for (const a of comes) {
      for (const b of goes) {
        const found = a === b ? null : this.#meet(a, b, x, y)
        if (found) return found
      }
    }
    return [x, y]
  }

  #plane(x: number, y: number): readonly [number, number] {
    return [this.#origin[0] + x / GRID_PER_M, this.#origin[1] + y / GRID_PER_M]
  }

  /** of a place from an edge, as long as it is */
  #distance(i: number, x: number, y: number): number {
    const [ax, ay, bx, by] = this.#xy.subarray(2 * i, 2 * i + 4)
    const [dx, dy] = [bx - ax, by - ay]
    const long = dx * dx + dy * dy
    const t = long > 0 ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / long)) : 0
    return Math.hypot(x - ax - t * dx, y - ay - t * dy)
  }

  /** Where two edges cross near x, y; null: they do not. */
  #meet(i: number, k: number, x: number, y: number): readonly [number, number] | null {
    // from the place itself: digits that all coordinates share say nothing
    const [ax, ay, bx, by] = this.#xy.subarray(2 * i, 2 * i + 4)
    const [cx, cy, dx, dy] = this.#xy.subarray(2 * k, 2 * k + 4)
    const [ux, uy, vx, vy] = [bx - ax, by - ay, dx - cx, dy - cy]
    const cross = ux * vy - uy * vx
    const sine = cross / (Math.hypot(ux, uy) * Math.hypot(vx, vy))
    if (!(Math.abs(sine) > PARALLEL)) return null
    const t = ((cx - ax) * vy - (cy - ay) * vx) / cross
    const [px, py] = [ax + t * ux, ay + t * uy]
    return Math.hypot(px - x, py - y) <= Math.min(FARTHEST_M, NEAR_M / Math.abs(sine)) ? [px, py] : null
  }
}
