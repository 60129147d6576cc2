import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'label-points',
  group: 'geometry',
  place: 18,
  version: 1,
  title: { zh: '质心与标注点', en: 'Centroids and label points' },
  summary: {
    zh: '逐要素生成质心，或必在图形内部的标注点',
    en: 'A point for each feature: its centroid, or a label point that is surely inside',
  },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    point: p.choice({
      label: { zh: '生成', en: 'Make' },
      options: [
        { value: 'label', label: { zh: '标注点（在图形内，离边界最远）', en: 'Label point (inside, farthest from the border)' } },
        { value: 'centroid', label: { zh: '质心（可能落在图形外）', en: 'Centroid (may lie outside)' } },
      ],
      initial: 'label',
    }),
  },
  run: async ({ layer, point }, task) => {
    const { reportPoints } = await import('../core/overlay/points-report.ts')
    return reportPoints(layer, point, task)
  },
})
