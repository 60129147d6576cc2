import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'dot-density',
  group: 'geometry',
  place: 19,
  version: 1,
  title: { zh: '点值图', en: 'Dot density' },
  summary: {
    zh: '在面内随机布点，每点代表同样多的数值；点多处即数值密处',
    en: 'Dots strewn inside polygons, each worth the same amount: many dots where there is much',
  },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    field: p.fields({
      label: { zh: '数值字段', en: 'Field of numbers' },
      help: { zh: '不选则为图形面积（公顷）', en: 'None: the drawn area, in hectares' },
      of: 'layer',
      min: 0,
      max: 1,
      types: ['number'],
      roles: [],
    }),
    perDot: p.number({
      label: { zh: '每点代表', en: 'Each dot is worth' },
      help: { zh: '以所选字段的单位计', en: 'In the unit of the field' },
      min: 0.000001,
      initial: 100,
    }),
  },
  run: async ({ layer, field, perDot }, task) => {
    const { reportDots } = await import('../core/overlay/dot-report.ts')
    return reportDots(layer, field[0] ?? null, perDot, task)
  },
})
