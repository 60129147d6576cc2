import { isGeographic } from '../core/crs.ts'
import { type Column, cellAt } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { Locale } from '../core/text.ts'
import { dateText } from './cell-text.ts'
import type { EncodeInput } from './format.ts'
import { quantities } from './number-style.ts'
import { type Part, XML } from './ooxml-parts.ts'
import { headingsOf, shapeColumns } from './sheet-encode.ts'
import {
  address,
  MAIN,
  MOST_CHARACTERS,
  MOST_ROWS,
  NumberFormats,
  packWorkbook,
  SheetNames,
  STYLE,
  textCell,
  widthOf,
} from './xlsx-parts.ts'

/** of a day: dates count days since 30 December 1899 */
const DAY_MS = 86_400_000
const EPOCH_MS = Date.UTC(1899, 11, 30)
const WIDTH_SAMPLE = 200

/** A sheet of the rows, numbers as numbers, codes and long ids as text, dates as dates; provenance on a second sheet. */
export async function encodeXlsx(input: EncodeInput, task: Task): Promise<Uint8Array<ArrayBuffer>> {
  const { table, rows, fields, metadata, numbers, locale = 'zh' } = input
  const styled = numbers ? quantities(table, fields) : new Set<string>()
  const decimals = isGeographic(table.crs || 'EPSG:4326') ? 9 : 4
  const shapes = shapeColumns(table, decimals, { headings: input.headings })
  const headings = [...headingsOf(input), ...shapes.names]
  const formats = new NumberFormats()
  const own = new Map(fields.map((field) => [field.name, field.decimals]))
  const styles = table.columns.map(({ name }) => {
    const decimals = (styled.has(name) ? numbers?.decimals : null) ?? own.get(name)
    return decimals === undefined ? STYLE.plain : formats.styleOf(decimals, false, !styled.has(name) || numbers?.isGrouped)
  })
  // coordinates are numbers, which other programs take as places; shapes are text
  const placeStyle = shapes.names.length === 2 ? formats.styleOf(decimals, false, false) : null
  const shapeCell = (text: string, c: number, r: number) =>
    placeStyle === null || text === ''
      ? textCell(c, r, clipped(text), STYLE.text)
      : `<c r="${address(c, r)}" s="${placeStyle}"><v>${text}</v></c>`
  const count = Math.min(rows?.length ?? table.length, MOST_ROWS - 1)
  const widths = headings.map(widthOf)
  for (let i = 0; i < Math.min(count, WIDTH_SAMPLE); i++)
    table.columns.forEach((column, c) => {
      widths[c] = Math.max(widths[c], widthOf(String(cellAt(column, rows ? rows[i] : i) ?? '')))
    })
  const cols = widths.map((width, c) => `<col min="${c + 1}" max="${c + 1}" width="${Math.min(48, width + 3)}" customWidth="1"/>`)
  const names = new SheetNames()
  async function* xml() {
    yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>`
    yield `<row r="1">${headings.map((each, c) => textCell(c, 0, each, STYLE.header)).join('')}</row>`
    for (let i = 0; i < count; i++) {
      const row = rows ? rows[i] : i
      const cells = table.columns.map((column, c) => cellXml(column, row, c, i + 1, styles[c]))
      const own = shapes.cells(row).map((text, c) => shapeCell(text, table.columns.length + c, i + 1))
      yield `<row r="${i + 2}">${cells.join('')}${own.join('')}</row>`
      if ((i & 511) === 0) {
        task.progress(i / count, 'stage.write')
        await task.breathe()
      }
    }
    yield '</sheetData></worksheet>'
  }
  const sheets: { readonly name: string; readonly xml: Part }[] = [{ name: names.take(table.name || '数据'), xml }]
  if (metadata) sheets.push({ name: names.take(METADATA_SHEET[locale]), xml: metadataSheet(metadata, locale) })
  return packWorkbook(sheets, formats)
}

function cellXml(column: Column, row: number, c: number, r: number, style: number): string {
  const value = cellAt(column, row)
  if (value === null) return ''
  if (typeof value === 'string') return textCell(c, r, clipped(value), STYLE.text)
  if (typeof value === 'boolean') return `<c r="${address(c, r)}" t="b"><v>${value ? 1 : 0}</v></c>`
  if (column.type === 'date') {
    const days = (value - EPOCH_MS) / DAY_MS
    // the day 29 February 1900, which never was, makes earlier serials ambiguous
    if (days < 61) return textCell(c, r, dateText(value), STYLE.text)
    return `<c r="${address(c, r)}" s="${Number.isInteger(days) ? STYLE.date : STYLE.dateTime}"><v>${days}</v></c>`
  }
  if (!Number.isFinite(value)) return textCell(c, r, String(value), STYLE.text)
  return `<c r="${address(c, r)}" s="${style}"><v>${value}</v></c>`
}
function clipped(text: string): string {
  return text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text
}

const METADATA_SHEET = { zh: '说明', en: 'Notes' } as const
/** Heading of the sheet that tells where the data come from. */
const METADATA_HEADING = { zh: ['元数据', '内容'], en: ['Metadata', 'Content'] } as const

/** Reading knows the sheet of metadata by its heading, and makes no layer of it. */
export function isMetadataHeading(columns: readonly { readonly name: string }[]): boolean {
  return Object.values(METADATA_HEADING).some((heading) => heading.every((name, c) => columns[c]?.name === name))
}

function metadataSheet(metadata: Readonly<Record<string, unknown>>, locale: Locale): string {
  const rows = Object.entries(metadata).map(
    ([key, value], r) =>
      `<row r="${r + 2}">${textCell(0, r + 1, key, STYLE.totalText)}${textCell(1, r + 1, clipped(typeof value === 'string' ? value : JSON.stringify(value)), STYLE.wrapped)}</row>`,
  )
  const heading = METADATA_HEADING[locale].map((text, c) => textCell(c, 0, text, STYLE.header)).join('')
  return `${XML}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="24" customWidth="1"/><col min="2" max="2" width="110" customWidth="1"/></cols><sheetData><row r="1">${heading}</row>${rows.join('')}</sheetData></worksheet>`
}
