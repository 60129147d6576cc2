import { describe, expect, it } from 'vitest'
import '../projections.ts'
import type { GridInput, LayerInput } from '../analysis.ts'
import { textColumn } from '../grouping.ts'
import { presentReport } from '../report.ts'
import { findColumn } from '../table.ts'
import { quietTask } from '../task.ts'
import { madeGrid, zonesOf } from './raster.fixture.ts'
import { type ZonalReportOptions, zonalReport } from './zonal-report.ts'

const source = {
  title: { zh: '', en: '' },
  file: '',
  sha256: '',
  crs: '',
  date: '',
  licence: '',
  isDemonstration: false,
  notes: [],
}
const square = (x: number, y: number, size: number) =>
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
  ] as const
const table = {
  ...zonesOf([[square(118.501, 37.68, 0.004)], [square(118.5101, 37.6901, 0.0003)], [square(119, 38, 0.001)]]),
  columns: [textColumn('MC', ['甲', '乙', '丙'])],
}
const layer: LayerInput = { table, rows: null, scope: 'all', fields: [], codeLists: {}, source }
const grid: GridInput = {
  unit: 'm',
  source,
  open: async () =>
    madeGrid({
      width: 40,
      height: 30,
      transform: [118.5, 0.001, 0, 37.7, 0, -0.001],
      crs: 'EPSG:4326',
      sampleType: 'u8',
      nodata: 0,
      valueAt: (column) => (column === 1 ? 0 : (column % 3) + 1),
    }),
}
const OPTIONS: ZonalReportOptions = {
  name: ['MC'],
  value: 'band',
  band: 1,
  bandB: 1,
  rule: 'area',
  percentiles: true,
  majority: true,
  classes: true,
  level: 0,
  pieces: true,
}
const run = (options: Partial<ZonalReportOptions> = {}) => zonalReport(layer, grid, { ...OPTIONS, ...options }, quietTask())
const numbers = (result: Awaited<ReturnType<typeof run>>, name: string) => {
  const column = findColumn(result.table, name)
  return column?.type === 'number' ? Array.from(column.values) : null
}

describe('the report of zonal statistics', () => {
  it('has a line a zone in the order of the rows, with the zone as its member', async () => {
    const result = await run()
    expect(result.table.length).toBe(3)
    expect(Array.from(result.members.rows)).toEqual([0, 1, 2])
    expect(Array.from(result.members.offsets)).toEqual([0, 1, 2, 3])
    expect(result.columns[0]).toMatchObject({ name: 'MC', isCode: true })
    expect(numbers(result, 'count')?.[0]).toBeCloseTo(12, 6)
    expect(result.totals.count).toBeCloseTo(12.09, 6)
    // columns 2 3 4 hold 3 1 2
    expect(numbers(result, 'mean')?.[0]).toBeCloseTo(2, 9)
    expect(numbers(result, 'median')?.[0]).toBe(2)
  })

  it('names zones in English where they have English names', async () => {
    const columns = [textColumn('MC', ['甲', '乙', '丙']), textColumn('MC_EN', ['One', null, 'Three'])]
    const result = await zonalReport({ ...layer, table: { ...table, columns } }, grid, OPTIONS, quietTask())
    const namesIn = (locale: 'zh' | 'en') => presentReport(result, { unit: 'm2', locale }).rows.map(([first]) => first.text)
    expect(namesIn('zh')).toEqual(['甲', '乙', '丙'])
    expect(namesIn('en')).toEqual(['One', '乙', 'Three'])
  })

  it('lists every class that occurs, on the ellipsoid, with totals', async () => {
    const result = await run()
    const areas = [1, 2, 3].map((value) => numbers(result, `class_${value}_m2`) as number[])
    expect(areas[0][0] + areas[1][0] + areas[2][0]).toBeCloseTo((numbers(result, 'area_m2') as number[])[0], 6)
    expect(result.totals.class_1_m2).toBeCloseTo(
      areas[0].reduce((a, b) => a + b),
      6,
    )
    expect(findColumn(result.table, 'class_0_m2')).toBeUndefined()
  })

  it('says what is missing: no data, outside, smaller than a cell', async () => {
    const result = await run()
    expect(numbers(result, 'nodata_percent')?.[0]).toBeCloseTo(25, 6)
    expect(numbers(result, 'outside_percent')).toEqual([0, 0, 100])
    const codes = result.notes.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['zonal.small', 'zonal.noValue', 'zonal.partial', 'zonal.transformed']))
    const remark = findColumn(result.table, 'remark')
    expect(remark?.type === 'text' && Array.from(remark.codes, (code) => remark.dictionary[code])).toEqual([
      null,
      '小于一个像元',
      '无有效像元',
    ])
  })

  it('makes a layer of the zones, coloured by their mean, with their own attributes', async () => {
    const { pieces, piecesLook } = await run()
    expect(pieces?.length).toBe(3)
    expect(pieces?.crs).toBe(table.crs)
    expect(pieces?.geometry).toEqual(table.geometry)
    expect(pieces?.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(['mean', 'area_m2', 'MC']))
    // column 10 holds 2; the third lies outside
    const mean = pieces && findColumn(pieces, 'mean')
    expect(mean?.type === 'number' && Array.from(mean.values)).toEqual([expect.closeTo(2, 9), expect.closeTo(2, 9), Number.NaN])
    expect(piecesLook?.symbology).toMatchObject({ kind: 'graduated', field: 'mean', method: 'natural' })
    expect(piecesLook?.fields.find(({ name }) => name === 'mean')).toMatchObject({ unit: 'm', decimals: 4 })
    const one = await zonalReport({ ...layer, rows: Uint32Array.of(1) }, grid, OPTIONS, quietTask())
    expect(one.pieces?.geometry?.rows.length).toBe(2)
    expect((await run({ pieces: false })).pieces).toBeUndefined()
    const nowhere = await zonalReport({ ...layer, rows: Uint32Array.of(2) }, grid, OPTIONS, quietTask())
    expect(nowhere.pieces, 'nothing to colour').toBeUndefined()
  })

  it('keeps to the wanted figures and rows', async () => {
    const rows = Uint32Array.of(1)
    const result = await zonalReport(
      { ...layer, rows },
      grid,
      { ...OPTIONS, name: [], percentiles: false, majority: false, classes: false, rule: 'centre' },
      quietTask(),
    )
    expect(result.columns.map(({ name }) => name)).toEqual([
      'zone',
      'count',
      'area_m2',
      'mean',
      'sd',
      'min',
      'max',
      'sum',
      'covered_percent',
      'nodata_percent',
      'remark',
    ])
    expect(Array.from(result.members.rows)).toEqual([1])
    expect(numbers(result, 'zone')).toEqual([2])
  })
})
