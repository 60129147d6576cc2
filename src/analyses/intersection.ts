import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'intersection',
  group: 'overlay',
  place: 8,
  version: 1,
  title: { zh: '相交', en: 'Intersection' },
  summary: { zh: '只保留两个图层共有的部分，带两边的属性', en: 'Keeps what both layers cover, with the attributes of both' },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    by: p.layer({ label: { zh: '叠加图层', en: 'Overlay' }, geometry: 'polygon' }),
    single: p.flag({ label: { zh: '拆分为单部件', en: 'Single parts' }, initial: false }),
  },
  parts: { layer: 'chosen', by: 'meeting' },
  makesWhatMeets: 'by',
  run: async ({ layer, by, single }, task) => {
    const { reportOverlay } = await import('../core/overlay/overlay-report.ts')
    return reportOverlay('intersection', layer, by, single, task)
  },
  runStreamed: async ({ layer, by, single }, sources, task) => {
    const { streamIntersection } = await import('../core/overlay/overlay-report.ts')
    return streamIntersection(layer, sources.layer, by, single, task)
  },
})
