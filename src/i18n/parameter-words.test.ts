import { describe, expect, it } from 'vitest'
import areaSummary from '../analyses/area-summary.ts'
import grading from '../analyses/grading.ts'
import overlap from '../analyses/overlap.ts'
import type { FieldInfo } from '../core/table.ts'
import type { Locale } from '../core/text.ts'
import { parameterWords } from './parameter-words.ts'

const FIELDS: readonly FieldInfo[] = [
  { name: 'DLBM', label: { zh: '地类编码', en: 'Land class code' } },
  { name: 'QLR', label: { zh: '权利人', en: 'Holder' } },
]
const LAYERS: Readonly<Record<string, { title: { zh: string; en: string }; fields: readonly FieldInfo[] }>> = {
  parcels: { title: { zh: '宗地', en: 'Parcels' }, fields: FIELDS },
  parks: { title: { zh: '湿地公园', en: 'Wetland parks' }, fields: [] },
  'context-roads': { title: { zh: '道路', en: 'Roads' }, fields: [] },
}
const ALL = { scope: 'all', filter: [], selected: null } as const
const layerOf = (id: string) => LAYERS[id]

describe('parameters of a run in words', () => {
  it.each<[Locale, Record<string, string>]>([
    [
      'zh',
      {
        项目图层: '宗地',
        对比图层: '湿地公园',
        [overlap.params.subjectGroups.label.zh]: '地类编码、权利人',
        忽略小于: '1 m²',
        范围: '筛选：地类编码 = 0101、0102；图形面积 ≥ 500',
      },
    ],
    ['en', { Scope: 'Filtered: Land class code = 0101, 0102; Drawn area ≥ 500' }],
  ])('have the labels and words of the form (%s)', async (locale, expected) => {
    const values = {
      subject: 'parcels',
      against: ['parks'],
      lines: 'pairs',
      groupBy: [],
      subjectGroups: ['DLBM', 'QLR'],
      ignoreBelow: 1,
    }
    const filter = [
      { field: 'DLBM', values: ['0101', '0102'] },
      { field: '@area', values: [], range: { min: 500, max: null } },
    ]
    const words = await parameterWords(overlap.params, { ...ALL, values, scope: 'filter', filter }, layerOf, locale)
    expect(Object.fromEntries(words)).toMatchObject(expected)
    // nothing was asked of what is not there, and an empty list says nothing
    expect(words.map(([label]) => label)).not.toContain(overlap.params.groupBy.label[locale])
  })

  it('name a layer that is gone by its id, a field without a label by its name, and how many rows were selected', async () => {
    const values = { layer: 'gone', groupBy: ['X'], net: true, perimeter: false }
    const words = await parameterWords(areaSummary.params, { ...ALL, values, scope: 'selection', selected: 7 }, layerOf, 'zh')
    expect(words).toEqual(
      expect.arrayContaining([
        [areaSummary.params.layer.label.zh, 'gone'],
        [areaSummary.params.groupBy.label.zh, 'X'],
        [areaSummary.params.net.label.zh, '是'],
        [areaSummary.params.perimeter.label.zh, '否'],
        ['范围', '选中：7'],
      ]),
    )
  })

  it.each<[Locale]>([['zh'], ['en']])(
    'tell every preset of grading indicator by indicator, in one language (%s)',
    async (locale) => {
      const { GRADING_PRESETS } = await import('../standards/grading-presets/presets.ts')
      for (const [name, preset] of Object.entries(GRADING_PRESETS)) {
        for (const model of [name, JSON.stringify(preset)]) {
          const words = await parameterWords(grading.params, { ...ALL, values: { layer: 'parcels', model } }, layerOf, locale)
          const all = words.flat().join('\n')
          for (const { label, weight, isOff } of preset.indicators) {
            const line = words.find(([said]) => said.includes(label[locale]))?.[1]
            if (isOff) continue
            expect(line, `${name}: ${label.en}`).toContain(String(weight))
          }
          for (const label of preset.grades.labels) expect(all).toContain(label[locale])
          expect(all).not.toMatch(/[{}[\]]|undefined|null|NaN/)
          // values of fields are data
          if (locale === 'en') expect(all.replaceAll(/Table of codes.*|= .*/g, '')).not.toMatch(/[\u4e00-\u9fff]/)
        }
      }
    },
  )

  it('say how an indicator is measured and scored', async () => {
    const { GRADING_PRESETS } = await import('../standards/grading-presets/presets.ts')
    const own = {
      ...Object.values(GRADING_PRESETS)[0],
      limits: [{ indicator: 'A', below: 30, score: null }],
      grades: { kind: 'fixed', lower: [80, 60], labels: ['一等', '二等', '三等'].map((zh) => ({ zh, en: zh })) },
      indicators: [
        {
          id: 'A',
          label: { zh: '距道路', en: 'To a road' },
          unit: 'm',
          weight: 0.4,
          source: { kind: 'distance', layer: 'context-roads' },
          scoring: { kind: 'bands', bands: [{ from: null, score: 100 }, { from: 500, score: 60 }] }, // biome-ignore format: one row
        },
        {
          id: 'B',
          label: { zh: '地类', en: 'Class' },
          weight: 0.6,
          source: { kind: 'field', field: 'DLBM' },
          scoring: { kind: 'codes', scores: [{ codes: ['0101', '0102'], score: 90 }], other: 10 },
        },
      ],
    }
    const values = { layer: 'parcels', model: JSON.stringify(own) }
    const words = Object.fromEntries(await parameterWords(grading.params, { ...ALL, values }, layerOf, 'zh'))
    expect(words['指标“距道路”']).toBe('权重 0.4；到图层的距离：道路；分段评分表（m）：< 500 → 100、≥ 500 → 60')
    expect(words['指标“地类”']).toBe('权重 0.6；字段：地类编码；代码评分表：0101/0102 → 90、其余 → 10')
    expect(words.合成方法).toContain('“距道路”得分低于 30，降为末等')
    expect(words.分等方法).toBe('固定界限；一等 ≥ 80、二等 ≥ 60、三等')
  })
})
