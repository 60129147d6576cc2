import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codes, column, KENLI, readCsv as read, types } from '../../tests/csv-files.ts'
import type { Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import csv from './csv.ts'
import { DelimitedReader } from './csv-parse.ts'
import type { DecodedLayer, EncodeInput } from './format.ts'
import { encodeGb18030 } from './gb18030-encoder.ts'
import geojson from './geojson.ts'
import { decodeFiles } from './registry.ts'

async function write(
  { table, fields }: Pick<DecodedLayer, 'table' | 'fields'>,
  more: Partial<EncodeInput> = {},
): Promise<string> {
  const { bytes } = await csv.encode!({ table, fields, rows: null, ...more }, quietTask())
  return new TextDecoder(more.encoding ?? 'utf-8', { ignoreBOM: true }).decode(bytes)
}

describe('pieces of a text', () => {
  const parse = (text: string, cuts: readonly number[] = []) => {
    const reader = new DelimitedReader('f')
    const places = [0, ...cuts, text.length]
    for (let i = 0; i + 1 < places.length; i++) reader.add(text.slice(places[i], places[i + 1]), i + 2 === places.length)
    return reader.finish()
  }
  test('cut anywhere give the records and lines of the whole', () => {
    const cell = fc.oneof(
      fc.stringMatching(/^[a-z0-9耕地 ]{0,5}$/),
      fc.stringMatching(/^[a,"\r\n]{0,6}$/).map((text) => `"${text.replaceAll('"', '""')}"`),
      fc.constant('5" pipe'),
    )
    const line = fc.array(cell, { minLength: 2, maxLength: 3 }).map((cells) => cells.join(','))
    const head = 'a,b,c\r\n1,2,3\r\n'
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.nat(300), { maxLength: 8 }),
        (lines, end, cuts) => {
          const text = head + lines.join(end) + (lines.length % 2 ? end : '')
          const sorted = cuts.map((cut) => Math.min(text.length, head.length + cut)).sort((a, b) => a - b)
          expect(parse(text, sorted)).toEqual(parse(text))
        },
      ),
      { numRuns: 500 },
    )
  })
  test('a quote that is never closed is told by its line, not kept to the end of a large file', () => {
    const reader = new DelimitedReader('f')
    const piece = `${'x'.repeat(1 << 20)}\n`
    reader.add(`a,b\n1,2\n3,"${piece}`, false)
    const rest = () => {
      for (let i = 0; i < 100; i++) reader.add(piece, false)
    }
    expect(rest).toThrow(expect.objectContaining({ code: 'csv.openQuote', detail: { file: 'f', line: 3 } }))
  })
})

