import { describe, expect, it } from 'vitest'
import {
  LAND_CLASS_GROUPS,
  LAND_CLASSES,
  landClass,
  landClassCodeList,
  landClassGroup,
  WETLAND_CODES,
} from './land-classes-2019.ts'

describe('land classes of the third survey', () => {
  it('puts exactly the eight wetland codes under 00, whatever their digits say', () => {
    expect([...WETLAND_CODES].sort()).toEqual(['0303', '0304', '0306', '0402', '0603', '1105', '1106', '1108'])
  })

  it('takes level 1 from the table', () => {
    expect(landClassGroup('1106')).toBe('00')
    expect(landClassGroup('1104A')).toBe('11')
    expect(landClassGroup('0301K')).toBe('03')
    expect(landClassGroup('9999')).toBeUndefined()
  })

  it('names every class once, in both languages, under an existing group', () => {
    const codes = LAND_CLASSES.map((entry) => entry.code)
    expect(new Set(codes).size).toBe(codes.length)
    const groups = new Set(LAND_CLASS_GROUPS.map((group) => group.code))
    for (const entry of LAND_CLASSES) {
      expect(groups.has(entry.parent), entry.code).toBe(true)
      expect(entry.label.zh).not.toBe('')
      expect(entry.label.en).not.toBe('')
      expect(entry.screen).toMatch(/^#[0-9a-f]{6}$/)
    }
  })

  it('never shows two classes alike: same screen colour means another hatch', () => {
    const looks = LAND_CLASSES.map((entry) => `${entry.screen} ${entry.hatch ?? ''}`)
    const twice = looks.filter((look, i) => looks.indexOf(look) !== i)
    expect(twice).toEqual([])
  })

  it('gives print classes that share an RGB a way to be told apart', () => {
    for (const a of LAND_CLASSES)
      for (const b of LAND_CLASSES)
        if (a.code < b.code && a.print === b.print)
          expect(a.hatch !== b.hatch || a.screen !== b.screen, `${a.code} ${b.code}`).toBe(true)
  })

  it('is a code list whose parents are entries', () => {
    const codes = new Set(landClassCodeList.entries.map((entry) => entry.code))
    for (const entry of landClassCodeList.entries) if ('parent' in entry) expect(codes.has(String(entry.parent))).toBe(true)
    expect(landClass('0603')?.label.zh).toBe('盐田')
  })
})
