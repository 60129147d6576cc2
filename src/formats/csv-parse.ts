import { AppError } from '../core/errors.ts'

export interface Delimited {
  readonly delimiter: string
  /** cells of each record; '' is an empty cell */
  readonly records: readonly (readonly string[])[]
  /** line of the file where each record begins, from 1 */
  readonly lines: readonly number[]
}

const DELIMITERS = [',', '\t', ';', '|'] as const
const SAMPLE_CHARACTERS = 64 << 10
const SAMPLE_RECORDS = 30
const MOST_COLUMNS = 20_000

/** Separated text (RFC 4180, any of comma, tab, semicolon, bar). @throws AppError csv.openQuote, format.tooManyFields */
export function parseDelimited(text: string, file: string): Delimited {
  const stated = /^\ufeff?sep=(.)\r?\n/i.exec(text)
  const start = stated ? stated[0].length : text.charCodeAt(0) === 0xfeff ? 1 : 0
  const delimiter = stated?.[1] ?? findDelimiter(text.slice(start, start + SAMPLE_CHARACTERS))
  const { records, lines, openedAt } = split(text, start, delimiter, Number.POSITIVE_INFINITY)
  if (openedAt !== null) throw new AppError('csv.openQuote', { file, line: openedAt })
  const widest = records.reduce((count, record) => Math.max(count, record.length), 0)
  if (widest > MOST_COLUMNS) throw new AppError('format.tooManyFields', { file, count: widest, limit: MOST_COLUMNS })
  return { delimiter, records, lines: stated ? lines.map((line) => line + 1) : lines }
}

/** The one that cuts the first records into the same number of cells most often, and into more than one. */
export function findDelimiter(sample: string): string {
  let best = ','
  let bestScore = 0
  for (const delimiter of DELIMITERS) {
    const score = consistency(sample, delimiter)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

/** 0: cuts nothing; else how alike the records are, with a little for their width */
export function consistency(sample: string, delimiter: string): number {
  const { records } = split(sample, 0, delimiter, SAMPLE_RECORDS)
  const widths = records.map((record) => record.length)
  const first = widths[0] ?? 0
  if (first < 2) return 0
  const alike = widths.filter((width) => width === first).length / widths.length
  return alike + Math.min(first, 50) / 1000
}

function split(text: string, start: number, delimiter: string, most: number) {
  const records: string[][] = []
  const lines: number[] = []
  let record: string[] = []
  let line = 1
  let recordLine = 1
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
          record.push(value + text.slice(from))
          endRecord()
          return { records, lines, openedAt }
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
    if (at >= end) break
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    line++
    endRecord()
    recordLine = line
  }
  if (record.length > 0 && records.length < most) endRecord()
  return { records, lines, openedAt }
}

function endOfCell(text: string, from: number, delimiter: string): number {
  const separator = delimiter.charCodeAt(0)
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === separator || code === 10 || code === 13) return at
  }
  return text.length
}
