import { Geodesic } from 'geographiclib-geodesic'
import { describe, expect, it, vi } from 'vitest'
import { randomOf } from '../../scripts/bench/zones.ts'
import { starRing, tableOfParts, testPlane } from '../../tests/polygon-tables.ts'
import { geometryFromGeoJson } from './geometry.ts'
import { nearestIndex, prepareNearest } from './nearest-index.ts'
import type { Geometry, Table } from './table.ts'
import { quietTask } from './task.ts'

const measured = vi.hoisted(() => ({ count: 0 }))
vi.mock('./plane.ts', async (load) => {
  const real = await load<typeof import('./plane.ts')>()
  const geodesicM: typeof real.geodesicM = (...ends) => {
    measured.count++
    return real.geodesicM(...ends)
  }
  return { ...real, geodesicM }
})

type LngLat = readonly [number, number]
const tableOf = (geometry: Geometry): Table => ({
  name: 't',
  crs: 'EPSG:4490',
  length: geometry.rows.length - 1,
  columns: [],
  geometry,
})
const pointsAt = (...places: LngLat[]) =>
  tableOf(
    geometryFromGeoJson(
      'point',
      places.map((place) => ({ type: 'Point', coordinates: [...place] })),
    ),
  )
const lineAlong = (...places: LngLat[]) =>
  tableOf(geometryFromGeoJson('line', [{ type: 'LineString', coordinates: places.map((place) => [...place]) }]))
const box = (x: number, y: number, size: number) => [
  [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ] as [number, number][],
]
/** outlines that hold nothing */
const ringsAsLines = ({ geometry }: Table): Geometry => ({ ...(geometry as Geometry), kind: 'line' })
/** metres in the plane → lon/lat */
const at = (x: number, y: number): LngLat => {
  const [lng, lat] = testPlane.toLngLat(Float64Array.of(x, y))
  return [lng, lat]
}
async function nearestOf(own: Table, others: Table, row = 0, limitM?: number, except?: number) {
  const edges = await prepareNearest(others, () => true, quietTask())
  if (!edges || !own.geometry) throw new Error('no shapes')
  return nearestIndex(edges).nearest(own.geometry, own.geometry.xy, row, limitM, except)
}
const { WGS84 } = Geodesic
const geodesic = ([lng1, lat1]: LngLat, [lng2, lat2]: LngLat) => WGS84.Inverse(lat1, lng1, lat2, lng2).s12 ?? Number.NaN

