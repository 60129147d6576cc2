import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'single-parts',
  group: 'geometry',
  place: 17,
  version: 1,
  title: { zh: '多部件拆分', en: 'Single parts' },
  summary: {
    zh: '把多部件要素的每个部件拆成单独的要素，属性照抄',
    en: 'Every part of a feature becomes a feature of its own, with the same attributes',
  },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'any' }),
  },
  run: async ({ layer }, task) => {
    const { reportSingleParts } = await import('../core/overlay/single-parts-report.ts')
    return reportSingleParts(layer, task)
  },
})
