import type { Line } from './curve.ts'
import { toLat, toLng, toX, toY, type XY } from './local-plane.ts'

/** One face of the partition. Rings hold vertex ids, not closed; the outer one runs counter-clockwise, holes clockwise. */
export interface Face<Tag> {
  outer: number[]
  holes: number[][]
  tag: Tag
}

/** Vertex ids stay far below this; the product of two stays an exact integer. */
const STRIDE = 0x4000000
const edgeKey = (a: number, b: number) => (a < b ? a * STRIDE + b : b * STRIDE + a)

/**
 * Faces that share vertices. Cutting a face puts the ends of the cut on edges that a neighbour owns too; the neighbour is not
 * searched: the edge remembers the vertex, and every ring takes it in when it is next expanded. So both sides of every edge
 * have the same vertices, bit for bit, whatever the order of the cuts.
 */
export class Partition {
  readonly lng: number[] = []
  readonly lat: number[] = []
  readonly x: number[] = []
  readonly y: number[] = []
  private readonly middle = new Map<number, number>()

  add([x, y]: XY): number {
    const lng = toLng(x)
    const lat = toLat(y)
    this.lng.push(lng)
    this.lat.push(lat)
    this.x.push(toX(lng))
    return this.y.push(toY(lat)) - 1
  }

  xy(id: number): XY {
    return [this.x[id], this.y[id]]
  }

  line(ring: readonly number[]): XY[] {
    return ring.map((id) => this.xy(id))
  }

  /** The ring with every vertex that has been put on its edges since. */
  expand(ring: readonly number[]): number[] {
    const result: number[] = []
    for (let i = 0; i < ring.length; i++) this.walk(ring[i], ring[(i + 1) % ring.length], result)
    return result
  }

  private walk(a: number, b: number, result: number[]): void {
    const middle = this.middle.get(edgeKey(a, b))
    if (middle === undefined) {
      result.push(a)
    } else {
      this.walk(a, middle, result)
      this.walk(middle, b, result)
    }
  }

  /** m² on the drawing board; positive when counter-clockwise. */
  area(ring: readonly number[]): number {
    const { x, y } = this
    const x0 = x[ring[0]]
    const y0 = y[ring[0]]
    let sum = 0
    for (let i = 1; i + 1 < ring.length; i++) {
      const a = ring[i]
      const b = ring[i + 1]
      sum += (x[a] - x0) * (y[b] - y0) - (x[b] - x0) * (y[a] - y0)
    }
    return sum / 2
  }

