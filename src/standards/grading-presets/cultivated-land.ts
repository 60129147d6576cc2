import type { GradingModel, Membership } from '../../core/grading/model.ts'
import type { Text } from '../../core/text.ts'

const label = (zh: string, en: string): Text => ({ zh, en })
const codes = (...scores: [string, number][]) => ({
  kind: 'codes' as const,
  scores: scores.map(([words, score]) => ({ codes: words.split(' '), score })),
  other: null,
})
const membership = (shape: Membership['shape'], a: number, c: number, lower: number, upper: number): Membership => ({
  kind: 'membership',
  shape,
  a,
  c,
  lower,
  upper,
})
const supply = codes(['充分满足', 1], ['满足', 0.8], ['基本满足', 0.6], ['不满足', 0.4])

/**
 * Cultivated land quality by the method of GB/T 33469-2016, with weights and memberships published for the 甘新 region. Kenli lies in
 * the 黄淮海 region, whose weights were not found: an example to be edited. The weights sum to .9999 as printed.
 */
export const cultivatedLand: GradingModel = {
  version: 1,
  title: label('耕地质量等级', 'Cultivated land quality'),
  source: label(
    'GB/T 33469—2016 方法，甘新区已发表的权重与隶属函数；垦利属黄淮海区，请替换为本区权重',
    'Method of GB/T 33469-2016 with weights and memberships published for the Gansu–Xinjiang region; Kenli lies in the Huang–Huai–Hai region: put its own weights in their place',
  ),
  isExample: true,
  scale: 1,
  weights: 'asPrinted',
  combine: 'weightedSum',
  missing: 'ungraded',
  limits: [],
  indicators: [
    {
      id: 'DXBW',
      label: label('地形部位', 'Landform position'),
      weight: 0.1493,
      source: { kind: 'field', field: 'DXBW' },
      scoring: codes(['冲积平原 河谷平原', 1], ['河谷阶地 洪积平原', 0.9], ['河漫滩 低台地', 0.7]),
    },
    {
      id: 'GGNL',
      label: label('灌溉能力', 'Irrigation'),
      weight: 0.1207,
      source: { kind: 'field', field: 'GGNL' },
      scoring: supply,
    },
    {
      id: 'YZHCD',
      label: label('盐渍化程度', 'Salinisation'),
      weight: 0.075,
      source: { kind: 'field', field: 'YZHCD' },
      scoring: codes(['无', 1], ['轻 轻度', 0.9], ['中 中度', 0.8], ['重 重度', 0.4], ['盐土', 0.3]),
    },
    {
      id: 'GCZD',
      label: label('耕层质地', 'Topsoil texture'),
      weight: 0.0728,
      source: { kind: 'field', field: 'GCZD' },
      scoring: codes(['砂土', 0.4], ['砂壤', 0.7], ['轻壤', 0.9], ['中壤', 1], ['重壤', 0.8], ['黏土 粘土', 0.5]),
    },
    {
      id: 'YJZ',
      label: label('有机质', 'Organic matter'),
      unit: 'g/kg',
      weight: 0.0715,
      source: { kind: 'field', field: 'YJZ' },
      scoring: membership('more', 0.001245, 39.976682, 2, 39),
    },
    {
      id: 'PSNL',
      label: label('排水能力', 'Drainage'),
      weight: 0.067,
      source: { kind: 'field', field: 'PSNL' },
      scoring: supply,
    },
    {
      id: 'YXL',
      label: label('有效磷', 'Available phosphorus'),
      unit: 'mg/kg',
      weight: 0.0625,
      source: { kind: 'field', field: 'YXL' },
      scoring: membership('more', 0.001293, 41.023703, 2, 40),
    },
    {
      id: 'ZDGX',
      label: label('质地构型', 'Texture profile'),
      weight: 0.0571,
      source: { kind: 'field', field: 'ZDGX' },
      scoring: codes(
        ['薄层型 薄层 松散型 松散', 0.4],
        ['紧实型 紧实', 0.7],
        ['夹层型 夹层', 0.6],
        ['上紧下松型 上紧下松', 0.5],
        ['上松下紧型 上松下紧', 1],
        ['海绵型 海绵', 0.9],
      ),
    },
    {
      id: 'ZAYS',
      label: label('障碍因素', 'Obstacle'),
      weight: 0.0535,
      source: { kind: 'field', field: 'ZAYS' },
      scoring: codes(['盐碱', 0.6], ['瘠薄 渍潜 障碍层次', 0.7], ['沙化', 0.5], ['无', 1]),
    },
    {
      id: 'NTLWH',
      label: label('农田林网化', 'Shelter belts'),
      weight: 0.0528,
      source: { kind: 'field', field: 'NTLWH' },
      scoring: codes(['高', 1], ['中', 0.8], ['低', 0.6]),
    },
    {
      id: 'YXTCHD',
      label: label('有效土层厚度', 'Effective soil depth'),
      unit: 'cm',
      weight: 0.0462,
      source: { kind: 'field', field: 'YXTCHD' },
      scoring: membership('more', 0.000089, 149.661697, 10, 145),
    },
    {
      id: 'SXJ',
      label: label('速效钾', 'Available potassium'),
      unit: 'mg/kg',
      weight: 0.0393,
      source: { kind: 'field', field: 'SXJ' },
      scoring: membership('more', 0.00021, 315.812898, 20, 315),
    },
    {
      id: 'DXSMS',
      label: label('地下水埋深', 'Depth to groundwater'),
      unit: 'm',
      weight: 0.0381,
      source: { kind: 'field', field: 'DXSMS' },
      scoring: membership('more', 0.000293, 56.275087, 0.1, 50),
    },
    {
      id: 'TRRZ',
      label: label('土壤容重', 'Bulk density'),
      unit: 'g/cm³',
      weight: 0.0364,
      source: { kind: 'field', field: 'TRRZ' },
      scoring: membership('peak', 6.39002, 1.310488, 0.5, 2),
    },
    {
      id: 'SWDYX',
      label: label('生物多样性', 'Biodiversity'),
      weight: 0.0305,
      source: { kind: 'field', field: 'SWDYX' },
      // the study prints words without scores; the steps are ours
      scoring: codes(['丰富', 1], ['一般', 0.8], ['不丰富', 0.6]),
    },
    {
      id: 'QJCD',
      label: label('清洁程度', 'Cleanness'),
      weight: 0.0272,
      source: { kind: 'field', field: 'QJCD' },
      // likewise
      scoring: codes(['清洁', 1], ['尚清洁', 0.8]),
    },
  ],
  grades: {
    kind: 'fixed',
    // 8–10 follow the printed step of .024
    lower: [0.8401, 0.8181, 0.7941, 0.7701, 0.7461, 0.7221, 0.6981, 0.6741, 0.6501],
    labels: Array.from('一二三四五六七八九十', (digit, i) => label(`${digit}等`, `Grade ${i + 1}`)),
  },
}
