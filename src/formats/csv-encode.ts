import { isGeographic } from '../core/crs.ts'
import { type Column, cellAt, type Table } from '../core/table.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { dateText } from './cell-text.ts'
import type { EncodeInput, StreamInput } from './format.ts'
import { encodeText } from './gb18030-encoder.ts'
import { GrowingBlob } from './growing-blob.ts'
import { quantities, quantityText } from './number-style.ts'
import { codeCell, textCell } from './report-csv.ts'
import { headingsOf, shapeColumns } from './sheet-encode.ts'

/** of an export that reads twice: the first time takes less */
const LOOK_SHARE = 0.4

/**
 * CSV as spreadsheets in China open it: byte order mark (UTF-8), CRLF (RFC 4180), headings by name or label. Values stand as they are,
 * so that 0101 and nineteen digits come back; what a spreadsheet would run as a formula gets an apostrophe.
 */
export async function encodeCsv(input: EncodeInput, task: Task): Promise<Uint8Array> {
  const { table, rows, fields, encoding = 'utf-8', numbers } = input
  const styled = numbers ? quantities(table, fields) : new Set<string>()
  const shapes = shapeColumns(table, decimalsOf(table), { headings: input.headings })
  const lines = [headLine(input, shapes.names), ...(await rowLines(table, rows, input, styled, shapes.cells, task))]
  return encodeText(`${markOf(encoding)}${lines.join('\r\n')}\r\n`, encoding)
}

/** The same file, of rows that pass by: twice where numbers are written with a style, since all of a column tell whether they are quantities. */
export async function streamCsv(input: StreamInput, task: Task): Promise<Blob> {
  const { schema, count, fields, encoding = 'utf-8', numbers, isMulti } = input
  const styled = new Set<string>()
  if (numbers) {
    let seen = 0
    for await (const piece of input.pieces(task)) {
      for (const name of quantities(piece, fields)) styled.add(name)
      seen += piece.length
      task.progress((LOOK_SHARE * seen) / count, 'stage.read')
    }
  }
  const writing = numbers ? stretchOf(task, LOOK_SHARE, 1) : task
  const file = new GrowingBlob()
  const add = (text: string) => file.add(encodeText(text, encoding))
  const { names } = shapeColumns(schema, decimalsOf(schema), { isSingle: !isMulti, headings: input.headings })
  add(`${markOf(encoding)}${headLine({ table: schema, fields, ...(input.headings && { headings: input.headings }) }, names)}\r\n`)
  const quiet: Task = { ...task, progress: () => {} }
  let done = 0
  for await (const piece of input.pieces(writing)) {
    const { cells } = shapeColumns(piece, decimalsOf(piece), { isSingle: !isMulti })
    const lines = await rowLines(piece, null, input, styled, cells, quiet)
    if (lines.length > 0) add(`${lines.join('\r\n')}\r\n`)
    done += piece.length
    writing.progress(done / count, 'stage.write')
  }
  return file.finish('text/csv;charset=utf-8')
}

const decimalsOf = ({ crs }: Table) => (isGeographic(crs || 'EPSG:4326') ? 9 : 4)
const markOf = (encoding: string) => (encoding === 'utf-8' ? '\ufeff' : '')
function headLine(input: Parameters<typeof headingsOf>[0], shapes: readonly string[]): string {
  return [...headingsOf(input), ...shapes].map(textCell).join(',')
}

async function rowLines(
  table: Table,
  rows: Uint32Array | null,
  { fields, marksCodes = false, numbers }: Pick<EncodeInput, 'fields' | 'marksCodes' | 'numbers'>,
  styled: ReadonlySet<string>,
  shapeCells: (row: number) => readonly string[],
  task: Task,
): Promise<string[]> {
  const decimals = new Map(fields.map((field) => [field.name, field.decimals ?? null]))
  const count = rows?.length ?? table.length
  const lines: string[] = []
  for (let i = 0; i < count; i++) {
    const row = rows ? rows[i] : i
    const cells = table.columns.map((column) => {
      const own = decimals.get(column.name) ?? null
      const value = numbers && styled.has(column.name) ? cellAt(column, row) : null
      return numbers && typeof value === 'number'
        ? quotedNumber(quantityText(value, own, numbers))
        : cellOf(column, row, own, marksCodes)
    })
    lines.push([...cells, ...shapeCells(row).map(textCell)].join(','))
    if ((i & 1023) === 0) {
      task.progress(i / count, 'stage.write')
      await task.breathe()
    }
  }
  return lines
}

function cellOf(column: Column, row: number, decimals: number | null, marksCodes: boolean): string {
  const value = cellAt(column, row)
  if (value === null) return ''
  if (column.type === 'date') return dateText(Number(value))
  if (typeof value === 'number') return decimals === null ? String(value) : exactDecimals(value, decimals)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return marksCodes ? codeCell(value) : textCell(value)
}
/** A number runs as no formula, whatever its sign; what parts its thousands would part cells. */
function quotedNumber(text: string): string {
  return text.includes(',') ? `"${text}"` : text
}
/** With the column's decimals where they lose nothing. */
function exactDecimals(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  return Number(text) === value ? text : String(value)
}
