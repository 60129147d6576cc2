import { type Column, findColumn, type Table } from '../table.ts'
import type { Task } from '../task.ts'
import { BLANK_RANK, rankWords } from './text-ranks.ts'

export interface SortKey {
  readonly field: string
  readonly isDescending: boolean
}

/**
 * Rows in the order of several columns, the first key first. Rows that are equal in all of them keep their order; blank values come
 * last in both directions; numbers by size, text by the language with digits as numbers. Keys of unknown columns are passed over.
 * @param rows to be ordered, in their present order @returns a new array of the same rows
 */
export async function orderRows(
  table: Table,
  keys: readonly SortKey[],
  rows: Uint32Array,
  language: string,
  task: Task,
): Promise<Uint32Array> {
  let order: Uint32Array = rows.slice()
  // the last key first: each dealing is stable
  for (const { field, isDescending } of [...keys].reverse()) {
    const column = findColumn(table, field)
    if (!column) continue
    order = await orderBy(column, isDescending, order, language, task)
    await task.breathe()
  }
  return order
}

async function orderBy(column: Column, isDescending: boolean, order: Uint32Array, language: string, task: Task) {
  if (column.type === 'text') {
    const ranks = await rankWords(column.dictionary, language, task.breathe)
    const { codes } = column
    return dealRanks(order, (row) => ranks[codes[row]], isDescending, task)
  }
  if (column.type === 'boolean') {
    const { values } = column
    return dealRanks(order, (row) => (values[row] === 255 ? BLANK_RANK : values[row]), isDescending, task)
  }
  return dealNumbers(order, column.values, isDescending, task)
}

/** By whole numbers of 32 bits; BLANK_RANK last. */
async function dealRanks(order: Uint32Array, rankOf: (row: number) => number, isDescending: boolean, task: Task) {
  const { filled, blank } = parted(order, (row) => rankOf(row) === BLANK_RANK)
  const flip = isDescending ? 0xffff : 0
  let now = await deal(filled, (row) => (rankOf(row) & 0xffff) ^ flip, task)
  now = await deal(now, (row) => (rankOf(row) >>> 16) ^ flip, task)
  return joined(now, blank)
}

/** By the bits of doubles, which are in the order of their values once the sign is seen to; 16 at a time. */
async function dealNumbers(order: Uint32Array, values: Float64Array, isDescending: boolean, task: Task) {
  const { filled, blank } = parted(order, (row) => Number.isNaN(values[row]))
  // −0 becomes 0; and a view may start where 16-bit words cannot
  const words = new Uint16Array(Float64Array.from(values, (value) => value + 0).buffer)
  const flip = isDescending ? 0xffff : 0
  let now: Uint32Array = filled
  for (let digit = 0; digit < 4; digit++) {
    const top = digit === 3 ? 0x8000 : 0
    now = await deal(
      now,
      (row) => {
        const at = 4 * row
        const word = words[at + digit]
        return (words[at + 3] & 0x8000 ? ~word & 0xffff : word ^ top) ^ flip
      },
      task,
    )
  }
  return joined(now, blank)
}

/** One stable pass over digits of 16 bits. */
async function deal(order: Uint32Array, digitOf: (row: number) => number, task: Task): Promise<Uint32Array> {
  await task.breathe()
  if (order.length < 2) return order
  const counts = new Uint32Array(0x10000)
  const digits = new Uint16Array(order.length)
  for (let k = 0; k < order.length; k++) {
    const digit = digitOf(order[k])
    digits[k] = digit
    counts[digit]++
  }
  if (counts[digits[0]] === order.length) return order
  let sum = 0
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit]
    counts[digit] = sum
    sum += count
  }
  const next = new Uint32Array(order.length)
  for (let k = 0; k < order.length; k++) next[counts[digits[k]]++] = order[k]
  return next
}

function parted(order: Uint32Array, isBlank: (row: number) => boolean) {
  const filled = new Uint32Array(order.length)
  const blank = new Uint32Array(order.length)
  let [a, b] = [0, 0]
  for (const row of order) {
    if (isBlank(row)) blank[b++] = row
    else filled[a++] = row
  }
  return { filled: filled.slice(0, a), blank: blank.subarray(0, b) }
}

function joined(filled: Uint32Array, blank: Uint32Array): Uint32Array {
  const all = new Uint32Array(filled.length + blank.length)
  all.set(filled)
  all.set(blank, filled.length)
  return all
}
