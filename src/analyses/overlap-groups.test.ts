import { describe, expect, it } from 'vitest'
import { box, layerOf, named, run, values } from '../../tests/overlap-layers.ts'
import { AppError } from '../core/errors.ts'
import { textColumn } from '../core/grouping.ts'
import { presentReport } from '../core/report.ts'
import type { CodeList, Table } from '../core/table.ts'

const OWNERSHIP: CodeList = {
  id: 'ownership',
  title: { zh: '权属性质', en: 'Ownership' },
  entries: [
    { code: '20', label: { zh: '国有土地所有权', en: 'State-owned' } },
    { code: '30', label: { zh: '集体土地所有权', en: 'Collective' } },
  ],
}
const withFields = (table: Table, fields: Readonly<Record<string, readonly (string | null)[]>>): Table => ({
  ...table,
  columns: [...table.columns, ...Object.entries(fields).map(([name, texts]) => textColumn(name, texts))],
})
/** a park of 200 × 100 m, and a smaller one beside it */
const parks = withFields(named('W', [box(0, 0, 200, 100), box(200, 0, 50, 100)]), { JB: ['省级', '县级'] })
// 50 × 100, 60 × 100 and 40 × 100 in the first park, 30 × 100 in the second; 20 × 100 of two parcels lies twice; one reaches across
const parcels = withFields(
  named('P', [box(-50, 0, 100), box(50, 0, 60, 100), box(90, 0, 40, 100), box(200, 0, 30, 100), box(900, 0, 10)]),
  { QLR: ['甲村', '乙村', '甲村', '甲村', '丙村'], QSXZ: ['30', '20', '30', null, '20'] },
)
const cadastre = {
  ...layerOf(parcels),
  fields: [
    ...layerOf(parcels).fields,
    { name: 'QSXZ', label: { zh: '权属性质', en: 'Ownership' }, codes: 'ownership' },
    { name: 'QLR', label: { zh: '权利人', en: 'Holder' } },
  ],
  codeLists: { ownership: OWNERSHIP },
}
const near = (found: unknown[], expected: number[]) => {
  expect(found).toHaveLength(expected.length)
  for (const [i, value] of expected.entries()) expect(Math.abs((found[i] as number) - value)).toBeLessThan(0.01)
}

describe('an overlap summed by fields', () => {
  it('says whose the park is, with the double part and the rest, closing on the whole', async () => {
    const result = await run(layerOf(parks), [cadastre], { lines: 'groups', groupBy: ['QLR'] })
    expect(result.title?.zh).toBe('分组汇总')
    expect(values(result, 'against_QLR')).toEqual(['乙村', '甲村', '重复部分（减）', '其他（未压占）'])
    expect(values(result, 'against_QLR_en')).toEqual(['乙村', '甲村', 'Covered twice (less)', 'Other (not covered)'])
    near(values(result, 'part_m2'), [6000, 5000 + 4000 + 3000, -2000, 25_000 - 16_000])
    expect(values(result, 'zones').slice(0, 2)).toEqual([1, 3])
    expect(values(result, 'count').slice(0, 2)).toEqual([1, 2])
    expect(result.totals.part_m2).toBeCloseTo(25_000, 2)
    expect(result.totals.net_area_m2).toBeCloseTo(16_000, 2)
    expect(result.totals.zones).toBe(4)
    for (const unit of ['m2', 'ha', 'mu'] as const) {
      const report = presentReport(result, { unit, locale: 'zh' })
      const c = report.columns.findIndex(({ name }) => name === 'part_m2')
      const sum = report.rows.reduce((total, row) => total + Math.round((row[c].value ?? 0) * 1e4), 0)
      expect(sum).toBe(Math.round((report.totals[c]?.value ?? 0) * 1e4))
    }
  })

  it('divides by several fields of both sides in code order, codes with their names, no value last', async () => {
    const result = await run(layerOf(parks), [cadastre], { lines: 'groups', subjectGroups: ['JB'], groupBy: ['QSXZ', 'QLR'] })
    expect(values(result, 'subject_JB')).toEqual(['县级', '省级', '省级', '重复部分（减）', '其他（未压占）'])
    expect(values(result, 'against_QSXZ')).toEqual([null, '20', '30', null, null])
    expect(values(result, 'against_QSXZ_name')).toEqual(['空值', '国有土地所有权', '集体土地所有权', '—', '—'])
    expect(values(result, 'against_QSXZ_name_en').slice(1, 3)).toEqual(['State-owned', 'Collective'])
    expect(values(result, 'against_QLR').slice(0, 3)).toEqual(['甲村', '乙村', '甲村'])
    near(values(result, 'part_m2'), [3000, 6000, 9000, -2000, 9000])
    expect(result.columns.map(({ label }) => label.zh)).toEqual([
      'W · JB',
      '权属性质代码',
      '权属性质',
      '权利人',
      '面积',
      '占项目总面积',
      '对比图斑',
      '涉及要素',
    ])
    expect(result.columns.find(({ name }) => name === 'against_QSXZ')?.codes).toBe('ownership')
  })

  it('stands second where pairs come first, and is left out where nothing groups', async () => {
    const both = await run(layerOf(parks), [cadastre], { groupBy: ['QLR'] })
    expect(both.tables?.map(({ title }) => title.zh)).toEqual(['分组汇总', '项目逐个汇总', '对比对象汇总'])
    const none = await run(layerOf(parks), [cadastre])
    expect(none.tables?.map(({ title }) => title.zh)).toEqual(['项目逐个汇总', '对比对象汇总'])
  })

  it('keeps layers apart, and tells one without the field from one without a value', async () => {
    const zoning = layerOf(named('Z', [box(0, 0, 100)]))
    const result = await run(layerOf(parks), [cadastre, zoning], { lines: 'groups', groupBy: ['QLR'] })
    expect(values(result, 'layer')).toEqual(['P', 'P', 'Z', '重复部分（减）', '其他（未压占）'])
    expect(values(result, 'against_QLR')).toEqual(['乙村', '甲村', '—', '—', '—'])
    const kinds = await run(layerOf(parks), [cadastre, zoning], { lines: 'groups', groupBy: ['QSXZ'] })
    expect(values(kinds, 'against_QSXZ_name').slice(0, 4)).toEqual(['国有土地所有权', '集体土地所有权', '空值', '—'])
    const byLayer = await run(layerOf(parks), [cadastre, zoning], { lines: 'groups' })
    near(values(byLayer, 'part_m2').slice(0, 2), [18_000, 10_000])
    await expect(run(layerOf(parks), [cadastre, zoning], { groupBy: ['NONE'] })).rejects.toThrow(
      new AppError('analysis.noField', { field: 'NONE' }),
    )
    await expect(run(layerOf(parks), [cadastre], { subjectGroups: ['QLR'] })).rejects.toThrow(AppError)
  })
})
