import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { KENLI } from '../../tests/csv-files.ts'
import '../core/projections.ts'
import { fromLngLat, toLngLat } from '../core/crs.ts'
import { defaultLook } from '../core/raster/default-look.ts'
import type { GridReader } from '../core/raster/grid.ts'
import { gridPixels } from '../core/raster/grid-image.ts'
import { quietTask } from '../core/task.ts'
import { openGeoTiff } from './geotiff-reader.ts'
import { decodeFiles, groupFiles } from './registry.ts'

/** Written by GDAL: scripts/golden/tiff.sh. */
const FOLDER = join(import.meta.dirname, '../../tests/golden/tiff')
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)))
const open = (name: string) => openGeoTiff(new Blob([bytesOf(name)]), { name })

/** All cells of a band, row by row, whatever its tiles. */
async function cells(reader: GridReader, band: number): Promise<number[]> {
  const { width, height, tileWidth, tileHeight } = reader.meta.levels[0]
  const out: number[] = new Array(width * height)
  for (let y = 0; y * tileHeight < height; y++)
    for (let x = 0; x * tileWidth < width; x++) {
      const tile = await reader.readTile(0, x, y, band)
      for (let i = 0; i < tile.length; i++) {
        const [column, row] = [x * tileWidth + (i % tileWidth), y * tileHeight + Math.floor(i / tileWidth)]
        if (column < width && row < height) out[row * width + column] = tile[i]
      }
    }
  return out
}

describe('what GDAL packs is what GDAL reads', () => {
  test.each(['zstd', 'zstd-float', 'bits1', 'bits1-zstd', 'bits4'])('%s: cell by cell', async (name) => {
    const [packed, plain] = [await open(`${name}.tif`), await open(`${name}.plain.tif`)]
    expect(await cells(packed, 0)).toEqual(await cells(plain, 0))
    expect(new Set(await cells(plain, 0)).size).toBeGreaterThan(1)
  })

  // decoders of JPEG round, and smooth colours (kept at half the size) at hard edges, each in its own way
  test.each([
    ['jpeg-grey', 1, 1, 0.5],
    ['jpeg-ycbcr', 3, 80, 4.5],
  ])('%s: within what decoders differ', async (name, bands, most, mean) => {
    const [packed, plain] = [await open(`${name}.tif`), await open(`${name}.plain.tif`)]
    expect(packed.meta.bands).toBe(bands)
    for (let band = 0; band < bands; band++) {
      const [ours, theirs] = [await cells(packed, band), await cells(plain, band)]
      const differences = ours.map((value, i) => Math.abs(value - theirs[i]))
      expect(Math.max(...differences)).toBeLessThanOrEqual(most)
      expect(differences.reduce((sum, each) => sum + each, 0) / differences.length).toBeLessThan(mean)
    }
  })

  test('a JPEG that claims another size, and a Zstandard block that grows without end, are refused', async () => {
    const jpeg = bytesOf('jpeg-grey.tif')
    const frame = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === 0xc0 && i > 200)
    jpeg[frame + 5] = 0xff
    const lying = await openGeoTiff(new Blob([jpeg]), { name: 'a.tif' })
    await expect(lying.readTile(0, 0, 0, 0)).rejects.toMatchObject({
      code: 'raster.badTile',
      detail: { reason: expect.stringContaining('JPEG of 75 ×') },
    })
    const { unpackBlock } = await import('./geotiff-block.ts')
    // a frame without a size, window of 1 MiB: blocks of 128 kB of one byte, which are four bytes each
    const blocks = Array.from({ length: 10_000 }, () => [0x02, 0x00, 0x10, 0x07]).flat()
    const bomb = Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x50, ...blocks])
    const packing = {
      compression: 50000,
      predictor: 1,
      sampleType: 'u8',
      bits: 8,
      width: 100,
      samples: 1,
      isLittleEndian: true,
    } as const
    expect([...unpackBlock(bomb, 1, packing)]).toEqual(new Array(100).fill(7))
  })
})

test('red, green and blue of a picture are its colours on the map, and its look says so', async () => {
  const reader = await open('jpeg-ycbcr.plain.tif')
  const look = await defaultLook(reader, quietTask())
  expect([reader.meta.colours, look.isPhoto]).toEqual(['rgb', true])
  const bands = await Promise.all([0, 1, 2].map((band) => cells(reader, band)))
  const size = 64
  const [z, x, y] = [20, 869_536, 405_983]
  const pixels = await gridPixels(reader, look, { z, x, y, size }, quietTask())
  const places = [5, 30, 60].map((i) => {
    const [px, py] = [(x + (i + 0.5) / size) / 2 ** z, (y + (i + 0.5) / size) / 2 ** z]
    const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * py))) * 180) / Math.PI
    const [east, north] = fromLngLat('EPSG:4528', Float64Array.of(px * 360 - 180, lat))
    return [4 * (i * size + i), Math.floor((4163000 - north) / 10) * 75 + Math.floor((east - 40370000) / 10)]
  })
  for (const [at, cell] of places) expect([...pixels.slice(at, at + 4)]).toEqual([...bands.map((band) => band[cell]), 255])
  const ramp = await gridPixels(reader, { ...look, isPhoto: false }, { z, x, y, size }, quietTask())
  expect([...ramp.slice(0, 3)]).not.toEqual([...pixels.slice(0, 3)])
  expect([(await open('zstd.tif')).meta.colours, (await defaultLook(await open('zstd.tif'), quietTask())).isPhoto]).toEqual([
    undefined,
    undefined,
  ])
})

