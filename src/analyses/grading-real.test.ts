import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sumOf } from '../core/adjust.ts'
import type { GridInput, LayerInput } from '../core/analysis.ts'
import { factorsOfRow } from '../core/grading/graded-rows.ts'
import { usedIndicators } from '../core/grading/model.ts'
import { parseModel } from '../core/grading/parse-model.ts'
import { rowAreasM2 } from '../core/plane.ts'
import { cellAt, findColumn } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { openGeoTiff } from '../formats/geotiff-reader.ts'
import { decodeFiles } from '../formats/registry.ts'
import grading from './grading.ts'
import zonalStats from './zonal-stats.ts'

const LAYERS = 'data/layers'

type Figures = Readonly<Record<string, number | boolean | null>> & { readonly row: number; readonly score: number }
/** What PROJ, GEOS, GeographicLib, GDAL and numpy say of the same layers. */
const {
  cases: golden,
  tolerance,
  layers: goldenLayers,
} = JSON.parse(readFileSync('tests/golden/shipped.json', 'utf8')) as {
  readonly cases: {
    readonly fieldConditions: readonly Figures[]
    readonly wetlandHealth: readonly Figures[]
    readonly elevation: readonly Readonly<Record<string, number>>[]
  }
  readonly tolerance: Readonly<Record<string, number>>
  readonly layers: Readonly<Record<string, string>>
}
const near = (found: unknown, wanted: unknown, within: number, what: string) => {
  if (typeof wanted !== 'number') return expect(found ?? null, what).toBe(wanted ?? null)
  expect(Math.abs(Number(found) - wanted), what).toBeLessThanOrEqual(within)
}
const hasLayers = existsSync(`${LAYERS}/parcels.fgb`)
if (!hasLayers) console.warn(`skipped: ${LAYERS} has not been built`)

async function layerOf(id: string): Promise<LayerInput> {
  const answer = await decodeFiles(
    [{ name: `${id}.fgb`, bytes: new Uint8Array(readFileSync(`${LAYERS}/${id}.fgb`)) }],
    {},
    quietTask(),
  )
  const [{ table, fields, receipt }] = answer.layers
  const source = {
    title: { zh: id, en: id },
    file: receipt.file,
    sha256: receipt.sha256,
    crs: table.crs,
    date: '',
    licence: '',
    isDemonstration: true,
    notes: [],
  }
  return { table, rows: null, scope: 'all', fields, codeLists: {}, source }
}
function gridOf(id: string, source: LayerInput['source']): GridInput {
  return { unit: null, source, open: () => openGeoTiff(new Blob([readFileSync(`${LAYERS}/${id}.tif`)]), { name: `${id}.tif` }) }
}
async function run(preset: string, subject: LayerInput, groupBy: readonly string[]) {
  const { json, layers, grids } = await grading.params.model.read(preset)
  const inputs = {
    json,
    layers: Object.fromEntries(await Promise.all(layers.map(async (id) => [id, await layerOf(id)] as const))),
    grids: Object.fromEntries(grids.map((id) => [id, gridOf(id, subject.source)])),
  }
  const result = await grading.run({ layer: subject, model: inputs, groupBy }, quietTask())
  return { result, json }
}

