import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planarArea } from '../geometry.ts'
import { lngLatOf, rowAreaM2 } from '../plane.ts'
import { randomOf } from '../tiling/test-fabric.ts'
import { type Drawn, drawingTable, drawnFeatures } from './drawing-table.ts'
import { mergePolygons } from './merge-polygons.ts'
import { mergeDrawn, outerRing, splitDrawn } from './reshape.ts'
import { type Ring, splitPolygon } from './split-polygon.ts'

const areaOf = (rings: readonly Ring[]) =>
  rings.reduce((sum, ring) => sum + planarArea(Float64Array.from(ring), 0, ring.length / 2), 0)
const total = (polygons: readonly (readonly Ring[])[]) => polygons.reduce((sum, rings) => sum + areaOf(rings), 0)
const box = (x0: number, y0: number, x1: number, y1: number): Ring => [x0, y0, x1, y0, x1, y1, x0, y1, x0, y0]
const hole = (x0: number, y0: number, x1: number, y1: number): Ring => [x0, y0, x0, y1, x1, y1, x1, y0, x0, y0]
const WITH_HOLE = [box(0, 0, 100, 60), hole(40, 20, 60, 40)]
const sizes = (pieces: readonly (readonly Ring[])[]) =>
  pieces.map((rings) => Math.round(areaOf(rings) * 1e6) / 1e6).sort((a, b) => a - b)

describe('splitPolygon', () => {
  it('cuts in two, keeps a hole with its piece, and gives both sides the points of the cut', () => {
    const pieces = splitPolygon(WITH_HOLE, [20, -5, 20, 65])
    expect(sizes(pieces)).toEqual([1200, 4400])
    expect(pieces.map((rings) => rings.length).sort()).toEqual([1, 2])
    const [a, b] = pieces.map(([outer]) => new Set(outer.flatMap((x, i) => (i % 2 ? [] : `${x} ${outer[i + 1]}`))))
    expect([...a].filter((corner) => b.has(corner)).sort()).toEqual(['20 0', '20 60'])
  })
  it('cuts through a hole', () => {
    expect(sizes(splitPolygon(WITH_HOLE, [-5, 30, 105, 30]))).toEqual([2800, 2800])
  })
  it('follows a bent line, through corners, more than once', () => {
    expect(sizes(splitPolygon([box(0, 0, 100, 60)], [0, 0, 50, 30, 100, 0]))).toEqual([1500, 4500])
    expect(sizes(splitPolygon([box(0, 0, 100, 60)], [10, -5, 10, 65, 30, 65, 30, -5]))).toEqual([600, 1200, 4200])
  })
  it('does nothing with a line that ends inside, runs along a border, or passes by', () => {
    for (const line of [
      [50, -5, 50, 30],
      [0, 0, 100, 0],
      [-10, -10, 110, -10],
      [0, 0, 0, 60],
    ])
      expect(sizes(splitPolygon([box(0, 0, 100, 60)], line)), String(line)).toEqual([6000])
  })
  it('makes no slit to a hole in which the line ends', () => {
    const pieces = splitPolygon(WITH_HOLE, [-5, 30, 50, 31])
    expect(pieces.map((rings) => rings.map((ring) => ring.length))).toEqual([[12, 12]])
    expect(total(pieces)).toBe(5600)
  })
  it('gives pieces that sum to the whole, whatever the line; merged they are the whole again', () => {
    const coordinate = fc.double({ min: -30, max: 130, noNaN: true })
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (x0, y0, x1, y1) => {
        if (Math.hypot(x1 - x0, y1 - y0) < 1) return
        const pieces = splitPolygon(WITH_HOLE, [x0, y0, x1, y1])
        expect(pieces.length).toBeGreaterThan(0)
        expect(Math.abs(total(pieces) - 5600)).toBeLessThan(1e-6)
        expect(pieces.every((rings) => areaOf(rings) > 0)).toBe(true)
        const whole = mergePolygons(pieces)
        expect(whole).toHaveLength(1)
        expect(whole[0]).toHaveLength(2)
        expect(Math.abs(total(whole) - 5600)).toBeLessThan(1e-6)
      }),
      { numRuns: 300 },
    )
  })
})

