import type { LayerInput } from '../analysis.ts'
import { soundAreasM2 } from '../net-area.ts'
import { makeSound, type SoundTable } from '../repair.ts'
import { stretchOf, type Task } from '../task.ts'
import { usedRows } from '../used-rows.ts'
import { meetZones, readyZones, type ZoneLayer } from './met-zones.ts'
import type { PairAreas } from './pair-areas.ts'
import { type PlanarLayer, planarLayer } from './planar-layer.ts'
import { doubleOf, netOfAll } from './total-net.ts'
import { unite } from './united.ts'

/** One comparison layer, met. */
export interface Comparison extends ZoneLayer {
  /** shares of at least `ignoreBelowM2` */
  readonly pairs: PairAreas
  /** smaller ones, which count as not overlapping */
  readonly ignored: PairAreas
}

export interface OverlapFigures {
  /** of the subject */
  readonly sound: Pick<SoundTable, 'geometry' | 'repaired' | 'meeting' | 'plane'>
  /** of the subject in use, ascending */
  readonly rows: Uint32Array
  /** the subject, to be held against what it does not meet; null: it has passed by */
  readonly layer: PlanarLayer | null
  readonly comparisons: readonly Comparison[]
  /** of every subject row, m² */
  readonly areasM2: Float64Array
  /** Σ of a row's pairs, and what they cover together, every place once */
  readonly sumsM2: Float64Array
  readonly netM2: Float64Array
  /** nothing counted twice: neither zones on each other nor subjects on each other */
  readonly totalNetM2: number
  /** places that several subjects of the scope hold, as in net area: Σ areas − area of their union */
  readonly subjectDoubleM2: number
  /** what pieces are cut from; null: it has passed by and was too much to be kept */
  readonly shapes: MetShapes | null
}

/** Rows of the subject that met something, at least, and their pairs by the rows of `sound`. */
export interface MetShapes {
  readonly subject: LayerInput
  readonly sound: SoundTable
  readonly rows: Uint32Array
  /** of each comparison layer */
  readonly pairs: readonly PairAreas[]
}

/** All figures of an overlap analysis. @throws AppError crs.unknown */
export async function overlapFigures(
  subject: LayerInput,
  against: readonly LayerInput[],
  ignoreBelowM2: number,
  task: Task,
): Promise<OverlapFigures> {
  const sound = await makeSound(subject.table, stretchOf(task, 0, 0.15))
  const layer = planarLayer(sound)
  const rows = usedRows(subject.rows, subject.table.length)
  const areasM2 = soundAreasM2(sound)
  const ready = await readyZones(against, sound.plane, stretchOf(task, 0.15, 0.35))
  const met = await meetZones(layer, rows, areasM2, ready, ignoreBelowM2, stretchOf(task, 0.35, 0.8))
  const once = await unite(layer, subject.rows, stretchOf(task, 0.8, 0.9))
  const subjects = { ...once, layer, places: once.crowded }
  const totalNetM2 = await netOfAll(subjects, met, ready, stretchOf(task, 0.9, 0.95))
  const comparisons = ready.layers.map((each, k) => ({ ...each, pairs: met.pairs[k], ignored: met.ignored[k] }))
  const { sumsM2, netM2 } = met
  const subjectDoubleM2 = doubleOf(subjects, areasM2)
  const shapes = { subject, sound, rows, pairs: met.pairs }
  return { shapes, sound, rows, layer, comparisons, areasM2, sumsM2, netM2, totalNetM2, subjectDoubleM2 }
}
