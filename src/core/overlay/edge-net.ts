import Flatbush from 'flatbush'
import type { Plane } from '../plane.ts'
import { crossing, NEAR_M, type RingSpan, sagM } from './closeness.ts'

/** An edge from one node to another; what it bounds lies on its left. */
export type Edge = readonly [from: number, to: number]

/** The places of a row's vertices as nodes, those nearer than NEAR_M as one, and its edges between them. */
export class Net {
  readonly x: number[] = []
  readonly y: number[] = []
  readonly #lngLat: number[] = []
  /** nodes by their cell: the first of each slot, and the next of each node */
  #slots = new Int32Array(64).fill(-1)
  readonly #next: number[] = []
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
    const [column, line] = this.#cellOf(x, y)
    for (let c = column - 1; c <= column + 1; c++) {
      for (let l = line - 1; l <= line + 1; l++) {
        for (let node = this.#slots[this.#slotOf(c, l)]; node >= 0; node = this.#next[node]) {
          if (Math.hypot(this.x[node] - x, this.y[node] - y) <= NEAR_M) return node
        }
      }
    }
    const node = this.x.push(x) - 1
    this.y.push(y)
    this.#lngLat.push(lng, lat)
    this.#next.push(-1)
    if (this.x.length > this.#slots.length) {
      this.#slots = new Int32Array(4 * this.#slots.length).fill(-1)
      for (let each = 0; each < node; each++) this.#enter(each)
    }
    this.#enter(node)
    return node
  }

  #enter(node: number): void {
    const slot = this.#slotOf(...this.#cellOf(this.x[node], this.y[node]))
    this.#next[node] = this.#slots[slot]
    this.#slots[slot] = node
  }

  #cellOf(x: number, y: number): [column: number, line: number] {
    return [Math.floor((x - this.#originX) / NEAR_M), Math.floor((y - this.#originY) / NEAR_M)]
  }

  #slotOf(column: number, line: number): number {
    const hash = Math.imul(column, 0x9e3779b1) ^ Math.imul(line, 0x85ebca77)
    return (hash ^ (hash >>> 15)) & (this.#slots.length - 1)
  }
}
