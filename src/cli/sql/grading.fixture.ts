import type { GradingModel, Indicator, Scoring } from '../../core/grading/model.ts'

const both = (text: string) => ({ zh: text, en: text })
const high = { kind: 'range', min: null, max: null, better: 'high' } as const

function scheme(sources: Readonly<Record<string, Indicator['source']>>, scorings: readonly Scoring[]): Indicator[] {
  const entries = Object.entries(sources)
  return entries.map(([id, source], k) => ({
    id,
    label: both(id),
    weight: 1 / entries.length,
    source,
    scoring: scorings[k % scorings.length],
  }))
}

/** Every source and every scoring that SQL knows; fixed limits, a veto, a cap. */
export const GRADED_BY_ALL: GradingModel = {
  version: 1,
  title: both('all'),
  source: both('test'),
  isExample: true,
  scale: 100,
  indicators: [
    ...scheme(
      {
        areaHa: { kind: 'geometry', measure: 'areaHa' },
        perimeter: { kind: 'geometry', measure: 'perimeterM' },
        shape: { kind: 'geometry', measure: 'shapeIndex' },
        compact: { kind: 'geometry', measure: 'compactness' },
        registered: { kind: 'field', field: 'TBMJ' },
        road: { kind: 'distance', layer: 'roads' },
        well: { kind: 'distance', layer: 'wells', where: { field: 'kind', values: ['deep'] } },
        zone: { kind: 'distance', layer: 'zones' },
        inside: { kind: 'share', layer: 'later-zones' },
        coded: { kind: 'share', layer: 'later-zones', where: { field: 'code', values: ['0101', '9999'] } },
        ratio: {
          kind: 'ratio',
          layer: 'later-zones',
          where: { field: 'code', values: ['0101'] },
          to: { field: 'code', values: ['0101', '0102'] },
        },
        loss: { kind: 'loss', before: 'zones', after: 'later-zones', where: { field: 'code', values: ['0102'] } },
        diversity: { kind: 'mix', layer: 'later-zones', field: 'code', measure: 'diversity' },
        evenness: { kind: 'mix', layer: 'later-zones', field: 'code', measure: 'evenness' },
        dominance: { kind: 'mix', layer: 'later-zones', field: 'code', measure: 'dominance' },
        patch: { kind: 'mix', layer: 'later-zones', field: 'code', measure: 'meanPatchHa' },
        density: { kind: 'mix', layer: 'later-zones', field: 'code', measure: 'patchDensity' },
      },
      [
        high,
        { kind: 'logistic', min: null, max: null, better: 'low' },
        { kind: 'membership', shape: 'less', a: 2, c: 1.05, lower: 1, upper: 1.4 },
        { kind: 'membership', shape: 'peak', a: 3, c: 0.8, lower: -1, upper: 1.5 },
        { kind: 'membership', shape: 'more', a: 0.00001, c: 3900, lower: 3610, upper: 3950 },
        { ...high, min: 0, max: 500, better: 'low' },
        {
          kind: 'bands',
          bands: [
            { from: null, score: 90 },
            { from: 200.5, score: 40 },
            { from: 600, score: 3 },
          ],
        },
      ],
    ).map((indicator) => ({ ...indicator, weight: 0.05 })),
    {
      id: 'class',
      label: both('class'),
      weight: 0.15,
      source: { kind: 'field', field: 'DLBM' },
      scoring: {
        kind: 'codes',
        scores: [
          { codes: ['0101', '0102'], score: 90 },
          { codes: ['0305'], score: 4 },
          { codes: ['1106'], score: 7 },
        ],
        other: 50,
      },
    },
  ],
  weights: 'asPrinted',
  combine: 'weightedSum',
  limits: [
    { indicator: 'class', below: 8, score: 30 },
    { indicator: 'class', below: 5, score: null },
  ],
  missing: 'skip',
  grades: { kind: 'fixed', lower: [52, 48, 40], labels: ['I', 'II', 'III', 'IV'].map(both) },
}

/** What follows the data: quantiles, open ranges, rows without a value that get no grade, the worst indicator counts. */
export const GRADED_BY_DATA: GradingModel = {
  ...GRADED_BY_ALL,
  scale: 1,
  indicators: scheme(
    {
      class: { kind: 'field', field: 'DLBM' },
      area: { kind: 'geometry', measure: 'areaHa' },
      registered: { kind: 'field', field: 'TBMJ' },
    },
    [
      {
        kind: 'codes',
        scores: [
          { codes: ['0101', '0102', '0103'], score: 1 },
          { codes: ['0305', '1106'], score: 0.8 },
        ],
        other: null,
      },
      high,
      { kind: 'codes', scores: [{ codes: ['3600'], score: 0 }], other: 0.9 },
    ],
  ),
  combine: 'minimum',
  limits: [{ indicator: null, below: 0.1, score: 0.05 }],
  missing: 'ungraded',
  grades: { kind: 'quantile', labels: ['A', 'B', 'C'].map(both) },
}
