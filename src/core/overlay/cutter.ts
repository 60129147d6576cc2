import { Clipper64, ClipType, FillRule, type Path64, type Paths64, PolyTree64 } from 'clipper2-ts'
import { GRID_PER_M, type GridPolygon, isThinnerThanGrid, polygonsOf } from '../clip.ts'
import type { Plane } from '../plane.ts'
import type { PieceBuilder } from './piece-builder.ts'
import type { PreparedZones } from './prepared-zones.ts'

/** One side of an overlay: prepared in the plane of both, and where its vertices are on the ground. */
export interface CutSide {
  readonly zones: PreparedZones
  readonly lngLat: Float64Array
}

/** Round the box of what is cut, so that chords never touch it. */
const MARGIN_M = 1

/**
 * Cuts rows of one side by rows of the other, on the 0.1 mm grid of the plane, by clipper2-ts.
 *
 * The clipper never sees a whole border: a stretch that lies on one side of the box of interest (left, right, above or below) is
 * replaced by its chord, which lies there too and turns as often around every point of the box. What is inside the box stays as it was,
 * and a zone of 10 000 vertices costs what passes the parcel.
 *
 * Vertices of the pieces that are vertices of an input come out with its own digits; points that cutting makes are within 0.1 mm.
 * Rings thinner than the grid are rounding and are left out.
 */
export class Cutter {
  readonly #plane: Plane
  readonly #subject: CutSide
  readonly #other: CutSide
  readonly #box = new Float64Array(4)
  #originX = 0
  #originY = 0
  /** by place on the grid: vertex of the subject, or −1 − vertex of the other side */
  readonly #vertices = new Map<number, number>()

  constructor(subject: CutSide, other: CutSide, plane: Plane) {
    this.#subject = subject
    this.#other = other
    this.#plane = plane
  }

  /** row ∩ (∪ others) as parts of the builder's open row. */
  intersect(row: number, others: readonly number[], builder: PieceBuilder): void {
    const mine = this.#subject.zones.layer.boxes
    const theirs = this.#other.zones.layer.boxes
    let x0 = Number.POSITIVE_INFINITY
    let y0 = Number.POSITIVE_INFINITY
    let x1 = Number.NEGATIVE_INFINITY
    let y1 = Number.NEGATIVE_INFINITY
    for (const other of others) {
      x0 = Math.min(x0, theirs[4 * other])
      y0 = Math.min(y0, theirs[4 * other + 1])
      x1 = Math.max(x1, theirs[4 * other + 2])
      y1 = Math.max(y1, theirs[4 * other + 3])
    }
    this.#look(
      Math.max(x0, mine[4 * row]),
      Math.max(y0, mine[4 * row + 1]),
      Math.min(x1, mine[4 * row + 2]),
      Math.min(y1, mine[4 * row + 3]),
    )
    this.#cut(ClipType.Intersection, row, others, builder)
  }

  /** row − (∪ others) */
  subtract(row: number, others: readonly number[], builder: PieceBuilder): void {
    const { boxes } = this.#subject.zones.layer
    this.#look(boxes[4 * row], boxes[4 * row + 1], boxes[4 * row + 2], boxes[4 * row + 3])
    this.#cut(ClipType.Difference, row, others, builder)
  }

  #look(x0: number, y0: number, x1: number, y1: number): void {
    this.#box[0] = x0 - MARGIN_M
    this.#box[1] = y0 - MARGIN_M
    this.#box[2] = x1 + MARGIN_M
    this.#box[3] = y1 + MARGIN_M
    // whole metres: the grid is the same for every row, so that neighbours round their shared border alike
    this.#originX = Math.round((x0 + x1) / 2)
    this.#originY = Math.round((y0 + y1) / 2)
  }

  #cut(kind: ClipType, row: number, others: readonly number[], builder: PieceBuilder): void {
    this.#vertices.clear()
    const clipper = new Clipper64()
    // the other side first: where both have a vertex, the subject's digits stay
    for (const other of others) clipper.addClip(this.#paths(this.#other.zones, other, -1))
    clipper.addSubject(this.#paths(this.#subject.zones, row, 1))
    const tree = new PolyTree64()
    clipper.execute(kind, FillRule.NonZero, tree)
    for (const polygon of polygonsOf(tree)) {
      if (isThinnerThanGrid(polygon[0])) continue
      builder.addPart(polygon.filter((ring) => !isThinnerThanGrid(ring)).map((ring) => this.#lngLatRing(ring)))
    }
  }

  /** Rings of a row as far as they pass the box, as grid paths; the rest as chords. */
  #paths(zones: PreparedZones, row: number, side: 1 | -1): Paths64 {
    const { boxes, first, last, next, nodes } = zones
    const xy = zones.layer.xy
    const [x0, y0, x1, y1] = this.#box
    const paths: Paths64 = []
    let node = nodes[row]
    while (node < nodes[row + 1]) {
      const ringEnd = next[node]
      const path: Path64 = []
      while (node < ringEnd) {
        const box = 4 * node
        if (boxes[box] > x1 || boxes[box + 2] < x0 || boxes[box + 1] > y1 || boxes[box + 3] < y0) {
          this.#push(path, xy, first[node], 0)
          node = next[node]
        } else if (next[node] > node + 1) node++
        else {
          for (let i = first[node]; i < last[node]; i++) this.#push(path, xy, i, side)
          node = next[node]
        }
      }
      if (path.length > 2) paths.push(path)
    }
    return paths
  }

  /** The last vertex of a node is the first of the one after it (of the ring, at its end), which adds it. */
  #push(path: Path64, xy: Float64Array, vertex: number, side: 1 | -1 | 0): void {
    const x = Math.round((xy[2 * vertex] - this.#originX) * GRID_PER_M)
    const y = Math.round((xy[2 * vertex + 1] - this.#originY) * GRID_PER_M)
    path.push({ x, y })
    if (side !== 0) this.#vertices.set(placeOf(x, y), side > 0 ? vertex : -1 - vertex)
  }

  #lngLatRing(ring: GridPolygon[number]): Float64Array {
    const out = new Float64Array(2 * ring.length + 2)
    const point = new Float64Array(2)
    ring.forEach(({ x, y }, i) => {
      const found = this.#vertices.get(placeOf(x, y))
      const [zones, lngLat, vertex] =
        found === undefined || found >= 0
          ? [this.#subject.zones, this.#subject.lngLat, found ?? -1]
          : [this.#other.zones, this.#other.lngLat, -1 - found]
      const px = this.#originX + x / GRID_PER_M
      const py = this.#originY + y / GRID_PER_M
      const xy = zones.layer.xy
      // places may share a number; half a grid step tells
      if (vertex >= 0 && Math.abs(xy[2 * vertex] - px) < 1e-4 && Math.abs(xy[2 * vertex + 1] - py) < 1e-4) {
        out[2 * i] = lngLat[2 * vertex]
        out[2 * i + 1] = lngLat[2 * vertex + 1]
        return
      }
      point[0] = px
      point[1] = py
      this.#plane.toLngLat(point, point)
      out[2 * i] = point[0]
      out[2 * i + 1] = point[1]
    })
    out[2 * ring.length] = out[0]
    out[2 * ring.length + 1] = out[1]
    return out
  }
}

/** A number for a place; unique within 3 km of the origin, and checked where it is used. */
function placeOf(x: number, y: number): number {
  return x * 67_108_864 + y
}
