import { describe, expect, it } from 'vitest'
import type { AnalysisResult } from '../core/analysis.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { textColumn } from '../core/grouping.ts'
import { rowAreasM2 } from '../core/plane.ts'
import { presentReport } from '../core/report.ts'
import { type Column, cellAt, findColumn, type Table } from '../core/table.ts'
import { createTask } from '../core/task.ts'
import { layerOf, run, squares, table } from './area-summary.fixture.ts'

function values(result: AnalysisResult, name: string): unknown[] {
  const column = findColumn(result.table, name)
  if (!column) throw new Error(`no column ${name}`)
  return Array.from({ length: result.table.length }, (_, line) => cellAt(column, line))
}
const members = (result: AnalysisResult, line: number) =>
  Array.from(result.members.rows.subarray(result.members.offsets[line], result.members.offsets[line + 1]))

describe('area-summary', () => {
  it('groups in code order with names beside codes, no value last, and names its members', async () => {
    const result = await run(layerOf(table), ['DLBM', 'XZ'])
    expect(values(result, 'DLBM')).toEqual(['0101', '0101', '1106', '9999'])
    expect(values(result, 'DLBM_name')).toEqual(['水田', '水田', '内陆滩涂', '9999'])
    expect(values(result, 'DLBM_name_en')).toEqual(['Paddy field', 'Paddy field', 'Inland tidal flat', '9999'])
    expect(values(result, 'XZ')).toEqual(['永安镇', '黄河口镇', '永安镇', null])
    expect([0, 1, 2, 3].map((line) => members(result, line))).toEqual([[2, 3, 5], [1], [0], [4]])
    expect(values(result, 'count')).toEqual([3, 1, 1, 1])
    expect(values(result, 'without_geometry')).toEqual([1, 0, 0, 0])
    expect(result.notes.map((note) => note.code)).toEqual(['summary.noGeometry', 'summary.unknownCodes'])
  })

  it('returns every column that it reports, in both languages, with its total', async () => {
    const result = await run(layerOf(table), ['DLBM', 'XZ'], ['TBMJ'])
    for (const { name, label, english, hasTotal, minus } of result.columns) {
      expect(findColumn(result.table, name), name).toBeDefined()
      expect(label.zh && label.en).toBeTruthy()
      if (english) expect(findColumn(result.table, english)).toBeDefined()
      if (hasTotal) expect(result.totals[name], name).not.toBeNaN()
      for (const other of minus ?? []) expect(findColumn(result.table, other)).toBeDefined()
    }
    expect(result.method.zh).toContain('TD/T 1055')
  })

  it('has the exact areas, and totals of them', async () => {
    const areas = rowAreasM2(table)
    const result = await run(layerOf(table), ['DLBM'], ['TBMJ'])
    const area = values(result, 'area_m2') as number[]
    expect(area[0]).toBeCloseTo(areas[1] + areas[2] + areas[3], 6)
    expect(result.totals.area_m2).toBeCloseTo(areas[0] + areas[1] + areas[2] + areas[3] + areas[4], 6)
    expect(result.totals.net_area_m2).toBeCloseTo(result.totals.area_m2, 6)
    expect(values(result, 'registered_m2')).toEqual([29900, 9800, 9800])
    // the row without a shape is in the registered sum, but cannot differ
    expect((values(result, 'difference_m2') as number[])[0]).toBeCloseTo(area[0] - 29400, 6)
    expect(result.columns.find((column) => column.name === 'difference_m2')?.minus).toBeUndefined()
    // three, one and one square of the same size
    for (const [line, percent] of [60, 20, 20].entries()) expect(values(result, 'share')[line]).toBeCloseTo(percent, 9)
    expect(result.totals.share).toBe(100)
  })

  it('takes registered areas in the unit that their field is described in', async () => {
    const columns = [textColumn('XZ', ['a', 'b']), { name: 'MJ', type: 'number' as const, values: Float64Array.of(15, 0.3) }]
    const layer = layerOf(
      squares(
        [
          [0, 0],
          [1, 0],
        ],
        columns,
      ),
    )
    const registered = async (unit: string) => {
      const fields = [{ name: 'MJ', label: { zh: '登记', en: 'Registered' }, unit }]
      return values(await run({ ...layer, fields }, ['XZ'], ['MJ']), 'registered_m2') as number[]
    }
    expect(await registered('m2')).toEqual([15, 0.3])
    // 15 亩 are a hectare
    for (const [line, areaM2] of [10_000, 200].entries()) expect((await registered('mu'))[line]).toBeCloseTo(areaM2, 9)
    expect(await registered('ha')).toEqual([150_000, 3000])
  })

  it('uses only the rows it is given', async () => {
    const result = await run(layerOf(table, [0, 4]), ['DLBM'])
    expect(values(result, 'DLBM')).toEqual(['1106', '9999'])
    expect(result.totals.count).toBe(2)
  })

  it('counts overlaps once, inside groups and across them, and says so', async () => {
    const overlapping = squares(
      [
        [0, 0],
        [0.5, 0],
        [0, 0],
        [5, 0],
      ],
      [textColumn('DLBM', ['0101', '0101', '1106', '1106'])],
    )
    const [one] = rowAreasM2(overlapping)
    const result = await run(layerOf(overlapping), ['DLBM'])
    const overlap = values(result, 'overlap_m2') as number[]
    expect(overlap[0]).toBeCloseTo(one / 2, 1)
    expect(overlap[1]).toBe(0)
    // row 2 is row 0 again: only visible over the whole set
    expect(result.totals.net_area_m2).toBeCloseTo(2.5 * one, 0)
    const note = result.notes.find(({ code }) => code === 'summary.overlap')
    expect(note?.detail.pairs).toBe(3)
    expect(note?.detail.acrossGroupsM2).toBeCloseTo(one, 0)
    const without = await run(layerOf(overlapping), ['DLBM'], [], false)
    expect(findColumn(without.table, 'net_area_m2')).toBeUndefined()
  })

  it('notes what it repaired and measures the repaired shape', async () => {
    const geometry = geometryFromGeoJson('polygon', [
      {
        type: 'Polygon',
        coordinates: [
          [
            [118.5, 37.6],
            [118.501, 37.601],
            [118.501, 37.6],
            [118.5, 37.601],
            [118.5, 37.6],
          ],
        ],
      },
    ])
    const bowTie: Table = { name: 't', crs: 'EPSG:4490', length: 1, columns: [textColumn('XZ', ['a'])], geometry }
    const result = await run(layerOf(bowTie), ['XZ'])
    expect(result.notes.map((note) => note.code)).toEqual(['summary.repaired'])
    expect(rowAreasM2(bowTie)[0]).toBeLessThan(1)
    expect(result.totals.area_m2).toBeGreaterThan(4800)
  })

  it('answers an empty selection with no lines and a note', async () => {
    const result = await run(layerOf(table, []), ['DLBM'], ['TBMJ'])
    expect(result.table.length).toBe(0)
    expect(result.totals.area_m2).toBe(0)
    expect(result.notes.map((note) => note.code)).toEqual(['summary.empty'])
    expect(presentReport(result, { unit: 'm2', locale: 'zh' }).rows).toEqual([])
  })

  it('says which field is missing, and which CRS it does not know', async () => {
    await expect(run(layerOf(table), ['QSXZ'])).rejects.toThrow(/analysis\.noField.*QSXZ/)
    await expect(run(layerOf(table), ['XZ'], ['XZ'])).rejects.toThrow(/analysis\.noField.*XZ/)
    await expect(run(layerOf({ ...table, crs: 'EPSG:1' }), ['XZ'])).rejects.toThrow(/crs\.unknown/)
    await expect(run(layerOf(table), ['XZ', 'XZ', 'XZ', 'XZ'])).rejects.toThrow(/analysis\.groupCount/)
  })

  it('stops when it is cancelled, and reports a share that only grows', async () => {
    const controller = new AbortController()
    controller.abort(new DOMException('cancelled', 'AbortError'))
    const fresh = { ...table }
    await expect(run(layerOf(fresh), ['XZ'], [], true, createTask({ signal: controller.signal }))).rejects.toThrow('cancelled')
    const seen: number[] = []
    const task = createTask({ signal: new AbortController().signal, onProgress: (share) => seen.push(share) })
    await run(layerOf(fresh), ['XZ'], [], true, task)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen.at(-1)).toBe(1)
  })

  it('gives the same result whatever the order of rows', async () => {
    const order = [5, 3, 1, 0, 4, 2]
    const shuffled = squares(
      order.map((row) => ([[0, 0], [1, 0], [2, 0], [3, 0], [4, 0], null] as ([number, number] | null)[])[row]),
      table.columns.map((column) =>
        column.type === 'text'
          ? textColumn(
              column.name,
              order.map((row) => cellAt(column, row) as string | null),
            )
          : ({ ...column, values: Float64Array.from(order, (row) => column.values[row]) } as Column),
      ),
    )
    const a = presentReport(await run(layerOf(table), ['DLBM', 'XZ'], ['TBMJ']), { unit: 'mu', locale: 'zh' })
    const b = presentReport(await run(layerOf(shuffled), ['DLBM', 'XZ'], ['TBMJ']), { unit: 'mu', locale: 'zh' })
    const printed = ({ columns, rows, totals }: typeof a) => ({ columns, rows, totals })
    expect(printed(b)).toEqual(printed(a))
  })
})
