import { createHash } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { sha256, sha256Hex } from './file-digest.ts'

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 131 + length) & 255)

test('agrees with another implementation at every length around a block', () => {
  for (let length = 0; length < 140; length++)
    expect(Buffer.from(sha256(bytesOf(length))).toString('hex')).toBe(createHash('sha256').update(bytesOf(length)).digest('hex'))
})
test('works where crypto.subtle is missing, as on plain http', async () => {
  const known = await sha256Hex(bytesOf(1000))
  vi.stubGlobal('crypto', {})
  expect(await sha256Hex(bytesOf(1000))).toBe(known)
  vi.unstubAllGlobals()
})
