import { expect, it } from 'vitest'
import { TextFile } from './text-file.ts'

it('holds more than a string can, in the order in which it was added', () => {
  const file = new TextFile()
  file.add('先')
  // V8 refuses a string of 512 Mi characters
  const piece = 'a'.repeat(2 ** 20)
  for (let i = 0; i < 513; i++) file.add(piece)
  file.add('后')
  const bytes = file.bytes()
  expect(bytes.length).toBe(3 + 513 * 2 ** 20 + 3)
  expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('先a')
  expect(new TextDecoder().decode(bytes.subarray(bytes.length - 4))).toBe('a后')
}, 30_000)
