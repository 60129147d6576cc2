import { expect, test } from 'vitest'
import { textColumn } from '../grouping.ts'
import type { Table } from '../table.ts'
import { quietTask } from '../task.ts'
import { groupSums } from './group-sums.ts'

const KINDS = ['b', null, 'a', 'c', 'c', 'd', 'e']
const PRICES = [2, 2, 2, 1, 1, 9, Number.NaN]
const table: Table = {
  name: 't',
  crs: 'EPSG:4490',
  length: KINDS.length,
  columns: [textColumn('KIND', KINDS), textColumn('SIDE', ['y', null, 'x', 'y', 'x', 'x', 'x'])],
  geometry: null,
}
const pathsOf = async (levels: readonly string[], measure: Float64Array | null) => {
  const found = await groupSums(
    table,
    levels.map((field) => ({ field })),
    measure,
    null,
    {},
    quietTask(),
  )
  if (found.kind !== 'groups') throw new Error(found.reason)
  return found.groups.map(({ path, count, value }) => [...path, count, value])
}

test('groups of one sum stand by how many rows they have, then by their words, and what has none last', async () => {
  expect(await pathsOf(['KIND'], Float64Array.from(PRICES))).toEqual([
    ['d', 1, 9],
    ['c', 2, 2],
    ['a', 1, 2],
    ['b', 1, 2],
    [null, 1, 2],
    ['e', 1, 0],
  ])
})

test('of two levels the outer one decides first', async () => {
  expect(await pathsOf(['KIND', 'SIDE'], null)).toEqual([
    ['a', 'x', 1, 1],
    ['b', 'y', 1, 1],
    ['c', 'x', 1, 1],
    ['c', 'y', 1, 1],
    ['d', 'x', 1, 1],
    ['e', 'x', 1, 1],
    [null, null, 1, 1],
  ])
})
