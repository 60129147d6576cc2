import { type EdgeList, emptyList } from '../overlap.ts'
import type { EdgeTrees } from './prepared-zones.ts'

/**
 * Stretches of zones' borders that count for what lies in one box, taken from their trees (prepared-zones.ts) once for all subjects in
 * it: a stretch either runs through the box, then it has at most a leaf's edges, or above it, then it may be of any length. What runs left,
 * right or below adds nothing to any subject in the box (zone-overlap.ts) and is not here.
 */
export interface Stretches {
  count: number
  /** four a stretch */
  boxes: Float64Array
  /** from vertex first[i] to vertex last[i], in the order of their rings */
  first: Uint32Array
  last: Uint32Array
  /** of the zone and subject at hand: where paths above the subject start and end, by turns */
  readonly above: EdgeList
  /** where the edges that pass through its box start */
  readonly through: EdgeList
}

export function emptyStretches(size = 64): Stretches {
  return {
    count: 0,
    boxes: new Float64Array(4 * size),
    first: new Uint32Array(size),
    last: new Uint32Array(size),
    above: emptyList(),
    through: emptyList(),
  }
}

/** Adds those of one zone beside the box x0, y0 … x1, y1. */
export function addStretches(found: Stretches, trees: EdgeTrees, zone: number, x0: number, y0: number, x1: number, y1: number) {
  const { boxes, first, last, next } = trees
  const end = trees.nodes[zone + 1]
  /** the last stretch runs above the box, and goes on where it ends */
  let isAbove = false
  let node = trees.nodes[zone]
  while (node < end) {
    const box = 4 * node
    if (boxes[box] >= x1 || boxes[box + 2] <= x0 || boxes[box + 3] <= y0) {
      node = next[node]
      continue
    }
    const runsAbove = boxes[box + 1] >= y1
    if (!runsAbove && next[node] > node + 1) {
      node++
      continue
    }
    const before = found.count - 1
    if (runsAbove && isAbove && found.last[before] === first[node]) {
      widen(found.boxes, 4 * before, boxes, box)
      found.last[before] = last[node]
    } else add(found, boxes, box, first[node], last[node])
    isAbove = runsAbove
    node = next[node]
  }
}

function add(found: Stretches, boxes: Float64Array, box: number, first: number, last: number): void {
  const at = found.count++
  if (at === found.first.length) {
    const { boxes, first, last } = emptyStretches(2 * at)
    boxes.set(found.boxes)
    first.set(found.first)
    last.set(found.last)
    Object.assign(found, { boxes, first, last })
  }
  for (let i = 0; i < 4; i++) found.boxes[4 * at + i] = boxes[box + i]
  found.first[at] = first
  found.last[at] = last
}

function widen(to: Float64Array, at: number, from: Float64Array, box: number): void {
  to[at] = Math.min(to[at], from[box])
  to[at + 1] = Math.min(to[at + 1], from[box + 1])
  to[at + 2] = Math.max(to[at + 2], from[box + 2])
  to[at + 3] = Math.max(to[at + 3], from[box + 3])
}
