import type { ReportExport } from '../core/report-export.ts'
import type { Task } from '../core/task.ts'
import type { OutputFile } from './format.ts'
import { headerOf, provenanceLines, reportOf, TOTAL } from './report-lines.ts'

/**
 * CSV as spreadsheet programs in China open it: UTF-8 with byte order mark, CRLF (RFC 4180), header in the chosen language, sum row;
 * after an empty line the provenance, two cells a line.
 */
export async function encodeReportCsv(input: ReportExport, task: Task): Promise<OutputFile> {
  const { columns, rows, totals } = reportOf(input)
  const lines = [columns.map((column) => textCell(headerOf(column, input.locale)))]
  for (const row of rows) {
    await task.breathe()
    lines.push(
      row.map(({ plain, value }, c) => {
        if (columns[c].kind !== 'text') return value === null ? '' : plain
        return columns[c].isCode ? codeCell(plain) : textCell(plain)
      }),
    )
  }
  lines.push(totals.map((total, c) => (c === 0 ? textCell(TOTAL[input.locale]) : (total?.plain ?? ''))))
  lines.push([])
  for (const line of provenanceLines(input)) lines.push(line.map(textCell))
  const text = `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`
  return { name: `${input.title[input.locale]}.csv`, mime: 'text/csv;charset=utf-8', bytes: new TextEncoder().encode(text) }
}

/** Quoted where needed; what a spreadsheet would run as a formula gets an apostrophe (OWASP, CSV injection). */
export function textCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * A code that a spreadsheet would take for a number (0101 → 101, nineteen digits → 1.2E+18) or a date gets a tab in front: it
 * is shown as it is, and readers that trim get the code back.
 */
export function codeCell(code: string): string {
  return /^[\d.,]+([eE]\d+)?$|^\d+[-/]\d+/.test(code) ? `"\t${code}"` : textCell(code)
}
