import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { cellAt, findColumn } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import type { DecodeAnswer } from './format.ts'
import { encodeGb18030 } from './gb18030-encoder.ts'
import { decodeFiles } from './registry.ts'

const decode = (bytes: Uint8Array, name = 'a.kml'): Promise<DecodeAnswer> => decodeFiles([{ name, bytes }], {}, quietTask())
const kml = (inner: string) =>
  new TextEncoder().encode(`<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inner}</Document></kml>`)
const RING = '118,37 118.1,37 118.1,37.1 118,37'
const HOLE = '118.05,37.02 118.06,37.02 118.06,37.03 118.05,37.02'

describe('KML', () => {
  test('folders, extended data by schema, holes and several parts', async () => {
    const schema =
      '<Schema name="s" id="s"><SimpleField type="string" name="代码"/><SimpleField type="double" name="面积"/></Schema>'
    const data = (code: string, area: string) =>
      `<ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="代码">${code}</SimpleData><SimpleData name="面积">${area}</SimpleData></SchemaData><Data name="备注"><value>x&amp;y</value></Data></ExtendedData>`
    const polygon = `<Polygon><outerBoundaryIs><LinearRing><coordinates>${RING}</coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>${HOLE}</coordinates></LinearRing></innerBoundaryIs></Polygon>`
    const { layers, failures } = await decode(
      kml(
        `<name>文档</name>${schema}<Folder><name>甲</name><Folder><name>乙</name><Placemark id="p1"><name><![CDATA[一<b>]]></name>${data('0101', '1.5')}<MultiGeometry>${polygon}${polygon}</MultiGeometry></Placemark></Folder></Folder><Placemark><name>二</name>${data('0102', '2')}${polygon}</Placemark>`,
      ),
    )
    expect(failures).toEqual([])
    const [{ table, receipt }] = layers
    expect(table.name).toBe('文档')
    expect(receipt.crsEvidence).toBe('specification')
    const row = (i: number) => Object.fromEntries(table.columns.map((column) => [column.name, cellAt(column, i)]))
    expect(row(0)).toEqual({ folder: '甲 / 乙', id: 'p1', name: '一<b>', 代码: '0101', 面积: 1.5, 备注: 'x&y' })
    expect(row(1)).toMatchObject({ folder: null, 代码: '0102', 面积: 2 })
    expect([table.geometry!.parts.length - 1, table.geometry!.rings.length - 1]).toEqual([3, 6])
  })
  test('words that are UTF-8 are read so whatever the declaration says, and it is told; blanks before it are passed over', async () => {
    const kml = (encoding: string) =>
      `\n  <?xml version="1.0" encoding="${encoding}"?><kml><Placemark><name>垦利</name><Point><coordinates>118,37</coordinates></Point></Placemark></kml>`
    const { layers } = await decode(new TextEncoder().encode(kml('GB2312')))
    expect(cellAt(layers[0].table.columns[0], 0)).toBe('垦利')
    expect(layers[0].receipt).toMatchObject({ encoding: 'utf-8', encodingEvidence: 'utf8' })
    expect(layers[0].receipt.notes).toMatchObject([{ code: 'encoding.contradicted', detail: { declared: 'gb2312' } }])
    expect((await decode(new TextEncoder().encode(kml('UTF-8').slice(0, -20)))).failures[0].detail.line).toBe(2)
    const own = await decode(encodeGb18030(kml('GB2312')))
    expect(cellAt(own.layers[0].table.columns[0], 0)).toBe('垦利')
    expect(own.layers[0].receipt).toMatchObject({ encodingEvidence: 'header', notes: [] })
  })
  test('entities, unclosed elements and files of nothing are refused', async () => {
    const bomb = '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><kml><Placemark><name>&b;</name></Placemark></kml>'
    const codes = async (text: string) => (await decode(new TextEncoder().encode(text))).failures.map(({ code }) => code)
    expect(await codes(bomb)).toEqual(['xml.entities'])
    const below = await decode(
      new TextEncoder().encode(`<?xml version="1.0"?>\n\n<!DOCTYPE kml [\n<!ENTITY a "a">\n]><kml></kml>`),
    )
    expect(below.failures[0].detail.line).toBe(3)
    expect(await codes('<kml><Placemark><name>&undeclared;</name></Placemark></kml>')).toEqual(['xml.syntax'])
    expect(await codes('<kml><Placemark>')).toEqual(['xml.syntax'])
    expect(await codes(`<kml>${'<Folder>'.repeat(300)}`)).toEqual(['xml.tooDeep'])
    expect(await codes('<kml><NetworkLink><href>http://x</href></NetworkLink></kml>')).toEqual(['kml.noPlacemarks'])
  })
})

