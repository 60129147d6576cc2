import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parcelFabric } from '../../../scripts/bench/fabric.ts'
import { COUNT, type PublishedFabric, publishedFabric } from '../../../tests/published-fabric.ts'
import { fromLngLat } from '../../core/crs.ts'
import { type Card, COUNT as COUNT_CARD } from '../../core/dashboard/card.ts'
import { expressionCondition } from '../../core/expression/expression-condition.ts'
import { printExpression } from '../../core/expression/print.ts'
import { readExpression } from '../../core/expression/read-expression.ts'
import { schemaOf } from '../../core/expression/table-schema.ts'
import type { Condition } from '../../core/symbology.ts'
import { AREA_FIELD, cellAt, findColumn, type Table } from '../../core/table.ts'
import { quietTask } from '../../core/task.ts'
import type { PositionAnswer } from '../../core/tiling/position.ts'
import { randomOf } from '../../core/tiling/test-fabric.ts'
import { textColumn } from '../../formats/text-builder.ts'

const task = quietTask()
let whole: Table
let layer: PublishedFabric
let near: PublishedFabric['near']
let ranged: PublishedFabric['ranged']
beforeAll(async () => {
  layer = await publishedFabric()
  ;({ whole, near, ranged } = layer)
}, 120_000)
afterAll(() => layer.remove())

test('rows that a table names by their code are those of the whole, and only that field is read', async () => {
  const codes = [17, 5, 2999].map((row) => String(cellAt(findColumn(whole, 'ZDDM')!, row)))
  const list: Table = { name: 'l', crs: '', length: 4, geometry: null, columns: [textColumn('代码', [...codes, 'X'], 4)] }
  await near.putTable({ id: 'list', table: list }, task)
  await ranged.putTable({ id: 'list', table: list }, task)
  const asked = { id: 't', field: 'ZDDM', of: { table: 'list', field: '代码' } }
  const before = layer.read['parcels.fgb']
  const rows = await ranged.rowsWithPartner(asked, task)
  expect([...rows]).toEqual([5, 17, 2999])
  expect(rows).toEqual(await near.rowsWithPartner(asked, task))
  expect(layer.read['parcels.fgb']).toBe(before)
})

const SCHEMA = schemaOf(parcelFabric(1))
const FILTERS: readonly (readonly [string, readonly Condition[]])[] = [
  ['values', [{ field: 'DLBM', values: ['1106', '0703'] }]],
  ['no value', [{ field: 'BZ', values: [''] }]],
  ['a date', [{ field: 'RQ', values: [], range: { min: 1000 * 86_400_000, max: null } }]],
  ['drawn areas', [{ field: AREA_FIELD, values: [], range: { min: 3600, max: 4000 } }]],
  ['an expression', [expressionCondition('亩 > 5.4 and DLBM = "1106"', SCHEMA)]],
  ['a field that is not there', [{ field: 'NO', values: ['1'] }]],
]

