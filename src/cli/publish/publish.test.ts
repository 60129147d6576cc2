import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { VectorTile } from '@mapbox/vector-tile'
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js'
import { PbfReader } from 'pbf'
import { PMTiles, type Source } from 'pmtiles'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parcelFabric } from '../../../scripts/bench/fabric.ts'
import { onemap } from '../../../tests/onemap.ts'
import { addTo, COUNT, publishedFolder } from '../../../tests/published-folder.ts'
import { quietTask } from '../../core/task.ts'
import { worldX, worldY } from '../../core/tiling/mercator.ts'
import { openCodeIndex } from '../../formats/code-index.ts'
import fgb, { encodeFlatGeobuf } from '../../formats/flatgeobuf.ts'
import { byteSource } from '../../formats/geotiff-source.ts'
import { openTileSet } from '../../formats/pmtiles-reader.ts'
import { piecesOf } from './batches.ts'

const hasGdal = spawnSync('ogrinfo', ['--version']).status === 0
if (!hasGdal) console.warn('skipped: reading published layers with GDAL, since ogrinfo is not installed')

let published: Awaited<ReturnType<typeof publishedFolder>>
let inFolder: (name: string) => string
beforeAll(async () => {
  published = await publishedFolder()
  inFolder = published.inFolder
}, 120_000)
afterAll(() => published.remove())

const add = (...words: string[]) => addTo(published.folder, ...words)

interface Feature {
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: { readonly coordinates: number[][][][] }
}
const everyFeature = async () => {
  const features: Feature[] = []
  for await (const feature of deserialize(new Uint8Array(readFileSync(inFolder('parcels.fgb'))))) features.push(feature as never)
  return features
}

/** A published file as a host with byte ranges gives it. */
const asSource = (bytes: Buffer): Source => ({
  getKey: () => 'file',
  getBytes: async (offset, length) => ({ data: new Uint8Array(bytes.subarray(offset, offset + length)).buffer }),
})

