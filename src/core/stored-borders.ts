import type { Path64 } from 'clipper2-ts'
import Flatbush from 'flatbush'
import { GRID_PER_M, VertexMemory } from './clip.ts'
import { ringRange } from './geometry.ts'
import { NEAR_M, type StoredEdge, storedCrossing, withNeighbours } from './stored-crossing.ts'
import type { Geometry } from './table.ts'

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
      else out.push(...this.#crossing(path, i))
    })
    return out
  }

  #crossing(path: Path64, i: number): readonly [number, number] {
    const [before, at, after] = withNeighbours(path, i, (x, y) => this.#plane(x, y))
    const [x, y] = at
    const found = this.#edges?.search(x - NEAR_M, y - NEAR_M, x + NEAR_M, y + NEAR_M) ?? []
    const near = found.map((edge): StoredEdge => {
      const from = 2 * this.#from[edge]
      return [this.#xy[from], this.#xy[from + 1], this.#xy[from + 2], this.#xy[from + 3]]
    })
    return storedCrossing(near, before, at, after) ?? at
  }

  #plane(x: number, y: number): readonly [number, number] {
    return [this.#origin[0] + x / GRID_PER_M, this.#origin[1] + y / GRID_PER_M]
  }
}
