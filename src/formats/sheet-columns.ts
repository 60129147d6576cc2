import type { Note } from '../core/errors.ts'
import type { Column, FieldInfo } from '../core/table.ts'
import { uniqueNames } from '../core/unique-names.ts'
import { bareHeading } from './bare-heading.ts'
import { holdsCodes, knownFields } from './known-fields.ts'
import { isFinerThanMs, isRounded, LostDigits } from './lost-digits.ts'
import { findHeading } from './sheet-heading.ts'
import { parseIsoDate, textColumn } from './text-builder.ts'

/** A table of text cells with a heading for each column, as CSV and workbooks give it; null is an empty cell. */
export interface Sheet {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly length: number
  /** where each row stands in the file, from 1; left out: its number */
  readonly lines?: readonly number[]
  /** cells are separated by something else, so that a comma is part of one */
  readonly hasOwnCommas?: boolean
  /** what was found above row 0 */
  readonly notes?: readonly Note[]
}
export interface SheetColumn {
  readonly name: string
  readonly texts: readonly (string | null)[]
  /** what the file itself says of its cells */
  readonly type?: Column['type']
  /** of a column of texts: some of its cells are numbers */
  readonly hasNumbers?: boolean
  /** what all its numbers were written with */
  readonly unit?: string
}

/** Canonical numbers only: no sign +, no leading zeros, at most fifteen digits, so that each is written again as it was read. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.(\d+))?$/
const EXPONENT = /^-?\d(?:\.\d+)?[eE][+-]?\d+$/
const MOST_DIGITS = 15
/** names of columns that hold codes or numbers of things, never quantities */
const CODE_NAME = /(代码|编码|编号|号码|单元号|地块号|宗地号|图斑号|电话|邮编|证号|身份证)$|^(id|fid|code|bsm|.*(dm|bm|bh))$/i

export function isCodeName(name: string): boolean {
  return CODE_NAME.test(name.trim())
}

/** Records as columns, below what is their heading. @param lines where each record begins */
export function sheetOf(name: string, records: readonly (readonly (string | null)[])[], lines: readonly number[]): Sheet {
  const width = records.reduce((most, record) => Math.max(most, record.length), 0)
  const columns = Array.from({ length: width }, (_, c) => records.map((record) => record[c] || null))
  return sheetOfColumns(name, columns, records.length, lines)
}
/** @param columns cells of each column, heading included @param lines where each record stands */
export function sheetOfColumns(
  name: string,
  columns: readonly (readonly (string | null)[])[],
  records: number,
  lines: readonly number[],
): Sheet {
  const found = findHeading(columns, records)
  const heading = found.rows > 0 ? found : { ...bareHeading(columns), rows: 0 }
  const names = uniqueNames(heading.names.map((name, c) => name || `列${c + 1}`))
  return {
    name,
    columns: columns.map((texts, c) => ({ name: names[c], texts: texts.slice(heading.rows) })),
    length: records - heading.rows,
    lines: lines.slice(heading.rows),
    notes: heading.notes,
  }
}

export interface TypedColumns {
  readonly columns: readonly Column[]
  readonly fields: readonly FieldInfo[]
}

/**
 * Columns with the types that their cells allow without losing a character: 0101, nineteen digits and +86 are text, and so are columns
 * of codes by their names.
 * @param wanted types that the user chose; a cell that is none of it becomes empty, and is told
 */
export function typedColumns(
  sheet: Sheet,
  wanted: Readonly<Record<string, Column['type']>>,
  notes: { note(code: string, detail: Note['detail'], level?: Note['level']): void },
): TypedColumns {
  const decimals = new Map<string, number>()
  const columns = sheet.columns.map((column): Column => {
    const chosen = Object.hasOwn(wanted, column.name) ? wanted[column.name] : null
    const type = chosen ?? typeOf(column, notes)
    const made = makeColumn(column, type)
    made.digits.tell(type === 'date' ? 'field.timesRounded' : 'field.rounded', column.name, notes)
    if (chosen && made.lost > 0)
      notes.note('csv.valuesLost', { field: column.name, count: made.lost, value: made.first }, 'warning')
    if (type === 'number') decimals.set(column.name, sameDecimals(column.texts))
    return made.column
  })
  const units = new Map(sheet.columns.flatMap(({ name, unit }) => (unit === undefined ? [] : [[name, unit] as const])))
  const byName = new Map(knownFields(columns, units).map((field) => [field.name, field]))
  const fields = columns.flatMap(({ name }) => {
    const field = byName.get(name)
    const places = decimals.get(name) ?? 0
    if (!field && places === 0) return []
    // decimals are those of the file, not those that are usual for the field
    const { decimals: _, ...known } = field ?? { label: { zh: name, en: name } }
    return [{ ...known, name, ...(places > 0 && { decimals: places }) }]
  })
  return { columns, fields }
}

