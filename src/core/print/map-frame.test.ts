import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLngLat, toLngLat } from '../crs.ts'
import { geodesicM } from '../plane.ts'
import { gridLines, gridStepM } from './grid-lines.ts'
import {
  denominatorToFit,
  frameBox,
  frameRing,
  groundPoint,
  type MapFrame,
  movedBy,
  paperPoint,
  trueNorthDeg,
} from './map-frame.ts'
import { PAPERS } from './paper.ts'
import { roundAbove, roundBelow } from './round-steps.ts'
import { checkBar, scaleBarStepM } from './scale-bar.ts'

// 118.55, 37.59 in zone 40: domain.md's published vector
const centre = [40371933.6216, 4162979.6916] as const
const frame = (patch: Partial<MapFrame> = {}): MapFrame => ({
  crs: 'EPSG:4528',
  centre,
  denominator: 5000,
  widthMm: 380,
  heightMm: 240,
  turnDeg: 0,
  ...patch,
})
const anyFrame = fc.record({
  denominator: fc.integer({ min: 500, max: 250_000 }),
  turnDeg: fc.double({ min: -180, max: 180, noNaN: true }),
  widthMm: fc.integer({ min: 100, max: 1189 }),
})

describe('the frame of a sheet', () => {
  it.each([500, 5000, 10_000, 250_000])('is true to 1:%i on the ground: 100 mm of paper against the geodesic', (denominator) => {
    const at = frame({ denominator })
    for (const [dx, dy] of [
      [100, 0],
      [0, 100],
    ]) {
      const [x0, y0] = groundPoint(at, 190 - dx / 2, 120 - dy / 2)
      const [x1, y1] = groundPoint(at, 190 + dx / 2, 120 + dy / 2)
      const [lng0, lat0, lng1, lat1] = toLngLat(at.crs, Float64Array.of(x0, y0, x1, y1))
      const printedM = (100 * denominator) / 1000
      // the projection itself: 202 ppm here
      expect(Math.abs(geodesicM(lng0, lat0, lng1, lat1) / printedM - 1)).toBeLessThan(0.0003)
    }
  })
  it('takes the paper to the ground and back, turned or not', () => {
    fc.assert(
      fc.property(anyFrame, fc.double({ min: 0, max: 100, noNaN: true }), (patch, x) => {
        const at = frame(patch)
        const [mmX, mmY] = paperPoint(at, ...groundPoint(at, x, x / 2))
        expect(mmX).toBeCloseTo(x, 5)
        expect(mmY).toBeCloseTo(x / 2, 5)
      }),
    )
  })
  it('moved by a drag brings what was grabbed under the hand', () => {
    fc.assert(
      fc.property(anyFrame, (patch) => {
        const before = frame(patch)
        const grabbed = groundPoint(before, 30, 40)
        const [x, y] = paperPoint(movedBy(before, 25, -12), ...grabbed)
        expect([x, y]).toEqual([expect.closeTo(55, 5), expect.closeTo(28, 5)])
      }),
    )
  })
  it('has north up, the middle in the middle, and its corners where the box says', () => {
    expect(paperPoint(frame(), ...centre)).toEqual([expect.closeTo(190, 5), expect.closeTo(120, 5)])
    expect(paperPoint(frame(), centre[0], centre[1] + 100)[1]).toBeCloseTo(100, 5)
    const [west, south, east, north] = frameBox(frame())
    const ring = frameRing(frame())
    expect(ring[0]).toEqual(ring[ring.length - 1])
    expect(west).toBeLessThan(118.55)
    expect(east).toBeGreaterThan(118.55)
    expect(south).toBeLessThan(37.59)
    expect(north).toBeGreaterThan(37.59)
  })
  it('knows the meridian convergence: Δλ·sin φ to the arc second, clockwise west of the central meridian', () => {
    // 1.45° west of 120°: grid north lies west of true north
    const expected = 1.45 * Math.sin((37.59 * Math.PI) / 180)
    expect(trueNorthDeg(frame())).toBeCloseTo(expected, 3)
    expect(trueNorthDeg(frame({ turnDeg: 10 }))).toBeCloseTo(expected + 10, 3)
  })
  it('fits a box at a usual scale, no larger than needed', () => {
    expect(denominatorToFit(1900, 1200, 380, 240)).toBe(6000)
    expect(denominatorToFit(1500, 100, 380, 240)).toBe(5000)
    expect(denominatorToFit(200_000, 100, 380, 240)).toBe(600_000)
  })
})

