import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'identity',
  group: 'overlay',
  place: 9,
  version: 1,
  title: { zh: '标识', en: 'Identity' },
  summary: {
    zh: '用另一图层分割本图层，共有部分带两边的属性',
    en: 'Divides a layer by another; shared parts carry the attributes of both',
  },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    by: p.layer({ label: { zh: '标识图层', en: 'Identity layer' }, geometry: 'polygon' }),
    single: p.flag({ label: { zh: '拆分为单部件', en: 'Single parts' }, initial: false }),
  },
  parts: { layer: 'chosen', by: 'meeting' },
  run: async ({ layer, by, single }, task) => {
    const { reportOverlay } = await import('../core/overlay/overlay-report.ts')
    return reportOverlay('identity', layer, by, single, task)
  },
})
