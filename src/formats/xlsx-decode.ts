import { AppError } from '../core/errors.ts'
import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { dateText } from './cell-text.ts'
import { digesting, sizeOf } from './file-source.ts'
import { baseName } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile, LayerSample, SampleOptions } from './format.ts'
import { PooledTexts } from './pooled-texts.ts'
import { type Sheet, sheetOfColumns } from './sheet-columns.ts'
import { sheetLayers } from './sheet-layers.ts'
import { isMetadataHeading } from './xlsx-encode.ts'
import { isPicture, plainText } from './xlsx-text.ts'
import { ENOUGH, openWorkbook, readStrings, unlessEnough, type WorkbookDates } from './xlsx-workbook.ts'
import { readXml, type XmlPieces } from './xml-reader.ts'

const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384
/** of a sheet */
const MOST_CELLS = 20_000_000
/** of a sheet, rows times columns: so that a few cells far apart claim no room for all between */
const MOST_ROOM = 2 * MOST_CELLS
const DAY_MS = 86_400_000
/** 29 February 1900, which never was: a workbook counts it, and days before it from a day later */
const NO_DAY = 60

type Kind = 'number' | 'date' | 'boolean' | 'text'
interface Cell {
  readonly text: string
  readonly kind: Kind
}

/** A layer for each sheet with rows (ECMA-376, transitional and strict). Formulas give the value that was kept with them. */
export async function decodeXlsx(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const file = digesting(files[0])
  const { sheets, read, dates } = await openWorkbook(file, task)
  const strings = await readStrings(await read('xl/sharedStrings.xml'), file.name, task)
  const context: Context = { textAt: (index) => strings[index], ...dates }
  const layers: DecodedLayer[] = []
  const headings: Sheet[] = []
  const take = async (sheet: Sheet) => {
    const parts = { file, format: 'xlsx', skipped: 0, encoding: null, encodingEvidence: null, notes: [] }
    layers.push(...(await sheetLayers(sheet, parts, options, task)))
  }
  for (const [i, { name, path }] of sheets.entries()) {
    const xml = await read(path)
    if (xml === null) continue
    const cells = await readSheet(xml, file, context, task, 0.2 + (0.7 * i) / sheets.length)
    const sheet = cells.rows > 0 ? sheetWithTypes(sheets.length > 1 ? name : baseName(file.name), cells) : null
    if (!sheet || isMetadataHeading(sheet.columns)) continue
    if (sheet.length > 0) await take(sheet)
    else headings.push(sheet)
  }
  // a form that nobody has filled in is a table without rows; beside sheets with rows it is nothing
  if (layers.length === 0) for (const sheet of headings) await take(sheet)
  if (layers.length === 0) throw new AppError('xlsx.empty', { file: file.name })
  return layers
}

/** Rows that are looked at: of so many the types of columns are guessed as of all. */
const SAMPLE_ROWS = 200

/** The first rows of the first sheet that has some; of the texts that sheets share those up to the last that these use. */
export async function sampleXlsx(file: InputFile, { types = {} }: SampleOptions, task: Task): Promise<LayerSample | null> {
  const { sheets, read, dates } = await openWorkbook(file, task, true)
  for (const { name, path } of sheets) {
    const rowsWith = async (textAt: Context['textAt']) => {
      const xml = await read(path)
      return xml && readSheet(xml, file, { textAt, ...dates }, task, 0, SAMPLE_ROWS)
    }
    let last = -1
    await rowsWith((index) => {
      last = Math.max(last, index)
      return null
    })
    const strings = last < 0 ? [] : await readStrings(await read('xl/sharedStrings.xml'), file.name, task, last + 1)
    const cells = await rowsWith((index) => strings[index])
    const sheet = cells && cells.rows > 0 ? sheetWithTypes(sheets.length > 1 ? name : baseName(file.name), cells) : null
    if (!sheet || sheet.length === 0 || isMetadataHeading(sheet.columns)) continue
    // no checksum is wanted of a look
    const part = { name: file.name, bytes: new Uint8Array(0) }
    const parts = { file: part, format: 'xlsx', skipped: 0, encoding: null, encodingEvidence: null, notes: [] }
    const [{ table, fields }] = await sheetLayers(sheet, parts, { types }, task)
    return { file: (file.archive ?? file).name, table: { ...table, geometry: null }, fields }
  }
  return null
}

interface Context extends WorkbookDates {
  /** of those that sheets share */
  textAt(index: number): string | null | undefined
}
/** titles and headings at most */
const MOST_HEAD_ROWS = 8
/** Cells of a sheet by column. Rows without any are left out. */
class Cells {
  rows = 0
  /** cells that show one, and those of which the formula failed: neither is read */
  pictures = 0
  errors = 0
  /** numbers of the rows, from 1 */
  readonly lines: number[] = []
  width = 0
  /** kinds of the cells in the first rows, which may be titles and headings, and in all others */
  private readonly used = new Map<number, { texts: PooledTexts; first: Kind[]; others: Set<Kind> }>()
  add(column: number, { text, kind }: Cell): void {
    this.width = Math.max(this.width, column + 1)
    const own = this.used.get(column) ?? { texts: new PooledTexts(), first: [], others: new Set() }
    this.used.set(column, own)
    // a text of no letters leaves its cell empty
    if (text !== '') own.texts.set(this.rows, text)
    if (this.rows < MOST_HEAD_ROWS) own.first[this.rows] = kind
    else own.others.add(kind)
  }
  columns(): (readonly (string | null)[])[] {
    const none = new Array<null>(this.rows).fill(null)
    return Array.from({ length: this.width }, (_, column) => this.used.get(column)?.texts.finish(this.rows) ?? none)
  }
  kindsBelow(column: number, headRows: number): ReadonlySet<Kind> {
    const { first, others } = this.used.get(column) ?? { first: [], others: [] }
    return new Set([...first.slice(headRows).filter((kind) => kind !== undefined), ...others])
  }
}

