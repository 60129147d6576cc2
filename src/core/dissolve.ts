import { Clipper, FillRule, type Paths64 } from 'clipper2-ts'
import { rowPaths, unionPolygons, VertexMemory } from './clip.ts'
import { rowBox } from './geometry.ts'
import { lngLatRing, type SoundTable } from './repair.ts'
import type { Task } from './task.ts'

/** Rings of lon/lat pairs (x0 y0 x1 y1 …), closed; the outer one first, counter-clockwise, then holes, clockwise. */
export type LngLatPolygon = readonly (readonly number[])[]

/** Rows joined at once; larger sets are halved along their longer side, so that cancelling is heard between the halves. */
const BATCH = 400

/**
 * The area that rows cover, without the borders between them: union in the equal-area plane on a 0.1 mm grid. Vertices that stay
 * have the input's own coordinates. Rings thinner than the grid (rounding where borders have different vertices) are left out.
 */
export async function dissolve(sound: SoundTable, rows: ArrayLike<number>, task: Task): Promise<LngLatPolygon[]> {
  const { geometry, xy, lngLat, plane } = sound
  const boxes = new Map<number, readonly [number, number, number, number]>()
  for (let i = 0; i < rows.length; i++) {
    const box = rowBox(geometry, rows[i], xy)
    if (box) boxes.set(rows[i], box)
  }
  if (boxes.size === 0) return []
  const memory = new VertexMemory([0, 0])
  for (const row of boxes.keys()) memory.remember(geometry, xy, row)

  const join = async (members: number[]): Promise<Paths64> => {
    await task.breathe()
    if (members.length <= BATCH) {
      return Clipper.union(
        members.flatMap((row) => rowPaths(geometry, xy, row, memory.origin)),
        FillRule.NonZero,
      )
    }
    const middle = (row: number, axis: 0 | 1) => {
      const box = boxes.get(row)
      return box ? box[axis] + box[axis + 2] : 0
    }
    const extent = (axis: 0 | 1) => {
      const all = members.map((row) => middle(row, axis))
      return all.reduce((a, b) => Math.max(a, b)) - all.reduce((a, b) => Math.min(a, b))
    }
    const axis = extent(0) > extent(1) ? 0 : 1
    members.sort((a, b) => middle(a, axis) - middle(b, axis) || a - b)
    const half = members.length >> 1
    const [first, second] = [await join(members.slice(0, half)), await join(members.slice(half))]
    await task.breathe()
    return Clipper.union([...first, ...second], FillRule.NonZero)
  }
  const polygons = unionPolygons(await join([...boxes.keys()]))
  return polygons
    .map((polygon) => polygon.filter((ring) => !isThinnerThanGrid(ring)))
    .filter((polygon, i) => polygon.length > 0 && polygon[0] === polygons[i][0])
    .map((polygon) => polygon.map((ring) => lngLatRing(ring, memory, lngLat, plane)))
}

function isThinnerThanGrid(ring: Paths64[number]): boolean {
  let length = 0
  ring.forEach((point, i) => {
    const next = ring[(i + 1) % ring.length]
    length += Math.hypot(next.x - point.x, next.y - point.y)
  })
  return Math.abs(Clipper.area(ring)) < length / 2
}

/** The rows' own polygons side by side. */
export function collect({ geometry, lngLat }: SoundTable, rows: ArrayLike<number>): LngLatPolygon[] {
  const polygons: LngLatPolygon[] = []
  for (let i = 0; i < rows.length; i++) {
    for (let part = geometry.rows[rows[i]]; part < geometry.rows[rows[i] + 1]; part++) {
      const rings: number[][] = []
      for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++) {
        rings.push(Array.from(lngLat.subarray(2 * geometry.rings[ring], 2 * geometry.rings[ring + 1])))
      }
      polygons.push(rings)
    }
  }
  return polygons
}
