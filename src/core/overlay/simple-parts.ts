import Flatbush from 'flatbush'
import type { Plane } from '../plane.ts'
import { NEAR_M, type RingSpan } from './closeness.ts'
import { type Edge, Net } from './edge-net.ts'
import { ringProbe } from './ring-probe.ts'

/** Edges bend a little where they are led through a node, which may bring them near another. */
const ROUNDS = 4

type Loop = { readonly nodes: readonly number[]; readonly areaM2: number; readonly lengthM: number }
/** An outer ring and the holes that touch it. */
type Face = { readonly outer: Loop; readonly holes: Loop[] }

/**
 * A row's rings as simple ones. Places nearer than NEAR_M are one node, and edges run through every node that lies on them; edges that
 * then run along each other both ways bound nothing and go. What is left is walked face by face, and each walk is cut where it comes to a
 * node again. No area changes by more than NEAR_M along the border: where it would, the answer is null; a row
 * that is nothing but rounding has no parts.
 * @param lngLat of the vertices @param xy the same in the plane
 */
export function simpleParts(
  lngLat: Float64Array,
  xy: Float64Array,
  spans: readonly RingSpan[],
  tanLat: number,
  plane: Plane,
): Float64Array[][] | null {
  const net = new Net(plane, tanLat)
  let edges = net.take(lngLat, xy, spans)
  edges = net.divided(edges, true)
  for (let round = 1; round < ROUNDS; round++) {
    const next = net.divided(net.withCrossings(edges), false)
    if (next.length === edges.length) break
    edges = next
  }
  const walks = walk(net, withoutTwins(edges, net.x.length))
  if (!walks) return null
  const faces = facesOf(net, walks)
  const before = ringSums(xy, spans)
  const after = faces.reduce((sum, { outer, holes }) => holes.reduce((left, hole) => left + hole.areaM2, sum + outer.areaM2), 0)
  if (Math.abs(after - before.areaM2) > NEAR_M * before.lengthM + 1e-3) return null
  return faces.map(({ outer, holes }) => [outer, ...holes].map(({ nodes }) => net.ring(nodes)))
}

/** Edges that run there and back bound nothing. */
function withoutTwins(edges: readonly Edge[], nodes: number): Edge[] {
  const waiting = new Map<number, Edge[]>()
  for (const edge of edges) {
    const [from, to] = edge
    const twins = waiting.get(to * nodes + from)
    if (twins?.length) twins.pop()
    else {
      const same = waiting.get(from * nodes + to)
      if (same) same.push(edge)
      else waiting.set(from * nodes + to, [edge])
    }
  }
  return [...waiting.values()].flat()
}

/**
 * The borders of all faces, each as a walk with the face on its left: at a node the next edge is the first that turning clockwise from
 * where one came meets. null: the edges do not bound faces.
 */
function walk({ x, y }: Net, edges: readonly Edge[]): number[][] | null {
  const out = new Map<number, number[]>()
  edges.forEach(([from], edge) => {
    const list = out.get(from)
    if (list) list.push(edge)
    else out.set(from, [edge])
  })
  const nextOf = (edge: number): number | null => {
    const [from, to] = edges[edge]
    const ways = out.get(to) ?? []
    if (ways.length < 2) return ways[0] ?? null
    const back = Math.atan2(y[from] - y[to], x[from] - x[to])
    let [best, least] = [-1, Number.POSITIVE_INFINITY]
    for (const way of ways) {
      const ahead = Math.atan2(y[edges[way][1]] - y[to], x[edges[way][1]] - x[to])
      const turn = back > ahead ? back - ahead : back - ahead + 2 * Math.PI
      if (turn < least) [best, least] = [way, turn]
    }
    return best
  }
  const isDone = new Uint8Array(edges.length)
  const walks: number[][] = []
  for (let first = 0; first < edges.length; first++) {
    if (isDone[first]) continue
    const nodes: number[] = []
    let edge: number | null = first
    do {
      if (edge === null || isDone[edge]) return null
      isDone[edge] = 1
      nodes.push(edges[edge][0])
      edge = nextOf(edge)
    } while (edge !== first)
    walks.push(nodes)
  }
  return walks
}