const outside = '../shared/data'
const isThere = existsSync(outside)
if (!isThere) console.warn('skipped: ../shared/data is absent, no real KML is read')
describe.skipIf(!isThere)('real KML', () => {
  const load = (path: string) => new Uint8Array(readFileSync(`${outside}/${path}`))
  const expected = isThere
    ? (JSON.parse(readFileSync(`${outside}/expected.json`, 'utf8').replaceAll(': NaN', ': null')) as Record<
        string,
        { features: number; null_geometry: number; vertices: number }[]
      >)
    : {}
  // GDAL makes outlines of image overlays, reads only the first placemark outside a document (bad, twopoints), keeps a ring open
  // (timespan) and lines of one vertex (addresses), and reads no gx:Track without its namespace (non_gx_multitrack)
  const different = /ground_overlay|networklink|styles\.kml|bad\.kml|twopoints|timespan|addresses|non_gx_multitrack/
  const files = Object.keys(expected).filter((path) => path.endsWith('.kml') && !different.test(path))
  test.each(files)('%s', async (path) => {
    const { layers, failures } = await decode(load(path), path.split('/')[1])
    expect(failures).toEqual([])
    const [want] = expected[path]
    const rows = layers[0].receipt.notes.find(({ code }) => code === 'geometry.collectionSplit')
      ? want.features
      : layers.reduce((sum, { table }) => sum + table.length, 0)
    expect(rows).toBe(want.features)
    expect(layers.reduce((sum, { receipt }) => sum + receipt.withoutGeometry, 0)).toBe(want.null_geometry)
    expect(layers.reduce((sum, { table }) => sum + (table.geometry?.xy.length ?? 0) / 2, 0)).toBe(want.vertices)
  })
  test('the same five counties in KML and KMZ', async () => {
    for (const name of ['dongying.kml', 'dongying.kmz']) {
      const { layers } = await decode(load(`kenli/${name}`), name)
      expect(layers[0].table.length).toBe(5)
      expect(layers[0].table.geometry!.xy.length / 2).toBe(1946)
      const codes = findColumn(layers[0].table, '行政代码')!
      expect(Array.from({ length: 5 }, (_, row) => cellAt(codes, row))).toContain('370505')
    }
  })
  test.each(isThere ? readdirSync(`${outside}/bad/kml`) : [])('bad/kml/%s', async (name) => {
    const { layers, failures } = await decode(load(`bad/kml/${name}`), name)
    const wanted: Record<string, unknown> = {
      'billion_laughs.kml': ['xml.entities'],
      'xxe.kml': ['xml.entities'],
      'no_kml_inside.kmz': ['kml.emptyKmz'],
    }
    if (name in wanted) expect(failures.map(({ code }) => code)).toEqual(wanted[name])
    else if (name === 'networklink.kml')
      expect(
        [...failures.map(({ code }) => code), ...layers.flatMap(({ receipt }) => receipt.notes.map(({ code }) => code))].join(),
      ).toMatch(/kml\.n/)
    else if (name === 'bad_coordinates.kml')
      expect(layers[0].receipt.notes.map(({ code }) => code)).toContain('kml.badCoordinates')
    else expect(failures).toEqual([])
    if (name.startsWith('gb'))
      expect(layers[0].table.columns.some((column) => String(cellAt(column, 0)).includes('垦利'))).toBe(true)
  })
})

test('coordinates and shapes that begin outside of a placemark are no error of ours', async () => {
  const pairs = '<coordinates>118.5,37.5 118.6,37.6</coordinates>'
  const text = `<kml><Polygon><Placemark><name>a</name>${pairs}</Polygon></Placemark><Track><Placemark>${pairs}</Placemark></Track></kml>`
  const { layers, failures } = await decodeFiles([{ name: 'a.kml', bytes: new TextEncoder().encode(text) }], {}, quietTask())
  expect(layers.length + failures.length).toBeGreaterThan(0)
  expect(failures.map(({ code }) => code)).not.toContain('format.failed')
  const open = `<kml><Placemark><name>a</name>${pairs}<Point>${pairs}</Point></Placemark></kml>`
  const read = await decodeFiles([{ name: 'a.kml', bytes: new TextEncoder().encode(open) }], {}, quietTask())
  expect(read.layers.map(({ receipt }) => receipt.notes.map(({ code }) => code))).toEqual([['kml.badCoordinates']])
})

test('a KMZ whose main document links to documents beside it is read whole; links elsewhere are told', async () => {
  const kml = (content: string) => strToU8(`<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2">${content}</kml>`)
  const link = (href: string) => `<NetworkLink><Link><href>${href}</href></Link></NetworkLink>`
  const place = (name: string) =>
    kml(`<Placemark><name>${name}</name><Point><coordinates>118.55,37.58</coordinates></Point></Placemark>`)
  const read = async (main: string) => {
    const kmz = zipSync({
      'doc.kml': kml(`<Document>${main}</Document>`),
      'files/一村.kml': place('甲'),
      'files/二村.kml': place('乙'),
    })
    const [layer] = (await decodeFiles([{ name: '外业.kmz', bytes: kmz }], {}, quietTask())).layers
    const names = findColumn(layer.table, 'name')!
    return {
      names: Array.from({ length: layer.table.length }, (_, row) => cellAt(names, row)),
      notes: layer.receipt.notes.map(({ code, detail }) => [code, detail.count]),
    }
  }
  expect(await read(link('files/一村.kml') + link('files/二村.kml'))).toEqual({ names: ['甲', '乙'], notes: [] })
  const withRemote = link('files/一村.kml') + link('files/二村.kml') + link('http://10.1.1.5/a.kmz')
  expect(await read(withRemote)).toEqual({ names: ['甲', '乙'], notes: [['kml.networkLinks', 1]] })
  // what no link leads to stays closed, and takes the place of none that leads elsewhere
  const own = '<Placemark><name>本</name><Point><coordinates>118.5,37.5</coordinates></Point></Placemark>'
  expect(await read(own + link('http://10.1.1.5/a.kmz'))).toEqual({ names: ['本'], notes: [['kml.networkLinks', 1]] })
  const encoded = link('./files/%E4%BA%8C%E6%9D%91.kml#甲') + link('files/二村.kml') + link('files/none.kml')
  expect(await read(encoded)).toEqual({ names: ['乙'], notes: [['kml.networkLinks', 1]] })
})
