import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'union',
  group: 'overlay',
  place: 10,
  version: 1,
  title: { zh: '联合', en: 'Union' },
  summary: { zh: '保留两个图层的全部范围并相互分割', en: 'Keeps the whole of both layers, each divided by the other' },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    by: p.layer({ label: { zh: '联合图层', en: 'Union with' }, geometry: 'polygon' }),
    single: p.flag({ label: { zh: '拆分为单部件', en: 'Single parts' }, initial: false }),
  },
  run: async ({ layer, by, single }, task) => {
    const { reportOverlay } = await import('../core/overlay/overlay-report.ts')
    return reportOverlay('union', layer, by, single, task)
  },
})
