import { expect, it } from 'vitest'
import { closingLines } from './overlap-closing.ts'
import type { OverlapFigures } from './overlap-figures.ts'

const figures = (areas: readonly number[], sums: readonly number[], net: readonly number[]) =>
  ({
    rows: Uint32Array.from(areas.keys()),
    areasM2: Float64Array.from(areas),
    sumsM2: Float64Array.from(sums),
    netM2: Float64Array.from(net),
  }) as unknown as OverlapFigures

it('names no feature for less than 1 cm², and sums what they lack', () => {
  // the second lacks 0.9 cm² and has 0.8 cm² twice, the third 1.1 cm² of each
  const [twice, rest, ...more] = closingLines(
    figures([100, 50, 20], [70, 50 - 0.9e-4 + 0.8e-4, 20], [60, 50 - 0.9e-4, 20 - 1.1e-4]),
  )
  expect(twice.rows).toEqual([0, 2])
  expect(twice.areaM2).toBeCloseTo(-(10 + 0.8e-4 + 1.1e-4), 9)
  expect(rest.rows).toEqual([0, 2])
  expect(rest.areaM2).toBeCloseTo(40 + 0.9e-4 + 1.1e-4, 9)
  expect(more).toEqual([])
})

it('has no line for a trace of all together', () => {
  expect(closingLines(figures([50, 50], [50 - 0.4e-4, 50], [50 - 0.4e-4, 50 - 0.4e-4]))).toEqual([])
})
