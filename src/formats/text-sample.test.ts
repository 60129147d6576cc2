import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { type Column, cellAt } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import type { FileSource } from './file-source.ts'
import type { InputFile } from './format.ts'
import { encodeGb18030 } from './gb18030-encoder.ts'
import { decodeFiles, sampleFiles } from './registry.ts'

const ROWS = 40_000
const NAMES = ['编号', '乡镇', '面积', '日期']
const rowOf = (i: number) => [String(i).padStart(8, '0'), `垦利街道${i % 7}村`, (i % 50) / 4, '2024-02-29'] as const
const CSV = `${NAMES.join(',')}\r\n${Array.from({ length: ROWS }, (_, i) => rowOf(i).join(',')).join('\r\n')}\r\n`
const GEOJSON = `{"type":"FeatureCollection","name":"宗地","features":[\n${Array.from({ length: ROWS }, (_, i) => {
  const properties = Object.fromEntries(rowOf(i).map((value, c) => [NAMES[c], value]))
  return JSON.stringify({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [118.5 + i / 1e6, 37.5] } })
}).join(',\n')}\n]}`

const GML = `<?xml version="1.0" encoding="UTF-8"?>
<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml">
${Array.from({ length: ROWS }, (_, i) => {
  const [code, town, area, day] = rowOf(i)
  return `<gml:featureMember><宗地 fid="z.${i}"><码>${code}</码><乡镇>${town}</乡镇><面积>${area}</面积><日期>${day}</日期><形><gml:Point srsName="EPSG:4490"><gml:coordinates>118.5,37.5</gml:coordinates></gml:Point></形></宗地></gml:featureMember>`
}).join('\n')}</gml:FeatureCollection>`
const KML = `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>宗地</name><Folder><name>甲</name>
${Array.from({ length: ROWS }, (_, i) => {
  const [code, town, area, day] = rowOf(i)
  return `<Placemark><name>${code}</name><ExtendedData><Data name="乡镇"><value>${town}</value></Data><Data name="面积"><value>${area}</value></Data><Data name="日期"><value>${day}</value></Data></ExtendedData><Point><coordinates>118.5,37.5</coordinates></Point></Placemark>`
}).join('\n')}</Folder></Document></kml>`

/** The file as a large one is given, and how many of its bytes were asked for. */
function large(name: string, bytes: Uint8Array): { file: InputFile; read: () => number } {
  let read = 0
  const source: FileSource = {
    size: bytes.length,
    pieceBytes: 4 << 20,
    async read(start, end) {
      read += end - start
      return bytes.subarray(start, end)
    },
  }
  return { file: { name, bytes: bytes.subarray(0, 64 << 10), source }, read: () => read }
}
const cells = (column: Column, count: number) => Array.from({ length: count }, (_, row) => cellAt(column, row))

