import { expect, test } from 'vitest'
import type { CellZones } from './cell-zones.ts'
import { type ZonalOptions, type ZonePart, ZoneSums } from './zone-sums.ts'

const OPTIONS: ZonalOptions = {
  rule: 'area',
  level: 0,
  value: { kind: 'band', band: 0 },
  quantiles: [0.5],
  majority: true,
  classes: true,
}
const zones = { areas: Float64Array.of(12) } as unknown as CellZones
const CELL_M2 = 100

function partOf(cells: readonly (readonly [value: number, weight: number])[]): ZonePart {
  const sums = new ZoneSums(zones, 0, OPTIONS, true)
  for (const [value, weight] of cells) sums.add(value, weight, CELL_M2)
  return sums.part()
}

test('parts of a zone whose values lie far apart add up to the figures of the textbook, with what has no value or lies outside', () => {
  const whole = new ZoneSums(zones, 0, OPTIONS, true)
  // nothing first; the least and the most in the midst
  whole.take(partOf([[Number.NaN, 2]]))
  whole.take(partOf([[1003, 1]]))
  whole.take(partOf([[-40, 1.5], [1003, 1], [5000, 0.5]])) // biome-ignore format: one part
  whole.take(partOf([[Number.NaN, 1], [1000, 1], [1003, 1]])) // biome-ignore format: one part
  const figures = whole.finish()
  // 1 × 1000, 3 × 1003, 0.5 × 5000, 1.5 × −40
  const [count, sum] = [6, 6449]
  const mean = sum / count
  const squares = 1 * (1000 - mean) ** 2 + 3 * (1003 - mean) ** 2 + 0.5 * (5000 - mean) ** 2 + 1.5 * (-40 - mean) ** 2
  expect(figures).toMatchObject({ count, nodata: 3, outside: 3, areaM2: 600, min: -40, max: 5000, majority: 1003 })
  expect(figures.sum).toBeCloseTo(sum, 9)
  expect(figures.mean).toBeCloseTo(mean, 9)
  expect(figures.sd).toBeCloseTo(Math.sqrt(squares / count), 9)
  expect(figures.quantiles).toEqual([1003])
  expect(figures.classes).toEqual([[-40, 150], [1000, 100], [1003, 300], [5000, 50]]) // biome-ignore format: one list
  expect(figures.isCoarse).toBe(false)
})

test('figures of values that were cut in any part are said to be coarse', () => {
  const whole = new ZoneSums(zones, 0, OPTIONS, true)
  const part = partOf([[7, 1]])
  whole.take(part)
  whole.take({ ...part, spread: part.spread && { ...part.spread, isCoarse: true } })
  expect(whole.finish()).toMatchObject({ isCoarse: true, mean: 7, sd: 0 })
})
