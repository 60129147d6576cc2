import { type Column, cellAt, findColumn, type Table } from '../../core/table.ts'

export interface Order {
  readonly column: string
  readonly isDescending: boolean
}

/** Row indexes in the wanted order: numbers as numbers, words as a Chinese reader expects, blanks last both ways; equal rows keep their place. */
export function orderRows(table: Table, order: Order | null): Uint32Array {
  const rows = Uint32Array.from({ length: table.length }, (_, row) => row)
  const column = order && findColumn(table, order.column)
  if (!column) return rows
  const sign = order.isDescending ? -1 : 1
  const compare = column.type === 'text' ? compareText(column) : compareNumber(column)
  return rows.sort((a, b) => {
    const blanks = Number(isBlank(column, a)) - Number(isBlank(column, b))
    return blanks || (isBlank(column, a) ? 0 : sign * compare(a, b)) || a - b
  })
}

function isBlank(column: Column, row: number): boolean {
  return cellAt(column, row) === null
}

function compareNumber(column: Column): (a: number, b: number) => number {
  return (a, b) => Number(cellAt(column, a)) - Number(cellAt(column, b))
}

const collator = new Intl.Collator('zh-CN', { numeric: true })

function compareText(column: Column): (a: number, b: number) => number {
  return (a, b) => collator.compare(String(cellAt(column, a)), String(cellAt(column, b)))
}
