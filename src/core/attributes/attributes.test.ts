import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AREA_FIELD, type CellValue, type Column, cellAt, type Table } from '../table.ts'
import { quietTask } from '../task.ts'
import { passing, passingRows } from '../tiling/filter.ts'
import { makeFabric } from '../tiling/test-fabric.ts'
import { createTileService } from '../tiling/tile-service.ts'
import { columnStatistics } from './column-statistics.ts'
import { orderRows } from './row-order.ts'
import { rankWords } from './text-ranks.ts'
import { valueCounts } from './value-counts.ts'

const task = quietTask()
const all = (table: Table) => Uint32Array.from({ length: table.length }, (_, row) => row)

function textColumn(name: string, words: readonly (string | null)[]): Column {
  const dictionary = [...new Set(words)]
  return { name, type: 'text', codes: Uint32Array.from(words, (word) => dictionary.indexOf(word)), dictionary }
}
function numberColumn(name: string, values: readonly (number | null)[]): Column {
  return { name, type: 'number', values: Float64Array.from(values, (value) => value ?? Number.NaN) }
}
function tableOf(...columns: readonly Column[]): Table {
  const [first] = columns
  const length = first.type === 'text' ? first.codes.length : first.values.length
  return { name: 't', crs: 'EPSG:4490', length, columns, geometry: null }
}

/** The order by comparing cells one with another: what the dealing of digits must come to. */
function byComparing(table: Table, keys: readonly { field: string; isDescending: boolean }[]): number[] {
  const collator = new Intl.Collator('zh-CN', { numeric: true })
  const compare = (a: CellValue, b: CellValue) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
  return Array.from(all(table)).sort((i, j) => {
    for (const { field, isDescending } of keys) {
      const column = table.columns.find(({ name }) => name === field) as Column
      const [a, b] = [cellAt(column, i) || null, cellAt(column, j) || null].map((value, at) =>
        column.type === 'number' ? cellAt(column, at === 0 ? i : j) : value,
      )
      if (a === null || b === null) {
        if (a !== b) return a === null ? 1 : -1
        continue
      }
      const order = compare(a, b)
      if (order !== 0) return isDescending ? -order : order
    }
    return i - j
  })
}

describe('orderRows', () => {
  it('puts rows in the order that comparing cells gives, by several columns, blanks last', async () => {
    const numbers = fc.option(fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 })), { nil: null })
    const words = fc.option(fc.constantFrom('林地', '耕地', '水田', '2', '10', 'GB2', 'GB10', 'a', ''), { nil: null })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(numbers, words), { minLength: 1, maxLength: 60 }),
        fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
        async (cells, [isNumberFirst, a, b]) => {
          const table = tableOf(
            numberColumn(
              'N',
              cells.map(([number]) => number),
            ),
            textColumn(
              'T',
              cells.map(([, word]) => word),
            ),
          )
          const keys = [
            { field: 'T', isDescending: a },
            { field: 'N', isDescending: b },
          ]
          if (isNumberFirst) keys.reverse()
          const order = await orderRows(table, keys, all(table), 'zh-CN', task)
          expect(Array.from(order)).toEqual(byComparing(table, keys))
        },
      ),
    )
  })
  it('reads 2 before 10, in codes that are all plain ASCII too, and keeps equal rows in their order', async () => {
    const table = tableOf(textColumn('C', ['GB10', 'GB2', 'gb2', 'GB002', 'GB1', null]))
    const order = await orderRows(table, [{ field: 'C', isDescending: false }], all(table), 'zh-CN', task)
    expect(Array.from(order)).toEqual([4, 1, 2, 3, 0, 5])
  })
  it('keeps codes that begin with a zero in the order of their standard: 05H1 stands after 0508, not before 0101', async () => {
    const standard = ['0101', '0204', '0508', '05H1', '0601', '0810', '08H1', '08H2', '1003', '1104', '1104A', '1201']
    const ranks = await rankWords([...standard].reverse(), 'zh-CN', task.breathe)
    expect(Array.from(ranks)).toEqual(standard.map((_, i) => standard.length - 1 - i))
  })
  it('orders codes of one shape as their text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 0, max: 99_999_999 }), { minLength: 2, maxLength: 200 }),
        async (numbers) => {
          const codes = numbers.map((number) => `370505001GB${String(number).padStart(8, '0')}W`)
          const ranks = await rankWords(codes, 'zh-CN', task.breathe)
          const byRank = codes.map((code, i) => ({ code, rank: ranks[i] })).sort((a, b) => a.rank - b.rank)
          expect(byRank.map(({ code }) => code)).toEqual([...codes].sort())
        },
      ),
    )
  })
  it('orders more words than one run of the merge holds', async () => {
    const words = Array.from({ length: 9000 }, (_, i) => `权利人${(i * 7919) % 9000}号`)
    const ranks = await rankWords(words, 'zh-CN', task.breathe)
    expect(ranks[words.indexOf('权利人2号')]).toBe(2)
    expect(ranks[words.indexOf('权利人10号')]).toBe(10)
    expect(ranks[words.indexOf('权利人8999号')]).toBe(8999)
  })
})

