import { expect, test } from 'vitest'
import { largestOf } from './largest-features.ts'

/** A square of `side`² plots, row by row; those of the first column twice as wide and high. */
function plots(side: number): Float64Array {
  const boxes = new Float64Array(4 * side * side)
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [i % side, Math.floor(i / side)]
    const size = x === 0 ? 2 : 1
    boxes.set([x, y, x + size, y + size], 4 * i)
  }
  return boxes
}
const numbersOf = (count: number) => Uint32Array.from({ length: count }, (_, i) => i)

test('of plots of one size those that stay lie everywhere, the larger ones all stay', () => {
  const side = 100
  const kept = largestOf(plots(side), numbersOf(side * side), 8000)
  expect(kept.length).toBe(8000)
  expect(kept.every((number, i) => i === 0 || number > kept[i - 1])).toBe(true)
  expect(kept.filter((number) => number % side === 0).length).toBe(side)
  // in each hundredth of the ground, of 100 plots
  const held = new Uint32Array(100)
  for (const number of kept) held[10 * Math.floor(number / (10 * side)) + Math.floor((number % side) / 10)]++
  expect(Math.min(...held)).toBeGreaterThan(65)
  expect(largestOf(plots(side), numbersOf(side * side), 8000)).toEqual(kept)
})

test('no more than there are', () => {
  expect(largestOf(plots(3), numbersOf(9), 9)).toEqual(numbersOf(9))
})
