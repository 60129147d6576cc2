import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'erase',
  group: 'overlay',
  place: 7,
  version: 1,
  title: { zh: '擦除', en: 'Erase' },
  summary: { zh: '去掉图层落在擦除范围内的部分', en: 'Takes away what lies inside another layer' },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    by: p.layer({ label: { zh: '擦除范围', en: 'Erase by' }, geometry: 'polygon' }),
    single: p.flag({ label: { zh: '拆分为单部件', en: 'Single parts' }, initial: false }),
  },
  parts: { layer: 'chosen', by: 'meeting' },
  run: async ({ layer, by, single }, task) => {
    const { reportCut } = await import('../core/overlay/cut-report.ts')
    return reportCut('erase', layer, by, single, task)
  },
})
