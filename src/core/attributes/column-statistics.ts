import { type Column, findColumn, type Table } from '../table.ts'
import type { Task } from '../task.ts'

/** 计数·合计·均值·最小·最大·空值 of a column. Dates as milliseconds; sum and mean of numbers only; text has distinct values instead. */
export interface ColumnStatistics {
  /** rows with a value */
  readonly count: number
  readonly blank: number
  readonly sum: number | null
  readonly mean: number | null
  readonly min: number | null
  readonly max: number | null
  readonly distinct: number | null
}

const PIECE = 65_536

/** @param rows each once; null: all */
export async function columnStatistics(
  table: Table,
  field: string,
  rows: Uint32Array | null,
  task: Task,
): Promise<ColumnStatistics | null> {
  const column = findColumn(table, field)
  if (!column) return null
  const count = rows?.length ?? table.length
  if (column.type === 'text' || column.type === 'boolean') return ofWords(column, rows, count, task)
  const { values } = column
  let [filled, sum, lost, min, max] = [0, 0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let k = 0; k < count; k++) {
    if (k % PIECE === 0) await task.breathe()
    const value = values[rows ? rows[k] : k]
    if (Number.isNaN(value)) continue
    filled++
    // Neumaier: what each addition loses is added at the end, so that the total is that of the exact values
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
    if (value < min) min = value
    if (value > max) max = value
  }
  const total = sum + lost
  const isNumber = column.type === 'number'
  return {
    count: filled,
    blank: count - filled,
    sum: isNumber && filled > 0 ? total : null,
    mean: isNumber && filled > 0 ? total / filled : null,
    min: filled > 0 ? min : null,
    max: filled > 0 ? max : null,
    distinct: null,
  }
}

async function ofWords(
  column: Extract<Column, { type: 'text' | 'boolean' }>,
  rows: Uint32Array | null,
  count: number,
  task: Task,
) {
  const isText = column.type === 'text'
  const codes = isText ? column.codes : column.values
  const seen = new Uint8Array(isText ? column.dictionary.length : 256)
  const isBlank = isText ? (code: number) => !column.dictionary[code] : (code: number) => code === 255
  const blanks = Uint8Array.from(seen, (_, code) => (isBlank(code) ? 1 : 0))
  let filled = 0
  for (let k = 0; k < count; k++) {
    if (k % PIECE === 0) await task.breathe()
    const code = codes[rows ? rows[k] : k]
    if (blanks[code]) continue
    filled++
    seen[code] = 1
  }
  const distinct = isText
    ? new Set(column.dictionary.filter((_, code) => seen[code])).size
    : seen.reduce((sum, each) => sum + each, 0)
  return { count: filled, blank: count - filled, sum: null, mean: null, min: null, max: null, distinct }
}
