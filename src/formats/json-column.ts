import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { JsonScanner } from './json-scanner.ts'
import { OPEN_LIST, OPEN_OBJECT, QUOTE } from './json-scanner.ts'
import { isFinerThanMs, isRounded, LostDigits } from './lost-digits.ts'
import { parseIsoDate, TextPool } from './text-builder.ts'
import { wholeText } from './whole-names.ts'

const NOTHING = 0
/** a number that a double holds, and whose text can be made again from it: `decimals` are kept with the kind */
const NUMBER = 1
const TEXT = 2
const TRUE = 3
const FALSE = 4
const NESTED = 5
/** a number whose text says more than the double, e.g. 9007199254740993, 1.50e3 or 007 */
const ODD_NUMBER = 6
const KIND_BITS = 3
const KIND_MASK = 7
/** the language's own text of the number is the one in the file */
const AS_PRINTED = 31
const LETTER_N = 0x6e
const LETTER_T = 0x74
const LETTER_F = 0x66
const MINUS = 0x2d
const POINT = 0x2e
const ZERO = 0x30
const NINE = 0x39
const BACKSLASH = 0x5c
/** A double holds any number of so many digits. */
const EXACT_DIGITS = 15
const MOST_DECIMALS = 22
const POWERS = Array.from({ length: MOST_DECIMALS + 1 }, (_, i) => 10 ** i)
/** JSON has no dates: texts of these are what programs write them as. */
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:[T ].+)?$/
const LONGEST_DATE = 35
const HALF_PAIR = /\p{Surrogate}/u
const VALID_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const utf8 = new TextDecoder()
const toUtf8 = new TextEncoder()

/** One property of all features. What the column is is decided when all values are known. */
export class JsonColumn {
  private kinds = new Uint8Array(16)
  /** the number, or the code of a text */
  private values = new Float64Array(16)
  private readonly texts = new TextPool()
  /** rows whose text has half of a pair of surrogates, which UTF-8 cannot say; a row may be read twice */
  private readonly broken = new Set<number>()
  readonly name: string
  /** for notes */
  private readonly shown: string
  /** the name as it stands in the file, to know it again without decoding it */
  private readonly nameBytes: Uint8Array
  constructor(name: string, nameBytes: Uint8Array = new Uint8Array(0)) {
    this.name = name
    this.shown = wholeText(name)
    this.nameBytes = nameBytes.slice()
  }
  isNamed(bytes: Uint8Array, start: number, end: number): boolean {
    const { nameBytes } = this
    if (nameBytes.length !== end - start) return false
    for (let i = nameBytes.length - 1; i >= 0; i--) if (nameBytes[i] !== bytes[start + i]) return false
    return true
  }

  /** Takes the value that the scanner stands before. */
  take(scanner: JsonScanner, row: number): void {
    if (row >= this.kinds.length) this.grow(row + 1)
    const next = scanner.peek()
    const start = scanner.at
    if (next === QUOTE) {
      const end = scanner.skipString()
      this.put(row, TEXT, this.textCode(scanner, start + 1, end, row))
    } else if (next === OPEN_LIST || next === OPEN_OBJECT) {
      scanner.skipValue()
      this.put(row, NESTED, this.texts.codeOf(scanner.bytes, start, scanner.at))
    } else {
      scanner.skipToken()
      if (next === LETTER_N) this.kinds[row] = NOTHING
      else if (next === LETTER_T) this.kinds[row] = TRUE
      else if (next === LETTER_F) this.kinds[row] = FALSE
      else this.takeNumber(scanner.bytes, start, scanner.at, row)
    }
  }
  private put(row: number, kind: number, value: number): void {
    this.kinds[row] = kind
    this.values[row] = value
  }
  /** Escapes are read at once: equal texts get one code, however they are written. */
  private textCode(scanner: JsonScanner, start: number, end: number, row: number): number {
    const { bytes } = scanner
    if (!bytes.subarray(start, end).includes(BACKSLASH)) return this.texts.codeOf(bytes, start, end)
    const text = scanner.textOf(start, end)
    if (HALF_PAIR.test(text)) this.broken.add(row)
    const whole = toUtf8.encode(text)
    return this.texts.codeOf(whole, 0, whole.length)
  }
  private takeNumber(bytes: Uint8Array, start: number, end: number, row: number): void {
    const isNegative = bytes[start] === MINUS
    let at = isNegative ? start + 1 : start
    const first = bytes[at]
    let mantissa = 0
    let decimals = 0
    let hasPoint = false
    for (; at < end; at++) {
      const c = bytes[at]
      if (c >= ZERO && c <= NINE) {
        mantissa = mantissa * 10 + c - ZERO
        if (hasPoint) decimals++
      } else if (c === POINT && !hasPoint) hasPoint = true
      else break
    }
    const digits = end - start - (isNegative ? 1 : 0) - (hasPoint ? 1 : 0)
    const isPlain =
      at === end &&
      digits > 0 &&
      digits <= EXACT_DIGITS &&
      // no leading zero, and digits behind the point if there is one
      (first > ZERO || digits - decimals === 1) &&
      (!hasPoint || decimals > 0) &&
      digits > decimals &&
      (mantissa > 0 || !isNegative)
    if (isPlain) {
      const value = mantissa / POWERS[decimals]
      this.put(row, NUMBER | (decimals << KIND_BITS), isNegative ? -value : value)
      return
    }
    const token = utf8.decode(bytes.subarray(start, end))
    const value = Number(token)
    if (Number.isFinite(value) && String(value) === token && (!Number.isInteger(value) || Number.isSafeInteger(value)))
      this.put(row, NUMBER | (AS_PRINTED << KIND_BITS), value)
    else this.put(row, ODD_NUMBER, this.texts.codeOf(bytes, start, end))
  }
  private grow(rows: number): void {
    const length = Math.max(rows, this.kinds.length * 2)
    const kinds = new Uint8Array(length)
    kinds.set(this.kinds)
    this.kinds = kinds
    const values = new Float64Array(length)
    values.set(this.values)
    this.values = values
  }

