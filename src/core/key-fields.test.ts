import { describe, expect, test } from 'vitest'
import { keyFields, suggestedKey, withKey, withoutKey } from './key-fields.ts'
import type { Column, FieldInfo, Table } from './table.ts'

const text = (name: string, values: readonly (string | null)[]): Column => {
  const dictionary = [...new Set(values)]
  return { name, type: 'text', dictionary, codes: Uint32Array.from(values, (value) => dictionary.indexOf(value)) }
}
const number = (name: string, values: readonly number[]): Column => ({ name, type: 'number', values: Float64Array.from(values) })
const tableOf = (columns: readonly Column[], length = 3): Table => ({ name: 't', crs: '', columns, length, geometry: null })
const field = (name: string, role?: FieldInfo['role']): FieldInfo => ({
  name,
  label: { zh: name, en: name },
  ...(role && { role }),
})

describe('the key of a table', () => {
  const table = tableOf([
    text('QLR', ['张三', '李四', '王五']),
    text('DLBM', ['0101', '0102', '0103']),
    number('TBMJ', [1.5, 2, 3]),
    number('XH', [1, 2, 2]),
    text('DKBH', ['J1', 'J2', 'J3']),
    text('ZDDM', ['a', 'a', null]),
  ])
  const fields = [field('DLBM', 'landClass'), field('ZDDM', 'unitCode')]

  test('is a code that each row has for itself, before one that repeats, whatever it is known as', () => {
    const found = keyFields(table, fields)
    expect(found.map((each) => each.field)).toEqual(['DKBH', 'QLR', 'ZDDM', 'XH'])
    expect(suggestedKey(found, fields)).toBe('DKBH')
  })
  test('is told with what speaks against it', () => {
    const found = keyFields(table, fields)
    expect(found.find((each) => each.field === 'ZDDM')).toEqual({
      field: 'ZDDM',
      empty: 1,
      repeated: 1,
      example: 'a',
      isKey: false,
    })
    expect(found.find((each) => each.field === 'XH')).toMatchObject({ empty: 0, repeated: 1, example: '2' })
  })
  test('is not proposed where only names differ by chance, nor of no rows', () => {
    const names = tableOf([text('QLR', ['张三', '李四', '王五'])])
    expect(suggestedKey(keyFields(names, []), [])).toBeNull()
    expect(keyFields(tableOf([text('ID', [])], 0), [])).toEqual([])
  })
})

test('a chosen key takes its role from the field that had it, and other roles stay', () => {
  const fields = [field('BSM', 'id'), field('DLBM', 'landClass'), field('DKBH')]
  expect(withKey(fields, 'DKBH', 'id').map(({ name, role }) => [name, role])).toEqual([
    ['BSM', undefined],
    ['DLBM', 'landClass'],
    ['DKBH', 'id'],
  ])
  expect(withKey([], 'XH', 'unitCode')).toEqual([field('XH', 'unitCode')])
})

test('where no key is wanted, a code by its name is none, and other roles stay', () => {
  const fields = [field('DLBM', 'landClass'), field('ZDDM', 'unitCode'), field('BSM', 'id'), field('BZ')]
  expect(withoutKey(fields)).toEqual([field('DLBM', 'landClass'), field('ZDDM'), field('BSM'), field('BZ')])
})
