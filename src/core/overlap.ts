import { ringRange } from './geometry.ts'
import type { Geometry } from './table.ts'

/**
 * Area of the intersection of two polygons without clipping them.
 *
 * Rings run counter-clockwise outside and clockwise in holes. A vertical line at x then meets the edges of a polygon so that the
 * indicator of the polygon is the signed sum over its edges of "the point lies under this edge": s(e) = +1 where the edge runs to −x,
 * −1 where it runs to +x. The product of two such sums, integrated over y and then over x, gives
 *
 *   area(A ∩ B) = Σ_{e ∈ ∂A} Σ_{f ∈ ∂B} s(e) s(f) ∫_{x ∈ e ∩ f} ( min(e(x), f(x)) − y₀ ) dx      for any constant y₀
 *
 * because Σ s(e) = 0 over all edges above one x. Each term is a trapezoid, or two where e and f cross. The sum is continuous in the
 * coordinates: shared edges, touching corners, duplicate vertices, spikes and slivers of a nanometre add (nearly) nothing instead of
 * upsetting a sweep line, and there is no tolerance to choose. It is linear in each boundary, so holes and parts are just more
 * signed rings. Needed: valid, oriented polygons (repair.ts); self-crossing rings would count with signed lobes.
 *
 * x and y may change roles (both orientations flip, their product stays): the thinner side of the common box is integrated over.
 */
export interface OverlapKernel {
  /** Area of row ∩ other in the square of the units of `xy`; 0 where their boxes do not meet. */
  overlap(row: number, other: number): number
}

/** Kernel noise stays below 1e-6 m² a pair; a square centimetre is nobody's overlap, so that touching is not a pair. */
export const SMALLEST_M2 = 1e-4

/** Edges that run to +u, relative to a corner: of each where it starts and ends, its height at the start, its slope, and which way it ran. */
export interface Edges {
  count: number
  /** EDGE numbers an edge, so that what is asked of it lies together: from, to, at, slope, sign */
  of: Float64Array
}
export const EDGE = 5

/** @param xy planar, equal-area coordinates of the geometry's vertices */
export function overlapKernel(geometry: Geometry, xy: Float64Array, otherGeometry = geometry, otherXy = xy): OverlapKernel {
  const mine = boundaryOf(geometry, xy)
  const theirs = otherGeometry === geometry && otherXy === xy ? mine : boundaryOf(otherGeometry, otherXy)
  const myEdges = emptyEdges(256)
  const theirEdges = emptyEdges(256)
  return {
    overlap(row, other) {
      const x0 = Math.max(mine.rowBoxes[4 * row], theirs.rowBoxes[4 * other])
      const y0 = Math.max(mine.rowBoxes[4 * row + 1], theirs.rowBoxes[4 * other + 1])
      const x1 = Math.min(mine.rowBoxes[4 * row + 2], theirs.rowBoxes[4 * other + 2])
      const y1 = Math.min(mine.rowBoxes[4 * row + 3], theirs.rowBoxes[4 * other + 3])
      if (!(x0 < x1 && y0 < y1)) return 0
      const axis = x1 - x0 <= y1 - y0 ? 0 : 1
      const [low, high, base] = axis === 0 ? [x0, x1, y0] : [y0, y1, x0]
      loadEdges(myEdges, mine, row, axis, low, high, base)
      loadEdges(theirEdges, theirs, other, axis, low, high, base)
      return sumOverEdges(myEdges, theirEdges)
    },
  }
}

/** Edges in runs with their boxes: a road of 20 000 vertices costs its neighbours only the runs beside them. */
const RUN = 32
interface Boundary {
  readonly geometry: Geometry
  readonly xy: Float64Array
  readonly rowBoxes: Float64Array
  /** first run of each ring */
  readonly runs: Uint32Array
  readonly runBoxes: Float64Array
}

function boundaryOf(geometry: Geometry, xy: Float64Array): Boundary {
  const ringCount = geometry.rings.length - 1
  const runs = new Uint32Array(ringCount + 1)
  for (let ring = 0; ring < ringCount; ring++) {
    runs[ring + 1] = runs[ring] + Math.ceil(Math.max(0, geometry.rings[ring + 1] - geometry.rings[ring] - 1) / RUN)
  }
  const runBoxes = emptyBoxes(runs[ringCount])
  const rowBoxes = emptyBoxes(geometry.rows.length - 1)
  for (let row = 0; row + 1 < geometry.rows.length; row++) {
    const [from, to] = ringRange(geometry, row)
    for (let ring = from; ring < to; ring++) {
      const start = geometry.rings[ring]
      for (let run = runs[ring]; run < runs[ring + 1]; run++) {
        const first = start + (run - runs[ring]) * RUN
        const last = Math.min(first + RUN, geometry.rings[ring + 1] - 1)
        for (let i = first; i <= last; i++) {
          widen(runBoxes, run, xy[2 * i], xy[2 * i + 1])
          widen(rowBoxes, row, xy[2 * i], xy[2 * i + 1])
        }
      }
    }
  }
  return { geometry, xy, rowBoxes, runs, runBoxes }
}
function emptyBoxes(count: number): Float64Array {
  const boxes = new Float64Array(4 * count)
  for (let i = 0; i < boxes.length; i++) boxes[i] = i % 4 < 2 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  return boxes
}
function widen(boxes: Float64Array, index: number, x: number, y: number): void {
  const at = 4 * index
  if (x < boxes[at]) boxes[at] = x
  if (y < boxes[at + 1]) boxes[at + 1] = y
  if (x > boxes[at + 2]) boxes[at + 2] = x
  if (y > boxes[at + 3]) boxes[at + 3] = y
}