describe('reading CSV', () => {
  test('cells keep every character, and types are guessed only where nothing is lost', async () => {
    const layer = await read(
      'DLBM,BSM,单元号,面积,年,日期,有效,备注\r\n0101,9007199254740993104,370505001001GB00001W00000000,12.50,2023,2023-06-01,true,"a,""b""\r\nc"\r\n1106,9007199254740993105,370505001001GB00002W00000000,3.25,2024,2023-06-02,false,\r\n',
    )
    expect(types(layer)).toEqual([
      'DLBM text',
      'BSM text',
      '单元号 text',
      '面积 number',
      '年 number',
      '日期 date',
      '有效 boolean',
      '备注 text',
    ])
    expect(column(layer, 'DLBM')).toEqual(['0101', '1106'])
    expect(column(layer, '备注')).toEqual(['a,"b"\r\nc', null])
    expect(layer.table.geometry).toBeNull()
    expect(codes(layer)).toEqual(['csv.noPlaces', 'fields.recognised', 'fields.landClasses'])
  })

  test('0101, nineteen digits and a code of 28 survive CSV → table → GeoJSON → CSV byte for byte', async () => {
    const text =
      '\ufeff代码,BSM,单元号,面积\r\n0101,9007199254740993104,370505001001GB00001W00000000,12.50\r\n0102,0000000000000000001,370505001001GB00002F00010001,3.25\r\n'
    const first = await read(text)
    const file = await geojson.encode!({ ...first, rows: null }, quietTask())
    const second = (await decodeFiles([{ name: file.name, bytes: file.bytes }], KENLI, quietTask())).layers[0]
    expect(await write({ table: second.table, fields: first.fields })).toBe(text)
  })

  test.each([
    ['semicolons', '名称;面积\nA;1\nB;2', 'csv.delimiter'],
    ['tabs', '名称\t面积\nA\t1\nB\t2', 'csv.delimiter'],
    ['full-width semicolons', '名称；面积\nA；1\nB；2', 'csv.delimiter'],
    ['full-width commas', '名称，面积\nA，1\nB，2', 'csv.delimiter'],
    ['a sep line', 'sep=|\n名称|面积\nA|1\nB|2', 'csv.delimiter'],
    ['old Mac lines', '名称,面积\rA,1\rB,2', null],
  ])('finds %s', async (_, text, note) => {
    const layer = await read(text)
    expect(types(layer)).toEqual(['名称 text', '面积 number'])
    expect(column(layer, '面积')).toEqual([1, 2])
    if (note) expect(codes(layer)).toContain(note)
  })
  test('reads GB18030 and UTF-16, and says by what it knew', async () => {
    const gbk = await read(encodeGb18030('权利人,面积\r\n垦利街道办事处,1\r\n'))
    expect(column(gbk, '权利人')).toEqual(['垦利街道办事处'])
    expect(gbk.receipt).toMatchObject({ encoding: 'gb18030', encodingEvidence: 'gb18030' })
    const wide = Uint8Array.of(
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from('权利人\t面积\n王某\t1', (c) => c.charCodeAt(0)).buffer),
    )
    expect(column(await read(wide), '权利人')).toEqual(['王某'])
  })
  test('a type that the user chooses goes before the guess', async () => {
    const text = 'a,b\n0101,1\n0102,x\n'
    expect(types(await read(text))).toEqual(['a text', 'b text'])
    const chosen = await read(text, { ...KENLI, types: { a: 'number', b: 'number' } })
    expect(types(chosen)).toEqual(['a number', 'b number'])
    expect(column(chosen, 'b')).toEqual([1, null])
    expect(codes(chosen)).toContain('csv.valuesLost')
  })
  test('what a spreadsheet leaves of cleared cells is no row and no column', async () => {
    const layer = await read('\ufeff编号,面积,面积,\r\n0101,1,2,\r\n,,,\r\n0102,3,4,\r\n,,,\r\n, ,,\r\n')
    expect(layer.table.columns.map(({ name }) => name)).toEqual(['编号', '面积', '面积_2'])
    // a row of nothings between others is one
    expect([layer.table.length, column(layer, '面积')]).toEqual([3, [1, null, 3]])
    expect(layer.receipt.notes.find(({ code }) => code === 'csv.clearedRows')?.detail).toEqual({ count: 2 })
    // a column whose heading or whose rows say something stays
    const wide = await read('编号,备注,,\n0101,,7,\n')
    expect(wide.table.columns.map(({ name }) => name)).toEqual(['编号', '备注', '列3'])
    expect(codes(wide)).not.toContain('csv.clearedRows')
  })

  test('lines of too many cells are skipped, told and kept for download', async () => {
    const layer = await read('a,b\n1,2\n1,2,3\n4,5\n')
    expect(layer.receipt).toMatchObject({ count: 2, skipped: 1, skippedLines: [{ line: 3, text: '1,2,3' }] })
  })
  test.each([
    ['垦利区2024年耕地\n单位：公顷, 2024年\n图斑编号;面积;权属\n0101;12,5;国有\n0102;3,25;集体\n', [12.5, 3.25]],
    ['垦利区2024年耕地\n图斑编号\t面积\t权属\n0101\t12.5\t国有\n', [12.5]],
    ['图斑编号;面积;权属\n0101;12,5;国有\n0102;3,25;集体\n', [12.5, 3.25]],
  ])('what separates is told below the titles, which nothing cuts: %j', async (text, areas) => {
    const layer = await read(text)
    expect(types(layer)).toEqual(['图斑编号 text', '面积 number', '权属 text'])
    expect(column(layer, '面积')).toEqual(areas)
    expect(codes(layer).includes('sheet.titleSkipped')).toBe(text.startsWith('垦利区'))
  })
  test('a last row that calls itself a sum without being one is told, and a place of that name is not', async () => {
    const layer = await read('编号,面积,权属\n0101,12.5,国有\n0102,3,集体\n合 计,18,\n')
    expect(column(layer, '面积')).toEqual([12.5, 3, 18])
    expect(layer.receipt.notes.find(({ code }) => code === 'sheet.totalRow')).toMatchObject({
      detail: { text: '合 计' },
      level: 'warning',
    })
    expect(codes(await read('编号,名称\n1,合计村\n2,共计划地\n'))).not.toContain('sheet.totalRow')
  })
  test('prose with full-width stops is not cut', async () => {
    expect(types(await read('备注\n东至路，西至河\n东至河，西至路\n'))).toEqual(['备注 text'])
    const layer = await read('编号,备注\n1,东至路；西至河\n2,东至河；西至路\n')
    expect(column(layer, '备注')).toEqual(['东至路；西至河', '东至河；西至路'])
  })
  test.each([
    ['面积', ['12.5亩', '3 亩', ''], [12.5, 3, null], 'mu'],
    ['面积', ['3.2公顷', '１．５公顷', '-0.5公顷'], [3.2, 1.5, -0.5], 'ha'],
    ['面积', ['"1,234.5㎡"', '"12,000㎡"', '8m²'], [1234.5, 12000, 8], 'm2'],
    ['面积（亩）', ['12.5亩', '3', '4'], [12.5, 3, 4], 'mu'],
    ['TBMJ', ['12.5平方米', '3平方米', '4平方米'], [12.5, 3, 4], 'm2'],
    ['宽度', ['5米', '12.25米', '7m'], [5, 12.25, 7], 'm'],
  ])('numbers with a unit are numbers, and the field has the unit: %s %j', async (name, cells, values, unit) => {
    const layer = await read(`地块,${name}\n${cells.map((cell, i) => `A${i},${cell}`).join('\n')}\n`)
    expect(column(layer, name)).toEqual(values)
    expect(layer.fields.find((field) => field.name === name)).toMatchObject({ unit })
    expect(codes(layer)).toContain('sheet.unitTaken')
  })
  test('only square metres make a registered area', async () => {
    const roleOf = async (cell: string) => (await read(`地块,登记面积\nA,${cell}\n`)).fields.find(({ role }) => role)?.role
    expect(await roleOf('12.5㎡')).toBe('registeredAreaM2')
    expect(await roleOf('12.5亩')).toBeUndefined()
  })
  test.each([
    ['面积', ['12.5亩', '3公顷']],
    ['面积', ['12.5亩', '3']],
    ['面积（公顷）', ['12.5亩', '3亩']],
    ['TBMJ', ['12.5亩', '3亩']],
  ])('units are never mixed: %s %j stays text, and it is told', async (name, cells) => {
    const layer = await read(`地块,${name}\nA,${cells[0]}\nB,${cells[1]}\n`)
    expect(column(layer, name)).toEqual(cells)
    expect(layer.receipt.notes.find(({ code }) => code === 'sheet.mixedUnits')?.level).toBe('warning')
  })
  test('codes, lists and words behind numbers stay text, in full-width digits too', async () => {
    const layer = await read(
      '地块,代码,图号,备注,楼层,数\nA,０１０１,0012亩,12.5左右,3层,１２\nB,０１０２,0013亩,3亩地,4层,３．５\n',
    )
    expect(column(layer, '代码')).toEqual(['０１０１', '０１０２'])
    expect(column(layer, '图号')).toEqual(['0012亩', '0013亩'])
    expect(types(layer).slice(3)).toEqual(['备注 text', '楼层 text', '数 number'])
    expect(column(layer, '数')).toEqual([12, 3.5])
    expect(codes(layer)).toContain('sheet.fullWidth')
  })
  test('a table without heading gets one', async () => {
    expect((await read('1,2\n3,4\n')).table.columns.map(({ name }) => name)).toEqual(['列1', '列2'])
  })
})

