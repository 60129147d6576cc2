import { ringRange } from './geometry.ts'
import { rowBoxes } from './overlay/planar-layer.ts'
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
  /** of the rows: x0, y0, x1, y1 each */
  readonly boxes: Float64Array
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
/** Numbers an edge has in `Edges.of`. */
export const EDGE = 5

/** Edges by where they start among the coordinates. */
export interface EdgeList {
  count: number
  at: Uint32Array
}

/** With room for 64; it grows. */
export function emptyList(): EdgeList {
  return { count: 0, at: new Uint32Array(64) }
}

/** @param at vertex at which the edge starts */
export function push(list: EdgeList, at: number): void {
  if (list.count === list.at.length) {
    const larger = new Uint32Array(2 * list.count)
    larger.set(list.at)
    list.at = larger
  }
  list.at[list.count++] = at
}

/** @param xy planar, equal-area coordinates of the geometry's vertices */
export function overlapKernel(geometry: Geometry, xy: Float64Array, otherGeometry = geometry, otherXy = xy): OverlapKernel {
  const mine = boundaryOf(geometry, xy)
  const theirs = otherGeometry === geometry && otherXy === xy ? mine : boundaryOf(otherGeometry, otherXy)
  const myEdges = emptyEdges(256)
  const list = emptyList()
  return {
    boxes: mine.rowBoxes,
    overlap(row, other) {
      const x0 = Math.max(mine.rowBoxes[4 * row], theirs.rowBoxes[4 * other])
      const y0 = Math.max(mine.rowBoxes[4 * row + 1], theirs.rowBoxes[4 * other + 1])
      const x1 = Math.min(mine.rowBoxes[4 * row + 2], theirs.rowBoxes[4 * other + 2])
      const y1 = Math.min(mine.rowBoxes[4 * row + 3], theirs.rowBoxes[4 * other + 3])
      if (!(x0 < x1 && y0 < y1)) return 0
      const axis = x1 - x0 <= y1 - y0 ? 0 : 1
      const [low, high, base] = axis === 0 ? [x0, x1, y0] : [y0, y1, x0]
      listEdges(list, mine, row, axis, low, high)
      loadEdges(myEdges, list, xy, axis, low, base, high - low)
      listEdges(list, theirs, other, axis, low, high)
      return sumOverEdges(myEdges, list, otherXy, axis, low, base)
    },
  }
}

/** Edges in runs with their boxes: a road of 20 000 vertices costs its neighbours only the runs beside them. */
const RUN = 32
interface Boundary {
  readonly geometry: Geometry
  readonly xy: Float64Array
  readonly rowBoxes: Float64Array
  /** first run of each ring; rows of few vertices have none */
  readonly runs: Uint32Array
  readonly runBoxes: Float64Array
}

