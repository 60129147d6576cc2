import { ringRange } from '../geometry.ts'
import type { Geometry } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import { snapVertices } from './snap.ts'

/**
 * The borders of a layer after shared ones have cancelled out. Rings run counter-clockwise outside and clockwise in holes, so that a
 * border between two neighbours is walked once each way; such pairs vanish. What is left bounds the layer's outside, its gaps and its
 * overlaps: with every kept edge the number of polygons above a place is one higher to its left than to its right.
 */
export interface LooseEdges {
  /** places[vertex]: the vertex that stands for its place */
  readonly places: Uint32Array
  /** edge k runs from place from[k] to place to[k] and belongs to row row[k] */
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly row: Uint32Array
  /** neighbours over a cancelled border, as pairs of rows, each border once: for walking from row to row */
  readonly pairs: { readonly first: Uint32Array; readonly second: Uint32Array }
}

/**
 * Matches every directed edge with its reverse by a hash of its two places. Linear in the number of edges, no spatial index, no
 * tolerance but SNAP_M.
 * @param geometry valid, oriented polygons @param xy metres in a plane
 */
export async function findLooseEdges(geometry: Geometry, xy: Float64Array, task: Task): Promise<LooseEdges> {
  const places = await snapVertices(xy, stretchOf(task, 0, 0.4))
  const { rings } = geometry
  const vertexCount = xy.length / 2
  const mask = 2 ** Math.ceil(Math.log2(Math.max(16, 1.5 * vertexCount))) - 1
  /** edge (its first vertex) + 1 by slot; 0: free. A matched edge stays as a stone on which the search goes on. */
  const table = new Uint32Array(mask + 1)
  /** the edge walked the other way + 1; 0: none yet; of vertices that start no edge LONE */
  const mate = new Uint32Array(vertexCount).fill(LONE)
  const rowOf = new Uint32Array(vertexCount)
  for (let row = 0; row + 1 < geometry.rows.length; row++) {
    if (row % 4096 === 0) {
      task.progress(0.4 + (0.5 * row) / geometry.rows.length, 'stage.topology')
      await task.breathe()
    }
    const [ringFrom, ringTo] = ringRange(geometry, row)
    for (let ring = ringFrom; ring < ringTo; ring++) {
      for (let edge = rings[ring]; edge + 1 < rings[ring + 1]; edge++) {
        const a = places[edge]
        const b = places[edge + 1]
        if (a === b) continue
        mate[edge] = 0
        rowOf[edge] = row
        // one chain for both directions of an edge
        let slot = hashOf(a, b) & mask
        for (; table[slot] !== 0; slot = (slot + 1) & mask) {
          const other = table[slot] - 1
          if (mate[other] === 0 && places[other] === b && places[other + 1] === a) {
            mate[other] = edge + 1
            mate[edge] = other + 1
            break
          }
        }
        if (mate[edge] === 0) table[slot] = edge + 1
      }
    }
  }
  return { places, ...collect(mate, rowOf, places) }
}

const LONE = 0xffffffff

function hashOf(a: number, b: number): number {
  const low = a < b ? a : b
  const high = a < b ? b : a
  let hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x7feb352d)
  return hash ^ (hash >>> 15)
}

function collect(mate: Uint32Array, rowOf: Uint32Array, places: Uint32Array): Omit<LooseEdges, 'places'> {
  let loose = 0
  let paired = 0
  for (let edge = 0; edge < mate.length; edge++) {
    if (mate[edge] === 0) loose++
    else if (mate[edge] !== LONE && mate[edge] > edge + 1) paired++
  }
  const from = new Uint32Array(loose)
  const to = new Uint32Array(loose)
  const row = new Uint32Array(loose)
  const first = new Uint32Array(paired)
  const second = new Uint32Array(paired)
  let [k, pair] = [0, 0]
  for (let edge = 0; edge < mate.length; edge++) {
    if (mate[edge] === 0) {
      from[k] = places[edge]
      to[k] = places[edge + 1]
      row[k++] = rowOf[edge]
    } else if (mate[edge] !== LONE && mate[edge] > edge + 1) {
      const other = rowOf[mate[edge] - 1]
      // a border of many vertices is one pair: its edges follow each other
      if (pair > 0 && first[pair - 1] === rowOf[edge] && second[pair - 1] === other) continue
      first[pair] = rowOf[edge]
      second[pair++] = other
    }
  }
  return { from, to, row, pairs: { first: first.subarray(0, pair), second: second.subarray(0, pair) } }
}