describe('the first rows of a text', () => {
  test.each([
    ['表.csv', CSV],
    ['表.geojson', GEOJSON],
  ])('of %s are those of the whole, of which little is read', async (name, text) => {
    const bytes = encodeGb18030(text)
    for (const encoding of ['gb18030', 'big5']) {
      const { layers } = await decodeFiles([{ name, bytes }], { encoding }, quietTask())
      const { file, read } = large(name, bytes)
      const [sample] = await sampleFiles([file], { encoding, rows: 5 }, quietTask())
      expect(sample.file).toBe(layers[0].receipt.file)
      expect(sample.table.name).toBe(layers[0].table.name)
      expect(sample.table.geometry).toBeNull()
      expect(sample.table.columns.map(({ name, type }) => [name, type])).toEqual(
        layers[0].table.columns.map(({ name, type }) => [name, type]),
      )
      expect(sample.fields).toEqual(layers[0].fields)
      for (const [c, column] of sample.table.columns.entries())
        expect(cells(column, 5)).toEqual(cells(layers[0].table.columns[c], 5))
      expect(read()).toBeLessThan(0.3 * bytes.length)
    }
  })
  test.each([
    ['表.csv', `${CSV}${CSV.slice(CSV.indexOf('\n') + 1).repeat(4)}`],
    ['表.geojson', GEOJSON],
  ])('of %s in an archive are those of the whole, of which little is expanded', async (name, text) => {
    const members = { [`a/${name}`]: new TextEncoder().encode(text), 'b/内层.zip': zipSync({ 'x.csv': strToU8('a,b\n1,2\n') }) }
    // not packed, so that what is read tells what was expanded
    const zip = zipSync(members, { level: 0 })
    const { layers } = await decodeFiles([{ name: '包.zip', bytes: zip }], {}, quietTask())
    const { file, read } = large('包.zip', zip)
    const samples = await sampleFiles([file], { rows: 5 }, quietTask())
    expect(samples.map((sample) => [sample.file, sample.table.name])).toEqual([['包.zip', layers[0].table.name]])
    for (const [c, column] of samples[0].table.columns.entries())
      expect(cells(column, 5)).toEqual(cells(layers[0].table.columns[c], 5))
    expect(read()).toBeLessThan(0.5 * zip.length)
  })
  test.each([
    ['表.gml', new TextEncoder().encode(GML)],
    ['表.kml', new TextEncoder().encode(KML)],
    ['表.kmz', zipSync({ 'doc.kml': new TextEncoder().encode(KML) })],
    [
      '宽.kml',
      Uint8Array.from([
        0xff,
        0xfe,
        ...new Uint8Array(Uint16Array.from(KML.replace('UTF-8', 'UTF-16'), (c) => c.charCodeAt(0)).buffer),
      ]),
    ],
  ])('of %s are those of the whole, of which little is read', async (name, bytes) => {
    const { layers } = await decodeFiles([{ name, bytes }], {}, quietTask())
    const { file, read } = large(name, bytes)
    const [sample] = await sampleFiles([file], { rows: 5 }, quietTask())
    expect([sample?.file, sample?.table.name]).toEqual([name, layers[0].table.name])
    expect(sample.table.geometry).toBeNull()
    for (const [c, column] of sample.table.columns.entries()) {
      expect([column.name, column.type]).toEqual([layers[0].table.columns[c].name, layers[0].table.columns[c].type])
      expect(cells(column, 5)).toEqual(cells(layers[0].table.columns[c], 5))
    }
    expect(sample.table.columns).toHaveLength(layers[0].table.columns.length)
    expect(sample.fields).toEqual(layers[0].fields)
    expect(read()).toBeLessThan((name === '表.kmz' ? 1.5 : 0.3) * bytes.length)
    const typed = await sampleFiles([file], { types: { 面积: 'text' }, rows: 5 }, quietTask())
    expect(cells(typed[0].table.columns.find((column) => column.name === '面积')!, 2)).toEqual(['0', '0.25'])
  })
  test.each(['shared', 'inline'])(
    'of a workbook with %s texts are those of the whole, of which little is expanded',
    async (kind) => {
      const texts = new Map<string, number>()
      // what its first rows say stands far down among the texts
      for (let i = ROWS - 1; i >= 0; i--)
        for (const text of [rowOf(i)[0], rowOf(i)[1]]) if (!texts.has(text)) texts.set(text, texts.size)
      for (const name of NAMES) texts.set(name, texts.size)
      const cell = (value: string | number) =>
        typeof value === 'number'
          ? `<c><v>${value}</v></c>`
          : kind === 'shared' && texts.has(value)
            ? `<c t="s"><v>${texts.get(value)}</v></c>`
            : `<c t="inlineStr"><is><t>${value}</t></is></c>`
      const row = (line: readonly (string | number)[]) => `<row>${line.map(cell).join('')}</row>`
      const rows = Array.from({ length: ROWS }, (_, i) => row(rowOf(i))).join('')
      const sheet = (times: number) => `<worksheet><sheetData>${row(NAMES)}${rows.repeat(times)}</sheetData></worksheet>`
      const book = {
        '[Content_Types].xml': strToU8('<Types/>'),
        'xl/workbook.xml': strToU8(
          '<workbook xmlns:r="o"><sheets><sheet name="空" sheetId="2" r:id="b"/><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>',
        ),
        'xl/_rels/workbook.xml.rels': strToU8(
          '<Relationships><Relationship Id="a" Target="s.xml"/><Relationship Id="b" Target="e.xml"/></Relationships>',
        ),
        'xl/sharedStrings.xml': strToU8(`<sst>${[...texts.keys()].map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`),
        'xl/e.xml': strToU8('<worksheet><sheetData/></worksheet>'),
        'xl/s.xml': strToU8(sheet(1)),
      }
      const bytes = zipSync(book, { level: 0 })
      const { layers } = await decodeFiles([{ name: '台账.xlsx', bytes }], {}, quietTask())
      const { file } = large('台账.xlsx', bytes)
      const [sample] = await sampleFiles([file], { rows: 5 }, quietTask())
      expect([sample?.file, sample?.table.name]).toEqual(['台账.xlsx', layers[0].table.name])
      expect(sample.table.geometry).toBeNull()
      for (const [c, column] of sample.table.columns.entries()) {
        expect([column.name, column.type]).toEqual([layers[0].table.columns[c].name, layers[0].table.columns[c].type])
        expect(cells(column, 5)).toEqual(cells(layers[0].table.columns[c], 5))
      }
      expect(sample.fields).toEqual(layers[0].fields)
      const longer = zipSync({ ...book, 'xl/s.xml': strToU8(sheet(6)) }, { level: 0 })
      const long = large('台账.xlsx', longer)
      const [of] = await sampleFiles([long.file], { rows: 5 }, quietTask())
      expect(cells(of.table.columns[1], 5)).toEqual(cells(sample.table.columns[1], 5))
      expect(long.read()).toBeLessThan(0.5 * longer.length)
      const typed = await sampleFiles([file], { types: { 面积: 'text' }, rows: 5 }, quietTask())
      expect(cells(typed[0].table.columns[2], 2)).toEqual(['0', '0.25'])
    },
  )
  test('are read in the likely encoding where none is told', async () => {
    for (const [name, text] of [
      ['表.csv', CSV],
      ['表.geojson', GEOJSON],
    ] as const)
      for (const bytes of [encodeGb18030(text), new TextEncoder().encode(text)]) {
        const { file, read } = large(name, bytes)
        const [sample] = await sampleFiles([file], { rows: 5 }, quietTask())
        expect(sample.table.columns.map((column) => cellAt(column, 1))).toEqual([
          '00000001',
          '垦利街道1村',
          0.25,
          Date.UTC(2024, 1, 29),
        ])
        expect(read()).toBeLessThan(0.3 * bytes.length)
      }
  })
  test('show a type as it was chosen', async () => {
    const { file } = large('表.csv', new TextEncoder().encode(CSV))
    const [sample] = await sampleFiles([file], { encoding: 'utf-8', types: { 编号: 'number' }, rows: 5 }, quietTask())
    expect(cells(sample.table.columns[0], 3)).toEqual([0, 1, 2])
  })
  test('are none where there is not one whole line, or nothing of a damaged file', async () => {
    for (const [name, text] of [
      ['a.csv', 'x'.repeat(1 << 20)],
      ['a.geojson', `{"type":"FeatureCollection","features":[{"type":"Feature",]${' '.repeat(1 << 20)}`],
      ['a.gml', `<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml">${' '.repeat(1 << 20)}`],
      ['a.kml', `<kml><Placemark></Folder>${' '.repeat(1 << 20)}`],
      ['a.kml', `<kml><Document>${' '.repeat(1 << 20)}`],
    ] as const) {
      const { file } = large(name, new TextEncoder().encode(text))
      expect(await sampleFiles([file], { encoding: 'utf-8', rows: 5 }, quietTask())).toEqual([])
    }
  })
})
