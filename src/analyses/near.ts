import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'near',
  group: 'geometry',
  place: 14,
  version: 1,
  title: { zh: '邻近分析', en: 'Near' },
  summary: {
    zh: '逐要素求到另一图层最近要素的距离与方位角',
    en: 'Distance and bearing from each feature to the nearest one of another layer',
  },
  params: {
    layer: p.layer({ label: { zh: '图层', en: 'Layer' }, geometry: 'any' }),
    to: p.layer({ label: { zh: '邻近图层', en: 'Nearest in' }, geometry: 'any' }),
    name: p.fields({
      label: { zh: '邻近对象的名称字段', en: 'Name of the nearest' },
      help: { zh: '写在清单里；不选则自动识别', en: 'Written in the list; none: recognised by its use' },
      of: 'to',
      min: 0,
      max: 1,
      types: ['text', 'number'],
      roles: ['name', 'unitCode', 'id'],
    }),
    limit: p.number({
      label: { zh: '搜索半径', en: 'Search within' },
      help: { zh: '0 表示不限', en: '0: no limit' },
      unit: 'm',
      min: 0,
      max: 1_000_000,
      initial: 5000,
    }),
  },
  run: async ({ layer, to, name, limit }, task) => {
    const { reportNear } = await import('../core/overlay/near-report.ts')
    return reportNear(layer, to, { limitM: limit, nameField: name[0] ?? null }, task)
  },
})
