import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { majority, makeDistribution, quantile } from './distribution.ts'

/** By sorting all cells. */
function brute(cells: readonly (readonly [value: number, weight: number])[], share: number): number {
  const sorted = cells.toSorted((a, b) => a[0] - b[0])
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0)
  let sum = 0
  for (const [i, [value, weight]] of sorted.entries()) {
    sum += weight
    if (sum < share * total - 1e-9 * total) continue
    return sum <= share * total + 1e-9 * total && i + 1 < sorted.length ? (value + sorted[i + 1][0]) / 2 : value
  }
  return sorted[sorted.length - 1][0]
}
const weight = fc.constantFrom(1, 1, 1, 0.5, 0.25, 0.125)
const share = fc.constantFrom(0, 0.1, 0.25, 0.5, 0.9, 1)

describe('distributions', () => {
  it.each([
    ['whole numbers', true, fc.integer({ min: -40_000, max: 65_535 })],
    ['whole numbers far apart', true, fc.integer({ min: -2_000_000_000, max: 4_000_000_000 })],
    ['32-bit floats', false, fc.float({ noNaN: true, noDefaultInfinity: true })],
    ['64-bit floats', false, fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })],
    ['few different floats', false, fc.constantFrom(-1.5, 0, 0.25, 7)],
  ] as const)('of %s have the quantiles of a plain sort', (_, isInteger, value) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value as fc.Arbitrary<number>, weight), { minLength: 1, maxLength: 80 }),
        share,
        (cells, at) => {
          const distribution = makeDistribution(isInteger)
          for (const [each, w] of cells) distribution.add(each, w, w * 100)
          const spread = distribution.finish()
          expect(quantile(spread, at) + 0).toBe(brute(cells, at) + 0)
          expect(new Set(spread.values).size).toBe(spread.values.length)
          const total = cells.reduce((sum, [, w]) => sum + w, 0)
          expect(spread.areasM2.reduce((sum, area) => sum + area, 0)).toBeCloseTo(100 * total, 6)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('take the smallest of equally common values as the majority', () => {
    const distribution = makeDistribution(true)
    for (const value of [5, 3, 5, 3, 9]) distribution.add(value, 1, 1)
    expect(majority(distribution.finish())).toBe(3)
    expect(majority(makeDistribution(false).finish())).toBeNaN()
  })

  it('keep 16 significant bits when there are more than a million different values, and say so', () => {
    const distribution = makeDistribution(false)
    const count = 2_300_000
    for (let i = 0; i < count; i++) distribution.add(1 + i / count, 1, 1)
    const spread = distribution.finish()
    expect(spread.isCoarse).toBe(true)
    expect(spread.values.length).toBeLessThan(70_000)
    expect(spread.weights.reduce((sum, each) => sum + each, 0)).toBe(count)
    expect(Math.abs(quantile(spread, 0.5) - 1.5)).toBeLessThan(1.5 * 1.6e-5 + 1e-6)
  })
})
