import { describe, expect, it } from 'vitest'
import { workFor } from '../../core/slices.ts'
import { rowsToTsv, sortInSlices, sortRows, type TableColumn } from './table-rows.ts'

interface Row {
  readonly name: string | null
  readonly area: number
}
const columns: readonly TableColumn<Row>[] = [
  { id: 'name', header: '名称', value: (row) => row.name },
  { id: 'area', header: '面积', unit: 'm²', value: (row) => row.area, text: (row) => row.area.toFixed(0) },
]
const rows: readonly Row[] = [
  { name: '图斑10', area: 2.345 },
  { name: null, area: Number.NaN },
  { name: '图斑2', area: 10 },
]

describe('sortRows', () => {
  it('orders numbers by size and keeps missing values last in both directions', () => {
    expect(sortRows(rows, columns, { column: 'area', direction: 'ascending' }, 'zh').map((row) => row.area)).toEqual([
      2.345,
      10,
      Number.NaN,
    ])
    expect(sortRows(rows, columns, { column: 'area', direction: 'descending' }, 'zh').map((row) => row.area)).toEqual([
      10,
      2.345,
      Number.NaN,
    ])
  })
  it('orders digits inside text as numbers', () => {
    expect(sortRows(rows, columns, { column: 'name', direction: 'ascending' }, 'zh').map((row) => row.name)).toEqual([
      '图斑2',
      '图斑10',
      null,
    ])
  })
  it('keeps codes that begin with a zero, and their names, in the order of their standard', () => {
    const codes = [
      '0101 水田',
      '0508 物流仓储用地',
      '05H1 商业服务业设施用地',
      '0601 工业用地',
      '1104 坑塘水面',
      '1104A 养殖坑塘',
      '合计',
    ]
    const mixed = [...codes].reverse().map((name, area): Row => ({ name, area }))
    expect(sortRows(mixed, columns, { column: 'name', direction: 'ascending' }, 'zh').map((row) => row.name)).toEqual(codes)
  })
  it('sorts many names in short steps, and equal ones stay as they stood', () => {
    const many = Array.from({ length: 20_000 }, (_, i): Row => ({ name: `宗地 ${(i * 7919) % 5000}`, area: i }))
    const work = sortInSlices(many, columns, { column: 'name', direction: 'descending' }, 'zh')
    let longest = 0
    let done = null
    while (!done) {
      const start = process.cpuUsage().user
      done = workFor(work, 0)
      longest = Math.max(longest, process.cpuUsage().user - start)
    }
    // a step is about a millisecond; the whole some hundred
    expect(longest).toBeLessThan(50_000)
    const numbers = done.value.map(({ name }) => Number(name?.slice(3)))
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
    for (let i = 1; i < many.length; i++)
      if (numbers[i] === numbers[i - 1]) expect(done.value[i].area).toBeGreaterThan(done.value[i - 1].area)
  })
  it('returns the same rows without a sort', () => {
    expect(sortRows(rows, columns, null, 'zh')).toBe(rows)
  })
})

describe('rowsToTsv', () => {
  it('copies exact values with units in the header and the sums last', () => {
    expect(rowsToTsv(rows, columns, { name: '合计', area: 12.345 })).toBe(
      '名称\t面积 (m²)\r\n图斑10\t2.345\r\n\t\r\n图斑2\t10\r\n合计\t12.345',
    )
  })
  it('keeps a cell in its cell and defuses formulas', () => {
    expect(rowsToTsv([{ name: '=1+1\tx\ny', area: -3 }], columns)).toBe("名称\t面积 (m²)\r\n'=1+1 x y\t-3")
  })
})
