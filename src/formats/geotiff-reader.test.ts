import { existsSync, openAsBlob, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeCog } from '../../scripts/layers/cog.ts'
import '../core/projections.ts'
import { pointToLngLat } from '../core/crs.ts'
import { type GridReader, nodataOf } from '../core/raster/grid.ts'
import { openGeoTiff } from './geotiff-reader.ts'

const NODATA = -9999
const cog = encodeCog({
  width: 700,
  height: 300,
  west: 118.3,
  north: 37.9,
  cellDeg: 0.001,
  nodata: NODATA,
  values: Float32Array.from({ length: 700 * 300 }, (_, i) => (i % 700 < 10 ? NODATA : (i % 700) + Math.floor(i / 700) / 1000)),
}) as Uint8Array<ArrayBuffer>

/** An uncompressed GeoTIFF, one strip, 16-bit, in either byte order. */
function plainTiff(
  width: number,
  height: number,
  values: readonly number[],
  littleEndian: boolean,
  keys: number[],
): Uint8Array<ArrayBuffer> {
  const tags: (readonly [id: number, type: 3 | 4 | 12, values: readonly number[]])[] = [
    [256, 3, [width]],
    [257, 3, [height]],
    [258, 3, [16]],
    [259, 3, [1]],
    [262, 3, [1]],
    [273, 4, [0]],
    [277, 3, [1]],
    [278, 3, [height]],
    [279, 4, [2 * values.length]],
    [339, 3, [1]],
    [33550, 12, [10, 10, 0]],
    [33922, 12, [0, 0, 0, 40400000, 4150000, 0]],
    [34735, 3, keys],
  ]
  const size = { 3: 2, 4: 4, 12: 8 }
  const view = new DataView(new ArrayBuffer(4096))
  view.setUint16(0, littleEndian ? 0x4949 : 0x4d4d)
  view.setUint16(2, 42, littleEndian)
  view.setUint32(4, 8, littleEndian)
  view.setUint16(8, tags.length, littleEndian)
  let free = 400
  tags.forEach(([id, type, content], k) => {
    const at = 10 + 12 * k
    view.setUint16(at, id, littleEndian)
    view.setUint16(at + 2, type, littleEndian)
    view.setUint32(at + 4, content.length, littleEndian)
    let to = at + 8
    if (content.length * size[type] > 4) {
      view.setUint32(to, free, littleEndian)
      to = free
      free += 8 * content.length
    }
    content.forEach((value, i) => {
      const each = id === 273 ? 2000 : value
      if (type === 3) view.setUint16(to + 2 * i, each, littleEndian)
      else if (type === 4) view.setUint32(to + 4 * i, each, littleEndian)
      else view.setFloat64(to + 8 * i, each, littleEndian)
    })
  })
  for (const [i, value] of values.entries()) view.setUint16(2000 + 2 * i, value, littleEndian)
  return new Uint8Array(view.buffer)
}
const PROJECTED = [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 4528]

