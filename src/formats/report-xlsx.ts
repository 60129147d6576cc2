import type { PresentedReport } from '../core/report.ts'
import { headerOf } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Task } from '../core/task.ts'
import type { Text } from '../core/text.ts'
import type { OutputFile } from './format.ts'
import { type Part, XML } from './ooxml-parts.ts'
import { namedTables, provenanceLines, reportOf, TOTAL } from './report-lines.ts'
import {
  address,
  MAIN,
  MOST_ROWS,
  NumberFormats,
  packWorkbook,
  SheetNames,
  STYLE,
  textCell,
  widthOf,
  XLSX_MIME,
} from './xlsx-parts.ts'

/** Rows that tell how wide a column is to be. */
const WIDTH_SAMPLE = 10_000

const WORDS = { sheets: { zh: '工作表', en: 'Sheets' } } satisfies Record<string, Text>
const SHEETS: { readonly figures: Text; readonly notes: Text } = {
  figures: { zh: '汇总', en: 'Summary' },
  notes: { zh: '说明', en: 'Notes' },
}

/**
 * A workbook (ECMA-376 SpreadsheetML, as little of it as Excel, WPS and LibreOffice need): a sheet for each table of the result with a
 * frozen header and a sum row, numbers as numbers and codes as text; provenance on the last. No formulas: the figures are those
 * that were adjusted to add up. A table of more rows than a sheet takes goes on in further sheets, and the last page says so.
 * @param mostRows of a sheet
 */
export async function encodeReportXlsx(input: ReportExport, task: Task, mostRows = MOST_ROWS): Promise<OutputFile> {
  const formats = new NumberFormats()
  const names = new SheetNames()
  const sheets: { readonly name: string; readonly xml: Part }[] = []
  const split: [label: string, value: string][] = []
  for (const { title, table } of namedTables(input)) {
    const report = reportOf({ ...input, result: table })
    const wanted = title ?? SHEETS.figures[input.locale]
    // the heading and the sum are rows too
    const pages = Math.max(1, Math.ceil((report.length + 1) / (mostRows - 1)))
    const own: string[] = []
    for (let page = 0; page < pages; page++) {
      const from = page * (mostRows - 1)
      const part = { from, to: Math.min(report.length, from + mostRows - 1), isLast: page === pages - 1 }
      const isOpen = sheets.length === 0
      own.push(names.take(wanted))
      sheets.push({ name: own[page], xml: () => figuresSheet(report, part, input.locale, formats, isOpen, task) })
    }
    if (pages > 1) split.push([WORDS.sheets[input.locale], splitWords(own, report.length, input.locale)])
    await task.breathe()
  }
  sheets.push({ name: names.take(SHEETS.notes[input.locale]), xml: notesSheet([...provenanceLines(input), ...split]) })
  const bytes = await packWorkbook(sheets, formats)
  return {
    name: `${input.title[input.locale]}.xlsx`,
    mime: XLSX_MIME,
    bytes,
  }
}

function splitWords(sheets: readonly string[], count: number, locale: ReportExport['locale']): string {
  const [first, last] = [sheets[0], sheets[sheets.length - 1]]
  return locale === 'zh'
    ? `共 ${count} 行，超过一张工作表的上限，分在 ${sheets.length} 张工作表“${first}”至“${last}”，合计在最后一张。`
    : `${count} rows are more than one sheet takes: they stand in ${sheets.length} sheets, “${first}” to “${last}”; the sum is in the last.`
}

/** Rows `from` to `to` of a table, and its sum after the last. */
async function* figuresSheet(
  { columns, cell, totals }: PresentedReport,
  { from, to, isLast }: { readonly from: number; readonly to: number; readonly isLast: boolean },
  locale: ReportExport['locale'],
  formats: NumberFormats,
  isOpen: boolean,
  task: Task,
): AsyncGenerator<string> {
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
  const widths = columns.map((column, c) => {
    let longest = widthOf(headerOf(column, locale))
    for (let i = from; i < Math.min(to, from + WIDTH_SAMPLE); i++) longest = Math.max(longest, widthOf(cell(i, c).plain))
    return `<col min="${c + 1}" max="${c + 1}" width="${Math.min(48, longest + 3)}" customWidth="1"/>`
  })
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"${isOpen ? ' tabSelected="1"' : ''}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1" ht="32" customHeight="1">${header}</row>`
  for (let i = from; i < to; i++) {
    const r = i - from + 1
    const cells = columns.map((_, c) => cell(i, c))
    yield `<row r="${r + 1}">${line(cells, r, false)}</row>`
    if ((r & 511) === 0) await task.breathe()
  }
  const last = to - from + 1
  if (isLast) yield `<row r="${last + 1}">${line(totals, last, true)}</row>`
  yield '</sheetData></worksheet>'
}

function notesSheet(lines: readonly (readonly [label: string, value: string])[]): string {
  const rows = lines.map(
    ([label, value], r) =>
      `<row r="${r + 1}">${textCell(0, r, label, STYLE.totalText)}${textCell(1, r, value, STYLE.wrapped)}</row>`,
  )
  return `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="14" customWidth="1"/><col min="2" max="2" width="110" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`
}
