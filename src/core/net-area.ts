import { sumOf } from './adjust.ts'
import { areaInsideUnion } from './inside-union.ts'
import { planarLayer } from './overlay/planar-layer.ts'
import { type OverlapPairs, selfOverlaps } from './overlay/self-overlaps.ts'
import { rowAreaM2 } from './plane.ts'
import type { SoundTable } from './repair.ts'
import type { Task } from './task.ts'

const pairsOf = new WeakMap<SoundTable, OverlapPairs>()

/** All overlapping pairs of a layer, kept with the table. Shared borders are not overlaps. */
export async function findOverlaps(sound: SoundTable, task: Task): Promise<OverlapPairs> {
  const pairs = pairsOf.get(sound) ?? (await selfOverlaps(planarLayer(sound), null, task))
  pairsOf.set(sound, pairs)
  return pairs
}

const startsOf = new WeakMap<OverlapPairs, ReadonlyMap<number, number>>()

/** Of each row that is in a pair: its first pair as the smaller row, or where that would be. Pairs are sorted. */
function startsIn(pairs: OverlapPairs): ReadonlyMap<number, number> {
  const known = startsOf.get(pairs)
  if (known) return known
  const from = new Map<number, number>()
  for (const row of pairs.second) from.set(row, pairs.first.length)
  for (let i = pairs.first.length - 1; i >= 0; i--) from.set(pairs.first[i], i)
  startsOf.set(pairs, from)
  return from
}

/** Square metres of the ellipsoid, as the plane's areas are (plane.ts). */
export interface NetArea {
  /** Σ of the rows' areas */
  readonly areaM2: number
  /** what is counted more than once in that sum; net area = areaM2 − overlapM2 */
  readonly overlapM2: number
  /** overlapping pairs inside the set, over 1 cm² */
  readonly pairCount: number
}

/**
 * Area that a set of rows covers, every place once. Rows are taken from the largest to the smallest; each adds what none before it
 * covers: Σ area(i) − Σ area(i ∩ ∪ earlier). With one earlier neighbour, or several that do not meet each other, the second term is
 * a sum of kernel areas, exact; only where three or more rows overlap is it clipped. Rows without overlap cost one addition.
 * @param areasM2 of all rows of the table @param rows of the set, each once
 */
export async function netArea(
  sound: SoundTable,
  areasM2: Float64Array,
  pairs: OverlapPairs,
  rows: ArrayLike<number>,
  task: Task,
): Promise<NetArea> {
  const inSet = new Set<number>()
  // a row that overlaps none is in no pair: of a million groups most hold none that does
  const from = startsIn(pairs)
  for (let i = 0; i < rows.length; i++) if (from.has(rows[i])) inSet.add(rows[i])
  const isBefore = (a: number, b: number) => areasM2[a] > areasM2[b] || (areasM2[a] === areasM2[b] && a < b)
  const earlier = new Map<number, { row: number; areaM2: number }[]>()
  const meets = new Set<number>()
  let count = 0
  for (const a of Array.from(inSet).sort((one, other) => one - other)) {
    for (let i = from.get(a) as number; pairs.first[i] === a; i++) {
      const b = pairs.second[i]
      if (!inSet.has(b)) continue
      count++
      meets.add(a * sound.table.length + b)
      const [before, after] = isBefore(a, b) ? [a, b] : [b, a]
      const list = earlier.get(after)
      const entry = { row: before, areaM2: pairs.areaM2[i] }
      if (list) list.push(entry)
      else earlier.set(after, [entry])
    }
  }
  const doMeet = (a: number, b: number) => meets.has(Math.min(a, b) * sound.table.length + Math.max(a, b))
  const overlaps: number[] = []
  for (const [row, list] of earlier) {
    await task.breathe()
    const areApart = list.every((a, i) => list.slice(i + 1).every((b) => !doMeet(a.row, b.row)))
    overlaps.push(
      areApart
        ? sumOf(list.map((each) => each.areaM2))
        : areaInsideUnion(
            sound.geometry,
            sound.xy,
            row,
            list.map((each) => each.row),
          ),
    )
  }
  const areas = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) areas[i] = areasM2[rows[i]]
  return { areaM2: sumOf(areas), overlapM2: sumOf(overlaps), pairCount: count }
}

/** Ellipsoidal area of every row, m²: the formula on stored vertices; on the repaired shape where a row was repaired. */
export function soundAreasM2(sound: SoundTable): Float64Array {
  const areas = new Float64Array(sound.table.length)
  for (let row = 0; row < areas.length; row++) areas[row] = rowAreaM2(sound.geometry, sound.lngLat, row)
  return areas
}
