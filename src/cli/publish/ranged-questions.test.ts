import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parcelFabric } from '../../../scripts/bench/fabric.ts'
import { onemap } from '../../../tests/onemap.ts'
import { findAnalysis } from '../../analyses/registry.ts'
import type { LayerInput } from '../../core/analysis.ts'
import { fromLngLat } from '../../core/crs.ts'
import { type Card, COUNT as COUNT_CARD } from '../../core/dashboard/card.ts'
import { expressionCondition } from '../../core/expression/expression-condition.ts'
import { printExpression } from '../../core/expression/print.ts'
import { readExpression } from '../../core/expression/read-expression.ts'
import { schemaOf } from '../../core/expression/table-schema.ts'
import { ringTable } from '../../core/query/ring-table.ts'
import type { Condition } from '../../core/symbology.ts'
import { AREA_FIELD, type Column, type Table } from '../../core/table.ts'
import { quietTask } from '../../core/task.ts'
import { worldX, worldY } from '../../core/tiling/mercator.ts'
import { askRanged, type RangedTable } from '../../core/tiling/ranged-tables.ts'
import { createTileService } from '../../core/tiling/tile-service.ts'
import { openCodeIndex } from '../../formats/code-index.ts'
import { openColumnFile } from '../../formats/column-file.ts'
import format, { encodeFlatGeobuf } from '../../formats/flatgeobuf.ts'
import { openFlatGeobuf } from '../../formats/flatgeobuf-ranges.ts'
import { type ByteSource, byteSource } from '../../formats/geotiff-source.ts'
import { openTileSet } from '../../formats/pmtiles-reader.ts'

const COUNT = 3000
const task = quietTask()
let folder: string
let whole: Table
let far: RangedTable
/** bytes read of each file */
const read: Record<string, number> = {}
/** the layer as a table, and as it stays in its file: the very same questions */
const near = createTileService()
const ranged = createTileService()

const bytesOf = (name: string) => new Uint8Array(readFileSync(join(folder, name)))
function counted(name: string): ByteSource {
  const source = byteSource(new Blob([bytesOf(name) as BlobPart]), name)
  return {
    ...source,
    fetchSlice: (slice, stop) => {
      read[name] = (read[name] ?? 0) + slice.length
      return source.fetchSlice(slice, stop)
    },
  }
}

/** With a date, a truth and gaps beside what the fabric has. */
function layerWithAllTypes(): Table {
  const fabric = parcelFabric(COUNT)
  const extra: Column[] = [
    {
      name: 'RQ',
      type: 'date',
      values: Float64Array.from({ length: COUNT }, (_, i) => (i % 7 === 0 ? Number.NaN : i * 86_400_000)),
    },
    { name: 'SF', type: 'boolean', values: Uint8Array.from({ length: COUNT }, (_, i) => (i % 5 === 0 ? 255 : i % 2)) },
    { name: 'BZ', type: 'text', codes: Uint32Array.from({ length: COUNT }, (_, i) => i % 3), dictionary: ['', null, '"引号"\n'] },
  ]
  return { ...fabric, columns: [...fabric.columns, ...extra] }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ranged-'))
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify({ version: 1, codeLists: [], groups: [], layers: [] }))
  writeFileSync(join(folder, 'source.fgb'), await encodeFlatGeobuf(layerWithAllTypes()))
  const run = await onemap(
    'layers',
    'add',
    join(folder, 'source.fgb'),
    '--id',
    'parcels',
    '--folder',
    folder,
    '--date',
    '2026-03-31',
  )
  expect(run.exit, run.stderr).toBe(0)
  const [decoded] = await format.decode!([{ name: 'parcels.fgb', bytes: bytesOf('parcels.fgb') }], {}, task)
  whole = decoded.table
  await near.putTable({ id: 't', table: whole }, task)
  const { signal } = task
  const layer = await openFlatGeobuf(counted('parcels.fgb'), 'parcels.fgb', signal)
  const codes = await openCodeIndex(counted('parcels.codes'), 'parcels.codes', signal).catch(() => null)
  far = askRanged(layer, codes, await openColumnFile(counted('parcels.columns'), 'parcels.columns', signal))
  ranged.putRanged('t', far)
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true }))

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

