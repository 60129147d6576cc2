import { expect, test } from 'vitest'
import { classCount } from '../symbology.ts'
import type { Table } from '../table.ts'
import { classRows } from './drawn.ts'

const table = (a: readonly number[], b: readonly number[]): Table => ({
  name: 't',
  crs: 'EPSG:4490',
  length: a.length,
  columns: [
    { name: 'A', type: 'number', values: Float64Array.from(a) },
    { name: 'B', type: 'number', values: Float64Array.from(b) },
  ],
  geometry: null,
})
const choice = {
  rows: null,
  filter: [],
  classField: 'A',
  classValues: [],
  classBreaks: [10, 20],
  paint: [],
  labelField: null,
}

test('by two numbers a class is the pair of theirs; a limit belongs to the lower class, and no number to the last', () => {
  const classSecond = { field: 'B', breaks: [1] }
  const rows = table([10, 10.1, 20, 99, 5, Number.NaN, 5], [1, 1.1, 0, 2, Number.NaN, 0, 1.5])
  const { classes, counts } = classRows(rows, { ...choice, classSecond })
  // three classes of A, two of B: A low B low is 0, A low B high 1, A middle B low 2 …
  expect([...classes]).toEqual([0, 3, 2, 5, 6, 6, 1])
  expect([...counts]).toEqual([1, 1, 1, 1, 0, 1, 2])
  expect(counts).toHaveLength(classCount({ ...choice, classSecond }))
})

test('a second field that is not there leaves all rows without a class', () => {
  const { counts } = classRows(table([1, 2], [1, 2]), { ...choice, classSecond: { field: 'C', breaks: [1] } })
  expect([...counts]).toEqual([0, 0, 0, 0, 0, 0, 2])
})
