import Flatbush from 'flatbush'
import { sumOf } from './adjust.ts'
import { areaInsideUnion } from './clip.ts'
import { rowBox } from './geometry.ts'
import { overlapKernel } from './overlap.ts'
import { rowAreaM2 } from './plane.ts'
import type { SoundTable } from './repair.ts'
import type { Task } from './task.ts'

/** Pairs of rows whose interiors overlap, each pair once: first[i] < second[i], sorted. */
export interface OverlapPairs {
  readonly first: Uint32Array
  readonly second: Uint32Array
  readonly areaM2: Float64Array
}

/** Kernel noise stays below 1e-7 m² a pair; a square centimetre is nobody's overlap. */
const SMALLEST_M2 = 1e-4

const pairsOf = new WeakMap<SoundTable, OverlapPairs>()

/**
 * All overlapping pairs of a layer, by box index and the area kernel; kept with the table. Shared borders are not overlaps.
 * About 1 µs a pair of neighbours.
 */
export async function findOverlaps(sound: SoundTable, task: Task): Promise<OverlapPairs> {
  const before = pairsOf.get(sound)
  if (before) return before
  const { geometry, xy, table } = sound
  const filled: number[] = []
  for (let row = 0; row < table.length; row++) if (geometry.rows[row] < geometry.rows[row + 1]) filled.push(row)
  const first: number[] = []
  const second: number[] = []
  const areas: number[] = []
  if (filled.length > 1) {
    const index = new Flatbush(filled.length)
    const boxes = filled.map((row) => rowBox(geometry, row, xy) ?? ([0, 0, 0, 0] as const))
    for (const [x0, y0, x1, y1] of boxes) index.add(x0, y0, x1, y1)
    index.finish()
    const kernel = overlapKernel(geometry, xy)
    for (let i = 0; i < filled.length; i++) {
      if (i % 128 === 0) {
        task.progress(i / filled.length, 'stage.overlap')
        await task.breathe()
      }
      const [x0, y0, x1, y1] = boxes[i]
      const others = index.search(x0, y0, x1, y1, (j) => j > i).sort((a, b) => a - b)
      for (const j of others) {
        const area = kernel.overlap(filled[i], filled[j])
        if (area <= SMALLEST_M2) continue
        first.push(filled[i])
        second.push(filled[j])
        areas.push(area)
      }
    }
  }
  const pairs = { first: Uint32Array.from(first), second: Uint32Array.from(second), areaM2: Float64Array.from(areas) }
  pairsOf.set(sound, pairs)
  return pairs
}

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
  const inSet = new Uint8Array(sound.table.length)
  for (let i = 0; i < rows.length; i++) inSet[rows[i]] = 1
  const isBefore = (a: number, b: number) => areasM2[a] > areasM2[b] || (areasM2[a] === areasM2[b] && a < b)
  const earlier = new Map<number, { row: number; areaM2: number }[]>()
  const meets = new Set<number>()
  let count = 0
  for (let i = 0; i < pairs.first.length; i++) {
    const [a, b] = [pairs.first[i], pairs.second[i]]
    if (!inSet[a] || !inSet[b]) continue
    count++
    meets.add(a * sound.table.length + b)
    const [before, after] = isBefore(a, b) ? [a, b] : [b, a]
    const list = earlier.get(after)
    const entry = { row: before, areaM2: pairs.areaM2[i] }
    if (list) list.push(entry)
    else earlier.set(after, [entry])
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
