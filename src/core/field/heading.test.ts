import { expect, it } from 'vitest'
import { trueHeadingDeg } from './heading.ts'

it.each([
  // west of true north: a compass that shows north points to 352.4°
  [0, -7.6, 352.4],
  [90, -7.6, 82.4],
  [359, 3, 2],
  [3, -7.6, 355.4],
  [720, 0, 0],
])('%d° by the compass, declination %d°, is %d° from true north', (magnetic, declination, truth) => {
  expect(trueHeadingDeg(magnetic, declination)).toBeCloseTo(truth, 9)
})
