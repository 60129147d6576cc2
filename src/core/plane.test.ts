import { existsSync, readFileSync } from 'node:fs'
import { area as turfArea } from '@turf/turf'
import fc from 'fast-check'
import { Geodesic } from 'geographiclib-geodesic'
import { describe, expect, it } from 'vitest'
import { areaMethods } from './area-methods.ts'
import { fromLngLat } from './crs.ts'
import { authalicPlane, geodesicM, lngLatOf, ringAreaM2, rowAreaM2, rowAreaSigmaM2, rowAreasM2, rowPerimeterM } from './plane.ts'
import type { Table } from './table.ts'

const DATA = '../shared/data/geometry'
const hasData = existsSync(DATA)
if (!hasData) console.warn(`skipped: ${DATA} is absent`)

type Ring = [number, number][]
const cgcs2000 = new Geodesic.Geodesic(6378137, 1 / 298.257222101)

/** One row a polygon of rings; rings are closed here. */
function polygons(rows: Ring[][][], crs = 'EPSG:4490'): Table {
  const xy: number[] = []
  const rings = [0]
  const parts = [0]
  const offsets = [0]
  for (const row of rows) {
    for (const part of row) {
      for (const ring of part) {
        for (const [x, y] of [...ring, ring[0]]) xy.push(x, y)
        rings.push(xy.length / 2)
      }
      parts.push(rings.length - 1)
    }
    offsets.push(parts.length - 1)
  }
  return {
    name: 't',
    crs,
    length: rows.length,
    columns: [],
    geometry: {
      kind: 'polygon',
      xy: Float64Array.from(xy),
      rings: Uint32Array.from(rings),
      parts: Uint32Array.from(parts),
      rows: Uint32Array.from(offsets),
    },
  }
}
const cell = (x: number, y: number, size = 0.01): Ring => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
]
const irregular: Ring = [
  [118.5, 37.6],
  [118.52, 37.605],
  [118.515, 37.63],
  [118.49, 37.62],
]

/** 国土调查办发〔2008〕32号: the published series, independent of the code under test. */
function seriesAreaM2(ring: Ring, referenceLng = 60): number {
  const a = 6378137
  const f = 1 / 298.257222101
  const b = a * (1 - f)
  const e2 = f * (2 - f)
  const e4 = e2 ** 2
  const e6 = e2 ** 3
  const e8 = e2 ** 4
  const A = 1 + (3 / 6) * e2 + (30 / 80) * e4 + (35 / 112) * e6 + (630 / 2304) * e8
  const B = (1 / 6) * e2 + (15 / 80) * e4 + (21 / 112) * e6 + (420 / 2304) * e8
  const C = (3 / 80) * e4 + (7 / 112) * e6 + (180 / 2304) * e8
  const D = (1 / 112) * e6 + (45 / 2304) * e8
  const E = (5 / 2304) * e8
  const rad = Math.PI / 180
  let sum = 0
  ring.forEach(([lng1, lat1], i) => {
    const [lng2, lat2] = ring[(i + 1) % ring.length]
    const dL = ((lng1 + lng2) / 2 - referenceLng) * rad
    const h = (lat2 - lat1) * rad
    const m = ((lat1 + lat2) / 2) * rad
    sum +=
      2 *
      b *
      b *
      dL *
      (A * Math.sin(h / 2) * Math.cos(m) -
        B * Math.sin((3 * h) / 2) * Math.cos(3 * m) +
        C * Math.sin((5 * h) / 2) * Math.cos(5 * m) -
        D * Math.sin((7 * h) / 2) * Math.cos(7 * m) +
        E * Math.sin((9 * h) / 2) * Math.cos(9 * m))
  })
  return Math.abs(sum)
}

