import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { GridTransform } from '../core/raster/grid.ts'
import type { GridLook } from '../core/raster/grid-look.ts'
import { madeGrid } from '../core/raster/raster.fixture.ts'
import { quietTask } from '../core/task.ts'
import { encodeClasses } from './geotiff-encode.ts'
import { openGeoTiff } from './geotiff-reader.ts'

const [WIDTH, HEIGHT] = [40, 25]
const LOOK: GridLook = {
  unit: 'm',
  range: [0, 100],
  ramp: ['#440154', '#21918c', '#fde725'],
  breaks: [10, 20.5],
}
const NORTH_UP: GridTransform = [40394000, 30, 0, 4163000, 0, -30]
const TURNED: GridTransform = [118.5, 0.0001, 0.00002, 37.6, 0.00002, -0.0001]
/** values of all classes, limits themselves and none */
const VALUES = [5, 10, 10.001, 20.5, 21, 1e6, -3, -9999, Number.NaN]
const CLASSES = [1, 1, 2, 2, 3, 3, 1, 0, 0]
const place = (column: number, row: number) => (row * WIDTH + column) % VALUES.length

const made = (tile: number, transform: GridTransform, crs: string) =>
  madeGrid({ width: WIDTH, height: HEIGHT, tile, transform, crs, nodata: -9999, valueAt: (x, y) => VALUES[place(x, y)] })

test.each([
  ['tiles', 16, NORTH_UP, 'EPSG:4528'],
  ['strips', WIDTH, NORTH_UP, 'EPSG:4528'],
  ['turned, in degrees', 16, TURNED, 'EPSG:4490'],
] as const)('classes are written and read again, by ourselves and by GDAL: %s', async (_, tile, transform, crs) => {
  const bytes = await encodeClasses(made(tile, transform, crs), LOOK, quietTask())
  const { meta, readTile } = await openGeoTiff(new Blob([bytes]), { name: 'classes.tif' })
  expect(meta).toMatchObject({ crs, sampleType: 'u8', bands: 1, nodata: 0, notes: [] })
  expect(meta.palette?.slice(1, 4)).toEqual([0x440154, 0x21918c, 0xfde725])
  const [level] = meta.levels
  expect([level.width, level.height]).toEqual([WIDTH, HEIGHT])
  for (const [i, value] of level.transform.entries()) expect(value).toBeCloseTo(transform[i], 9)
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const [across, down] = [Math.floor(x / level.tileWidth), Math.floor(y / level.tileHeight)]
      const cells = await readTile(0, across, down, 0)
      const at = (y - down * level.tileHeight) * level.tileWidth + x - across * level.tileWidth
      expect(cells[at]).toBe(CLASSES[place(x, y)])
    }
  if (spawnSync('gdalinfo', ['--version']).error) return console.warn('skipped: gdalinfo (Debian: gdal-bin) was not found')
  const folder = mkdtempSync(join(tmpdir(), 'tif-'))
  try {
    const path = join(folder, 'classes.tif')
    writeFileSync(path, bytes)
    const { stdout, stderr } = spawnSync('gdalinfo', ['-json', '-hist', '-checksum', path], { encoding: 'utf8' })
    expect(stderr).toBe('')
    const info = JSON.parse(stdout)
    expect(info.size).toEqual([WIDTH, HEIGHT])
    expect(info.geoTransform.map((value: number) => Number(value.toFixed(6)))).toEqual(
      transform.map((value) => Number(value.toFixed(6))),
    )
    expect(info.coordinateSystem.wkt).toContain(`"EPSG",${crs.slice(5)}]`)
    const [band] = info.bands
    expect(band).toMatchObject({ type: 'Byte', noDataValue: 0, colorInterpretation: 'Palette' })
    expect(band.colorTable.entries.slice(1, 4)).toEqual([
      [68, 1, 84, 255],
      [33, 145, 140, 255],
      [253, 231, 37, 255],
    ])
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < WIDTH * HEIGHT; i++) counts[CLASSES[i % CLASSES.length]]++
    expect(band.histogram.buckets.slice(1, 4)).toEqual(counts.slice(1))
    expect(info.metadata['']).toMatchObject({ CLASS_1: '… 10 m', CLASS_2: '10 … 20.5 m', CLASS_3: '20.5 … m' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a system without a number is refused by name', async () => {
  const crs = '+proj=tmerc +lat_0=0 +lon_0=118.5 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs'
  await expect(encodeClasses(made(16, NORTH_UP, crs), LOOK, quietTask())).rejects.toMatchObject({ code: 'raster.noCrsCode' })
})
