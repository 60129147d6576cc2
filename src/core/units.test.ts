import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AreaUnit,
  companionUnits,
  fromM2,
  plainNumber,
  roundedNumber,
  roundedUnits,
  shownArea,
  shownLength,
  shownNumber,
  toM2,
} from './units.ts'

const UNITS: AreaUnit[] = ['m2', 'ha', 'mu', 'km2', 'wanmu']

describe('conversion', () => {
  it('keeps the definitions exact', () => {
    expect(fromM2(1_000_000, 'mu')).toBe(1500)
    expect(fromM2(2000 / 3, 'mu')).toBe(1)
    expect(fromM2(10_000, 'ha')).toBe(1)
    expect(fromM2(10_000, 'mu')).toBe(15)
    expect(fromM2(1_000_000, 'km2')).toBe(1)
    expect(fromM2(20_000_000, 'wanmu')).toBe(3)
    expect(toM2(1, 'mu')).toBeCloseTo(666.6666667, 6)
    expect(toM2(15, 'mu')).toBe(10_000)
  })

  it('is undone by its inverse', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), fc.constantFrom(...UNITS), (area, unit) => {
        return Math.abs(toM2(fromM2(area, unit), unit) - area) <= area * 1e-15
      }),
    )
  })
})

describe('plainNumber', () => {
  it.each([
    [12345.67, 2, '12345.67'],
    [1.005, 2, '1.01'],
    [0.285, 2, '0.29'],
    [2.5, 0, '3'],
    [-1.005, 2, '-1.01'],
    [-0.001, 2, '0.00'],
    [0, 2, '0.00'],
    [0.004, 2, '0.00'],
    [0.005, 2, '0.01'],
    [9.995, 2, '10.00'],
    [999.999, 2, '1000.00'],
    [1e21, 2, '1000000000000000000000.00'],
    [1.5e-7, 8, '0.00000015'],
    [123456789012.345, 2, '123456789012.35'],
    [45.678, 4, '45.6780'],
    [Number.NaN, 2, ''],
    [Number.POSITIVE_INFINITY, 2, ''],
  ])('%f with %i decimals is %s', (value, decimals, text) => {
    expect(plainNumber(value, decimals)).toBe(text)
  })

  it('is within half a unit of the value, and has no exponent or grouping', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        const text = plainNumber(value, decimals)
        return (
          /^-?\d+(\.\d+)?$/.test(text) && Math.abs(Number(text) - value) <= 0.5000001 * 10 ** -decimals + Math.abs(value) * 1e-15
        )
      }),
    )
  })
})

describe('for the screen', () => {
  it('groups thousands by spaces at which no line ends and writes a true minus', () => {
    expect(shownNumber(12345.67, 2)).toBe('12\u00a0345.67')
    expect(shownNumber(-1234567.8, 2)).toBe('−1\u00a0234\u00a0567.80')
    expect(shownNumber(123, 0)).toBe('123')
    expect(shownNumber(Number.NaN, 2)).toBe('—')
  })

  it('adds units to m² as people use them', () => {
    expect(shownArea(12345.67, 'ha')).toBe('1.2346')
    expect(shownArea(12345.67, 'mu')).toBe('18.52')
    expect(companionUnits(9999.99)).toEqual(['mu'])
    expect(companionUnits(12345.67)).toEqual(['ha', 'mu'])
    expect(companionUnits(10_000_000.01)).toEqual(['km2', 'wanmu'])
    expect(shownLength(9999.994)).toEqual({ text: '9\u00a0999.99', unit: 'm' })
    expect(shownLength(12345)).toEqual({ text: '12.345', unit: 'km' })
  })
})

describe('rounding without text', () => {
  /** the shortest decimal digits of a number, rounded half up as whole numbers */
  const byDigits = (value: number, decimals: number): bigint => {
    const [, whole, fraction = '', exponent = '0'] = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(Math.abs(value))) ?? []
    const shift = Number(exponent) - fraction.length + decimals
    const digits = BigInt(whole + fraction)
    const units =
      shift >= 0 ? digits * 10n ** BigInt(shift) : (digits * 2n + 10n ** BigInt(-shift)) / (2n * 10n ** BigInt(-shift))
    return value < 0 ? -units : units
  }

  it('gives the number that is printed, near halves too', () => {
    const half = fc
      .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 }))
      .map(([n, d]) => (n + 0.5) / 10 ** d)
    const any = fc.oneof(half, fc.double({ min: -1e13, max: 1e13, noNaN: true }), fc.double({ min: -1e3, max: 1e3, noNaN: true }))
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        const units = roundedUnits(value, decimals)
        if (Math.abs(units) < 2 ** 53) expect(BigInt(units)).toBe(byDigits(value, decimals))
        expect(roundedNumber(value, decimals)).toBe(Number(plainNumber(value, decimals)))
        expect(Object.is(roundedNumber(value, decimals), -0)).toBe(false)
      }),
      { numRuns: 3000 },
    )
    expect(roundedNumber(1.005, 2)).toBe(1.01)
    expect(roundedNumber(Number.NaN, 2)).toBeNaN()
    expect(roundedUnits(Number.POSITIVE_INFINITY, 2)).toBeNaN()
  })
})
