import type { LayerInput } from '../analysis.ts'
import { soundAreasM2 } from '../net-area.ts'
import { type PairAreas, pairAreas } from '../overlay/pair-areas.ts'
import { planarLayer } from '../overlay/planar-layer.ts'
import { prepareZones } from '../overlay/prepared-zones.ts'
import { makeSound, type SoundTable } from '../repair.ts'
import { stretchOf, type Task } from '../task.ts'
import { usedRows } from '../used-rows.ts'

/** What became of every place: shared pieces of the two epochs, and what either has where the other has nothing. */
export interface Transfers {
  readonly before: SoundTable
  readonly after: SoundTable
  /** rows in use, ascending */
  readonly beforeRows: Uint32Array
  readonly afterRows: Uint32Array
  /** subject: row of after; zone: row of before */
  readonly pairs: PairAreas
  /** by row, m²: what has no counterpart; 0 of rows that are not used */
  readonly beforeRestM2: Float64Array
  readonly afterRestM2: Float64Array
  /** what had to be taken from pairs because rows of one epoch overlap each other there, m² */
  readonly doubleM2: number
}

/** Shared borders that were drawn twice leave less than this beside them: rounding, not land without counterpart. */
export const SMALLEST_REST_M2 = 0.01

/**
 * Areas of all pairs of the two epochs, and the rest of every row, such that a row's pairs and its rest are its area, in both epochs.
 * Where rows of one epoch overlap each other, the place would count once for each: the pairs of a row that they cover more than once
 * are reduced in proportion, first in the later epoch, then in the earlier one; what is taken appears as rest, and is told.
 */
export async function findTransfers(before: LayerInput, after: LayerInput, task: Task): Promise<Transfers> {
  const afterSound = await makeSound(after.table, stretchOf(task, 0, 0.25))
  const beforeSound = await makeSound(before.table, stretchOf(task, 0.25, 0.5))
  const afterRows = usedRows(after.rows, after.table.length)
  const beforeRows = usedRows(before.rows, before.table.length)
  const zones = prepareZones(planarLayer(beforeSound, afterSound.plane), beforeRows)
  const found = await pairAreas(planarLayer(afterSound), zones, afterRows, stretchOf(task, 0.5, 1))
  const afterAreas = soundAreasM2(afterSound)
  const beforeAreas = soundAreasM2(beforeSound)
  const areaM2 = found.areaM2.slice()
  const takenAfter = reduce(areaM2, found.subject, afterAreas)
  const takenBefore = reduce(areaM2, found.zone, beforeAreas)
  const afterRestM2 = restOf(areaM2, found.subject, afterAreas, afterRows)
  const beforeRestM2 = restOf(areaM2, found.zone, beforeAreas, beforeRows)
  // of a part of the one epoch nothing follows about land that only the other has
  if (after.rows) beforeRestM2.fill(0)
  if (before.rows) afterRestM2.fill(0)
  return {
    before: beforeSound,
    after: afterSound,
    beforeRows,
    afterRows,
    pairs: { subject: found.subject, zone: found.zone, areaM2 },
    beforeRestM2,
    afterRestM2,
    doubleM2: takenAfter + takenBefore,
  }
}

/** Scales the pairs of rows that are covered more than once to the row's area. */
function reduce(areaM2: Float64Array, rowOf: Uint32Array, areas: Float64Array): number {
  const sums = new Float64Array(areas.length)
  rowOf.forEach((row, i) => {
    sums[row] += areaM2[i]
  })
  let taken = 0
  for (let row = 0; row < areas.length; row++) taken += isTwice(sums[row], areas[row]) ? sums[row] - areas[row] : 0
  if (taken > 0) {
    rowOf.forEach((row, i) => {
      if (isTwice(sums[row], areas[row])) areaM2[i] *= areas[row] / sums[row]
    })
  }
  return taken
}
function isTwice(sum: number, area: number): boolean {
  return sum > area + SMALLEST_REST_M2
}

function restOf(areaM2: Float64Array, rowOf: Uint32Array, areas: Float64Array, rows: Uint32Array): Float64Array {
  const sums = new Float64Array(areas.length)
  rowOf.forEach((row, i) => {
    sums[row] += areaM2[i]
  })
  const rest = new Float64Array(areas.length)
  for (const row of rows) rest[row] = areas[row] - sums[row] > SMALLEST_REST_M2 ? areas[row] - sums[row] : 0
  return rest
}