describe('mergePolygons', () => {
  it('takes borders away and leaves what is enclosed as a hole', () => {
    const around = [box(0, 0, 30, 10), box(0, 20, 30, 30), box(0, 10, 10, 20), box(20, 10, 30, 20)].map((ring) => [ring])
    // the same vertices on both sides
    const fitted = [
      [[0, 0, 30, 0, 30, 10, 20, 10, 10, 10, 0, 10, 0, 0]],
      [[0, 20, 10, 20, 20, 20, 30, 20, 30, 30, 0, 30, 0, 20]],
      around[2],
      around[3],
    ]
    const whole = mergePolygons(fitted)
    expect(whole.map((rings) => rings.length)).toEqual([2])
    expect(total(whole)).toBe(800)
  })
  it('leaves apart what only touches in a point', () => {
    const whole = mergePolygons([[box(0, 0, 10, 10)], [box(10, 10, 20, 20)]])
    expect(whole).toHaveLength(2)
    expect(total(whole)).toBe(200)
  })
})

describe('drawn polygons', () => {
  const areas = (features: readonly Drawn[]) => {
    const table = drawingTable('t', 'polygon', features)
    if (!table.geometry) throw new Error('geometry expected')
    const lngLat = lngLatOf(table)
    return features.map((_, row) => rowAreaM2(table.geometry as NonNullable<typeof table.geometry>, lngLat, row))
  }
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
  const field: Drawn = {
    name: '甲',
    shape: [
      [
        outerRing([
          [118.6, 37.6],
          [118.6, 37.61],
          [118.615, 37.612],
          [118.613, 37.599],
        ]),
      ],
    ],
  }
  const next: Drawn = {
    name: '乙',
    shape: [
      [
        outerRing([
          [118.613, 37.599],
          [118.615, 37.612],
          [118.63, 37.61],
          [118.63, 37.6],
        ]),
      ],
    ],
  }
  it('cut by a line sum to the whole in official area, keep their corners, and merge with a neighbour that has no point at the cut', () => {
    const line = [
      [118.59, 37.604],
      [118.606, 37.606],
      [118.64, 37.605],
    ] as const
    const pieces = splitDrawn([field, next], line)
    expect(pieces.map(({ name }) => name)).toEqual(['甲', '甲', '乙', '乙'])
    expect(Math.abs(sum(areas(pieces)) - sum(areas([field, next])))).toBeLessThan(1e-5)
    const corners = new Set(pieces.flatMap(({ shape }) => shape.flat(2)))
    for (const x of field.shape.flat(2)) expect(corners.has(x)).toBe(true)
    // 乙 whole, 甲 in two: the border between them has a point on one side only
    const halves = pieces.slice(0, 2)
    const whole = mergeDrawn([next, ...halves])
    expect(whole.shape.map((rings) => rings.length)).toEqual([1])
    expect(Math.abs(areas([whole])[0] - sum(areas([field, next])))).toBeLessThan(1e-5)
  })
  it('keep the very coordinates of each vertex that was there', () => {
    const random = randomOf(7)
    const ring = Array.from({ length: 60 }, (_, i) => {
      const [turn, reach] = [(i / 60) * 2 * Math.PI, 0.01 + 0.003 * random()]
      return [118.6 + reach * Math.cos(turn), 37.6 + reach * Math.sin(turn)] as const
    })
    const pieces = splitDrawn(
      [{ name: '丙', shape: [[outerRing(ring)]] }],
      [
        [118.5, 37.601],
        [118.7, 37.6],
      ],
    )
    const places = new Set(pieces.flatMap(({ shape }) => shape[0][0].flatMap((x, i, all) => (i % 2 ? [] : `${x} ${all[i + 1]}`))))
    for (const [lng, lat] of ring) expect(places.has(`${lng} ${lat}`)).toBe(true)
  })
  it('are refused where nothing is cut or nothing is there to be merged', () => {
    expect(() =>
      splitDrawn(
        [field],
        [
          [118.5, 37.5],
          [118.51, 37.5],
        ],
      ),
    ).toThrow('drawing.noCut')
    expect(() => mergeDrawn([field])).toThrow('drawing.mergeFew')
  })
  it('go into a table and come out of it as they were', () => {
    expect(drawnFeatures(drawingTable('t', 'polygon', [field, next]))).toEqual([field, next])
  })
})
