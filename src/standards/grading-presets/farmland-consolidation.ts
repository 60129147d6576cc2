import type { GradingModel, Scoring } from '../../core/grading/model.ts'
import type { Text } from '../../core/text.ts'

const label = (zh: string, en: string): Text => ({ zh, en })
const GROUND = label('本底条件', 'Natural conditions')
const USE = label('利用条件', 'Conditions of use')
/** the two groups weigh .874 and .126; the study prints weights inside them */
const ground = (weight: number) => ({ group: GROUND, weight: 0.874 * weight })
const use = (weight: number) => ({ group: USE, weight: 0.126 * weight })
const bands = (...limits: [number | null, number][]): Scoring => ({
  kind: 'bands',
  bands: limits.map(([from, score]) => ({ from, score })),
})
/** already scored 0–100 in the data: the study prints no table */
const scored: Scoring = { kind: 'range', min: 0, max: 100, better: 'high' }

/**
 * Farmland consolidation grading in the manner of GB/T 28407, from the study of 卢龙. Depth, texture, organic matter and regularity as
 * printed; indicators whose table the study does not print are taken as scored 0–100 in the data.
 */
export const farmlandConsolidation: GradingModel = {
  version: 1,
  title: label('农用地整治分等', 'Farmland consolidation grading'),
  source: label(
    '河北卢龙县农用地整治限制性评价研究（参照 GB/T 28407—2012）；权重未经本区校核',
    'Study of limits to farmland consolidation in Lulong county, Hebei (in the manner of GB/T 28407-2012); weights not calibrated here',
  ),
  isExample: true,
  scale: 100,
  weights: 'asPrinted',
  combine: 'weightedSum',
  missing: 'ungraded',
  limits: [],
  indicators: [
    {
      id: 'PD',
      label: label('坡度（0–100 分）', 'Slope (scored 0–100)'),
      ...ground(0.253),
      source: { kind: 'field', field: 'PD' },
      scoring: scored,
    },
    {
      id: 'TCHD',
      label: label('土层厚度', 'Soil depth'),
      unit: 'cm',
      ...ground(0.248),
      source: { kind: 'field', field: 'TCHD' },
      scoring: bands([null, 40], [60, 70], [100, 90], [150, 100]),
    },
    {
      id: 'BTZD',
      label: label('表土质地', 'Topsoil texture'),
      ...ground(0.092),
      source: { kind: 'field', field: 'BTZD' },
      scoring: {
        kind: 'codes',
        scores: [
          { codes: ['壤土', '壤'], score: 100 },
          { codes: ['黏土', '粘土', '黏'], score: 90 },
          { codes: ['砂土', '砂'], score: 70 },
          { codes: ['砾质土', '砾'], score: 40 },
        ],
        other: null,
      },
    },
    {
      id: 'PMGX',
      label: label('剖面构型（0–100 分）', 'Soil profile (scored 0–100)'),
      ...ground(0.085),
      source: { kind: 'field', field: 'PMGX' },
      scoring: scored,
    },
    {
      id: 'YJZ',
      label: label('有机质', 'Organic matter'),
      unit: 'g/kg',
      ...ground(0.088),
      source: { kind: 'field', field: 'YJZ' },
      // below 6 nothing is printed: as the lowest class
      scoring: bands([null, 40], [10, 50], [15, 60], [20, 80]),
    },
    {
      id: 'GGBZ',
      label: label('灌溉保证率', 'Irrigation certainty'),
      unit: '%',
      ...ground(0.234),
      source: { kind: 'field', field: 'GGBZ' },
      scoring: scored,
    },
    {
      id: 'FHL',
      label: label('防护林比（0–100 分）', 'Shelter belts (scored 0–100)'),
      ...use(0.235),
      source: { kind: 'field', field: 'FHL' },
      scoring: scored,
    },
    {
      id: 'GZBL',
      label: label('耕作便利（0–100 分）', 'Ease of working (scored 0–100)'),
      ...use(0.113),
      source: { kind: 'field', field: 'GZBL' },
      scoring: scored,
    },
    {
      id: 'DLTD',
      label: label('道路通达（距道路）', 'Access (distance to a road)'),
      unit: 'm',
      ...use(0.248),
      source: { kind: 'distance', layer: 'context-roads' },
      // the study scores access by judgement; these steps are ours
      scoring: bands([null, 100], [200, 80], [500, 60], [1000, 40]),
    },
    {
      id: 'PZ',
      label: label('田面平整（0–100 分）', 'Levelness (scored 0–100)'),
      ...use(0.164),
      source: { kind: 'field', field: 'PZ' },
      scoring: scored,
    },
    {
      id: 'GZD',
      label: label('规整度', 'Regularity of shape'),
      ...use(0.139),
      source: { kind: 'geometry', measure: 'shapeIndex' },
      scoring: bands([null, 100], [1.1, 80], [1.2, 60], [1.3, 40], [1.4, 20]),
    },
    {
      id: 'LPD',
      label: label('连片度', 'Connectivity'),
      unit: 'ha',
      ...use(0.101),
      source: { kind: 'connectivity', same: 'DLBM' },
      // likewise ours
      scoring: bands([null, 40], [5, 60], [20, 80], [50, 100]),
    },
  ],
  grades: {
    kind: 'fixed',
    lower: [90, 60],
    labels: [label('低限制', 'Little limited'), label('中限制', 'Moderately limited'), label('高限制', 'Strongly limited')],
  },
}
