import { expect, it } from 'vitest'
import { checkPages } from './parquet-pages.ts'

const zigzag = (value: number) => value * 2
/** A data page of the second kind (Thrift's compact protocol): one value, two bytes of definition levels. */
function page(levels: readonly number[]): Uint8Array {
  const head = [0x15, zigzag(3), 0x15, zigzag(10), 0x15, zigzag(10), 0x5c, 0x15, zigzag(1), 0x15, 0, 0x15, zigzag(1), 0x15, 0]
  return Uint8Array.from([...head, ...levels, 0, 0, 0x02, 0x01, ...new Array(8).fill(0)])
}
const check = (bytes: Uint8Array) =>
  checkPages(bytes, { values: 1, isOptional: true, isBoolean: false, expand: (packed) => packed })

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
