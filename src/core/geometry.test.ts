import fc from 'fast-check'
import type { Geometry as GeoJson } from 'geojson'
import { describe, expect, it } from 'vitest'
import {
  distanceToBoundaryM,
  distanceToRowM,
  geometryFromGeoJson,
  pickRows,
  planarArea,
  rowBox,
  rowContains,
  rowToGeoJson,
  vertexRange,
} from './geometry.ts'
import { labelPoint } from './label-point.ts'
import { neighboursOf } from './neighbours.ts'
import { geodesicM } from './plane.ts'

const square = (x: number, y: number, size: number): [number, number][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]
const donut: GeoJson = { type: 'Polygon', coordinates: [square(0, 0, 10), [...square(3, 3, 4)].reverse()] }
const two: GeoJson = { type: 'MultiPolygon', coordinates: [[square(20, 0, 1)], [square(30, 0, 2)]] }

describe('GeoJSON', () => {
  const entries: (GeoJson | null)[] = [donut, null, two]

  it('goes there and back without a changed digit', () => {
    const geometry = geometryFromGeoJson('polygon', entries)
    expect([0, 1, 2].map((row) => rowToGeoJson(geometry, row))).toEqual(entries)
    expect(rowBox(geometry, 0)).toEqual([0, 0, 10, 10])
    expect(rowBox(geometry, 1)).toBeNull()
  })

  it('keeps points, lines and heights', () => {
    const lines: GeoJson[] = [
      {
        type: 'LineString',
        coordinates: [
          [1, 2, 3],
          [4, 5, 6],
        ],
      },
      {
        type: 'MultiLineString',
        coordinates: [
          [
            [0, 0, 1],
            [1, 1, 1],
          ],
          [
            [2, 2, 2],
            [3, 3, 3],
          ],
        ],
      },
    ]
    const points: GeoJson[] = [
      { type: 'Point', coordinates: [118.123456789012, 37.5] },
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 1],
          [2, 2],
        ],
      },
    ]
    const asLines = geometryFromGeoJson('line', lines)
    const asPoints = geometryFromGeoJson('point', points)
    expect([0, 1].map((row) => rowToGeoJson(asLines, row))).toEqual(lines)
    expect([0, 1].map((row) => rowToGeoJson(asPoints, row))).toEqual(points)
  })

  it('refuses another kind, naming the row', () => {
    expect(() => geometryFromGeoJson('line', [null, donut])).toThrowError(/geometry\.kind.*"row":1/)
  })

  it('picks rows in any order', () => {
    const picked = pickRows(geometryFromGeoJson('polygon', entries), [2, 0])
    expect([0, 1].map((row) => rowToGeoJson(picked, row))).toEqual([two, donut])
  })

  it('picks stretches of rows, back and forth, with heights and measures', () => {
    const all = [null, donut, two, donut, null, two]
    const flat = geometryFromGeoJson('polygon', all)
    const numbers = Float64Array.from({ length: flat.xy.length / 2 }, (_, i) => i)
    const geometry = { ...flat, z: numbers, m: numbers.map((value) => -value) }
    const order = [1, 2, 3, 4, 5, 0, 1, 5, 2, 3, 3, 4]
    const picked = pickRows(geometry, order)
    expect(order.map((_, row) => rowToGeoJson(picked, row))).toEqual(order.map((row) => rowToGeoJson(geometry, row)))
    const vertices = order.flatMap((row) => [...numbers.subarray(...vertexRange(geometry, row))])
    expect([...(picked.z ?? [])]).toEqual(vertices)
    expect([...(picked.m ?? [])]).toEqual(vertices.map((value) => -value))
    expect(pickRows(geometry, [])).toMatchObject({ rows: Uint32Array.of(0), xy: new Float64Array(0) })
  })
})

