import Flatbush from 'flatbush'

/** Rings of one feature; ring r has the vertices starts[r] … starts[r + 1]. */
export interface RingSet {
  readonly starts: readonly number[]
  x(vertex: number): number
  y(vertex: number): number
}

/**
 * Which rings are outer ones and which are holes in them.
 * @param rule 'clockwise-shells': a clockwise ring is an outer one (Shapefile), unless none is; 'nesting': a ring inside an odd number
 * of others is a hole, whatever its direction
 * @returns polygons as ring numbers, outer ring first; holes that lie in no outer ring became polygons and are counted
 */
export function nestRings(
  rings: RingSet,
  rule: 'clockwise-shells' | 'nesting',
): { readonly polygons: readonly (readonly number[])[]; readonly looseHoles: number } {
  const count = rings.starts.length - 1
  if (count < 2) return { polygons: count === 1 ? [[0]] : [], looseHoles: 0 }
  const areas = Array.from({ length: count }, (_, ring) => area(rings, ring))
  const boxes = Array.from({ length: count }, (_, ring) => box(rings, ring))
  const around = ringsAround(rings, boxes)
  const byDirection = rule === 'clockwise-shells' && areas.some((each) => each < 0)
  const holes: number[] = []
  /** of each ring that is a shell */
  const holesOf: (number[] | null)[] = []
  for (let ring = 0; ring < count; ring++) {
    const isHole = byDirection ? areas[ring] > 0 : depth(rings, ring, areas, boxes, around(ring)) % 2 === 1
    if (isHole) holes.push(ring)
    holesOf.push(isHole ? null : [])
  }
  const loose: number[] = []
  for (const hole of holes) {
    let best = -1
    for (const shell of around(hole)) {
      if (holesOf[shell] === null || (best >= 0 && Math.abs(areas[shell]) >= Math.abs(areas[best]))) continue
      if (isInside(rings, hole, shell, boxes[shell])) best = shell
    }
    if (best >= 0) holesOf[best]?.push(hole)
    else {
      loose.push(hole)
      holesOf[hole] = []
    }
  }
  const known = new Set(loose)
  const shells = holesOf.flatMap((own, ring) => (own && !known.has(ring) ? [ring] : []))
  return { polygons: [...shells, ...loose].map((ring) => [ring, ...(holesOf[ring] ?? [])]), looseHoles: loose.length }
}

type Box = readonly [number, number, number, number]

/** Twice the signed area, from the first vertex so that no digits are lost to large coordinates. */
function area({ starts, x, y }: RingSet, ring: number): number {
  const start = starts[ring]
  const end = starts[ring + 1]
  if (end - start < 3) return 0
  const x0 = x(start)
  const y0 = y(start)
  let sum = 0
  for (let i = start + 1; i + 1 < end; i++) sum += (x(i) - x0) * (y(i + 1) - y0) - (x(i + 1) - x0) * (y(i) - y0)
  return sum
}
/** The rings, ascending, whose box holds the first vertex of a ring: no other can hold the ring. Of ten thousand rings a few. */
function ringsAround({ starts, x, y }: RingSet, boxes: readonly Box[]): (ring: number) => readonly number[] {
  const index = new Flatbush(boxes.length)
  for (const each of boxes) index.add(...each)
  index.finish()
  return (ring) => {
    const [atX, atY] = [x(starts[ring]), y(starts[ring])]
    return index.search(atX, atY, atX, atY).sort((a, b) => a - b)
  }
}
function depth(rings: RingSet, ring: number, areas: readonly number[], boxes: readonly Box[], around: readonly number[]): number {
  let count = 0
  for (const other of around)
    if (other !== ring && Math.abs(areas[other]) > Math.abs(areas[ring]) && isInside(rings, ring, other, boxes[other])) count++
  return count
}
function box({ starts, x, y }: RingSet, ring: number): Box {
  const found: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = starts[ring]; i < starts[ring + 1]; i++) {
    found[0] = Math.min(found[0], x(i))
    found[1] = Math.min(found[1], y(i))
    found[2] = Math.max(found[2], x(i))
    found[3] = Math.max(found[3], y(i))
  }
  return found
}
/** By the first vertex of `inner` that is not on the outline of `outer`; rings that touch in every vertex count as inside. */
function isInside(rings: RingSet, inner: number, outer: number, around: Box): boolean {
  for (let i = rings.starts[inner]; i < rings.starts[inner + 1]; i++) {
    const x = rings.x(i)
    const y = rings.y(i)
    if (x < around[0] || y < around[1] || x > around[2] || y > around[3]) return false
    const where = side(rings, outer, x, y)
    if (where !== 0) return where > 0
  }
  return true
}
/** 1 inside, −1 outside, 0 on the outline */
function side(rings: RingSet, ring: number, x: number, y: number): number {
  let isIn = false
  const start = rings.starts[ring]
  const end = rings.starts[ring + 1]
  for (let i = start, j = end - 1; i < end; j = i++) {
    const xi = rings.x(i)
    const yi = rings.y(i)
    const xj = rings.x(j)
    const yj = rings.y(j)
    const cross = (xj - xi) * (y - yi) - (yj - yi) * (x - xi)
    if (cross === 0 && Math.min(xi, xj) <= x && x <= Math.max(xi, xj) && Math.min(yi, yj) <= y && y <= Math.max(yi, yj)) return 0
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) isIn = !isIn
  }
  return isIn ? 1 : -1
}
