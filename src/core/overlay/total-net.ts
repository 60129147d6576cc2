import { sumOf } from '../adjust.ts'
import { stretchOf, type Task } from '../task.ts'
import { countedPieces, countedZones, planarRowArea } from './counted-cover.ts'
import { type MetRows, type ReadyZones, sumByRow } from './met-zones.ts'
import { pairAreas } from './pair-areas.ts'
import type { PlanarLayer } from './planar-layer.ts'
import { prepareZones } from './prepared-zones.ts'
import { type United, unite } from './united.ts'

/** Of the subject: rows that overlap no other, and groups of those that do. */
export interface Subjects extends Pick<United, 'alone' | 'crowded' | 'joined' | 'groupOf'> {
  /** holds the crowded rows: crowded[i] is its row places[i] */
  readonly layer: PlanarLayer
  readonly places: Uint32Array
}

/**
 * What subjects and the zones that count on them cover together, every place once, m². Subjects that overlap no other give their own net
 * area, each group of those that do what it holds joined of the joined zones. Where pairs of a group are ignored its pieces that count
 * are joined: what one of its subjects ignores may count for another.
 */
export async function netOfAll(
  { alone, crowded, joined, groupOf, layer, places }: Subjects,
  { netM2, pairs, ignored }: Pick<MetRows, 'netM2' | 'pairs' | 'ignored'>,
  { united, joined: joinedZones }: ReadyZones,
  task: Task,
): Promise<number> {
  const ownM2 = Array.from(alone, (row) => netM2[row])
  if (crowded.length === 0) return sumOf(ownM2)
  const single = await pairAreas(joined, prepareZones(united.all, united.alone), null, stretchOf(task, 0, 0.4))
  const crowd = await pairAreas(joined, joinedZones, null, stretchOf(task, 0.4, 0.8))
  const wholeM2 = sumByRow(joined.geometry.rows.length - 1, [single, crowd])

  const indexOf = new Map(Array.from(crowded, (row, i) => [row, i]))
  const parted = new Set<number>()
  for (const { subject } of ignored) {
    for (const row of subject) {
      const i = indexOf.get(row)
      if (i !== undefined) parted.add(groupOf[i])
    }
  }
  const terms = [...ownM2, ...wholeM2.filter((_, group) => !parted.has(group))]
  if (parted.size === 0) return sumOf(terms)

  const counted = countedZones(
    crowded.filter((_, i) => parted.has(groupOf[i])),
    pairs,
    (k, zone) => united.starts[k] + zone,
  )
  const cases = counted.map((each) => ({ ...each, row: places[indexOf.get(each.row) as number] }))
  const pieces = await countedPieces(layer, united.all, cases, task)
  const once = await unite(pieces, null, stretchOf(task, 0.8, 1))
  return sumOf([...terms, ...Array.from(once.alone, (row) => planarRowArea(pieces, row)), ...areasOf(once.joined)])
}

/** Σ areas of overlapping subjects − area of what they cover, m². */
export function doubleOf({ crowded, joined }: Subjects, areasM2: Float64Array): number {
  return sumOf(Array.from(crowded, (row) => areasM2[row])) - sumOf(areasOf(joined))
}

const areasOf = (layer: PlanarLayer) =>
  Array.from({ length: layer.geometry.rows.length - 1 }, (_, row) => planarRowArea(layer, row))
