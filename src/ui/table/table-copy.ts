import type { CellValue } from '../../core/table.ts'
import { rowsToTsv } from '../parts/table-rows.ts'

export interface CopiedColumn {
  readonly header: string
  readonly unit: string
  readonly isText: boolean
  readonly value: (row: number) => CellValue
}

/**
 * Rows for a spreadsheet: tab-separated text, and the same as an HTML table whose text cells are marked as text, so that 0305 and
 * codes of 28 digits stay as they are. Words that a spreadsheet would run are defused in the plain text.
 */
export function copyOfRows(
  columns: readonly CopiedColumn[],
  rows: ArrayLike<number>,
): { readonly text: string; readonly html: string } {
  const list = Array.from(rows)
  const text = rowsToTsv(
    list,
    columns.map((column) => ({
      id: column.header,
      header: column.header,
      unit: column.unit || undefined,
      value: (row: number) => {
        const value = column.value(row)
        return typeof value === 'boolean' ? String(value) : value
      },
    })),
  )
  const head = columns.map(({ header, unit }) => `<th>${escaped(unit ? `${header} (${unit})` : header)}</th>`).join('')
  const body = list.map((row) => `<tr>${columns.map((column) => htmlCell(column, row)).join('')}</tr>`).join('')
  return { text, html: `<table><tr>${head}</tr>${body}</table>` }
}

function htmlCell({ isText, value }: CopiedColumn, row: number): string {
  const words = escaped(String(value(row) ?? ''))
  // the marks that Excel and WPS, and LibreOffice, read
  return isText ? `<td style="mso-number-format:'\\@'" sdnum="1033;0;@">${words}</td>` : `<td>${words}</td>`
}

function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark] ?? '')
}
