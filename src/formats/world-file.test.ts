import { expect, test } from 'vitest'
import { withPlace, worldFileOf } from './world-file.ts'

test('six numbers are a place, by the middle of the first cell; fewer, words and a flat grid are none', () => {
  const of = (text: string) => worldFileOf(new TextEncoder().encode(text))
  expect(of('2\n0\n0\n-2\n500001\n4161999\n')).toEqual([500000, 2, 0, 4162000, 0, -2])
  expect(of('2\r\n0\r\n0\r\n-2\r\n500001\r\n')).toBeNull()
  expect(of('2 0 0 x 1 1')).toBeNull()
  expect(of('0 0 0 0 1 1')).toBeNull()
})

test('a directory that claims more entries than there can be is not read', async () => {
  const bytes = new Uint8Array(1 << 20)
  const view = new DataView(bytes.buffer)
  // BigTIFF whose directory of 2⁴⁰ entries begins at byte 16
  bytes.set([0x49, 0x49, 43, 0, 8, 0, 0, 0])
  view.setBigUint64(8, 16n, true)
  view.setBigUint64(16, 1n << 40n, true)
  let read = 0
  class Counted extends Blob {
    override slice(from = 0, to = this.size): Blob {
      read += Math.min(to, this.size) - from
      return super.slice(from, to)
    }
  }
  expect(await withPlace(new Counted([bytes]), [0, 1, 0, 0, 0, -1])).toBeNull()
  expect(read).toBeLessThan(100)
})
