import { Clipper, Clipper64, ClipType, FillRule, type Path64, type Paths64, PointInPolygonResult, type Rect64 } from 'clipper2-ts'
import { GRID_PER_M, lngLatRing, VertexMemory, withoutLevelSpikes } from '../clip.ts'
import type { SoundTable } from '../repair.ts'
import type { EdgeIndex } from './edge-index.ts'
import type { LooseEdges } from './edges.ts'
import { SNAP_M } from './snap.ts'

/** A place that no row covers, with rows all round it. */
export interface Gap {
  /** rows with an edge on its border, ascending */
  readonly rows: readonly number[]
  readonly areaM2: number
  /** twice the area over the perimeter: of a long crack its mean width */
  readonly widthM: number
  /** closed rings of lon/lat pairs: the border counter-clockwise, then what stands inside it, clockwise */
  readonly polygon: readonly (readonly number[])[]
}

/**
 * The holes of the union of all rows, from the loose edges alone: cancelled borders would only fall out of the union, so that a layer
 * of 100 000 parcels costs what its outline and its defects cost. The loose edges hang together in closed walks (every ring is
 * closed and cancelling takes an edge each way), whose winding number is the number of rows above a place, whatever way they are
 * strung together; a hole is where it is not positive. On the 0.1 mm grid of clip.ts.
 */
export function findGaps(sound: SoundTable, loose: LooseEdges, index: EdgeIndex, smallestM2: number): Gap[] {
  const { xy, lngLat, plane } = sound
  const first = loose.from[0]
  const memory = new VertexMemory([xy[2 * first], xy[2 * first + 1]])
  for (const place of loose.from) memory.add(xy, place)
  const onGrid = (place: number) => ({
    x: Math.round((xy[2 * place] - memory.origin[0]) * GRID_PER_M),
    y: Math.round((xy[2 * place + 1] - memory.origin[1]) * GRID_PER_M),
  })
  const clipper = new Clipper64()
  clipper.addSubject(closedWalks(loose).map((walk) => withoutLevelSpikes(walk.map(onGrid))))
  const united: Paths64 = []
  clipper.execute(ClipType.Union, FillRule.Positive, united)
  const gaps: Gap[] = []
  for (const rings of holesOf(united)) {
    const areaM2 = rings.reduce((sum, ring) => sum + Clipper.area(ring), 0) / GRID_PER_M ** 2
    const widthM = (2 * areaM2 * GRID_PER_M) / rings.reduce((sum, ring) => sum + perimeterOf(ring), 0)
    // a border with different vertices on its sides leaves cracks of the grid's own width
    if (areaM2 <= smallestM2 || widthM <= 2 * SNAP_M) continue
    const polygon = rings.map((ring) => lngLatRing(ring, memory, lngLat, plane))
    gaps.push({ rows: rowsAlong(rings, memory.origin, loose, index), areaM2, widthM, polygon })
  }
  return gaps
}

/** Loose edges strung together to closed walks of places. */
function closedWalks({ from, to }: LooseEdges): number[][] {
  /** the last edge that leaves a place, and before each edge the one that leaves the same place */
  const lastOut = new Map<number, number>()
  const beforeOut = new Int32Array(from.length)
  for (let edge = 0; edge < from.length; edge++) {
    beforeOut[edge] = lastOut.get(from[edge]) ?? -1
    lastOut.set(from[edge], edge)
  }
  const walks: number[][] = []
  for (const start of from) {
    for (let edge = lastOut.get(start) ?? -1; edge >= 0; edge = lastOut.get(start) ?? -1) {
      const walk: number[] = []
      while (edge >= 0) {
        walk.push(from[edge])
        lastOut.set(from[edge], beforeOut[edge])
        if (to[edge] === start) break
        edge = lastOut.get(to[edge]) ?? -1
      }
      walks.push(walk)
    }
  }
  return walks
}

/**
 * Each hole turned counter-clockwise, followed by the islands in it, clockwise. Not by Clipper's tree, which asks for every hole where it
 * lies in the outline: only what lies in a hole matters, and that is little.
 */
function holesOf(united: Paths64): Paths64[] {
  const holes: { readonly box: Rect64; readonly area: number; readonly rings: Paths64 }[] = []
  const others: Paths64 = []
  for (const path of united) {
    const area = Clipper.area(path)
    if (area < 0) holes.push({ box: Clipper.getBounds(path), area: -area, rings: [path.toReversed()] })
    else others.push(path)
  }
  // the smallest that holds it is the one it lies in
  const bySize = holes.toSorted((a, b) => a.area - b.area)
  for (const path of others) {
    const box = Clipper.getBounds(path)
    bySize.find((hole) => isWithin(box, hole.box) && holds(hole.rings[0], path))?.rings.push(path.toReversed())
  }
  return holes.map(({ rings }) => rings)
}

function isWithin(inner: Rect64, outer: Rect64): boolean {
  return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
}

/** Whether a ring that does not cross `hole` lies in it: any place of it tells that is not on the border. */
function holds(hole: Path64, ring: Path64): boolean {
  for (let i = 0; i < ring.length; i++) {
    const next = ring[(i + 1) % ring.length]
    for (const place of [ring[i], { x: (ring[i].x + next.x) / 2, y: (ring[i].y + next.y) / 2 }]) {
      const where = Clipper.pointInPolygon(place, hole)
      if (where !== PointInPolygonResult.IsOn) return where === PointInPolygonResult.IsInside
    }
  }
  return false
}

function perimeterOf(ring: Path64): number {
  return ring.reduce((sum, point, i) => {
    const next = ring[(i + 1) % ring.length]
    return sum + Math.hypot(next.x - point.x, next.y - point.y)
  }, 0)
}

/** Rows with an edge under the middle of one of the rings' sides: corners alone would name who only touches the gap, and miss long sides. */
function rowsAlong(rings: Paths64, origin: readonly [number, number], loose: LooseEdges, index: EdgeIndex): number[] {
  const rows = new Set<number>()
  for (const ring of rings) {
    ring.forEach((point, i) => {
      const next = ring[(i + 1) % ring.length]
      const x = origin[0] + (point.x + next.x) / 2 / GRID_PER_M
      const y = origin[1] + (point.y + next.y) / 2 / GRID_PER_M
      for (const edge of index.near(x, y, 2 * SNAP_M)) {
        if (index.distanceM(edge, x, y) <= 2 * SNAP_M) rows.add(loose.row[edge])
      }
    })
  }
  return [...rows].sort((a, b) => a - b)
}