  contains(ring: readonly number[], px: number, py: number): boolean {
    const { x, y } = this
    let inside = false
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i]
      const b = ring[j]
      if (y[a] > py !== y[b] > py && px < ((x[b] - x[a]) * (py - y[a])) / (y[b] - y[a]) + x[a]) inside = !inside
    }
    return inside
  }

  /** A point well inside: the middle of the longest run on a few horizontal and vertical lines. */
  inner(ring: readonly number[]): XY {
    const box = this.box(ring)
    let best: XY = this.xy(ring[0])
    let width = -1
    for (const upright of [false, true]) {
      const u = upright ? this.y : this.x
      const v = upright ? this.x : this.y
      const low = upright ? box[0] : box[1]
      const high = upright ? box[2] : box[3]
      for (const share of [0.5, 0.31, 0.69, 0.13, 0.87]) {
        const at = low + (high - low) * share
        const hits: number[] = []
        for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
          const a = ring[i]
          const b = ring[j]
          if (v[a] > at !== v[b] > at) hits.push(((u[b] - u[a]) * (at - v[a])) / (v[b] - v[a]) + u[a])
        }
        hits.sort((p, q) => p - q)
        for (let i = 0; i + 1 < hits.length; i += 2) {
          if (hits[i + 1] - hits[i] <= width) continue
          width = hits[i + 1] - hits[i]
          const centre = (hits[i] + hits[i + 1]) / 2
          best = upright ? [at, centre] : [centre, at]
        }
      }
    }
    return best
  }

  /** west, south, east, north in metres */
  box(ring: readonly number[]): [number, number, number, number] {
    const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const id of ring) {
      box[0] = Math.min(box[0], this.x[id])
      box[1] = Math.min(box[1], this.y[id])
      box[2] = Math.max(box[2], this.x[id])
      box[3] = Math.max(box[3], this.y[id])
    }
    return box
  }

  /**
   * Cuts the faces along a line. Pieces of it that end inside a face are left out. Ends nearer than `snapM` to a vertex use that vertex.
   * @returns all faces, those that were cut replaced by their pieces (which share the tag object of the whole)
   */
  cut<Tag>(faces: readonly Face<Tag>[], line: Line, snapM = 3): Face<Tag>[] {
    const segments = new SegmentGrid(line)
    const touched = faces.map((face) => face.holes.length === 0 && segments.touches(this.box(face.outer)))
    const done = new Set<number>()
    const onVertex = new Map<number, Crossing[]>()
    const note = (crossing: Crossing) => {
      const list = onVertex.get(crossing.vertex)
      if (!list) onVertex.set(crossing.vertex, [crossing])
      else if (!list.some((other) => other.s === crossing.s)) list.push(crossing)
    }
    faces.forEach((face, f) => {
      if (!touched[f]) return
      const ring = this.expand(face.outer)
      for (let i = 0; i < ring.length; i++) {
        const a = ring[i]
        const b = ring[(i + 1) % ring.length]
        if (done.has(edgeKey(a, b))) continue
        for (const crossing of this.cross(a, b, segments, snapM)) note(crossing)
        // the pieces of an edge that was split here are known; the neighbour must not cross them anew
        for (const [p, q] of this.pieces(a, b)) done.add(edgeKey(p, q))
      }
    })
    return faces.flatMap((face, f) => {
      if (!touched[f]) return face
      const onRing = this.expand(face.outer).flatMap((id) => onVertex.get(id) ?? [])
      return onRing.length < 2 ? face : this.splitAlong(face, onRing, line, snapM)
    })
  }

  /** Cuts along a closed line (first point not repeated). It must cross at least one edge; one that lies inside a face is left out. */
  cutRing<Tag>(faces: readonly Face<Tag>[], ring: Line, snapM = 3): Face<Tag>[] {
    const segments = new SegmentGrid([...ring, ring[0]])
    for (const face of faces) {
      if (!segments.touches(this.box(face.outer))) continue
      const outer = this.expand(face.outer)
      for (let i = 0; i < outer.length; i++) {
        const [ax, ay] = this.xy(outer[i])
        const [bx, by] = this.xy(outer[(i + 1) % outer.length])
        const hit = segments.cross(ax, ay, bx, by)[0]
        if (!hit) continue
        // begin on a crossing and end on the same one
        const k = Math.floor(hit.s)
        const turned = [...ring.slice(k), ...ring.slice(0, k)]
        return this.cut(faces, [...turned, turned[0], turned[1]], snapM)
      }
    }
    return [...faces]
  }

  private pieces(a: number, b: number): [number, number][] {
    const run: number[] = []
    this.walk(a, b, run)
    run.push(b)
    return run.slice(0, -1).map((id, i) => [id, run[i + 1]])
  }

  private cross(a: number, b: number, segments: SegmentGrid, snapM: number): Crossing[] {
    const [ax, ay, bx, by] = [this.x[a], this.y[a], this.x[b], this.y[b]]
    const length = Math.hypot(bx - ax, by - ay)
    const hits = segments.cross(ax, ay, bx, by).sort((p, q) => p.t - q.t)
    const found: Crossing[] = []
    let from = a
    let fromT = 0
    for (const { t, s } of hits) {
      if ((t - fromT) * length < snapM) {
        found.push({ vertex: from, s })
      } else if ((1 - t) * length < snapM) {
        found.push({ vertex: b, s })
      } else {
        const vertex = this.add([ax + (bx - ax) * t, ay + (by - ay) * t])
        this.middle.set(edgeKey(from, b), vertex)
        found.push({ vertex, s })
        from = vertex
        fromT = t
      }
    }
    return found
  }

  private splitAlong<Tag>(face: Face<Tag>, onRing: Crossing[], line: Line, snapM: number): Face<Tag>[] {
    const sorted = [...onRing].sort((p, q) => p.s - q.s)
    let rings = [this.expand(face.outer)]
    for (let i = 0; i + 1 < sorted.length; i++) {
      const from = sorted[i]
      const to = sorted[i + 1]
      if (from.vertex === to.vertex) continue
      const middle = pointAt(line, (from.s + to.s) / 2)
      const k = rings.findIndex(
        (ring) => ring.includes(from.vertex) && ring.includes(to.vertex) && this.contains(ring, middle[0], middle[1]),
      )
      if (k < 0) continue
      const halves = this.splitRing(rings[k], from, to, line, snapM)
      if (halves) rings = [...rings.slice(0, k), ...halves, ...rings.slice(k + 1)]
    }
    return rings.map((outer) => ({ outer, holes: [], tag: face.tag }))
  }

  private splitRing(ring: number[], from: Crossing, to: Crossing, line: Line, snapM: number): [number[], number[]] | null {
    const inner: XY[] = []
    const start = this.xy(from.vertex)
    const end = this.xy(to.vertex)
    for (let s = Math.floor(from.s) + 1; s < to.s; s++) {
      const p = line[s]
      const isNearEnd = Math.hypot(p[0] - start[0], p[1] - start[1]) < snapM || Math.hypot(p[0] - end[0], p[1] - end[1]) < snapM
      if (!isNearEnd) inner.push(p)
    }
    const path: XY[] = [start, ...inner, end]
    const i = ring.indexOf(from.vertex)
    const j = ring.indexOf(to.vertex)
    const n = ring.length
    if (inner.length === 0 && ((i + 1) % n === j || (j + 1) % n === i)) return null
    if (!this.isClear(ring, path, from.vertex, to.vertex)) return null
    const ids = inner.map((p) => this.add(p))
    const run = (a: number, b: number) => {
      const part: number[] = []
      for (let k = a; ; k = (k + 1) % n) {
        part.push(ring[k])
        if (k === b) return part
      }
    }
    const left = [...run(j, i), ...ids]
    const right = [...run(i, j), ...ids.slice().reverse()]
    return this.area(left) > 1 && this.area(right) > 1 ? [left, right] : null
  }

  /** Does the path keep off the ring except at its two ends? Only its end pieces were moved by snapping. */
  private isClear(ring: readonly number[], path: readonly XY[], from: number, to: number): boolean {
    const ends = path.length === 2 ? [[path[0], path[1]]] : [path.slice(0, 2), path.slice(-2)]
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]
      const b = ring[(i + 1) % ring.length]
      if (a === from || b === from || a === to || b === to) continue
      for (const [p, q] of ends) if (doSegmentsCross(p, q, this.xy(a), this.xy(b))) return false
    }
    return true
  }
}

