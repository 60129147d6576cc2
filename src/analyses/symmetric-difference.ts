import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'symmetric-difference',
  group: 'overlay',
  place: 11,
  version: 1,
  title: { zh: '对称差', en: 'Symmetric difference' },
  summary: { zh: '只保留仅属于其中一个图层的部分', en: 'Keeps what only one of two layers covers' },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    by: p.layer({ label: { zh: '比较图层', en: 'Compare with' }, geometry: 'polygon' }),
    single: p.flag({ label: { zh: '拆分为单部件', en: 'Single parts' }, initial: false }),
  },
  run: async ({ layer, by, single }, task) => {
    const { reportOverlay } = await import('../core/overlay/overlay-report.ts')
    return reportOverlay('symmetricDifference', layer, by, single, task)
  },
})
