import { describe, expect, it } from 'vitest'
import { areaToleranceM2 } from '../../core/quality/area-tolerance.ts'
import { compareAreas } from './tolerance.ts'

describe('area tolerance', () => {
  it('is 60 m² for a hectare at 1:2 000', () => {
    expect(areaToleranceM2(10_000)).toBeCloseTo(60, 10)
    expect(areaToleranceM2(10_000, 500)).toBeCloseTo(15, 10)
  })
  it('compares drawn with registered', () => {
    const fine = compareAreas(12347.61, 12345)
    expect(fine?.differenceM2).toBeCloseTo(2.61, 6)
    expect(fine?.perMille).toBeCloseTo(0.2114, 3)
    expect(fine?.isWithin).toBe(true)
    expect(compareAreas(12345 - 70, 12345)?.isWithin).toBe(false)
  })
  it('does not compare with nothing', () => {
    expect([compareAreas(1, null), compareAreas(1, 0), compareAreas(1, -5), compareAreas(Number.NaN, 5)]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})
