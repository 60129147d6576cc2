import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Failure, layersOf, type Summary, summary } from '../../tests/cli-answers.ts'
import { onemap } from '../../tests/onemap.ts'

const DATA = '../shared/data'
const hasData = existsSync(DATA)
if (!hasData) console.warn(`skipped: ${DATA} is absent`)

// Expected figures: README of shared/data (GDAL, GEOS, GeographicLib). 1e-5 relative: straight against geodesic edges.
describe.skipIf(!hasData)('onemap on real files', () => {
  // the first run bundles
  beforeAll(() => onemap('--version'), 120_000)

  const hectares = (result: Summary) => result.total.areaM2 / 1e4

  it('finds the district, its extent and its area', async () => {
    const [layer] = await layersOf(`${DATA}/kenli/kenli_wgs84.geojson`)
    expect(layer).toMatchObject({ name: 'kenli_wgs84', geometry: 'polygon', count: 1, crs: 'EPSG:4326' })
    layer.bbox.forEach((value, i) => {
      expect(value).toBeCloseTo([118.246494, 37.414778, 119.303219, 37.951177][i], 5)
    })
    const result = await summary('--set', `layer=${DATA}/kenli/kenli_wgs84.geojson`)
    expect(Math.abs(hectares(result) / 226312.1982 - 1)).toBeLessThan(1e-5)
  })

  it('reads Chinese fields in GBK and sums 800 marshes by class', async () => {
    const file = `${DATA}/kenli/marsh_moved_4528_gbk.zip`
    const [layer] = await layersOf(file)
    expect(layer).toMatchObject({ count: 800, crs: 'EPSG:4528' })
    expect(layer.fields.map(({ name }) => name)).toContain('地类编码')
    const result = await summary('--set', `layer=${file}`, '--set', 'by=地类编码')
    expect(result.rows).toHaveLength(8)
    expect(Math.abs(hectares(result) / 230.0934 - 1)).toBeLessThan(1e-5)
    expect(result.total.overlapM2).toBeCloseTo(47.69, 1)
  })

  it('agrees on the counties from every container and zone', async () => {
    const names = ['dongying_4527_gbk_cpg.zip', 'dongying_4549_gbk_nocpg.zip', 'dongying_4490.fgb', 'dongying_cm118_5_gbk.zip']
    for (const name of names) {
      const result = await summary('--set', `layer=${DATA}/kenli/${name}`, '--set', 'net=false')
      expect(result.total.count, name).toBe(5)
      expect(Math.abs(hectares(result) / 785292.7126 - 1), name).toBeLessThan(1e-5)
    }
  })

  it('measures a cadastre of 13 116 parcels, overlaps counted once', async () => {
    const result = await summary('--set', `layer=${DATA}/cadastre/cambridge_parcels_fy2014.geojson`)
    expect(result.total.count).toBe(13116)
    expect(Math.abs(hectares(result) / 1736.918 - 1)).toBeLessThan(1e-5)
    expect(result.total.overlapM2 / 1e4).toBeCloseTo(0.6889, 2)
    const feet = await summary('--set', `layer=${DATA}/cadastre/cambridge_parcels_fy2014_2249_usft.zip`, '--set', 'net=false')
    expect(Math.abs(hectares(feet) / 1736.918 - 1)).toBeLessThan(1e-5)
  })

  it('overlaps a cadastre with zoning and wetlands, twice-covered places counted once', async () => {
    const overlap = async (against: string) => {
      const words = ['--set', `subject=${DATA}/cadastre/cambridge_parcels_fy2014.fgb`, '--set', `against=${DATA}/${against}`]
      const run = await onemap('analyze', 'overlap', ...words, '--json')
      return run.json<{ rows: { areaM2: number }[]; total: { areaM2: number; netAreaM2: number; subjects: number } }>()
    }
    const zoning = await overlap('cadastre/cambridge_zoning.geojson')
    expect(Math.abs(zoning.total.areaM2 / 1727.1552e4 - 1)).toBeLessThan(1e-5)
    expect(Math.abs(zoning.total.netAreaM2 / 1726.4659e4 - 1)).toBeLessThan(1e-5)
    expect(zoning.total.subjects).toBe(13114)
    expect(zoning.rows.reduce((sum, { areaM2 }) => sum + areaM2, 0)).toBeCloseTo(zoning.total.areaM2, 3)
    // the reference cut in lon/lat: edges of several hundred metres lie elsewhere by 13 m² in all
    const wetlands = await overlap('wetland/cambridge_wetlands.geojson')
    expect(Math.abs(wetlands.total.areaM2 / 121.8447e4 - 1)).toBeLessThan(2e-5)
    expect(wetlands.total.subjects).toBe(63)
  })

  it('averages a raster over a zone as its area-weighted figure says', async () => {
    const words = ['--set', `zones=${DATA}/raster/lux.shp`, '--set', `raster=${DATA}/raster/lux_elev.tif`]
    const loose = await onemap('analyze', 'zonal-stats', ...words, '--crs', 'EPSG:4326', '--json')
    const rows = loose.json<{ rows: { count: number; mean: number; min: number; max: number; sum: number }[] }>().rows
    expect(rows.some(({ mean }) => Math.abs(mean - 467.3792) < 0.01)).toBe(true)
    for (const row of rows) expect(row.sum / row.count).toBeCloseTo(row.mean, 6)
    const [raster] = (await onemap('info', `${DATA}/raster/lux_elev.tif`, '--json')).json<{ rasters: { width: number }[] }>()
      .rasters
    expect(raster.width).toBe(95)
  })

  it('lists the defects of a layer by kind', async () => {
    const run = await onemap('analyze', 'quality', '--set', `layer=${DATA}/kenli/marsh_moved_4528_gbk.zip`, '--json')
    const { rows } = run.json<{ rows: { kind: string; areaM2: number | null }[] }>()
    expect(rows.filter(({ kind, areaM2 }) => kind === 'overlap' && (areaM2 ?? 0) > 0.5)).toHaveLength(18)
  })

  it('asks for the CRS that a file does not say, and takes the answer', async () => {
    const file = `${DATA}/kenli/dongying_4528_gbk_noprj.zip`
    const silent = await onemap('analyze', 'area-summary', '--set', `layer=${file}`, '--json')
    const { error } = silent.json<Failure>()
    expect([silent.exit, error.code]).toEqual([1, 'cli.crsNeeded'])
    expect(error.detail.candidates).toContain('EPSG:4528')
    const told = await summary('--set', `layer=${file}`, '--crs', 'EPSG:4528')
    expect(Math.abs(hectares(told) / 785292.7126 - 1)).toBeLessThan(1e-5)
  })

  it.each([
    ['trunc/truncated.fgb', /^format\./],
    ['empty/empty.geojson', /^format\.empty$/],
    ['shp/missing_shp.zip', /./],
    ['wrongtype', /^cli\.file$/],
    ['geojson/nan.geojson', /./],
    ['zip/bomb_160MB.zip', /./],
  ])('answers bad/%s with one JSON object and a code', async (name, code) => {
    const run = await onemap('analyze', 'area-summary', '--set', `layer=${DATA}/bad/${name}`, '--json')
    expect(run.exit).toBe(1)
    expect(run.json<Failure>().error.code).toMatch(code)
  })

  it('never ends in a program error on any of the bad files', async () => {
    const manifest = JSON.parse(readFileSync(`${DATA}/bad/manifest.json`, 'utf8')) as { file: string }[]
    const files = manifest.map(({ file }) => `${DATA}/bad/${file}`).filter((file) => existsSync(file))
    expect(files.length).toBeGreaterThan(50)
    // a dozen to a start of the program, which takes longer than most of the files
    while (files.length > 0) {
      const some = files.splice(0, 12)
      const run = await onemap('info', ...some, '--json')
      expect([0, 1], `${some}: ${run.stderr}`).toContain(run.exit)
      expect('error' in run.json(), some.join()).toBe(run.exit === 1)
    }
  }, 180_000)
})
