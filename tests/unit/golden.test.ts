// Our engine against what other programs said: tests/golden, written by `npm run golden`. No other program is needed here.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plantDefects } from '../../scripts/bench/defects.ts'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import { boundsOf } from '../../scripts/bench/layers.ts'
import { heightAt } from '../../scripts/bench/raster-file.ts'
import { zoneLayer } from '../../scripts/bench/zones.ts'
import { sumOf } from '../../src/core/adjust.ts'
import type { LayerInput } from '../../src/core/analysis.ts'
import { geometryFromGeoJson } from '../../src/core/geometry.ts'
import { gradeLayer } from '../../src/core/grading/grade-layer.ts'
import type { GradingModel } from '../../src/core/grading/model.ts'
import { textColumn } from '../../src/core/grouping.ts'
import { soundAreasM2 } from '../../src/core/net-area.ts'
import { type OverlayKind, overlay } from '../../src/core/overlay/layer-overlay.ts'
import { pairAreas } from '../../src/core/overlay/pair-areas.ts'
import { planarLayer } from '../../src/core/overlay/planar-layer.ts'
import { prepareZones } from '../../src/core/overlay/prepared-zones.ts'
import { rowAreaM2, rowPerimeterM } from '../../src/core/plane.ts'
import { madeGrid, PLAIN_ZONAL, zonesOf } from '../../src/core/raster/raster.fixture.ts'
import { zonalFigures } from '../../src/core/raster/zonal.ts'
import { makeSound } from '../../src/core/repair.ts'
import { cellAt, findColumn, type Table } from '../../src/core/table.ts'
import { quietTask } from '../../src/core/task.ts'
import { checkTopology } from '../../src/core/topology/topology.ts'
import type { Parts } from '../nasty-polygons.ts'
import { tableOfParts } from '../polygon-tables.ts'

interface Golden<T, L> {
  readonly what: string
  readonly how: string
  readonly tolerance: L
  readonly cases: T
}
function golden<T, L = Record<string, number>>(name: string): Golden<T, L> {
  return JSON.parse(readFileSync(join(import.meta.dirname, `../golden/${name}.json`), 'utf8')) as Golden<T, L>
}
const checksum = (table: Table) => createHash('sha256').update(new Uint8Array(table.geometry!.xy.buffer)).digest('hex')
const relative = (found: number, expected: number) => Math.abs(found / expected - 1)

describe('areas by PostGIS and GeographicLib', () => {
  interface AreaCase {
    readonly name: string
    readonly rings: [number, number][][]
    readonly planeM2: number
    readonly denseGeodesicM2: number
    readonly geodesicM2: number
    readonly perimeterM: number
  }
  const { cases, tolerance } = golden<AreaCase[]>('areas')

  it.each(cases)('$name', ({ rings, planeM2, denseGeodesicM2, geodesicM2, perimeterM }) => {
    const geometry = geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: rings }])
    const areaM2 = rowAreaM2(geometry, geometry.xy, 0)
    expect(Math.abs(areaM2 - planeM2)).toBeLessThan(planeM2 * tolerance.planeRelative + tolerance.planeFloorM2)
    // the same edges for an engine that knows geodesics only
    expect(Math.abs(areaM2 - denseGeodesicM2)).toBeLessThan(planeM2 * tolerance.denseGeodesicRelative + tolerance.geodesicFloorM2)
    if (planeM2 < 1e5) expect(Math.abs(areaM2 - geodesicM2)).toBeLessThan(planeM2 * tolerance.parcelGeodesicPpm * 1e-6 + 1e-4)
    expect(Math.abs(rowPerimeterM(geometry, geometry.xy, 0) - perimeterM)).toBeLessThan(tolerance.perimeterM)
  })

  it('are of parcels up to counties', () => {
    const areas = cases.map(({ planeM2 }) => planeM2)
    expect(Math.min(...areas)).toBeLessThan(1e3)
    expect(Math.max(...areas)).toBeGreaterThan(1e8)
    expect(areas.filter((area) => area < 1e5).length).toBeGreaterThan(8)
  })
})

