import { describe, expect, it } from 'vitest'
import { parseScale, scaleBar, scaleDenominator, showLength, WIDEST_BAR_PX } from './scale.ts'

describe('scale', () => {
  it('reads what people type', () => {
    expect(['1:10 000', '10000', '1：1万', '2.5万', '5k'].map(parseScale)).toEqual([10000, 10000, 10000, 25000, 5000])
    expect(['', 'abc', '0', '1:1', '1e9', '-5'].map(parseScale)).toEqual([null, null, null, null, null, null])
  })
  it('is 1:10 000 where a pixel covers 2.645833 m', () => {
    expect(scaleDenominator(2.645833)).toBe(10000)
    expect(scaleDenominator(0.3307)).toBe(1250)
  })
  it('draws the longest round bar that fits', () => {
    expect(scaleBar(5, 120)).toEqual({ metres: 500, pixels: 100 })
    expect(scaleBar(0.9, 120)).toEqual({ metres: 100, pixels: 100 / 0.9 })
    expect([showLength(500), showLength(20000)]).toEqual(['500 m', '20 km'])
    // “200 m” takes 42 pixels with the ground about it: a bar of 44 was hidden behind its own words
    const shortest = Math.min(...Array.from({ length: 2000 }, (_, i) => scaleBar(1.01 ** i / 1000, WIDEST_BAR_PX).pixels))
    expect(shortest).toBeGreaterThan(55)
  })
})
