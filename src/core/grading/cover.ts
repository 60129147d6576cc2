import type { LayerInput } from '../analysis.ts'
import { AppError } from '../errors.ts'
import { areaInsideUnion } from '../inside-union.ts'
import { findOverlaps } from '../net-area.ts'
import { type PairAreas, pairAreas } from '../overlay/pair-areas.ts'
import { joinLayers, planarLayer } from '../overlay/planar-layer.ts'
import { prepareZones } from '../overlay/prepared-zones.ts'
import { makeSound, type SoundTable } from '../repair.ts'
import type { Condition } from '../symbology.ts'
import { cellAt, findColumn } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import type { MixMeasure } from './model.ts'

/** What another layer covers of the rows in use. */
export interface Cover {
  /** m² by row in use, places where several features lie counted once */
  areaM2(where: Condition | undefined): Promise<Float64Array>
  mix(field: string, measure: MixMeasure): Float64Array
}

/** @param rows of the subject in use, ascending @throws AppError grading.noField, analysis.geometry */
export async function measureCover(subject: SoundTable, rows: Uint32Array, layer: LayerInput, task: Task): Promise<Cover> {
  if (layer.table.geometry?.kind !== 'polygon') throw new AppError('analysis.geometry', { expected: 'polygon' })
  const sound = await makeSound(layer.table, stretchOf(task, 0, 0.2))
  const own = planarLayer(subject)
  const zones = planarLayer(sound, subject.plane)
  const pairs = await pairAreas(own, prepareZones(zones, layer.rows), rows, stretchOf(task, 0.2, 0.8))
  const doubles = await findOverlaps(sound, stretchOf(task, 0.8, 1))
  const meets = new Set<number>()
  for (let i = 0; i < doubles.first.length; i++) meets.add(doubles.first[i] * sound.table.length + doubles.second[i])
  let joined: ReturnType<typeof joinLayers> | null = null

  return {
    async areaM2(where) {
      const keep = rowFilter(layer, where)
      const covered = new Float64Array(rows.length)
      for (const { position, from, to } of runs(pairs, rows)) {
        const kept: number[] = []
        let sum = 0
        for (let pair = from; pair < to; pair++) {
          if (!keep(pairs.zone[pair])) continue
          kept.push(pairs.zone[pair])
          sum += pairs.areaM2[pair]
        }
        const isDouble =
          meets.size > 0 && kept.some((a, i) => kept.slice(i + 1).some((b) => meets.has(a * sound.table.length + b)))
        if (isDouble) {
          joined ??= joinLayers([own, zones])
          const { layer: both, starts } = joined
          sum = areaInsideUnion(
            both.geometry,
            both.xy,
            rows[position],
            kept.map((zone) => starts[1] + zone),
          )
          await task.breathe()
        }
        covered[position] = sum
      }
      return covered
    },
    mix(field, measure) {
      const column = findColumn(layer.table, field)
      if (!column) throw new AppError('grading.noField', { field, layer: layer.source.title.zh })
      const figures = new Float64Array(rows.length).fill(Number.NaN)
      for (const { position, from, to } of runs(pairs, rows)) {
        const byClass = new Map<unknown, number>()
        let total = 0
        for (let pair = from; pair < to; pair++) {
          const value = cellAt(column, pairs.zone[pair])
          byClass.set(value, (byClass.get(value) ?? 0) + pairs.areaM2[pair])
          total += pairs.areaM2[pair]
        }
        figures[position] = mixFigure([...byClass.values()], total, to - from, measure)
      }
      return figures
    },
  }
}

/** @param areasM2 by class, all above zero @param patches pieces of the layer's features in the row */
export function mixFigure(areasM2: readonly number[], totalM2: number, patches: number, measure: MixMeasure): number {
  if (areasM2.length === 0) return Number.NaN
  if (measure === 'meanPatchHa') return totalM2 / patches / 10_000
  if (measure === 'patchDensity') return (patches / totalM2) * 10_000
  const diversity = -areasM2.reduce((sum, area) => sum + (area / totalM2) * Math.log2(area / totalM2), 0)
  const most = Math.log2(areasM2.length)
  if (measure === 'diversity') return diversity
  if (measure === 'dominance') return Math.max(0, most - diversity)
  // one class only is the most uneven of all
  return most === 0 ? 0 : diversity / most
}

/** Pairs of one row: from … to (exclusive). */
function* runs(pairs: PairAreas, rows: Uint32Array): Generator<{ position: number; from: number; to: number }> {
  let position = 0
  for (let from = 0; from < pairs.subject.length; ) {
    let to = from
    while (to < pairs.subject.length && pairs.subject[to] === pairs.subject[from]) to++
    while (rows[position] !== pairs.subject[from]) position++
    yield { position, from, to }
    from = to
  }
}

/** Rows of a layer that its own filter and a condition leave. @throws AppError grading.noField */
export function rowFilter(layer: LayerInput, where: Condition | undefined): (row: number) => boolean {
  const used = layer.rows && new Set(layer.rows)
  const isUsed = (row: number) => !used || used.has(row)
  if (!where) return isUsed
  const column = findColumn(layer.table, where.field)
  if (!column) throw new AppError('grading.noField', { field: where.field, layer: layer.source.title.zh })
  const values = new Set(where.values)
  return (row) => isUsed(row) && values.has(String(cellAt(column, row) ?? ''))
}
