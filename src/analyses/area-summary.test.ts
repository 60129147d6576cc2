import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { FeatureCollection, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { AnalysisResult, LayerInput } from '../core/analysis.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { textColumn } from '../core/grouping.ts'
import { rowAreasM2 } from '../core/plane.ts'
import { presentReport } from '../core/report.ts'
import { type Column, cellAt, type FieldInfo, findColumn, type Table } from '../core/table.ts'
import { createTask, quietTask } from '../core/task.ts'
import { resolveValues } from '../workers/resolve-values.ts'
import summary from './area-summary.ts'
import { analyses, findAnalysis } from './registry.ts'

const PARCELS = '../shared/data/cadastre/cambridge_parcels_fy2014.geojson'
const hasData = existsSync(PARCELS)
if (!hasData) console.warn(`skipped: ${PARCELS} is absent`)

const SIZE = 0.001
/** Squares of 0.001° by column and row of a grid; null: no geometry. */
function squares(cells: readonly ([number, number] | null)[], columns: readonly Column[]): Table {
  const geometry = geometryFromGeoJson(
    'polygon',
    cells.map((cell) => {
      if (!cell) return null
      const [x, y] = [118.5 + cell[0] * SIZE, 37.6 + cell[1] * SIZE]
      const ring = [
        [x, y],
        [x + SIZE, y],
        [x + SIZE, y + SIZE],
        [x, y + SIZE],
        [x, y],
      ]
      return { type: 'Polygon', coordinates: [ring] }
    }),
  )
  return { name: 'parcels', crs: 'EPSG:4490', length: cells.length, columns, geometry }
}
const FIELDS: FieldInfo[] = [
  { name: 'XZ', label: { zh: '镇街', en: 'Town' } },
  { name: 'DLBM', label: { zh: '地类', en: 'Land class' }, codes: 'land' },
  { name: 'TBMJ', label: { zh: '图斑面积', en: 'Area' }, unit: 'm2', role: 'registeredAreaM2' },
]
function layerOf(table: Table, rows: number[] | null = null): LayerInput {
  return {
    table,
    rows: rows && Uint32Array.from(rows),
    scope: rows ? 'selection' : 'all',
    fields: FIELDS,
    codeLists: {
      land: {
        id: 'land',
        title: { zh: '三调', en: 'Third survey' },
        entries: [
          { code: '0101', label: { zh: '水田', en: 'Paddy field' } },
          { code: '1106', label: { zh: '内陆滩涂', en: 'Inland tidal flat' } },
        ],
      },
    },
    source: {
      title: { zh: '宗地', en: 'Parcels' },
      file: 'parcels.fgb',
      sha256: '0'.repeat(64),
      crs: 'EPSG:4490',
      date: '2024',
      licence: 'MIT',
      isDemonstration: true,
      notes: [],
    },
  }
}
const run = (layer: LayerInput, groupBy: string[], registered: string[] = [], net = true, task = quietTask()) =>
  summary.run({ layer, groupBy, registered, net, perimeter: false, pointSigma: 0, densify: false }, task)
function values(result: AnalysisResult, name: string): unknown[] {
  const column = findColumn(result.table, name)
  if (!column) throw new Error(`no column ${name}`)
  return Array.from({ length: result.table.length }, (_, line) => cellAt(column, line))
}
const members = (result: AnalysisResult, line: number) =>
  Array.from(result.members.rows.subarray(result.members.offsets[line], result.members.offsets[line + 1]))

const table = squares(
  [[0, 0], [1, 0], [2, 0], [3, 0], [4, 0], null],
  [
    textColumn('XZ', ['永安镇', '黄河口镇', '永安镇', '永安镇', null, '永安镇']),
    textColumn('DLBM', ['1106', '0101', '0101', '0101', '9999', '0101']),
    { name: 'TBMJ', type: 'number', values: Float64Array.of(9800, 9800, 9800, 9800, 9800, 500) },
  ],
)

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

  it.skipIf(!hasData)('summarises a real cadastre to its known total', { timeout: 120_000 }, async () => {
    const file = JSON.parse(readFileSync(PARCELS, 'utf8')) as FeatureCollection<Polygon>
    const geometry = geometryFromGeoJson(
      'polygon',
      file.features.map((feature) => feature.geometry),
    )
    const [name] = Object.keys(file.features[0].properties ?? {})
    const column = textColumn(
      name,
      file.features.map((feature) => String(feature.properties?.[name]).slice(0, 1)),
    )
    const parcels: Table = { name: 'parcels', crs: 'EPSG:4326', length: file.features.length, columns: [column], geometry }
    const result = await run(layerOf(parcels), [name])
    expect(result.totals.count).toBe(13116)
    expect(result.totals.without_geometry).toBe(1)
    expect(Math.abs(result.totals.area_m2 / 17369180 - 1)).toBeLessThan(1e-5)
    expect(result.totals.overlap_m2 / 1e4).toBeCloseTo(0.689, 2)
  })
})

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

describe('the registry', () => {
  it('finds analyses by folder, each with both languages and an id like its file', () => {
    expect(analyses.map((analysis) => analysis.id)).toContain('area-summary')
    expect(findAnalysis('nothing')).toBeUndefined()
    for (const { title, summary: words, params } of analyses) {
      for (const text of [title, words, ...Object.values(params).map((param) => param.label)]) {
        expect(text.zh && text.en).toBeTruthy()
        expect(text.zh).toMatch(/[\u4e00-\u9fff]/)
      }
    }
  })

  it('resolves stored values: tables by id, initial values where nothing is stored', () => {
    const { table: _, ...layer } = layerOf(table)
    const request = { analysis: 'area-summary', values: { groupBy: ['XZ'] }, layers: { layer: { ...layer, table: 'id' } } }
    expect(resolveValues(summary.params, request, () => table)).toMatchObject({
      layer: { table },
      groupBy: ['XZ'],
      registered: [],
      net: true,
    })
    expect(() => resolveValues(summary.params, request, () => undefined)).toThrowError(/analysis\.noTable/)
    expect(() => resolveValues(summary.params, { ...request, layers: {} }, () => table)).toThrowError(/analysis\.noLayer/)
    const beyond = { ...request, layers: { layer: { ...layer, table: 'id', rows: Uint32Array.of(99) } } }
    expect(() => resolveValues(summary.params, beyond, () => table)).toThrowError(/analysis\.rows/)
  })
})
