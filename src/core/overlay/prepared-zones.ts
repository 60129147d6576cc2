import Flatbush from 'flatbush'
import type { Geometry } from '../table.ts'
import type { PlanarLayer } from './planar-layer.ts'

/**
 * A layer prepared for being met by many small polygons: its rows in a box index, and the edges of every row in a tree of boxes, so
 * that a parcel pays for the edges beside it and not for the length of the zone's border. Prepared once, used by any number of runs.
 *
 * The tree is stored in the order of the ring: node i is followed by its children; `next[i]` is the node after them. Walking it is one
 * loop without a stack: i + 1 to look closer, next[i] to go past. Nodes without children hold up to 16 edges; every level above
 * gathers 8, so that a ring of 50 000 vertices has five levels and one of 10 a single node.
 */
export interface PreparedZones extends EdgeTrees {
  readonly layer: PlanarLayer
  /** rows in use, ascending: what the index numbers */
  readonly rows: Uint32Array
  /** null where no row has a shape */
  readonly index: Flatbush | null
}

export interface EdgeTrees {
  /** nodes of row z: nodes[z] … nodes[z + 1], ring after ring */
  readonly nodes: Uint32Array
  /** four a node */
  readonly boxes: Float64Array
  /** edges of the node: from vertex first[i] to vertex last[i] */
  readonly first: Uint32Array
  readonly last: Uint32Array
  readonly next: Uint32Array
}

const LEAF_EDGES = 16
const FAN_OUT = 8

/** @param rows in use, ascending; null: all */
export function prepareZones(layer: PlanarLayer, rows: ArrayLike<number> | null = null): PreparedZones {
  const { geometry } = layer
  const used = filledRows(geometry, rows)
  return { layer, rows: used, index: indexOf(layer, used), ...edgeTrees(layer) }
}

export function filledRows({ rows: offsets }: Geometry, rows: ArrayLike<number> | null): Uint32Array {
  const filled: number[] = []
  const count = rows ? rows.length : offsets.length - 1
  for (let i = 0; i < count; i++) {
    const row = rows ? rows[i] : i
    if (offsets[row] < offsets[row + 1]) filled.push(row)
  }
  return Uint32Array.from(filled)
}

function indexOf({ boxes }: PlanarLayer, rows: Uint32Array): Flatbush | null {
  if (rows.length === 0) return null
  const index = new Flatbush(rows.length)
  for (const row of rows) index.add(boxes[4 * row], boxes[4 * row + 1], boxes[4 * row + 2], boxes[4 * row + 3])
  index.finish()
  return index
}

export function edgeTrees({ geometry: { rings, parts, rows }, xy }: PlanarLayer): EdgeTrees {
  let most = 0
  for (let ring = 0; ring + 1 < rings.length; ring++) most += 1 + 2 * Math.ceil((rings[ring + 1] - rings[ring]) / LEAF_EDGES)
  const trees = {
    count: 0,
    nodes: new Uint32Array(rows.length),
    boxes: new Float64Array(4 * most),
    first: new Uint32Array(most),
    last: new Uint32Array(most),
    next: new Uint32Array(most),
  }
  for (let row = 0; row + 1 < rows.length; row++) {
    for (let ring = parts[rows[row]]; ring < parts[rows[row + 1]]; ring++) {
      if (rings[ring + 1] - rings[ring] > 1) addNode(trees, xy, rings[ring], rings[ring + 1] - 1)
    }
    trees.nodes[row + 1] = trees.count
  }
  const { count, boxes, ...rest } = trees
  return { ...rest, boxes: boxes.subarray(0, 4 * count) }
}

/** The node of the edges between two vertices, with all below it. No closure: one is compiled anew for every layer. */
function addNode(trees: EdgeTrees & { count: number }, xy: Float64Array, from: number, to: number): void {
  const { boxes, first, last, next } = trees
  const node = trees.count++
  first[node] = from
  last[node] = to
  let x0 = Number.POSITIVE_INFINITY
  let y0 = Number.POSITIVE_INFINITY
  let x1 = Number.NEGATIVE_INFINITY
  let y1 = Number.NEGATIVE_INFINITY
  if (to - from > LEAF_EDGES) {
    let size = LEAF_EDGES
    while (size * FAN_OUT < to - from) size *= FAN_OUT
    for (let at = from; at < to; at += size) {
      const child = 4 * trees.count
      addNode(trees, xy, at, Math.min(at + size, to))
      x0 = Math.min(x0, boxes[child])
      y0 = Math.min(y0, boxes[child + 1])
      x1 = Math.max(x1, boxes[child + 2])
      y1 = Math.max(y1, boxes[child + 3])
    }
  } else {
    for (let i = 2 * from; i <= 2 * to; i += 2) {
      const x = xy[i]
      const y = xy[i + 1]
      if (x < x0) x0 = x
      if (x > x1) x1 = x
      if (y < y0) y0 = y
      if (y > y1) y1 = y
    }
  }
  boxes[4 * node] = x0
  boxes[4 * node + 1] = y0
  boxes[4 * node + 2] = x1
  boxes[4 * node + 3] = y1
  next[node] = trees.count
}
