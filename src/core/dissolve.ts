import { Clipper, FillRule, type Paths64 } from 'clipper2-ts'
import { isThinnerThanGrid, lngLatRing, rowPaths, unionPolygons, VertexMemory } from './clip.ts'
import { rowBox } from './geometry.ts'
import { type LngLatPolygon, validPolygons } from './overlay/valid-rows.ts'
import type { SoundTable } from './repair.ts'
import type { Task } from './task.ts'

/** Rows joined at once; larger sets are halved along their longer side, so that cancelling is heard between the halves. */
const BATCH = 400

/**
 * The area that rows cover, without the borders between them: union in the equal-area plane on a 0.1 mm grid. Vertices that stay
 * have the input's own coordinates; what it covers is valid by OGC. Rings thinner than the grid (rounding where borders have different vertices) are left out.
 */
export async function dissolve(sound: SoundTable, rows: ArrayLike<number>, task: Task): Promise<readonly LngLatPolygon[]> {
  const { geometry, xy, lngLat, plane } = sound
  const filled: number[] = []
  const memory = new VertexMemory([0, 0])
  /** twice the middle of each filled row's box: not by row, since a layer may be dissolved into as many groups as it has rows */
  const middles: readonly [number[], number[]] = [[], []]
  for (let i = 0; i < rows.length; i++) {
    const box = rowBox(geometry, rows[i], xy)
    if (!box) continue
    filled.push(rows[i])
    middles[0].push(box[0] + box[2])
    middles[1].push(box[1] + box[3])
    memory.remember(geometry, xy, rows[i])
  }
  if (filled.length === 0) return []

  /** @param members places among the filled rows */
  const join = async (members: number[]): Promise<Paths64> => {
    await task.breathe()
    if (members.length <= BATCH) {
      return Clipper.union(
        members.flatMap((at) => rowPaths(geometry, xy, filled[at], memory.origin)),
        FillRule.NonZero,
      )
    }
    const [width, height] = middles.map((middle) => extentOf(middle, members))
    const middle = middles[width > height ? 0 : 1]
    members.sort((a, b) => middle[a] - middle[b] || filled[a] - filled[b])
    const half = members.length >> 1
    const [first, second] = [await join(members.slice(0, half)), await join(members.slice(half))]
    await task.breathe()
    return Clipper.union([...first, ...second], FillRule.NonZero)
  }
  const polygons = unionPolygons(await join(Array.from(filled.keys())))
  const kept = polygons
    .map((polygon) => polygon.filter((ring) => !isThinnerThanGrid(ring)))
    .filter((polygon, i) => polygon.length > 0 && polygon[0] === polygons[i][0])
    .map((polygon) => polygon.map((ring) => lngLatRing(ring, memory, lngLat, plane)))
  return validPolygons(kept, plane)
}

function extentOf(values: readonly number[], members: readonly number[]): number {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const at of members) {
    low = Math.min(low, values[at])
    high = Math.max(high, values[at])
  }
  return high - low
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