describe('writing CSV', () => {
  test('begins with a byte order mark, ends lines with CRLF, defuses formulas and marks codes where asked', async () => {
    const layer = await read('名称,代码\n=1+1,0101\n@SUM(1),1106\n"-2,5",0303\n')
    const text = await write(layer)
    expect(text).toBe("\ufeff名称,代码\r\n'=1+1,0101\r\n'@SUM(1),1106\r\n\"'-2,5\",0303\r\n")
    expect(await write(layer, { marksCodes: true })).toContain('"\t0101"')
    // and comes back as it was
    expect(column(await read(text), '名称')).toEqual(['=1+1', '@SUM(1)', '-2,5'])
    expect(column(await read(await write(layer, { marksCodes: true })), '代码')).toEqual(['0101', '1106', '0303'])
  })
  test('writes labels as headings, chosen rows, and GB18030 without a mark', async () => {
    const layer = await read('DLBM,TBMJ\n0101,1\n1106,2\n')
    expect(await write(layer, { headings: 'zh', rows: Uint32Array.of(1), encoding: 'gb18030' })).toBe(
      '地类编码,图斑面积\r\n1106,2\r\n',
    )
  })
  test('names the place of points in the language of the headings, and reads it back', async () => {
    const layer = await read('名称,经度,纬度\nA,118.55,37.59\n')
    const named = { ...layer, table: { ...layer.table, columns: layer.table.columns.filter(({ name }) => name === '名称') } }
    for (const [headings, heads] of [
      [undefined, '经度,纬度'],
      ['zh', '经度,纬度'],
      ['en', 'Longitude,Latitude'],
    ] as const) {
      const text = await write(named, headings && { headings })
      expect(text).toContain(heads)
      expect((await read(text)).table.geometry?.xy).toEqual(layer.table.geometry?.xy)
    }
  })
  test('any table of texts comes back', async () => {
    const cell = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text.trim() === text && !/^['\ufeff]|\r/.test(text))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const table: Table = {
          name: 't',
          crs: '',
          length: rows.length,
          geometry: null,
          columns: ['名称', '备注'].map((name, c) => ({
            name,
            type: 'text',
            codes: Uint32Array.from(rows, (_, i) => i),
            dictionary: rows.map((row) => row[c]),
          })),
        }
        const again = await read(await write({ table, fields: [] }), { ...KENLI, types: { 名称: 'text', 备注: 'text' } })
        expect(column(again, '名称')).toEqual(rows.map(([a]) => a))
        expect(column(again, '备注')).toEqual(rows.map(([, b]) => b))
      }),
      { numRuns: 100 },
    )
  })
})

