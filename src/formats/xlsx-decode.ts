import { AppError } from '../core/errors.ts'
import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { dateText } from './cell-text.ts'
import { digesting, sizeOf } from './file-source.ts'
import { baseName } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { PooledTexts } from './pooled-texts.ts'
import { type Sheet, sheetOfColumns } from './sheet-columns.ts'
import { sheetLayers } from './sheet-layers.ts'
import { isMetadataHeading } from './xlsx-encode.ts'
import { isPicture, plainText } from './xlsx-text.ts'
import { readXml, type XmlPieces } from './xml-reader.ts'
import { openXml } from './xml-text.ts'
import { listZip, type ZipMember } from './zip-archive.ts'

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
  const members = new Map((await listZip(file)).map((member) => [member.path.toLowerCase(), member]))
  // of a large sheet only a piece is unpacked at a time
  const read = async (path: string) => {
    const member: ZipMember | undefined = members.get(path.toLowerCase())
    return member ? openXml({ name: file.name, ...(await member.open(task)) }, 'utf-8', task) : null
  }
  const workbook = await read('xl/workbook.xml')
  if (workbook === null) throw new AppError('xlsx.noWorkbook', { file: file.name })
  const { sheets, is1904 } = await readWorkbook(workbook, await read('xl/_rels/workbook.xml.rels'), file.name, task)
  const countsNoDay = !is1904 && !(await isOfLibreOffice(await read('docProps/app.xml'), file.name, task))
  const strings = await readStrings(await read('xl/sharedStrings.xml'), file.name, task)
  const dateStyles = await readDateStyles(await read('xl/styles.xml'), file.name, task)
  const layers: DecodedLayer[] = []
  const headings: Sheet[] = []
  const take = async (sheet: Sheet) => {
    const parts = { file, format: 'xlsx', skipped: 0, encoding: null, encodingEvidence: null, notes: [] }
    layers.push(...(await sheetLayers(sheet, parts, options, task)))
  }
  for (const [i, { name, path }] of sheets.entries()) {
    const xml = await read(path)
    if (xml === null) continue
    const cells = await readSheet(xml, file, { strings, dateStyles, is1904, countsNoDay }, task, 0.2 + (0.7 * i) / sheets.length)
    const sheet = cells.rows > 0 ? sheetWithTypes(sheets.length > 1 ? name : baseName(file.name), cells) : null
    if (!sheet || isMetadataHeading(sheet.columns)) continue
    if (sheet.length > 0) await take(sheet)
    else headings.push(sheet)
  }
  // a form that nobody has filled in is a table without rows; beside sheets with rows it is nothing
  if (layers.length === 0) for (const sheet of headings) await take(sheet)
  if (layers.length === 0) throw new AppError('format.empty', { file: file.name })
  return layers
}

interface SheetEntry {
  readonly name: string
  readonly path: string
}
async function readWorkbook(
  xml: XmlPieces,
  relations: XmlPieces | null,
  file: string,
  task: Task,
): Promise<{ sheets: SheetEntry[]; is1904: boolean }> {
  const targets = new Map<string, string>()
  if (relations) await eachElement(relations, file, task, 'Relationship', ({ Id, Target }) => void targets.set(Id, Target))
  const sheets: SheetEntry[] = []
  let is1904 = false
  await eachElement(xml, file, task, null, (attributes, name) => {
    if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
    if (name !== 'sheet' || attributes.state === 'hidden' || attributes.state === 'veryHidden') return
    const target = targets.get(attributes.id) ?? ''
    if (target) sheets.push({ name: attributes.name, path: target.startsWith('/') ? target.slice(1) : `xl/${target}` })
  })
  return { sheets, is1904 }
}

/** It counts from 30 December 1899 without the day that never was, and writes its serials so (measured with LibreOffice 7.4). */
async function isOfLibreOffice(xml: XmlPieces | null, file: string, task: Task): Promise<boolean> {
  if (xml === null) return false
  let application = ''
  let isIn = false
  await readXml(
    xml,
    file,
    {
      open(name) {
        isIn = name === 'Application'
      },
      close() {
        isIn = false
      },
      text(part) {
        if (isIn) application += part
      },
    },
    task,
    0,
    0.1,
  )
  return /LibreOffice|OpenOffice/i.test(application)
}

/** Texts that cells refer to; runs of one text are joined, phonetic guides left out. */
async function readStrings(xml: XmlPieces | null, file: string, task: Task): Promise<readonly (string | null)[]> {
  if (xml === null) return []
  const strings = new PooledTexts()
  let count = 0
  let text = ''
  let isIn = false
  let phonetic = 0
  await readXml(
    xml,
    file,
    {
      open(name) {
        if (name === 'si') text = ''
        else if (name === 'rPh') phonetic++
        else if (name === 't') isIn = phonetic === 0
      },
      close(name) {
        if (name === 't') isIn = false
        else if (name === 'rPh') phonetic--
        else if (name === 'si') strings.set(count++, plainText(text))
      },
      text(part) {
        if (isIn) text += part
      },
    },
    task,
    0.1,
    0.2,
  )
  return strings.finish(count)
}

/** Whether cells of each style show a date: by the built-in formats 14–22, 27–36, 45–47, 50–58, else by the letters of the format. */
async function readDateStyles(xml: XmlPieces | null, file: string, task: Task): Promise<readonly boolean[]> {
  const styles: boolean[] = []
  if (xml === null) return styles
  const custom = new Map<number, boolean>()
  let isInCells = false
  await readXml(
    xml,
    file,
    {
      open(name, attributes) {
        if (name === 'numFmt') {
          const code = (attributes.formatCode ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
          custom.set(Number(attributes.numFmtId), /[ymdhs年月日]/i.test(code) && !/general/i.test(code))
        } else if (name === 'cellXfs') isInCells = true
        else if (name === 'xf' && isInCells) {
          const id = Number(attributes.numFmtId)
          const isBuiltIn = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
          styles.push(custom.get(id) ?? isBuiltIn)
        }
      },
      close(name) {
        if (name === 'cellXfs') isInCells = false
      },
      text() {},
    },
    task,
  )
  return styles
}

interface Context {
  readonly strings: readonly (string | null)[]
  readonly dateStyles: readonly boolean[]
  readonly is1904: boolean
  readonly countsNoDay: boolean
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

async function readSheet(xml: XmlPieces, source: InputFile, context: Context, task: Task, from: number): Promise<Cells> {
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
        }
      },
      text(part) {
        if (takes) value += part
      },
    },
    task,
    from,
    Math.min(0.95, from + 0.2),
  )
  return sheet
}

function cellOf({ t = 'n', s }: Readonly<Record<string, string>>, value: string, context: Context): Cell | null {
  if (value === '') return null
  switch (t) {
    case 's':
      return { text: context.strings[Number(value)] ?? '', kind: 'text' }
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

async function eachElement(
  xml: XmlPieces,
  file: string,
  task: Task,
  wanted: string | null,
  visit: (attributes: Readonly<Record<string, string>>, name: string) => void,
): Promise<void> {
  const open = (name: string, attributes: Readonly<Record<string, string>>) => {
    if (wanted === null || name === wanted) visit(attributes, name)
  }
  await readXml(xml, file, { open, close() {}, text() {} }, task, 0, 0.1)
}
