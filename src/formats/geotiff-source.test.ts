import { expect, it } from 'vitest'
import { byteSource } from './geotiff-source.ts'

it.each([
  [2, 3, [2, 3, 4]],
  [3, 1e9, [3, 4]],
  [0, 0, []],
  [5, 1, []],
  [-1, 2, []],
  [2 ** 33, 4, []],
  [Number.NaN, 4, []],
  [1, Number.NaN, []],
])('of a file in memory gives what is there: %d, %d', async (offset, length, found) => {
  const { data } = await byteSource(new Blob([Uint8Array.of(0, 1, 2, 3, 4)]), 'a.tif').fetchSlice({ offset, length })
  expect(Array.from(new Uint8Array(data))).toEqual(found)
})
