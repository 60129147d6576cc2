import { existsSync, openAsBlob } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { PLAIN_ZONAL } from '../core/raster/raster.fixture.ts'
import '../core/projections.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { zonalFigures } from '../core/raster/zonal.ts'
import type { ZonalOptions } from '../core/raster/zone-sums.ts'
import { makeSound } from '../core/repair.ts'
import { cellAt, findColumn, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { openGeoTiff } from './geotiff-reader.ts'
import { decodeFiles } from './registry.ts'

const DATA = '../shared/data'
const isHere = existsSync(`${DATA}/raster`)
if (!isHere) console.warn(`skipped: rasters of ${DATA} (folder is absent)`)

async function open(name: string) {
  return openGeoTiff(await openAsBlob(`${DATA}/raster/${name}`), { name })
}
async function cantons(): Promise<Table> {
  const files = await Promise.all(
    ['lux.shp', 'lux.dbf', 'lux.shx', 'lux.prj'].map(async (name) => ({
      name,
      bytes: new Uint8Array(await readFile(`${DATA}/raster/${name}`)),
    })),
  )
  return (await decodeFiles(files, {}, quietTask())).layers[0].table
}
function polygons(...rings: [number, number][][]): Table {
  const geometry = geometryFromGeoJson(
    'polygon',
    rings.map((ring) => ({ type: 'Polygon' as const, coordinates: [ring] })),
  )
  return { name: 'zones', crs: 'EPSG:4326', length: rings.length, columns: [], geometry }
}
async function zonal(table: Table, name: string, options: Partial<ZonalOptions> = {}) {
  const rows = Uint32Array.from({ length: table.length }, (_, row) => row)
  const sound = await makeSound(table, quietTask())
  return (await zonalFigures(sound, rows, await open(name), { ...PLAIN_ZONAL, ...options }, quietTask())).figures
}

describe.skipIf(!isHere)('zonal statistics of real rasters', () => {
  const expected = async (
    key: string, // Python writes NaN, which JSON has no word for
  ) => JSON.parse((await readFile(`${DATA}/expected.json`, 'utf8')).replace(/\bNaN\b/g, 'null'))[key]

  it('agrees with GDAL on the elevation of twelve cantons, by shares and by centres', async () => {
    const table = await cantons()
    const names = findColumn(table, 'NAME_2')!
    const byShare = await zonal(table, 'lux_elev.tif')
    const byCentre = await zonal(table, 'lux_elev.tif', { rule: 'centre' })
    const wanted = await expected('derived: zonal lux_elev.tif by canton')
    expect(wanted).toHaveLength(12)
    for (const each of wanted) {
      const row = byShare.findIndex((_, i) => cellAt(names, i) === each.zone)
      expect(byShare[row].mean).toBeCloseTo(each.weighted_mean, 4)
      expect(byShare[row].count).toBeCloseTo(each.weighted_count, 2)
      expect(byCentre[row].count).toBe(each.centre_count)
      expect(byCentre[row].mean).toBeCloseTo(each.centre_mean, 9)
      expect(byCentre[row].sum).toBe(each.centre_sum)
      expect([byCentre[row].min, byCentre[row].max]).toEqual([each.centre_min, each.centre_max])
    }
  })

  it('agrees with GDAL on an index of two bands', async () => {
    const table = await cantons()
    const names = findColumn(table, 'NAME_2')!
    const value = { kind: 'normalisedDifference', a: 3, b: 2 } as const
    const figures = await zonal(table, 'terra_sent2_L2A.tif', { rule: 'centre', value })
    for (const each of (await expected('derived: zonal NDVI (B08-B04)/(B08+B04) of terra_sent2_L2A.tif by canton')).slice(1)) {
      const row = figures.findIndex((_, i) => cellAt(names, i) === each.zone)
      expect(figures[row].count).toBe(each.centre_count)
      expect(figures[row].mean).toBeCloseTo(each.centre_mean, 9)
    }
  })

  it('finds the class areas of a 36 000 × 36 000 land cover', async () => {
    const box: [number, number][] = [
      [6.55, 0.1],
      [6.7, 0.1],
      [6.7, 0.3],
      [6.55, 0.3],
      [6.55, 0.1],
    ]
    const triangle: [number, number][] = [
      [6.58, 0.12],
      [6.72, 0.18],
      [6.62, 0.33],
      [6.58, 0.12],
    ]
    const file = 'ESA_WorldCover_10m_2020_v100_N00E006_Map.tif'
    const [part] = await zonal(polygons(box), file, { classes: true })
    const [three] = await zonal(polygons(triangle), file, { classes: true, rule: 'centre' })
    const keys = [
      'box (6.55, 0.1, 6.7, 0.3)',
      'triangle [(6.58, 0.12), (6.72, 0.18), (6.62, 0.33), (6.58, 0.12)] (pixel centres)',
    ]
    for (const [figures, key, tolerance] of [
      [part, keys[0], 1e-5],
      [three, keys[1], 1e-4],
    ] as const) {
      const { area_ha } = await expected(`derived: WorldCover 2020 ${key}`)
      expect(figures.classes.map(([value]) => String(value))).toEqual(Object.keys(area_ha))
      for (const [value, areaM2] of figures.classes)
        expect(Math.abs(areaM2 / 1e4 - area_ha[value])).toBeLessThan(area_ha[value] * tolerance + 0.001)
    }
  }, 60_000)
})
