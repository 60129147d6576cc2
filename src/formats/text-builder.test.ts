import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteTextBuilder } from './text-builder.ts'

function columnOf(texts: readonly Uint8Array[]) {
  const bytes = new Uint8Array(texts.reduce((sum, { length }) => sum + length, 0))
  const builder = new ByteTextBuilder(texts.length)
  let at = 0
  texts.forEach((text, row) => {
    bytes.set(text, at)
    builder.set(row, bytes, at, at + text.length)
    at += text.length
  })
  const { codes, dictionary } = builder.finishUtf8('a')
  return Array.from(codes, (code) => dictionary[code])
}

test('many texts decoded together are what each is by itself, also where bytes are no UTF-8 or a mark stands first', () => {
  const bom = Uint8Array.of(0xef, 0xbb, 0xbf, 0x41)
  const text = fc.oneof(
    fc.string().map((value) => new TextEncoder().encode(value)),
    fc.uint8Array({ maxLength: 6 }),
    fc.constantFrom(bom, Uint8Array.of(0xe4), Uint8Array.of(0xb8, 0xad), Uint8Array.of(0xff)),
  )
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), (texts) => {
      expect(columnOf(texts)).toEqual(texts.map((each) => new TextDecoder().decode(each)))
    }),
  )
  const many = Array.from({ length: 3000 }, (_, i) => new TextEncoder().encode(i === 1500 ? '黄河' : `370505${i}`))
  expect(columnOf(many)).toEqual(many.map((each) => new TextDecoder().decode(each)))
})
