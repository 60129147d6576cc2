import { Clipper, Clipper64, ClipType, FillRule, type Path64, type Paths64, type PolyPath64, PolyTree64 } from 'clipper2-ts'
import { ringRange } from './geometry.ts'
import type { Plane } from './plane.ts'
import type { Geometry } from './table.ts'

/**
 * Pieces of polygons as geometry, on an integer grid of 0.1 mm in the equal-area plane (notes of the overlay study: 1 mm would cost
 * up to 1.2 m² a parcel, 0.1 mm at most 0.1 m²). Points that a result shares with its input come back with the input's own coordinates.
 */
export const GRID_PER_M = 10_000

/** Rings of a row on the grid, without the closing vertex. @param origin grid's zero, in the plane */
export function rowPaths(geometry: Geometry, xy: Float64Array, row: number, origin: readonly [number, number]): Paths64 {
  const [from, to] = ringRange(geometry, row)
  const paths: Paths64 = []
  for (let ring = from; ring < to; ring++) paths.push(ringPath(geometry, xy, ring, origin))
  return paths
}
function ringPath(geometry: Geometry, xy: Float64Array, ring: number, origin: readonly [number, number]): Paths64[number] {
  const path: Paths64[number] = []
  for (let i = geometry.rings[ring]; i < geometry.rings[ring + 1] - 1; i++) {
    path.push({ x: Math.round((xy[2 * i] - origin[0]) * GRID_PER_M), y: Math.round((xy[2 * i + 1] - origin[1]) * GRID_PER_M) })
  }
  return withoutLevelSpikes(path)
}

/**
 * A ring without stretches that run along a line of the grid and back: they hold no area, and the clipper makes hundreds of square
 * metres of them (its horizontal edges are a case of their own).
 */
export function withoutLevelSpikes(ring: Path64): Path64 {
  const out: Path64 = []
  const turnsBack = (a: Path64[number], b: Path64[number], c: Path64[number]) =>
    a.y === b.y && b.y === c.y && (b.x - a.x) * (c.x - b.x) <= 0
  for (const point of ring) {
    while (out.length > 1 && turnsBack(out[out.length - 2], out[out.length - 1], point)) out.pop()
    out.push(point)
  }
  // also where the ring begins
  for (;;) {
    const last = out.length - 1
    if (last < 2) return out
    if (turnsBack(out[last - 1], out[last], out[0])) out.pop()
    else if (turnsBack(out[last], out[0], out[1])) out.shift()
    else return out
  }
}

/** Union of one row of any state: even-odd inside a part, non-zero across parts (the rule that passed all 28 nasty cases). */
export function validPaths(geometry: Geometry, xy: Float64Array, row: number, origin: readonly [number, number]): Paths64 {
  const all: Paths64 = []
  for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++) {
    const rings: Paths64 = []
    for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++)
      rings.push(ringPath(geometry, xy, ring, origin))
    all.push(...Clipper.union(rings, FillRule.EvenOdd))
  }
  return all
}

/** A polygon of the grid: outer ring first, counter-clockwise, then holes. */
export type GridPolygon = Paths64

/** Union as polygons with their holes. @param rule non-zero for valid rows that may overlap */
export function unionPolygons(paths: Paths64, rule: FillRule = FillRule.NonZero): GridPolygon[] {
  const clipper = new Clipper64()
  clipper.addSubject(paths)
  const tree = new PolyTree64()
  clipper.execute(ClipType.Union, rule, tree)
  return polygonsOf(tree)
}

/** The clipper's tree as polygons: islands in holes are polygons of their own. */
export function polygonsOf(tree: PolyPath64): GridPolygon[] {
  const polygons: GridPolygon[] = []
  collect(tree, polygons)
  return polygons
}

/** Rounding where borders have different vertices: less area than half a grid step along the ring. */
export function isThinnerThanGrid(ring: GridPolygon[number]): boolean {
  let length = 0
  ring.forEach((point, i) => {
    const next = ring[(i + 1) % ring.length]
    length += Math.hypot(next.x - point.x, next.y - point.y)
  })
  return Math.abs(Clipper.area(ring)) < length / 2
}

function collect(node: PolyPath64, polygons: GridPolygon[]): void {
  for (let i = 0; i < node.count; i++) {
    const outer = node.child(i)
    const polygon: GridPolygon = outer.poly ? [outer.poly] : []
    for (let k = 0; k < outer.count; k++) {
      const hole = outer.child(k)
      if (hole.poly) polygon.push(hole.poly)
      collect(hole, polygons)
    }
    if (polygon.length > 0) polygons.push(polygon)
  }
}

/** Finds the input vertex behind a grid point: lon/lat that was only quantised for the clipper comes back to the last digit. */
export class VertexMemory {
  /** by x, then y: numbers hash several times faster than joined text */
  readonly #found = new Map<number, Map<number, number>>()
  constructor(readonly origin: readonly [number, number]) {}

  /** @param xy plane coordinates of the geometry's vertices */
  remember(geometry: Geometry, xy: Float64Array, row: number): void {
    const [from, to] = ringRange(geometry, row)
    for (let i = geometry.rings[from]; i < geometry.rings[to]; i++) this.add(xy, i)
  }

  add(xy: Float64Array, i: number): void {
    const x = Math.round((xy[2 * i] - this.origin[0]) * GRID_PER_M)
    const y = Math.round((xy[2 * i + 1] - this.origin[1]) * GRID_PER_M)
    const column = this.#found.get(x)
    if (column) column.set(y, i)
    else this.#found.set(x, new Map([[y, i]]))
  }

  /** index of the vertex, or null for a point that the clipper made */
  vertexAt(x: number, y: number): number | null {
    return this.#found.get(x)?.get(y) ?? null
  }
}

/** Grid points as lon/lat, closed: the input's own vertex where there is one. */
export function lngLatRing(
  ring: readonly { x: number; y: number }[],
  memory: VertexMemory,
  lngLat: Float64Array,
  plane: Plane,
): number[] {
  const out: number[] = []
  for (const { x, y } of ring) {
    const vertex = memory.vertexAt(x, y)
    if (vertex === null) {
      const made = plane.toLngLat(Float64Array.of(memory.origin[0] + x / GRID_PER_M, memory.origin[1] + y / GRID_PER_M))
      out.push(made[0], made[1])
    } else out.push(lngLat[2 * vertex], lngLat[2 * vertex + 1])
  }
  out.push(out[0], out[1])
  return out
}