test('a fourth band that is opacity is none of the colours: cells below half of it are see-through', async () => {
  const reader = await open('rgba.tif')
  const look = await defaultLook(reader, quietTask())
  expect([reader.meta.bands, reader.meta.colours, look.isPhoto]).toEqual([4, 'rgba', true])
  const bands = await Promise.all([0, 1, 2, 3].map((band) => cells(reader, band)))
  expect(bands.map((band) => band[20 * 75 + 31])).toEqual([93, 100, 255, 127])
  // so near that each cell is many pixels
  const size = 256
  const [z, cellX, cellY] = [21, 40370310.5, 4162795.5]
  const [lng, lat] = toLngLat('EPSG:4528', Float64Array.of(cellX, cellY))
  const x = Math.floor((lng / 360 + 0.5) * 2 ** z)
  const y = Math.floor((0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** z)
  const pixels = await gridPixels(reader, look, { z, x, y, size }, quietTask())
  const seen = new Set<string>()
  for (let p = 0; p < size; p++) {
    const [px, py] = [(x + (p + 0.5) / size) / 2 ** z, (y + 0.5 + 0.5 / size) / 2 ** z]
    const at = (Math.atan(Math.sinh(Math.PI * (1 - 2 * py))) * 180) / Math.PI
    const [east, north] = fromLngLat('EPSG:4528', Float64Array.of(px * 360 - 180, at))
    const [column, row] = [Math.floor((east - 40370000) / 10), Math.floor((4163000 - north) / 10)]
    const pixel = [...pixels.slice(4 * ((size / 2) * size + p), 4 * ((size / 2) * size + p) + 4)]
    const cell = row * 75 + column
    const isSeen = bands[3][cell] >= 128
    expect(pixel, `${column} ${row}`).toEqual(isSeen ? [...bands.slice(0, 3).map((band) => band[cell]), 255] : [0, 0, 0, 0])
    seen.add(`${bands[3][cell]}`)
  }
  expect(seen).toContain('128')
  expect(seen).toContain('127')
})

describe('a picture with its world file', () => {
  const file = (name: string, as = name) => ({ name: as, bytes: bytesOf(name) })
  test('lies where its file says, in the kept file too, and asks for its system', async () => {
    const { layers, failures } = await decodeFiles([file('picture.tif'), file('picture.tfw')], KENLI, quietTask())
    expect(failures).toEqual([])
    const [{ questions, receipt, grid }] = layers
    expect(questions).toMatchObject([{ kind: 'crs', preselected: 'EPSG:4528' }])
    expect(receipt.notes).toContainEqual({ code: 'raster.worldFile', detail: { name: 'picture.tfw' }, level: 'info' })
    // as a project or a later session opens it
    const { meta, readTile } = await openGeoTiff(grid!.file, { name: 'picture.tif', crs: 'EPSG:4528' })
    expect(meta.levels[0].transform).toEqual([40370000, 10, 0, 4163000, 0, -10])
    expect([...(await readTile(0, 0, 0, 0)).slice(0, 5)]).toEqual([0, 1, 2, 3, 4])
  })

  test('its system may stand in a .prj, which a Shapefile of the same name has too', async () => {
    const prj = {
      name: 'picture.prj',
      bytes: new TextEncoder().encode(
        'PROJCS["CGCS2000_3_Degree_GK_Zone_40",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",40500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
      ),
    }
    const { layers } = await decodeFiles([file('picture.tif'), file('picture.tfw'), prj], KENLI, quietTask())
    expect([layers[0].questions, layers[0].receipt.crs, layers[0].receipt.crsEvidence]).toEqual([[], 'EPSG:4528', 'prj'])
  })

  test('of one name, raster and Shapefile both have the .prj', () => {
    const files = ['a.tif', 'a.shp', 'a.prj', 'a.tfw'].map((name) => ({ name, bytes: new Uint8Array(1) }))
    const groups = groupFiles(files, []).map((group) => group.map(({ name }) => name))
    expect(groups).toEqual(
      expect.arrayContaining([
        ['a.tif', 'a.prj', 'a.tfw'],
        ['a.shp', 'a.prj'],
      ]),
    )
  })

  test('without it the message says to drop it too; one of no numbers is none', async () => {
    for (const files of [
      [file('picture.tif')],
      [file('picture.tif'), { name: 'picture.tfw', bytes: new TextEncoder().encode('10\n0\nx\n') }],
    ]) {
      const { failures } = await decodeFiles(files, KENLI, quietTask())
      expect(failures.map(({ code }) => code)).toEqual(['raster.noGeoreference'])
    }
  })
})
