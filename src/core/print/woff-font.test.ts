import { expect, it } from 'vitest'
import { fontFilesFor } from '../../../tests/print-fonts.ts'
import { openWoff } from './woff-font.ts'

it('unpacks no outlines to measure: they are most of a file, and a preview needs none', () => {
  const [bytes] = fontFilesFor('A')
  const whole = openWoff(bytes)
  const spoilt = Uint8Array.from(bytes)
  const data = new DataView(spoilt.buffer)
  for (let i = 0, at = 44; i < data.getUint16(12); i++, at += 20)
    if (data.getUint32(at) === 0x676c7966)
      spoilt.fill(0xff, data.getUint32(at + 4), data.getUint32(at + 4) + data.getUint32(at + 8))
  const font = openWoff(spoilt)
  const glyph = font.glyphOf(65)
  expect([glyph, font.advanceOf(glyph), font.metrics]).toEqual([whole.glyphOf(65), whole.advanceOf(glyph), whole.metrics])
  expect(glyph).toBeGreaterThan(0)
  expect(() => font.subset([glyph])).toThrow()
  expect(whole.subset([glyph]).length).toBeGreaterThan(1000)
})
