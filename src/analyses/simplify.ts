import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'simplify',
  group: 'geometry',
  place: 16,
  version: 1,
  title: { zh: '化简', en: 'Simplify' },
  summary: {
    zh: '减少界址点，公共界线同步化简，不产生缝隙与重叠',
    en: 'Fewer vertices; shared borders are simplified alike, so that no gap and no overlap opens',
  },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    tolerance: p.number({
      label: { zh: '容差', en: 'Tolerance' },
      help: {
        zh: '去掉的界址点离新界线不超过此距离',
        en: 'No vertex that is left out lies farther than this from the new border',
      },
      unit: 'm',
      min: 0.001,
      max: 10_000,
      initial: 1,
    }),
  },
  run: async ({ layer, tolerance }, task) => {
    const { reportSimplify } = await import('../core/overlay/simplify-report.ts')
    return reportSimplify(layer, tolerance, task)
  },
})
