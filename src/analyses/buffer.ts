import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'buffer',
  group: 'geometry',
  place: 13,
  version: 1,
  title: { zh: '缓冲区', en: 'Buffer' },
  summary: { zh: '按地面距离（米）向外或向内生成缓冲区', en: 'Grows or shrinks features by metres on the ground' },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'any' }),
    distance: p.number({
      label: { zh: '距离', en: 'Distance' },
      help: { zh: '负值向内收缩，仅限面图层', en: 'Negative: inwards, polygons only' },
      unit: 'm',
      min: -100_000,
      max: 100_000,
      initial: 100,
    }),
    joined: p.flag({
      label: { zh: '合并重叠的缓冲区', en: 'Join buffers that overlap' },
      initial: false,
    }),
  },
  run: async ({ layer, distance, joined }, task) => {
    const { reportBuffer } = await import('../core/overlay/buffer-report.ts')
    return reportBuffer(layer, { distanceM: distance, isJoined: joined }, task)
  },
})
