import { expect, it } from 'vitest'
import { freeBuffers } from './free-buffers.ts'

it('takes memory from the thread at once, without waiting for the collection of garbage', () => {
  const arrays = Array.from({ length: 64 }, () => new Float64Array(1 << 20).fill(1))
  const before = process.memoryUsage().arrayBuffers
  // two views of one buffer are freed once
  freeBuffers([...arrays, arrays[0].subarray(1)])
  expect(before - process.memoryUsage().arrayBuffers).toBeGreaterThanOrEqual(64 * 2 ** 23)
  expect(arrays.every(({ length }) => length === 0)).toBe(true)
})

it('leaves small ones alone', () => {
  const small = new Float64Array(100)
  freeBuffers([small])
  expect(small.length).toBe(100)
})
