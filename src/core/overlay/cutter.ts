import { Clipper, Clipper64, ClipType, FillRule, type Path64, type Paths64, PolyTree64 } from 'clipper2-ts'
import { GRID_PER_M, type GridPolygon, isThinnerThanGrid, polygonsOf } from '../clip.ts'
import type { Plane } from '../plane.ts'
import { type StoredEdge, storedCrossing, withNeighbours } from '../stored-crossing.ts'
import { GridBorder } from './grid-border.ts'
import type { PieceBuilder } from './piece-builder.ts'
import type { PlanarLayer } from './planar-layer.ts'
import type { EdgeTrees } from './prepared-zones.ts'

/** One side of an overlay: its edges in trees, in the plane of both, and where its vertices are on the ground. */
export interface CutSide {
  readonly layer: PlanarLayer
  readonly trees: EdgeTrees
  readonly lngLat: Float64Array
}

/** From … to, m². */
export type AreaRange = readonly [low: number, high: number]

/** Round the box of what is cut, so that chords never touch it. */
const MARGIN_M = 1

/**
 * Cuts rows of one side by rows of the other, on the 0.1 mm grid of the plane, by clipper2-ts. The clipper sees only what passes the box
 * of interest (grid-border.ts): a zone of 10 000 vertices costs what passes the parcel.
 *
 * The grid decides what lies where. Vertices of the pieces that are vertices of an input come out with its own digits; points that cutting
 * makes stand where the stored borders cross (stored-crossing.ts), so that pieces have the areas of the pairs; where borders are too close
 * for that, on the grid. Rings thinner than the grid are rounding and are left out.
 */
export class Cutter {
  readonly #plane: Pick<Plane, 'toLngLat'>
  readonly #subject: GridBorder
  readonly #other: GridBorder
  readonly #mine: Float64Array
  readonly #theirs: Float64Array
  readonly #point = new Float64Array(2)
  /** rows of the cut at hand */
  #row = 0
  #others: readonly number[] = []

  constructor(subject: CutSide, other: CutSide, plane: Pick<Plane, 'toLngLat'>) {
    this.#plane = plane
    this.#subject = new GridBorder(subject)
    this.#other = new GridBorder(other)
    this.#mine = subject.layer.boxes
    this.#theirs = other.layer.boxes
  }

  /** row ∩ (∪ others) as parts of the builder's open row. @param expected what its area must be, m² */
  intersect(row: number, others: readonly number[], expected: AreaRange, builder: PieceBuilder): void {
    const mine = this.#mine
    const theirs = this.#theirs
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
    this.#cut(ClipType.Intersection, row, others, expected, builder)
  }

  /** row − (∪ others) */
  subtract(row: number, others: readonly number[], expected: AreaRange, builder: PieceBuilder): void {
    const boxes = this.#mine
    this.#look(boxes[4 * row], boxes[4 * row + 1], boxes[4 * row + 2], boxes[4 * row + 3])
    this.#cut(ClipType.Difference, row, others, expected, builder)
  }

  #look(x0: number, y0: number, x1: number, y1: number): void {
    for (const side of [this.#subject, this.#other]) side.look(x0 - MARGIN_M, y0 - MARGIN_M, x1 + MARGIN_M, y1 + MARGIN_M)
  }

  #cut(kind: ClipType, row: number, others: readonly number[], expected: AreaRange, builder: PieceBuilder): void {
    this.#row = row
    this.#others = others
    const clips: Paths64 = []
    for (const other of others) this.#other.addPaths(other, clips)
    const subjects: Paths64 = []
    this.#subject.addPaths(row, subjects)
    let polygons = clip(kind, subjects, clips)
    // the kernel knows better; borders that the clipper has sorted out alone it cuts rightly
    if (!isWithin(polygons, expected, subjects)) polygons = clip(kind, tidied(subjects), tidied(clips))
    for (const rings of polygons) builder.addPart(rings.map((ring) => this.#lngLatRing(ring)))
  }

  #lngLatRing(ring: GridPolygon[number]): Float64Array {
    const out = new Float64Array(2 * ring.length + 2)
    for (let i = 0; i < ring.length; i++) this.#place(ring, i, out)
    out[2 * ring.length] = out[0]
    out[2 * ring.length + 1] = out[1]
    return out
  }

  /** The subject's digits where both have a vertex, the other side's, or those of the crossing. */
  #place(ring: Path64, i: number, out: Float64Array): void {
    const { x, y } = ring[i]
    if (this.#subject.digitsAt(x, y, out, 2 * i) || this.#other.digitsAt(x, y, out, 2 * i)) return
    const made = this.#crossing(ring, i)
    this.#point[0] = made[0]
    this.#point[1] = made[1]
    this.#plane.toLngLat(this.#point, this.#point)
    out[2 * i] = this.#point[0]
    out[2 * i + 1] = this.#point[1]
  }

  #crossing(ring: Path64, i: number): readonly [number, number] {
    const { originX, originY } = this.#subject
    const [before, at, after] = withNeighbours(ring, i, (x, y) => [originX + x / GRID_PER_M, originY + y / GRID_PER_M])
    const near: StoredEdge[] = []
    this.#subject.addEdgesNear(this.#row, at[0], at[1], near)
    for (const other of this.#others) this.#other.addEdgesNear(other, at[0], at[1], near)
    const found = storedCrossing(near, before, at, after)
    if (!found) return at
    // moved past a neighbour it would turn the ring round
    const moved = squaredLength(found, at)
    return 4 * moved > Math.min(squaredLength(before, at), squaredLength(after, at)) ? at : found
  }
}

/** Polygons without rings that are thinner than the grid. */
function clip(kind: ClipType, subjects: Paths64, clips: Paths64): GridPolygon[] {
  const clipper = new Clipper64()
  clipper.addClip(clips)
  clipper.addSubject(subjects)
  const tree = new PolyTree64()
  // it answers so instead of throwing
  if (!clipper.execute(kind, FillRule.NonZero, tree)) throw new Error('the clipper gave up')
  const polygons: GridPolygon[] = []
  for (const polygon of polygonsOf(tree)) {
    if (!isThinnerThanGrid(polygon[0])) polygons.push(polygon.filter((ring) => !isThinnerThanGrid(ring)))
  }
  return polygons
}

function tidied(paths: Paths64): Paths64 {
  return Clipper.union(paths, FillRule.NonZero)
}

/** Up to the grid's 0.1 mm along the borders. */
function isWithin(polygons: readonly GridPolygon[], [low, high]: AreaRange, subjects: Paths64): boolean {
  let area = 0
  let length = 0
  for (const polygon of polygons) {
    for (const ring of polygon) {
      area += Clipper.area(ring)
      length += lengthOf(ring)
    }
  }
  for (const ring of subjects) length += lengthOf(ring)
  const areaM2 = area / GRID_PER_M ** 2
  const toleranceM2 = (length / GRID_PER_M) * 1e-4 + 1e-3
  return areaM2 > low - toleranceM2 && areaM2 < high + toleranceM2
}

function lengthOf(ring: Path64): number {
  let length = 0
  let before = ring[ring.length - 1]
  for (const point of ring) {
    const dx = point.x - before.x
    const dy = point.y - before.y
    length += Math.sqrt(dx * dx + dy * dy)
    before = point
  }
  return length
}

function squaredLength([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number {
  return (bx - ax) * (bx - ax) + (by - ay) * (by - ay)
}
