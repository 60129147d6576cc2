import type { Task } from '../task.ts'

/** no edge starts at this vertex */
export const LONE = 0xffffffff

/** places nearer than this part of a metre share a hash */
const PER_M = 4096

/** vertices or edges between two breaths */
const STRETCH = 16_384

/**
 * Finds of every edge one that runs the other way between the same coordinates, to the last digit. Linear in the number of edges, no
 * spatial index, no tolerance.
 * @returns by first vertex: the mate's first vertex + 1; 0: none; LONE
 */
export async function matchEqual(rings: Uint32Array, xy: Float64Array, task: Task): Promise<Uint32Array> {
  const mates = new Uint32Array(xy.length / 2).fill(LONE)
  const table = emptyTable(mates.length)
  const count = rings.length - 1
  for (let ring = 0; ring < count; ) {
    task.progress(ring / count, 'stage.topology')
    await task.breathe()
    const first = ring++
    while (ring < count && rings[ring + 1] - rings[first] <= STRETCH) ring++
    matchRings(rings, first, ring, xy, table, mates)
  }
  return mates
}

/** Edge (its first vertex) + 1 by slot; 0: free. A matched edge stays as a stone on which the search goes on. */
function emptyTable(count: number): Uint32Array {
  return new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(16, 1.5 * count))))
}

/** A function of its own, which knows its numbers: one that waits for messages is compiled anew in every run. */
function matchRings(
  rings: Uint32Array,
  fromRing: number,
  toRing: number,
  xy: Float64Array,
  table: Uint32Array,
  mates: Uint32Array,
): void {
  const mask = table.length - 1
  for (let ring = fromRing; ring < toRing; ring++) {
    const last = rings[ring + 1] - 1
    /** along a border the mates follow each other backwards: that of the edge before, or 0 */
    let previous = 0
    for (let edge = rings[ring]; edge < last; edge++) {
      const x = xy[2 * edge]
      const y = xy[2 * edge + 1]
      const nextX = xy[2 * edge + 2]
      const nextY = xy[2 * edge + 3]
      if (x === nextX && y === nextY) continue
      mates[edge] = 0
      let mate = previous - 1
      if (mate < 0 || !isMate(xy, mates, mate, x, y, nextX, nextY)) {
        // both directions of an edge have one middle
        let slot = hashOf(((x + nextX) * PER_M) | 0, ((y + nextY) * PER_M) | 0) & mask
        while (table[slot] !== 0 && !isMate(xy, mates, table[slot] - 1, x, y, nextX, nextY)) slot = (slot + 1) & mask
        mate = table[slot] - 1
        if (mate < 0) table[slot] = edge + 1
      }
      if (mate >= 0) {
        mates[mate] = edge + 1
        mates[edge] = mate + 1
      }
      previous = mate < 0 ? 0 : mate
    }
  }
}

/** Whether an edge is free and runs from the next place to this one. */
function isMate(xy: Float64Array, mates: Uint32Array, edge: number, x: number, y: number, nextX: number, nextY: number): boolean {
  const at = 2 * edge
  return xy[at] === nextX && xy[at + 1] === nextY && xy[at + 2] === x && xy[at + 3] === y && mates[edge] === 0
}

/** Edges by their ends among the places: edge edges[k] runs from places[starts[k]] to the one after it. */
export interface PlacedEdges {
  readonly edges: Uint32Array
  readonly starts: Uint32Array
  readonly places: Uint32Array
}

/** The same by places, for edges that have no mate yet; one whose ends are one place is none. */
export async function matchPlaces({ edges, starts, places }: PlacedEdges, mates: Uint32Array, task: Task): Promise<void> {
  /** number among `edges` + 1 */
  const table = emptyTable(edges.length)
  const mask = table.length - 1
  for (let k = 0; k < edges.length; k++) {
    if (k % STRETCH === 0) {
      task.progress(k / edges.length, 'stage.topology')
      await task.breathe()
    }
    const a = places[starts[k]]
    const b = places[starts[k] + 1]
    if (a === b) {
      mates[edges[k]] = LONE
      continue
    }
    let slot = (a < b ? hashOf(a, b) : hashOf(b, a)) & mask
    for (; table[slot] !== 0; slot = (slot + 1) & mask) {
      const other = table[slot] - 1
      if (mates[edges[other]] !== 0 || places[starts[other]] !== b || places[starts[other] + 1] !== a) continue
      mates[edges[other]] = edges[k] + 1
      mates[edges[k]] = edges[other] + 1
      break
    }
    if (table[slot] === 0) table[slot] = k + 1
  }
}

function hashOf(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x7feb352d)
  return hash ^ (hash >>> 15)
}
