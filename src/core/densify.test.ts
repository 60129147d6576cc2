import { describe, expect, it } from 'vitest'
import './projections.ts'
import { fromLngLat } from './crs.ts'
import { densifyLongEdges, SHOWN_DIFFERENCE_M2 } from './densify.ts'
import { geometryFromGeoJson } from './geometry.ts'
import { rowAreasM2 } from './plane.ts'
import type { Table } from './table.ts'

const CRS = 'EPSG:4549'
type Ring = [number, number][]

function tableOf(polygons: Ring[][], crs = CRS): Table {
  const geometry = geometryFromGeoJson(
    'polygon',
    polygons.map((coordinates) => ({ type: 'Polygon', coordinates })),
  )
  return { name: 't', crs, length: polygons.length, columns: [], geometry }
}
const [x0, y0] = fromLngLat(CRS, Float64Array.of(118.55, 37.65))
const square = (sideM: number, x = x0, y = y0): Ring => [
  [x, y],
  [x + sideM, y],
  [x + sideM, y + sideM],
  [x, y + sideM],
  [x, y],
]

/** Vertices every 20 m, by hand: what domain figures were made with. */
function every20M(ring: Ring): Ring {
  const dense = ring.slice(1).flatMap(([x2, y2], i): Ring => {
    const [x1, y1] = ring[i]
    const count = Math.ceil(Math.hypot(x2 - x1, y2 - y1) / 20)
    return Array.from({ length: count }, (_, k) => [x1 + ((x2 - x1) * k) / count, y1 + ((y2 - y1) * k) / count])
  })
  return [...dense, dense[0]]
}

describe('densifyLongEdges', () => {
  // squares in CM 120° at 118.55° E: sparse against 20 m, m²
  it.each([
    [2000, 0.04],
    [5000, 1.5],
    [10_000, 24],
  ])('a square of %i m differs by about %f m²', (side, expected) => {
    const { table, edges, differenceM2 } = densifyLongEdges(tableOf([[square(side)]]))
    expect(edges).toBe(4)
    expect(Math.abs(differenceM2[0]) / expected).toBeGreaterThan(0.85)
    expect(Math.abs(differenceM2[0]) / expected).toBeLessThan(1.15)
    expect(Math.abs(differenceM2[0]) > SHOWN_DIFFERENCE_M2).toBe(side > 2000)
    const [fine] = rowAreasM2(tableOf([[every20M(square(side))]]))
    expect(Math.abs(rowAreasM2(table)[0] - fine)).toBeLessThan(expected * (100 / side) ** 2 + 1e-5)
  })

  it('leaves short edges, lon/lat, points and the official figure alone', () => {
    const short = tableOf([[square(990)]])
    expect(densifyLongEdges(short).table).toBe(short)
    const lngLat = tableOf([[square(0.05, 118.5, 37.6)]], 'EPSG:4490')
    expect(densifyLongEdges(lngLat)).toMatchObject({ table: lngLat, edges: 0 })
    const mixed = tableOf([[square(100)], [square(3000)], [square(200)]])
    const before = [...rowAreasM2(mixed)]
    const { differenceM2 } = densifyLongEdges(mixed)
    expect([...rowAreasM2(mixed)]).toEqual(before)
    expect([differenceM2[0] === 0, differenceM2[1] === 0, differenceM2[2] === 0]).toEqual([true, false, true])
  })

  it('gives both sides of a border the same vertices, to the last bit, and keeps rings and heights', () => {
    const plain = tableOf([[square(7000), square(1500, x0 + 1000, y0 + 900).reverse()], [square(7000, x0 + 7000)]])
    const geometry = { ...plain.geometry!, z: Float64Array.from(plain.geometry!.xy.filter((_, i) => i % 2 === 0)) }
    const { table, edges } = densifyLongEdges({ ...plain, geometry })
    const { xy, rings, parts, rows, z } = table.geometry!
    expect(edges).toBe(12)
    expect([parts, rows]).toEqual([geometry.parts, geometry.rows])
    const onBorder = (ring: number) =>
      Array.from({ length: rings[ring + 1] - rings[ring] - 1 }, (_, i) => rings[ring] + i)
        .filter((i) => Math.abs(xy[2 * i] - x0 - 7000) < 1e-6)
        .map((i) => xy[2 * i + 1])
        .sort((a, b) => a - b)
    expect(onBorder(0).length).toBeGreaterThanOrEqual(71)
    expect(onBorder(2)).toEqual(onBorder(0))
    for (let i = 0; 2 * i < xy.length; i++) expect(z?.[i]).toBeCloseTo(xy[2 * i], 6)
    for (let ring = 0; ring + 1 < rings.length; ring++) {
      expect(xy[2 * rings[ring + 1] - 2]).toBe(xy[2 * rings[ring]])
      expect(xy[2 * rings[ring + 1] - 1]).toBe(xy[2 * rings[ring] + 1])
    }
  })
})
