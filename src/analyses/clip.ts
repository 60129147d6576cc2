import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'clip',
  group: 'overlay',
  place: 6,
  version: 1,
  title: { zh: '裁剪', en: 'Clip' },
  summary: { zh: '保留图层落在裁剪范围内的部分', en: 'Keeps what lies inside another layer' },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    by: p.layer({ label: { zh: '裁剪范围', en: 'Clip by' }, geometry: 'polygon' }),
    single: p.flag({ label: { zh: '拆分为单部件', en: 'Single parts' }, initial: false }),
  },
  parts: { layer: 'chosen', by: 'meeting' },
  makesWhatMeets: 'by',
  run: async ({ layer, by, single }, task) => {
    const { reportCut } = await import('../core/overlay/cut-report.ts')
    return reportCut('clip', layer, by, single, task)
  },
  runStreamed: async ({ layer, by, single }, sources, task) => {
    const { streamClip } = await import('../core/overlay/cut-report.ts')
    return streamClip(layer, sources.layer, by, single, task)
  },
})
