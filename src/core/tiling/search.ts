import { cellText } from '../cell-text.ts'
import type { Condition } from '../symbology.ts'
import { type Column, cellAt, findColumn, type Table } from '../table.ts'
import { passing } from './filter.ts'

export interface FoundRow {
  readonly row: number
  readonly field: string
  readonly value: string
  /** 0 whole value, 1 prefix, 2 suffix, 3 inside */
  readonly rank: number
}

/** Shorter Latin or digit texts would be found inside every other code. */
const SHORTEST_PART = 4
const SEPARATOR = '\n'

/** Folds what people type differently: full-width forms, case, spaces, separators of codes. */
export function foldText(text: string): string {
  // most codes are folded already
  return /^[0-9a-z]*$/.test(text) ? text : text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

/** A column's distinct values, folded and joined, so that one scan of one string searches them all. */
interface Lexicon {
  readonly text: string
  /** entry i starts here; one more at the end */
  readonly starts: Uint32Array
  /** entry of each row */
  readonly entryOf: (row: number) => number
}
const lexicons = new WeakMap<Column, Lexicon>()

function lexiconOf(column: Column, rows: number): Lexicon {
  let lexicon = lexicons.get(column)
  if (!lexicon) {
    const words =
      column.type === 'text'
        ? column.dictionary.map((word) => foldText(word ?? ''))
        : Array.from({ length: rows }, (_, row) => foldText(cellText(column, row)))
    const starts = new Uint32Array(words.length + 1)
    words.forEach((word, i) => {
      starts[i + 1] = starts[i] + word.length + 1
    })
    const text = words.join(SEPARATOR) + SEPARATOR
    lexicon = { text, starts, entryOf: column.type === 'text' ? (row) => column.codes[row] : (row) => row }
    lexicons.set(column, lexicon)
  }
  return lexicon
}

/**
 * Rows whose fields hold the text, best match first, each row once. Spaces, full-width forms and case do not matter.
 * Text of Latin letters and digits shorter than four characters finds whole values and beginnings only.
 */
export function searchTable(
  table: Table,
  fields: readonly string[],
  filter: readonly Condition[],
  query: string,
  limit: number,
): readonly FoundRow[] {
  const wanted = foldText(query)
  if (wanted === '') return []
  const mask = passing(table, filter)
  const best = new Map<number, FoundRow>()
  for (const field of fields) {
    const column = findColumn(table, field)
    if (!column) continue
    for (const [row, rank] of matchesOf(table, column, wanted, mask, limit)) {
      const known = best.get(row)
      if (!known || rank < known.rank) best.set(row, { row, field, value: String(cellAt(column, row)), rank })
    }
  }
  return [...best.values()].sort((a, b) => a.rank - b.rank || a.row - b.row).slice(0, limit)
}

/** Row and rank; of each rank the first `limit` rows, which is all that a sorted answer can need. */
function matchesOf(
  table: Table,
  column: Column,
  wanted: string,
  mask: Uint8Array | null,
  limit: number,
): readonly (readonly [number, number])[] {
  const lexicon = lexiconOf(column, table.length)
  const ranks = rankEntries(lexicon, wanted)
  if (!ranks) return []
  const found: (readonly [number, number])[] = []
  const taken = [0, 0, 0, 0]
  for (let row = 0; row < table.length; row++) {
    const rank = ranks[lexicon.entryOf(row)] - 1
    if (rank < 0 || (mask && !mask[row]) || taken[rank] >= limit) continue
    taken[rank]++
    found.push([row, rank])
  }
  return found
}

/** Rank + 1 of each entry, 0 for none; null when no entry matches. */
function rankEntries({ text, starts }: Lexicon, wanted: string): Uint8Array | null {
  const isShort = wanted.length < SHORTEST_PART && /^[\x21-\x7e]*$/.test(wanted)
  const count = starts.length - 1
  let ranks: Uint8Array | null = null
  let entry = 0
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    entry = entryAt(starts, at, entry)
    const isStart = at === starts[entry]
    const isEnd = at + wanted.length === starts[entry + 1] - 1
    const rank = isStart && isEnd ? 0 : isStart ? 1 : isShort ? 4 : isEnd ? 2 : 3
    if (rank === 4) continue
    ranks ??= new Uint8Array(count)
    if (ranks[entry] === 0 || rank + 1 < ranks[entry]) ranks[entry] = rank + 1
  }
  return ranks
}

/** The entry that holds a position, at or after a known one. */
function entryAt(starts: Uint32Array, at: number, from: number): number {
  let low = from
  let high = starts.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle] <= at) low = middle
    else high = middle - 1
  }
  return low
}
