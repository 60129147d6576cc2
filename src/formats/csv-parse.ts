import { AppError } from '../core/errors.ts'
import { isBlankSeparated, withSingleBlanks } from './blank-separated.ts'
import { MOST_TITLES } from './sheet-heading.ts'

export interface Delimited {
  readonly delimiter: string
  /** cells of each record; '' is an empty cell */
  readonly records: readonly (readonly string[])[]
  /** line of the file where each record begins, from 1 */
  readonly lines: readonly number[]
}

const DELIMITERS = [',', '\t', ';', '|'] as const
/** typed at a Chinese keyboard; in prose they are stops, so that a heading must have them too */
const WIDE_DELIMITERS = ['；', '，'] as const
const BLANK = ' '
const SAMPLE_CHARACTERS = 64 << 10
const SAMPLE_RECORDS = 30
const MOST_COLUMNS = 20_000
const WITH_TITLES = 0.7

/** A record that is larger than this is a quote that was never closed. */
const LARGEST_RECORD = 64 << 20

/** Separated text (RFC 4180, any of comma, tab, semicolon, bar) that comes in pieces, cut anywhere: no string holds the whole of it. */
export class DelimitedReader {
  readonly #file: string
  #delimiter: string | null = null
  #rest = ''
  /** line of a quote that is open at the end of `rest`, and what came after it */
  #openedAt: number | null = null
  #inside: string[] = []
  #insideLength = 0
  #line = 1
  readonly #records: (readonly string[])[] = []
  readonly #lines: number[] = []
  constructor(file: string) {
    this.#file = file
  }
  /** @throws AppError csv.openQuote */
  add(piece: string, isLast: boolean): void {
    // inside a quote nothing but another quote ends the cell: what has none is not looked at again with all before it
    if (this.#openedAt !== null && !isLast && !piece.includes('"')) {
      this.#inside.push(piece)
      this.#insideLength += piece.length
      if (this.#rest.length + this.#insideLength > LARGEST_RECORD) throw this.#openQuote(this.#openedAt)
      return
    }
    let text = this.#rest + this.#inside.join('') + piece
    this.#inside = []
    this.#insideLength = 0
    let start = 0
    if (this.#delimiter === null) {
      // what separates is told by the first records, however short the pieces are
      if (text.length < SAMPLE_CHARACTERS && !isLast) {
        this.#rest = text
        return
      }
      const stated = /^\ufeff?sep=(.)\r?\n/i.exec(text)
      start = stated ? stated[0].length : text.charCodeAt(0) === 0xfeff ? 1 : 0
      if (stated) this.#line = 2
      this.#delimiter = stated?.[1] ?? findDelimiter(text.slice(start, start + SAMPLE_CHARACTERS))
    }
    if (this.#delimiter === BLANK) text = text.slice(0, start) + withSingleBlanks(text.slice(start), isLast)
    const found = split(text, start, this.#delimiter, Number.POSITIVE_INFINITY, { isLast, line: this.#line })
    for (const record of found.records) this.#records.push(record)
    for (const line of found.lines) this.#lines.push(line)
    if (found.openedAt !== null && (isLast || text.length - found.consumed > LARGEST_RECORD))
      throw this.#openQuote(found.openedAt)
    this.#openedAt = found.openedAt
    this.#rest = isLast ? '' : text.slice(found.consumed)
    this.#line = found.line
  }
  #openQuote(line: number): AppError {
    return new AppError('csv.openQuote', { file: this.#file, line })
  }
  /** @throws AppError format.tooManyFields */
  finish(): Delimited {
    const widest = this.#records.reduce((count, record) => Math.max(count, record.length), 0)
    if (widest > MOST_COLUMNS)
      throw new AppError('format.tooManyFields', { file: this.#file, count: widest, limit: MOST_COLUMNS })
    return { delimiter: this.#delimiter ?? ',', records: this.#records, lines: this.#lines }
  }
}

/** The one that cuts the first records into the same number of cells most often, and into more than one. */
export function findDelimiter(sample: string): string {
  let best = ','
  let bestScore = 0
  for (const delimiter of [...DELIMITERS, ...WIDE_DELIMITERS]) {
    const score = consistency(sample, delimiter)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return bestScore < 1 && isBlankSeparated(sample.split(/\r?\n/).slice(0, SAMPLE_RECORDS)) ? BLANK : best
}

/** 0: cuts nothing; else how alike the records are, with a little for their width. Titles above them are cut by nothing. */
export function consistency(sample: string, delimiter: string): number {
  const widths = split(sample, 0, delimiter, SAMPLE_RECORDS).records.map((record) => record.length)
  const titles = widths.findIndex((width) => width > 1)
  const first = widths[titles] ?? 0
  if (first < 2 || titles > MOST_TITLES) return 0
  if (titles > 0 && WIDE_DELIMITERS.some((wide) => wide === delimiter)) return 0
  const alike = widths.filter((width) => width === first).length / widths.length
  // a heading that nothing cuts may as well be of another sign
  return (titles > 0 ? alike * WITH_TITLES : alike) + Math.min(first, 50) / 1000
}

/** @param piece.isLast false: the text goes on, and its last record, which may not be whole, is left; `consumed` says where it begins */
function split(text: string, start: number, delimiter: string, most: number, piece = { isLast: true, line: 1 }) {
  const records: string[][] = []
  const lines: number[] = []
  let record: string[] = []
  let { line } = piece
  let recordLine = line
  let recordStart = start
  let openedAt: number | null = null
  let at = start
  const end = text.length
  const endRecord = () => {
    // a line of nothing is no record
    if (record.length > 1 || record[0] !== '') {
      records.push(record)
      lines.push(recordLine)
    }
    record = []
  }
  while (at < end && records.length < most) {
    if (text[at] === '"') {
      openedAt = line
      let value = ''
      let from = at + 1
      for (;;) {
        const quote = text.indexOf('"', from)
        if (quote < 0) {
          if (piece.isLast) {
            record.push(value + text.slice(from))
            endRecord()
          }
          return { records, lines, openedAt, consumed: recordStart, line: recordLine }
        }
        value += text.slice(from, quote)
        if (text[quote + 1] === '"') {
          value += '"'
          from = quote + 2
          continue
        }
        at = quote + 1
        break
      }
      openedAt = null
      for (let i = value.indexOf('\n'); i >= 0; i = value.indexOf('\n', i + 1)) line++
      // what follows a closing quote belongs to the cell: programs that quote carelessly are read as they mean it
      const next = endOfCell(text, at, delimiter)
      record.push(value + text.slice(at, next))
      at = next
    } else {
      const next = endOfCell(text, at, delimiter)
      record.push(text.slice(at, next))
      at = next
    }
    const sign = text[at]
    if (sign === delimiter) {
      at++
      if (at >= end || text[at] === '\n' || text[at] === '\r') record.push('')
      else continue
    }
    if (at >= end || (!piece.isLast && text[at] === '\r' && at + 1 === end)) break
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    line++
    endRecord()
    recordLine = line
    recordStart = at
  }
  if (piece.isLast && record.length > 0 && records.length < most) endRecord()
  return { records, lines, openedAt, consumed: recordStart, line: recordLine }
}

function endOfCell(text: string, from: number, delimiter: string): number {
  const separator = delimiter.charCodeAt(0)
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === separator || code === 10 || code === 13) return at
  }
  return text.length
}
