import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classBreaks, classOf, deviationBreaks } from './classify.ts'

/** Sum of squared deviations from the class means. */
function deviation(values: readonly number[], breaks: readonly number[]): number {
  let sum = 0
  for (let k = 0; k <= breaks.length; k++) {
    const members = values.filter((value) => classOf(value, breaks) === k)
    if (members.length === 0) continue
    const mean = members.reduce((total, value) => total + value, 0) / members.length
    for (const value of members) sum += (value - mean) ** 2
  }
  return sum
}

/** Every way to cut the distinct values. */
function leastDeviation(values: readonly number[], count: number): number {
  const limits = [...new Set(values)].sort((a, b) => a - b).slice(0, -1)
  let least = Number.POSITIVE_INFINITY
  const choose = (from: number, chosen: readonly number[]) => {
    if (chosen.length === Math.min(count - 1, limits.length)) {
      least = Math.min(least, deviation(values, chosen))
      return
    }
    for (let i = from; i < limits.length; i++) choose(i + 1, [...chosen, limits[i]])
  }
  choose(0, [])
  return least
}

describe('natural breaks by numpy', () => {
  const { cases } = JSON.parse(readFileSync('tests/golden/shipped.json', 'utf8')) as {
    readonly cases: {
      readonly naturalBreaks: { readonly scores: readonly number[]; readonly upper: Readonly<Record<string, readonly number[]>> }
    }
  }
  const { scores, upper } = cases.naturalBreaks
  it.each(Object.entries(upper))('1 500 scores in %s classes, where every end was tried against every start', (count, limits) => {
    expect(scores).toHaveLength(1500)
    expect(classBreaks(scores, Number(count), 'natural')).toEqual(limits)
  })
})

describe('classBreaks', () => {
  it('finds the natural breaks that no other partition betters', () => {
    const value = fc.integer({ min: -40, max: 40 }).map((n) => n / 4)
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 11 }), fc.integer({ min: 2, max: 5 }), (values, count) => {
        const breaks = classBreaks(values, count, 'natural')
        expect(deviation(values, breaks)).toBeCloseTo(leastDeviation(values, count), 9)
      }),
      { numRuns: 400 },
    )
  })

  it('cuts a textbook row where the gaps are', () => {
    expect(classBreaks([4, 5, 9, 10], 2, 'natural')).toEqual([5])
    expect(classBreaks([1, 2, 3, 10, 11, 12, 50, 51], 3, 'natural')).toEqual([3, 12])
  })

  it('stays exact far from zero', () => {
    const shift = 40_371_328
    const values = [1, 2, 3, 10, 11, 12, 50, 51]
    expect(
      classBreaks(
        values.map((value) => value + shift),
        3,
        'natural',
      ),
    ).toEqual([3 + shift, 12 + shift])
  })

  // n² steps would take longer than a test may
  it('cuts 30 000 values in ten classes', () => {
    const values = Float64Array.from({ length: 30_000 }, (_, i) => Math.sin(i) * 50 + 50)
    expect(classBreaks(values, 10, 'natural')).toHaveLength(9)
  })

  it('cuts equal intervals and quantiles, and never parts equal values', () => {
    expect(classBreaks([0, 3, 10], 5, 'equal')).toEqual([2, 4, 6, 8])
    expect(classBreaks([1, 2, 3, 4, 5, 6, 7, 8], 4, 'quantile')).toEqual([2, 4, 6])
    expect(classBreaks([1, 1, 1, 1, 1, 9], 3, 'quantile')).toEqual([1])
    expect(classBreaks([Number.NaN, 2, 2], 4, 'natural')).toEqual([])
  })

  it('puts each value into one class and NaN into none', () => {
    expect([-5, 2, 2.1, 9, Number.NaN].map((value) => classOf(value, [2, 8]))).toEqual([0, 0, 1, 2, -1])
  })
})

describe('deviationBreaks', () => {
  // mean 5, standard deviation 2
  const values = [2, 4, 4, 4, 5, 5, 7, 9, Number.NaN]
  it('lie whole deviations from the mean where there is an even count of classes, half ones where it is odd', () => {
    expect(deviationBreaks(values, 4)).toEqual([3, 5, 7])
    expect(deviationBreaks(values, 3)).toEqual([4, 6])
    expect(deviationBreaks(values, 5)).toEqual([2, 4, 6, 8])
  })
  it('leave out what no value lies beyond', () => {
    // 1 is below all, and nothing lies above 9
    expect(deviationBreaks(values, 6)).toEqual([3, 5, 7])
    expect(deviationBreaks([3, 3, 3], 4)).toEqual([])
    expect([deviationBreaks([], 4), deviationBreaks([Number.NaN], 4), deviationBreaks(values, 1)]).toEqual([[], [], []])
  })
  it('keep their digits far from nought', () => {
    const shift = 40_371_328
    const far = values.map((value) => value + shift)
    expect(deviationBreaks(far, 4)).toEqual([3 + shift, 5 + shift, 7 + shift])
  })
})
