import { defineAnalysis } from '../core/analysis.ts'
import type { SummaryOptions } from '../core/area-summary.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'area-summary',
  group: 'statistics',
  place: 1,
  version: 1,
  title: { zh: '面积汇总', en: 'Area summary' },
  summary: {
    zh: '按一至三级字段分组，汇总个数、椭球面积、净面积与登记面积',
    en: 'Count, ellipsoidal area, net area and registered area, grouped by one to three fields',
  },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'polygon' }),
    groupBy: p.fields({
      label: { zh: '分组字段', en: 'Group by' },
      help: { zh: '如 镇街 × 地类 × 权属性质', en: 'For example town × land class × ownership' },
      of: 'layer',
      min: 1,
      max: 3,
      types: ['text', 'number', 'date', 'boolean'],
    }),
    registered: p.fields({
      label: { zh: '登记面积字段', en: 'Registered area' },
      help: { zh: '与图形面积并列比较；可不选', en: 'Shown beside the computed area; optional' },
      of: 'layer',
      min: 0,
      max: 1,
      types: ['number'],
    }),
    net: p.flag({
      label: { zh: '计算净面积', en: 'Net area' },
      help: { zh: '图斑相互重叠处只计一次', en: 'Where features overlap, the place counts once' },
      initial: true,
    }),
    perimeter: p.flag({ isAdvanced: true, label: { zh: '周长', en: 'Perimeter' }, initial: false }),
    pointSigma: p.number({
      isAdvanced: true,
      label: { zh: '界址点中误差', en: 'Point error' },
      help: { zh: '给出各组面积的中误差；0 不计算', en: 'Gives the standard deviation of each area; 0: none' },
      unit: 'm',
      min: 0,
      max: 100,
      initial: 0,
    }),
    densify: p.flag({
      isAdvanced: true,
      label: { zh: '沿长边加密', en: 'Densify long edges' },
      help: {
        zh: '平面坐标数据中超过 1 km 的边按源投影平面直线加密；法定口径为不加密',
        en: 'Edges over 1 km of a planar source run straight in its own plane; the official figure is without',
      },
      initial: false,
    }),
  },
  // imported where it runs: the page reads this file for its name and parameters only
  run: async ({ layer, ...values }, task) => {
    const { summariseAreas } = await import('../core/area-summary.ts')
    return summariseAreas(layer, optionsOf(values), task)
  },
  runStreamed: async ({ layer, ...values }, sources, task) => {
    const { summariseStream } = await import('../core/area-summary-stream.ts')
    return summariseStream(layer, sources.layer, optionsOf(values), task)
  },
})

function optionsOf({
  groupBy,
  registered,
  net,
  perimeter,
  pointSigma,
  densify,
}: {
  groupBy: readonly string[]
  registered: readonly string[]
  net: boolean
  perimeter: boolean
  pointSigma: number
  densify: boolean
}): SummaryOptions {
  return { groupBy, registered: registered[0] ?? null, net, perimeter, pointSigmaM: pointSigma, densify }
}