describe('the grid', () => {
  it('stands at round coordinates, at least 40 mm apart, from border to border', () => {
    for (const denominator of [500, 1234, 5000, 250_000]) {
      const at = frame({ denominator })
      const lines = gridLines(at)
      const step = gridStepM(denominator)
      expect((step * 1000) / denominator).toBeGreaterThanOrEqual(40)
      expect((step * 1000) / denominator).toBeLessThanOrEqual(100)
      for (const { value, axis, ends } of lines) {
        expect(value % step).toBe(0)
        const [x, y] = groundPoint(at, ends[0], ends[1])
        expect(axis === 'easting' ? x : y).toBeCloseTo(value, 3)
      }
      const upright = lines.filter(({ axis }) => axis === 'easting')
      expect(upright.length).toBeGreaterThanOrEqual(3)
      expect(upright.every(({ ends }) => ends[1] === 240 && Math.abs(ends[3]) < 1e-6)).toBe(true)
    }
  })
  it('turned, stays on its coordinates and within the face', () => {
    fc.assert(
      fc.property(anyFrame, (patch) => {
        const at = frame(patch)
        for (const { value, axis, ends } of gridLines(at)) {
          const [x, y] = groundPoint(at, ends[2], ends[3])
          expect(Math.abs((axis === 'easting' ? x : y) - value)).toBeLessThan(1e-3)
          for (const end of [0, 2]) expect(ends[end]).toBeGreaterThan(-1e-6)
          for (const end of [0, 2]) expect(ends[end]).toBeLessThan(at.widthMm + 1e-6)
        }
      }),
    )
  })
  it('agrees with the projection: a grid crossing has the lon/lat of its coordinates', () => {
    const [lng, lat] = toLngLat('EPSG:4528', Float64Array.of(40372000, 4163000))
    const back = fromLngLat('EPSG:4528', Float64Array.of(lng, lat))
    expect(paperPoint(frame(), back[0], back[1])[0]).toBeCloseTo(190 + (40372000 - centre[0]) / 5, 4)
  })
})

describe('bars and papers', () => {
  it('the check bar is 100 mm between its end ticks, whatever the paper', () => {
    for (const factor of [1, 2.3]) {
      const [ticks] = checkBar(105, 50, factor, '')
      if (ticks.kind !== 'shapes') throw new Error('no lines')
      const xs = Array.from(ticks.paths.xy).filter((_, i) => i % 2 === 0)
      expect(Math.max(...xs) - Math.min(...xs)).toBe(100)
      expect((Math.max(...xs) + Math.min(...xs)) / 2).toBe(105)
    }
  })
  it('the scale bar has round fields and keeps within its room', () => {
    expect(scaleBarStepM(5000, 60)).toBe(50)
    expect(scaleBarStepM(10_000, 60)).toBe(100)
    expect(scaleBarStepM(250_000, 60)).toBe(2000)
  })
  it('papers are of one shape: each half of the next', () => {
    expect(PAPERS.A3[1]).toBe(PAPERS.A4[0] * 2)
    expect(PAPERS.A0[1] / PAPERS.A0[0]).toBeCloseTo(Math.SQRT2, 2)
  })
  it('round steps are 1, 2 or 5', () => {
    expect([roundBelow(4.9), roundBelow(5), roundBelow(1999), roundAbove(2.1), roundAbove(5.1), roundAbove(1000)]).toEqual([
      2, 5, 1000, 5, 10, 1000,
    ])
  })
})
