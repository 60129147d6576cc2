import type { GradingModel, Scoring } from '../../core/grading/model.ts'
import type { Text } from '../../core/text.ts'

const label = (zh: string, en: string): Text => ({ zh, en })
const PRESSURE = label('压力 P', 'Pressure')
const STATE = label('状态 S', 'State')
const RESPONSE = label('响应 R', 'Response')
const relative = (better: 'high' | 'low'): Scoring => ({ kind: 'logistic', min: null, max: null, better })

const LAYER = 'parcels'
const WETLAND = {
  field: 'DLBM',
  values: ['0303', '0304', '0306', '0402', '0603', '1105', '1106', '1108', '1101', '1102', '1103', '1104'],
}
const DISTURBED = { field: 'DLBM', values: ['0103', '0701', '0702'] }
const RIVER_AND_FLAT = { field: 'DLBM', values: ['1101', '1105', '1106'] }

/**
 * Wetland health by the pressure–state–response model of the 凌河口 reserve. Landscape figures are taken from the parcels inside each
 * row; the study relates each to its range over the dates compared, here to the range over the rows graded. Printed weights sum to 1.001.
 * Population density is a field of the rows and off until they have it.
 */
export const wetlandHealth: GradingModel = {
  version: 1,
  title: label('湿地健康评价（PSR）', 'Wetland health (PSR)'),
  source: label(
    '凌河口湿地自然保护区 PSR 模型研究；权重未经本区校核，图层以示例宗地代替湿地调查成果',
    'PSR model of the Linghekou wetland reserve; weights not calibrated here, and demonstration parcels stand in for a wetland survey',
  ),
  isExample: true,
  scale: 1,
  weights: 'renormalise',
  combine: 'weightedSum',
  missing: 'skip',
  limits: [],
  indicators: [
    {
      id: 'RKMD',
      label: label('人口密度', 'Population density'),
      unit: '/km²',
      group: PRESSURE,
      weight: 0.099,
      isOff: true,
      source: { kind: 'field', field: 'RKMD' },
      scoring: relative('low'),
    },
    {
      id: 'GRZS',
      label: label('人类干扰指数', 'Human disturbance'),
      group: PRESSURE,
      weight: 0.198,
      source: { kind: 'ratio', layer: LAYER, where: DISTURBED, to: WETLAND },
      scoring: relative('low'),
    },
    {
      id: 'JGDYX',
      label: label('景观多样性', 'Landscape diversity'),
      group: STATE,
      weight: 0.035,
      source: { kind: 'mix', layer: LAYER, field: 'DLBM', measure: 'diversity' },
      scoring: relative('high'),
    },
    {
      id: 'PJBK',
      label: label('平均斑块面积', 'Mean patch area'),
      unit: 'ha',
      group: STATE,
      weight: 0.03,
      source: { kind: 'mix', layer: LAYER, field: 'DLBM', measure: 'meanPatchHa' },
      scoring: relative('high'),
    },
    {
      id: 'SWTJ',
      label: label('水文调节指数', 'Hydrological regulation'),
      unit: '%',
      group: STATE,
      weight: 0.217,
      source: { kind: 'share', layer: LAYER, where: RIVER_AND_FLAT },
      scoring: relative('high'),
    },
    {
      id: 'YSD',
      label: label('优势度', 'Dominance'),
      group: STATE,
      weight: 0.044,
      source: { kind: 'mix', layer: LAYER, field: 'DLBM', measure: 'dominance' },
      scoring: relative('low'),
    },
    {
      id: 'JYD',
      label: label('均匀度', 'Evenness'),
      group: STATE,
      weight: 0.088,
      source: { kind: 'mix', layer: LAYER, field: 'DLBM', measure: 'evenness' },
      scoring: relative('high'),
    },
    {
      id: 'NDVI',
      label: label('初级生产力（NDVI 均值）', 'Primary production (mean NDVI)'),
      group: STATE,
      weight: 0.126,
      source: { kind: 'raster', raster: 'ndvi', band: 0, statistic: 'mean' },
      scoring: relative('high'),
    },
    {
      id: 'TH',
      label: label('湿地退化指数', 'Wetland loss'),
      group: RESPONSE,
      weight: 0.123,
      source: { kind: 'loss', before: 'parcels-2024', after: LAYER, where: WETLAND },
      scoring: relative('low'),
    },
    {
      id: 'PSH',
      label: label('斑块破碎化', 'Patch density'),
      unit: '/ha',
      group: RESPONSE,
      weight: 0.041,
      source: { kind: 'mix', layer: LAYER, field: 'DLBM', measure: 'patchDensity' },
      scoring: relative('low'),
    },
  ],
  grades: {
    kind: 'fixed',
    lower: [0.8, 0.6, 0.4, 0.2],
    labels: [
      label('很健康', 'Very healthy'),
      label('健康', 'Healthy'),
      label('亚健康', 'Sub-healthy'),
      label('一般病态', 'Fairly ill'),
      label('疾病', 'Ill'),
    ],
  },
}