describe('the table of grades over areas by PostGIS', () => {
  interface AreaCase {
    readonly rings: [number, number][][]
    readonly planeM2: number
  }
  it('sums areas and weighs the mean grade and score by them, in all and by town', async () => {
    const { cases, tolerance } = golden<AreaCase[]>('areas')
    const values = cases.map((_, i) => (i * 37) % 101)
    const towns = cases.map((_, i) => ['东', '西', '南'][i % 3])
    const table: Table = {
      name: 'golden',
      crs: 'EPSG:4490',
      length: cases.length,
      columns: [textColumn('TOWN', towns), { name: 'V', type: 'number', values: Float64Array.from(values) }],
      geometry: geometryFromGeoJson(
        'polygon',
        cases.map(({ rings }) => ({ type: 'Polygon', coordinates: rings })),
      ),
    }
    const words = (text: string) => ({ zh: text, en: text })
    const source = { file: '', sha256: '', crs: 'EPSG:4490', date: '', licence: '', isDemonstration: false, notes: [] }
    const input: LayerInput = {
      table,
      rows: null,
      scope: 'all',
      fields: [],
      codeLists: {},
      source: { ...source, title: words('golden') },
    }
    const model: GradingModel = {
      version: 1,
      title: words('one field'),
      source: words('a test'),
      isExample: false,
      scale: 100,
      indicators: [
        {
          id: 'v',
          label: words('v'),
          weight: 1,
          source: { kind: 'field', field: 'V' },
          scoring: { kind: 'range', min: 0, max: 100, better: 'high' },
        },
      ],
      weights: 'renormalise',
      combine: 'weightedSum',
      limits: [],
      missing: 'skip',
      grades: { kind: 'fixed', lower: [80, 60], labels: ['一等', '二等', '三等'].map(words) },
    }
    const { table: found, totals } = await gradeLayer(input, model, ['TOWN'], { layers: {}, rasters: {} }, quietTask())

    // by hand: areas are PostGIS's, grades read off the scheme
    const graded = cases.map(({ planeM2 }, i) => ({
      town: towns[i],
      planeM2,
      score: values[i],
      grade: values[i] >= 80 ? 1 : values[i] >= 60 ? 2 : 3,
    }))
    const weighed = (of: typeof graded, key: 'grade' | 'score') =>
      sumOf(of.map((each) => each[key] * each.planeM2)) / sumOf(of.map(({ planeM2 }) => planeM2))
    const cell = (name: string, line: number) => {
      const column = findColumn(found, name)
      return column ? cellAt(column, line) : null
    }
    expect(found.length).toBe(9)
    for (let line = 0; line < found.length; line++) {
      const town = graded.filter((each) => each.town === cell('TOWN', line))
      const own = town.filter(({ grade }) => grade === Number(cell('GRADE', line)))
      expect(cell('count', line)).toBe(own.length)
      expect(relative(Number(cell('area_m2', line)), sumOf(own.map(({ planeM2 }) => planeM2)))).toBeLessThan(
        tolerance.planeRelative,
      )
      expect(relative(Number(cell('mean_score', line)), weighed(own, 'score'))).toBeLessThan(tolerance.planeRelative)
      expect(relative(Number(cell('mean_grade', line)), weighed(town, 'grade'))).toBeLessThan(tolerance.planeRelative)
    }
    expect(relative(totals.mean_grade, weighed(graded, 'grade'))).toBeLessThan(tolerance.planeRelative)
    expect(relative(totals.mean_score, weighed(graded, 'score'))).toBeLessThan(tolerance.planeRelative)
    // weighing tells: the plain mean is another figure
    expect(Math.abs(totals.mean_grade - sumOf(graded.map(({ grade }) => grade)) / graded.length)).toBeGreaterThan(0.01)
  })
})

describe('overlays of pairs by GEOS', () => {
  interface OverlapCase {
    readonly name: string
    readonly a: Parts
    readonly b: Parts
    readonly intersection: number
    readonly union: number
    readonly difference: number
    readonly symmetricDifference: number
  }
  const { cases, tolerance } = golden<OverlapCase[]>('overlaps')
  const KINDS: readonly (readonly [OverlayKind, keyof OverlapCase])[] = [
    ['intersection', 'intersection'],
    ['union', 'union'],
    ['erase', 'difference'],
    ['symmetricDifference', 'symmetricDifference'],
  ]

  it.each(cases)('$name', async (given) => {
    const [a, b] = await Promise.all([given.a, given.b].map((parts) => makeSound(tableOfParts([parts]), quietTask())))
    const zones = prepareZones(planarLayer(b, a.plane))
    const pairs = await pairAreas(planarLayer(a), zones, null, quietTask())
    // nothing below 1e-4 m² is a pair; a row thinner than the 0.1 mm grid of the repair is no row
    const isRepaired = a.repaired.length + b.repaired.length > 0
    const smallest = pairs.areaM2.length > 0 ? 0 : 1e-4
    expect(Math.abs((pairs.areaM2[0] ?? 0) - given.intersection)).toBeLessThan(
      isRepaired ? tolerance.repairedM2 : smallest + tolerance.pairM2,
    )
    for (const [kind, name] of KINDS) {
      const pieces = await overlay({ sound: a, rows: null }, { sound: b, rows: null }, kind, quietTask())
      expect(Math.abs(sumOf(pieces.areaM2) - Number(given[name])), kind).toBeLessThan(tolerance.piecesM2)
    }
  })
})

