import { type Column, cellAt, type Table } from './table.ts'
import { uniqueNames } from './unique-names.ts'

export interface JoinRequest {
  readonly target: Table
  /** column of the target whose values name a row of the source */
  readonly targetKey: string
  readonly source: Table
  readonly sourceKey: string
  /** columns of the source that are added */
  readonly columns: readonly string[]
}
export interface JoinAnswer {
  /** the target with the columns; names that were taken already got a number */
  readonly table: Table
  /** name in the source of each added column, by its name in the table */
  readonly added: readonly (readonly [name: string, from: string])[]
  readonly matched: number
  /** rows of the target without a partner, and the first of their codes */
  readonly unmatched: number
  readonly firstUnmatched: string | null
  /** rows of the source that no row of the target names */
  readonly unused: number
  readonly firstUnused: string | null
  /** codes that several rows of the source have: the first row was taken */
  readonly duplicates: number
  readonly firstDuplicate: string | null
}

const NO_ROW = 0xffffffff

/** Adds columns of one table to another by a code; every row of the target stays, once. */
export function joinTables({ target, targetKey, source, sourceKey, columns }: JoinRequest): JoinAnswer {
  const ofSource = keysOf(source, sourceKey)
  const rowOf = new Map<string, number>()
  const repeated = new Set<string>()
  ofSource.forEach((key, row) => {
    if (key === null) return
    if (rowOf.has(key)) repeated.add(key)
    else rowOf.set(key, row)
  })
  const used = new Set<string>()
  let firstUnmatched: string | null = null
  let matched = 0
  const partners = new Uint32Array(target.length).fill(NO_ROW)
  keysOf(target, targetKey).forEach((key, row) => {
    const partner = key === null ? undefined : rowOf.get(key)
    if (key === null || partner === undefined) {
      firstUnmatched ??= key ?? ''
      return
    }
    partners[row] = partner
    used.add(key)
    matched++
  })
  const chosen = source.columns.filter(({ name }) => columns.includes(name))
  const names = uniqueNames([...target.columns, ...chosen].map(({ name }) => name)).slice(target.columns.length)
  const unused = [...rowOf.keys()].filter((key) => !used.has(key))
  return {
    table: { ...target, columns: [...target.columns, ...chosen.map((column, i) => taken(column, names[i], partners))] },
    added: chosen.map(({ name }, i) => [names[i], name] as const),
    matched,
    unmatched: target.length - matched,
    firstUnmatched,
    unused: unused.length,
    firstUnused: unused[0] ?? null,
    duplicates: repeated.size,
    firstDuplicate: [...repeated][0] ?? null,
  }
}

/** Rows of a table whose code a row of the source has, ascending: of a large table those that a join is about. */
export function rowsWithPartner({ target, targetKey, source, sourceKey }: Omit<JoinRequest, 'columns'>): Uint32Array {
  const known = new Set(keysOf(source, sourceKey))
  const keys = keysOf(target, targetKey)
  return Uint32Array.from(keys.keys()).filter((row) => keys[row] !== null && known.has(keys[row]))
}

/** Codes as they are compared: full-width signs as half-width, no blanks around or within, empty is none. */
function keysOf(table: Table, name: string): (string | null)[] {
  const column = table.columns.find((each) => each.name === name)
  if (!column) return []
  const plain = (value: string | number | boolean | null) =>
    value === null ? null : String(value).normalize('NFKC').replace(/\s+/g, '') || null
  if (column.type !== 'text') return Array.from({ length: table.length }, (_, row) => plain(cellAt(column, row)))
  const dictionary = column.dictionary.map(plain)
  return Array.from(column.codes, (code) => dictionary[code])
}

function taken(column: Column, name: string, partners: Uint32Array): Column {
  switch (column.type) {
    case 'text': {
      const dictionary = [...column.dictionary, null]
      const codes = partners.map((row) => (row === NO_ROW ? dictionary.length - 1 : column.codes[row]))
      return { name, type: 'text', codes, dictionary }
    }
    case 'boolean':
      return { name, type: 'boolean', values: Uint8Array.from(partners, (row) => (row === NO_ROW ? 255 : column.values[row])) }
    default: {
      const values = Float64Array.from(partners, (row) => (row === NO_ROW ? Number.NaN : column.values[row]))
      return { name, type: column.type, values }
    }
  }
}

/** Pairs of columns that could be keys: the same name first, else those that share most values of a sample. */
export function suggestKeys(target: Table, source: Table): readonly [target: string, source: string] | null {
  let best: readonly [string, string] | null = null
  let most = 0
  const samples = source.columns.map(({ name }) => ({ name, keys: new Set(keysOf(source, name).slice(0, 2000)) }))
  for (const { name } of target.columns) {
    const keys = keysOf(target, name).slice(0, 500)
    for (const sample of samples) {
      const distinct = new Set(keys.filter((key) => key !== null && sample.keys.has(key))).size
      // a shared name counts for a little: two columns of 1 … 9 share values by chance
      const score = distinct + (sample.name === name && distinct > 0 ? 2 : 0)
      if (score > most) {
        most = score
        best = [name, sample.name]
      }
    }
  }
  return best
}