interface Crossing {
  readonly vertex: number
  /** place on the cutting line: index of its piece + share along it */
  readonly s: number
}

function pointAt(line: Line, s: number): XY {
  const i = Math.min(line.length - 2, Math.floor(s))
  const t = s - i
  return [line[i][0] + (line[i + 1][0] - line[i][0]) * t, line[i][1] + (line[i + 1][1] - line[i][1]) * t]
}

const turn = (a: XY, b: XY, c: XY) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

export function doSegmentsCross(a: XY, b: XY, c: XY, d: XY): boolean {
  return turn(a, b, c) > 0 !== turn(a, b, d) > 0 && turn(c, d, a) > 0 !== turn(c, d, b) > 0
}

/** The pieces of one line, by cells of a coarse grid. */
class SegmentGrid {
  private readonly cells = new Map<number, number[]>()
  private readonly box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  private readonly cellM = 400

  constructor(private readonly line: Line) {
    for (const [x, y] of line) {
      this.box[0] = Math.min(this.box[0], x)
      this.box[1] = Math.min(this.box[1], y)
      this.box[2] = Math.max(this.box[2], x)
      this.box[3] = Math.max(this.box[3], y)
    }
    for (let i = 0; i + 1 < line.length; i++) {
      for (const cell of this.cover(line[i][0], line[i][1], line[i + 1][0], line[i + 1][1])) {
        const list = this.cells.get(cell)
        if (list) list.push(i)
        else this.cells.set(cell, [i])
      }
    }
  }

  private *cover(ax: number, ay: number, bx: number, by: number): Generator<number> {
    const size = this.cellM
    for (let i = Math.floor(Math.min(ax, bx) / size); i <= Math.floor(Math.max(ax, bx) / size); i++)
      for (let j = Math.floor(Math.min(ay, by) / size); j <= Math.floor(Math.max(ay, by) / size); j++)
        yield (i + 5000) * 10_000 + j + 5000
  }

  touches(box: readonly [number, number, number, number]): boolean {
    const own = this.box
    return own[0] <= box[2] && own[2] >= box[0] && own[1] <= box[3] && own[3] >= box[1]
  }

  /** t: share along a→b, s: place on the line */
  cross(ax: number, ay: number, bx: number, by: number): { t: number; s: number }[] {
    const hits: { t: number; s: number }[] = []
    if (!this.touches([Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)])) return hits
    const seen = new Set<number>()
    for (const cell of this.cover(ax, ay, bx, by)) {
      for (const i of this.cells.get(cell) ?? []) {
        if (seen.has(i)) continue
        seen.add(i)
        const [cx, cy] = this.line[i]
        const dx = this.line[i + 1][0] - cx
        const dy = this.line[i + 1][1] - cy
        const ex = bx - ax
        const ey = by - ay
        const cross = ex * dy - ey * dx
        if (cross === 0) continue
        const t = ((cx - ax) * dy - (cy - ay) * dx) / cross
        const u = ((cx - ax) * ey - (cy - ay) * ex) / cross
        if (t >= 0 && t < 1 && u >= 0 && u < 1) hits.push({ t, s: i + u })
      }
    }
    return hits
  }
}
