import type { GradingModel, Indicator } from '../../core/grading/model.ts'
import type { Text } from '../../core/text.ts'

const label = (zh: string, en: string): Text => ({ zh, en })
/** no table printed: scored 0–100 in the data */
const scored = (id: string, text: Text, weight: number): Indicator => ({
  id,
  label: text,
  weight,
  source: { kind: 'field', field: id },
  scoring: { kind: 'range', min: 0, max: 100, better: 'high' },
})

/** The study of 黄骅 weighs tidal flats apart: what they are made of, and how far the soil to cover them is. */
export const tidalFlat: GradingModel = {
  version: 1,
  title: label('滩涂宜耕适宜性', 'Tidal flats: fitness for cultivation'),
  source: label(
    '河北黄骅滨海盐碱地土地适宜性评价研究，滩涂部分（渤海湾，与垦利条件相近）；权重未经本区校核',
    'Study of the suitability of saline coastal land in Huanghua, Hebei, its part on tidal flats (Bohai Bay, conditions like Kenli’s); weights not calibrated here',
  ),
  isExample: true,
  scale: 100,
  weights: 'asPrinted',
  combine: 'weightedSum',
  missing: 'ungraded',
  limits: [],
  indicators: [
    {
      id: 'BCZD',
      label: label('表层土壤质地', 'Topsoil texture'),
      weight: 0.18,
      source: { kind: 'field', field: 'BCZD' },
      scoring: {
        kind: 'codes',
        scores: [
          { codes: ['壤', '壤土', '壤质'], score: 100 },
          { codes: ['砂', '砂土', '砂质'], score: 90 },
          { codes: ['黏', '黏土', '黏质', '粘土'], score: 70 },
        ],
        other: null,
      },
    },
    {
      id: 'DXSMS',
      label: label('地下水埋深', 'Depth to groundwater'),
      unit: 'm',
      weight: 0.24,
      source: { kind: 'field', field: 'DXSMS' },
      scoring: {
        kind: 'bands',
        bands: [
          { from: null, score: 0 },
          { from: 2, score: 60 },
          { from: 5, score: 90 },
          { from: 10, score: 100 },
        ],
      },
    },
    scored('TTGX', label('土体构型（0–100 分）', 'Soil profile (scored 0–100)'), 0.28),
    scored('TYLX', label('土源类型（0–100 分）', 'Kind of cover soil (scored 0–100)'), 0.15),
    {
      id: 'TYJL',
      // a field here; where the office has a layer of borrow pits, "distance to a layer" computes it
      label: label('土源距离', 'Distance to cover soil'),
      unit: 'm',
      weight: 0.15,
      source: { kind: 'field', field: 'TYJL' },
      scoring: {
        kind: 'bands',
        bands: [
          { from: null, score: 100 },
          { from: 500, score: 80 },
          { from: 1000, score: 60 },
          { from: 2000, score: 30 },
          { from: 3000, score: 20 },
        ],
      },
    },
  ],
  grades: {
    kind: 'natural',
    labels: [
      label('S1 高度适宜', 'S1 highly suitable'),
      label('S2 中度适宜', 'S2 moderately suitable'),
      label('S3 勉强适宜', 'S3 marginally suitable'),
      label('N 不适宜', 'N not suitable'),
    ],
  },
}