describe('layers by PostGIS', () => {
  interface LayerFigures {
    readonly parcels: string
    readonly zones: string
    readonly byZone: readonly { readonly zone: number; readonly pairs: number; readonly areaM2: number }[]
    readonly netM2: number
    readonly parcelsM2: number
    readonly zonesUnitedM2: number
  }
  it('a fabric under overlapping zones: pairs by zone, and the ground covered', async () => {
    const { cases, tolerance } = golden<LayerFigures>('layers')
    const parcels = parcelFabric(225)
    const zones = zoneLayer(12, boundsOf(parcels))
    expect([checksum(parcels), checksum(zones)], 'layers changed: npm run golden').toEqual([cases.parcels, cases.zones])
    const [a, b] = [await makeSound(parcels, quietTask()), await makeSound(zones, quietTask())]
    const pairs = await pairAreas(planarLayer(a), prepareZones(planarLayer(b, a.plane)), null, quietTask())
    for (const { zone, pairs: count, areaM2 } of cases.byZone) {
      const own = pairs.areaM2.filter((_, i) => pairs.zone[i] === zone)
      expect(own).toHaveLength(count)
      expect(relative(sumOf(own), areaM2)).toBeLessThan(tolerance.sumRelative)
    }
    expect(pairs.areaM2).toHaveLength(cases.byZone.reduce((sum, each) => sum + each.pairs, 0))
    expect(relative(sumOf(soundAreasM2(a)), cases.parcelsM2)).toBeLessThan(tolerance.sumRelative)
    const covered = await overlay({ sound: a, rows: null }, { sound: b, rows: null }, 'clip', quietTask())
    expect(Math.abs(sumOf(covered.areaM2) - cases.netM2)).toBeLessThan(tolerance.netM2)
  })

  interface TopologyFigures {
    readonly planted: string
    readonly overlaps: readonly { readonly first: number; readonly second: number; readonly areaM2: number }[]
    readonly gapsM2: readonly number[]
  }
  it('a fabric with planted defects: which rows overlap, by how much, and the gaps', async () => {
    const { cases, tolerance } = golden<TopologyFigures>('topology')
    const { table } = plantDefects(parcelFabric(900))
    expect(checksum(table), 'layer changed: npm run golden').toBe(cases.planted)
    const sound = await makeSound(table, quietTask())
    const found = await checkTopology(sound, { smallestM2: 0.01, vertexToleranceM: 0.01 }, quietTask())
    expect(found.overlaps.map(({ first, second }) => [first, second])).toEqual(
      cases.overlaps.map(({ first, second }) => [first, second]),
    )
    found.overlaps.forEach(({ areaM2 }, i) => {
      expect(Math.abs(areaM2 - cases.overlaps[i].areaM2)).toBeLessThan(tolerance.pairM2)
    })
    const gaps = found.gaps.map(({ areaM2 }) => areaM2).sort((x, y) => x - y)
    expect(gaps).toHaveLength(cases.gapsM2.length)
    gaps.forEach((gap, i) => {
      expect(Math.abs(gap - cases.gapsM2[i])).toBeLessThan(tolerance.gapM2)
    })
  })
})

describe('zonal figures by brute force', () => {
  interface ZonalCase {
    readonly cells: [number, number][][]
    readonly count: number
    readonly sum: number
    readonly min: number
    readonly max: number
  }
  it('cells by share, mean, least and most of 24 polygons', async () => {
    const { cases, tolerance } = golden<ZonalCase[]>('zonal')
    expect(cases).toHaveLength(24)
    const [west, north, cell] = [118.5, 37.7, 0.001]
    const grid = madeGrid({ width: 60, height: 45, transform: [west, cell, 0, north, 0, -cell], valueAt: heightAt })
    const table = zonesOf(
      cases.map(({ cells }) => cells.map((ring) => ring.slice(1).map(([x, y]) => [west + x * cell, north - y * cell] as const))),
    )
    const sound = await makeSound(table, quietTask())
    const { figures } = await zonalFigures(sound, Uint32Array.from(cases.keys()), grid, PLAIN_ZONAL, quietTask())
    cases.forEach(({ count, sum, min, max }, i) => {
      expect(relative(figures[i].count, count), `polygon ${i}`).toBeLessThan(tolerance.countRelative)
      expect(relative(figures[i].mean, sum / count), `polygon ${i}`).toBeLessThan(tolerance.meanRelative)
      expect([figures[i].min, figures[i].max], `polygon ${i}`).toEqual([min, max])
    })
  })
})
