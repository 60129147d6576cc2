import type { Project } from '../../app/state.ts'
import { AppError, type Note } from '../../core/errors.ts'
import { effectiveWeights } from '../../core/grading/combine.ts'
import { type GradingModel, type IndicatorSource, usedIndicators } from '../../core/grading/model.ts'
import { parseModel } from '../../core/grading/parse-model.ts'
import { findColumn, type Table } from '../../core/table.ts'
import type { Text } from '../../core/text.ts'
import { marks } from '../../i18n/marks.ts'

/**
 * What would keep a scheme from running on a layer, in the words of the errors that the run would give; fields that the layer lacks in
 * one list, by what they stand for.
 * @param say in the language of the screen
 */
export function gradingProblems(
  model: GradingModel,
  table: Table | null,
  title: string,
  project: Project,
  say: (text: Text) => string,
): Note[] {
  const problems: Note[] = []
  const add = (code: string, detail: Note['detail']) => problems.push({ code, detail, level: 'warning' })
  try {
    effectiveWeights(parseModel(JSON.stringify(model)))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    add(error.code, error.detail)
  }
  const lacking: Text[] = []
  for (const { source, label } of usedIndicators(model)) {
    const field = source.kind === 'field' ? source.field : source.kind === 'connectivity' ? source.same : undefined
    if (field !== undefined && table && !findColumn(table, field))
      lacking.push({ zh: `${label.zh}（${field}）`, en: `${label.en} (${field})` })
    for (const layer of layersOf(source)) {
      const found = project.layers[layer]
      if (!found || found.grid) add('grading.noLayer', { layer, indicator: say(label) })
    }
    if (source.kind === 'raster' && !project.layers[source.raster]?.grid)
      add('grading.noRaster', { raster: source.raster, indicator: say(label) })
  }
  if (lacking.length > 0)
    add('grading.noFields', { count: lacking.length, layer: title, fields: lacking.map(say).join(say(marks.list)) })
  return problems
}

function layersOf(source: IndicatorSource): readonly string[] {
  if (source.kind === 'loss') return [source.before, source.after]
  return 'layer' in source ? [source.layer] : []
}

/** Each weight divided by their sum; the largest takes the rounding, so that four printed decimals sum to one. Those not in use stay. */
export function renormalised(model: GradingModel): GradingModel {
  const used = usedIndicators(model)
  const sum = used.reduce((total, { weight }) => total + weight, 0)
  if (!(sum > 0)) return model
  const shares = new Map(used.map(({ id, weight }) => [id, Math.round((weight / sum) * 10_000)]))
  const largest = used.reduce((best, each) => (each.weight > best.weight ? each : best))
  const missing = 10_000 - [...shares.values()].reduce((total, share) => total + share, 0)
  shares.set(largest.id, (shares.get(largest.id) ?? 0) + missing)
  return {
    ...model,
    indicators: model.indicators.map((each) => ({
      ...each,
      weight: each.isOff ? each.weight : (shares.get(each.id) ?? 0) / 10_000,
    })),
  }
}
