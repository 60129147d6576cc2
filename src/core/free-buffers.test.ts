import { expect, it } from 'vitest'
import { freeBuffers } from './free-buffers.ts'

it('takes the memory from large arrays, of two views of one buffer once', () => {
  const arrays = Array.from({ length: 4 }, () => new Float64Array(1 << 18).fill(1))
  freeBuffers([...arrays, arrays[0].subarray(1)])
  expect(arrays.map(({ length }) => length)).toEqual([0, 0, 0, 0])
})

it('leaves small ones alone', () => {
  const small = new Float64Array(100)
  freeBuffers([small])
  expect(small.length).toBe(100)
})
