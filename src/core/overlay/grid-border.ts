import type { Path64, Paths64 } from 'clipper2-ts'
import { GRID_PER_M, withoutLevelSpikes } from '../clip.ts'
import { NEAR_M, type StoredEdge } from '../stored-crossing.ts'
import type { CutSide } from './cutter.ts'

/** Sides of the box that a point lies beyond. */
const LEFT = 1
const RIGHT = 2
const BELOW = 4
const ABOVE = 8

/**
 * The borders of one side as grid paths, as far as they matter in a box. A stretch that lies beyond one side of the box is replaced by
 * its chord, which lies there too and turns as often around every point of the box; so does what remains, vertex after vertex. What
 * is inside the box stays as it was, and winding there is unchanged.
 */
export class GridBorder {
  /** whole metres: the grid is the same for every row, so that neighbours round their shared border alike */
  originX = 0
  originY = 0
  readonly #side: CutSide
  #x0 = 0
  #y0 = 0
  #x1 = 0
  #y1 = 0
  /** vertices of the paths since the last look, in a hash by their place on the grid: 0 is free, else the vertex + 1 */
  #slots = new Uint32Array(256)
  #count = 0

  constructor(side: CutSide) {
    this.#side = side
  }

  /** Sets the box, metres, and forgets the vertices of the one before. */
  look(x0: number, y0: number, x1: number, y1: number): void {
    this.#x0 = x0
    this.#y0 = y0
    this.#x1 = x1
    this.#y1 = y1
    this.originX = Math.round((x0 + x1) / 2)
    this.originY = Math.round((y0 + y1) / 2)
    // one large row shall not make all after it slow
    if (this.#slots.length > 1024) this.#slots = new Uint32Array(256)
    else this.#slots.fill(0)
    this.#count = 0
  }

  /** The rings of a row, appended. */
  addPaths(row: number, paths: Paths64): void {
    const { boxes, first, last, next, nodes } = this.#side.trees
    const xy = this.#side.layer.xy
    const end = nodes[row + 1]
    let node = nodes[row]
    while (node < end) {
      const ringEnd = next[node]
      const path: Path64 = []
      // the vertex that waits to know whether the one after it makes it needless
      let waiting = -1
      let waitingSides = 0
      let keptSides = 0
      while (node < ringEnd) {
        const box = 4 * node
        const isBeside =
          boxes[box] > this.#x1 || boxes[box + 2] < this.#x0 || boxes[box + 1] > this.#y1 || boxes[box + 3] < this.#y0
        if (!isBeside && next[node] > node + 1) {
          node++
          continue
        }
        // the last vertex of a node is the first of the one after it (of the ring, at its end), which adds it
        const stop = isBeside ? first[node] + 1 : last[node]
        for (let vertex = first[node]; vertex < stop; vertex++) {
          const sides = this.#sidesOf(xy[2 * vertex], xy[2 * vertex + 1])
          if (waiting >= 0 && (path.length === 0 || (keptSides & waitingSides & sides) === 0)) {
            this.#push(path, xy, waiting, waitingSides)
            keptSides = waitingSides
          }
          waiting = vertex
          waitingSides = sides
        }
        node = next[node]
      }
      if (waiting >= 0) this.#push(path, xy, waiting, waitingSides)
      const ring = withoutLevelSpikes(path)
      if (ring.length > 2) paths.push(ring)
    }
  }

  /** Writes lon/lat of the vertex that stands at a place of the grid; false where none does. */
  digitsAt(x: number, y: number, out: Float64Array, at: number): boolean {
    const { layer, lngLat } = this.#side
    const mask = this.#slots.length - 1
    for (let slot = hashOf(x, y) & mask; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const vertex = this.#slots[slot] - 1
      if (this.#gridX(layer.xy[2 * vertex]) !== x || this.#gridY(layer.xy[2 * vertex + 1]) !== y) continue
      out[at] = lngLat[2 * vertex]
      out[at + 1] = lngLat[2 * vertex + 1]
      return true
    }
    return false
  }

  /** Edges of a row that come within NEAR_M of a place, appended. */
  addEdgesNear(row: number, x: number, y: number, edges: StoredEdge[]): void {
    const { boxes, first, last, next, nodes } = this.#side.trees
    const xy = this.#side.layer.xy
    const [x0, y0, x1, y1] = [x - NEAR_M, y - NEAR_M, x + NEAR_M, y + NEAR_M]
    let node = nodes[row]
    while (node < nodes[row + 1]) {
      const box = 4 * node
      const isNear = boxes[box] <= x1 && boxes[box + 2] >= x0 && boxes[box + 1] <= y1 && boxes[box + 3] >= y0
      if (isNear && next[node] > node + 1) {
        node++
        continue
      }
      if (isNear) {
        for (let i = 2 * first[node]; i < 2 * last[node]; i += 2) {
          const ax = xy[i]
          const ay = xy[i + 1]
          const bx = xy[i + 2]
          const by = xy[i + 3]
          if ((ax < x0 && bx < x0) || (ax > x1 && bx > x1) || (ay < y0 && by < y0) || (ay > y1 && by > y1)) continue
          edges.push([ax, ay, bx, by])
        }
      }
      node = next[node]
    }
  }

  #sidesOf(x: number, y: number): number {
    return (x < this.#x0 ? LEFT : x > this.#x1 ? RIGHT : 0) | (y < this.#y0 ? BELOW : y > this.#y1 ? ABOVE : 0)
  }
  #gridX(x: number): number {
    return Math.round((x - this.originX) * GRID_PER_M)
  }
  #gridY(y: number): number {
    return Math.round((y - this.originY) * GRID_PER_M)
  }

  #push(path: Path64, xy: Float64Array, vertex: number, sides: number): void {
    const x = this.#gridX(xy[2 * vertex])
    const y = this.#gridY(xy[2 * vertex + 1])
    path.push({ x, y })
    // nothing beside the box comes out
    if (sides === 0) this.#remember(x, y, vertex)
  }

  #remember(x: number, y: number, vertex: number): void {
    if (2 * ++this.#count > this.#slots.length) this.#grow()
    const mask = this.#slots.length - 1
    let slot = hashOf(x, y) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = vertex + 1
  }
  #grow(): void {
    const before = this.#slots
    const { xy } = this.#side.layer
    this.#slots = new Uint32Array(4 * before.length)
    const mask = this.#slots.length - 1
    for (const entry of before) {
      if (entry === 0) continue
      let slot = hashOf(this.#gridX(xy[2 * entry - 2]), this.#gridY(xy[2 * entry - 1])) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = entry
    }
  }
}

function hashOf(x: number, y: number): number {
  let hash = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca6b)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}