/** engine.md §7: what geodesic edges add to edges that are straight in the equal-area plane, counter-clockwise positive. */
function edgeTermM2(ring: Ring): number {
  const e2 = 0.006694380022900686
  const rad = Math.PI / 180
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const dLng = (ring[i + 1][0] - ring[i][0]) * rad
    const sinMiddle = Math.sin(((ring[i][1] + ring[i + 1][1]) / 2) * rad)
    const cosMiddle = Math.cos(((ring[i][1] + ring[i + 1][1]) / 2) * rad)
    const w = 1 - e2 * sinMiddle ** 2
    const r = (6378137 * cosMiddle) / Math.sqrt(w)
    const northM = (((ring[i + 1][1] - ring[i][1]) * rad * 6378137) / w ** 1.5) * (1 - e2)
    sum += (sinMiddle * dLng * (r * r * dLng * dLng + 3 * northM * northM)) / 12
  }
  return sum
}

describe('ellipsoidal area', () => {
  // notes/domain.md §1.2
  it.each([
    [118.25, 37.5, 98.13431902],
    [118.5, 37.6, 98.00493939],
    [118.55, 37.59, 98.01789097],
    [119.25, 37.75, 97.81030308],
  ])('cell at %f %f is %f ha', (x, y, hectares) => {
    expect(rowAreasM2(polygons([[[cell(x, y)]]]))[0]).toBeCloseTo(hectares * 1e4, 3)
  })

  it('gives the irregular ring of the notes to 0.1 mm²', () => {
    expect(rowAreasM2(polygons([[[irregular]]]))[0]).toBeCloseTo(5512085.5353, 3)
  })

  it('is the published series, from 20 m² to a province', () => {
    for (const size of [0.00005, 0.001, 0.02, 0.5, 3]) {
      const ring = irregular.map(([x, y]): [number, number] => [118.5 + (x - 118.5) * size * 50, 37.6 + (y - 37.6) * size * 50])
      const area = rowAreasM2(polygons([[[ring]]]))[0]
      expect(Math.abs(area - seriesAreaM2(ring, 118.5)) / area, `size ${size}`).toBeLessThan(1e-9)
    }
  })

  it('takes holes out and adds parts, whatever the winding', () => {
    const outer = cell(118.5, 37.6)
    const hole = cell(118.503, 37.603, 0.002)
    const other = cell(118.6, 37.6, 0.005)
    const holeArea = rowAreasM2(polygons([[[hole]]]))[0]
    const expected = rowAreasM2(polygons([[[outer]]]))[0] - holeArea + rowAreasM2(polygons([[[other]]]))[0]
    for (const first of [outer, [...outer].reverse()]) {
      for (const second of [hole, [...hole].reverse()]) {
        expect(rowAreasM2(polygons([[[first, second], [other]]]))[0]).toBeCloseTo(expected, 6)
      }
    }
    expect(holeArea).toBeGreaterThan(3e4)
  })

  it('measures projected tables on the ellipsoid too', () => {
    const lngLat = polygons([[[irregular]]])
    const geometry = lngLat.geometry
    if (!geometry) throw new Error('no geometry')
    for (const crs of ['EPSG:4528', 'EPSG:4548', 'EPSG:32650', 'EPSG:3857']) {
      const table: Table = { ...lngLat, crs, geometry: { ...geometry, xy: fromLngLat(crs, geometry.xy) } }
      expect(rowAreasM2(table)[0]).toBeCloseTo(5512085.5353, 3)
    }
  })

  it('is zero for rows without geometry, and refuses an unknown CRS', () => {
    expect(rowAreasM2(polygons([[], [[cell(118, 37)]]]))[0]).toBe(0)
    expect(() => rowAreasM2(polygons([[[cell(118, 37)]]], 'EPSG:1'))).toThrowError(/crs\.unknown/)
  })

  it('adds up when a polygon is cut along a line that is straight in the plane', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.0005, max: 0.0095, noNaN: true }), (cut) => {
        const west: Ring = [
          [118.5, 37.6],
          [118.5 + cut, 37.6],
          [118.5 + cut, 37.61],
          [118.5, 37.61],
        ]
        const east: Ring = [
          [118.5 + cut, 37.6],
          [118.51, 37.6],
          [118.51, 37.61],
          [118.5 + cut, 37.61],
        ]
        const [whole, a, b] = rowAreasM2(polygons([[[cell(118.5, 37.6)]], [[west]], [[east]]]))
        return Math.abs(whole - a - b) < 1e-6
      }),
    )
  })

  it.skipIf(!hasData)('agrees with GeographicLib on 120 polygons, edges straight in the plane against geodesic', () => {
    const lines = readFileSync(`${DATA}/geodesic_polygons.csv`, 'utf8').trim().split(/\r?\n/).slice(1)
    expect(lines).toHaveLength(120)
    for (const line of lines) {
      const [, text, area, perimeter] = /^\d+,"POLYGON \(\((.*)\)\)",([\d.]+),([\d.]+)/.exec(line) ?? []
      const ring = text.split(', ').map((pair) => pair.split(' ').map(Number) as [number, number])
      const table = polygons([[[ring.slice(0, -1)]]])
      const measured = rowAreasM2(table)[0]
      // engine.md §7: plane-straight and geodesic edges differ by at most 0.0143 m²·(L/100 m)³ an edge; 1e-4 m² is the file's last digit
      let bound = 2e-4 + Number(area) * 1e-9
      for (let i = 0; i + 1 < ring.length; i++) bound += 0.0143 * (geodesicM(...ring[i], ...ring[i + 1]) / 100) ** 3
      expect(Math.abs(measured - Number(area)), line.slice(0, 12)).toBeLessThan(bound)
      const geodesic = Math.abs(
        measured - Math.sign(ringAreaM2(Float64Array.from(ring.flat()), 0, ring.length)) * edgeTermM2(ring),
      )
      expect(Math.abs(geodesic - Number(area)), line.slice(0, 12)).toBeLessThan(1e-6 * Number(area) + 2e-4)
      if (!table.geometry) throw new Error('no geometry')
      expect(Math.abs(rowPerimeterM(table.geometry, table.geometry.xy, 0) - Number(perimeter)), line.slice(0, 12)).toBeLessThan(
        0.001,
      )
    }
  })

  it('agrees with GeographicLib run here, once the edges are short', () => {
    const dense: Ring = irregular.flatMap(([x, y], i) => {
      const [x2, y2] = irregular[(i + 1) % irregular.length]
      return Array.from({ length: 200 }, (_, j): [number, number] => [x + ((x2 - x) * j) / 200, y + ((y2 - y) * j) / 200])
    })
    const polygon = cgcs2000.Polygon()
    for (const [x, y] of dense) polygon.AddPoint(y, x)
    const expected = polygon.Compute(false, true).area ?? Number.NaN
    expect(rowAreasM2(polygons([[[dense]]]))[0] / expected).toBeCloseTo(1, 9)
  })

  it('ringAreaM2 is positive counter-clockwise and does not need the closing vertex', () => {
    const open = Float64Array.from(cell(118.5, 37.6).flat())
    expect(ringAreaM2(open, 0, 4)).toBeCloseTo(980049.3939, 3)
    const reversed = Float64Array.from([...cell(118.5, 37.6)].reverse().flat())
    expect(ringAreaM2(reversed, 0, 4)).toBeCloseTo(-980049.3939, 3)
  })
})

