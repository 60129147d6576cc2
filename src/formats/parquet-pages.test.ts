import { expect, it } from 'vitest'
import { checkPages } from './parquet-pages.ts'

const zigzag = (value: number) => value * 2
/** A data page of the second kind (Thrift's compact protocol): one value, two bytes of definition levels. */
function page(levels: readonly number[]): Uint8Array {
  const head = [0x15, zigzag(3), 0x15, zigzag(10), 0x15, zigzag(10), 0x5c, 0x15, zigzag(1), 0x15, 0, 0x15, zigzag(1), 0x15, 0]
  return Uint8Array.from([...head, ...levels, 0, 0, 0x02, 0x01, ...new Array(8).fill(0)])
}
const check = (bytes: Uint8Array) =>
  checkPages(bytes, { values: 1, repetition: 0, definition: 1, isBoolean: false, expand: (packed) => packed })

it('lets a page through whose levels have their lengths', () => {
  check(page([0x15, zigzag(2), 0x15, 0]))
})

it.each([
  ['of repetition', [0x15, zigzag(2)]],
  ['of definition', [0x25, zigzag(0)]],
  ['of both', []],
])('refuses a page without the length of its levels %s', (_, levels) => {
  expect(() => check(page(levels))).toThrow('page at 0')
})

it('reads past the smallest and largest value that other programs tell in the head of a page', () => {
  // DataPageHeader (id 5): one value, plain, levels by RLE, Statistics with max, min, null_count, and that max and min are exact
  const statistics = [0x1c, 0x18, 4, ...new Array(4).fill(0x30), 0x18, 4, ...new Array(4).fill(0x39), 0x16, 0, 0x41, 0x11, 0]
  const header = [0x2c, 0x15, zigzag(1), 0x15, 0, 0x15, zigzag(3), 0x15, zigzag(3), ...statistics, 0]
  const body = [2, 0, 0, 0, zigzag(1), 1, ...new Array(8).fill(0)]
  const head = [0x15, zigzag(0), 0x15, zigzag(body.length), 0x15, zigzag(body.length), ...header, 0]
  check(Uint8Array.from([...head, ...body]))
})