function boundaryOf(geometry: Geometry, xy: Float64Array): Boundary {
  const { rings } = geometry
  const ringCount = rings.length - 1
  const runs = new Uint32Array(ringCount + 1)
  for (let row = 0; row + 1 < geometry.rows.length; row++) {
    const [from, to] = ringRange(geometry, row)
    const isShort = rings[to] - rings[from] <= RUN
    for (let ring = from; ring < to; ring++) {
      runs[ring + 1] = runs[ring] + (isShort ? 0 : Math.ceil(Math.max(0, rings[ring + 1] - rings[ring] - 1) / RUN))
    }
  }
  const runBoxes = emptyBoxes(runs[ringCount])
  for (let ring = 0; ring < ringCount; ring++) {
    for (let run = runs[ring]; run < runs[ring + 1]; run++) {
      const first = rings[ring] + (run - runs[ring]) * RUN
      const last = Math.min(first + RUN, rings[ring + 1] - 1)
      for (let i = first; i <= last; i++) widen(runBoxes, run, xy[2 * i], xy[2 * i + 1])
    }
  }
  return { geometry, xy, rowBoxes: rowBoxes(geometry, xy), runs, runBoxes }
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

/** @param size edges that there is room for */
export function emptyEdges(size: number): Edges {
  return { count: 0, of: new Float64Array(EDGE * size) }
}

/** Adds the edge from (u0, v0) to (u1, v1) as far as it lies between u = 0 and u = width; one that stands upright adds nothing to an area. */
export function addEdge(edges: Edges, u0: number, v0: number, u1: number, v1: number, width: number): void {
  const isReturning = u1 < u0
  const from = isReturning ? u1 : u0
  const to = isReturning ? u0 : u1
  if (from === to || to <= 0 || from >= width) return
  const at = isReturning ? v1 : v0
  const slope = (v1 - v0) / (u1 - u0)
  const i = EDGE * edges.count++
  if (i === edges.of.length) enlarge(edges)
  const { of } = edges
  of[i] = from < 0 ? 0 : from
  of[i + 1] = to > width ? width : to
  of[i + 2] = from < 0 ? at - slope * from : at
  of[i + 3] = slope
  of[i + 4] = isReturning ? 1 : -1
}
function enlarge(edges: Edges): void {
  const larger = new Float64Array(2 * edges.of.length)
  larger.set(edges.of)
  edges.of = larger
}

/** Edges of a row that reach into low … high along `axis`. */
function listEdges(list: EdgeList, boundary: Boundary, row: number, axis: 0 | 1, low: number, high: number): void {
  const { geometry, xy, runs, runBoxes } = boundary
  const { rings } = geometry
  const [ringFrom, ringTo] = ringRange(geometry, row)
  list.count = 0
  for (let ring = ringFrom; ring < ringTo; ring++) {
    const end = rings[ring + 1] - 1
    if (runs[ring] === runs[ring + 1]) pushReaching(list, xy, rings[ring], end, axis, low, high)
    for (let run = runs[ring]; run < runs[ring + 1]; run++) {
      if (runBoxes[4 * run + axis] >= high || runBoxes[4 * run + 2 + axis] <= low) continue
      const first = rings[ring] + (run - runs[ring]) * RUN
      pushReaching(list, xy, first, Math.min(first + RUN, end), axis, low, high)
    }
  }
}
function pushReaching(
  list: EdgeList,
  xy: Float64Array,
  first: number,
  last: number,
  axis: 0 | 1,
  low: number,
  high: number,
): void {
  for (let i = 2 * first; i < 2 * last; i += 2) {
    const u0 = xy[i + axis]
    const u1 = xy[i + 2 + axis]
    if ((u0 < high || u1 < high) && (u0 > low || u1 > low)) push(list, i)
  }
}

/** As far as they lie between u0 and u0 + width, relative to the corner (u0, v0). */
function loadEdges(
  edges: Edges,
  { count, at }: EdgeList,
  xy: Float64Array,
  axis: 0 | 1,
  u0: number,
  v0: number,
  width: number,
): void {
  edges.count = 0
  for (let k = 0; k < count; k++) {
    const a = at[k] + axis
    const b = at[k] + 1 - axis
    addEdge(edges, xy[a] - u0, xy[b] - v0, xy[a + 2] - u0, xy[b + 2] - v0, width)
  }
}

/**
 * Σ s(e) s(f) ∫ min(e(x), f(x)) dx over the edges e, and those f that start in `list`; `axis` is the coordinate that runs as x, u0 and v0
 * are what the edges e are relative to. One function, since it is run for every pair of edges: numbers handed to another one are put on the heap.
 */
export function sumOverEdges(edges: Edges, list: EdgeList, xy: Float64Array, axis: 0 | 1, u0: number, v0: number): number {
  const { of } = edges
  const { at, count } = list
  const stride = EDGE
  const end = stride * edges.count
  let sum = 0
  for (let k = 0; k < count; k++) {
    const a = at[k] + axis
    const b = at[k] + 1 - axis
    const isReturning = xy[a + 2] < xy[a]
    const from = xy[isReturning ? a + 2 : a] - u0
    const to = xy[isReturning ? a : a + 2] - u0
    if (from === to) continue
    const fromV = xy[isReturning ? b + 2 : b] - v0
    const slope = (xy[b + 2] - xy[b]) / (xy[a + 2] - xy[a])
    let twiceBelow = 0
    for (let i = 0; i < end; i += stride) {
      const start = of[i]
      const stop = of[i + 1]
      // never are both negative: one comparison tells whether e and f have an x in common
      if ((to - start) * (stop - from) <= 0) continue
      const low = from > start ? from : start
      const length = (to < stop ? to : stop) - low
      const eLow = of[i + 2] + of[i + 3] * (low - start)
      const fallLow = fromV + slope * (low - from) - eLow
      const fallHigh = fallLow + (slope - of[i + 3]) * length
      // as if e were below everywhere; then what f goes below e
      let twice = eLow + eLow + of[i + 3] * length
      if (fallLow < 0) twice += fallHigh <= 0 ? fallLow + fallHigh : (fallLow * fallLow) / (fallLow - fallHigh)
      else if (fallHigh < 0) twice += (fallHigh * fallHigh) / (fallHigh - fallLow)
      twiceBelow += of[i + 4] * twice * length
    }
    sum += isReturning ? twiceBelow : -twiceBelow
  }
  return sum / 2
}
