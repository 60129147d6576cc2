import fc from 'fast-check'
import { Geodesic } from 'geographiclib-geodesic'
import { describe, expect, it } from 'vitest'
import { averageFixes } from './average-fixes.ts'
import { standingOf } from './standing.ts'
import { judgePoint, neededAccuracyM, offsetOf } from './verdict.ts'

const earth = new Geodesic.Geodesic(6378137, 1 / 298.257222101)
const HERE = { lng: 118.5, lat: 37.5 }
const moved = (azimuth: number, metres: number) => {
  const { lat2, lon2 } = earth.Direct(HERE.lat, HERE.lng, azimuth, metres)
  return { lng: lon2!, lat: lat2! }
}
const fix = (azimuth: number, metres: number, accuracyM: number | null = 6) => ({ ...moved(azimuth, metres), accuracyM })

describe('the side of a boundary', () => {
  it('is told only when the boundary is farther than the position may be off', () => {
    expect(standingOf(true, 4.2, 6)).toBe('unsure')
    expect(standingOf(true, 6, 6)).toBe('unsure')
    expect(standingOf(true, 6.1, 6)).toBe('inside')
    expect(standingOf(false, 20, 6)).toBe('outside')
    expect(standingOf(false, 20, null)).toBe('unsure')
    expect(standingOf(true, Number.NaN, 1)).toBe('unsure')
  })
})

describe('the verdict of a point', () => {
  it('is refused above a third of the limit, and says what would do', () => {
    expect(neededAccuracyM(3)).toBeCloseTo(0.0667, 4)
    expect(judgePoint(0.05, 6, 3)).toEqual({ kind: 'refused', reason: 'accuracy', accuracyM: 6, neededM: 0.2 / 3 })
    expect(judgePoint(0.05, 0.067, 3).kind).toBe('refused')
    expect(judgePoint(0.05, null, 3)).toMatchObject({ kind: 'refused', reason: 'unknownAccuracy' })
    expect(judgePoint(0.05, Number.NaN, 3).kind).toBe('refused')
  })
  it('holds the limits of the three classes', () => {
    expect(judgePoint(0.1, 0.03, 1)).toEqual({ kind: 'pass', limitM: 0.1, offsetM: 0.1 })
    expect(judgePoint(0.101, 0.03, 1).kind).toBe('fail')
    expect(judgePoint(0.15, 0.05, 2).kind).toBe('pass')
    expect(judgePoint(0.2, 0.03, 3).kind).toBe('pass')
    expect(judgePoint(0.201, 0.03, 3).kind).toBe('fail')
  })
  it('never judges with what is worse than the need, whatever the offset', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1000 }),
        fc.option(fc.double({ min: 0, max: 100 })),
        fc.constantFrom(1, 2, 3),
        (offset, accuracy, pointClass) => {
          const { kind } = judgePoint(offset, accuracy, pointClass as 1 | 2 | 3)
          const mayJudge = accuracy !== null && accuracy <= neededAccuracyM(pointClass as 1 | 2 | 3) + 1e-9
          expect(kind !== 'refused').toBe(mayJudge)
        },
      ),
    )
  })
})

describe('an offset', () => {
  it('is distance and azimuth from the register to the find, as GeographicLib has them', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 359.99, noNaN: true }),
        fc.double({ min: 0.01, max: 500, noNaN: true }),
        (azimuth, metres) => {
          const offset = offsetOf(HERE, moved(azimuth, metres))
          expect(Math.abs(offset.distanceM - metres)).toBeLessThan(1e-3)
          const turn = ((offset.azimuthDeg - azimuth + 540) % 360) - 180
          expect(Math.abs(turn) * (Math.PI / 180) * metres).toBeLessThan(1e-3)
        },
      ),
    )
  })
})

describe('the mean of fixes', () => {
  it('lies in their middle with the standard deviation of one of them', () => {
    // four fixes 1 m north, east, south, west: mean in the middle, √(4/3) m
    const mean = averageFixes([0, 90, 180, 270].map((azimuth) => fix(azimuth, 1)))!
    expect(offsetOf(HERE, mean).distanceM).toBeLessThan(1e-4)
    expect(mean.sdM).toBeCloseTo(Math.sqrt(4 / 3), 4)
    expect(mean).toMatchObject({ count: 4, rejected: 0, accuracyM: 6 })
  })
  it('leaves out a jump, and counts it', () => {
    const steady = [0, 60, 120, 180, 240, 300].map((azimuth) => fix(azimuth, 2))
    const mean = averageFixes([...steady, fix(45, 80, 90)])!
    expect(mean).toMatchObject({ count: 6, rejected: 1 })
    expect(offsetOf(HERE, mean).distanceM).toBeLessThan(1e-3)
  })
  it('leaves out a jump of half a metre among fixes of a rover that lie within centimetres, and keeps what is steady', () => {
    const steady = [0, 60, 120, 180, 240, 300].map((azimuth) => fix(azimuth, 0.03, 0.01))
    const mean = averageFixes([...steady, fix(45, 0.5, 0.01)])!
    expect(mean).toMatchObject({ count: 6, rejected: 1 })
    expect(offsetOf(HERE, mean).distanceM).toBeLessThan(1e-4)
    // six of 3 cm about their middle: √(6·0.03²/5)
    expect(mean.sdM).toBeCloseTo(0.03 * Math.sqrt(6 / 5), 5)
    // a centimetre is no jump, however still the others stand
    const still = [0, 0, 0, 0, 0].map(() => fix(0, 0, null))
    expect(averageFixes([...still, fix(90, 0.015, null)])).toMatchObject({ count: 6, rejected: 0 })
    expect(averageFixes([...still, fix(90, 0.03, null)])).toMatchObject({ count: 5, rejected: 1 })
  })
  it('has its spread about the mean, wherever the first one lies', () => {
    // 3 m apart from west to east: each 1.5 m off the mean
    expect(averageFixes([fix(90, 3, 1), fix(90, 0, 1)])?.sdM).toBeCloseTo(Math.sqrt(2 * 1.5 ** 2), 4)
  })
  it('is no better than the fixes themselves: their errors go together', () => {
    const many = Array.from({ length: 60 }, (_, i) => fix(i * 6, 0.5, 5))
    expect(averageFixes(many)?.accuracyM).toBe(5)
    // nor better than their spread
    expect(averageFixes([fix(0, 3, 1), fix(180, 3, 1)])?.accuracyM).toBeCloseTo(2 * Math.sqrt(18), 2)
  })
  it('knows no accuracy where none was told, and nothing of nothing', () => {
    expect(averageFixes([fix(0, 1, null), fix(90, 1, null)])).toMatchObject({ accuracyM: null, count: 2 })
    expect(averageFixes([])).toBeNull()
    expect(averageFixes([{ lng: Number.NaN, lat: 3, accuracyM: 1 }])).toBeNull()
    expect(averageFixes([fix(0, 0, 4)])).toMatchObject({ sdM: null, count: 1 })
  })
})
