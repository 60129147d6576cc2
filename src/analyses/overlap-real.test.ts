import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { LayerInput } from '../core/analysis.ts'
import { findColumn } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from '../formats/registry.ts'
import overlap from './overlap.ts'

const DATA = '../shared/data'
const hasData = existsSync(DATA)
if (!hasData) console.warn(`skipped: ${DATA} is absent`)

async function layerFrom(path: string): Promise<LayerInput> {
  const bytes = new Uint8Array(readFileSync(`${DATA}/${path}`))
  const answer = await decodeFiles([{ name: path.slice(path.lastIndexOf('/') + 1), bytes }], {}, quietTask())
  const [{ table, fields, receipt }] = answer.layers
  const title = { zh: receipt.file, en: receipt.file }
  const source = { title, file: receipt.file, sha256: receipt.sha256, crs: table.crs, date: '', licence: '', notes: [] }
  return { table, rows: null, scope: 'all', fields, codeLists: {}, source: { ...source, isDemonstration: false } }
}
async function run(subject: LayerInput, against: LayerInput) {
  const result = await overlap.run(
    {
      subject,
      against: [against],
      lines: 'subjects',
      groupBy: [],
      subjectGroups: [],
      attribute: [],
      ignoreBelow: 0,
      pieces: false,
    },
    quietTask(),
  )
  // the reference counts slivers in sums, and features touched by more than 1 m²
  const sums = findColumn(result.table, 'area_m2')
  const touched = sums?.type === 'number' ? sums.values.filter((area) => area > 1).length : 0
  return { result, totals: result.totals, touched }
}

// Expected figures: shared/data/expected.json, by GEOS overlay and geodesic areas of GeographicLib; in hectares.
describe.skipIf(!hasData)('overlap of real layers', () => {
  it('parcels of a city × its zoning: sum, union, and every parcel touched', async () => {
    const { totals, touched } = await run(
      await layerFrom('cadastre/cambridge_parcels_fy2014.geojson'),
      await layerFrom('cadastre/cambridge_zoning.geojson'),
    )
    expect(Math.abs(totals.area_m2 / 1e4 / 1727.1552 - 1)).toBeLessThan(1e-6)
    expect(Math.abs(totals.net_area_m2 / 1e4 / 1726.4659 - 1)).toBeLessThan(2e-6)
    expect(touched).toBe(13114)
  }, 60_000)

  it('the same parcels × wetlands', async () => {
    const { totals, touched, result } = await run(
      await layerFrom('cadastre/cambridge_parcels_fy2014.geojson'),
      await layerFrom('wetland/cambridge_wetlands.geojson'),
    )
    // GeographicLib on our pieces gives 121.84470 ha; edges of ponds are long, and ours are straight in the plane, not geodesics
    expect(Math.abs(totals.area_m2 / 1e4 - 121.8447)).toBeLessThan(0.0015)
    expect(Math.abs(totals.net_area_m2 / 1e4 - 121.8447)).toBeLessThan(0.0015)
    expect(touched).toBe(63)
    expect(findColumn(result.table, 'rest_m2')).toBeDefined()
  }, 60_000)

  it('marshes in a projected system × a district in another: all inside, self-overlaps once', async () => {
    const { totals, touched } = await run(
      await layerFrom('kenli/marsh_moved_4528_gbk.zip'),
      await layerFrom('kenli/kenli_wgs84.geojson'),
    )
    expect(Math.abs(totals.area_m2 / 1e4 - 230.0934)).toBeLessThan(0.0005)
    expect(Math.abs(totals.net_area_m2 / 1e4 - 230.0887)).toBeLessThan(0.0005)
    expect(touched).toBe(800)
  }, 60_000)

  it('marshes × the sea: apart, and how far', async () => {
    const { result } = await run(
      await layerFrom('kenli/marsh_moved_4528_gbk.zip'),
      await layerFrom('kenli/osm_sea_delta_wgs84.geojson'),
    )
    expect(result.totals.area_m2).toBe(0)
    const note = result.notes.find(({ code }) => code === 'overlap.apart')
    expect(Number(note?.detail.distanceM)).toBeGreaterThan(0)
  }, 60_000)
})