export function emptyEdges(size: number): Edges {
  return { count: 0, of: new Float64Array(EDGE * size) }
}

/** Adds the edge from (u0, v0) to (u1, v1) as far as it lies between u = 0 and u = width; one that stands upright adds nothing to an area. */
export function addEdge(edges: Edges, u0: number, v0: number, u1: number, v1: number, width: number): void {
  if (u0 < u1) addRunning(edges, u0, v0, u1, v1, -1, width)
  else if (u1 < u0) addRunning(edges, u1, v1, u0, v0, 1, width)
}
function addRunning(edges: Edges, u0: number, v0: number, u1: number, v1: number, sign: number, width: number): void {
  if (u1 <= 0 || u0 >= width) return
  const i = EDGE * edges.count++
  if (i === edges.of.length) {
    const larger = new Float64Array(2 * i)
    larger.set(edges.of)
    edges.of = larger
  }
  const { of } = edges
  const slope = (v1 - v0) / (u1 - u0)
  of[i] = u0 < 0 ? 0 : u0
  of[i + 1] = u1 > width ? width : u1
  of[i + 2] = u0 < 0 ? v0 - slope * u0 : v0
  of[i + 3] = slope
  of[i + 4] = sign
}

/** Edges of a row cut to low … high along `axis`, from left to right, relative to the corner (low, base). */
function loadEdges(edges: Edges, boundary: Boundary, row: number, axis: 0 | 1, low: number, high: number, base: number): void {
  const { geometry, xy, runs, runBoxes } = boundary
  const [ringFrom, ringTo] = ringRange(geometry, row)
  const width = high - low
  edges.count = 0
  for (let run = runs[ringFrom], ring = ringFrom; run < runs[ringTo]; run++) {
    if (runBoxes[4 * run + axis] >= high || runBoxes[4 * run + 2 + axis] <= low) continue
    while (run >= runs[ring + 1]) ring++
    const first = geometry.rings[ring] + (run - runs[ring]) * RUN
    const last = Math.min(first + RUN, geometry.rings[ring + 1] - 1)
    for (let i = first; i < last; i++) {
      const v = 2 * i + 1 - axis
      addEdge(edges, xy[2 * i + axis] - low, xy[v] - base, xy[2 * i + 2 + axis] - low, xy[v + 2] - base, width)
    }
  }
}

/**
 * Σ s(e) s(f) ∫ min(e(x), f(x)) dx over the edges e of a and f of b. One function, since it is run for every pair of edges: numbers handed
 * to another one are put on the heap.
 */
export function sumOverEdges(a: Edges, b: Edges): number {
  const es = a.of
  const fs = b.of
  const eEnd = EDGE * a.count
  const fEnd = EDGE * b.count
  let sum = 0
  for (let j = 0; j < fEnd; j += EDGE) {
    const from = fs[j]
    const to = fs[j + 1]
    const at = fs[j + 2]
    const slope = fs[j + 3]
    let twiceBelow = 0
    for (let i = 0; i < eEnd; i += EDGE) {
      const start = es[i]
      if (start >= to) continue
      const end = es[i + 1]
      if (end <= from) continue
      const low = from > start ? from : start
      const length = (to < end ? to : end) - low
      const eLow = es[i + 2] + es[i + 3] * (low - start)
      const eHigh = eLow + es[i + 3] * length
      const fLow = at + slope * (low - from)
      const fHigh = fLow + slope * length
      const dLow = eLow - fLow
      const dHigh = eHigh - fHigh
      let twice: number
      if (dLow <= 0) {
        twice = dHigh <= 0 ? eLow + eHigh : fLow + fHigh + (dLow * dLow) / (dLow - dHigh)
      } else {
        twice = dHigh >= 0 ? fLow + fHigh : fLow + fHigh + (dHigh * dHigh) / (dHigh - dLow)
      }
      twiceBelow += es[i + 4] * twice * length
    }
    sum += (fs[j + 4] * twiceBelow) / 2
  }
  return sum
}
