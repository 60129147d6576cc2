import { AppError, type Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { type Delimited, DelimitedReader } from './csv-parse.ts'
import { digesting, sizeOf } from './file-source.ts'
import { baseName, noteTaker } from './finish-layers.ts'
import { type DecodedLayer, type DecodeOptions, type InputFile, MOST_SKIPPED, type SkippedLine } from './format.ts'
import { sheetOf } from './sheet-columns.ts'
import { sheetLayers } from './sheet-layers.ts'
import { openText, type TextPieces } from './text-encoding.ts'

/** Decoded at once: a string has at most 2²⁹ characters. */
const PIECE_BYTES = 8 << 20
const NAMES: Readonly<Record<string, string>> = { '\t': 'Tab', ',': ',', ';': ';', '|': '|' }

/** CSV and TSV: delimiter and encoding found, point or WKT columns made shapes. */
export async function decodeCsv(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const file = digesting(files[0])
  const notes: Note[] = []
  const taker = noteTaker(notes)
  const text = await openText(file, options.encoding, task)
  task.progress(0.2, 'stage.read')
  await task.breathe()
  const { delimiter, records: all, lines } = await readRecords(text, file, task)
  const records = withoutCleared(all)
  if (records.length === 0) throw new AppError('format.empty', { file: file.name })
  task.progress(0.6, 'stage.read')
  await task.breathe()
  if (delimiter === ' ') taker.note('csv.blanks')
  else if (delimiter !== ',') taker.note('csv.delimiter', { delimiter: NAMES[delimiter] ?? delimiter })
  if (records.length < all.length) taker.note('csv.clearedRows', { count: all.length - records.length })
  const width = usedWidth(records)
  const kept: (readonly string[])[] = []
  const keptLines: number[] = []
  const skipped: SkippedLine[] = []
  let skippedCount = 0
  records.forEach((record, i) => {
    // more cells than columns with something in them: a comma that was not quoted has moved all that follows
    if (record.slice(width).some((cell) => cell.trim() !== '')) {
      skippedCount++
      if (skipped.length < MOST_SKIPPED) skipped.push({ line: lines[i], text: record.join(delimiter).slice(0, 500) })
    } else {
      kept.push(record.slice(0, width).map(undefuse))
      keptLines.push(lines[i])
    }
  })
  if (skippedCount > 0) taker.note('csv.tooManyCells', { count: skippedCount, line: skipped[0].line, width }, 'warning')
  const sheet = { ...sheetOf(baseName(file.name), kept, keptLines), hasOwnCommas: delimiter !== ',' }
  return sheetLayers(
    sheet,
    {
      file,
      format: 'csv',
      skipped: skippedCount,
      skippedLines: skipped,
      encoding: text.encoding,
      encodingEvidence: text.evidence,
      notes,
    },
    options,
    task,
  )
}

async function readRecords(text: TextPieces, file: InputFile, task: Task): Promise<Delimited> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const reader = new DelimitedReader(file.name)
  let done = 0
  for (let bytes = await text.next(); bytes; bytes = await text.next())
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES)
      reader.add(decoder.decode(piece, { stream: true }), false)
      done += piece.length
      task.progress(0.2 + 0.4 * Math.min(1, done / sizeOf(file)), 'stage.read')
      await task.breathe()
    }
  reader.add(decoder.decode(), true)
  return reader.finish()
}

const isBlank = (cell: string) => cell.trim() === ''

/** Separators alone at the end are rows that were cleared in a spreadsheet; between others one may be a row of nothings. */
function withoutCleared(records: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let end = records.length
  while (end > 0 && records[end - 1].length > 1 && records[end - 1].every(isBlank)) end--
  return end === records.length ? records : records.slice(0, end)
}

/** Without columns at the right of which neither heading nor row has anything. */
function usedWidth(records: readonly (readonly string[])[]): number {
  const width = usualWidth(records)
  let used = 1
  for (const record of records)
    for (let i = Math.min(width, record.length); i > used; i--)
      if (!isBlank(record[i - 1])) {
        used = i
        break
      }
  return used
}

/** Columns of the heading, or more where most records have more. */
function usualWidth(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>()
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1)
  let [width, most] = [records[0].length, 0]
  for (const [each, count] of counts) if (count > most) [width, most] = [each, count]
  return Math.max(width, records[0].length)
}

/** What writing has put in front so that spreadsheets leave the cell alone. */
function undefuse(cell: string): string {
  return /^''?[=+\-@\t\r]|^\t/.test(cell) ? cell.slice(1) : cell
}
