import type { GradingModel } from '../../core/grading/model.ts'
import type { Text } from '../../core/text.ts'

const label = (zh: string, en: string): Text => ({ zh, en })
const bands = (...limits: [number | null, number][]) => ({
  kind: 'bands' as const,
  bands: limits.map(([from, score]) => ({ from, score })),
})
const codes = (...scores: [string, number][]) => ({
  kind: 'codes' as const,
  scores: scores.map(([words, score]) => ({ codes: words.split(' '), score })),
  other: null,
})

/**
 * Suitability of saline coastal land for cultivation, from the study of 黄骅 on the Bohai coast, the nearest analogue of Kenli. The
 * profile classes are scored in the data (0–100). A ban on using groundwater (score 0) vetoes.
 */
export const salineCoast: GradingModel = {
  version: 1,
  title: label('滨海盐碱地宜耕适宜性', 'Saline coast: fitness for cultivation'),
  source: label(
    '河北黄骅滨海盐碱地土地适宜性评价研究（渤海湾，与垦利条件相近）；权重未经本区校核',
    'Study of the suitability of saline coastal land in Huanghua, Hebei (Bohai Bay, conditions like Kenli’s); weights not calibrated here',
  ),
  isExample: true,
  scale: 100,
  weights: 'asPrinted',
  combine: 'weightedSum',
  missing: 'ungraded',
  limits: [{ indicator: 'DXSKC', below: 1, score: null }],
  indicators: [
    {
      id: 'BCZD',
      label: label('表层土壤质地', 'Topsoil texture'),
      weight: 0.18,
      source: { kind: 'field', field: 'BCZD' },
      scoring: codes(['壤 壤土 壤质', 100], ['砂 砂土 砂质', 90], ['黏 黏土 黏质 粘土', 70]),
    },
    {
      id: 'TTGX',
      label: label('土体构型（0–100 分）', 'Soil profile (scored 0–100)'),
      weight: 0.14,
      source: { kind: 'field', field: 'TTGX' },
      scoring: { kind: 'range', min: 0, max: 100, better: 'high' },
    },
    {
      id: 'DXSMS',
      label: label('地下水埋深', 'Depth to groundwater'),
      unit: 'm',
      weight: 0.14,
      source: { kind: 'field', field: 'DXSMS' },
      scoring: bands([null, 0], [2, 60], [5, 90], [10, 100]),
    },
    {
      id: 'DXSKC',
      label: label('地下水开采限制', 'Groundwater use'),
      weight: 0.1,
      source: { kind: 'field', field: 'DXSKC' },
      scoring: codes(['无 无限制', 100], ['限制 限采', 70], ['禁止 禁采', 0]),
    },
    {
      id: 'KHD',
      label: label('地下水矿化度', 'Groundwater salinity'),
      unit: 'g/L',
      weight: 0.14,
      source: { kind: 'field', field: 'KHD' },
      scoring: bands([null, 100], [1, 80], [2, 50], [5, 20]),
    },
    {
      id: 'YZH',
      label: label('土壤盐渍化', 'Soil salinisation'),
      weight: 0.18,
      source: { kind: 'field', field: 'YZH' },
      scoring: codes(['无', 100], ['轻 轻度', 90], ['中 中度', 70], ['重 重度', 40]),
    },
    {
      id: 'ZBFG',
      label: label('植被覆盖度', 'Vegetation cover'),
      unit: '%',
      weight: 0.12,
      source: { kind: 'field', field: 'ZBFG' },
      scoring: bands([null, 20], [10, 50], [30, 60], [50, 80], [70, 100]),
    },
  ],
  grades: {
    kind: 'fixed',
    lower: [84, 76, 60],
    labels: [
      label('S1 高度适宜', 'S1 highly suitable'),
      label('S2 中度适宜', 'S2 moderately suitable'),
      label('S3 勉强适宜', 'S3 marginally suitable'),
      label('N 不适宜', 'N not suitable'),
    ],
  },
}