describe('its published tiles', () => {
  const CHOICE = { table: 't', rows: null, labelField: null, paint: [] as const }
  const paint = (count: number) => Array.from({ length: count }, () => ({ fill: '#123456', fillOpacity: 1, line: null }))

  test('are drawn with other classes and words, without rows that a filter hides; the counts are those of the whole', async () => {
    const filter: Condition[] = [{ field: AREA_FIELD, values: [], range: { min: 3500, max: null } }]
    const classValues = ['1106', '0703', '0101']
    const choice = {
      ...CHOICE,
      key: 'k',
      filter,
      classField: 'DLBM',
      classValues,
      paint: paint(4),
      labelTemplate: '{DLBM}',
    }
    const inMemory = await near.putDrawable({ ...choice, labelTemplate: '{DLBM}' }, task)
    const { counts } = await ranged.putDrawable({ ...choice, labelTemplate: '{DLBM}' }, task)
    expect(counts).toEqual(inMemory.counts)
    expect(counts.every((count) => count > 0)).toBe(true)
    const tiles = await openTileSet(new File([bytesOf('parcels.pmtiles') as BlobPart], 'p.pmtiles'), 'p.pmtiles')
    const z = tiles.maxZoom
    const place = (world: number) => Math.floor(world / (2 ** 32 / 2 ** z))
    const [x, y] = [place(worldX(118.7)), place(worldY(37.65))]
    const published = await tiles.tile(z, x, y)
    const own = ranged.redrawTile('k', published)!
    const seen = (bytes: Uint8Array, layer: string) => {
      const found = new VectorTile(new PbfReader(bytes)).layers[layer]
      return Array.from({ length: found?.length ?? 0 }, (_, i) => found.feature(i)).map((feature) => ({
        id: feature.id,
        ...feature.properties,
        geometry: feature.loadGeometry(),
      }))
    }
    // the shapes are those that the whole table is drawn with, at the highest zoom that is published
    expect(seen(own, 'shapes')).toEqual(seen(near.vectorTile({ key: 'k', z, x, y }), 'shapes'))
    expect(seen(own, 'labels')).toEqual(seen(near.vectorTile({ key: 'k', z, x, y }), 'labels'))
    expect(seen(own, 'labels').length).toBeGreaterThan(0)
    expect(seen(own, 'shapes').length).toBeLessThan(seen(published, 'shapes').length)
    ranged.dropRedrawn({ key: 'k' })
    expect(ranged.redrawTile('k', published)).toBeNull()
  })

  test('tell in the catalog how many there are of each class, so that a legend reads nothing', async () => {
    const catalog = JSON.parse(readFileSync(join(folder, 'catalog.json'), 'utf8'))
    expect(catalog.layers[0].classCounts).toEqual([COUNT])
  })
})

