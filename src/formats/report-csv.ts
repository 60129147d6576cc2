import { headerOf } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Task } from '../core/task.ts'
import type { OutputFile } from './format.ts'
import { namedTables, provenanceLines, reportOf, TOTAL, ZIP_TIME } from './report-lines.ts'
import { TextFile } from './text-file.ts'

/** The chosen table; of all tables an archive of one file each. */
export async function encodeReportCsv(input: ReportExport, task: Task): Promise<OutputFile> {
  const tables = namedTables(input)
  if (input.table !== 'all' || tables.length === 1) {
    const { table } = tables[typeof input.table === 'number' ? input.table : 0] ?? tables[0]
    return { name: `${input.title[input.locale]}.csv`, mime: CSV, bytes: await csvOf({ ...input, result: table }, task) }
  }
  const { zipSync } = await import('fflate')
  const members: Record<string, [Uint8Array, { mtime: Date }]> = {}
  for (const [i, { title, table }] of tables.entries()) {
    const bytes = await csvOf({ ...input, result: table }, task)
    members[`${i + 1} ${(title ?? input.title[input.locale]).replace(/[\\/:*?"<>|]/g, '_')}.csv`] = [bytes, { mtime: ZIP_TIME }]
  }
  return { name: `${input.title[input.locale]}.zip`, mime: 'application/zip', bytes: zipSync(members) }
}

const CSV = 'text/csv;charset=utf-8'

/**
 * CSV as spreadsheet programs in China open it: UTF-8 with byte order mark, CRLF (RFC 4180), header in the chosen language, sum row;
 * after an empty line the provenance, two cells a line.
 */
async function csvOf(input: ReportExport, task: Task): Promise<Uint8Array<ArrayBuffer>> {
  const { columns, length, cell, totals } = reportOf(input)
  const file = new TextFile()
  const add = (cells: readonly string[]) => file.add(`${cells.join(',')}\r\n`)
  file.add('\uFEFF')
  add(columns.map((column) => textCell(headerOf(column, input.locale))))
  for (let line = 0; line < length; line++) {
    await task.breathe()
    add(
      columns.map(({ kind, isCode }, c) => {
        const { plain, value } = cell(line, c)
        if (kind !== 'text') return value === null ? '' : plain
        return isCode ? codeCell(plain) : textCell(plain)
      }),
    )
  }
  add(totals.map((total, c) => (c === 0 ? textCell(TOTAL[input.locale]) : (total?.plain ?? ''))))
  add([])
  for (const line of provenanceLines(input)) add(line.map(textCell))
  return file.bytes()
}

/** What a spreadsheet would run; also what looks like such a text made safe, which would not come back with its own apostrophe. */
export function isFormula(text: string): boolean {
  return /^'?[=+\-@\t\r]/.test(text)
}

/** Quoted where needed; what a spreadsheet would run as a formula gets an apostrophe (OWASP, CSV injection). */
export function textCell(text: string): string {
  const safe = isFormula(text) ? `'${text}` : text
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * A code that a spreadsheet would take for a number (0101 → 101, nineteen digits → 1.2E+18) or a date gets a tab in front: it
 * is shown as it is, and readers that trim get the code back.
 */
export function codeCell(code: string): string {
  return /^[\d.,]+([eE]\d+)?$|^\d+[-/]\d+/.test(code) ? `"\t${code}"` : textCell(code)
}
