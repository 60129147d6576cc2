import { Clipper, FillRule, type Paths64 } from 'clipper2-ts'
import { isThinnerThanGrid, rowPaths, unionPolygons } from '../clip.ts'
import { connectedGroups } from '../connected-groups.ts'
import { StoredBorders } from '../stored-borders.ts'
import { stretchOf, type Task } from '../task.ts'
import type { PlanarLayer } from './planar-layer.ts'
import { rowBoxes } from './planar-layer.ts'
import { type OverlapPairs, selfOverlaps } from './self-overlaps.ts'

/** A layer in which nothing lies twice: rows that overlap no other as they are, the others joined. */
export interface United {
  /** rows that overlap no other row */
  readonly alone: Uint32Array
  /** rows that overlap some other row */
  readonly crowded: Uint32Array
  /** what the crowded rows cover, every place once; a row for each connected group of them */
  readonly joined: PlanarLayer
  /** group of each crowded row: the row of `joined` */
  readonly groupOf: Uint32Array
  readonly pairs: OverlapPairs
}

const unitedOf = new WeakMap<PlanarLayer, United>()

/**
 * Only rows that really overlap are dissolved: the 0.1 mm grid tells what lies where, the border is the stored one (stored-borders.ts).
 * Where a layer is clean nothing is clipped.
 * @param rows in use, ascending; null: all, and the answer is kept with the layer
 */
export async function unite(layer: PlanarLayer, rows: ArrayLike<number> | null, task: Task): Promise<United> {
  const before = rows ? undefined : unitedOf.get(layer)
  if (before) return before
  const pairs = await selfOverlaps(layer, rows, stretchOf(task, 0, 0.5))
  const groups = connectedGroups(pairs)
  const used = rows ? Array.from(rows) : Array.from({ length: layer.geometry.rows.length - 1 }, (_, row) => row)
  const isCrowded = new Map<number, number>()
  groups.forEach((members, group) => {
    for (const row of members) isCrowded.set(row, group)
  })
  const crowded = Uint32Array.from(used.filter((row) => isCrowded.has(row)))
  const united: United = {
    alone: Uint32Array.from(used.filter((row) => !isCrowded.has(row))),
    crowded,
    joined: await joinGroups(layer, groups, stretchOf(task, 0.5, 1)),
    groupOf: crowded.map((row) => isCrowded.get(row) as number),
    pairs,
  }
  if (!rows) unitedOf.set(layer, united)
  return united
}

/** By the corners of their boxes, so that rounding does not depend on the order of rows. */
function byPlace({ boxes }: PlanarLayer, rows: readonly number[]): number[] {
  return [...rows].sort((a, b) => {
    for (let i = 0; i < 4; i++) if (boxes[4 * a + i] !== boxes[4 * b + i]) return boxes[4 * a + i] - boxes[4 * b + i]
    return a - b
  })
}

/** Rows joined at once; larger groups are joined in halves, so that cancelling is heard between them. */
const BATCH = 64

async function joinGroups(layer: PlanarLayer, groups: readonly number[][], task: Task): Promise<PlanarLayer> {
  const xy: number[] = []
  const rings = [0]
  const parts = [0]
  const rows = [0]
  for (const [done, members] of groups.entries()) {
    task.progress(done / groups.length, 'stage.dissolve')
    const ordered = byPlace(layer, members)
    const [x, y] = layer.boxes.subarray(4 * ordered[0], 4 * ordered[0] + 2)
    const origin: [number, number] = [Math.round(x), Math.round(y)]
    const join = async (some: readonly number[]): Promise<Paths64> => {
      await task.breathe()
      if (some.length <= BATCH) {
        return Clipper.union(
          some.flatMap((row) => rowPaths(layer.geometry, layer.xy, row, origin)),
          FillRule.NonZero,
        )
      }
      const half = some.length >> 1
      return Clipper.union([...(await join(some.slice(0, half))), ...(await join(some.slice(half)))], FillRule.NonZero)
    }
    const borders = new StoredBorders(layer.geometry, layer.xy, ordered, origin)
    for (const polygon of unionPolygons(await join(ordered))) {
      if (isThinnerThanGrid(polygon[0])) continue
      for (const ring of polygon) {
        if (isThinnerThanGrid(ring)) continue
        const stored = borders.ring(ring)
        for (const each of stored) xy.push(each)
        xy.push(stored[0], stored[1])
        rings.push(xy.length / 2)
      }
      parts.push(rings.length - 1)
    }
    rows.push(parts.length - 1)
  }
  const joined = Float64Array.from(xy)
  const geometry = {
    kind: 'polygon' as const,
    xy: joined,
    rings: Uint32Array.from(rings),
    parts: Uint32Array.from(parts),
    rows: Uint32Array.from(rows),
  }
  return { geometry, xy: joined, boxes: rowBoxes(geometry, joined) }
}
