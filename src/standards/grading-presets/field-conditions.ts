import type { GradingModel } from '../../core/grading/model.ts'
import type { Text } from '../../core/text.ts'

const label = (zh: string, en: string): Text => ({ zh, en })
const SHAPE = label('田块条件', 'The field itself')
const PLACE = label('区位条件', 'Where it lies')
const GROWTH = label('长势', 'Growth')

/**
 * Field conditions from what every parcel layer has: shape, neighbours, distances and vegetation. Works on the shipped demonstration
 * layers as they are. Weights and steps are the product's own, for trying out the method; regularity as in the 卢龙 study.
 */
export const fieldConditions: GradingModel = {
  version: 1,
  title: label('田块立地条件（示例）', 'Field conditions (example)'),
  source: label(
    '本系统示例：权重与分级仅供演示；规整度分级取自卢龙县农用地整治研究',
    'Example of this program: weights and steps are for trying out; regularity as in the Lulong study of farmland consolidation',
  ),
  isExample: true,
  scale: 100,
  weights: 'renormalise',
  combine: 'weightedSum',
  missing: 'skip',
  limits: [{ indicator: 'HX', below: 30, score: null }],
  indicators: [
    {
      id: 'GZD',
      label: label('规整度', 'Regularity of shape'),
      group: SHAPE,
      weight: 0.15,
      source: { kind: 'geometry', measure: 'shapeIndex' },
      scoring: {
        kind: 'bands',
        bands: [
          { from: null, score: 100 },
          { from: 1.1, score: 80 },
          { from: 1.2, score: 60 },
          { from: 1.3, score: 40 },
          { from: 1.4, score: 20 },
        ],
      },
    },
    {
      id: 'MJ',
      label: label('田块面积', 'Field size'),
      unit: 'ha',
      group: SHAPE,
      weight: 0.15,
      source: { kind: 'geometry', measure: 'areaHa' },
      scoring: {
        kind: 'bands',
        bands: [
          { from: null, score: 40 },
          { from: 0.5, score: 60 },
          { from: 2, score: 80 },
          { from: 5, score: 100 },
        ],
      },
    },
    {
      id: 'LPD',
      label: label('连片度', 'Connectivity'),
      unit: 'ha',
      group: SHAPE,
      weight: 0.2,
      source: { kind: 'connectivity', same: 'DLBM' },
      scoring: {
        kind: 'bands',
        bands: [
          { from: null, score: 40 },
          { from: 5, score: 60 },
          { from: 20, score: 80 },
          { from: 50, score: 100 },
        ],
      },
    },
    {
      id: 'DL',
      label: label('距道路', 'Distance to a road'),
      unit: 'm',
      group: PLACE,
      weight: 0.2,
      source: { kind: 'distance', layer: 'context-roads' },
      scoring: { kind: 'membership', shape: 'less', a: 0.000001, c: 200, lower: 200, upper: 5000 },
    },
    {
      id: 'GQ',
      label: label('距沟渠', 'Distance to a canal'),
      unit: 'm',
      group: PLACE,
      weight: 0.15,
      source: { kind: 'distance', layer: 'context-canals' },
      scoring: { kind: 'membership', shape: 'less', a: 0.0000004, c: 200, lower: 200, upper: 8000 },
    },
    {
      id: 'HX',
      label: label('生态保护红线占比', 'Share inside the ecological red line'),
      unit: '%',
      group: PLACE,
      weight: 0,
      source: { kind: 'share', layer: 'ecological-red-line' },
      scoring: { kind: 'range', min: 0, max: 100, better: 'low' },
    },
    {
      id: 'NDVI',
      label: label('植被指数（NDVI 均值）', 'Vegetation (mean NDVI)'),
      group: GROWTH,
      weight: 0.15,
      source: { kind: 'raster', raster: 'ndvi', band: 0, statistic: 'mean' },
      scoring: { kind: 'range', min: 0, max: 0.8, better: 'high' },
    },
  ],
  grades: {
    kind: 'natural',
    labels: Array.from('一二三四五', (digit, i) => label(`${digit}等`, `Grade ${i + 1}`)),
  },
}
