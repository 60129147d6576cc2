import { strToU8, zipSync } from 'fflate'
import readXlsx from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import { cellAt, findColumn, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import type { DecodedLayer, EncodeInput } from './format.ts'
import { decodeFiles } from './registry.ts'
import { textColumn } from './text-builder.ts'
import xlsx from './xlsx.ts'

async function readBook(bytes: Uint8Array, name = '表.xlsx'): Promise<readonly DecodedLayer[]> {
  const { layers, failures } = await decodeFiles([{ name, bytes }], {}, quietTask())
  expect(failures).toEqual([])
  return layers
}
const column = (table: Table, name: string) =>
  Array.from({ length: table.length }, (_, row) => cellAt(findColumn(table, name)!, row))
const DAY = Date.UTC(2023, 5, 1)
const TABLE: Table = {
  name: '宗地',
  crs: 'EPSG:4490',
  length: 2,
  columns: [
    textColumn('DLBM', ['0101', '1106'], 2),
    textColumn('BSM', ['9007199254740993104', null], 2),
    { name: 'TBMJ', type: 'number', values: Float64Array.of(1234.5, -0.001) },
    { name: '日期', type: 'date', values: Float64Array.of(DAY, DAY + 3_600_000) },
    { name: '有效', type: 'boolean', values: Uint8Array.of(1, 255) },
    textColumn('备注', ['=1+1', '<b>&"\n二'], 2),
  ],
  geometry: {
    kind: 'point',
    xy: Float64Array.of(118.55, 37.59, 118.6, 37.6),
    rings: Uint32Array.of(0, 1, 2),
    parts: Uint32Array.of(0, 1, 2),
    rows: Uint32Array.of(0, 1, 2),
  },
}
const write = async (more: Partial<EncodeInput> = {}) =>
  (await xlsx.encode!({ table: TABLE, fields: [], rows: null, ...more }, quietTask())).bytes

describe('XLSX', () => {
  test('keeps numbers, codes, long ids, dates and truths apart over a round trip', async () => {
    const [{ table }] = await readBook(await write())
    expect(table.columns.slice(0, 6).map(({ name, type }) => `${name} ${type}`)).toEqual([
      'DLBM text',
      'BSM text',
      'TBMJ number',
      '日期 date',
      '有效 boolean',
      '备注 text',
    ])
    for (const { name } of TABLE.columns) expect(column(table, name)).toEqual(column(TABLE, name))
    expect([...table.geometry!.xy]).toEqual([...TABLE.geometry!.xy])
  })
  test('another program reads the same', async () => {
    const [{ data }] = await readXlsx(Buffer.from(await write()))
    expect(data.slice(0, 2)).toEqual([
      ['DLBM', 'BSM', 'TBMJ', '日期', '有效', '备注', '经度', '纬度'],
      ['0101', '9007199254740993104', 1234.5, new Date(DAY), true, '=1+1', 118.55, 37.59],
    ])
  })
  test('metadata go on a sheet of their own', async () => {
    const bytes = await write({ metadata: { 来源: '测绘院' } })
    expect((await readXlsx(Buffer.from(bytes))).map(({ sheet }) => sheet)).toEqual(['宗地', '说明'])
    // which is not read as data
    expect((await readBook(bytes)).map(({ table }) => table.length)).toEqual([2])
  })
  test('in English too', async () => {
    const bytes = await write({ metadata: { Source: 'survey' }, locale: 'en' })
    const [, notes] = await readXlsx(Buffer.from(bytes))
    expect([notes.sheet, ...notes.data]).toEqual(['Notes', ['Metadata', 'Content'], ['Source', 'survey']])
    expect((await readBook(bytes)).map(({ table }) => table.length)).toEqual([2])
  })

  const book = (sheet: string, more: Record<string, string> = {}) =>
    zipSync(
      Object.fromEntries(
        Object.entries({
          '[Content_Types].xml': '<Types/>',
          'xl/workbook.xml':
            '<x:workbook xmlns:x="m" xmlns:r="o"><x:sheets><x:sheet name="S" sheetId="1" r:id="a"/></x:sheets></x:workbook>',
          'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="a" Target="/xl/s.xml"/></Relationships>',
          'xl/s.xml': sheet,
          ...more,
        }).map(([path, text]) => [path, strToU8(text)]),
      ),
    )
  test('prefixes, shared and rich texts, gaps and formulas are read as they show', async () => {
    const sheet =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c t="str"><x:v>和</x:v></x:c></x:row>' +
      '<x:row r="5"><x:c r="A5"><x:v>1</x:v></x:c><x:c r="C5"><x:f>A5*2</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    const strings = '<sst><si><r><t>面</t></r><r><t>积</t></r><rPh><t>x</t></rPh></si><si><t>备注</t></si></sst>'
    const [{ table }] = await readBook(book(sheet, { 'xl/sharedStrings.xml': strings }))
    expect(table.columns.map(({ name }) => name)).toEqual(['面积', '备注', '和'])
    expect([column(table, '面积'), column(table, '备注'), column(table, '和')]).toEqual([[1], [null], [2]])
  })
  test('a workbook without data is no empty file: its sheets may be hidden', async () => {
    const hidden = '<workbook><sheets><sheet name="S" sheetId="1" r:id="a" state="hidden"/></sheets></workbook>'
    const row = '<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>'
    for (const bytes of [book('<worksheet><sheetData/></worksheet>'), book(row, { 'xl/workbook.xml': hidden })])
      expect((await decodeFiles([{ name: '表.xlsx', bytes }], {}, quietTask())).failures).toMatchObject([{ code: 'xlsx.empty' }])
  })
  test('a formula that failed is an empty cell, and told', async () => {
    const cells = (...all: string[]) => `<row>${all.join('')}</row>`
    const text = (value: string) => `<c t="str"><v>${value}</v></c>`
    const error = '<c t="e"><v>#N/A</v></c>'
    const [{ table, receipt }] = await readBook(
      book(
        `<worksheet><sheetData>${cells(text('编号'), text('面积'))}${cells(text('甲'), error)}${cells(error, error)}${cells(text('乙'), '<c><v>2</v></c>')}</sheetData></worksheet>`,
      ),
    )
    expect([table.length, column(table, '面积')]).toEqual([3, [null, null, 2]])
    expect(receipt.notes).toMatchObject([{ code: 'xlsx.errors', detail: { count: 3 } }, { code: 'csv.noPlaces' }])
  })
  test('below a title and merged headings numbers stay numbers, also those held as text; codes do not', async () => {
    const t = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
    const rows = [
      [t('湿地统计表')],
      [t('图斑编号'), t('面积'), '<c/>', t('备注')],
      ['<c/>', t('图形'), t('登记'), '<c/>'],
      [t('0101'), '<c><v>12.5</v></c>', t('12.50'), t('7')],
      [t('0102'), '<c><v>3</v></c>', t('3'), t('8')],
    ]
    const sheet = `<worksheet><sheetData>${rows.map((cells) => `<row>${cells.join('')}</row>`).join('')}</sheetData></worksheet>`
    const [{ table, receipt }] = await readBook(book(sheet, {}))
    expect(table.columns.map(({ name, type }) => [name, type, ...column(table, name)])).toEqual([
      ['图斑编号', 'text', '0101', '0102'],
      ['面积_图形', 'number', 12.5, 3],
      ['面积_登记', 'number', 12.5, 3],
      // no decimals, and nothing but texts: it may be a code
      ['备注', 'text', '7', '8'],
    ])
    expect(receipt.notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['sheet.titleSkipped', 'sheet.headingJoined', 'sheet.numbersAsText']),
    )
  })
  test('days before March 1900 are those that Excel and WPS show; of LibreOffice, those that it shows', async () => {
    const days = [1, 59, 60, 61, 45000]
    const sheet = `<worksheet><sheetData><row><c t="inlineStr"><is><t>日期</t></is></c></row>${days
      .map((day) => `<row><c s="1"><v>${day}</v></c></row>`)
      .join('')}</sheetData></worksheet>`
    const styles = { 'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>' }
    const read = async (more: Record<string, string> = {}) => {
      const [{ table }] = await readBook(book(sheet, { ...styles, ...more }))
      return column(table, '日期').map((ms) => new Date(Number(ms)).toISOString().slice(0, 10))
    }
    // Excel names serial 60 the 29th, which never was
    expect(await read()).toEqual(['1900-01-01', '1900-02-28', '1900-02-28', '1900-03-01', '2023-03-15'])
    const app = '<Properties><Application>LibreOffice/7.4.7.2$Linux_X86_64</Application></Properties>'
    expect(await read({ 'docProps/app.xml': app })).toEqual([
      '1899-12-31',
      '1900-02-27',
      '1900-02-28',
      '1900-03-01',
      '2023-03-15',
    ])
  })
  test('what WPS writes: a dimension of one cell, dates of Chinese formats, phonetic guides, escaped line ends, pictures in cells', async () => {
    const files = {
      'docProps/app.xml':
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>WPS 表格</Application></Properties>',
      'docProps/custom.xml':
        '<Properties><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr xmlns:vt="v">2052-12.1.0.16120</vt:lpwstr></property></Properties>',
      'xl/styles.xml':
        '<styleSheet><numFmts count="2"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="177" formatCode="[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;;@"/><numFmt numFmtId="178" formatCode="0.00_ ;[Red]\\-0.00\\ "/></numFmts>' +
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>' +
        [0, 14, 31, 57, 58, 176, 177, 178].map((id) => `<xf numFmtId="${id}"/>`).join('') +
        '</cellXfs></styleSheet>',
      'xl/sharedStrings.xml':
        '<sst count="8" uniqueCount="8">' +
        ['地块', '日期_14', '日期_31', '日期_57', '日期_58', '日期_176', '日期_177', '面积', '照片']
          .map((text) => `<si><t>${text}</t><phoneticPr fontId="1" type="noConversion"/></si>`)
          .join('') +
        '<si><r><rPr><sz val="11"/></rPr><t>垦利_x000D_\n</t></r><r><t xml:space="preserve">街道 </t></r><rPh sb="0" eb="1"><t>KENLI</t></rPh></si>' +
        '</sst>',
    }
    const head = Array.from({ length: 9 }, (_, c) => `<c r="${'ABCDEFGHI'[c]}1" t="s"><v>${c}</v></c>`).join('')
    const dates = [1, 2, 3, 4, 5, 6].map((s, c) => `<c r="${'BCDEFG'[c]}2" s="${s}"><v>45078</v></c>`).join('')
    const picture =
      '<c r="I2" t="str"><f>_xlfn.DISPIMG(&quot;ID_0A1B2C3D4E5F60718293A4B5C6D7E8F9&quot;,1)</f><v>=DISPIMG("ID_0A1B2C3D4E5F60718293A4B5C6D7E8F9",1)</v></c>'
    const sheet = `<worksheet><sheetPr/><dimension ref="A1"/><sheetData><row r="1" spans="1:9">${head}</row><row r="2" spans="1:9"><c r="A2" t="s"><v>9</v></c>${dates}<c r="H2" s="7"><v>12.5</v></c>${picture}</row></sheetData></worksheet>`
    const [{ table, receipt }] = await readBook(book(sheet, files))
    const day = Date.UTC(2023, 5, 1)
    expect(table.columns.map(({ name, type }) => [name, type, ...column(table, name)])).toEqual([
      ['地块', 'text', '垦利\n街道 '],
      ...['14', '31', '57', '58', '176', '177'].map((id) => [`日期_${id}`, 'date', day]),
      ['面积', 'number', 12.5],
      ['照片', 'text', null],
    ])
    expect(receipt.notes.find(({ code }) => code === 'xlsx.pictures')).toMatchObject({ detail: { count: 1 }, level: 'warning' })
  })
  test('a text that looks like an escaped character comes back', async () => {
    const text = 'SH_x005F_x000D_末_x'
    const table = { ...TABLE, geometry: null, columns: [textColumn('备注', [text, '二'], 2)] }
    const bytes = await write({ table })
    expect(column((await readBook(bytes))[0].table, '备注')).toEqual([text, '二'])
  })
  test('a column of dates alone has no heading', async () => {
    const styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    const rows = [45078, 45079].map((day, r) => `<row r="${r + 1}"><c r="A${r + 1}" s="1"><v>${day}</v></c></row>`)
    const [{ table }] = await readBook(
      book(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`, { 'xl/styles.xml': styles }),
    )
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([['列1', 'date']])
    expect(table.length).toBe(2)
  })
  test('a form with nothing but its headings opens as a table without rows, beside rows it is no layer', async () => {
    const t = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
    const form = `<worksheet><sheetData><row>${t('垦利区登记表')}</row><row>${t('编号')}${t('面积')}${t('权属')}</row></sheetData></worksheet>`
    const [{ table, receipt }] = await readBook(book(form))
    expect([table.length, table.columns.map(({ name }) => name)]).toEqual([0, ['编号', '面积', '权属']])
    expect(receipt).toMatchObject({ count: 0 })
    const two = {
      'xl/workbook.xml':
        '<workbook xmlns:r="o"><sheets><sheet name="空" r:id="a"/><sheet name="满" r:id="b"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="a" Target="s.xml"/><Relationship Id="b" Target="t.xml"/></Relationships>',
      'xl/t.xml': `<worksheet><sheetData><row>${t('编号')}</row><row>${t('0101')}</row></sheetData></worksheet>`,
    }
    expect((await readBook(book(form, two))).map(({ table }) => [table.name, table.length])).toEqual([['满', 1]])
  })
  test('a text without letters is an empty cell, and phonetic guides of a text in its cell are left out', async () => {
    const sheet =
      '<worksheet><sheetData><row><c t="inlineStr"><is><t>地类</t><rPh sb="0" eb="2"><t>di lei</t></rPh></is></c><c t="s"><v>0</v></c></row>' +
      '<row><c t="inlineStr"><is><r><t>水</t></r><r><t>田</t></r></is></c><c t="s"><v>1</v></c></row></sheetData></worksheet>'
    const [{ table }] = await readBook(book(sheet, { 'xl/sharedStrings.xml': '<sst><si><t>备注</t></si><si><t/></si></sst>' }))
    expect(table.columns.map(({ name }) => [name, column(table, name)])).toEqual([
      ['地类', ['水田']],
      ['备注', [null]],
    ])
  })
  test.each([
    ['<worksheet><sheetData><row r="9999999"><c r="A1"><v>1</v></c></row></sheetData></worksheet>', 'xlsx.badAddress'],
    ['<worksheet><sheetData><row><c r="ZZZ1"><v>1</v></c></row></sheetData></worksheet>', 'xlsx.badAddress'],
    ['<worksheet><sheetData><row>', 'xml.syntax'],
    ['<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>', 'xml.entities'],
  ])('%s is refused', async (sheet, code) => {
    const { failures } = await decodeFiles([{ name: 'a.xlsx', bytes: book(sheet) }], {}, quietTask())
    expect(failures.map((failure) => failure.code)).toEqual([code])
  })
  test('a text too long for a cell is told before it is cut', async () => {
    const table = { ...TABLE, columns: [textColumn('长', ['x'.repeat(40_000), null], 2)] }
    expect(await xlsx.losses!({ table, fields: [], rows: null })).toMatchObject([
      { code: 'write.textsCut', detail: { fields: '长' } },
    ])
  })
})