const outside = '../shared/data'
const isThere = existsSync(outside)
if (!isThere) console.warn('skipped: ../shared/data is absent, no real CSV files are read')
describe.skipIf(!isThere)('real CSV files', () => {
  const load = (path: string) => new Uint8Array(readFileSync(`${outside}/${path}`))
  test('the five counties as WKT', async () => {
    const layer = await read(load('kenli/dongying_wkt.csv'))
    expect(layer.receipt).toMatchObject({ count: 5, withoutGeometry: 0 })
    expect(layer.table.geometry!.xy.length / 2).toBe(1946)
  })
  test('degrees, minutes and seconds', async () => {
    const { table } = await read(load('bad/csv/dms.csv'))
    expect([...table.geometry!.xy].map((value) => Number(value.toFixed(9)))).toEqual([118.8, 37.6, 118.9, 37.7])
  })
  test('formulas stay text and are written harmlessly', async () => {
    const layer = await read(load('bad/csv/formula.csv'))
    expect(column(layer, 'name')).toEqual(['=HYPERLINK("x","y")', '@SUM(1)'])
    expect(await write(layer)).toContain('"\'=HYPERLINK(""x"",""y"")"')
  })
  test('an open quote is refused with its line', async () => {
    const { failures } = await decodeFiles([{ name: 'a.csv', bytes: load('bad/csv/unbalanced_quote.csv') }], KENLI, quietTask())
    expect(failures).toMatchObject([{ code: 'csv.openQuote', detail: { line: 2 } }])
  })
})

test('“Unicode text” of Excel, tabs in UTF-16 under .txt, is a table', async () => {
  const text = '编号\t经度\t纬度\r\n0101\t118.55\t37.58\r\n0102\t118.56\t37.59\r\n0103\t118.57\t37.6\r\n'
  const bytes = new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from(text, (letter) => letter.charCodeAt(0)).buffer)])
  const { layers, failures } = await decodeFiles([{ name: '点位.txt', bytes }], {}, quietTask())
  expect(failures).toEqual([])
  expect(layers[0].receipt).toMatchObject({ format: 'csv', encoding: 'utf-16le', count: 3, withoutGeometry: 0 })
  expect(Array.from(layers[0].table.geometry!.xy)).toEqual([118.55, 37.58, 118.56, 37.59, 118.57, 37.6])
})
