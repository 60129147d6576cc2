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
import identity from './identity.ts'
import intersection from './intersection.ts'
import symmetricDifference from './symmetric-difference.ts'
import union from './union.ts'

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

describe('intersection, identity, union and symmetric difference', () => {
  const zones: LayerInput = { ...by, source: { title: { zh: '分区', en: 'zones' } } as unknown as SourceInfo }
  const both = { layer, by: zones, single: false }
  const areasOf = (result: AnalysisResult) =>
    Object.fromEntries(values(result.table, 'part_en').map((part, i) => [part, Number(values(result.table, 'area_m2')[i])]))

  it('divide two layers into what both cover and what one does', async () => {
    const [shared, divided, all, apart] = await Promise.all(
      [intersection, identity, union, symmetricDifference].map((analysis) => analysis.run(both, quietTask())),
    )
    // the rows of the layer: 400 and 400 inside one zone each; the strip of 200 × 20 meets three zones, 20 of its width two of them;
    // the third square lies from 90 to 110 in the two zones that overlap from 80 to 100
    const inBoth = 400 + (100 + 40 + 50) * 20 + (10 + 20) * 20
    near([areasOf(shared)['In both layers']], [inBoth])
    expect(values(piecesOf(shared), 'DLBM')).toEqual(['a', 'b', 'b', 'b', 'c', 'c'])
    expect(values(piecesOf(shared), 'DLBM_2')).toEqual(Array(6).fill('01'))
    near([areasOf(divided)['Only “layer”']], [600 + 100])
    near([areasOf(divided)['In both layers']], [inBoth])
    expect(Object.keys(areasOf(all))).toEqual(['In both layers', 'Only “layer”', 'Only “zones”'])
    near([apart.totals.area_m2], [all.totals.area_m2 - inBoth])
    // rows of one layer alone have no value of the other
    const lone = values(piecesOf(divided), 'DLBM_2').filter((value) => value === null)
    expect(lone).toHaveLength(2)
    expect(values(piecesOf(divided), 'DLBM')).not.toContain(null)
    expect(values(piecesOf(all), 'DLBM')).toContain(null)
    for (const result of [shared, divided, all, apart]) {
      prints(result)
      near([rowAreasM2(piecesOf(result)).reduce((sum, area) => sum + area, 0)], [result.totals.area_m2])
      expect(result.notes.map(({ code }) => code)).toEqual(['overlay.input', 'overlay.input'])
    }
  })

  it('say how far the layers are apart where they share nothing', async () => {
    const result = await intersection.run({ layer, by: layerOf([box(630, 0, 10)]), single: false }, quietTask())
    expect(result.table.length).toBe(0)
    const [note] = result.notes
    expect(note.code).toBe('overlap.apart')
    expect(Math.abs(Number(note.detail.distanceM) - 320)).toBeLessThan(0.5)
    const touching = await intersection.run({ layer, by: layerOf([box(310, 0, 10)]), single: false }, quietTask())
    expect(touching.notes[0].code).toBe('overlap.touching')
  })

  it('take multiparts apart on request', async () => {
    const [one, apart] = await Promise.all(
      [false, true].map((single) => symmetricDifference.run({ layer, by: layerOf([box(50, 0, 100, 100)]), single }, quietTask())),
    )
    expect(apart.totals.pieces).toBeGreaterThan(one.totals.pieces)
    near([apart.totals.area_m2], [one.totals.area_m2])
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