describe('the head of a GeoTIFF', () => {
  it('tells size, type, place, no-data value and overviews', async () => {
    const { meta } = await openGeoTiff(new Blob([cog]), { name: 'cog.tif' })
    expect(meta).toMatchObject({ crs: 'EPSG:4490', sampleType: 'f32', bands: 1, nodata: NODATA, palette: null, notes: [] })
    expect(meta.levels.map(({ width, height }) => [width, height])).toEqual([
      [700, 300],
      [350, 150],
      [175, 75],
    ])
    expect(meta.levels[0].transform).toEqual([118.3, 0.001, 0, 37.9, 0, -0.001])
    expect(meta.levels[1].transform[1]).toBeCloseTo(0.002, 12)
  })

  it('is read in both byte orders, and a tie point in the middle of a cell is seen', async () => {
    const values = Array.from({ length: 12 }, (_, i) => 300 * i + 7)
    for (const littleEndian of [true, false]) {
      const reader = await openGeoTiff(new Blob([plainTiff(4, 3, values, littleEndian, PROJECTED)]), { name: 'plain.tif' })
      expect(reader.meta).toMatchObject({ crs: 'EPSG:4528', sampleType: 'u16' })
      expect(Array.from(await reader.readTile(0, 0, 0, 0))).toEqual(values)
    }
    const points = PROJECTED.with(11, 2)
    const { meta } = await openGeoTiff(new Blob([plainTiff(4, 3, values, true, points)]), { name: 'plain.tif' })
    expect(meta.levels[0].transform).toEqual([40399995, 10, 0, 4150005, 0, -10])
  })

  it('may name no system, until the user does', async () => {
    const file = new Blob([plainTiff(2, 2, [1, 2, 3, 4], true, [1, 1, 0, 1, 1024, 0, 1, 1])])
    await expect(openGeoTiff(file, { name: 'a.tif' })).rejects.toMatchObject({ code: 'raster.unknownCrs' })
    expect((await openGeoTiff(file, { name: 'a.tif', crs: 'EPSG:4528' })).meta.crs).toBe('EPSG:4528')
  })

  it('refuses a packing and a kind of sample that are not read, by name, before any cell', async () => {
    const plain = plainTiff(2, 2, [1, 2, 3, 4], true, PROJECTED)
    /** with another value in the entry of a tag, by its place in the directory */
    const withTag = (place: number, value: number) => {
      const bytes = plain.slice()
      new DataView(bytes.buffer).setUint16(10 + 12 * place + 8, value, true)
      return openGeoTiff(new Blob([bytes]), { name: 'a.tif' })
    }
    const refused = (detail: object) => ({ code: 'raster.unsupported', detail: expect.objectContaining(detail) })
    await expect(withTag(3, 7)).rejects.toMatchObject(refused({ file: 'a.tif', what: 'samples', value: '16 bit, format 1' }))
    await expect(withTag(3, 34887)).rejects.toMatchObject(refused({ what: 'compression', value: 'LERC' }))
    await expect(withTag(3, 4711)).rejects.toMatchObject(refused({ what: 'compression', value: '4711' }))
    await expect(withTag(2, 12)).rejects.toMatchObject(refused({ what: 'samples', value: '12 bit, format 1' }))
  })
})

describe('cells', () => {
  it('come tile by tile, the last ones padded', async () => {
    const reader = await openGeoTiff(new Blob([cog]), { name: 'cog.tif' })
    const tile = await reader.readTile(0, 2, 1, 0)
    expect(tile.length).toBe(256 * 256)
    expect(tile[3 * 256 + 5]).toBe(Math.fround(512 + 5 + 259 / 1000))
    expect(nodataOf(reader.meta)).toBe((await reader.readTile(0, 0, 0, 0))[0])
    expect(await reader.readTile(0, 2, 1, 0)).toBe(tile)
  })

  it('cut short inside a tile are an error that names the tile', async () => {
    const reader = await openGeoTiff(new Blob([cog.slice(0, cog.length - 3000)]), { name: 'cut.tif' })
    expect(reader.meta.notes).toMatchObject([{ code: 'raster.cutOff', detail: { cut: 1 } }])
    await expect(reader.readTile(0, 2, 1, 0)).rejects.toMatchObject({
      code: 'raster.badTile',
      detail: { file: 'cut.tif', x: 2, y: 1 },
    })
    expect((await reader.readTile(2, 0, 0, 0)).length).toBe(256 * 256)
  })

  it('none of which is left are refused, with the byte that the file ends at', async () => {
    const whole = plainTiff(4, 4, new Array(16).fill(7), true, PROJECTED)
    const cut = whole.slice(0, 2000 + 31)
    await expect(openGeoTiff(new Blob([cut]), { name: 'cut.tif' })).rejects.toMatchObject({
      code: 'raster.allCut',
      detail: { file: 'cut.tif', count: 1, at: cut.length },
    })
    expect((await openGeoTiff(new Blob([whole]), { name: 'a.tif' })).meta.notes).toEqual([])
  })
})