describe('authalicPlane', () => {
  const plane = authalicPlane({ lng0: 118.75, latTs: 37.65 })

  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(fc.double({ min: 73, max: 136, noNaN: true }), fc.double({ min: -89, max: 89, noNaN: true }), (lng, lat) => {
        const [lng2, lat2] = plane.toLngLat(plane.toPlane(Float64Array.of(lng, lat)))
        return Math.abs(lng2 - lng) < 1e-12 && Math.abs(lat2 - lat) < 1e-12
      }),
    )
  })

  it('has the area of the ellipsoid, and nearly true lengths at its latitude', () => {
    const xy = plane.toPlane(Float64Array.from([...irregular, irregular[0]].flat()))
    let twice = 0
    for (let i = 0; i + 3 < xy.length; i += 2) twice += xy[i] * xy[i + 3] - xy[i + 2] * xy[i + 1]
    expect(twice / 2).toBeCloseTo(5512085.5353, 3)
    const east = plane.toPlane(Float64Array.of(118.75, 37.65, 118.751, 37.65))
    expect(Math.hypot(east[2] - east[0], east[3] - east[1])).toBeCloseTo(geodesicM(118.75, 37.65, 118.751, 37.65), 4)
  })
})

describe('rowAreaSigmaM2', () => {
  it('is m·side for a square: every diagonal is side·√2', () => {
    const table = polygons([[[cell(118.5, 37.6, 0.001)]]])
    if (!table.geometry) throw new Error('no geometry')
    const lngLat = lngLatOf(table)
    const diagonal = geodesicM(118.5, 37.6, 118.501, 37.601)
    // four vertices, each with a diagonal between its neighbours
    expect(rowAreaSigmaM2(table.geometry, lngLat, 0, 0.1)).toBeCloseTo(0.1 * diagonal * Math.sqrt(0.5), 4)
    expect(rowAreaM2(table.geometry, lngLat, 0)).toBeGreaterThan(9000)
  })

  it('is what a simulation of disturbed vertices shows', () => {
    const base = [...irregular]
    const plane = authalicPlane({ lng0: 118.5, latTs: 37.6 })
    const table = polygons([[[base]]])
    if (!table.geometry) throw new Error('no geometry')
    const sigma = rowAreaSigmaM2(table.geometry, table.geometry.xy, 0, 1)
    const xy = plane.toPlane(Float64Array.from(base.flat()))
    let seed = 7
    const uniform = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return seed / 2147483648
    }
    // m is the point error: m² = mx² + my², so each axis gets m/√2
    const normal = () => Math.sqrt(-2 * Math.log(uniform() + 1e-12)) * Math.cos(2 * Math.PI * uniform()) * Math.SQRT1_2
    let squares = 0
    const runs = 4000
    for (let run = 0; run < runs; run++) {
      const moved = xy.map((value) => value + normal())
      let twice = 0
      for (let i = 0; i < 4; i++) {
        const j = (i + 1) % 4
        twice += moved[2 * i] * moved[2 * j + 1] - moved[2 * j] * moved[2 * i + 1]
      }
      squares += (twice / 2 - 5512085.5353) ** 2
    }
    expect(Math.sqrt(squares / runs) / sigma).toBeGreaterThan(0.95)
    expect(Math.sqrt(squares / runs) / sigma).toBeLessThan(1.05)
  })
})