/** @param most rows, after which the rest is not looked at */
async function readSheet(
  xml: XmlPieces,
  source: InputFile,
  context: Context,
  task: Task,
  from: number,
  most = Number.POSITIVE_INFINITY,
): Promise<Cells> {
  const { name: file } = source
  const tooLarge = () => new AppError('format.tooLarge', { file, bytes: sizeOf(source), limit: null })
  const sheet = new Cells()
  let cells = 0
  let isUsed = false
  let rowIndex = 0
  let at = -1
  let attributes: Readonly<Record<string, string>> = {}
  let value = ''
  let takes = false
  let phonetic = 0
  await readXml(
    xml,
    file,
    {
      open(name, given) {
        if (name === 'row') {
          rowIndex = given.r ? Number(given.r) - 1 : rowIndex
          if (!(rowIndex >= 0 && rowIndex < MOST_ROWS)) throw new AppError('xlsx.badAddress', { file, address: given.r })
          isUsed = false
          at = -1
        } else if (name === 'c') {
          attributes = given
          value = ''
          at = given.r ? columnOf(given.r) : at + 1
          if (!(at >= 0 && at < MOST_COLUMNS)) throw new AppError('xlsx.badAddress', { file, address: given.r ?? '' })
        } else if (name === 'rPh') phonetic++
        else if (name === 'v' || name === 't') takes = phonetic === 0
      },
      close(name) {
        if (name === 'v' || name === 't') takes = false
        else if (name === 'rPh') phonetic--
        else if (name === 'c') {
          const cell = cellOf(attributes, value, context)
          if (attributes.t === 'e') {
            sheet.errors++
            isUsed = true
          }
          if (!cell) return
          if (cell.kind === 'text' && isPicture(cell.text)) {
            sheet.pictures++
            return
          }
          sheet.add(at, cell)
          isUsed = true
          if (++cells > MOST_CELLS) throw tooLarge()
        } else if (name === 'row') {
          if (isUsed) {
            sheet.rows++
            sheet.lines.push(rowIndex + 1)
          }
          rowIndex++
          if (sheet.rows * sheet.width > MOST_ROOM) throw tooLarge()
          if (sheet.rows >= most) throw ENOUGH
        }
      },
      text(part) {
        if (takes) value += part
      },
    },
    task,
    from,
    Math.min(0.95, from + 0.2),
  ).catch(unlessEnough)
  return sheet
}

function cellOf({ t = 'n', s }: Readonly<Record<string, string>>, value: string, context: Context): Cell | null {
  if (value === '') return null
  switch (t) {
    case 's':
      return { text: context.textAt(Number(value)) ?? '', kind: 'text' }
    case 'b':
      return { text: value === '1' ? 'true' : 'false', kind: 'boolean' }
    case 'e':
      return null
    case 'd':
      return { text: value, kind: 'date' }
    case 'n': {
      const number = Number(value)
      if (!Number.isFinite(number)) return { text: value, kind: 'text' }
      if (!context.dateStyles[Number(s ?? 0)]) return { text: String(number), kind: 'number' }
      const epoch = context.is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
      const days = context.countsNoDay && number >= 1 && number < NO_DAY ? number + 1 : number
      const ms = epoch + Math.round(days * DAY_MS)
      return Math.abs(ms) < 8e15 ? { text: dateText(ms), kind: 'date' } : { text: String(number), kind: 'number' }
    }
    default:
      return { text: plainText(value), kind: 'text' }
  }
}

/** A column keeps the type that all its cells have; what is text in the workbook stays text, so that 0101 does. */
function sheetWithTypes(name: string, cells: Cells): Sheet {
  const sheet = sheetOfColumns(name, cells.columns(), cells.rows, cells.lines)
  const headRows = cells.rows - sheet.length
  const columns = sheet.columns.map((column, c) => {
    const kinds = cells.kindsBelow(c, headRows)
    const [only] = kinds
    const type: Column['type'] = kinds.size === 1 ? only : 'text'
    return { ...column, type, ...(type === 'text' && { hasNumbers: kinds.has('number') }) }
  })
  const notes = [...(sheet.notes ?? [])]
  if (cells.errors > 0) notes.push({ code: 'xlsx.errors', detail: { count: cells.errors }, level: 'warning' })
  if (cells.pictures > 0) notes.push({ code: 'xlsx.pictures', detail: { count: cells.pictures }, level: 'warning' })
  return { ...sheet, columns, notes }
}

/** 'AB12' → 27 */
function columnOf(address: string): number {
  let column = 0
  for (const letter of /^[A-Z]{1,3}/i.exec(address)?.[0].toUpperCase() ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}
