import { describe, expect, it } from 'vitest'
import type { CodeList, FieldInfo } from '../../core/table.ts'
import { decodeValue, fieldHead, nameOfCode, unitOf } from './decode-value.ts'

const codeLists: Readonly<Record<string, CodeList>> = {
  land: {
    id: 'land',
    title: { zh: '地类', en: 'Land class' },
    entries: [{ code: '1106', label: { zh: '内陆滩涂', en: 'Inland tidal flat' } }],
  },
}
const field = (patch: Partial<FieldInfo>): FieldInfo => ({ name: 'F', label: { zh: '域', en: 'field' }, ...patch })

describe('decodeValue', () => {
  it('puts the name after its code and leaves unknown codes as they are', () => {
    expect(decodeValue(field({ codes: 'land' }), '1106', codeLists, 'zh')).toBe('1106 内陆滩涂')
    expect(decodeValue(field({ codes: 'land' }), '9999', codeLists, 'zh')).toBe('9999')
    expect(decodeValue(field({ codes: 'nowhere' }), '1106', codeLists, 'en')).toBe('1106')
  })
  it('gives the name alone where that is wanted', () => {
    expect(nameOfCode(field({ codes: 'land' }), '1106', codeLists, 'en')).toBe('Inland tidal flat')
    expect(nameOfCode(field({}), '永安镇', codeLists, 'zh')).toBe('永安镇')
  })
  it('groups numbers, but not years', () => {
    expect(decodeValue(field({ decimals: 2 }), 12345.678, codeLists, 'zh')).toBe('12\u00a0345.68')
    expect(decodeValue(undefined, 0.25, codeLists, 'zh')).toBe('0.25')
    expect(decodeValue(field({ unit: 'year' }), 2024, codeLists, 'zh')).toBe('2024')
  })
  it('keeps nothing apart from nought', () => {
    expect(decodeValue(undefined, null, codeLists, 'zh')).toBe('')
    expect(decodeValue(undefined, 0, codeLists, 'zh')).toBe('0')
    expect(decodeValue(undefined, false, codeLists, 'en')).toBe('no')
  })
  it('names units', () => {
    expect(unitOf(field({ unit: 'ha' }))?.zh).toBe('公顷')
    expect(unitOf(field({ unit: 'kg' }))?.zh).toBe('kg')
    expect(unitOf(field({}))).toBeNull()
  })
  it('heads a field with its unit, without brackets around a unit that has no words', () => {
    const year = field({ label: { zh: '批准年份', en: 'Approved' }, unit: 'year' })
    expect(fieldHead(year, 'PZNF', 'en')).toBe('Approved')
    expect(fieldHead(year, 'PZNF', 'zh')).toBe('批准年份 (年)')
    expect(fieldHead(undefined, 'PZNF', 'en')).toBe('PZNF')
  })
})
