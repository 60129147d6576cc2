import type { PresentedReport } from '../core/report.ts'
import { headerOf } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Task } from '../core/task.ts'
import type { Text } from '../core/text.ts'
import type { OutputFile } from './format.ts'
import { XML } from './ooxml-parts.ts'
import { namedTables, provenanceLines, reportOf, TOTAL } from './report-lines.ts'
import { address, MAIN, NumberFormats, packWorkbook, SheetNames, STYLE, textCell, widthOf, XLSX_MIME } from './xlsx-parts.ts'

const SHEETS: { readonly figures: Text; readonly notes: Text } = {
  figures: { zh: '汇总', en: 'Summary' },
  notes: { zh: '说明', en: 'Notes' },
}

/**
 * A workbook (ECMA-376 SpreadsheetML, as little of it as Excel, WPS and LibreOffice need): a sheet for each table of the result with a
 * frozen header and a sum row, numbers as numbers and codes as text; provenance on the last. No formulas: the figures are those
 * that were adjusted to add up.
 */
export async function encodeReportXlsx(input: ReportExport, task: Task): Promise<OutputFile> {
  const formats = new NumberFormats()
  const names = new SheetNames()
  const sheets: { readonly name: string; readonly xml: string }[] = []
  for (const [i, { title, table }] of namedTables(input).entries()) {
    const xml = figuresSheet(reportOf({ ...input, result: table }), input.locale, formats, i === 0)
    sheets.push({ name: names.take(title ?? SHEETS.figures[input.locale]), xml })
    await task.breathe()
  }
  sheets.push({ name: names.take(SHEETS.notes[input.locale]), xml: notesSheet(input) })
  const bytes = await packWorkbook(sheets, formats)
  return {
    name: `${input.title[input.locale]}.xlsx`,
    mime: XLSX_MIME,
    bytes,
  }
}

function figuresSheet(
  { columns, rows, totals }: PresentedReport,
  locale: ReportExport['locale'],
  formats: NumberFormats,
  isOpen: boolean,
): string {
  const header = columns.map((column, c) => textCell(c, 0, headerOf(column, locale), STYLE.header)).join('')
  const line = (cells: readonly (PresentedReport['rows'][number][number] | null)[], r: number, isTotal: boolean) =>
    cells
      .map((cell, c) => {
        if (isTotal && c === 0) return textCell(c, r, TOTAL[locale], STYLE.totalText)
        if (!cell) return ''
        if (columns[c].kind === 'text') return textCell(c, r, cell.plain, STYLE.text)
        const style = formats.styleOf(columns[c].decimals, isTotal)
        return cell.value === null ? '' : `<c r="${address(c, r)}" s="${style}"><v>${cell.plain}</v></c>`
      })
      .join('')
  const body = rows.map((row, i) => `<row r="${i + 2}">${line(row, i + 1, false)}</row>`).join('')
  const last = rows.length + 1
  const widths = columns.map((column, c) => {
    const longest = rows.reduce((length, row) => Math.max(length, widthOf(row[c].plain)), widthOf(headerOf(column, locale)))
    return `<col min="${c + 1}" max="${c + 1}" width="${Math.min(48, longest + 3)}" customWidth="1"/>`
  })
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"${isOpen ? ' tabSelected="1"' : ''}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1" ht="32" customHeight="1">${header}</row>${body}<row r="${last + 1}">${line(totals, last, true)}</row></sheetData></worksheet>`
}

function notesSheet(input: ReportExport): string {
  const rows = provenanceLines(input).map(
    ([label, value], r) =>
      `<row r="${r + 1}">${textCell(0, r, label, STYLE.totalText)}${textCell(1, r, value, STYLE.wrapped)}</row>`,
  )
  return `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="14" customWidth="1"/><col min="2" max="2" width="110" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`
}
