import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Membership } from './model.ts'
import { logistic, membership, scoreValues } from './score.ts'

const of = (shape: Membership['shape'], a: number, c: number, lower: number, upper: number): Membership => ({
  kind: 'membership',
  shape,
  a,
  c,
  lower,
  upper,
})

describe('membership', () => {
  // GB/T 33469-2016, memberships printed for the 甘新 region
  it.each([
    ['有机质', of('more', 0.001245, 39.976682, 2, 39), 15, 0.5628],
    ['有效磷', of('more', 0.001293, 41.023703, 2, 40), 20, 0.6363],
    ['速效钾', of('more', 0.00021, 315.812898, 20, 315), 150, 0.1476],
    ['土壤容重', of('peak', 6.39002, 1.310488, 0.5, 2), 1.4, 0.9513],
    ['有效土层厚', of('more', 0.000089, 149.661697, 10, 145), 100, 0.82],
  ])('%s gives the printed value', (_, scoring, u, expected) => {
    expect(membership(u, scoring)).toBeCloseTo(expected, 4)
  })

  it('keeps to its limits', () => {
    const more = of('more', 0.001245, 39.976682, 2, 39)
    expect([2, 39, 50].map((u) => membership(u, more))).toEqual([0, 1, 1])
    const less = of('less', 0.001, 10, 10, 100)
    expect([5, 10, 100, 200].map((u) => membership(u, less))).toEqual([1, 1, 0, 0])
    const peak = of('peak', 6.39002, 1.310488, 0.5, 2)
    expect([0.5, 2, 1.310488].map((u) => membership(u, peak))).toEqual([0, 0, 1])
    expect(membership(Number.NaN, more)).toBeNaN()
  })

  it('never falls as a 戒上 indicator grows, nor rises as a 戒下 one does, and stays within 0…1', () => {
    const number = fc.double({ min: -1000, max: 1000, noNaN: true })
    const positive = fc.double({ min: 1e-6, max: 10, noNaN: true })
    fc.assert(
      fc.property(positive, number, number, positive, number, number, (a, c, lower, width, u, v) => {
        const [low, high] = u < v ? [u, v] : [v, u]
        const more = of('more', a, c, lower, lower + width)
        const less = of('less', a, c, lower, lower + width)
        expect(membership(low, more)).toBeLessThanOrEqual(membership(high, more))
        expect(membership(low, less)).toBeGreaterThanOrEqual(membership(high, less))
        for (const shape of ['more', 'less', 'peak'] as const) {
          const y = membership(u, of(shape, a, c, lower, lower + width))
          expect(y).toBeGreaterThanOrEqual(0)
          expect(y).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe('scoreValues', () => {
  it('maps the relative value of the PSR model as printed: 0 → .01, .5 → .5, 1 → .99', () => {
    expect(logistic(0)).toBeCloseTo(0.01, 3)
    expect(logistic(0.5)).toBeCloseTo(0.5, 12)
    expect(logistic(1)).toBeCloseTo(0.99, 3)
    const low = scoreValues(Float64Array.of(0, 5, 10), { kind: 'logistic', min: null, max: null, better: 'low' }, 1)
    expect([...low].map((score) => Number(score.toFixed(2)))).toEqual([0.99, 0.5, 0.01])
  })

  it('looks codes up as text and bands by their lower limit', () => {
    const codes = { kind: 'codes' as const, scores: [{ codes: ['0101', '0102'], score: 80 }], other: 10 }
    expect([...scoreValues(['0101', ' 0102 ', '0301', null, ''], codes, 100)]).toEqual([80, 80, 10, Number.NaN, Number.NaN])
    expect(scoreValues(['x'], { ...codes, other: null }, 100)[0]).toBeNaN()
    // §3.2, depth to groundwater: >10 100, 5–10 90, 2–5 60, 0–2 0
    const bands = [
      { from: null, score: 0 },
      { from: 2, score: 60 },
      { from: 5, score: 90 },
      { from: 10, score: 100 },
    ]
    expect([...scoreValues(Float64Array.of(0, 1.99, 2, 5, 12), { kind: 'bands', bands }, 100)]).toEqual([0, 0, 60, 90, 100])
    expect(scoreValues(Float64Array.of(-1), { kind: 'bands', bands: [{ from: 0, score: 5 }] }, 100)[0]).toBeNaN()
  })

  it('scales min–max to the rows given or to fixed ends', () => {
    const open = { kind: 'range' as const, min: null, max: null, better: 'high' as const }
    expect([...scoreValues(Float64Array.of(2, 4, Number.NaN, 6), open, 100)]).toEqual([0, 50, Number.NaN, 100])
    expect([...scoreValues(Float64Array.of(-5, 5, 20), { ...open, min: 0, max: 10, better: 'low' }, 1)]).toEqual([1, 0.5, 0])
    expect([...scoreValues(Float64Array.of(7, 7), open, 100)]).toEqual([50, 50])
    expect([...scoreValues(Float64Array.of(0.3, 0.1 + 0.2), open, 100)]).toEqual([50, 50])
  })
})
