import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDecimal } from './plain-decimal.ts'

const read = (text: string) => {
  const bytes = new TextEncoder().encode(`x${text}7`)
  return plainDecimal(bytes, 1, bytes.length - 1)
}

test('is the number that the language itself reads, to the last bit', () => {
  const digits = fc.stringMatching(/^[0-9]{1,8}$/)
  fc.assert(
    fc.property(
      digits,
      fc.option(fc.stringMatching(/^[0-9]{0,7}$/)),
      fc.boolean(),
      fc.nat(5),
      (whole, decimals, isNegative, pad) => {
        const text = `${isNegative ? '-' : ''}${whole}${decimals === null ? '' : `.${decimals}`}`
        expect(read(`${' '.repeat(pad)}${text}${' '.repeat(pad % 2)}`)).toBe(Number(text))
      },
    ),
    { numRuns: 2000 },
  )
  expect([read('.5'), read('-.5'), read('-0'), read('999999999999999'), read('0.00000000000001')]).toEqual([
    0.5, -0.5, -0, 999999999999999, 1e-14,
  ])
})

test('leaves all else to be read with more care', () => {
  for (const text of ['', '   ', '-', '.', '1e5', '+1', '1,5', '1 2', '1.2.3', '--1', '****', '1\0', '1234567890123456', 'NaN'])
    expect(read(text)).toBeNaN()
})
