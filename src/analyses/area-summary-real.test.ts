import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { LayerInput } from '../core/analysis.ts'
import { findOverlaps } from '../core/net-area.ts'
import { ringAreaM2 } from '../core/plane.ts'
import { makeSound } from '../core/repair.ts'
import { presentReport } from '../core/report.ts'
import { cellAt, findColumn } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { findDefects } from '../core/validity.ts'
import { decodeFiles } from '../formats/registry.ts'
import { encodeReportGeojson } from '../formats/report-geojson.ts'
import summary from './area-summary.ts'

const DATA = '../shared/data'
const hasData = existsSync(DATA)
if (!hasData) console.warn(`skipped: ${DATA} is absent`)

async function layerFrom(path: string): Promise<LayerInput> {
  const answer = await decodeFiles(
    [{ name: path.slice(path.lastIndexOf('/') + 1), bytes: new Uint8Array(readFileSync(path)) }],
    {},
    quietTask(),
  )
  expect(answer.failures).toEqual([])
  const [{ table, fields, receipt }] = answer.layers
  const source = {
    title: { zh: '测试', en: 'Test' },
    file: receipt.file,
    sha256: receipt.sha256,
    crs: table.crs,
    date: '',
    licence: '',
    isDemonstration: false,
    notes: receipt.notes,
  }
  return { table, rows: null, scope: 'all', fields, codeLists: {}, source }
}

// Expected figures: shared/data/expected.json, computed with GDAL, GEOS and GeographicLib.
describe.skipIf(!hasData)('a shapefile of 800 marsh outlines in EPSG:4528 with GBK fields', () => {
  const CLASSES: [code: string, hectares: number][] = [
    ['0303', 30.4781],
    ['0304', 51.5944],
    ['0306', 38.2567],
    ['0402', 21.3212],
    ['0603', 19.8122],
    ['1105', 20.8184],
    ['1106', 20.1047],
    ['1108', 27.7077],
  ]

  it('is summed by class as GeographicLib sums it, its overlaps as GEOS finds them, and goes home re-measurable', async () => {
    const layer = await layerFrom(`${DATA}/kenli/marsh_moved_4528_gbk.zip`)
    const result = await summary.run(
      { layer, groupBy: ['地类编码'], registered: [], net: true, perimeter: false, pointSigma: 0, densify: false },
      quietTask(),
    )
    const codes = findColumn(result.table, '地类编码')
    const areas = findColumn(result.table, 'area_m2')
    if (!codes || areas?.type !== 'number') throw new Error('columns are missing')
    CLASSES.forEach(([code, hectares], line) => {
      expect(cellAt(codes, line)).toBe(code)
      expect(Math.abs(areas.values[line] / 1e4 - hectares), code).toBeLessThan(0.0003)
    })
    expect(result.totals.count).toBe(800)
    expect(result.totals.area_m2 / 1e4).toBeCloseTo(230.0934, 3)
    expect(result.totals.overlap_m2 / 1e4).toBeCloseTo(0.0047, 3)
    const sound = await makeSound(layer.table, quietTask())
    const pairs = await findOverlaps(sound, quietTask())
    const large = pairs.areaM2.filter((area) => area > 0.5)
    expect(large).toHaveLength(18)
    expect(Math.max(...large)).toBeCloseTo(12.02, 1)

    const file = await encodeReportGeojson(
      {
        format: 'geojson',
        geometry: 'dissolved',
        unit: 'ha',
        decimals: 4,
        locale: 'zh',
        result,
        title: summary.title,
        subject: { table: layer.table, fields: layer.fields, codeLists: {} },
        provenance: {
          application: { zh: '测试', en: 'test' },
          version: '0',
          at: '2026-01-01T00:00:00+08:00',
          sources: [layer.source],
          analysis: { id: 'area-summary', version: 1, values: {} },
          method: result.method,
          notice: null,
        },
      },
      quietTask(),
    )
    const collection = JSON.parse(new TextDecoder().decode(file.bytes))
    for (const { properties, geometry } of collection.features) {
      const polygons: number[][][][] = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
      const measured = polygons
        .flatMap((rings) =>
          rings.map((ring, i) => Math.abs(ringAreaM2(Float64Array.from(ring.flat()), 0, ring.length)) * (i ? -1 : 1)),
        )
        .reduce((a, b) => a + b, 0)
      expect(Math.abs(measured - properties.net_area_m2), properties.地类编码).toBeLessThan(0.02)
    }
  })
})

describe.skipIf(!hasData)('a district in several containers and systems', () => {
  it.each(['dongying_4490.fgb', 'dongying_4527_gbk_cpg.zip', 'dongying_4549_gbk_nocpg.zip', 'dongying_cm118_5_gbk.zip'])(
    '%s sums to 785 292.7126 ha',
    async (name) => {
      const layer = await layerFrom(`${DATA}/kenli/${name}`)
      const result = await summary.run(
        { layer, groupBy: ['行政代码'], registered: [], net: true, perimeter: false, pointSigma: 0, densify: false },
        quietTask(),
      )
      expect(result.totals.count).toBe(5)
      expect(Math.abs(result.totals.area_m2 / 1e4 / 785292.7126 - 1)).toBeLessThan(1e-5)
      const report = presentReport(result, { unit: 'mu', locale: 'zh' })
      expect(report.rows.map((row) => row[0].plain)).toContain('370505')
      // 河口区, which GEOS calls invalid: its two parts share a border. Seen, and left alone: no place lies in both
      const { geometry, xy } = await makeSound(layer.table, quietTask())
      const defects = Array.from({ length: 5 }, (_, row) => (geometry ? findDefects(geometry, xy, row) : []))
      const kinds = defects.map((found) => [...new Set(found.map(({ kind }) => kind))].join())
      const row = kinds.indexOf('touching') + 1
      expect(kinds.sort()).toEqual(['', '', '', '', 'touching'])
      expect(result.notes.map((note) => note.code)).not.toContain('summary.repaired')
      for (const notes of [layer.source.notes, result.notes]) {
        const said = notes.find(({ code }) => code === 'shape.sharedBorder')
        expect(said).toMatchObject({ level: 'info', detail: { count: 1, rows: String(row) } })
      }
    },
  )
})

describe.skipIf(!hasData)('a cadastre of a town of 13 116 parcels', () => {
  it('sums to its known total and overlap', { timeout: 120_000 }, async () => {
    const layer = await layerFrom(`${DATA}/cadastre/cambridge_parcels_fy2014.geojson`)
    const { totals } = await summary.run(
      { layer, groupBy: [], registered: [], net: true, perimeter: false, pointSigma: 0, densify: false },
      quietTask(),
    )
    expect(totals.count).toBe(13116)
    expect(totals.without_geometry).toBe(1)
    expect(Math.abs(totals.area_m2 / 17369180 - 1)).toBeLessThan(1e-5)
    expect(totals.overlap_m2 / 1e4).toBeCloseTo(0.689, 2)
  })
})
