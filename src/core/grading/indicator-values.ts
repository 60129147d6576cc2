import type { GridInput, LayerInput } from '../analysis.ts'
import { AppError } from '../errors.ts'
import { nearestRows } from '../nearest-rows.ts'
import { zonalFigures } from '../raster/zonal.ts'
import type { SoundTable } from '../repair.ts'
import { cellAt, findColumn } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import { type Cover, measureCover, rowFilter } from './cover.ts'
import type { Indicator, IndicatorSource } from './model.ts'
import { columnValues, type IndicatorValues } from './score.ts'
import { measureBlocks, measureShapes } from './shape.ts'

/** What indicators read besides the subject's own fields, by id. */
export interface GradingInputs {
  readonly layers: Readonly<Record<string, LayerInput>>
  readonly rasters: Readonly<Record<string, GridInput>>
}

/** Less is the rounding of two sums, which a score relative to the greatest loss would blow up. */
export const SMALLEST_LOSS_M2 = 0.01

/**
 * Values of all indicators for the rows in use. What two of them need, as the pairs with one layer, is found once.
 * @param areasM2 of all rows of the subject
 * @throws AppError grading.noField, grading.noLayer, grading.noRaster
 */
export async function indicatorValues(
  indicators: readonly Indicator[],
  subject: LayerInput,
  sound: SoundTable,
  areasM2: Float64Array,
  rows: Uint32Array,
  inputs: GradingInputs,
  task: Task,
): Promise<IndicatorValues[]> {
  const covers = new Map<string, Cover>()
  const found: IndicatorValues[] = []
  for (const [i, { id, source }] of indicators.entries()) {
    const stretch = stretchOf(task, i / indicators.length, (i + 1) / indicators.length)
    task.progress(i / indicators.length, 'stage.measure')
    await task.breathe()
    found.push(await valuesOf(source, id, stretch))
  }
  return found

  function layerOf(id: string, indicator: string): LayerInput {
    const layer = inputs.layers[id]
    if (!layer) throw new AppError('grading.noLayer', { layer: id, indicator })
    return layer
  }
  async function coverOf(id: string, indicator: string, stretch: Task): Promise<Cover> {
    const cover = covers.get(id) ?? (await measureCover(sound, rows, layerOf(id, indicator), stretch))
    covers.set(id, cover)
    return cover
  }

  async function valuesOf(source: IndicatorSource, id: string, stretch: Task): Promise<IndicatorValues> {
    switch (source.kind) {
      case 'field': {
        const column = findColumn(subject.table, source.field)
        if (!column) throw new AppError('grading.noField', { field: source.field, layer: subject.source.title.zh })
        return columnValues(column, rows)
      }
      case 'geometry':
        return measureShapes(sound, areasM2, rows, source.measure, stretch)
      case 'connectivity': {
        const same = source.same === undefined ? null : findColumn(subject.table, source.same)
        if (same === undefined)
          throw new AppError('grading.noField', { field: source.same ?? '', layer: subject.source.title.zh })
        return measureBlocks(sound, areasM2, rows, same && Array.from(rows, (row) => cellAt(same, row)), stretch)
      }
      case 'distance': {
        const layer = layerOf(source.layer, id)
        const own = { ...sound.geometry, xy: sound.lngLat }
        return (await nearestRows(own, rows, layer.table, { keep: rowFilter(layer, source.where) }, stretch)).distanceM
      }
      case 'share': {
        const covered = await (await coverOf(source.layer, id, stretch)).areaM2(source.where)
        return covered.map((area, i) => (areasM2[rows[i]] > 0 ? Math.min(100, (100 * area) / areasM2[rows[i]]) : Number.NaN))
      }
      case 'ratio': {
        const cover = await coverOf(source.layer, id, stretch)
        const to = await cover.areaM2(source.to)
        return (await cover.areaM2(source.where)).map((area, i) => (to[i] > 0 ? area / to[i] : Number.NaN))
      }
      case 'loss': {
        const before = await (await coverOf(source.before, id, stretch)).areaM2(source.where)
        const after = await (await coverOf(source.after, id, stretch)).areaM2(source.where)
        return before.map((area, i) => (area > 0 ? (area - after[i] > SMALLEST_LOSS_M2 ? 1 - after[i] / area : 0) : Number.NaN))
      }
      case 'mix':
        return (await coverOf(source.layer, id, stretch)).mix(source.field, source.measure)
      case 'raster': {
        const raster = inputs.rasters[source.raster]
        if (!raster) throw new AppError('grading.noRaster', { raster: source.raster, indicator: id })
        const options = {
          rule: 'area',
          level: 0,
          value: { kind: 'band', band: source.band },
          quantiles: [],
          majority: false,
          classes: false,
        } as const
        const { figures } = await zonalFigures(sound, rows, await raster.open(stretch.signal), options, stretch)
        return Float64Array.from(figures, (each) => each[source.statistic])
      }
    }
  }
}
