import type { GradingModel, Indicator } from '../../core/grading/model.ts'
import type { Text } from '../../core/text.ts'

const label = (zh: string, en: string): Text => ({ zh, en })
/** the study prints weights, not tables: scored 0–100 in the data */
const scored = (id: string, text: Text, weight: number): Indicator => ({
  id,
  label: text,
  weight,
  source: { kind: 'field', field: id },
  scoring: { kind: 'range', min: 0, max: 100, better: 'high' },
})

/**
 * Suitability of saline coastal land for building, from the same study of 黄骅 as saline-coast.ts. Its limiting rule: any indicator
 * below 30 makes the land unfit, whatever the sum.
 */
export const salineBuilding: GradingModel = {
  version: 1,
  title: label('滨海盐碱地宜建适宜性', 'Saline coast: fitness for building'),
  source: label(
    '河北黄骅滨海盐碱地土地适宜性评价研究（渤海湾，与垦利条件相近）；权重未经本区校核',
    'Study of the suitability of saline coastal land in Huanghua, Hebei (Bohai Bay, conditions like Kenli’s); weights not calibrated here',
  ),
  isExample: true,
  scale: 100,
  weights: 'asPrinted',
  combine: 'weightedSum',
  missing: 'ungraded',
  limits: [{ indicator: null, below: 30, score: null }],
  indicators: [
    scored('DZZH', label('地质灾害（0–100 分）', 'Geological hazard (scored 0–100)'), 0.17),
    scored('DJCZL', label('地基承载力（0–100 分）', 'Bearing capacity (scored 0–100)'), 0.15),
    scored('DS', label('淡水保障（0–100 分）', 'Fresh water (scored 0–100)'), 0.14),
    scored('DXSF', label('地下水埋深（0–100 分）', 'Depth to groundwater (scored 0–100)'), 0.21),
    scored('JT', label('交通条件（0–100 分）', 'Transport (scored 0–100)'), 0.12),
    scored('HL', label('洪涝（0–100 分）', 'Flooding (scored 0–100)'), 0.21),
  ],
  grades: {
    kind: 'fixed',
    // the study prints the classes of cultivation only; the same limits are an assumption
    lower: [84, 76, 60],
    labels: [
      label('S1 高度适宜', 'S1 highly suitable'),
      label('S2 中度适宜', 'S2 moderately suitable'),
      label('S3 勉强适宜', 'S3 marginally suitable'),
      label('N 不宜建', 'N unfit for building'),
    ],
  },
}
