import { describe, expect, it } from 'vitest'
import { formatUnitCode, normalizeUnitCode, parcelCodeOf, parseUnitCode } from './unit-code.ts'
import { unitCodeLines } from './unit-code-words.ts'

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

describe('the parts of a code in words', () => {
  it('follow GB/T 37346 from the left and leave no character out', () => {
    const said = (code: string) => {
      const read = parseUnitCode(code)
      if (!read.ok) throw new Error(code)
      const lines = unitCodeLines(read.parts)
      expect(lines.map((line) => line.code).join('')).toBe(read.code)
      return lines.map(({ meaning }) => meaning?.zh ?? null)
    }
    expect(said('370505001000GB00001W00000000')).toEqual([
      null,
      null,
      '未划分',
      '国家所有，建设用地使用权（地表）',
      null,
      '无定着物',
    ])
    expect(said('370505005012JC00318F00020003').slice(3)).toEqual(['集体所有，宅基地使用权', null, '房屋等建筑物、构筑物'])
    // a parcel code alone has no fixture
    expect(said('370505005012ZW00001')).toHaveLength(5)
    // every letter that the rule allows has words
    for (const right of 'ABSXCDEFLNHGWY') expect(said(`370505005012J${right}00001`)[3]).toMatch(/，/)
  })
})