describe.skipIf(!hasLayers)('grading of the shipped layers', () => {
  it('is held against figures of the very layers', () => {
    for (const [name, sha256] of Object.entries(goldenLayers)) {
      const file = readFileSync(`${LAYERS}/${name}.${name === 'ndvi' || name === 'elevation' ? 'tif' : 'fgb'}`)
      expect(createHash('sha256').update(file).digest('hex'), `${name} changed: scripts/golden/shipped.py`).toBe(sha256)
    }
  })

  it('grades every parcel by field conditions, and the table adds up to the layer', { timeout: 120_000 }, async () => {
    const subject = await layerOf('parcels')
    const { result, json } = await run('field-conditions', subject, ['XZQDM', 'DLBM'])
    const lines = findColumn(result.table, 'area_m2')
    if (lines?.type !== 'number' || !result.pieces) throw new Error('columns are missing')
    expect(sumOf(lines.values)).toBeCloseTo(sumOf(rowAreasM2(subject.table)), 2)
    expect(result.totals.count).toBe(subject.table.length)
    expect(result.pieces.length).toBe(subject.table.length)
    expect(result.totals.mean_grade).toBeGreaterThan(1)
    expect(result.totals.mean_grade).toBeLessThan(5)
    const model = parseModel(json)
    for (const row of [0, 1000, 20000]) {
      const { scores, score, limit } = factorsOfRow(result.pieces, model, row)
      const weighted = model.indicators.reduce(
        (sum, { weight }, k) => sum + (Number.isNaN(scores[k]) ? 0 : weight * scores[k]),
        0,
      )
      const present = model.indicators.reduce((sum, { weight }, k) => sum + (Number.isNaN(scores[k]) ? 0 : weight), 0)
      if (limit === null) expect(score).toBeCloseTo(weighted / present, 9)
    }
    expect(golden.fieldConditions.length).toBeGreaterThan(250)
    for (const figures of golden.fieldConditions) {
      const { values, score, grade } = factorsOfRow(result.pieces, model, figures.row)
      const given = Object.fromEntries(model.indicators.map(({ id }, k) => [id, values[k]]))
      const what = (id: string) => `row ${figures.row} ${id}`
      for (const id of ['GZD', 'MJ', 'LPD']) near(given[id], figures[id], tolerance.areaRelative * Number(figures[id]), what(id))
      for (const id of ['DL', 'GQ']) near(given[id], figures[id], tolerance.distanceM, what(id))
      near(given.HX, figures.HX, tolerance.sharePoints, what('HX'))
      near(given.NDVI, figures.NDVI, tolerance.ndvi, what('NDVI'))
      near(score, figures.score, tolerance.score, what('score'))
      if (figures.isVetoed) expect(grade, what('grade')).toBe(5)
    }
  })

  it('grades the wetland zones by pressure, state and response from layers and NDVI alone', { timeout: 120_000 }, async () => {
    const subject = await layerOf('wetland-zones')
    const { result, json } = await run('wetland-health', subject, [])
    const { pieces } = result
    if (!pieces) throw new Error('no pieces')
    const model = parseModel(json)
    for (const figures of golden.wetlandHealth) {
      const { values, score, grade } = factorsOfRow(pieces, model, figures.row)
      for (const [k, { id }] of usedIndicators(model).entries()) {
        const wanted = figures[id] ?? null
        near(
          values[k],
          wanted,
          id === 'NDVI' ? tolerance.ndvi : tolerance.landscape * (1 + Number(wanted)),
          `zone ${figures.row} ${id}`,
        )
      }
      near(score, figures.score, tolerance.landscape, `zone ${figures.row}`)
      expect(grade).toBe(figures.grade)
    }
    for (let row = 0; row < pieces.length; row++) {
      const { score, scores } = factorsOfRow(pieces, model, row)
      if (Number.isNaN(score)) continue
      expect(score).toBeGreaterThan(0.009)
      expect(score).toBeLessThan(0.991)
      expect(scores.length).toBe(9)
    }
    const grades = findColumn(result.table, 'GRADE_name')
    expect(grades && cellAt(grades, 0)).toBeTruthy()
  })

  it('names the field that a scheme needs and the layer lacks', async () => {
    const subject = await layerOf('wetland-zones')
    await expect(run('cultivated-land', subject, [])).rejects.toMatchObject({
      code: 'grading.noField',
      detail: { field: 'DXBW' },
    })
  })
})

describe.skipIf(!hasLayers)('zonal statistics of the shipped elevation', () => {
  it('are those of cells cut one by one, percentiles among them', async () => {
    const zones = await layerOf('wetland-zones')
    const defaults = Object.fromEntries(
      Object.entries(zonalStats.params).map(([name, param]) => [name, 'initial' in param ? param.initial : []]),
    )
    const values = { ...defaults, zones, raster: gridOf('elevation', zones.source), percentiles: true }
    const { table } = await zonalStats.run(values as unknown as Parameters<typeof zonalStats.run>[0], quietTask())
    expect(table.length).toBe(golden.elevation.length)
    for (const [row, figures] of golden.elevation.entries()) {
      for (const [name, wanted] of Object.entries(figures)) {
        const column = findColumn(table, name)
        near(column && cellAt(column, row), wanted, tolerance.cellRelative * (1 + Math.abs(wanted)), `zone ${row} ${name}`)
      }
    }
  })
})