describe('a file behind an address', () => {
  let server: Server
  let asked: string[] = []
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.headers.range ?? 'whole')
      const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '')
      if (request.url === '/missing.tif') response.writeHead(404).end()
      else if (request.url === '/whole.tif' || !range) response.writeHead(200).end(cog)
      else {
        const [from, to] = [Number(range[1]), Math.min(cog.length, Number(range[2]) + 1)]
        response.writeHead(206, { 'content-range': `bytes ${from}-${to - 1}/${cog.length}` }).end(cog.subarray(from, to))
      }
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  })
  afterAll(() => {
    server.close()
  })
  const address = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`

  it('is read by pieces, each piece once', async () => {
    asked = []
    const reader = await openGeoTiff(address('/ranges.tif'), { name: 'r.tif' })
    expect(asked).toEqual(['bytes=0-65535'])
    const [a, b] = await Promise.all([reader.readTile(0, 1, 0, 0), reader.readTile(0, 2, 1, 0)])
    expect([a[0], b[0]]).toEqual([256, Math.fround(512.256)])
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked).not.toContain('whole')
  })

  it('is read whole where the server knows no ranges, and missing ones are said so', async () => {
    const reader = await openGeoTiff(address('/whole.tif'), { name: 'w.tif' })
    asked = []
    expect((await reader.readTile(0, 1, 0, 0))[0]).toBe(256)
    expect(asked).toEqual([])
    await expect(openGeoTiff(address('/missing.tif'), { name: 'm.tif' })).rejects.toMatchObject({
      code: 'raster.fetch',
      detail: { status: 404 },
    })
  })
})

const DATA = '../shared/data'
const isHere = existsSync(`${DATA}/raster`)
if (!isHere) console.warn(`skipped: rasters of ${DATA} (folder is absent)`)

describe.skipIf(!isHere)('real files', () => {
  const open = async (name: string) => openGeoTiff(await openAsBlob(`${DATA}/${name}`), { name })
  async function figures(reader: GridReader, band: number) {
    const [level] = reader.meta.levels
    const nodata = nodataOf(reader.meta)
    let count = 0
    let sum = 0
    for (let y = 0; y < level.height; y++)
      for (let tileX = 0; tileX * level.tileWidth < level.width; tileX++) {
        const tile = await reader.readTile(0, tileX, Math.floor(y / level.tileHeight), band)
        const start = (y % level.tileHeight) * level.tileWidth
        const across = Math.min(level.tileWidth, level.width - tileX * level.tileWidth)
        for (const value of tile.subarray(start, start + across)) {
          if (value === nodata || Number.isNaN(value)) continue
          count++
          sum += value
        }
      }
    return { count, mean: sum / count }
  }

  it.each([
    ['raster/lux_elev.tif', 0, 'EPSG:4326', 4608, 348.3365885416667],
    ['raster/terra_sent2_L2A.tif', 3, 'EPSG:4326', 4876, 4194.493027071],
    ['raster/riotiler_cog_uint16_32621.tif', 0, 'EPSG:32621', 7088886, 2106.537748667421],
    ['raster/rasterio_rgb1.tif', 1, '+proj=utm +zone=18', 109197, 78.95918386036246],
  ] as const)('%s has the values that GDAL reads', async (name, band, crs, count, mean) => {
    const reader = await open(name)
    const found = await figures(reader, band)
    expect(reader.meta.crs.startsWith(crs)).toBe(true)
    expect(found.count).toBe(count)
    expect(Math.abs(found.mean - mean)).toBeLessThan(name.includes('sent2') ? 0.05 : 1e-6 * mean)
  })

  it('lie where they should', async () => {
    const { meta } = await open('raster/rasterio_rgb1.tif')
    const [a, , , d] = meta.levels[0].transform
    const [lng, lat] = pointToLngLat(meta.crs, a, d)
    expect(lng).toBeCloseTo(-78.96, 1)
    expect(lat).toBeCloseTo(25.51, 0)
  })

  it.each([
    ['huge_dims.tif', 'raster.tooLarge'],
    ['no_georef.tif', 'raster.noGeoreference'],
    ['bad_strip_offset.tif', 'raster.broken'],
    ['ifd_loop.tif', 'raster.noGeoreference'],
    ['singular_scale.tif', 'raster.badTransform'],
  ])('%s is refused: %s', async (name, code) => {
    await expect(open(`bad/tif/${name}`)).rejects.toMatchObject({ code })
  })

  it('cut or disturbed anywhere never do worse than a readable error', async () => {
    const bytes = new Uint8Array(readFileSync(`${DATA}/raster/lux_elev.tif`))
    for (let turn = 0; turn < 200; turn++) {
      const damaged = turn % 2 ? bytes.slice(0, Math.floor((bytes.length * turn) / 200)) : bytes.slice()
      if (turn % 2 === 0) for (let k = 0; k < 6; k++) damaged[(turn * 37 + k * 101) % 1200] ^= 1 << ((turn + k) % 8)
      try {
        const reader = await openGeoTiff(new Blob([damaged]), { name: 'd.tif' })
        await reader.readTile(0, 0, 0, 0)
      } catch (error) {
        expect(error).toHaveProperty('code')
        expect(String((error as { code: unknown }).code)).toMatch(/^raster\./)
      }
    }
  })
})
