import { sumOf } from '../adjust.ts'
import type { SoundTable } from '../repair.ts'
import type { Geometry } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import { findDefects } from '../validity.ts'
import { PieceBuilder } from './piece-builder.ts'
import { planarLayer, rowBoxes } from './planar-layer.ts'
import { type OverlapPairs, selfOverlaps } from './self-overlaps.ts'

/** More area in common than before by this is a crossing that simplifying has made, m². */
const NEW_OVERLAP_M2 = 1e-3

/**
 * What two rows may share more than before: nothing where they shared nothing. Where the layer itself has them overlap, the overlap's
 * border moves with theirs, up to the tolerance at each place; it is at least as long as a circle round that area.
 */
const mayGrowM2 = (knownM2: number, toleranceM: number) => NEW_OVERLAP_M2 + toleranceM * 2 * Math.sqrt(Math.PI * knownM2)

export interface Simplified {
  readonly geometry: Geometry
  /** rows that keep all their vertices */
  readonly keptWhole: readonly number[]
  /** pairs of rows that share an area in the layer itself, and what they share before and after */
  readonly overlaps: { readonly pairs: number; readonly beforeM2: number; readonly afterM2: number }
}

/**
 * Fewer vertices without gaps: borders are cut into arcs where three rings meet or a shared border begins, each arc is simplified once
 * (Douglas-Peucker, from its smaller end), and all rings that run along it get the same vertices. Vertices that stay keep their
 * digits. Rows that would lose a ring, cross themselves or cover another row anew keep all their vertices, and so do borders along them.
 * @param toleranceM largest distance of a vertex that is left out from the new border, metres in the plane
 */
export async function simplifyLayer(sound: SoundTable, toleranceM: number, task: Task): Promise<Simplified> {
  const places = placesOf(sound.geometry, sound.xy)
  const before = overlapAreas(await selfOverlaps(planarLayer(sound), null, stretchOf(task, 0, 0.3)))
  const whole = new Set<number>()
  for (;;) {
    const swallowed = new Set<number>()
    const geometry = build(sound, places, toleranceM, whole, swallowed)
    const xy = sound.plane.toPlane(geometry.xy)
    const layer = { geometry, xy, boxes: rowBoxes(geometry, xy) }
    const spoilt = new Set<number>(swallowed)
    for (let row = 0; row + 1 < geometry.rows.length; row++) {
      if (row % 256 === 0) await task.breathe()
      const defects = findDefects(geometry, xy, row, 1)
      if (defects.some(({ kind }) => kind !== 'duplicate' && kind !== 'spike' && kind !== 'touching')) spoilt.add(row)
    }
    const pairs = await selfOverlaps(layer, null, stretchOf(task, 0.5, 1))
    pairs.areaM2.forEach((area, i) => {
      const known = before.get(`${pairs.first[i]} ${pairs.second[i]}`) ?? 0
      if (area - known > mayGrowM2(known, toleranceM)) spoilt.add(pairs.first[i]).add(pairs.second[i])
    })
    const found = [...spoilt].filter((row) => !whole.has(row))
    if (found.length === 0) {
      const overlaps = { pairs: before.size, beforeM2: sumOf([...before.values()]), afterM2: sumOf(pairs.areaM2) }
      return { geometry, keptWhole: [...whole].sort((a, b) => a - b), overlaps }
    }
    for (const row of found) whole.add(row)
  }
}

function overlapAreas({ first, second, areaM2 }: OverlapPairs): Map<string, number> {
  return new Map(Array.from(areaM2, (area, i) => [`${first[i]} ${second[i]}`, area]))
}

/** Vertices at one place are one; a place is a junction where borders part. */
interface Places {
  /** by vertex */
  readonly of: Uint32Array
  readonly isJunction: Uint8Array
}

function placesOf({ rings }: Geometry, xy: Float64Array): Places {
  const of = new Uint32Array(xy.length / 2)
  const columns = new Map<number, Map<number, number>>()
  let count = 0
  for (let vertex = 0; vertex < of.length; vertex++) {
    const [x, y] = [xy[2 * vertex], xy[2 * vertex + 1]]
    let column = columns.get(x)
    if (!column) {
      column = new Map()
      columns.set(x, column)
    }
    let place = column.get(y)
    if (place === undefined) {
      place = count++
      column.set(y, place)
    }
    of[vertex] = place
  }
  const none = 0xffffffff
  const neighbours = [new Uint32Array(count).fill(none), new Uint32Array(count).fill(none)]
  const isJunction = new Uint8Array(count)
  const meet = (place: number, other: number) => {
    if (place === other || neighbours[0][place] === other || neighbours[1][place] === other) return
    if (neighbours[0][place] === none) neighbours[0][place] = other
    else if (neighbours[1][place] === none) neighbours[1][place] = other
    else isJunction[place] = 1
  }
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    for (let i = rings[ring]; i + 1 < rings[ring + 1]; i++) {
      meet(of[i], of[i + 1])
      meet(of[i + 1], of[i])
    }
  }
  return { of, isJunction }
}

