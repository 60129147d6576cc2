import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinTables, rowsWithPartner, suggestKeys } from './join.ts'
import { type Column, cellAt, type Table } from './table.ts'

const text = (name: string, values: readonly (string | null)[]): Column => ({
  name,
  type: 'text',
  codes: Uint32Array.from(values, (_, i) => i),
  dictionary: values,
})
const numbers = (name: string, values: readonly number[]): Column => ({ name, type: 'number', values: Float64Array.from(values) })
const table = (columns: readonly Column[], length: number): Table => ({ name: 't', crs: '', length, columns, geometry: null })
const values = (of: Table, name: string) => {
  const column = of.columns.find((each) => each.name === name)!
  return Array.from({ length: of.length }, (_, row) => cellAt(column, row))
}

test('columns come by code, whatever blanks and full-width signs; the rest is counted', () => {
  const target = table([text('代码', ['0101', ' ０１０２', 'X', null]), text('名称', ['a', 'b', 'c', 'd'])], 4)
  const source = table(
    [text('DM', ['0102', '0101', '0101', '9999']), numbers('面积', [2, 1, 7, 9]), text('名称', ['乙', '甲', '丙', '丁'])],
    4,
  )
  const answer = joinTables({ target, targetKey: '代码', source, sourceKey: 'DM', columns: ['面积', '名称'] })
  expect(values(answer.table, '面积')).toEqual([1, 2, null, null])
  expect(values(answer.table, '名称_2')).toEqual(['甲', '乙', null, null])
  expect(answer).toMatchObject({
    added: [
      ['面积', '面积'],
      ['名称_2', '名称'],
    ],
    matched: 2,
    unmatched: 2,
    firstUnmatched: 'X',
    unused: 1,
    firstUnused: '9999',
    duplicates: 1,
    firstDuplicate: '0101',
  })
  expect(suggestKeys(target, source)).toEqual(['代码', 'DM'])
})

test('every row of the target stays, and matched and unmatched add up', () => {
  const codes = fc.array(fc.constantFrom('1', '2', '3', '01', null), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(codes, codes, (a, b) => {
      const target = table([text('k', a)], a.length)
      const source = table(
        [
          text('k', b),
          numbers(
            'v',
            b.map((_, i) => i),
          ),
        ],
        b.length,
      )
      const answer = joinTables({ target, targetKey: 'k', source, sourceKey: 'k', columns: ['v'] })
      expect(answer.table.length).toBe(a.length)
      expect(answer.matched + answer.unmatched).toBe(a.length)
      expect(values(answer.table, 'v')).toEqual(a.map((key) => (key === null || !b.includes(key) ? null : b.indexOf(key))))
    }),
  )
})

test('the rows that find a partner, joined by themselves, are those of the whole that have one', () => {
  const codes = fc.array(fc.constantFrom('1', ' １', '2', '3', '01', '', null), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(codes, codes, (a, b) => {
      const whole = table([text('k', a), numbers('n', [...a.keys()])], a.length)
      const source = table([text('k', b), numbers('v', [...b.keys()])], b.length)
      const asked = { targetKey: 'k', source, sourceKey: 'k' }
      const rows = rowsWithPartner({ ...asked, target: whole })
      const part = table(
        [
          text(
            'k',
            Array.from(rows, (row) => a[row]),
          ),
          numbers('n', [...rows]),
        ],
        rows.length,
      )
      const [all, own] = [whole, part].map((target) => joinTables({ ...asked, target, columns: ['v'] }))
      expect(own).toMatchObject({ matched: rows.length, unmatched: 0, unused: all.unused, duplicates: all.duplicates })
      expect(all.matched).toBe(rows.length)
      expect(values(own.table, 'v')).toEqual(Array.from(rows, (row) => values(all.table, 'v')[row]))
    }),
  )
})
