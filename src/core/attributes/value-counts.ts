import { cellText } from '../cell-text.ts'
import { type Column, findColumn, type Table } from '../table.ts'
import type { Task } from '../task.ts'
import { foldText } from '../tiling/search.ts'
import { rankWords } from './text-ranks.ts'

export interface ValueCounts {
  /** as conditions name them ('' is null), in their order, blank first; at most as many as asked for */
  readonly values: readonly { readonly value: string; readonly count: number }[]
  /** how many different ones match the search */
  readonly distinct: number
  /** too many different numbers to be listed: a range serves better */
  readonly isTooMany: boolean
}

const PIECE = 65_536
/** Different numbers that are counted at all. */
const MOST_NUMBERS = 50_000

/**
 * The different values of a column and how many rows have each: what a header's menu lists.
 * @param mask rows that count; null: all @param search part of the value, folded; '' finds all
 * @param also values that are found whatever they are (codes whose name was searched for)
 */
export async function valueCounts(
  table: Table,
  field: string,
  mask: Uint8Array | null,
  { search, also, limit, language }: { search: string; also: readonly string[]; limit: number; language: string },
  task: Task,
): Promise<ValueCounts> {
  const column = findColumn(table, field)
  if (!column) return { values: [], distinct: 0, isTooMany: false }
  const counts = new Map<string, number>()
  if (column.type === 'text') {
    const byCode = new Uint32Array(column.dictionary.length)
    for (let row = 0; row < table.length; row++) {
      if (row % PIECE === 0) await task.breathe()
      if (!mask || mask[row]) byCode[column.codes[row]]++
    }
    byCode.forEach((count, code) => {
      const word = column.dictionary[code] ?? ''
      if (count > 0) counts.set(word, (counts.get(word) ?? 0) + count)
    })
  } else {
    const byValue = new Map<number, number>()
    for (let row = 0; row < table.length; row++) {
      if (row % PIECE === 0) await task.breathe()
      if (mask && !mask[row]) continue
      const value = column.values[row]
      byValue.set(value, (byValue.get(value) ?? 0) + 1)
      if (byValue.size > MOST_NUMBERS) return { values: [], distinct: byValue.size, isTooMany: true }
    }
    const one = { ...column, values: column.values.slice(0, 1) } as typeof column
    for (const [value, count] of byValue) {
      one.values[0] = value
      counts.set(cellText(one, 0), count)
    }
  }
  const wanted = new Set(also)
  const words = [...counts.keys()].filter((word) => search === '' || wanted.has(word) || foldText(word).includes(search))
  const placeOf = await placesOf(column, language, task)
  const filled = words.filter((word) => word !== '').map((word) => ({ word, place: placeOf(word) }))
  filled.sort((a, b) => a.place - b.place)
  const listed = [...(words.includes('') ? [''] : []), ...filled.slice(0, limit).map(({ word }) => word)].slice(0, limit)
  return {
    values: listed.map((value) => ({ value, count: counts.get(value) ?? 0 })),
    distinct: words.length,
    isTooMany: false,
  }
}

/** Where a value stands in the order of its column. */
async function placesOf(column: Column, language: string, task: Task): Promise<(word: string) => number> {
  if (column.type === 'date') return Date.parse
  if (column.type !== 'text') return (word) => (word === 'true' ? 1 : word === 'false' ? 0 : Number(word))
  const ranks = await rankWords(column.dictionary, language, task.breathe)
  const places = new Map(column.dictionary.map((word, code) => [word, ranks[code]]))
  return (word) => places.get(word) ?? 0
}