describe('a published layer', () => {
  it('gives heights to all features where any file has them, whichever comes first', async () => {
    const flat = parcelFabric(40)
    const { geometry } = parcelFabric(20)
    const high = {
      ...parcelFabric(20),
      geometry: geometry && { ...geometry, z: new Float64Array(geometry.xy.length / 2).fill(7.5) },
    }
    writeFileSync(inFolder('flat.fgb'), await encodeFlatGeobuf(flat))
    writeFileSync(inFolder('high.fgb'), await encodeFlatGeobuf(high))
    const apart = inFolder('heights')
    mkdirSync(apart)
    copyFileSync(inFolder('catalog.json'), join(apart, 'catalog.json'))
    for (const files of [
      ['flat.fgb', 'high.fgb'],
      ['high.fgb', 'flat.fgb'],
    ]) {
      const run = await addTo(apart, ...files.map(inFolder), '--id', 'heights')
      expect(run.exit, run.stderr).toBe(0)
      const bytes = new Uint8Array(readFileSync(join(apart, 'heights.fgb')))
      const [{ table, receipt }] = (await fgb.decode?.([{ name: 'heights.fgb', bytes }], {}, quietTask())) ?? []
      expect(receipt).toMatchObject({ count: 60, skipped: 0 })
      const heights = [...(table.geometry?.z ?? [])]
      expect(heights.filter((z) => z === 7.5)).toHaveLength(high.geometry!.xy.length / 2)
      expect(heights.filter(Number.isNaN)).toHaveLength(flat.geometry!.xy.length / 2)
    }
  })

  it('is told to be repaired, not to be kept as it crosses itself', async () => {
    const apart = inFolder('crossing')
    mkdirSync(apart)
    copyFileSync(inFolder('catalog.json'), join(apart, 'catalog.json'))
    const ring = '[[118.5,37.5],[118.6,37.6],[118.6,37.5],[118.5,37.6],[118.5,37.5]]'
    const bowTie = `{"type":"Feature","properties":{"a":1},"geometry":{"type":"Polygon","coordinates":[${ring}]}}`
    writeFileSync(join(apart, 'bow.geojson'), bowTie)
    const run = await addTo(apart, join(apart, 'bow.geojson'), '--id', 'bow')
    expect(run.exit, run.stderr).toBe(0)
    expect(run.stdout).toContain('"repaired"')
    expect(run.stdout).not.toContain('geometry.unsound')
  })

  it('stands in the catalog as the application reads it, with the checksums of its files', async () => {
    const [layer] = published.catalog().layers
    expect(layer).toMatchObject({ id: 'parcels', count: COUNT, isDemonstration: false, title: { zh: '宗地', en: 'Parcels' } })
    expect(published.catalog().groups).toMatchObject([{ id: 'published', layers: ['parcels'] }])
    const check = await onemap('layers', 'check', '--folder', published.folder, '--json')
    expect([check.exit, check.json<{ files: number }>().files]).toEqual([0, 4])
  })

  it('holds every feature with its values, as the FlatGeobuf library reads it', async () => {
    const features = await everyFeature()
    const source = parcelFabric(COUNT)
    const units = source.columns.find(({ name }) => name === 'ZDDM') as { dictionary: readonly string[] }
    expect(features).toHaveLength(COUNT)
    expect(features.map(({ properties }) => properties.ZDDM).sort()).toEqual([...units.dictionary].sort())
    const vertices = features.reduce((sum, { geometry }) => sum + geometry.coordinates[0][0].length, 0)
    expect(vertices).toBe(COUNT * 13)
  })

  it.skipIf(!hasGdal)('is what GDAL counts and finds in a box', () => {
    const said = (...words: string[]) =>
      execFileSync('ogrinfo', ['-so', '-al', ...words, inFolder('parcels.fgb')], { encoding: 'utf8' })
    expect(said()).toContain(`Feature Count: ${COUNT}`)
    const boxed = Number(/Feature Count: (\d+)/.exec(said('-spat', '118.699', '37.649', '118.701', '37.651'))?.[1])
    expect(boxed).toBeGreaterThan(8)
    expect(boxed).toBeLessThan(60)
  })

  it('has tiles in which the PMTiles library finds each feature where it lies, under its number in the file', async () => {
    const tiles = new PMTiles(asSource(readFileSync(inFolder('parcels.pmtiles'))))
    const head = await tiles.getHeader()
    expect([head.specVersion, head.clustered, head.tileType]).toEqual([3, true, 1])
    expect(head.numAddressedTiles).toBe(published.answer.tiles.tiles)
    const features = await everyFeature()
    const seen = new Set<number>()
    const z = 14
    const side = 2 ** (32 - z)
    const keys = new Set(
      features.map(({ geometry }) => {
        const [lng, lat] = geometry.coordinates[0][0][0]
        return `${Math.floor(worldX(lng) / side)}/${Math.floor(worldY(lat) / side)}`
      }),
    )
    for (const key of keys) {
      const [x, y] = key.split('/').map(Number)
      const tile = await tiles.getZxy(z, x, y)
      if (!tile) throw new Error(`no tile ${z}/${key}`)
      const { shapes } = new VectorTile(new PbfReader(new Uint8Array(tile.data))).layers
      for (let i = 0; i < shapes.length; i++) {
        const shape = shapes.feature(i)
        seen.add(shape.id as number)
        const [west, south, east, north] = boxOf(shape.toGeoJSON(x, y, z).geometry as never)
        const box = boxOf(features[(shape.id as number) - 1].geometry)
        // a tile's unit is half a metre here, and what leaves the tile is cut
        expect(west).toBeGreaterThan(box[0] - 2e-5)
        expect(south).toBeGreaterThan(box[1] - 2e-5)
        expect(east).toBeLessThan(box[2] + 2e-5)
        expect(north).toBeLessThan(box[3] + 2e-5)
      }
    }
    expect(seen.size).toBe(COUNT)
  })

  it('has its codes in order, by whose beginning rows are found', async () => {
    const [layer] = published.catalog().layers
    const { signal } = quietTask()
    const source = (name: string) => byteSource(new Blob([readFileSync(inFolder(name))]), name)
    const codes = await openCodeIndex(source('parcels.codes'), 'parcels.codes', signal)
    expect(layer.kind === 'table' && layer.codes?.fields).toEqual(codes.fields)
    expect(codes.fields).toEqual(['ZDDM'])
    const features = (await everyFeature()).map(({ properties }) => String(properties.ZDDM).toLowerCase())
    for (const wanted of [
      features[0],
      features[COUNT - 1],
      '370505001001jb',
      '370505001001jb012',
      '370505001001jb0248',
      '3705x',
      '4',
    ]) {
      const expected = features.map((code, row) => [code, row] as const).filter(([code]) => code.startsWith(wanted))
      const inOrder = expected.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
      expect(await codes.find('ZDDM', wanted, 500, signal)).toEqual(inOrder.slice(0, 500))
    }
    expect(await codes.find('other', '3705', 10, signal)).toEqual([])
    const bytes = readFileSync(inFolder('parcels.codes'))
    bytes[13] = 1
    await expect(openCodeIndex(byteSource(new Blob([bytes]), 'c'), 'c', signal)).rejects.toMatchObject({ code: 'codes.damaged' })
  })

  it('is opened by the application the same from a host with ranges and from one without', async () => {
    const bytes = readFileSync(inFolder('parcels.pmtiles'))
    for (const knowsRanges of [true, false]) {
      let sent = 0
      const server = createServer((request, response) => {
        const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []
        const part = knowsRanges ? bytes.subarray(Number(from), Number(to) + 1) : bytes
        sent += part.length
        response
          .writeHead(knowsRanges ? 206 : 200, knowsRanges ? { 'content-range': `bytes ${from}-${to}/${bytes.length}` } : {})
          .end(part)
      })
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
      const set = await openTileSet(`http://127.0.0.1:${(server.address() as AddressInfo).port}/p`, 'parcels.pmtiles')
      expect([set.minZoom, set.maxZoom, set.classField]).toEqual([
        published.answer.tiles.minZoom,
        published.answer.tiles.maxZoom,
        null,
      ])
      expect(set.bbox[0]).toBeLessThan(118.7)
      // a phone of 360 px that shows all of it, half of it behind a panel, asks for tiles of 512 px at this zoom
      const [west, south, east, north] = set.bbox
      const span = Math.max(worldX(east) - worldX(west), worldY(south) - worldY(north))
      expect(set.minZoom).toBeLessThanOrEqual(Math.floor(Math.log2((2 ** 32 / span) * (180 / 512))))
      const [x, y] = [worldX(118.7), worldY(37.65)].map((world) => Math.floor(world / 2 ** 18))
      const { shapes } = new VectorTile(new PbfReader(await set.tile(14, x, y))).layers
      expect(shapes.length).toBeGreaterThan(100)
      expect(await set.tile(14, 0, 0)).toHaveLength(0)
      // the first tiles of a host with ranges take a part of the file only
      expect(sent).toBeLessThanOrEqual(knowsRanges ? 4 * 65536 : bytes.length)
      server.close()
    }
  })

  it('comes out byte for byte the same again', async () => {
    const before = published.catalog().layers
    expect((await add(inFolder('source.fgb'), '--id', 'parcels')).exit).toBe(0)
    expect(published.catalog().layers).toEqual(before)
  })

  it('is found out when the catalog says another number of features', async () => {
    const before = readFileSync(inFolder('catalog.json'), 'utf8')
    writeFileSync(inFolder('catalog.json'), before.replace(`"count": ${COUNT}`, `"count": ${COUNT + 1}`))
    const check = await onemap('layers', 'check', '--folder', published.folder, '--json')
    expect(check.json<{ problems: unknown[] }>().problems).toMatchObject([
      { problem: 'count', expected: COUNT + 1, found: COUNT },
    ])
    writeFileSync(inFolder('catalog.json'), before)
  })

  it('is found out when a byte of it changed or a file is gone', async () => {
    const bytes = readFileSync(inFolder('parcels.fgb'))
    bytes[bytes.length >> 1] ^= 1
    writeFileSync(inFolder('parcels.fgb'), bytes)
    rmSync(inFolder('parcels.pmtiles'))
    const check = await onemap('layers', 'check', '--folder', published.folder, '--json')
    expect(check.exit).toBe(1)
    const said = check.json<{ error: { code: string }; problems: { problem: string }[] }>()
    expect(said.error.code).toBe('publish.check.sha256')
    expect(said.problems.map(({ problem }) => problem)).toEqual(['sha256', 'missing'])
    expect((await add(inFolder('source.fgb'), '--id', 'parcels')).exit).toBe(0)
  })
})

function boxOf({ coordinates }: { readonly coordinates: readonly unknown[] }): number[] {
  const numbers = coordinates.flat(9) as number[]
  const axis = (k: number) => numbers.filter((_, i) => i % 2 === k)
  return [Math.min(...axis(0)), Math.min(...axis(1)), Math.max(...axis(0)), Math.max(...axis(1))]
}

describe('a FlatGeobuf larger than a piece', () => {
  it('is read whole, piece by piece, and a cut one is refused', async () => {
    const path = inFolder('source.fgb')
    const lengths: number[] = []
    for await (const { table } of piecesOf(path, {}, quietTask(), 40_000)) lengths.push(table.length)
    expect(lengths.length).toBeGreaterThan(10)
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(COUNT)
    writeFileSync(inFolder('cut.fgb'), readFileSync(path).subarray(0, -100))
    const readCut = async () => {
      for await (const piece of piecesOf(inFolder('cut.fgb'), {}, quietTask(), 40_000))
        expect(piece.table.length).toBeGreaterThan(0)
    }
    await expect(readCut()).rejects.toMatchObject({ code: 'format.truncated' })
  })
})
