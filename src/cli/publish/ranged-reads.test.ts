import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COUNT, type PublishedFabric, publishedFabric } from '../../../tests/published-fabric.ts'
import type { Condition } from '../../core/symbology.ts'
import { AREA_FIELD } from '../../core/table.ts'
import { quietTask } from '../../core/task.ts'
import { worldX, worldY } from '../../core/tiling/mercator.ts'
import { askRanged } from '../../core/tiling/ranged-tables.ts'
import { createTileService } from '../../core/tiling/tile-service.ts'
import { openColumnFile } from '../../formats/column-file.ts'
import { openFlatGeobuf } from '../../formats/flatgeobuf-ranges.ts'
import { byteSource } from '../../formats/geotiff-source.ts'
import { openTileSet } from '../../formats/pmtiles-reader.ts'
import { openRanged, type RangedFile } from '../../workers/open-ranged.ts'

const task = quietTask()
let layer: PublishedFabric
let near: PublishedFabric['near']
let ranged: PublishedFabric['ranged']
beforeAll(async () => {
  layer = await publishedFabric()
  ;({ near, ranged } = layer)
}, 120_000)
afterAll(() => layer.remove())

test('what lies beside it and cannot be read, or is of another publishing, is named, and all else is as it is', async () => {
  const file = (name: string, bytes = layer.bytesOf(name)) => ({ place: new Blob([bytes as BlobPart]), name })
  const open = ({ place, name }: RangedFile) => byteSource(place, name)
  const opened = (codes: RangedFile, columns: RangedFile) =>
    openRanged({ file: file('parcels.fgb'), codes, columns }, open, task.signal)
  const sound = await opened(file('parcels.codes'), file('parcels.columns'))
  expect(sound).toMatchObject({ unread: [], layer: { count: COUNT }, columns: { count: COUNT } })
  const cut = await opened(file('parcels.codes', layer.bytesOf('parcels.codes').subarray(0, 20)), file('parcels.columns'))
  expect(cut).toMatchObject({ unread: ['parcels.codes'], codes: null, columns: { count: COUNT } })
  // rows in its header that are not those of the layer
  const header = Buffer.from(layer.bytesOf('parcels.columns')).toString('latin1')
  const other = Buffer.from(header.replace(`"rows":[${COUNT}`, `"rows":[${COUNT - 1}`), 'latin1')
  expect(await opened(file('parcels.codes'), file('parcels.columns', other))).toMatchObject({
    unread: ['parcels.columns'],
    columns: null,
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
    const tiles = await openTileSet(new File([layer.bytesOf('parcels.pmtiles') as BlobPart], 'p.pmtiles'), 'p.pmtiles')
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
    const catalog = JSON.parse(readFileSync(join(layer.folder, 'catalog.json'), 'utf8'))
    expect(catalog.layers[0].classCounts).toEqual([COUNT])
  })
})

test('only the fields that a question names are read, once', async () => {
  const fresh = createTileService()
  const file = await openFlatGeobuf(layer.counted('parcels.fgb'), 'parcels.fgb', task.signal)
  const store = await openColumnFile(layer.counted('parcels.columns'), 'parcels.columns', task.signal)
  fresh.putRanged('t', askRanged(file, null, store))
  const before = { ...layer.read }
  const filter = [{ field: 'DLBM', values: ['1106'] }]
  await fresh.filterRows({ table: 't', filter }, task)
  await fresh.filterRows({ table: 't', filter: [{ field: 'DLBM', values: ['0703'] }] }, task)
  const { bytes } = store.fields.find(({ name }) => name === 'DLBM')!
  expect(layer.read['parcels.columns'] - before['parcels.columns']).toBe(bytes)
  expect(layer.read['parcels.fgb']).toBe(before['parcels.fgb'])
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
  const damaged = damage(layer.bytesOf('parcels.columns'))
  const readAll = async () => {
    const store = await openColumnFile(byteSource(new Blob([damaged as BlobPart]), 'c'), 'c', task.signal)
    for (const { name } of store.fields) await store.read(name, task)
  }
  await expect(readAll()).rejects.toMatchObject({ code: 'columns.damaged' })
})

test('a pointer that moves reads what is around it once; where thousands are within reach nothing is meant', async () => {
  const fresh = createTileService()
  const file = await openFlatGeobuf(layer.counted('parcels.fgb'), 'parcels.fgb', task.signal)
  const small = askRanged(file, null, null, 400_000)
  fresh.putRanged('t', small)
  const asked = (at: readonly [number, number], toleranceM: number) => ({ at, toleranceM, tables: [{ id: 't', filter: [] }] })
  expect(await fresh.snap(asked([118.7, 37.65], 40), task)).not.toBeNull()
  const before = layer.read['parcels.fgb']
  for (let i = 0; i < 20; i++) await fresh.snap(asked([118.7 + i * 1e-6, 37.65], 40), task)
  expect(layer.read['parcels.fgb']).toBe(before)
  expect(await fresh.snap(asked([118.7, 37.65], 1500), task)).toBeNull()
})
