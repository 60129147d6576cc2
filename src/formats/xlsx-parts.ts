import { contentTypes, escapeXml, OFFICE, type Part, packParts, relations, XML } from './ooxml-parts.ts'
import { escapedText } from './xlsx-text.ts'

export const XLSX_MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Rows of a sheet, by Excel's specification, heading included. */
export const MOST_ROWS = 1_048_576
/** Characters of a cell, likewise. */
export const MOST_CHARACTERS = 32_767

/** Names that Excel takes: at most 31 characters, none of []:*?/\, each once whatever the case. */
export class SheetNames {
  readonly #taken = new Set<string>()
  take(wanted: string): string {
    const clean = wanted
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim()
    let name = clean.slice(0, 31)
    for (let n = 2; this.#taken.has(name.toLowerCase()); n++) name = `${clean.slice(0, 27)} ${n}`
    this.#taken.add(name.toLowerCase())
    return name
  }
}

/** Cell styles in the order of stylesXml: fixed ones first, then a plain and a bold one for each number of decimals. */
export const STYLE = { plain: 0, text: 1, header: 2, totalText: 3, wrapped: 4, date: 5, dateTime: 6 } as const
const DATE = 400
const DATE_TIME = 401
export class NumberFormats {
  readonly #codes: string[] = []
  /** @param isGrouped thousands apart */
  styleOf(decimals: number, isTotal: boolean, isGrouped = true): number {
    const code = `${isGrouped ? '#,##0' : '0'}${decimals === 0 ? '' : `.${'0'.repeat(decimals)}`}`
    let index = this.#codes.indexOf(code)
    if (index < 0) index = this.#codes.push(code) - 1
    return Object.keys(STYLE).length + 2 * index + (isTotal ? 1 : 0)
  }
  stylesXml(): string {
    const codes = this.#codes
    const numFmts = codes.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code}"/>`).join('')
    const dates = `<numFmt numFmtId="${DATE}" formatCode="yyyy-mm-dd"/><numFmt numFmtId="${DATE_TIME}" formatCode="yyyy-mm-dd hh:mm:ss"/>`
    const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`
    const xf = (numFmt: number, fontId: number, more = '', inner = '') =>
      `<xf numFmtId="${numFmt}" fontId="${fontId}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"${more}>${inner}</xf>`
    const header = `<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>`
    const wrapped = xf(49, 0, ' applyAlignment="1"', '<alignment vertical="top" wrapText="1"/>')
    const numbers = codes.flatMap((_, i) => [xf(164 + i, 0), xf(164 + i, 1)])
    const xfs = [xf(0, 0), xf(49, 0), header, xf(49, 1), wrapped, xf(DATE, 0), xf(DATE_TIME, 0), ...numbers]
    return `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${codes.length + 2}">${dates}${numFmts}</numFmts><fonts count="2">${font('')}${font('<b/>')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF0"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs></styleSheet>`
  }
}

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** Sheets as a workbook (ECMA-376 SpreadsheetML, as little of it as Excel, WPS and LibreOffice need). */
export async function packWorkbook(
  sheets: readonly { readonly name: string; readonly xml: Part }[],
  formats: NumberFormats,
): Promise<Uint8Array<ArrayBuffer>> {
  const paths = sheets.map((_, i) => `worksheets/sheet${i + 1}.xml`)
  return packParts({
    ...Object.fromEntries(sheets.map(({ xml }, i) => [`xl/${paths[i]}`, xml])),
    // known when the sheets are written
    'xl/styles.xml': () => [formats.stylesXml()],
    'xl/workbook.xml': workbookXml(sheets.map(({ name }) => name)),
    'xl/_rels/workbook.xml.rels': relations([...paths.map((path) => ['worksheet', path] as const), ['styles', 'styles.xml']]),
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    '[Content_Types].xml': contentTypes([
      ['/xl/workbook.xml', `${TYPE}.sheet.main+xml`],
      ...paths.map((path) => [`/xl/${path}`, `${TYPE}.worksheet+xml`] as const),
      ['/xl/styles.xml', `${TYPE}.styles+xml`],
    ]),
  })
}

export function textCell(column: number, row: number, text: string, style: number): string {
  return text === ''
    ? ''
    : `<c r="${address(column, row)}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(escapedText(text))}</t></is></c>`
}
/** A1, B1 … AA1 */
export function address(column: number, row: number): string {
  let letters = ''
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters
  return `${letters}${row + 1}`
}
/** Chinese characters are two wide. */
export function widthOf(text: string): number {
  return Array.from(text).reduce((width, character) => width + (character > '\u2e80' ? 2 : 1), 0)
}
function workbookXml(names: readonly string[]): string {
  const sheets = names.map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets}</sheets></workbook>`
}
