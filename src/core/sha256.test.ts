import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256Stream } from './sha256.ts'

test('bytes in pieces give the digest of Node', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 }), (pieces) => {
      const mine = sha256Stream()
      const theirs = createHash('sha256')
      for (const piece of pieces) {
        mine.update(piece)
        theirs.update(piece)
      }
      expect(Buffer.from(mine.digest()).toString('hex')).toBe(theirs.digest('hex'))
    }),
  )
})
