import fc from 'fast-check'
import { Geodesic } from 'geographiclib-geodesic'
import { beforeAll, describe, expect, it } from 'vitest'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import { type Geos, startGeos } from '../../tests/geos.ts'
import type { Parts } from '../../tests/nasty-polygons.ts'
import { tableOfParts, testPlane } from '../../tests/polygon-tables.ts'
import type { AnalysisResult, LayerInput, SourceInfo } from '../core/analysis.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { textColumn } from '../core/grouping.ts'
import { rowAreasM2 } from '../core/plane.ts'
import { presentReport, resultTables } from '../core/report.ts'
import { cellAt, findColumn, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import labelPoints from './label-points.ts'
import near from './near.ts'
import simplify from './simplify.ts'
import singleParts from './single-parts.ts'

const box = (x: number, y: number, width: number, height = width): [number, number][] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
  [x, y],
]
const layerOf = (table: Table, rows: Uint32Array | null = null): LayerInput => ({
  table: {
    ...table,
    columns: [
      textColumn(
        'ID',
        Array.from({ length: table.length }, (_, row) => `r${row}`),
      ),
    ],
  },
  rows,
  scope: 'all',
  fields: [{ name: 'ID', label: { zh: '编号', en: 'Id' }, role: 'id' }],
  codeLists: {},
  source: { title: { zh: '图层', en: 'layer' } } as unknown as SourceInfo,
})
const polygons = (...parts: Parts[]) => layerOf(tableOfParts(parts))
const points = (lngLat: readonly (readonly [number, number])[], rows: Uint32Array | null = null): LayerInput => {
  const shapes = lngLat.map((coordinates) => ({ type: 'Point' as const, coordinates: [...coordinates] }))
  return layerOf(
    { name: 'p', crs: 'EPSG:4490', length: shapes.length, columns: [], geometry: geometryFromGeoJson('point', shapes) },
    rows,
  )
}
const values = (table: Table, name: string) => {
  const column = findColumn(table, name)
  if (!column) throw new Error(`no column ${name}`)
  return Array.from({ length: table.length }, (_, line) => cellAt(column, line))
}
const piecesOf = ({ pieces }: AnalysisResult) => {
  if (!pieces) throw new Error('no pieces')
  return pieces
}
/** every table prints in both languages, every total is a figure, and lines and rows of the subject belong together */
const prints = (result: AnalysisResult) => {
  for (const table of resultTables(result)) {
    for (const locale of ['zh', 'en'] as const) presentReport(table, { unit: 'mu', locale })
    for (const { name, hasTotal } of table.columns) if (hasTotal) expect(table.totals[name], name).not.toBeNaN()
    expect(table.members.offsets).toHaveLength(table.table.length + 1)
  }
}
const everyOne = (result: AnalysisResult) => {
  const [list] = result.tables ?? []
  return {
    nearest: values(list.table, 'nearest'),
    distance: values(list.table, 'distance_m'),
    bearing: values(list.table, 'bearing_deg'),
  }
}

