import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textColumn } from '../core/grouping.ts'
import { presentReport } from '../core/report.ts'
import type { Table } from '../core/table.ts'
import { layerOf, run, squares, table } from './area-summary.fixture.ts'

describe('presentReport', () => {
  it('prints rows that add up to the total, in every unit, and shares that add up to 100', async () => {
    const result = await run(layerOf(table), ['DLBM', 'XZ'], ['TBMJ'])
    for (const unit of ['m2', 'ha', 'mu'] as const) {
      const report = presentReport(result, { unit, locale: 'zh' })
      for (const name of ['area_m2', 'share', 'count', 'registered_m2', 'difference_m2', 'overlap_m2']) {
        const c = report.columns.findIndex((column) => column.name === name)
        const scale = 10 ** report.columns[c].decimals
        const sum = report.rows.reduce((total, row) => total + Math.round((row[c].value ?? 0) * scale), 0)
        expect(sum, `${name} in ${unit}`).toBe(Math.round((report.totals[c]?.value ?? 0) * scale))
      }
    }
  })

  it('prints net area as area less overlap, figure by figure', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { minLength: 2, maxLength: 12 }), async (offsets) => {
        const cells = offsets.map((x): [number, number] => [x, 0])
        const names = offsets.map((_, i) => `g${i % 3}`)
        const result = await run(layerOf(squares(cells, [textColumn('XZ', names)])), ['XZ'])
        const report = presentReport(result, { unit: 'mu', locale: 'en' })
        const at = (name: string) => report.columns.findIndex((column) => column.name === name)
        return [...report.rows, report.totals].every((row) => {
          const [area, net, overlap] = ['area_m2', 'net_area_m2', 'overlap_m2'].map((name) =>
            Math.round((row[at(name)]?.value ?? 0) * 100),
          )
          return area - overlap === net && net >= 0
        })
      }),
      { numRuns: 30 },
    )
  })

  it('prints figures too large to adjust instead of failing', async () => {
    const vast: Table = {
      ...squares(
        [
          [0, 0],
          [1, 0],
        ],
        [textColumn('XZ', ['a', 'b']), { name: 'TBMJ', type: 'number', values: Float64Array.of(3e12, 4e12) }],
      ),
    }
    const report = presentReport(await run(layerOf(vast), ['XZ'], ['TBMJ']), { unit: 'm2', locale: 'zh', decimals: 6 })
    const c = report.columns.findIndex(({ name }) => name === 'registered_m2')
    expect(report.rows.map((row) => row[c].plain)).toEqual(['3000000000000.000000', '4000000000000.000000'])
    expect(report.totals[c]?.plain).toBe('7000000000000.000000')
  })

  it('speaks the language it is asked for, and keeps codes', async () => {
    const result = await run(layerOf(table), ['DLBM'])
    const zh = presentReport(result, { unit: 'mu', locale: 'zh' })
    const en = presentReport(result, { unit: 'ha', locale: 'en', decimals: 2 })
    expect(zh.columns.slice(0, 2).map(({ label, isCode }) => [label, isCode])).toEqual([
      ['地类代码', true],
      ['地类', false],
    ])
    expect(zh.rows[0].slice(0, 2).map(({ plain }) => plain)).toEqual(['0101', '水田'])
    expect(en.rows[0].slice(0, 2).map(({ plain }) => plain)).toEqual(['0101', 'Paddy field'])
    expect(zh.columns.find(({ name }) => name === 'area_m2')).toMatchObject({ unit: '亩', decimals: 2 })
    expect(en.columns.find(({ name }) => name === 'area_m2')).toMatchObject({ unit: 'ha', decimals: 2 })
    const byTown = presentReport(await run(layerOf(table), ['XZ']), { unit: 'm2', locale: 'zh' })
    expect(byTown.rows.at(-1)?.[0]).toMatchObject({ text: '空值', plain: '' })
  })
})