describe('rowContains', () => {
  const geometry = geometryFromGeoJson('polygon', [donut, two])

  it('knows holes and parts', () => {
    expect(rowContains(geometry, 0, 1, 1)).toBe(true)
    expect(rowContains(geometry, 0, 5, 5)).toBe(false)
    expect(rowContains(geometry, 1, 31, 1)).toBe(true)
    expect(rowContains(geometry, 1, 25, 0.5)).toBe(false)
  })

  it('gives a point on a shared edge to exactly one owner', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 118, max: 119, noNaN: true }),
        fc.double({ min: 118, max: 119, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (south, north, share) => {
          // a box cut in two from its south to its north side
          const a: [number, number] = [south, 37]
          const b: [number, number] = [north, 38]
          const halves = geometryFromGeoJson('polygon', [
            { type: 'Polygon', coordinates: [[[117, 37], a, b, [117, 38], [117, 37]]] },
            { type: 'Polygon', coordinates: [[a, [120, 37], [120, 38], b, a]] },
          ])
          const at: [number, number] = [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])]
          return [0, 1].filter((row) => rowContains(halves, row, ...at)).length === 1
        },
      ),
    )
  })
})

describe('distance', () => {
  const geometry = geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [square(118.5, 37.6, 0.01)] }, null])

  it('is zero inside and metres to the edge outside', () => {
    expect(distanceToRowM(geometry, geometry.xy, 0, 118.505, 37.605)).toBe(0)
    const expected = geodesicM(118.5, 37.605, 118.499, 37.605)
    expect(distanceToRowM(geometry, geometry.xy, 0, 118.499, 37.605) / expected).toBeCloseTo(1, 2)
    expect(distanceToBoundaryM(geometry, geometry.xy, 0, 118.501, 37.605) / expected).toBeCloseTo(1, 2)
    expect(distanceToRowM(geometry, geometry.xy, 1, 118.5, 37.6)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('planarArea', () => {
  it('keeps its digits far from the origin', () => {
    const ring = Float64Array.from(square(40371328.55, 4162644.88, 0.5).flat())
    expect(planarArea(ring, 0, 5)).toBeCloseTo(0.25, 6)
    expect(planarArea(Float64Array.from([...square(0, 0, 2)].reverse().flat()), 0, 5)).toBe(-4)
  })
})

describe('labelPoint', () => {
  it('lies inside: in the arm of a C, not in its mouth; in the ring of a donut', () => {
    const c: GeoJson = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [10, 0],
          [10, 2],
          [3, 2],
          [3, 8],
          [10, 8],
          [10, 10],
          [0, 10],
          [0, 0],
        ],
      ],
    }
    const geometry = geometryFromGeoJson('polygon', [c, donut, two, null])
    for (const row of [0, 1, 2]) {
      const at = labelPoint(geometry, row)
      expect(at && rowContains(geometry, row, at[0], at[1])).toBe(true)
    }
    expect(labelPoint(geometry, 2)?.[0]).toBeGreaterThan(30)
    expect(labelPoint(geometry, 3)).toBeNull()
  })

  it('finds the centre of a square whatever the stretch', () => {
    const geometry = geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [square(118.5, 37.6, 0.01)] }])
    const at = labelPoint(geometry, 0, geometry.xy, 1.26)
    expect(at?.[0]).toBeCloseTo(118.505, 3)
    expect(at?.[1]).toBeCloseTo(37.605, 3)
  })
})

describe('neighboursOf', () => {
  it('measures shared stretches, also with other vertices, and ignores corners', () => {
    const s = 0.01
    const geometry = geometryFromGeoJson(
      'polygon',
      [
        square(118.5, 37.6, s),
        square(118.51, 37.6, s), // the whole east edge
        [
          [118.5, 37.61],
          [118.505, 37.61],
          [118.505, 37.62],
          [118.5, 37.62],
          [118.5, 37.61],
        ] as [number, number][], // half of the north edge
        square(118.51, 37.61, s), // a corner only
        square(118.6, 37.6, s),
      ].map((ring) => ({ type: 'Polygon', coordinates: [ring] })),
    )
    const found = neighboursOf(geometry, geometry.xy, 0, [0, 1, 2, 3, 4])
    expect(found.map((each) => each.row)).toEqual([1, 2])
    expect(found[0].sharedM).toBeCloseTo(geodesicM(118.51, 37.6, 118.51, 37.61), 2)
    expect(found[1].sharedM).toBeCloseTo(geodesicM(118.5, 37.61, 118.505, 37.61), 2)
  })
})
