import type { AnalysisResult } from './analysis.ts'
import { copyArray, copyTable, LONG_DICTIONARY } from './copy-table.ts'
import { buffersOf, type Table } from './table.ts'

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

/** What stands in a message. */
interface Changes {
  readonly dictionary?: (dictionary: Dictionary) => Dictionary
  readonly array?: (array: NumberArray) => NumberArray
}
type NumberArray = Float64Array | Float32Array | Uint32Array | Uint8Array

/** The same message with other dictionaries or arrays of numbers, wherever in it its tables are; what is shared stays shared. */
function changed<T>(message: T, { dictionary = (own) => own, array = (own) => own }: Changes): T {
  const done = new Map<object, unknown>()
  const visit = (part: unknown, key = ''): unknown => {
    if (typeof part !== 'object' || part === null) return part
    if (!done.has(part)) done.set(part, changedPart(part, key))
    return done.get(part)
  }
  const changedPart = (part: object, key: string): unknown => {
    if (Array.isArray(part)) {
      if (key === 'dictionary') return dictionary(part)
      // tables stand in short lists
      return part.length > LONG_DICTIONARY ? part : part.map((each) => visit(each))
    }
    if (isNumberArray(part)) return array(part)
    if (Object.getPrototypeOf(part) !== Object.prototype) return part
    return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, visit(value, name)]))
  }
  return visit(message) as T
}

const isNumberArray = (part: object): part is NumberArray =>
  part instanceof Float64Array || part instanceof Float32Array || part instanceof Uint32Array || part instanceof Uint8Array

export interface Lifted<T> {
  /** in the place of a long dictionary stands one number: which of `texts` it is */
  readonly message: T
  readonly texts: readonly LiftedTexts[]
}

/** @param breathe called after every thousand texts */
export async function liftAll<T>(message: T, breathe: () => Promise<void>): Promise<Lifted<T>> {
  const places = new Map<Dictionary, Dictionary>()
  const light = changed(message, {
    dictionary: (own) => {
      if (!isLong(own)) return own
      const place = places.get(own) ?? placeholder(places.size)
      places.set(own, place)
      return place
    },
  })
  const texts: LiftedTexts[] = []
  for (const dictionary of places.keys()) texts.push(await lift(dictionary, breathe))
  return { message: light, texts }
}

/** @param breathe called after every thousand texts */
export async function placeAll<T>({ message, texts: lifted }: Lifted<T>, breathe: () => Promise<void>): Promise<T> {
  if (lifted.length === 0) return message
  const dictionaries: Dictionary[] = []
  for (const each of lifted) dictionaries.push(await texts(each, breathe))
  return changed(message, {
    dictionary: (own) => {
      const index = placeOf(own)
      return index === null ? own : dictionaries[index]
    },
  })
}

/** The argument or the answer of a call, its long dictionaries lifted out. */
export type Sent<T> = T & { readonly texts?: readonly LiftedTexts[] }

/** An argument or answer as it arrived: with its texts in their place. */
export async function arrived<T extends object>(sent: Sent<T>, breathe: () => Promise<void>): Promise<T> {
  const { texts, ...message } = sent
  return texts ? placeAll({ message: message as unknown as T, texts }, breathe) : sent
}

/** Of an answer that is given away. @param moved buffers of the answer that are moved, too */
export async function toSend<T extends object>(
  answer: T,
  moved: readonly ArrayBuffer[],
  breathe: () => Promise<void>,
): Promise<{ readonly sent: Sent<T>; readonly transfer: ArrayBuffer[] }> {
  const { message, texts } = await liftAll(answer, breathe)
  return { sent: texts.length > 0 ? { ...message, texts } : message, transfer: [...moved, ...buffersOfTexts(texts)] }
}

/** Smaller arrays are copied as they are sent. */
const LARGE_BYTES = 1 << 18

/** The same of an argument that stays here: large arrays of numbers are copied, in slices. */
export async function toLend<T extends object>(
  argument: T,
  breathe: () => Promise<void>,
): Promise<{ readonly sent: Sent<T>; readonly transfer: ArrayBuffer[] }> {
  const copies = new Map<NumberArray, NumberArray>()
  changed(argument, {
    array: (own) => {
      // a view takes its whole buffer along
      if (own.buffer.byteLength >= LARGE_BYTES) copies.set(own, own)
      return own
    },
  })
  for (const own of copies.keys()) copies.set(own, await copyArray(own, breathe))
  const copy = changed(argument, { array: (own) => copies.get(own) ?? own })
  return toSend(
    copy,
    Array.from(copies.values(), ({ buffer }) => buffer as ArrayBuffer),
    breathe,
  )
}

/** A table once more, in buffers of its own: whoever is sent the one hands the other on, and copies nothing. */
export type Twin = Sent<{ readonly table: Table }>

/** Of a table whose long texts were lifted out. */
export async function twinOf({ table, texts }: Twin, breathe: () => Promise<void>): Promise<Twin> {
  const copy = await copyTable(table, breathe)
  const copies: LiftedTexts[] = []
  for (const { units, ends, nulls } of texts ?? [])
    copies.push({
      units: await copyArray(units, breathe),
      ends: await copyArray(ends, breathe),
      nulls: await copyArray(nulls, breathe),
    })
  return { table: copy, ...(texts && { texts: copies }) }
}

/** To be moved with it. */
export function buffersOfTwin({ table, texts = [] }: Twin): ArrayBuffer[] {
  return [...buffersOf(table), ...buffersOfTexts(texts)]
}

export interface LiftedResult {
  readonly result: AnalysisResult
  readonly texts: readonly LiftedTexts[]
}

export async function liftTexts(own: AnalysisResult, breathe: () => Promise<void>): Promise<LiftedResult> {
  const { message, texts } = await liftAll(own, breathe)
  return { result: message, texts }
}

export async function placeTexts({ result, texts }: LiftedResult, breathe: () => Promise<void>): Promise<AnalysisResult> {
  return placeAll({ message: result, texts }, breathe)
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
