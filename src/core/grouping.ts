import { DAY_MS, dayWords } from './dates.ts'
import { englishWords } from './english-twin.ts'
import { AppError } from './errors.ts'
import { type CodeList, type Column, type FieldInfo, findColumn, type Table, type TextColumn } from './table.ts'
import type { Text } from './text.ts'
import { usedRows } from './used-rows.ts'

/** Rows with the same values in some columns. */
export interface Grouping {
  /** values[level][group]: the raw value as text; null for no value */
  readonly values: readonly (readonly (string | null)[])[]
  /** rows of group g: rows[offsets[g] … offsets[g + 1]], ascending */
  readonly offsets: Uint32Array
  readonly rows: Uint32Array
}

/**
 * Groups in code order: numbers by size, text by its characters, no value last. Blank text counts as no value.
 * @param rows to group, ascending; null: all
 * @throws AppError analysis.noField
 */
export function groupRows(table: Table, fields: readonly string[], rows: Uint32Array | null): Grouping {
  const levels = fields.map((name) => {
    const column = findColumn(table, name)
    if (!column) throw new AppError('analysis.noField', { field: name })
    return rankedValues(column)
  })
  const used = usedRows(rows, table.length)
  const keys = new Map<string, number>()
  const ranks: number[][] = []
  const groupOf = new Uint32Array(used.length)
  used.forEach((row, i) => {
    const rank = levels.map((level) => level.rankOf(row))
    const key = rank.join(' ')
    let group = keys.get(key)
    if (group === undefined) {
      group = ranks.length
      keys.set(key, group)
      ranks.push(rank)
    }
    groupOf[i] = group
  })
  const order = ranks.map((_, group) => group).sort((a, b) => compareRanks(ranks[a], ranks[b]))
  const position = new Uint32Array(order.length)
  order.forEach((group, i) => {
    position[group] = i
  })
  const offsets = new Uint32Array(order.length + 1)
  for (const group of groupOf) offsets[position[group] + 1]++
  for (let i = 0; i < order.length; i++) offsets[i + 1] += offsets[i]
  const next = offsets.slice(0, -1)
  const grouped = new Uint32Array(used.length)
  used.forEach((row, i) => {
    grouped[next[position[groupOf[i]]]++] = row
  })
  return { values: levels.map((level, l) => order.map((group) => level.values[ranks[group][l]])), offsets, rows: grouped }
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return 0
}

/** Distinct values of a column in code order, and each row's place among them. */
function rankedValues(column: Column): { values: (string | null)[]; rankOf: (row: number) => number } {
  if (column.type === 'text') {
    const texts = column.dictionary.map((value) => (value?.trim() ? value.trim() : null))
    const values = withNullLast([...new Set(texts)], (a, b) => (a < b ? -1 : 1))
    const ranks = new Map(values.map((value, rank) => [value, rank]))
    const rankByCode = texts.map((text) => ranks.get(text) as number)
    return { values, rankOf: (row) => rankByCode[column.codes[row]] ?? values.length - 1 }
  }
  const numbers = new Map<number, string>()
  // moments of one day are one value
  const kept = (row: number) => (column.type === 'date' ? Math.floor(column.values[row] / DAY_MS) * DAY_MS : column.values[row])
  for (let row = 0; row < column.values.length; row++) {
    if (!isMissing(column, column.values[row])) numbers.set(kept(row), valueText(column, kept(row)))
  }
  const sorted = [...numbers].sort((a, b) => a[0] - b[0])
  const rankByNumber = new Map(sorted.map(([number], rank) => [number, rank]))
  return {
    values: [...sorted.map(([, text]) => text), null],
    rankOf: (row) => rankByNumber.get(kept(row)) ?? sorted.length,
  }
}
function withNullLast(values: (string | null)[], compare: (a: string, b: string) => number): (string | null)[] {
  return [...values.filter((value) => value !== null).sort(compare), null]
}
function isMissing(column: Exclude<Column, TextColumn>, value: number): boolean {
  return column.type === 'boolean' ? value === 255 : Number.isNaN(value)
}
function valueText(column: Exclude<Column, TextColumn>, value: number): string {
  if (column.type === 'date') return dayWords(value)
  return String(value)
}

export const NO_VALUE: Text = { zh: '空值', en: '(no value)' }

/**
 * Names of codes: from the field's code list; a code that the list lacks is its own name and is counted as unknown.
 * @param table where the field's own values may have English names beside them
 */
export function decodeValues(
  values: readonly (string | null)[],
  field: FieldInfo | undefined,
  lists: Readonly<Record<string, CodeList>>,
  table?: Table,
): { names: Text[]; unknown: string[]; hasCodes: boolean; hasEnglish: boolean } {
  const list = field?.codes ? lists[field.codes] : undefined
  const english = (!list && table && field && englishWords(table, field.name)) || null
  const labels = new Map(list?.entries.map((entry) => [entry.code, entry.label]))
  const unknown = new Set<string>()
  const names = values.map((value) => {
    if (value === null) return NO_VALUE
    const label = labels.get(value)
    if (list && !label) unknown.add(value)
    return label ?? { zh: value, en: english?.get(value) ?? value }
  })
  return { names, unknown: [...unknown], hasCodes: list !== undefined, hasEnglish: english !== null }
}

/** A text column from values. */
export function textColumn(name: string, values: readonly (string | null)[]): TextColumn {
  const dictionary = [...new Set(values)]
  const codeOf = new Map(dictionary.map((value, code) => [value, code]))
  return { name, type: 'text', dictionary, codes: Uint32Array.from(values, (value) => codeOf.get(value) as number) }
}
