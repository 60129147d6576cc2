import { describe, expect, it } from 'vitest'
import type { Layer } from '../../app/state.ts'
import type { Table } from '../../core/table.ts'
import { copyText, englishNameField, featureName, registeredAreaM2, shownFields } from './feature-text.ts'

const table: Table = {
  name: 't',
  crs: 'EPSG:4490',
  length: 2,
  geometry: null,
  columns: [
    { name: 'extra', type: 'number', values: Float64Array.of(100, Number.NaN) },
    { name: 'DLBM', type: 'text', codes: Uint32Array.of(0, 1), dictionary: ['0103', null] },
    { name: 'MJ', type: 'number', values: Float64Array.of(1.5, Number.NaN) },
    { name: 'RQ', type: 'date', values: Float64Array.of(Date.UTC(2025, 11, 31), Number.NaN) },
  ],
}
const layer = {
  fields: [
    { name: 'MJ', label: { zh: '面积', en: 'Area' }, unit: 'ha', decimals: 4, role: 'registeredAreaM2' },
    { name: 'DLBM', label: { zh: '地类', en: 'Class' }, codes: 'land', role: 'id' },
    { name: 'GONE', label: { zh: '无', en: 'none' } },
  ],
} as unknown as Layer
const lists = {
  land: { id: 'land', title: { zh: '', en: '' }, entries: [{ code: '0103', label: { zh: '旱地', en: 'Dry land' } }] },
}

describe('shownFields', () => {
  it('follows the description, then the rest of the table, and skips fields the table lacks', () => {
    const fields = shownFields(layer, table, 0, lists, 'zh')
    expect(fields.map(({ name }) => name)).toEqual(['MJ', 'DLBM', 'extra', 'RQ'])
    expect(fields.map(({ words }) => words)).toEqual(['1.5000', '0103 旱地', '100', '2025-12-31'])
    expect(fields[0].unit).toBe('公顷')
  })
})

describe('figures and names', () => {
  it('reads the register area in square metres', () => {
    expect(registeredAreaM2(layer, table, 0)).toBe(15_000)
    expect(registeredAreaM2(layer, table, 1)).toBeNull()
  })
  it('names a feature by what it has', () => {
    expect(featureName(layer, table, 0)).toBe('0103')
    expect(featureName(layer, table, 1)).toBeNull()
  })
  it('is called by its English name in English, where it has one', () => {
    const column = (name: string, dictionary: readonly (string | null)[]) =>
      ({ name, type: 'text', codes: Uint32Array.of(0, 1), dictionary }) as const
    const parks = { ...table, columns: [column('MC', ['天宁湖', '大河']), column('MC_EN', ['Lake Tianning', null])] }
    const fields = [
      { name: 'MC', label: { zh: '名称', en: 'Name' }, role: 'name' as const },
      { name: 'MC_EN', label: { zh: '英文名', en: 'English name' } },
    ]
    const named = { ...layer, fields }
    expect([0, 1].map((row) => featureName(named, parks, row, 'en'))).toEqual(['Lake Tianning', '大河'])
    expect(featureName(named, parks, 0, 'zh')).toBe('天宁湖')
    expect(englishNameField({ fields: fields.slice(0, 1) })).toBeUndefined()
    // the card lists a name once, and the Chinese one where there is no other
    const listed = (row: number, locale: 'zh' | 'en') =>
      shownFields(named, parks, row, lists, locale)
        .filter(({ isSaidTwice }) => !isSaidTwice)
        .map(({ name }) => name)
    expect([0, 1].map((row) => listed(row, 'zh'))).toEqual([['MC'], ['MC']])
    expect([0, 1].map((row) => listed(row, 'en'))).toEqual([['MC_EN'], ['MC']])
  })
  it('copies codes with their zeros and figures unrounded', () => {
    expect(copyText('宗地', shownFields(layer, table, 0, lists, 'zh'), ['图形面积', 15000.123456])).toBe(
      '宗地\n面积 (公顷)\t1.5\n地类\t0103\nextra\t100\nRQ\t2025-12-31\n图形面积 (m²)\t15000.123456',
    )
  })
})