describe('areaMethods', () => {
  it('gives the four figures of the notes', () => {
    const methods = areaMethods(polygons([[[cell(118, 37)]], [[irregular]]]), 1)
    expect(methods?.ellipsoidM2).toBeCloseTo(5512085.5353, 3)
    expect(methods?.zone?.crs).toBe('EPSG:4528')
    expect(methods?.zone?.areaM2).toBeCloseTo(5514531.4155, 3)
    expect(methods?.sphereM2).toBeCloseTo(5509256.3863, 3)
    const turf = turfArea({ type: 'Polygon', coordinates: [[...irregular, irregular[0]]] })
    expect(methods?.sphereM2).toBeCloseTo(turf, 4)
    expect((methods?.webMercatorM2 ?? 0) / 5512085.5353).toBeCloseTo(1.596, 2)
    expect(methods?.densifiedM2).toBeNull()
    const { geometry } = polygons([[[irregular]]])
    expect(methods?.sigmaM2PerM).toBe(rowAreaSigmaM2(geometry!, geometry!.xy, 0, 1))
  })

  it('tells the other reading of long edges of a planar source', () => {
    const corners = fromLngLat('EPSG:4549', Float64Array.from(cell(118.5, 37.6, 0.1).flat()))
    const planar = Array.from({ length: 4 }, (_, i): [number, number] => [corners[2 * i], corners[2 * i + 1]])
    const methods = areaMethods(polygons([[[planar]]], 'EPSG:4549'), 0)
    const difference = (methods?.densifiedM2 ?? 0) - (methods?.ellipsoidM2 ?? 0)
    expect(Math.abs(difference)).toBeGreaterThan(1)
    expect(Math.abs(difference)).toBeLessThan(100)
  })

  it('has nothing to say of a row without polygon', () => {
    expect(areaMethods(polygons([[]]), 0)).toBeNull()
  })
})
