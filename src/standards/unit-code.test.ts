import { describe, expect, it } from 'vitest'
import { formatUnitCode, normalizeUnitCode, parcelCodeOf, parseUnitCode } from './unit-code.ts'

describe('unit codes', () => {
  it.each([
    '370505001001GB00001W00000000',
    '370505001001JC00012F00010001',
    '370505000000JA00001W00000000',
    '370505010003GN99999L00000001',
    '370505010003ZW00007W00000000',
    '370505001001GB00001',
  ])('accepts %s', (code) => {
    expect(parseUnitCode(code)).toMatchObject({ ok: true, code })
  })

  it.each([
    ['', 'empty', 0],
    ['370505001001GB00001W0000000', 'length', 27],
    ['370505001001GB00001W000000000', 'length', 29],
    ['370505001001GB0000', 'length', 18],
    ['37O505001001GB00001W00000000', 'character', 2],
    ['370505001001KB00001W00000000', 'character', 12],
    ['370505001001GQ00001W00000000', 'character', 13],
    ['370505001001GB00001X00000000', 'character', 19],
    ['370505001001GA00001W00000000', 'right-needs-collective', 13],
    ['370505001001ZC00001F00010001', 'right-needs-collective', 13],
    ['370505001001GB00000W00000000', 'serial-zero', 14],
    ['370505001001GB00001W00000001', 'fixture-number', 20],
    ['370505001001GB00001F00000000', 'fixture-number', 20],
  ])('refuses %j: %s at %i', (code, problem, at) => {
    expect(parseUnitCode(code)).toMatchObject({ ok: false, problem, at })
  })

  it('takes blanks, full-width and lower-case letters for what they mean', () => {
    for (const text of [
      '370505 001001 GB00001 W00000000',
      '３７０５０５００１００１ＧＢ００００１Ｗ００００００００',
      ' 370505001001gb00001w00000000\n',
      '370505-001001-GB00001-W00000000',
    ])
      expect(normalizeUnitCode(text)).toBe('370505001001GB00001W00000000')
  })

  it('tells the parts', () => {
    const result = parseUnitCode('370505 005012 JC00318 F00020003')
    expect(result.ok && result.parts).toEqual({
      county: '370505',
      zone: '005',
      subzone: '012',
      ownership: 'J',
      right: 'C',
      serial: '00318',
      fixture: 'F',
      fixtureNumber: '00020003',
    })
  })

  it('groups 6 6 7 9 and leaves other text alone', () => {
    expect(formatUnitCode('370505001001gb00001w00000000')).toBe('370505 001001 GB00001 W00000000')
    expect(formatUnitCode('370505001001GB00001')).toBe('370505 001001 GB00001')
    expect(formatUnitCode('GB-7')).toBe('GB-7')
    expect(parcelCodeOf('370505 001001 GB00001 W00000000')).toBe('370505001001GB00001')
  })
})