/** @param swallowed takes the rows of which a ring would be left without area: they must stay whole */
function build(
  { geometry, lngLat, xy }: SoundTable,
  places: Places,
  toleranceM: number,
  whole: ReadonlySet<number>,
  swallowed: Set<number>,
): Geometry {
  const { rings, parts, rows } = geometry
  // arcs of rows that must stay whole stay whole for their neighbours too
  const fixed = new Set<number>()
  for (const row of whole) {
    for (let i = rings[parts[rows[row]]]; i < rings[parts[rows[row + 1]]]; i++) fixed.add(places.of[i])
  }
  const builder = new PieceBuilder()
  for (let row = 0; row + 1 < rows.length; row++) {
    for (let part = rows[row]; part < rows[row + 1]; part++) {
      const made: number[][] = []
      for (let ring = parts[part]; ring < parts[part + 1]; ring++) {
        const kept = whole.has(row)
          ? Array.from({ length: rings[ring + 1] - rings[ring] }, (_, i) => rings[ring] + i)
          : simplifyRing(xy, places, rings[ring], rings[ring + 1] - 1, toleranceM, fixed)
        if (kept.length < 4) swallowed.add(row)
        made.push(kept.flatMap((vertex) => [lngLat[2 * vertex], lngLat[2 * vertex + 1]]))
      }
      builder.addPart(made)
    }
    // a row without shape stays a row
    builder.endRow(true)
  }
  return builder.finish()
}

/** Vertices of a closed ring that stay, the first one again at the end. @param end its closing vertex */
function simplifyRing(
  xy: Float64Array,
  { of, isJunction }: Places,
  start: number,
  end: number,
  toleranceM: number,
  fixed: ReadonlySet<number>,
): number[] {
  const count = end - start
  const at = (i: number) => start + (i % count)
  const isBefore = (a: number, b: number) => xy[2 * a] < xy[2 * b] || (xy[2 * a] === xy[2 * b] && xy[2 * a + 1] < xy[2 * b + 1])
  const stops: number[] = []
  for (let i = 0; i < count; i++) if (isJunction[of[at(i)]] || fixed.has(of[at(i)])) stops.push(i)
  if (stops.length < 2) {
    // a ring nobody divides is divided at its smallest place and at the one farthest from it, the same for every ring along it
    let anchor = stops[0] ?? 0
    if (stops.length === 0) for (let i = 1; i < count; i++) if (isBefore(at(i), at(anchor))) anchor = i
    let far = anchor
    let farthest = -1
    for (let i = 0; i < count; i++) {
      const distance = Math.hypot(xy[2 * at(i)] - xy[2 * at(anchor)], xy[2 * at(i) + 1] - xy[2 * at(anchor) + 1])
      if (distance > farthest || (distance === farthest && isBefore(at(i), at(far)))) {
        farthest = distance
        far = i
      }
    }
    stops.splice(0, stops.length, Math.min(anchor, far), Math.max(anchor, far))
  }
  const kept: number[] = []
  for (let k = 0; k < stops.length; k++) {
    const from = stops[k]
    const to = k + 1 < stops.length ? stops[k + 1] : stops[0] + count
    const arc = Array.from({ length: to - from + 1 }, (_, i) => at(from + i))
    const isTurned = isBefore(arc[arc.length - 1], arc[0])
    if (isTurned) arc.reverse()
    const stay = douglasPeucker(xy, arc, toleranceM)
    if (isTurned) stay.reverse()
    stay.pop()
    for (const vertex of stay) kept.push(vertex)
  }
  return [...kept, kept[0]]
}

function douglasPeucker(xy: Float64Array, arc: readonly number[], toleranceM: number): number[] {
  const stays = new Uint8Array(arc.length)
  stays[0] = stays[arc.length - 1] = 1
  const open: [number, number][] = [[0, arc.length - 1]]
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span
    const [ax, ay, bx, by] = [xy[2 * arc[from]], xy[2 * arc[from] + 1], xy[2 * arc[to]], xy[2 * arc[to] + 1]]
    const square = (bx - ax) ** 2 + (by - ay) ** 2
    let worst = toleranceM
    let split = -1
    for (let i = from + 1; i < to; i++) {
      const [px, py] = [xy[2 * arc[i]] - ax, xy[2 * arc[i] + 1] - ay]
      const t = square === 0 ? 0 : Math.max(0, Math.min(1, (px * (bx - ax) + py * (by - ay)) / square))
      const distance = Math.hypot(px - t * (bx - ax), py - t * (by - ay))
      if (distance > worst) {
        worst = distance
        split = i
      }
    }
    if (split < 0) continue
    stays[split] = 1
    open.push([from, split], [split, to])
  }
  return arc.filter((_, i) => stays[i])
}