describe('columnStatistics', () => {
  it('adds without losing small figures beside large ones, counts blanks apart', async () => {
    // naive addition gives 0
    const table = tableOf(numberColumn('A', [1e16, 1, null, 1, -1e16, 0.25]))
    expect(await columnStatistics(table, 'A', null, task)).toEqual({
      count: 5,
      blank: 1,
      sum: 2.25,
      mean: 0.45,
      min: -1e16,
      max: 1e16,
      distinct: null,
    })
    expect(await columnStatistics(table, 'A', Uint32Array.of(1, 2, 3), task)).toMatchObject({
      count: 2,
      blank: 1,
      sum: 2,
      mean: 1,
    })
    expect(await columnStatistics(table, 'A', Uint32Array.of(2), task)).toMatchObject({ count: 0, sum: null, min: null })
  })
  it('counts different words', async () => {
    const table = tableOf(textColumn('T', ['a', 'b', 'a', '', null]))
    expect(await columnStatistics(table, 'T', null, task)).toMatchObject({ count: 3, blank: 2, distinct: 2, sum: null })
    expect(await columnStatistics(table, 'X', null, task)).toBeNull()
  })
})

describe('valueCounts', () => {
  const table = tableOf(textColumn('C', ['0305', '1106', '0305', null, '0101']), numberColumn('N', [10, 2, 2, null, -5]))
  const ask = { search: '', also: [], limit: 100, language: 'zh-CN' }
  it('lists values in their order with how many rows have them, blank first', async () => {
    expect((await valueCounts(table, 'C', null, ask, task)).values).toEqual([
      { value: '', count: 1 },
      { value: '0101', count: 1 },
      { value: '0305', count: 2 },
      { value: '1106', count: 1 },
    ])
    expect((await valueCounts(table, 'N', null, ask, task)).values.map(({ value }) => value)).toEqual(['', '-5', '2', '10'])
  })
  it('counts only rows that the other conditions leave; finds what was searched, and codes whose name was', async () => {
    const mask = Uint8Array.of(0, 1, 1, 0, 1)
    expect((await valueCounts(table, 'C', mask, { ...ask, search: '03' }, task)).values).toEqual([{ value: '0305', count: 1 }])
    expect((await valueCounts(table, 'C', mask, { ...ask, search: '滩涂', also: ['1106'] }, task)).values).toEqual([
      { value: '1106', count: 1 },
    ])
    expect(await valueCounts(table, 'C', null, { ...ask, limit: 2 }, task)).toMatchObject({ distinct: 4, values: { length: 2 } })
  })
  it('gives up on more different numbers than anybody reads', async () => {
    const many = tableOf(
      numberColumn(
        'N',
        Array.from({ length: 60_000 }, (_, i) => i),
      ),
    )
    expect(await valueCounts(many, 'N', null, ask, task)).toMatchObject({ isTooMany: true, values: [] })
  })
})

describe('a range in a filter', () => {
  const table = tableOf(numberColumn('N', [1, 2, 3, null]), textColumn('T', ['1', '20', 'x', null]))
  const rows = (field: string, min: number | null, max: number | null) =>
    Array.from(passingRows(table, [{ field, values: [], range: { min, max } }]))
  it('takes both bounds in and leaves blanks out', () => {
    expect(rows('N', 2, 3)).toEqual([1, 2])
    expect(rows('N', null, 1)).toEqual([0])
    expect(rows('N', null, null)).toEqual([0, 1, 2])
    expect(rows('T', 2, null)).toEqual([1])
    expect(rows('X', 0, 9)).toEqual([])
    expect(passing(table, [{ field: 'N', values: [] }])).toEqual(new Uint8Array(4))
  })
})

describe('the table in the worker', () => {
  it('sorts and filters by the area of the rows as it is measured', async () => {
    const service = createTileService()
    const table = makeFabric({ columns: 6, lines: 5 })
    await service.putTable({ id: 't', table }, task)
    const areas = await service.rowAreas({ table: 't' }, task)
    const sorted = await service.tableOrder(
      { table: 't', filter: [], only: null, sort: [{ field: AREA_FIELD, isDescending: true }], language: 'zh-CN' },
      task,
    )
    expect(Array.from(sorted)).toEqual(Array.from(areas.keys()).sort((a, b) => areas[b] - areas[a] || a - b))
    const middle = [...areas].sort((a, b) => a - b)[15]
    const large = { field: AREA_FIELD, values: [], range: { min: middle, max: null } }
    const rows = await service.filterRows({ table: 't', filter: [large] }, task)
    expect(Array.from(rows)).toEqual(Array.from(areas.keys()).filter((row) => areas[row] >= middle))
    const { counts } = await service.putDrawable(
      { key: 'k', table: 't', rows: null, filter: [large], classField: null, classValues: [], paint: [], labelField: null },
      task,
    )
    expect(counts[0]).toBe(rows.length)
    const total = await service.columnStatistics({ table: 't', field: AREA_FIELD, rows, filter: [] }, task)
    expect(total?.sum).toBeCloseTo((await service.totalArea({ table: 't', rows }, task)).areaM2, 6)
    const few = { table: 't', filter: [large], only: Uint32Array.of(0, 1, 2, 3), sort: [], language: 'zh-CN' }
    expect(Array.from(await service.tableOrder(few, task))).toEqual([0, 1, 2, 3].filter((row) => areas[row] >= middle))
  })
})
