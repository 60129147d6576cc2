import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { isFinerThanMs, LostDigits } from './lost-digits.ts'
import { parseIsoDate } from './text-builder.ts'

const NOTHING = 0
const NUMBER = 1
const TEXT = 2
const TRUTH = 3

/** Values that libraries hand over one by one. Bytes are kept as Base64. */
export type AnyValue = null | undefined | number | bigint | string | boolean | Date | Uint8Array

/** What a file declares of a column; null: nothing. */
export type Meaning = 'date' | 'boolean' | 'text' | 'number' | null

/** A column of values whose type is known only when all are there; `meant` is what the file declares. */
export class ValueColumn {
  private kinds = new Uint8Array(256)
  /** the number, the text's code, the truth, or milliseconds */
  private values = new Float64Array(256)
  private readonly codes = new Map<string, number>()
  private readonly dictionary: string[] = []
  private readonly counts = [0, 0, 0, 0]
  private longs = 0
  private binaries = 0
  private dates = 0
  readonly name: string
  private readonly meant: Meaning
  constructor(name: string, meant: Meaning = null) {
    this.name = name
    this.meant = meant
  }

  /** Rows that are left out are null; a row that is set again takes the new value. */
  set(row: number, value: AnyValue): void {
    if (row >= this.kinds.length) this.grow(row + 1)
    let kind = NUMBER
    if (value === null || value === undefined) kind = NOTHING
    else if (typeof value === 'number') this.values[row] = value
    else if (typeof value === 'bigint') {
      const number = Number(value)
      if (Number.isSafeInteger(number)) this.values[row] = number
      else {
        this.longs++
        kind = this.text(row, String(value))
      }
    } else if (typeof value === 'boolean') {
      kind = TRUTH
      this.values[row] = value ? 1 : 0
    } else if (value instanceof Date) {
      this.dates++
      kind = Number.isNaN(value.getTime()) ? NOTHING : this.text(row, value.toISOString())
    } else if (value instanceof Uint8Array) {
      this.binaries++
      kind = this.text(row, toBase64(value))
    } else kind = this.text(row, value)
    this.counts[this.kinds[row]]--
    this.counts[kind]++
    this.kinds[row] = kind
  }
  clear(row: number): void {
    if (row < this.kinds.length) this.set(row, null)
  }
  private text(row: number, value: string): typeof TEXT {
    let code = this.codes.get(value)
    if (code === undefined) {
      code = this.dictionary.push(value) - 1
      this.codes.set(value, code)
    }
    this.values[row] = code
    return TEXT
  }
  private grow(rows: number): void {
    const length = Math.max(rows, this.kinds.length * 2)
    const kinds = new Uint8Array(length)
    kinds.set(this.kinds)
    const values = new Float64Array(length)
    values.set(this.values)
    this.kinds = kinds
    this.values = values
  }

  finish(rows: number, notes: Pick<Task, 'note'>): Column {
    const { name, counts } = this
    if (this.kinds.length < rows) this.grow(rows)
    const kinds = this.kinds.subarray(0, rows)
    if (this.binaries > 0) notes.note('field.binary', { field: name })
    const isTruth =
      counts[TEXT] === 0 && (counts[TRUTH] > 0 ? counts[NUMBER] === 0 : this.meant === 'boolean' && this.holdsTruths(kinds))
    if (isTruth) {
      return { name, type: 'boolean', values: Uint8Array.from(kinds, (kind, row) => (kind === NOTHING ? 255 : this.values[row])) }
    }
    const meansDate = this.meant === 'date' || (this.dates > 0 && this.dates >= counts[TEXT])
    if (meansDate && counts[NUMBER] + counts[TRUTH] === 0) {
      const dates = this.dictionary.map(parseIsoDate)
      const bad = dates.findIndex(Number.isNaN)
      if (bad < 0) {
        this.tellTimes(kinds, notes)
        return {
          name,
          type: 'date',
          values: Float64Array.from(kinds, (kind, row) => (kind === NOTHING ? Number.NaN : dates[this.values[row]])),
        }
      }
      notes.note('field.notDates', { field: name, value: this.dictionary[bad].slice(0, 80) }, 'warning')
    }
    if (this.meant !== 'text' && counts[TEXT] + counts[TRUTH] === 0 && (counts[NUMBER] > 0 || this.meant === 'number'))
      return {
        name,
        type: 'number',
        values: Float64Array.from(kinds, (kind, row) => (kind === NOTHING ? Number.NaN : this.values[row])),
      }
    return this.texts(kinds, rows, notes)
  }

  private tellTimes(kinds: Uint8Array, notes: Pick<Task, 'note'>): void {
    const lost = new LostDigits()
    const isFiner = this.dictionary.map(isFinerThanMs)
    if (isFiner.includes(true))
      kinds.forEach((kind, row) => {
        if (kind === TEXT && isFiner[this.values[row]]) lost.add(this.dictionary[this.values[row]])
      })
    lost.tell('field.timesRounded', this.name, notes)
  }
  private holdsTruths(kinds: Uint8Array): boolean {
    return kinds.every((kind, row) => kind === NOTHING || this.values[row] === 0 || this.values[row] === 1)
  }
  private texts(kinds: Uint8Array, rows: number, notes: Pick<Task, 'note'>): Column {
    const { name, counts } = this
    if (this.longs > 0) notes.note('field.longAsText', { field: name, count: this.longs })
    else if (counts[NUMBER] + counts[TRUTH] > 0 && counts[TEXT] > 0)
      notes.note('field.mixed', { field: name, numbers: counts[NUMBER], texts: counts[TEXT], booleans: counts[TRUTH] }, 'warning')
    const dictionary: (string | null)[] = [...this.dictionary]
    const codes = new Uint32Array(rows)
    let nullCode = -1
    const codeOf = (value: string) => {
      let code = this.codes.get(value)
      if (code === undefined) {
        code = dictionary.push(value) - 1
        this.codes.set(value, code)
      }
      return code
    }
    for (let row = 0; row < rows; row++) {
      if (kinds[row] === TEXT) codes[row] = this.values[row]
      else if (kinds[row] === NUMBER) codes[row] = codeOf(String(this.values[row]))
      else if (kinds[row] === TRUTH) codes[row] = codeOf(String(this.values[row] === 1))
      else {
        if (nullCode < 0) nullCode = dictionary.push(null) - 1
        codes[row] = nullCode
      }
    }
    return { name, type: 'text', codes, dictionary }
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
