import { snappyUncompress } from 'hyparquet'
import { expect, it } from 'vitest'
import { checkSnappy } from './snappy-check.ts'

// length 7; literal “abc”; copy of 4 from 3 before
const SOUND = [7, 2 << 2, 97, 98, 99, 1, 3]

it('lets through what the library unpacks', () => {
  checkSnappy(Uint8Array.from(SOUND), 7)
  const output = new Uint8Array(7)
  snappyUncompress(Uint8Array.from(SOUND), output)
  expect(new TextDecoder().decode(output)).toBe('abcabca')
})

it.each([
  ['a literal of four billion bytes', [7, 63 << 2, 255, 255, 255, 255, 0], 'beyond the block'],
  ['a literal cut short', SOUND.slice(0, 4), 'beyond the block'],
  ['a copy of what is not there yet', [7, 2 << 2, 97, 98, 99, 1, 4], 'before the start'],
  ['a copy of itself', [7, 2 << 2, 97, 98, 99, 1, 0], 'before the start'],
  ['a tag without its bytes', SOUND.slice(0, 6), 'ends early'],
  ['more than was told', [...SOUND, 1, 3], 'larger'],
  ['less than was told', SOUND.slice(0, 5), 'smaller'],
  ['nothing', [], 'ends early'],
])('refuses %s', (_, bytes, reason) => {
  expect(() => checkSnappy(Uint8Array.from(bytes), 7)).toThrow(reason)
})
