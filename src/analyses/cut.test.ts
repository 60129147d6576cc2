import { describe, expect, it } from 'vitest'
import type { Parts } from '../../tests/nasty-polygons.ts'
import { tableOfParts } from '../../tests/polygon-tables.ts'
import type { AnalysisResult, LayerInput, SourceInfo } from '../core/analysis.ts'
import { textColumn } from '../core/grouping.ts'
import { rowAreasM2 } from '../core/plane.ts'
import { presentReport } from '../core/report.ts'
import { cellAt, findColumn, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import buffer from './buffer.ts'
import clip from './clip.ts'
import dissolve from './dissolve.ts'
import erase from './erase.ts'

const box = (x: number, y: number, width: number, height = width): Parts => [
  [
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ],
  ],
]
const layerOf = (
  polygons: readonly Parts[],
  classes = polygons.map(() => '01'),
  rows: Uint32Array | null = null,
): LayerInput => ({
  table: { ...tableOfParts(polygons), columns: [textColumn('DLBM', classes)] },
  rows,
  scope: 'all',
  fields: [{ name: 'DLBM', label: { zh: '地类', en: 'Class' } }],
  codeLists: {},
  source: { title: { zh: '图层', en: 'layer' } } as unknown as SourceInfo,
})
const values = (table: Table, name: string) => {
  const column = findColumn(table, name)
  if (!column) throw new Error(`no column ${name}`)
  return Array.from({ length: table.length }, (_, line) => cellAt(column, line))
}
const piecesOf = ({ pieces }: AnalysisResult) => {
  if (!pieces) throw new Error('no pieces')
  return pieces
}
const near = (found: unknown[] | Float64Array, expected: number[]) => {
  expect(found.length).toBe(expected.length)
  expected.forEach((value, i) => {
    expect(Math.abs(Number(found[i]) - value)).toBeLessThan(0.05)
  })
}
/** every column that is reported exists, and prints */
const prints = (result: AnalysisResult) => {
  for (const { name, hasTotal } of result.columns) {
    expect(findColumn(result.table, name), name).toBeDefined()
    if (hasTotal) expect(result.totals[name], name).not.toBeNaN()
  }
  return presentReport(result, { unit: 'mu', locale: 'en' })
}

// inside, cut into two, cut, outside
const layer = layerOf([box(10, 10, 20), box(0, 40, 200, 20), box(90, 0, 20), box(300, 0, 10)], ['a', 'b', 'c', 'd'])
// two clipping rows that overlap each other and leave a gap from 120 to 150
const by = layerOf([box(0, 0, 100), box(80, 0, 40, 100), box(150, 0, 50, 100)])

describe('clip and erase', () => {
  it('keep, cut and take away, and together are the whole', async () => {
    const inside = await clip.run({ layer, by, single: false }, quietTask())
    expect(values(inside.table, 'fate_en')).toEqual(['Kept whole', 'Cut', 'Gone'])
    near(values(inside.table, 'area_m2'), [800, 120 * 20 + 50 * 20, 0])
    expect(values(piecesOf(inside), 'DLBM')).toEqual(['a', 'b', 'c'])
    const outside = await erase.run({ layer, by, single: false }, quietTask())
    expect(values(piecesOf(outside), 'DLBM')).toEqual(['b', 'd'])
    near(rowAreasM2(piecesOf(outside)), [600, 100])
    near([inside.totals.area_m2 + outside.totals.area_m2], [inside.totals.before_m2])
    prints(inside)
  })

  it('take multiparts apart on request, with the attributes of their row', async () => {
    const apart = await clip.run({ layer, by, single: true }, quietTask())
    expect(values(piecesOf(apart), 'DLBM')).toEqual(['a', 'b', 'b', 'c'])
    const areas = [...rowAreasM2(piecesOf(apart))].sort((m, n) => m - n)
    near(areas, [400, 400, 1000, 2400])
  })

  it('leave untouched features to the last digit', async () => {
    const outside = await erase.run({ layer, by: layerOf([box(900, 0, 10)]), single: false }, quietTask())
    expect([...(piecesOf(outside).geometry?.xy ?? [])]).toEqual([...(layer.table.geometry?.xy ?? [])])
    expect(values(outside.table, 'fate_en')).toEqual(['Kept whole'])
  })
})

describe('dissolve', () => {
  it('joins by value, removes borders and counts a place once', async () => {
    const rows = layerOf(
      [box(0, 0, 100), box(100, 0, 100), box(150, 0, 100), box(500, 0, 10), box(0, 100, 100)],
      ['a', 'a', 'a', 'a', 'b'],
    )
    const joined = await dissolve.run({ layer: rows, groupBy: ['DLBM'], single: false }, quietTask())
    expect(values(joined.table, 'DLBM')).toEqual(['a', 'b'])
    near(values(joined.table, 'before_m2'), [30_100, 10_000])
    near(values(joined.table, 'area_m2'), [25_100, 10_000])
    expect(piecesOf(joined).length).toBe(2)
    const apart = await dissolve.run({ layer: rows, groupBy: [], single: true }, quietTask())
    expect(piecesOf(apart).length).toBe(2)
    near(
      [...rowAreasM2(piecesOf(apart))].sort((m, n) => m - n),
      [100, 35_000],
    )
    prints(joined)
    prints(apart)
  })
})

describe('buffer', () => {
  it('grows a layer, alone and joined', async () => {
    const two = layerOf([box(0, 0, 100), box(110, 0, 100)])
    const alone = await buffer.run({ layer: two, distance: 10, joined: false }, quietTask())
    const one = 120 * 120 - (4 - Math.PI) * 100
    expect(alone.totals.buffers).toBe(2)
    expect(Math.abs(alone.totals.area_m2 - 2 * one)).toBeLessThan(2)
    expect(alone.totals.net_m2).toBeLessThan(alone.totals.area_m2 - 1000)
    expect(values(piecesOf(alone), 'DLBM')).toEqual(['01', '01'])
    const joined = await buffer.run({ layer: two, distance: 10, joined: true }, quietTask())
    expect(piecesOf(joined).length).toBe(1)
    near(rowAreasM2(piecesOf(joined)), [joined.totals.net_m2])
    prints(alone)
  })

  it('refuses no distance, and to shrink a line', async () => {
    await expect(buffer.run({ layer, distance: 0, joined: false }, quietTask())).rejects.toThrow(/buffer\.distance/)
    const line = { ...layer, table: { ...layer.table, geometry: { ...layer.table.geometry!, kind: 'line' as const } } }
    await expect(buffer.run({ layer: line, distance: -5, joined: false }, quietTask())).rejects.toThrow(/buffer\.inwards/)
    const grown = await buffer.run({ layer: line, distance: 5, joined: false }, quietTask())
    expect(grown.totals.buffers).toBe(4)
  })
})
