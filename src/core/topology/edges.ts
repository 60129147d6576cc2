import type { Geometry } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import { LONE, matchEqual, matchPlaces, type PlacedEdges } from './match-edges.ts'
import { snapVertices } from './snap.ts'

/**
 * The borders of a layer after shared ones have cancelled out. Rings run counter-clockwise outside and clockwise in holes, so that a
 * border between two neighbours is walked once each way; such pairs vanish. What is left bounds the layer's outside, its gaps and its
 * overlaps: with every kept edge the number of polygons above a place is one higher to its left than to its right.
 */
export interface LooseEdges {
  /** edge k runs from place from[k] to place to[k] and belongs to row row[k]; a place is called by the first vertex that stands there */
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly row: Uint32Array
  /** of every edge, by its first vertex: the edge that cancelled it, + 1; 0: none; LONE: no edge starts here */
  readonly mates: Uint32Array
}

/**
 * Edges with equal ends cancel first, by their coordinates alone; only what is left is snapped to places and matched again, so that
 * where most borders are equal to the last digit most vertices need no place.
 * @param geometry valid, oriented polygons @param xy metres in a plane
 */
export async function findLooseEdges(geometry: Geometry, xy: Float64Array, task: Task): Promise<LooseEdges> {
  const mates = await matchEqual(geometry.rings, xy, stretchOf(task, 0, 0.5))
  const { edges, starts, vertices } = unmatched(mates)
  const ends = new Float64Array(2 * vertices.length)
  for (let i = 0; i < vertices.length; i++) {
    ends[2 * i] = xy[2 * vertices[i]]
    ends[2 * i + 1] = xy[2 * vertices[i] + 1]
  }
  const places = await snapVertices(ends, stretchOf(task, 0.5, 0.8))
  for (let i = 0; i < places.length; i++) places[i] = vertices[places[i]]
  await matchPlaces({ edges, starts, places }, mates, stretchOf(task, 0.8, 1))
  return { ...collect(geometry, { edges, starts, places }, mates), mates }
}

/** Edges without a mate and their vertices, each once where edges follow each other. */
function unmatched(mates: Uint32Array): { edges: Uint32Array; starts: Uint32Array; vertices: Uint32Array } {
  let count = 0
  for (let edge = 0; edge < mates.length; edge++) if (mates[edge] === 0) count++
  const edges = new Uint32Array(count)
  const starts = new Uint32Array(count)
  const vertices = new Uint32Array(2 * count)
  let filled = 0
  for (let edge = 0, k = 0; k < count; edge++) {
    if (mates[edge] !== 0) continue
    if (k === 0 || edges[k - 1] !== edge - 1) vertices[filled++] = edge
    edges[k] = edge
    starts[k++] = filled - 1
    vertices[filled++] = edge + 1
  }
  return { edges, starts, vertices: vertices.subarray(0, filled) }
}

function collect({ rings, parts, rows }: Geometry, { edges, starts, places }: PlacedEdges, mates: Uint32Array) {
  let loose = 0
  for (const edge of edges) if (mates[edge] === 0) loose++
  const from = new Uint32Array(loose)
  const to = new Uint32Array(loose)
  const row = new Uint32Array(loose)
  let [k, at] = [0, 0]
  for (let i = 0; i < edges.length; i++) {
    if (mates[edges[i]] !== 0) continue
    while (rings[parts[rows[at + 1]]] <= edges[i]) at++
    from[k] = places[starts[i]]
    to[k] = places[starts[i] + 1]
    row[k++] = at
  }
  return { from, to, row }
}

/** The rows over cancelled borders of a row. */
export function neighboursOf(geometry: Geometry, mates: Uint32Array, row: number): Set<number> {
  const { rings, parts, rows } = geometry
  const found = new Set<number>()
  const end = rings[parts[rows[row + 1]]]
  // a border of many edges leads to one neighbour
  let [first, last] = [0, 0]
  for (let edge = rings[parts[rows[row]]]; edge < end; edge++) {
    if (mates[edge] === 0 || mates[edge] === LONE) continue
    const mate = mates[edge] - 1
    if (mate >= first && mate < last) continue
    const other = rowOfVertex(geometry, mate)
    found.add(other)
    first = rings[parts[rows[other]]]
    last = rings[parts[rows[other + 1]]]
  }
  return found
}

function rowOfVertex({ rings, parts, rows }: Geometry, vertex: number): number {
  let low = 0
  let high = rows.length - 2
  while (low < high) {
    const middle = (low + high) >> 1
    if (rings[parts[rows[middle + 1]]] <= vertex) low = middle + 1
    else high = middle
  }
  return low
}