function facesOf(net: Net, walks: readonly number[][]): Face[] {
  const faces: Face[] = []
  const loose: Loop[] = []
  for (const nodes of walks) {
    const loops = loopsOf(net, nodes)
    const outers = loops.filter(({ areaM2 }) => areaM2 > 0)
    const holes = loops.filter(({ areaM2 }) => areaM2 < 0)
    for (const outer of outers) faces.push({ outer, holes: outers.length === 1 ? holes : [] })
    if (outers.length !== 1) for (const hole of holes) loose.push(hole)
  }
  if (loose.length === 0 || faces.length === 0) return faces
  const index = new Flatbush(faces.length)
  for (const { outer } of faces) index.add(...boxOf(net, outer))
  index.finish()
  const holders = new Map<Face, (hole: Loop) => boolean>()
  const holds = (face: Face, hole: Loop) => {
    const known = holders.get(face) ?? holder(net, face.outer)
    holders.set(face, known)
    return known(hole)
  }
  for (const hole of loose) {
    const [x, y] = [net.x[hole.nodes[0]], net.y[hole.nodes[0]]]
    const around = index
      .search(x, y, x, y)
      .map((at) => faces[at])
      .sort((a, b) => a.outer.areaM2 - b.outer.areaM2)
    around.find((face) => face.outer.areaM2 > -hole.areaM2 && holds(face, hole))?.holes.push(hole)
  }
  return faces
}

function boxOf({ x, y }: Net, { nodes }: Loop): [number, number, number, number] {
  const box: [number, number, number, number] = [x[nodes[0]], y[nodes[0]], x[nodes[0]], y[nodes[0]]]
  for (const node of nodes) {
    box[0] = Math.min(box[0], x[node])
    box[1] = Math.min(box[1], y[node])
    box[2] = Math.max(box[2], x[node])
    box[3] = Math.max(box[3], y[node])
  }
  return box
}

/** A walk cut wherever it comes to a node again; loops thinner than the grid are rounding. */
function loopsOf(net: Net, nodes: readonly number[]): Loop[] {
  const loops: Loop[] = []
  const path: number[] = []
  const placeOf = new Map<number, number>()
  const close = (from: number) => {
    const loop = measured(net, path.splice(from))
    for (const node of loop.nodes) placeOf.delete(node)
    if (Math.abs(loop.areaM2) > (loop.lengthM / 2) * 1e-4) loops.push(loop)
  }
  for (const node of nodes) {
    const before = placeOf.get(node)
    if (before !== undefined) close(before)
    placeOf.set(node, path.length)
    path.push(node)
  }
  close(0)
  return loops
}

function measured({ x, y }: Net, nodes: readonly number[]): Loop {
  let [twice, lengthM] = [0, 0]
  const [x0, y0] = [x[nodes[0]], y[nodes[0]]]
  nodes.forEach((node, i) => {
    const next = nodes[(i + 1) % nodes.length]
    twice += (x[node] - x0) * (y[next] - y0) - (x[next] - x0) * (y[node] - y0)
    lengthM += Math.hypot(x[next] - x[node], y[next] - y[node])
  })
  return { nodes, areaM2: twice / 2, lengthM }
}

/** Holds the outer ring a hole? By a vertex of the hole that the ring does not share, else by the middle of an edge. */
function holder({ x, y }: Net, outer: Loop): (hole: Loop) => boolean {
  const own = new Set(outer.nodes)
  const ring = new Float64Array(2 * outer.nodes.length + 2)
  for (let i = 0; i <= outer.nodes.length; i++) {
    const node = outer.nodes[i % outer.nodes.length]
    ring[2 * i] = x[node]
    ring[2 * i + 1] = y[node]
  }
  const holds = ringProbe(ring)
  return ({ nodes }) => {
    const free = nodes.find((node) => !own.has(node))
    const [a, b] = nodes
    return free === undefined ? holds((x[a] + x[b]) / 2, (y[a] + y[b]) / 2) : holds(x[free], y[free])
  }
}

function ringSums(xy: Float64Array, spans: readonly RingSpan[]): { readonly areaM2: number; readonly lengthM: number } {
  let [twice, lengthM] = [0, 0]
  for (const [start, end] of spans) {
    const [x0, y0] = [xy[2 * start], xy[2 * start + 1]]
    for (let i = 2 * start; i + 3 < 2 * end; i += 2) {
      twice += (xy[i] - x0) * (xy[i + 3] - y0) - (xy[i + 2] - x0) * (xy[i + 1] - y0)
      lengthM += Math.hypot(xy[i + 2] - xy[i], xy[i + 3] - xy[i + 1])
    }
  }
  return { areaM2: twice / 2, lengthM }
}
