import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjust, adjustUnits, roundTogether, shares, sumOf } from './adjust.ts'

const areas = fc.array(fc.double({ min: 0, max: 1e8, noNaN: true }), { minLength: 1, maxLength: 60 })

describe('adjust', () => {
  it('gives the vectors of the notes', () => {
    expect(adjust([12345.674, 7885.126, 4115.005, 665.333], 25011.5, 2)).toEqual([12345.85, 7885.24, 4115.07, 665.34])
    expect(adjust([3333.333, 3333.333, 3333.333], 10000, 2)).toEqual([3333.34, 3333.33, 3333.33])
  })

  it('hands out to the largest first, ties by position, and never to zero', () => {
    expect(adjust([1, 3, 3, 0], 7.02, 2)).toEqual([1, 3.01, 3.01, 0])
    expect(adjust([0, 0], 0.01, 2)).toEqual([0.01, 0])
    expect(adjust([], 5, 2)).toEqual([])
  })

  it('never makes an area negative', () => {
    expect(adjust([0.005, 0.005, 0.005], 0.01, 2)).toEqual([0, 0, 0.01].sort((a, b) => b - a))
  })

  it('reaches the control exactly, in whole units', () => {
    fc.assert(
      fc.property(areas, fc.integer({ min: 0, max: 4 }), fc.integer({ min: -300, max: 300 }), (values, decimals, extra) => {
        const control = Math.max(0, Math.round(sumOf(values) * 10 ** decimals) + extra)
        const units = adjustUnits(values, control, decimals)
        return units.every((unit) => Number.isInteger(unit) && unit >= 0) && units.reduce((a, b) => a + b, 0) === control
      }),
    )
  })

  it('is deterministic and keeps equal values within one unit of each other', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 40 }), (value, count) => {
        const values = new Array<number>(count).fill(value)
        const first = roundTogether(values, 2)
        const units = first.map((each) => Math.round(each * 100))
        return JSON.stringify(first) === JSON.stringify(roundTogether(values, 2)) && Math.max(...units) - Math.min(...units) <= 1
      }),
    )
  })

  it('refuses what units cannot hold', () => {
    expect(() => adjust([1e300], 1e300, 2)).toThrowError(/adjust\.range/)
    expect(() => adjust([Number.NaN], 1, 2)).toThrowError(/adjust\.range/)
  })
})

describe('roundTogether', () => {
  it('prints rows that add to the printed total', () => {
    fc.assert(
      fc.property(areas, (values) => {
        const rounded = roundTogether(values, 2)
        const total = Math.round(rounded.reduce((sum, value) => sum + Math.round(value * 100), 0))
        return Math.abs(total / 100 - sumOf(values)) <= 0.005 + sumOf(values) * 1e-14
      }),
    )
  })
})

describe('shares', () => {
  it('adds to 100 and stays within one unit of the truth', () => {
    expect(shares([1, 1, 1], 1)).toEqual([33.4, 33.3, 33.3])
    expect(shares([0, 5], 1)).toEqual([0, 100])
    expect(shares([0, 0], 1)).toEqual([Number.NaN, Number.NaN])
    fc.assert(
      fc.property(areas, (values) => {
        fc.pre(sumOf(values) > 0)
        const result = shares(values, 1)
        const total = sumOf(values)
        return (
          Math.round(result.reduce((sum, share) => sum + share * 10, 0)) === 1000 &&
          result.every((share, i) => Math.abs(share - (values[i] / total) * 100) < 0.1 + 1e-9)
        )
      }),
    )
  })
})

describe('sumOf', () => {
  it('loses nothing that naive addition loses', () => {
    expect(sumOf([1e16, 1, 1, -1e16])).toBe(2)
    expect(sumOf(new Array(10).fill(0.1))).toBe(1)
    expect(sumOf([])).toBe(0)
  })
})

describe('the few that take a unit', () => {
  /** as the steps are told: one after the other in order of size */
  const oneByOne = (values: readonly number[], control: number): number[] => {
    const units = values.map((value) => Math.round(value))
    const total = values.reduce((sum, value) => sum + Math.abs(value), 0)
    const missing = control - sumOf(units)
    for (let i = 0; i < units.length; i++) units[i] += total > 0 ? Math.round((Math.abs(values[i]) / total) * missing) : 0
    let left = control - sumOf(units)
    const order = values.map((_, i) => i).sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || a - b)
    const takers = total > 0 ? order.filter((i) => values[i] !== 0) : order
    for (let turn = 0; left !== 0; turn++) {
      const i = takers[turn % takers.length]
      if (left < 0 && values[i] >= 0 && units[i] <= 0 && control >= 0) continue
      units[i] += Math.sign(left)
      left -= Math.sign(left)
    }
    return units
  }

  it('are those that an order of all would name, also where many are equal', () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.double({ min: 0, max: 40, noNaN: true })), {
      minLength: 1,
      maxLength: 40,
    })
    fc.assert(
      fc.property(sizes, fc.integer({ min: -30, max: 30 }), (values, over) => {
        // away from halves, which are rounded by their digits
        fc.pre(values.every((value) => Math.abs((value % 1) - 0.5) > 1e-6))
        const control = Math.max(0, Math.round(sumOf(values)) + over)
        expect(adjustUnits(values, control, 0)).toEqual(oneByOne(values, control))
      }),
      { numRuns: 1000 },
    )
  })
})
