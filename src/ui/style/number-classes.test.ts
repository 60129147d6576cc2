import { expect, test } from 'vitest'
import { isLimit } from './number-classes.ts'

test('a limit may be typed between its neighbours, and nothing else', () => {
  const breaks = [1, 2, 3]
  expect(isLimit(breaks, 0, -5)).toBe(true)
  expect(isLimit(breaks, 1, 2.5)).toBe(true)
  expect(isLimit(breaks, 2, 99)).toBe(true)
  for (const limit of [1, 3, 0.5, 7, Number.NaN]) expect(isLimit(breaks, 1, limit)).toBe(false)
  // no step of undo for what is already so
  expect(isLimit(breaks, 1, 2)).toBe(false)
})