describe('the nearest feature', () => {
  it('lies within the limit to the metre: the ellipsoid’s distance decides, in every direction', async () => {
    const here: LngLat = [118.6, 37.6]
    for (const there of [
      [118.7, 37.6],
      [118.6, 37.7],
      [118.53, 37.55],
      [118.61, 37.48],
    ] as LngLat[]) {
      const distance = geodesic(here, there)
      for (const [limitM, isFound] of [
        [distance + 1e-3, true],
        [distance - 1e-3, false],
        [distance / 2, false],
      ] as const) {
        const found = await nearestOf(pointsAt(here), pointsAt(there), 0, limitM)
        expect(found !== null, `${there} within ${limitM}`).toBe(isFound)
        if (found) expect(Math.abs(found.distanceM - distance)).toBeLessThan(1e-4)
      }
    }
  })

  it('is the first of those that are as near, whether apart, met or around', async () => {
    const twice = pointsAt(at(500, 0), at(300, 0), at(300, 0), at(300, 0))
    expect((await nearestOf(pointsAt(at(0, 0)), twice))?.row).toBe(1)
    // three polygons hold the point, two of them one in the other
    const around = tableOfParts([[box(1000, 0, 10)], [box(-50, -50, 100)], [box(-5, -5, 10)], [box(-60, -60, 110)]])
    expect(await nearestOf(pointsAt(at(0, 0)), around)).toMatchObject({ row: 1, distanceM: 0 })
    // crossed by all but the first
    const crossed = lineAlong(at(-30, -200), at(-30, 200))
    const sides = tableOfParts([[box(1000, 0, 10)], [box(-60, -60, 110)], [box(-50, -50, 100)]])
    expect(await nearestOf(crossed, sides)).toMatchObject({ row: 1, distanceM: 0 })
    // all inside the asking polygon, which nothing crosses
    const inside = tableOfParts([[box(1000, 0, 10)], [box(20, 20, 5)], [box(-30, -30, 5)]])
    expect(await nearestOf(tableOfParts([[box(-100, -100, 200)]]), inside)).toMatchObject({ row: 1, distanceM: 0 })
  })

  it('passes over the row that is excepted, where it is nearest, holds, is crossed or lies within', async () => {
    const layer = tableOfParts([[box(0, 0, 100)], [box(20, 20, 10)], [box(150, 0, 10)], [box(90, 90, 20)]])
    // holds itself, and the second
    expect(await nearestOf(layer, layer, 1, undefined, 1)).toMatchObject({ row: 0, distanceM: 0 })
    // its own edges touch it everywhere
    expect(await nearestOf(layer, layer, 0, undefined, 0)).toMatchObject({ row: 1, distanceM: 0 })
    const apart = await nearestOf(layer, layer, 2, undefined, 2)
    expect(apart?.row).toBe(0)
    expect(apart?.distanceM).toBeCloseTo(50, 2)
    const two = tableOfParts([[box(0, 0, 100)], [box(20, 20, 10)], [box(150, 0, 10)]])
    const held = pointsAt(at(25, 25))
    expect(await nearestOf(held, two, 0, undefined, 0)).toMatchObject({ row: 1, distanceM: 0 })
    expect(await nearestOf(held, two, 0, undefined, 1)).toMatchObject({ row: 0, distanceM: 0 })
    // alone in its layer
    const alone = tableOfParts([[box(0, 0, 100)]])
    expect(await nearestOf(alone, alone, 0, undefined, 0)).toBeNull()
  })

  it('is the same for a feature that reaches over a degree: a metre of longitude differs by a hundredth between its ends', async () => {
    const line = lineAlong([118.5, 37.2], [118.5, 38.2])
    const eastOf = (lat: number, metres: number): LngLat => {
      const { lon2, lat2 } = WGS84.Direct(lat, 118.5, 90, metres)
      return [lon2 ?? Number.NaN, lat2 ?? Number.NaN]
    }
    // the nearest to its north end, the others to its middle and its south end, where degrees are longer
    const others = [eastOf(37.21, 1004), eastOf(37.7, 1002), eastOf(38.19, 1000), eastOf(37.3, 1003)]
    const found = await nearestOf(line, pointsAt(...others))
    expect(found?.row).toBe(2)
    expect(Math.abs((found?.distanceM ?? 0) - 1000)).toBeLessThan(1e-3)
    // an edge is straight in the plane of the areas: in degrees it would lie 10 m beside
    const ends = testPlane.toPlane(Float64Array.of(118.4, 37.2, 118.8, 38.2))
    const slanted = lineAlong([118.4, 37.2], [118.8, 38.2])
    const beside: LngLat = [118.8, 38.15]
    let least = Number.POSITIVE_INFINITY
    for (let share = 0.9; share < 1; share += 1e-6)
      least = Math.min(least, geodesic(beside, at(ends[0] + share * (ends[2] - ends[0]), ends[1] + share * (ends[3] - ends[1]))))
    expect(Math.abs(((await nearestOf(slanted, pointsAt(beside)))?.distanceM ?? 0) - least)).toBeLessThan(1e-3)
  })

  it('looks closely at few edges of a long border far away, all of it almost as near', async () => {
    const next = randomOf(5)
    // 24 km away, its vertices within a hundred metres of each other’s distance
    const zone = tableOfParts([[[starRing(next, 0, 0, 24_000, 20_000, 0.004)]]])
    const parcels = tableOfParts(Array.from({ length: 60 }, () => [box(100 * (next() - 0.5), 100 * (next() - 0.5), 20)]))
    const edges = await prepareNearest({ ...zone, geometry: ringsAsLines(zone) }, () => true, quietTask())
    if (!edges || !parcels.geometry) throw new Error('no shapes')
    const index = nearestIndex(edges)
    measured.count = 0
    for (let row = 0; row < parcels.length; row++)
      expect(index.nearest(parcels.geometry, parcels.geometry.xy, row)?.distanceM).toBeGreaterThan(23_000)
    expect(measured.count).toBeLessThan(300 * parcels.length)
  })
})
