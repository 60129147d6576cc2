import { isGeographic } from '../core/crs.ts'
import { type Column, cellAt } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { dateText } from './cell-text.ts'
import type { EncodeInput } from './format.ts'
import { encodeText } from './gb18030-encoder.ts'
import { quantities, quantityText } from './number-style.ts'
import { codeCell, textCell } from './report-csv.ts'
import { headingsOf, shapeColumns } from './sheet-encode.ts'

/**
 * CSV as spreadsheets in China open it: byte order mark (UTF-8), CRLF (RFC 4180), headings by name or label. Values stand as they are,
 * so that 0101 and nineteen digits come back; what a spreadsheet would run as a formula gets an apostrophe.
 */
export async function encodeCsv(input: EncodeInput, task: Task): Promise<Uint8Array> {
  const { table, rows, fields, encoding = 'utf-8', marksCodes = false, numbers } = input
  const styled = numbers ? quantities(table, fields) : new Set<string>()
  const shapes = shapeColumns(table, isGeographic(table.crs || 'EPSG:4326') ? 9 : 4)
  const headings = [...headingsOf(input), ...shapes.names]
  const decimals = new Map(fields.map((field) => [field.name, field.decimals ?? null]))
  const count = rows?.length ?? table.length
  const lines = [headings.map(textCell).join(',')]
  for (let i = 0; i < count; i++) {
    const row = rows ? rows[i] : i
    const cells = table.columns.map((column) => {
      const own = decimals.get(column.name) ?? null
      const value = numbers && styled.has(column.name) ? cellAt(column, row) : null
      return numbers && typeof value === 'number'
        ? quotedNumber(quantityText(value, own, numbers))
        : cellOf(column, row, own, marksCodes)
    })
    lines.push([...cells, ...shapes.cells(row).map(textCell)].join(','))
    if ((i & 1023) === 0) {
      task.progress(i / count, 'stage.write')
      await task.breathe()
    }
  }
  const mark = encoding === 'utf-8' ? '\ufeff' : ''
  return encodeText(`${mark}${lines.join('\r\n')}\r\n`, encoding)
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