describe('a layer that stays in its file answers as the table in memory', () => {
  test.each(FILTERS)('a filter by %s', async (_, filter) => {
    const [a, b] = [await near.filterRows({ table: 't', filter }, task), await ranged.filterRows({ table: 't', filter }, task)]
    expect(b).toEqual(a)
  })

  test('filters leave rows, and not all of them', async () => {
    for (const [name, filter] of FILTERS.slice(0, 5)) {
      const { length } = await ranged.filterRows({ table: 't', filter }, task)
      expect([name, length > 0 && length < COUNT]).toEqual([name, true])
    }
  })

  test('order, figures of a column, values with counts, areas', async () => {
    const filter = FILTERS[0][1]
    for (const service of [near, ranged])
      expect(await service.rowAreas({ table: 't' }, task)).toEqual(await near.rowAreas({ table: 't' }, task))
    const sort = [
      { field: 'DLBM', isDescending: true },
      { field: AREA_FIELD, isDescending: false },
    ]
    const order = { table: 't', filter, only: null, sort, language: 'zh-CN' }
    expect(await ranged.tableOrder(order, task)).toEqual(await near.tableOrder(order, task))
    for (const field of [...whole.columns.map(({ name }) => name), AREA_FIELD]) {
      const asked = { table: 't', field, rows: null, filter }
      expect(await ranged.columnStatistics(asked, task)).toEqual(await near.columnStatistics(asked, task))
      if (field === AREA_FIELD) continue
      const counts = { table: 't', field, filter, search: '', also: [], limit: 50, language: 'zh-CN' }
      expect(await ranged.valueCounts(counts, task)).toEqual(await near.valueCounts(counts, task))
      const values = { table: 't', field, limit: 50 }
      expect(await ranged.fieldValues(values, task)).toEqual(await near.fieldValues(values, task))
    }
  })

  test('a dashboard, everywhere and in a view; only that invalid shapes are not looked for is told', async () => {
    const cards: readonly Card[] = [
      { id: 'figures', kind: 'figures', field: 'TBMJ' },
      { id: 'bars', kind: 'bars', level: { field: 'DLBM' }, measure: AREA_FIELD },
      { id: 'rings', kind: 'rings', levels: [{ field: 'BZ' }, { field: 'SF' }], measure: COUNT_CARD },
      { id: 'histogram', kind: 'histogram', field: AREA_FIELD, unit: 'mu' },
      { id: 'scatter', kind: 'scatter', x: 'TBMJ', y: AREA_FIELD },
    ]
    const [west, south, east, north] = (await near.bounds({ table: 't', rows: null }, task)) ?? [0, 0, 0, 0]
    const [x, y] = [(west + east) / 2, (south + north) / 2]
    const ring = [[west, south], [x, south], [x, y], [west, y]] as const // biome-ignore format: one row
    for (const view of [null, ring])
      for (const filter of [[], FILTERS[0][1], FILTERS[3][1]]) {
        const question = {
          table: 't',
          filter,
          ring: view,
          only: null,
          cards,
          parents: {},
          registered: null,
          areaUnit: 'm2',
        } as const
        const [a, b] = [await near.dashboard(question, task), await ranged.dashboard(question, task)]
        expect(a.cards.figures).toMatchObject({ repaired: 0 })
        expect(b).toEqual({ ...a, cards: { ...a.cards, figures: { ...a.cards.figures, repaired: null } } })
        expect(await ranged.dashboardRows(question, task)).toEqual(await near.dashboardRows(question, task))
        if (view) expect(b.count).toBeLessThan(COUNT)
      }
  })

  test('histogram and breaks of numbers', async () => {
    const numbers = whole.columns.filter(({ type }) => type === 'number')
    expect(numbers.length).toBeGreaterThan(0)
    for (const { name } of numbers) {
      expect(await ranged.fieldNumbers({ table: 't', field: name, bins: 20 }, task)).toEqual(
        await near.fieldNumbers({ table: 't', field: name, bins: 20 }, task),
      )
      for (const method of ['quantile', 'natural', 'equal', 'deviation'] as const)
        expect(await ranged.fieldBreaks({ table: 't', field: name, method, count: 5 }, task)).toEqual(
          await near.fieldBreaks({ table: 't', field: name, method, count: 5 }, task),
        )
    }
  })

  test.each(['05W0', 'JB01234', '370505001001JB01234W00000000', '370505001001JB0012'])('a search for %s', async (text) => {
    const fields = whole.columns.filter(({ type }) => type === 'text').map(({ name }) => name)
    const targets = [{ table: 't', fields, filter: [] }]
    const [a, b] = [
      await near.search({ text, targets, limit: 10 }, task),
      await ranged.search({ text, targets, limit: 10 }, task),
    ]
    expect(a.length).toBeGreaterThan(0)
    expect(b).toEqual(a)
  })

  test.each(['intersects', 'inside', 'within'] as const)('a place: %s', async (relation) => {
    const ring = [
      [118.7, 37.65],
      [118.705, 37.65],
      [118.705, 37.654],
      [118.7, 37.653],
    ] as const
    const asked = { table: 't', filter: FILTERS[0][1], question: { relation, distanceM: 100 }, other: { ring } }
    const [a, b] = [await near.spatialRows(asked, task), await ranged.spatialRows(asked, task)]
    expect(a.length).toBeGreaterThan(0)
    expect(b).toEqual(a)
  })

  const BOX = [118.69, 37.63, 118.73, 37.67] as const
  const random = randomOf(4)
  const places = Array.from({ length: 60 }, (): readonly [number, number] => [
    BOX[0] + random() * (BOX[2] - BOX[0]),
    BOX[1] + random() * (BOX[3] - BOX[1]),
  ])
  // just beyond the borders of cells of 256 m, in which rows are kept
  const cell = 256 / 110_000
  const atBorders = places.map(([lng, lat]): readonly [number, number] => [Math.ceil(lng / cell) * cell + 1e-6, lat])
  const byArea: readonly Condition[] = [{ field: AREA_FIELD, values: [], range: { min: 3500, max: null } }]

  test('what a point that is set snaps to', async () => {
    const kinds = new Set<string | undefined>()
    for (const at of [...places, ...atBorders])
      for (const [filter, toleranceM] of [
        [[], 3],
        [[], 30],
        [byArea, 12],
      ] as const) {
        const asked = { at, toleranceM, tables: [{ id: 't', filter }] }
        const [a, b] = [await near.snap(asked, task), await ranged.snap(asked, task)]
        expect(b).toEqual(a)
        kinds.add(a?.kind)
      }
    expect(kinds).toEqual(new Set(['vertex', 'edge', undefined]))
  })

  test('the parcel at a position, its boundary and who else it may be, near and far from all parcels', async () => {
    const seen = { inside: 0, near: 0, none: 0, others: 0 }
    // at the edge of the layer, and beyond its reach
    const beyond = [[118.6699, 37.65], [118.66, 37.65], [118.6, 37.6]] as const // biome-ignore format: one row
    for (const at of [...places, ...beyond])
      for (const [filter, accuracyM] of [
        [[], null],
        [[], 8],
        [byArea, 120],
      ] as const) {
        const asked = { at, accuracyM, table: 't', filter }
        const [a, b] = [await near.position(asked, task), await ranged.position(asked, task)]
        // vertices are numbered in what was read
        const placed = ({ boundary, ...rest }: PositionAnswer) => ({
          ...rest,
          boundary: boundary && {
            ...boundary,
            line: { ...boundary.line, vertex: 0 },
            point: { ...boundary.point, vertex: 0 },
          },
        })
        expect(placed(b)).toEqual(placed(a))
        seen[a.row === null ? 'none' : a.boundary?.isInside ? 'inside' : 'near']++
        seen.others += a.others.length
      }
    expect(
      Object.values(seen).every((count) => count > 0),
      JSON.stringify(seen),
    ).toBe(true)
    const asked = { table: 't', row: 1500 }
    const unnumbered = (points: Awaited<ReturnType<typeof near.boundaryPoints>>) =>
      points.map((point) => ({ ...point, vertex: 0 }))
    const points = await near.boundaryPoints(asked, task)
    expect(points.length).toBeGreaterThan(4)
    expect(unnumbered(await ranged.boundaryPoints(asked, task))).toEqual(unnumbered(points))
  })

  test('the papers of a parcel, with its neighbours', async () => {
    const asked = { table: 't', row: 1500, crs: 'EPSG:4528' }
    const [a, b] = [await near.describeParcel(asked, task), await ranged.describeParcel(asked, task)]
    expect(a.neighbours.length).toBeGreaterThan(2)
    expect(b).toEqual(a)
  })

  test('a sheet of paper', async () => {
    const [x, y] = fromLngLat('EPSG:4528', Float64Array.of(118.7, 37.65))
    const frame = { crs: 'EPSG:4528', centre: [x, y], denominator: 5000, widthMm: 100, heightMm: 80, turnDeg: 10 } as const
    const choice = {
      table: 't',
      frame,
      rows: null,
      filter: FILTERS[3][1],
      classField: 'DLBM',
      classValues: ['1106'],
      labelField: 'QLR',
    }
    const [a, b] = [await near.sheetLayer(choice, task), await ranged.sheetLayer(choice, task)]
    expect(a.classes.length).toBe(2)
    expect(a.labels.length).toBeGreaterThan(0)
    expect(b).toEqual(a)
  })

  test('some rows as a table with a field reckoned', async () => {
    const rows = Uint32Array.of(3, 700, 2999)
    const added = { name: 'MU', expression: printExpression(readExpression('图形面积 / 666', SCHEMA)) }
    const [a, b] = [
      await near.deriveTable({ table: 't', rows, added }, task),
      await ranged.deriveTable({ table: 't', rows, added }, task),
    ]
    expect(b.columns.find(({ name }) => name === 'MU')).toEqual(a.columns.find(({ name }) => name === 'MU'))
    expect(b.length).toBe(3)
  })
})
