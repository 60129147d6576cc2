import { type Column, cellAt, findColumn, type Table } from './table.ts'
import type { Locale } from './text.ts'

/** MC_EN beside MC: the field that says in English what another says in Chinese. */
export function englishTwin(name: string): string {
  return `${name}_EN`
}

/** The column of English names beside a column; undefined where the table has none. */
export function twinColumn(table: Table, name: string): Column | undefined {
  const column = findColumn(table, englishTwin(name))
  return column?.type === 'text' ? column : undefined
}

/** Names of columns, each with that of its English names where the table has them: what must stay of rows that pass by. */
export function withTwins(table: Table, names: readonly string[]): string[] {
  return [...new Set(names.flatMap((name) => (twinColumn(table, name) ? [name, englishTwin(name)] : [name])))]
}

/** What the values of a field are called in English, each as in its first row that has a name; null where the table has no such names. */
export function englishWords(table: Table, name: string): ReadonlyMap<string, string> | null {
  const [column, twin] = [findColumn(table, name), twinColumn(table, name)]
  if (!column || !twin) return null
  const words = new Map<string, string>()
  for (let row = 0; row < table.length; row++) {
    const value = String(cellAt(column, row) ?? '').trim()
    const english = String(cellAt(twin, row) ?? '').trim()
    if (value && english && !words.has(value)) words.set(value, english)
  }
  return words
}

/**
 * Fields that tell a reader nothing that another does not tell in the language of the screen: of a field and its English twin the one in the
 * other language, where the first has words wherever that has some.
 * @param row that alone is shown; null: all are
 */
export function saidTwice(table: Table, locale: Locale, row: number | null = null): ReadonlySet<string> {
  const spare = new Set<string>()
  const [from, to] = row === null ? [0, table.length] : [row, row + 1]
  for (const column of table.columns) {
    const twin = column.type === 'text' ? twinColumn(table, column.name) : undefined
    if (!twin) continue
    const [read, other] = locale === 'zh' ? [column, twin] : [twin, column]
    if (isSaidThroughout(other, read, from, to)) spare.add(other.name)
    else if (row !== null) spare.add(read.name)
  }
  return spare
}

function isSaidThroughout(column: Column, by: Column, from: number, to: number): boolean {
  for (let row = from; row < to; row++) if (cellAt(column, row) && !cellAt(by, row)) return false
  return true
}
