import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packValue, unpackValue } from './pack-value.ts'

const leaf = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.double().map((value) => (Object.is(value, -0) ? 0 : value)),
  fc.float64Array({ maxLength: 9 }).map((array) => Float64Array.from(array)),
  fc.uint32Array({ maxLength: 9 }).map((array) => Uint32Array.from(array)),
  fc.uint8Array({ maxLength: 9 }).map((array) => Uint8Array.from(array)),
)
const key = fc.oneof(fc.string(), fc.constantFrom('$array', '$number', '$$', '__proto__', 'constructor'))
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 4 }), tie('object')),
  object: fc
    .uniqueArray(fc.tuple(key, tie('value')), { maxLength: 4, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries)),
}))

test('what is packed comes back', () => {
  fc.assert(
    fc.property(value, (before) => {
      expect(unpackValue(packValue(before))).toEqual(before)
    }),
  )
})

test('damaged bytes are refused or read, never run past', () => {
  const good = packValue({ rows: Uint32Array.of(1, 2, 3), totals: { area: Number.NaN }, note: '合计' })
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, byte, end) => {
      const bad = good.slice(0, end)
      if (at < end) bad[at] = byte
      try {
        unpackValue(bad)
      } catch (error) {
        expect((error as { code?: string }).code).toMatch(/^pack\./)
      }
    }),
    { numRuns: 2000 },
  )
})

test('another program’s bytes, a newer version and a class instance are refused by name', () => {
  expect(() => unpackValue(new Uint8Array(64))).toThrow(expect.objectContaining({ code: 'pack.invalid' }))
  const newer = packValue(1)
  newer[4] = 9
  expect(() => unpackValue(newer)).toThrow(expect.objectContaining({ code: 'pack.version', detail: { found: 9, expected: 1 } }))
  expect(() => packValue({ at: new Date() })).toThrow('Date')
})
