import type { AnalysisResult } from './analysis.ts'
import type { Table } from './table.ts'

/** Texts in buffers, which a thread can give away. An array of texts is copied one by one, in a task of its length. */
export interface LiftedTexts {
  /** UTF-16, one text after the other */
  readonly units: Uint16Array<ArrayBuffer>
  /** text i ends before units[ends[i]] */
  readonly ends: Uint32Array<ArrayBuffer>
  /** which are null */
  readonly nulls: Uint32Array<ArrayBuffer>
}

type Dictionary = readonly (string | null)[]

/** Fewer are not worth it. */
const MOST_COPIED = 1000
/** Texts between two breaths. */
const TEXTS_A_BREATH = 1000
/** A call takes so many arguments at least. */
const UNITS_A_CALL = 8192

function lift(dictionary: Dictionary): LiftedTexts {
  const ends = new Uint32Array(dictionary.length)
  const nulls: number[] = []
  let at = 0
  dictionary.forEach((text, i) => {
    if (text === null) nulls.push(i)
    at += text?.length ?? 0
    ends[i] = at
  })
  const units = new Uint16Array(at)
  at = 0
  for (const text of dictionary) for (let i = 0; i < (text?.length ?? 0); i++) units[at++] = text?.charCodeAt(i) ?? 0
  return { units, ends, nulls: Uint32Array.from(nulls) }
}

async function texts({ units, ends, nulls }: LiftedTexts, breathe: () => Promise<void>): Promise<(string | null)[]> {
  const found: (string | null)[] = []
  for (let i = 0; i < ends.length; i++) {
    if (i % TEXTS_A_BREATH === 0) await breathe()
    let text = ''
    for (let at = i > 0 ? ends[i - 1] : 0; at < ends[i]; at += UNITS_A_CALL)
      text += String.fromCharCode(...units.subarray(at, Math.min(ends[i], at + UNITS_A_CALL)))
    found.push(text)
  }
  for (const i of nulls) found[i] = null
  return found
}

const isLong = (dictionary: Dictionary) => dictionary.length > MOST_COPIED

/** The same result with every dictionary as `change` gives it. */
function withDictionaries(result: AnalysisResult, change: (dictionary: Dictionary) => Dictionary): AnalysisResult {
  const changed = (table: Table): Table => ({
    ...table,
    columns: table.columns.map((column) =>
      column.type === 'text' ? { ...column, dictionary: change(column.dictionary) } : column,
    ),
  })
  return {
    ...result,
    table: changed(result.table),
    ...(result.tables && { tables: result.tables.map((each) => ({ ...each, table: changed(each.table) })) }),
    ...(result.pieces && { pieces: changed(result.pieces) }),
  }
}

export interface LiftedResult {
  /** in the place of a long dictionary stands one number: which of `texts` it is */
  readonly result: AnalysisResult
  readonly texts: readonly LiftedTexts[]
}

export function liftTexts(result: AnalysisResult): LiftedResult {
  const places = new Map<Dictionary, Dictionary>()
  const lifted: LiftedTexts[] = []
  const left = withDictionaries(result, (dictionary) => {
    if (!isLong(dictionary)) return dictionary
    const place = places.get(dictionary) ?? placeholder(lifted.push(lift(dictionary)) - 1)
    places.set(dictionary, place)
    return place
  })
  return { result: left, texts: lifted }
}

/** @param breathe called after every thousand texts */
export async function placeTexts({ result, texts: lifted }: LiftedResult, breathe: () => Promise<void>): Promise<AnalysisResult> {
  const dictionaries: Dictionary[] = []
  for (const each of lifted) dictionaries.push(await texts(each, breathe))
  return withDictionaries(result, (dictionary) => {
    const index = placeOf(dictionary)
    return index === null ? dictionary : dictionaries[index]
  })
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
