import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { JsonScanner } from './json-scanner.ts'
import { OPEN_LIST, OPEN_OBJECT, QUOTE } from './json-scanner.ts'
import { ByteTextBuilder } from './text-builder.ts'

const NOTHING = 0
const NUMBER = 1
const TEXT = 2
const TRUE = 3
const FALSE = 4
const NESTED = 5
const LETTER_N = 0x6e
const LETTER_T = 0x74
const LETTER_F = 0x66
const VALID_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const utf8 = new TextDecoder()

/** One property of all features: where each value stands in the file. The type is decided when all are known. */
export class JsonColumn {
  private kinds = new Uint8Array(16)
  private starts = new Float64Array(16)
  private ends = new Float64Array(16)
  /** the name's bytes in the file, to know it again without decoding it */
  readonly nameStart: number
  readonly nameEnd: number
  readonly name: string
  constructor(name: string, nameStart: number, nameEnd: number) {
    this.name = name
    this.nameStart = nameStart
    this.nameEnd = nameEnd
  }

  /** Takes the value that the scanner stands before. */
  take(scanner: JsonScanner, row: number): void {
    if (row >= this.kinds.length) this.grow(row + 1)
    const next = scanner.peek()
    const start = scanner.at
    let kind = NUMBER
    if (next === QUOTE) {
      this.starts[row] = start + 1
      this.ends[row] = scanner.skipString()
      this.kinds[row] = TEXT
      return
    }
    if (next === OPEN_LIST || next === OPEN_OBJECT) {
      scanner.skipValue()
      kind = NESTED
    } else {
      scanner.skipToken()
      if (next === LETTER_N) kind = NOTHING
      else if (next === LETTER_T) kind = TRUE
      else if (next === LETTER_F) kind = FALSE
    }
    this.kinds[row] = kind
    this.starts[row] = start
    this.ends[row] = scanner.at
  }
  private grow(rows: number): void {
    const length = Math.max(rows, this.kinds.length * 2)
    const grown = <T extends Uint8Array | Float64Array>(from: T, to: T): T => {
      to.set(from)
      return to
    }
    this.kinds = grown(this.kinds, new Uint8Array(length))
    this.starts = grown(this.starts, new Float64Array(length))
    this.ends = grown(this.ends, new Float64Array(length))
  }

  finish(scanner: JsonScanner, rows: number, notes: Pick<Task, 'note'>): Column {
    const { name } = this
    if (this.kinds.length < rows) this.grow(rows)
    const counts = new Uint32Array(6)
    for (let row = 0; row < rows; row++) counts[this.kinds[row]]++
    const truths = counts[TRUE] + counts[FALSE]
    const filled = rows - counts[NOTHING]
    if (filled > 0 && truths === filled)
      return {
        name,
        type: 'boolean',
        values: Uint8Array.from({ length: rows }, (_, row) =>
          this.kinds[row] === TRUE ? 1 : this.kinds[row] === FALSE ? 0 : 255,
        ),
      }
    if (filled > 0 && counts[NUMBER] === filled) {
      const values = this.numbers(scanner, rows)
      if (values) return { name, type: 'number', values }
      notes.note('field.longAsText', { field: name, count: counts[NUMBER] })
    } else if (counts[NESTED] > 0) notes.note('field.json', { field: name })
    else if (filled > 0 && counts[TEXT] < filled)
      notes.note('field.mixed', { field: name, numbers: counts[NUMBER], texts: counts[TEXT], booleans: truths }, 'warning')

    const builder = new ByteTextBuilder(scanner.bytes, rows)
    for (let row = 0; row < rows; row++) {
      if (this.kinds[row] === NOTHING) continue
      builder.set(row, this.starts[row], this.ends[row])
    }
    return builder.finishMerged(name, (range) => {
      const start = range.byteOffset - scanner.bytes.byteOffset
      // the text of a nested value is kept as it stands; a string begins behind its quote
      const isString = scanner.bytes[start - 1] === QUOTE
      return isString && range.includes(0x5c) ? scanner.textOf(start, start + range.length) : utf8.decode(range)
    })
  }

  /** null when a number would lose digits: whole numbers beyond 2^53, leading zeros, beyond 1e308 */
  private numbers(scanner: JsonScanner, rows: number): Float64Array<ArrayBuffer> | null {
    const { bytes } = scanner
    const values = new Float64Array(rows).fill(Number.NaN)
    for (let row = 0; row < rows; row++) {
      if (this.kinds[row] !== NUMBER) continue
      const length = this.ends[row] - this.starts[row]
      const first = bytes[this.starts[row]]
      // short and beginning with 1 … 9: exact, and no need to make a string of it
      if (length <= 15 && first > 0x30 && first <= 0x39) {
        scanner.at = this.starts[row]
        values[row] = scanner.number()
        if (Number.isFinite(values[row])) continue
        return null
      }
      const token = utf8.decode(bytes.subarray(this.starts[row], this.ends[row]))
      const value = Number(token)
      if (!Number.isFinite(value) || !VALID_NUMBER.test(token)) return null
      if (token.length > 15 && Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(token)) return null
      values[row] = value
    }
    return values
  }
}
