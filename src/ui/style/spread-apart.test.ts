import fc from 'fast-check'
import { expect, it } from 'vitest'
import { spreadApart } from './spread-apart.ts'

it.each<[number[], number[]]>([
  [[], []],
  [[50], [50]],
  [
    [10, 100, 180],
    [10, 100, 180],
  ],
  // on each other at either end
  [
    [0, 1, 2, 150],
    [0, 24, 48, 150],
  ],
  [
    [100, 196, 198, 199],
    [100, 152, 176, 200],
  ],
  // beyond the plot
  [
    [-30, 260],
    [0, 200],
  ],
])('leaves handles where they are or moves them apart: %j', (places, wanted) => {
  expect(spreadApart(places, 24, 200)).toEqual(wanted)
})

it('keeps order, gap and plot, also where there is no room for the gap', () => {
  const places = fc
    .array(fc.double({ min: -50, max: 400, noNaN: true }), { maxLength: 16 })
    .map((list) => list.sort((a, b) => a - b))
  fc.assert(
    fc.property(places, fc.integer({ min: 60, max: 300 }), (list, width) => {
      const spread = spreadApart(list, 24, width)
      const gap = Math.min(24, width / Math.max(1, list.length - 1))
      expect(spread).toHaveLength(list.length)
      spread.forEach((place, i) => {
        expect(place).toBeGreaterThanOrEqual(-1e-9)
        expect(place).toBeLessThanOrEqual(width + 1e-9)
        if (i > 0) expect(place - spread[i - 1]).toBeGreaterThanOrEqual(gap - 1e-9)
      })
    }),
  )
})
