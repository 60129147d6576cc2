import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'dissolve',
  group: 'geometry',
  place: 15,
  version: 1,
  title: { zh: '融合', en: 'Dissolve' },
  summary: {
    zh: '把字段值相同的图斑合并，去掉公共界线',
    en: 'Joins features with the same values and removes the borders between them',
  },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    groupBy: p.fields({
      label: { zh: '融合字段', en: 'Join by' },
      help: { zh: '不选则全部合并为一个', en: 'Without a field everything becomes one' },
      of: 'layer',
      min: 0,
      max: 3,
      types: ['text', 'number', 'date', 'boolean'],
    }),
    single: p.flag({
      label: { zh: '拆分为单部件', en: 'Single parts' },
      help: { zh: '不相连的部分各成一个要素', en: 'Parts that do not hang together become features of their own' },
      initial: false,
    }),
  },
  run: async ({ layer, groupBy, single }, task) => {
    const { reportDissolve } = await import('../core/overlay/dissolve-report.ts')
    return reportDissolve(layer, { groupBy, isSingle: single }, task)
  },
})
