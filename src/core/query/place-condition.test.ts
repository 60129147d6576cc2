import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { formatRows, parseRows } from '../row-ranges.ts'
import type { Table } from '../table.ts'
import { passingRows } from '../tiling/filter.ts'
import { placeCondition, placeRows } from './place-condition.ts'

const about = { rules: [], words: { zh: '内', en: 'in' }, tables: { plots: 'plots@1' } }
const rowsIn = (length: number) => fc.uniqueArray(fc.nat(length - 1), { maxLength: 60 }).map((rows) => rows.sort((a, b) => a - b))

test('fast-check: rows come back from their text, and the condition lets through these and no others', () => {
  fc.assert(
    fc.property(rowsIn(90), rowsIn(90), (rows, others) => {
      expect(parseRows(formatRows(rows), 90)).toEqual(rows)
      const table = { name: 't', crs: 'EPSG:4490', length: 90, columns: [], geometry: null } satisfies Table
      const [place, second] = [rows, others].map((each) => ({
        field: '',
        values: [],
        place: placeCondition(about, each, 90),
      }))
      expect([...passingRows(table, [place])]).toEqual(rows)
      expect([...passingRows(table, [place, second])]).toEqual(rows.filter((row) => others.includes(row)))
    }),
  )
})

test('a table with another number of rows, and a damaged list, let nothing through', () => {
  const place = placeCondition(about, [3, 4, 5, 40], 90)
  expect(placeRows(place, 90)).toEqual([3, 4, 5, 40])
  expect(placeRows(place, 91)).toEqual([])
  expect(placeRows({ ...place, rows: '3-6' }, 90)).toEqual([])
  expect(placeRows({ ...placeCondition(about, [99], 90) }, 90)).toEqual([])
})

test('what is no list of rows is refused, and so is one that would fill the memory', () => {
  for (const text of ['5-3', '-', '1--2', 'A', '1~', '<b>', '0-zzzzzzz', 'zzzzzzzzzzzzz', `${'z'.repeat(300)}`])
    expect(parseRows(text, 1e6)).toBeNull()
  const scattered = Array.from({ length: 150_000 }, (_, i) => 2 * i)
  expect(() => placeCondition(about, scattered, 400_000)).toThrow(AppError)
})