describe('near', () => {
  const { WGS84 } = Geodesic
  it('finds for random points the one that GeographicLib finds, with its distance and bearing', async () => {
    const place = fc.tuple(fc.double({ min: 118, max: 119.5, noNaN: true }), fc.double({ min: 37, max: 38.5, noNaN: true }))
    await fc.assert(
      fc.asyncProperty(
        fc.array(place, { minLength: 1, maxLength: 12 }),
        fc.array(place, { minLength: 1, maxLength: 12 }),
        async (a, b) => {
          const { nearest, distance, bearing } = everyOne(
            await near.run({ layer: points(a), to: points(b), name: [], limit: 0 }, quietTask()),
          )
          a.forEach(([lng, lat], i) => {
            const all = b.map(([lng2, lat2]) => WGS84.Inverse(lat, lng, lat2, lng2))
            const best = Math.min(...all.map(({ s12 }) => s12 ?? Number.NaN))
            expect(Math.abs(Number(distance[i]) - best)).toBeLessThan(1e-3 + 1e-9 * best)
            const found = all[Number(String(nearest[i]).slice(1))]
            expect(Math.abs((found.s12 ?? 0) - best)).toBeLessThan(1e-3)
            if (best > 1) {
              const azimuth = ((found.azi1 ?? 0) + 360) % 360
              const turn = Math.abs(Number(bearing[i]) - azimuth)
              expect(Math.min(turn, 360 - turn)).toBeLessThan(1e-3)
            }
          })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('sums up more distances than a call takes arguments', async () => {
    const side = 360
    const crowd = points(Array.from({ length: side * side }, (_, i) => [118 + (i % side) / 1e4, 37 + Math.floor(i / side) / 1e4]))
    const result = await near.run({ layer: crowd, to: points([[119, 38]]), name: [], limit: 0 }, quietTask())
    expect(result.totals.count).toBe(side * side)
    const [least, mean, most] = ['min_m', 'mean_m', 'max_m'].map((name) => values(result.table, name)[0] as number)
    expect(least).toBeLessThan(mean)
    expect(mean).toBeLessThan(most)
  })

  it('simplifies more parcels than a call takes arguments', async () => {
    const layer = layerOf(parcelFabric(130_000))
    const result = await simplify.run({ layer, tolerance: 1 }, quietTask())
    expect(result.notes.find(({ code }) => code === 'simplify.largest')?.detail.areaM2).toBeGreaterThan(10)
  })

  it('is 0 where features cross, touch or hold each other, also by a part that lies inside alone', async () => {
    const to = polygons([[box(0, 0, 100)]])
    const layer = polygons(
      [[box(50, 50, 100)]],
      [[box(100, 0, 50)]],
      [[box(20, 20, 10)]],
      [[box(-100, -100, 400)]],
      [[box(500, 500, 10)], [box(40, 40, 5)]],
      [[box(130, 40, 10)]],
    )
    const result = await near.run({ layer, to, name: ['ID'], limit: 1000 }, quietTask())
    const { nearest, distance, bearing } = everyOne(result)
    expect(distance.slice(0, 5)).toEqual([0, 0, 0, 0, 0])
    expect(Number(distance[5])).toBeCloseTo(30, 2)
    expect(Number(bearing[5])).toBeCloseTo(270, 1)
    expect(nearest).toEqual(Array(6).fill('r0'))
    expect(values(result.table, 'distance_en')).toEqual(['Meeting', '10 m – 50 m'])
    expect(values(result.table, 'count')).toEqual([5, 1])
    // one link, from the sixth to the first
    expect(piecesOf(result).geometry?.kind).toBe('line')
    expect(values(piecesOf(result), 'ID')).toEqual(['r5'])
    prints(result)
  })

  it('keeps to the limit, to the rows in use, and passes a layer’s own feature over', async () => {
    const row = points([
      [118, 37],
      [118.001, 37],
      [118.01, 37],
    ])
    const own = await near.run({ layer: row, to: row, name: [], limit: 500 }, quietTask())
    expect(everyOne(own).nearest).toEqual(['r1', 'r0', null])
    expect(values(own.table, 'distance_en')).toEqual(['50 m – 100 m', 'None within 500 m'])
    const used = await near.run(
      { layer: row, to: { ...row, table: { ...row.table }, rows: Uint32Array.of(2) }, name: [], limit: 0 },
      quietTask(),
    )
    expect(everyOne(used).nearest).toEqual(['r2', 'r2', 'r2'])
    const none = await near.run({ layer: row, to: points([[120, 37]]), name: [], limit: 10 }, quietTask())
    expect(none.notes.map(({ code }) => code)).toContain('near.none')
    prints(none)
    await expect(near.run({ layer: row, to: row, name: [], limit: -1 }, quietTask())).rejects.toThrow(/near\.limit/)
  })
})

describe('simplify', () => {
  it('reports what it did to the rows of the scope, and gives them back with their attributes', async () => {
    const layer = layerOf(parcelFabric(100), Uint32Array.of(3, 4, 5, 44))
    const result = await simplify.run({ layer, tolerance: 6 }, quietTask())
    const pieces = piecesOf(result)
    expect(values(pieces, 'ID')).toEqual(['r3', 'r4', 'r5', 'r44'])
    expect(result.totals.count).toBe(4)
    expect(result.totals.vertices_after).toBeLessThan(result.totals.vertices_before)
    const vertices = (pieces.geometry?.xy.length ?? 0) / 2 - (pieces.geometry?.rings.length ?? 1) + 1
    expect(result.totals.vertices_after).toBe(vertices)
    expect(result.totals.area_m2).toBeCloseTo(
      rowAreasM2(pieces).reduce((a, b) => a + b),
      6,
    )
    expect(result.totals.difference_m2).toBeCloseTo(result.totals.area_m2 - result.totals.before_m2, 6)
    prints(result)
  })
})

describe('single parts', () => {
  it('takes multiparts apart, with holes and attributes, and keeps every digit', async () => {
    const hole = [...box(10, 10, 10)].reverse()
    const layer = polygons([[box(0, 0, 100), hole], [box(200, 0, 50)]], [[box(400, 0, 30)]], [])
    const result = await singleParts.run({ layer }, quietTask())
    const pieces = piecesOf(result)
    expect(values(pieces, 'ID')).toEqual(['r0', 'r0', 'r1'])
    expect(values(pieces, 'part')).toEqual([1, 2, 1])
    expect(values(result.table, 'parts')).toEqual([1, 2])
    const areas = rowAreasM2(pieces)
    for (const [i, expected] of [9900, 2500, 900].entries()) expect(Math.abs(areas[i] - expected)).toBeLessThan(0.01)
    expect([...(pieces.geometry?.xy ?? [])]).toEqual([...(layer.table.geometry?.xy ?? [])])
    prints(result)
    const some = await singleParts.run({ layer: { ...layer, rows: Uint32Array.of(1, 2) } }, quietTask())
    expect(values(piecesOf(some), 'ID')).toEqual(['r1'])
  })
})

describe('label points and centroids', () => {
  let geos: Geos
  beforeAll(async () => {
    geos = await startGeos()
  })
  const ell: Parts = [
    [
      [
        [0, 0],
        [100, 0],
        [100, 10],
        [10, 10],
        [10, 100],
        [0, 100],
        [0, 0],
      ],
    ],
  ]
  const ring: Parts = [[box(300, 0, 100), [...box(310, 10, 80)].reverse()], [box(500, 0, 10)]]

  it('agree with GEOS on the centroid, and say which lie outside', async () => {
    const layer = polygons(ell, ring)
    const result = await labelPoints.run({ layer, point: 'centroid' }, quietTask())
    const xy = testPlane.toPlane(piecesOf(result).geometry?.xy as Float64Array)
    const { geometry } = layer.table
    if (!geometry) throw new Error('no shapes')
    const plane = testPlane.toPlane(geometry.xy)
    for (const row of [0, 1]) {
      const [x, y] = geos.centroid(geos.polygon(geometry, plane, row))
      expect(Math.hypot(xy[2 * row] - x, xy[2 * row + 1] - y)).toBeLessThan(1e-4)
    }
    expect(values(piecesOf(result), 'is_inside')).toEqual([false, false])
    prints(result)
  })

  it('find the inside of a winding strip that is ten thousand times as long as wide', async () => {
    const strips = [0.3, 0.5, 1, 2].map((turns): Parts => {
      const along = Array.from({ length: 121 }, (_, i) => (i / 120) * turns * 2 * Math.PI)
      const at = (angle: number, offset: number): [number, number] => [
        (500 + 60 * angle + offset) * Math.cos(angle),
        (500 + 60 * angle + offset) * Math.sin(angle),
      ]
      const ring = [...along.map((angle) => at(angle, 0.15)), ...along.toReversed().map((angle) => at(angle, -0.15))]
      return [[[...ring, ring[0]]]]
    })
    const result = await labelPoints.run({ layer: polygons(...strips), point: 'label' }, quietTask())
    expect(values(piecesOf(result), 'is_inside')).toEqual([true, true, true, true])
  })

  it('put the label point inside, with the attributes of its feature', async () => {
    const result = await labelPoints.run({ layer: polygons(ell, ring, []), point: 'label' }, quietTask())
    expect(values(piecesOf(result), 'is_inside')).toEqual([true, true])
    expect(values(piecesOf(result), 'ID')).toEqual(['r0', 'r1'])
    expect(result.totals.count).toBe(2)
    prints(result)
  })
})
