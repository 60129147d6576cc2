import type { AnalysisResult } from './analysis.ts'
import { LONG_DICTIONARY } from './copy-table.ts'
import type { Table } from './table.ts'

/** Texts in buffers, which a thread can give away. An array of texts is copied one by one, in a task of its length. */
export interface LiftedTexts {
  /** one text after the other: bytes where all is ASCII, as codes and numbers are, else UTF-16 */
  readonly units: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>
  /** text i ends before units[ends[i]] */
  readonly ends: Uint32Array<ArrayBuffer>
  /** which are null */
  readonly nulls: Uint32Array<ArrayBuffer>
}

type Dictionary = readonly (string | null)[]

/** Texts between two breaths. */
const TEXTS_A_BREATH = 1000
/** A call takes so many arguments at least. */
const UNITS_A_CALL = 8192

async function lift(dictionary: Dictionary, breathe: () => Promise<void>): Promise<LiftedTexts> {
  const ends = new Uint32Array(dictionary.length)
  const nulls: number[] = []
  let at = 0
  for (let i = 0; i < dictionary.length; i++) {
    const text = dictionary[i]
    if (text === null) nulls.push(i)
    at += text?.length ?? 0
    ends[i] = at
  }
  const units = (await asciiOf(dictionary, at, breathe)) ?? (await unitsOf(dictionary, at, breathe))
  return { units, ends, nulls: Uint32Array.from(nulls) }
}

/** A thousand texts go at once, in code of the browser's own; null: they are not all ASCII. */
async function asciiOf(dictionary: Dictionary, length: number, breathe: () => Promise<void>) {
  const bytes = new Uint8Array(length)
  const encoder = new TextEncoder()
  let at = 0
  for (let first = 0; first < dictionary.length; first += TEXTS_A_BREATH) {
    await breathe()
    // null is joined as nothing
    const joined = dictionary.slice(first, first + TEXTS_A_BREATH).join('')
    const { read, written } = encoder.encodeInto(joined, bytes.subarray(at))
    if (read !== joined.length || written !== joined.length) return null
    at += written
  }
  return bytes
}

async function unitsOf(dictionary: Dictionary, length: number, breathe: () => Promise<void>) {
  const units = new Uint16Array(length)
  let at = 0
  for (let i = 0; i < dictionary.length; i++) {
    if (i % TEXTS_A_BREATH === 0) await breathe()
    const text = dictionary[i] ?? ''
    for (let k = 0; k < text.length; k++) units[at++] = text.charCodeAt(k)
  }
  return units
}

async function texts({ units, ends, nulls }: LiftedTexts, breathe: () => Promise<void>): Promise<(string | null)[]> {
  const found: (string | null)[] = []
  for (let first = 0; first < ends.length; ) {
    await breathe()
    const start = first > 0 ? ends[first - 1] : 0
    let end = first + 1
    while (end < ends.length && end < first + TEXTS_A_BREATH && ends[end] - start <= UNITS_A_CALL) end++
    const joined = textOf(units.subarray(start, ends[end - 1]))
    for (let from = 0; first < end; first++) {
      found.push(joined.slice(from, ends[first] - start))
      from = ends[first] - start
    }
  }
  for (const i of nulls) found[i] = null
  return found
}

const ascii = new TextDecoder()

function textOf(units: Uint8Array | Uint16Array): string {
  if (units instanceof Uint8Array) return ascii.decode(units)
  let joined = ''
  for (let at = 0; at < units.length; at += UNITS_A_CALL)
    // handed over as they are: spread over arguments they would take seven times as long
    joined += String.fromCharCode.apply(null, units.subarray(at, at + UNITS_A_CALL) as unknown as number[])
  return joined
}

const isLong = (dictionary: Dictionary) => dictionary.length > LONG_DICTIONARY

type Change = (dictionary: Dictionary) => Dictionary

function withDictionaries(table: Table, change: Change): Table {
  return {
    ...table,
    columns: table.columns.map((column) =>
      column.type === 'text' ? { ...column, dictionary: change(column.dictionary) } : column,
    ),
  }
}

const tablesOf = (result: AnalysisResult): Table[] => [
  result.table,
  ...(result.tables ?? []).map(({ table }) => table),
  ...(result.pieces ? [result.pieces] : []),
]

/** The same result with other tables, in the order of tablesOf. */
function withTables(result: AnalysisResult, [table, ...others]: readonly Table[]): AnalysisResult {
  return {
    ...result,
    table,
    ...(result.tables && { tables: result.tables.map((each, i) => ({ ...each, table: others[i] })) }),
    ...(result.pieces && { pieces: others[others.length - 1] }),
  }
}

export interface LiftedTables {
  /** in the place of a long dictionary stands one number: which of `texts` it is */
  readonly tables: readonly Table[]
  readonly texts: readonly LiftedTexts[]
}

/** @param breathe called after every thousand texts */
export async function liftTables(tables: readonly Table[], breathe: () => Promise<void>): Promise<LiftedTables> {
  const places = new Map<Dictionary, Dictionary>()
  const lifted: LiftedTexts[] = []
  for (const { columns } of tables) {
    for (const column of columns) {
      if (column.type !== 'text' || !isLong(column.dictionary) || places.has(column.dictionary)) continue
      places.set(column.dictionary, placeholder(lifted.push(await lift(column.dictionary, breathe)) - 1))
    }
  }
  const change: Change = (dictionary) => places.get(dictionary) ?? dictionary
  return { tables: tables.map((table) => withDictionaries(table, change)), texts: lifted }
}

/** @param breathe called after every thousand texts */
export async function placeTables({ tables, texts: lifted }: LiftedTables, breathe: () => Promise<void>): Promise<Table[]> {
  const dictionaries: Dictionary[] = []
  for (const each of lifted) dictionaries.push(await texts(each, breathe))
  const change: Change = (dictionary) => {
    const index = placeOf(dictionary)
    return index === null ? dictionary : dictionaries[index]
  }
  return tables.map((table) => withDictionaries(table, change))
}

export interface LiftedResult {
  readonly result: AnalysisResult
  readonly texts: readonly LiftedTexts[]
}

export async function liftTexts(result: AnalysisResult, breathe: () => Promise<void>): Promise<LiftedResult> {
  const { tables, texts } = await liftTables(tablesOf(result), breathe)
  return { result: withTables(result, tables), texts }
}

export async function placeTexts({ result, texts }: LiftedResult, breathe: () => Promise<void>): Promise<AnalysisResult> {
  return withTables(result, await placeTables({ tables: tablesOf(result), texts }, breathe))
}

/** A table as it arrived: with its texts in their place. */
export async function withTexts(
  table: Table,
  texts: readonly LiftedTexts[] | undefined,
  breathe: () => Promise<void>,
): Promise<Table> {
  return texts?.length ? (await placeTables({ tables: [table], texts }, breathe))[0] : table
}

/** As buffers to be moved. */
export function buffersOfTexts(lifted: readonly LiftedTexts[]): ArrayBuffer[] {
  return lifted.flatMap(({ units, ends, nulls }) => [units.buffer, ends.buffer, nulls.buffer])
}

// a dictionary holds texts and null: a number in it can be nothing else
const placeholder = (index: number) => [index] as unknown as Dictionary
function placeOf(dictionary: Dictionary): number | null {
  const first: unknown = dictionary.length === 1 ? dictionary[0] : null
  return typeof first === 'number' ? first : null
}