  finish(rows: number, notes: Pick<Task, 'note'>): Column {
    const { name } = this
    if (this.kinds.length < rows) this.grow(rows)
    const counts = new Uint32Array(KIND_MASK + 1)
    for (let row = 0; row < rows; row++) counts[this.kinds[row] & KIND_MASK]++
    const truths = counts[TRUE] + counts[FALSE]
    const numbers = counts[NUMBER] + counts[ODD_NUMBER]
    const filled = rows - counts[NOTHING]
    const [firstBroken] = this.broken
    if (this.broken.size > 0)
      notes.note('field.brokenCharacters', { field: this.shown, count: this.broken.size, row: firstBroken + 1 }, 'warning')
    if (filled > 0 && truths === filled)
      return {
        name,
        type: 'boolean',
        values: Uint8Array.from({ length: rows }, (_, row) =>
          this.kinds[row] === TRUE ? 1 : this.kinds[row] === FALSE ? 0 : 255,
        ),
      }
    if (filled > 0 && numbers === filled) {
      const values = this.numbers(rows, notes)
      if (values) return { name, type: 'number', values }
    } else if (filled > 0 && counts[TEXT] === filled) {
      const values = this.dates(rows, notes)
      if (values) return { name, type: 'date', values }
    } else if (counts[NESTED] > 0) notes.note('field.json', { field: this.shown })
    else if (filled > 0 && counts[TEXT] < filled)
      notes.note('field.mixed', { field: this.shown, numbers, texts: counts[TEXT], booleans: truths }, 'warning')
    return this.textColumn(rows)
  }

  /** null when a number would lose digits, which is told: whole numbers beyond 2^53, leading zeros, beyond 1e308 */
  private numbers(rows: number, notes: Pick<Task, 'note'>): Float64Array<ArrayBuffer> | null {
    const values = new Float64Array(rows)
    const lost = new LostDigits()
    const odd = new LostDigits()
    let long = 0
    for (let row = 0; row < rows; row++) {
      const kind = this.kinds[row] & KIND_MASK
      if (kind === NUMBER) values[row] = this.values[row]
      else if (kind === NOTHING) values[row] = Number.NaN
      else {
        const token = utf8.decode(this.texts.range(this.values[row]))
        const value = Number(token)
        if (!VALID_NUMBER.test(token)) odd.add(token)
        else if (!Number.isFinite(value) || isLongInteger(token, value)) long++
        if (isRounded(token, value)) lost.add(token)
        values[row] = value
      }
    }
    odd.tell('field.oddAsText', this.shown, notes)
    if (long > 0) notes.note('field.longAsText', { field: this.shown, count: long })
    if (odd.count + long > 0) return null
    lost.tell('field.rounded', this.shown, notes)
    return values
  }

  /** null when a text is no date by ISO 8601 */
  private dates(rows: number, notes: Pick<Task, 'note'>): Float64Array<ArrayBuffer> | null {
    const lost = new LostDigits()
    const finer = new Map<number, string>()
    const values = new Float64Array(rows).fill(Number.NaN)
    const known = new Float64Array(this.texts.count).fill(Number.NaN)
    for (let row = 0; row < rows; row++) {
      if ((this.kinds[row] & KIND_MASK) === NOTHING) continue
      const code = this.values[row]
      if (Number.isNaN(known[code])) {
        const range = this.texts.range(code)
        const text = range.length <= LONGEST_DATE ? utf8.decode(range) : ''
        known[code] = ISO_DATE.test(text) ? parseIsoDate(text) : Number.NaN
        if (Number.isNaN(known[code])) return null
        if (isFinerThanMs(text)) finer.set(code, text)
      }
      values[row] = known[code]
      const text = finer.get(code)
      if (text !== undefined) lost.add(text)
    }
    lost.tell('field.timesRounded', this.shown, notes)
    return values
  }

  /** Numbers among texts as they stand in the file. */
  private textColumn(rows: number): Column {
    const pooled: (string | null)[] = this.texts.utf8Texts()
    const known = new Map<string | null, number>()
    const dictionary: (string | null)[] = []
    // most values are texts of the pool: found by their number, not by what they say
    const codeOfPooled = new Int32Array(pooled.length).fill(-1)
    const codes = new Uint32Array(rows)
    const codeOf = (text: string | null) => {
      let code = known.get(text)
      if (code === undefined) {
        code = dictionary.push(text) - 1
        known.set(text, code)
      }
      return code
    }
    for (let row = 0; row < rows; row++) {
      const kind = this.kinds[row] & KIND_MASK
      if (kind === TEXT || kind === NESTED || kind === ODD_NUMBER) {
        const own = this.values[row]
        if (codeOfPooled[own] < 0) codeOfPooled[own] = codeOf(pooled[own])
        codes[row] = codeOfPooled[own]
      } else codes[row] = codeOf(this.textOf(row, kind))
    }
    return { name: this.name, type: 'text', codes, dictionary }
  }
  private textOf(row: number, kind: number): string | null {
    if (kind === NOTHING) return null
    if (kind !== NUMBER) return String(kind === TRUE)
    const decimals = this.kinds[row] >> KIND_BITS
    const value = this.values[row]
    return decimals === AS_PRINTED ? String(value) : value.toFixed(decimals)
  }
}

function isLongInteger(token: string, value: number): boolean {
  return token.length > EXACT_DIGITS && Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(token)
}
