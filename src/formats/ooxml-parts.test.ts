import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { packParts } from './ooxml-parts.ts'

test('members are found by those too who read from begin to end: none is stored with its length behind it', async () => {
  const picture = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7919) % 256)
  async function* pieces() {
    yield '甲'
    yield '乙'
  }
  const bytes = await packParts({ 'a.xml': '<a/>', 'media/p.png': picture, 'b.xml': pieces })
  const found = unzipSync(bytes)
  expect(found['media/p.png']).toEqual(picture)
  expect(new TextDecoder().decode(found['b.xml'])).toBe('甲乙')
  // local headers (PKWARE APPNOTE 4.3.7): bit 3 says that lengths follow, method 8 is deflate
  const view = new DataView(bytes.buffer)
  const heads = Array.from({ length: bytes.length - 30 }, (_, at) => at).filter((at) => view.getUint32(at, true) === 0x04034b50)
  expect(heads).toHaveLength(3)
  for (const at of heads) if (view.getUint16(at + 6, true) & 8) expect(view.getUint16(at + 8, true)).toBe(8)
})