/** Numbers that a workbook holds as text are quantities where some are written with decimals or as numbers. */
function typeOf(column: SheetColumn, notes: { note(code: string, detail: Note['detail']): void }): Column['type'] {
  const { name, type, texts, hasNumbers } = column
  if (type !== 'text') return type ?? guessType(column)
  if (guessType(column) !== 'number' || !(hasNumbers || texts.some((text) => text?.includes('.')))) return 'text'
  notes.note('sheet.numbersAsText', { field: name })
  return 'number'
}
function guessType({ name, texts }: SheetColumn): Column['type'] {
  const filled = texts.filter((text): text is string => text !== null)
  if (filled.length === 0) return 'text'
  if (filled.every((text) => /^(true|false)$/i.test(text))) return 'boolean'
  if (filled.every((text) => text.length <= 30 && !Number.isNaN(parseDate(text)))) return 'date'
  if (isCodeName(name) || holdsCodes(name)) return 'text'
  return filled.every(isExactNumber) ? 'number' : 'text'
}
/** 2020-01-05, and as it is written by hand: 2020/1/5, 2020年1月5日. */
function parseDate(text: string): number {
  const found = /^(\d{4})(?:([-/])(\d{1,2})\2|年(\d{1,2})月)(\d{1,2})日?$/.exec(text.trim())
  if (!found) return parseIsoDate(text)
  const [, year, , month = found[4], , day] = found
  return parseIsoDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}
function isExactNumber(text: string): boolean {
  if (EXPONENT.test(text)) return Number.isFinite(Number(text))
  return NUMBER.test(text) && text.replace(/\D/g, '').length <= MOST_DIGITS && text !== '-0'
}
/** Decimals that all numbers of a column are written with; 0 where they differ. */
function sameDecimals(texts: readonly (string | null)[]): number {
  let places: number | null = null
  for (const text of texts) {
    if (text === null) continue
    const found = NUMBER.exec(text)?.[1]?.length ?? 0
    places ??= found
    if (found !== places) return 0
  }
  return places ?? 0
}

interface MadeColumn {
  readonly column: Column
  /** cells that are none of the type, and the first of them */
  readonly lost: number
  readonly first: string
  readonly digits: LostDigits
}
function makeColumn({ name, texts }: SheetColumn, type: Column['type']): MadeColumn {
  const digits = new LostDigits()
  let lost = 0
  let first = ''
  const lose = (text: string) => {
    if (lost++ === 0) first = text
  }
  const numbers = (read: (text: string) => number) =>
    Float64Array.from(texts, (text) => {
      if (text === null) return Number.NaN
      const value = read(text.trim())
      if (Number.isNaN(value)) lose(text)
      else if (type === 'date' ? isFinerThanMs(text) : isRounded(text, value)) digits.add(text)
      return value
    })
  switch (type) {
    case 'number':
      return {
        column: { name, type, values: numbers((text) => (text === '' ? Number.NaN : Number(text.replaceAll(',', '')))) },
        lost,
        first,
        digits,
      }
    case 'date':
      return { column: { name, type, values: numbers(parseDate) }, lost, first, digits }
    case 'boolean': {
      const values = Uint8Array.from(texts, (text) => {
        if (text === null) return 255
        if (/^(true|1|是|yes|y|t)$/i.test(text.trim())) return 1
        if (/^(false|0|否|no|n|f)$/i.test(text.trim())) return 0
        lose(text)
        return 255
      })
      return { column: { name, type, values }, lost, first, digits }
    }
    case 'text':
      return { column: textColumn(name, texts, texts.length), lost, first, digits }
  }
}
