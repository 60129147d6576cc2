import Flatbush from 'flatbush'
import { ringContains } from '../geometry.ts'
import type { Plane } from '../plane.ts'
import { crossing, NEAR_M, type RingSpan, sagM } from './closeness.ts'

/** Edges bend a little where they are led through a node, which may bring them near another. */
const ROUNDS = 4

/** An edge from one node to another; what it bounds lies on its left. */
type Edge = readonly [from: number, to: number]
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
  const walks = walk(net, withoutTwins(edges))
  if (!walks) return null
  const faces = facesOf(net, walks)
  const before = ringSums(xy, spans)
  const after = faces.reduce((sum, { outer, holes }) => holes.reduce((left, hole) => left + hole.areaM2, sum + outer.areaM2), 0)
  if (Math.abs(after - before.areaM2) > NEAR_M * before.lengthM + 1e-3) return null
  return faces.map(({ outer, holes }) => [outer, ...holes].map(({ nodes }) => net.ring(nodes)))
}

class Net {
  readonly x: number[] = []
  readonly y: number[] = []
  readonly #lngLat: number[] = []
  readonly #cells = new Map<string, number[]>()
  #originX = 0
  #originY = 0

  constructor(
    readonly plane: Plane,
    readonly tanLat: number,
  ) {}

  take(lngLat: Float64Array, xy: Float64Array, spans: readonly RingSpan[]): Edge[] {
    this.#originX = xy[2 * spans[0][0]]
    this.#originY = xy[2 * spans[0][0] + 1]
    const edges: Edge[] = []
    for (const [start, end] of spans) {
      const nodes: number[] = []
      for (let i = start; i + 1 < end; i++) nodes.push(this.#nodeAt(xy[2 * i], xy[2 * i + 1], lngLat[2 * i], lngLat[2 * i + 1]))
      nodes.forEach((node, i) => {
        const next = nodes[(i + 1) % nodes.length]
        if (node !== next) edges.push([node, next])
      })
    }
    return edges
  }

  /** Each edge through the nodes that lie on it; with feet: also through the places opposite nodes that lie on it in degrees. */
  divided(edges: readonly Edge[], hasFeet: boolean): Edge[] {
    const index = new Flatbush(this.x.length)
    this.x.forEach((x, node) => {
      index.add(x, this.y[node], x, this.y[node])
    })
    index.finish()
    const out: Edge[] = []
    for (const [from, to] of edges) {
      const [ax, ay, bx, by] = [this.x[from], this.y[from], this.x[to], this.y[to]]
      const [ux, uy] = [bx - ax, by - ay]
      const long = Math.hypot(ux, uy)
      const reach = hasFeet ? Math.max(NEAR_M, 1.5 * sagM(ux, uy, this.tanLat)) : NEAR_M
      const stops: { readonly at: number; readonly node: number }[] = []
      const near = index.search(
        Math.min(ax, bx) - reach,
        Math.min(ay, by) - reach,
        Math.max(ax, bx) + reach,
        Math.max(ay, by) + reach,
      )
      for (const node of near) {
        if (node === from || node === to) continue
        const [px, py] = [this.x[node] - ax, this.y[node] - ay]
        const at = (px * ux + py * uy) / long
        const far = Math.abs(px * uy - py * ux) / long
        if (at <= 0 || at >= long || far > reach) continue
        if (far <= NEAR_M) stops.push({ at, node })
        else if (at > 1 && at < long - 1) stops.push({ at, node: this.#make(ax + (at / long) * ux, ay + (at / long) * uy) })
      }
      stops.sort((a, b) => a.at - b.at)
      let last = from
      for (const node of [...stops.map((stop) => stop.node), to]) {
        if (node === last) continue
        out.push([last, node])
        last = node
      }
    }
    return out
  }

  /** Edges that cross between their ends are led through the place where they do. */
  withCrossings(edges: readonly Edge[]): Edge[] {
    const index = new Flatbush(edges.length)
    const boxOf = ([from, to]: Edge) =>
      [
        Math.min(this.x[from], this.x[to]),
        Math.min(this.y[from], this.y[to]),
        Math.max(this.x[from], this.x[to]),
        Math.max(this.y[from], this.y[to]),
      ] as const
    for (const edge of edges) index.add(...boxOf(edge))
    index.finish()
    for (const [i, edge] of edges.entries()) {
      const [a, b] = edge
      for (const k of index.search(...boxOf(edge))) {
        const [c, d] = edges[k]
        if (k <= i || a === c || a === d || b === c || b === d) continue
        const place = crossing(this.x[a], this.y[a], this.x[b], this.y[b], this.x[c], this.y[c], this.x[d], this.y[d])
        if (place) this.#make(...place)
      }
    }
    return [...edges]
  }

  ring(nodes: readonly number[]): Float64Array {
    const out = new Float64Array(2 * nodes.length + 2)
    for (let i = 0; i <= nodes.length; i++) {
      const node = nodes[i % nodes.length]
      out[2 * i] = this.#lngLat[2 * node]
      out[2 * i + 1] = this.#lngLat[2 * node + 1]
    }
    return out
  }

  #make(x: number, y: number): number {
    const [lng, lat] = this.plane.toLngLat(Float64Array.of(x, y))
    return this.#nodeAt(x, y, lng, lat)
  }

  /** The node within NEAR_M, else a new one. */
  #nodeAt(x: number, y: number, lng: number, lat: number): number {
    const column = Math.floor((x - this.#originX) / NEAR_M)
    const line = Math.floor((y - this.#originY) / NEAR_M)
    for (let c = column - 1; c <= column + 1; c++) {
      for (let l = line - 1; l <= line + 1; l++) {
        for (const node of this.#cells.get(`${c} ${l}`) ?? []) {
          if (Math.hypot(this.x[node] - x, this.y[node] - y) <= NEAR_M) return node
        }
      }
    }
    const node = this.x.push(x) - 1
    this.y.push(y)
    this.#lngLat.push(lng, lat)
    const cell = this.#cells.get(`${column} ${line}`)
    if (cell) cell.push(node)
    else this.#cells.set(`${column} ${line}`, [node])
    return node
  }
}

/** Edges that run there and back bound nothing. */
function withoutTwins(edges: readonly Edge[]): Edge[] {
  const waiting = new Map<string, Edge[]>()
  for (const edge of edges) {
    const twins = waiting.get(`${edge[1]} ${edge[0]}`)
    if (twins?.length) twins.pop()
    else {
      const same = waiting.get(`${edge[0]} ${edge[1]}`)
      if (same) same.push(edge)
      else waiting.set(`${edge[0]} ${edge[1]}`, [edge])
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
    if (outers.length !== 1) loose.push(...holes)
  }
  for (const hole of loose) {
    const around = faces
      .filter(({ outer }) => outer.areaM2 > -hole.areaM2 && contains(net, outer, hole))
      .sort((a, b) => a.outer.areaM2 - b.outer.areaM2)
    around[0]?.holes.push(hole)
  }
  return faces
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

/** By a vertex of the hole that the outer ring does not share, else by the middle of an edge. */
function contains({ x, y }: Net, outer: Loop, hole: Loop): boolean {
  const own = new Set(outer.nodes)
  const ring = Float64Array.from([...outer.nodes, outer.nodes[0]].flatMap((node) => [x[node], y[node]]))
  const free = hole.nodes.find((node) => !own.has(node))
  const [a, b] = hole.nodes
  const [px, py] = free === undefined ? [(x[a] + x[b]) / 2, (y[a] + y[b]) / 2] : [x[free], y[free]]
  return ringContains(ring, 0, ring.length / 2, px, py)
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
