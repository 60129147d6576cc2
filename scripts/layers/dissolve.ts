import type { Partition } from './partition.ts'

const STRIDE = 0x4000000
/** Rings of vertex ids; the first of a part is the outer one. */
export type Part = readonly (readonly number[])[]

/**
 * The union of faces of one partition, exact: edges met in both directions vanish, the rest are chained. Parts that touch at a
 * vertex stay apart, holes that touch their outer ring stay holes, so every ring is simple.
 * @param faces rings already expanded (outer first)
 */
export function dissolve(partition: Partition, faces: Iterable<Part>): Part[] {
  const edges = new Set<number>()
  for (const rings of faces)
    for (const ring of rings)
      for (let i = 0; i < ring.length; i++) {
        const a = ring[i]
        const b = ring[(i + 1) % ring.length]
        if (!edges.delete(b * STRIDE + a)) edges.add(a * STRIDE + b)
      }
  const next = new Map<number, number[]>()
  for (const edge of edges) {
    const a = Math.floor(edge / STRIDE)
    const list = next.get(a)
    if (list) list.push(edge - a * STRIDE)
    else next.set(a, [edge - a * STRIDE])
  }
  const outers: number[][] = []
  const holes: number[][] = []
  for (const start of edges) {
    if (!edges.has(start)) continue
    for (const ring of simpleRings(chain(partition, start, edges, next))) {
      if (partition.area(ring) > 0) outers.push(ring)
      else holes.push(ring)
    }
  }
  const parts: number[][][] = outers.map((ring) => [ring])
  for (const hole of holes) {
    const inside = parts.filter(([outer]) => isWithin(partition, hole, outer))
    const owner = inside.sort((p, q) => partition.area(p[0]) - partition.area(q[0]))[0]
    if (!owner) throw new Error('a hole without an outer ring')
    owner.push(hole)
  }
  return parts
}

/** Walks from one edge until it comes back, taking the leftmost way where several leave. */
function chain(partition: Partition, start: number, edges: Set<number>, next: Map<number, number[]>): number[] {
  const ring: number[] = []
  let edge = start
  do {
    edges.delete(edge)
    const a = Math.floor(edge / STRIDE)
    const b = edge - a * STRIDE
    ring.push(a)
    const ways = next.get(b)!.filter((c) => edges.has(b * STRIDE + c) || b * STRIDE + c === start)
    let best = ways[0]
    if (ways.length > 1) {
      const back = Math.atan2(partition.y[a] - partition.y[b], partition.x[a] - partition.x[b])
      const clockwise = (c: number) => {
        const turn = back - Math.atan2(partition.y[c] - partition.y[b], partition.x[c] - partition.x[b])
        return turn <= 0 ? turn + 2 * Math.PI : turn
      }
      for (const way of ways) if (clockwise(way) < clockwise(best)) best = way
    }
    if (best === undefined) throw new Error('an open ring')
    edge = b * STRIDE + best
  } while (edge !== start)
  return ring
}

/** A closed walk cut at every vertex that it visits twice. */
function simpleRings(walk: readonly number[]): number[][] {
  const rings: number[][] = []
  const stack: number[] = []
  const place = new Map<number, number>()
  for (const id of walk) {
    const at = place.get(id)
    if (at !== undefined) {
      const ring = stack.splice(at)
      for (const other of ring) place.delete(other)
      rings.push(ring)
    }
    place.set(id, stack.length)
    stack.push(id)
  }
  rings.push(stack)
  return rings.filter((ring) => ring.length >= 3)
}

function isWithin(partition: Partition, hole: readonly number[], outer: readonly number[]): boolean {
  const onOuter = new Set(outer)
  const free = hole.find((id) => !onOuter.has(id))
  if (free !== undefined) return partition.contains(outer, partition.x[free], partition.y[free])
  const [x, y] = partition.inner(hole)
  return partition.contains(outer, x, y)
}
