import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'grading',
  group: 'statistics',
  place: 2,
  version: 1,
  title: { zh: '分等定级', en: 'Grading' },
  summary: {
    zh: '按可编辑的指标方案逐宗评分、定级，汇总分等定级表，并逐项解释每宗的等别',
    en: 'Scores and grades every feature by an editable scheme, sums areas by grade, and explains each grade factor by factor',
  },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    model: p.model({
      label: { zh: '评价方案', en: 'Scheme' },
      help: {
        zh: '指标、评分、权重与分等界限均可编辑，随结果保存',
        en: 'Indicators, scoring, weights and limits can be edited and are kept with the result',
      },
      of: 'layer',
      initial: 'field-conditions',
      read: async (stored) => {
        const [{ GRADING_PRESETS }, { parseModel }, { layersOfModel, rastersOfModel }] = await Promise.all([
          import('../standards/grading-presets/presets.ts'),
          import('../core/grading/parse-model.ts'),
          import('../core/grading/model.ts'),
        ])
        const preset = GRADING_PRESETS[stored]
        const model = preset ?? parseModel(stored)
        return { json: preset ? JSON.stringify(preset) : stored, layers: layersOfModel(model), grids: rastersOfModel(model) }
      },
    }),
    groupBy: p.fields({
      label: { zh: '汇总字段', en: 'Group by' },
      help: { zh: '如 镇街 × 地类；可不选', en: 'For example town × land class; optional' },
      of: 'layer',
      min: 0,
      max: 2,
      types: ['text', 'number', 'date', 'boolean'],
    }),
  },
  // imported where it runs: the page reads this file for its name and parameters only
  run: async ({ layer, model, groupBy }, task) => {
    const [{ gradeLayer }, { parseModel }] = await Promise.all([
      import('../core/grading/grade-layer.ts'),
      import('../core/grading/parse-model.ts'),
    ])
    return gradeLayer(layer, parseModel(model.json), groupBy, { layers: model.layers, rasters: model.grids }, task)
  },
})