describe('an analysis of a part of it', () => {
  const source = {
    title: { zh: 't', en: 't' },
    file: 't',
    sha256: '',
    crs: 'EPSG:4490',
    date: '',
    licence: '',
    isDemonstration: false,
    notes: [],
  }
  const rest = { scope: 'all', fields: [], codeLists: {}, source } as const
  const zones = ringTable([
    [118.7, 37.65],
    [118.705, 37.65],
    [118.705, 37.654],
    [118.7, 37.653],
  ])
  const overlap = findAnalysis('overlap')!
  const run = (subject: LayerInput, against: LayerInput, lines: string) =>
    overlap.run({ subject, against: [against], lines, attribute: [], ignoreBelow: 1, pieces: true } as never, task)

  test.each(['pairs', 'subjects', 'against'])(
    'a drawn place against all of it gives the figures of the whole: %s',
    async (lines) => {
      await near.putTable({ id: 'zones', table: zones }, task)
      await ranged.putTable({ id: 'zones', table: zones }, task)
      const before = read['parcels.fgb'] ?? 0
      const numbers = await ranged.rowsMeeting({ id: 't', of: { table: 'zones', rows: null } }, task)
      const { resident } = await far.part(numbers, task)
      const place = { table: zones, rows: null, ...rest }
      const part = await run(place, { table: resident.table, rows: null, numbers, ...rest }, lines)
      const all = await run(place, { table: whole, rows: null, ...rest }, lines)
      expect(part.totals).toEqual(all.totals)
      expect(part.table).toEqual(all.table)
      expect(part.pieces?.geometry).toEqual(all.pieces?.geometry)
      expect(all.totals[Object.keys(all.totals)[0]]).toBeGreaterThan(0)
      expect(numbers.length).toBeLessThan(COUNT / 10)
      expect((read['parcels.fgb'] ?? 0) - before).toBeLessThan(bytesOf('parcels.fgb').length / 2)
    },
  )

  test('some chosen parcels against a zone give the figures of the whole, to a millionth of a square metre', async () => {
    const rows = Uint32Array.from(await ranged.rowsMeeting({ id: 't', of: { table: 'zones', rows: null } }, task))
    const { resident } = await far.part(rows, task)
    const zone = { table: zones, rows: null, ...rest }
    const part = await run({ table: resident.table, rows: null, numbers: rows, ...rest }, zone, 'pairs')
    const all = await run({ table: whole, rows, ...rest }, zone, 'pairs')
    for (const name of Object.keys(all.totals)) expect(part.totals[name]).toBeCloseTo(all.totals[name], 6)
    expect(part.table.columns.filter(({ type }) => type === 'text')).toEqual(
      all.table.columns.filter(({ type }) => type === 'text'),
    )
    expect(Array.from(part.members.rows, (row) => rows[row])).toEqual([...all.members.rows])
  })
})

test('only the fields that a question names are read, once', async () => {
  const fresh = createTileService()
  const layer = await openFlatGeobuf(counted('parcels.fgb'), 'parcels.fgb', task.signal)
  const store = await openColumnFile(counted('parcels.columns'), 'parcels.columns', task.signal)
  fresh.putRanged('t', askRanged(layer, null, store))
  const before = { ...read }
  const filter = [{ field: 'DLBM', values: ['1106'] }]
  await fresh.filterRows({ table: 't', filter }, task)
  await fresh.filterRows({ table: 't', filter: [{ field: 'DLBM', values: ['0703'] }] }, task)
  const { bytes } = store.fields.find(({ name }) => name === 'DLBM')!
  expect(read['parcels.columns'] - before['parcels.columns']).toBe(bytes)
  expect(read['parcels.fgb']).toBe(before['parcels.fgb'])
})

test.each([
  ['a cut', (bytes: Uint8Array) => bytes.slice(0, bytes.length - 400)],
  ['noise in a block', (bytes: Uint8Array) => bytes.map((byte, i) => (i > bytes.length - 900 ? byte ^ 0x5a : byte))],
  ['another file', (bytes: Uint8Array) => bytes.map((byte, i) => (i < 4 ? 0 : byte))],
  [
    'a header that lies',
    (bytes: Uint8Array) => Buffer.from(Buffer.from(bytes).toString('latin1').replace('"rows":[', '"rows":[-'), 'latin1'),
  ],
])('%s is told as damage', async (_, damage) => {
  const damaged = damage(bytesOf('parcels.columns'))
  const readAll = async () => {
    const store = await openColumnFile(byteSource(new Blob([damaged as BlobPart]), 'c'), 'c', task.signal)
    for (const { name } of store.fields) await store.read(name, task)
  }
  await expect(readAll()).rejects.toMatchObject({ code: 'columns.damaged' })
})
