import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { toLngLat } from '../core/crs.ts'
import { cellAt, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import type { DecodeAnswer, DecodeOptions, InputFile } from './format.ts'
import { chooseFormat, decodeFiles, formats, importExtensions } from './registry.ts'

const { Geodesic } = createRequire(import.meta.url)('geographiclib-geodesic') as { Geodesic: { WGS84: GeodesicModel } }
interface GeodesicModel {
  Polygon(isLine: boolean): { AddPoint(lat: number, lng: number): void; Compute(r: boolean, s: boolean): { area: number } }
}
const KENLI: DecodeOptions = {
  extent: [118.2, 37.3, 119.4, 38],
  likelyCrs: ['EPSG:4490', 'EPSG:4528', 'EPSG:4527', 'EPSG:4549', 'EPSG:4548'],
}

function load(path: string, name = path.split('/').pop() as string): InputFile {
  return { name, bytes: new Uint8Array(readFileSync(path)) }
}
function decode(files: readonly InputFile[], options = KENLI): Promise<DecodeAnswer> {
  return decodeFiles(files, options, quietTask())
}
/** Hectares on the WGS 84 ellipsoid: outer rings minus holes, as the expected numbers were made. */
function hectares({ geometry, crs }: Table): number {
  if (!geometry) return 0
  const lngLat = toLngLat(crs, geometry.xy)
  let sum = 0
  for (let part = 0; part + 1 < geometry.parts.length; part++)
    for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++) {
      const polygon = Geodesic.WGS84.Polygon(false)
      for (let v = geometry.rings[ring]; v + 1 < geometry.rings[ring + 1]; v++) polygon.AddPoint(lngLat[v * 2 + 1], lngLat[v * 2])
      sum += Math.abs(polygon.Compute(false, true).area) * (ring === geometry.parts[part] ? 1 : -1)
    }
  return sum / 10_000
}
/** The first corner of each row, for formats without polygons. */
function cornersOf(table: Table): Table {
  const { xy, rings, parts, rows } = table.geometry!
  const each = Uint32Array.from({ length: table.length + 1 }, (_, i) => i)
  const corners = Float64Array.from({ length: table.length * 2 }, (_, i) => xy[rings[parts[rows[i >> 1]]] * 2 + (i & 1)])
  return { ...table, geometry: { kind: 'point', xy: corners, rings: each, parts: each, rows: each } }
}
function random(seed: number): () => number {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed
  }
}

describe('every format', () => {
  test('is found once, with an id, both languages and extensions', () => {
    expect(formats.map((format) => format.id)).toEqual(expect.arrayContaining(['flatgeobuf', 'geojson', 'shapefile', 'txt']))
    expect(new Set(formats.map((format) => format.id)).size).toBe(formats.length)
    for (const { title, extensions } of formats) {
      expect(title.zh).not.toBe('')
      expect(title.en).not.toBe('')
      expect(extensions.every((extension) => /^[a-z0-9]+$/.test(extension))).toBe(true)
    }
    expect(importExtensions()).toEqual(expect.arrayContaining(['zip', 'geojson', 'fgb', 'shp', 'dbf']))
  })

  const fixtures = 'tests/fixtures/formats'
  test.each(['parcels.geojson', 'parcels.fgb', 'parcels-gbk.zip', 'parcels.csv', 'parcels.xlsx', 'parcels.kmz'])(
    '%s gives the twelve parcels',
    async (name) => {
      const { layers, failures } = await decode([load(`${fixtures}/${name}`)])
      expect(failures).toEqual([])
      expect(layers).toHaveLength(1)
      const [{ table, receipt, questions }] = layers
      expect(questions).toEqual([])
      expect(receipt).toMatchObject({
        file: name,
        count: 12,
        withoutGeometry: 0,
        skipped: 0,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      })
      // 12 squares of 0.002°, a hole and a second part of a quarter of that each
      expect(hectares(table)).toBeCloseTo(12 * 3.9203, 1)
      const rows = Array.from({ length: 12 }, (_, row) => table.columns.map((column) => cellAt(column, row)))
      expect(rows.map(String)).toContain('9007199254740993104,0101,垦利街道办事处,39049.36')
      expect(rows.map((row) => typeof row[0])).not.toContain('number')
      const part = table.geometry!
      expect([part.rows.length - 1, part.parts.length - 1, part.rings.length - 1]).toEqual([12, 13, 14])
    },
  )

  test.each(formats.filter((format) => format.encode && format.decode).map((format) => [format.id, format] as const))(
    '%s writes what it reads',
    async (_, format) => {
      const [{ table, fields }] = (await decode([load(`${fixtures}/parcels-gbk.zip`)])).layers
      const holdsPolygons = format.writes?.kinds?.includes('polygon') ?? true
      const source = holdsPolygons ? table : cornersOf(table)
      const input = { table: source, rows: Uint32Array.of(0, 4, 8), fields }
      const losses = (await format.losses?.(input)) ?? []
      const file = await format.encode!(input, quietTask())
      const [{ table: again }] = (await decode([{ name: file.name, bytes: file.bytes }])).layers
      expect(again.geometry!.kind).toBe(source.geometry!.kind)
      expect(again.geometry!.parts.length - 1).toBe(holdsPolygons ? 4 : 3)
      // to the millimetre, whichever vertex a ring begins with
      const places = (of: Table, row: number) => {
        const lngLat = toLngLat(of.crs, of.geometry!.xy)
        const { rows: offsets, parts, rings } = of.geometry!
        const [start, end] = [rings[parts[offsets[row]]], rings[parts[offsets[row + 1]]]]
        return Array.from({ length: end - start }, (_, i) => [lngLat[(start + i) * 2], lngLat[(start + i) * 2 + 1]])
      }
      for (const [row, from] of [0, 4, 8].entries()) {
        const wanted = places(source, from)
        const found = places(again, row)
        expect(found).toHaveLength(wanted.length)
        for (const [x, y] of wanted)
          expect(Math.min(...found.map(([a, b]) => Math.max(Math.abs(a - x), Math.abs(b - y))))).toBeLessThan(1.2e-8)
      }
      // what is lost must have been said before
      if (losses.some(({ code }) => code === 'write.fieldsDropped')) return
      const texts = (of: Table, rows: readonly number[]) =>
        rows.map((row) => of.columns.map((column) => String(cellAt(column, row))).join()).sort()
      expect(texts(again, [0, 1, 2])).toEqual(texts(source, [0, 4, 8]))
    },
  )

  test('a fixture with changed bytes never throws and always comes to an end', async () => {
    const next = random(37)
    for (const name of readdirSync(fixtures)) {
      const { bytes } = load(`${fixtures}/${name}`)
      for (let run = 0; run < 120; run++) {
        const changed = run % 6 === 0 ? bytes.slice(0, next() % bytes.length) : bytes.slice()
        for (let k = 0; k <= run % 7 && changed.length > 0; k++) changed[next() % changed.length] = next() >>> 24
        const { layers, failures } = await decode([{ name, bytes: changed }])
        expect(layers.length + failures.length).toBeGreaterThan(0)
        expect(failures.filter(({ code }) => code === 'format.failed')).toEqual([])
      }
    }
  }, 60_000)

  test('cancelling stops the whole import', async () => {
    const controller = new AbortController()
    controller.abort(new DOMException('cancelled', 'AbortError'))
    const task = { ...quietTask(), signal: controller.signal, breathe: async () => controller.signal.throwIfAborted() }
    await expect(decodeFiles([load(`${fixtures}/parcels.geojson`)], KENLI, task)).rejects.toThrow('cancelled')
  })
})

describe('files that are dropped together', () => {
  const text = (value: string) => new TextEncoder().encode(value)
  const point = '{"type":"Feature","geometry":{"type":"Point","coordinates":[118.5,37.5]},"properties":{"a":1}}'

  test('tables of other offices are one failure that says how to save them, and text under .xls is a table', async () => {
    const old = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600))
    const type = strToU8('application/vnd.oasis.opendocument.spreadsheet')
    const ods = zipSync({
      mimetype: [type, { level: 0 }],
      'content.xml': strToU8('<a/>'),
      'META-INF/manifest.xml': strToU8('<a/>'),
    })
    const answer = await decodeFiles(
      [
        { name: '统计.xls', bytes: old },
        { name: '统计.ods', bytes: ods },
        { name: '导出.xls', bytes: strToU8('编号\t面积\n0101\t12.5\n0102\t3\n') },
      ],
      {},
      quietTask(),
    )
    expect(answer.failures.map(({ file, code }) => [file, code])).toEqual([
      ['统计.xls', 'format.otherOffice'],
      ['统计.ods', 'format.otherOffice'],
    ])
    expect(answer.layers.map(({ table, receipt }) => [table.length, receipt.format])).toEqual([[2, 'csv']])
  })
  test.each([
    ['总图.dwg', [0x41, 0x43, 0x31, 0x30, 0x33, 0x32], 'format.dwg'],
    ['照片.jpg', [0xff, 0xd8, 0xff, 0xe0], 'format.picture'],
    [
      '台账.xls',
      text('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>编号</td></tr></table></html>'),
      'format.webPage',
    ],
    ['台账.xls', text('<table border="1"><tr><td>编号</td></tr></table>'), 'format.webPage'],
    ['台账.xls', text('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'), 'format.otherOffice'],
    ['数据.rar', [0x52, 0x61, 0x72, 0x21, 0x1a], 'format.packed'],
    ['库.mdb', [0x00, 0x01, 0x00, 0x00, 0x53, 0x74, 0x61, 0x6e], 'format.mdb'],
    [
      '说明.docx',
      zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8('<a/>') }),
      'format.document',
    ],
    [
      '宗地.geojson',
      [0, 0, 0x27, 0x0a, ...new Array(24).fill(0), 0xe8, 3, 0, 0, 5, 0, 0, 0, ...new Array(64).fill(0)],
      'format.shapefile',
    ],
    [
      '宗地.gml',
      text('<?xml version="1.0"?>\n<ogr:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2"/>'),
      'format.gml',
    ],
    ['宗地.xml', text('<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0"/>'), 'format.gml'],
  ])('what an office has and is not read says what to do instead: %s', async (name, bytes, code) => {
    const { layers, failures } = await decodeFiles([{ name, bytes: Uint8Array.from(bytes) }], {}, quietTask())
    expect(layers).toEqual([])
    expect(failures).toMatchObject([{ file: name, code, detail: { file: name } }])
  })
  test('content goes before the extension', () => {
    expect(chooseFormat({ name: 'a.fgb', bytes: text(point) })?.id).toBe('geojson')
    expect(chooseFormat({ name: 'a.geojson', bytes: text('<!doctype html><p>') })).toBeNull()
  })
  test('a name that says another format than the content is told, and the content believed', async () => {
    const notes = async (name: string) =>
      (await decode([{ name, bytes: text(point) }])).layers[0].receipt.notes.filter(({ code }) => code === 'format.otherName')
    expect(await notes('a.fgb')).toMatchObject([{ detail: { extension: 'fgb', en: 'GeoJSON' }, level: 'info' }])
    for (const name of ['a.geojson', 'a.json', 'a.txt', 'a.data']) expect(await notes(name)).toEqual([])
  })
  test('a table without shapes lies in no system', async () => {
    const { layers } = await decode([{ name: '台账.csv', bytes: text('编号,名称\n0101,甲\n') }])
    expect(layers.map(({ table, receipt }) => [table.geometry, table.crs, receipt.crs, receipt.crsEvidence])).toEqual([
      [null, '', null, null],
    ])
  })
  test('each is in a layer or a failure, and one bad file keeps no other out', async () => {
    const { layers, failures } = await decode([
      { name: 'good.geojson', bytes: text(point) },
      { name: 'bad.geojson', bytes: text('{"type":"FeatureCollection","features":[{') },
      { name: 'empty.geojson', bytes: text('') },
      { name: 'alone.prj', bytes: text('GEOGCS[]') },
      { name: 'plan.pdf', bytes: text('%PDF-1.4') },
      { name: 'what.xyz', bytes: text('???') },
      { name: 'no.zip', bytes: text('not a zip') },
    ])
    expect(layers.map((layer) => layer.receipt.file)).toEqual(['good.geojson'])
    expect(failures.map(({ file, code }) => `${file} ${code}`).sort()).toEqual([
      'alone.prj format.partOnly',
      'bad.geojson format.truncated',
      'empty.geojson format.empty',
      'no.zip zip.notZip',
      'plan.pdf format.pdf',
      'what.xyz format.unknown',
    ])
  })
})

const outside = '../shared/data'
const isThere = existsSync(outside)
if (!isThere) console.warn('skipped: ../shared/data is absent, so no real files are read')

describe.skipIf(!isThere)('real files', () => {
  interface Expected {
    readonly features: number
    readonly null_geometry: number
    readonly geodesic_area_ha?: number | null
  }
  const expected = isThere
    ? (JSON.parse(readFileSync(`${outside}/expected.json`, 'utf8').replaceAll(': NaN', ': null')) as Record<string, Expected[]>)
    : {}
  const paths = Object.keys(expected).filter(
    (path) => /\.(geojson|fgb|zip|gpkg)$/.test(path) && Array.isArray(expected[path]) && existsSync(`${outside}/${path}`),
  )

  test.each(paths)('%s', async (path) => {
    const { layers } = await decode([load(`${outside}/${path}`)])
    const total = (value: (one: Expected) => number) => expected[path].reduce((sum, one) => sum + value(one), 0)
    expect(layers.reduce((sum, { receipt }) => sum + receipt.count, 0)).toBe(total((one) => one.features))
    expect(layers.reduce((sum, { receipt }) => sum + receipt.withoutGeometry, 0)).toBe(total((one) => one.null_geometry))
    const areaHa = total((one) => one.geodesic_area_ha ?? 0)
    if (areaHa === 0) return
    const area = layers.reduce((sum, { table }) => sum + (table.geometry?.kind === 'polygon' ? hectares(table) : 0), 0)
    expect(Math.abs(area / areaHa - 1)).toBeLessThan(1e-5)
  })

  test.each([
    ['dongying_4527_gbk_cpg.zip', 'cpg', 'EPSG:4527'],
    ['dongying_4528_gbk_ldid4d.zip', 'ldid', 'EPSG:4528'],
    ['dongying_4549_gbk_nocpg.zip', 'gb18030', 'EPSG:4549'],
    ['dongying_4549_gbk_cpg936.zip', 'cpg', 'EPSG:4549'],
    ['dongying_4549_gbk_wrongcpg.zip', 'gb18030', 'EPSG:4549'],
    ['dongying_4490_utf8_cpg.zip', 'cpg', 'EPSG:4490'],
    ['dongying_4490_utf8_nocpg.zip', 'utf8', 'EPSG:4490'],
    ['zip_gbk_member_names.zip', 'cpg', 'EPSG:4527'],
  ])('%s is readable by %s in %s', async (name, evidence, crs) => {
    const [{ table, receipt }] = (await decode([load(`${outside}/kenli/${name}`)])).layers
    expect(receipt).toMatchObject({ encodingEvidence: evidence, crs, crsEvidence: 'prj' })
    expect(Array.from({ length: 5 }, (_, row) => cellAt(table.columns[1], row))).toContain('垦利区')
    if (name.startsWith('zip')) expect(table.name).toBe('区县界')
  })
  test('a custom central meridian and a missing .prj lead to the same place', async () => {
    const place = async (name: string) => {
      const [{ table }] = (await decode([load(`${outside}/kenli/${name}`)])).layers
      return toLngLat(table.crs, table.geometry!.xy.subarray(0, 2))
    }
    const want = await place('dongying_4490_utf8_cpg.zip')
    for (const name of ['dongying_cm118_5_gbk.zip', 'dongying_4528_gbk_noprj.zip']) {
      const [x, y] = await place(name)
      expect(x).toBeCloseTo(want[0], 7)
      expect(y).toBeCloseTo(want[1], 7)
    }
  })

  interface Bad {
    readonly file: string
    readonly expect: string
  }
  const own = /^(trunc|empty|wrongtype|geojson|shp|zip|tif|fgb|txt|csv|kml)\//
  const manifest = isThere
    ? (JSON.parse(readFileSync(`${outside}/bad/manifest.json`, 'utf8')) as Bad[]).filter(({ file }) => own.test(file))
    : []
  test.each(manifest.map((bad) => [bad.file, bad.expect] as const))('bad/%s', async (file, want) => {
    const { layers, failures } = await decode([load(`${outside}/bad/${file}`)])
    expect(failures.map(({ code }) => code)).not.toContain('format.failed')
    if (/^rejected with a readable message/.test(want) && !/or: the readable part|or read as/.test(want))
      expect(layers).toEqual([])
    if (/^(accepted|valid)/.test(want) && !/ or /.test(want)) {
      expect(failures).toEqual([])
      expect(layers.length).toBeGreaterThan(0)
    }
    if (layers.length === 0) expect(failures[0].detail.file).toBe(failures[0].file)
  })
  test.each([
    ['geojson/unclosed.geojson', 'geometry.ringsClosed'],
    ['geojson/null_coords.geojson', 'geojson.badGeometry'],
    ['geojson/infinity.geojson', 'geometry.notFinite'],
    ['geojson/huge_coords.geojson', 'geometry.notFinite'],
    ['geojson/antimeridian_wrapped.geojson', 'geometry.antimeridian'],
    ['shp/missing_dbf.zip', 'shp.noDbf'],
    ['shp/missing_shx.zip', 'shp.noShx'],
    ['shp/prj_garbage.zip', 'shp.prjUnreadable'],
    ['shp/prj_beijing54.zip', 'crs.needsParameters'],
    ['shp/dbf_count_lies.zip', 'dbf.countDiffers'],
  ])('bad/%s notes %s', async (file, code) => {
    const { layers } = await decode([load(`${outside}/bad/${file}`)])
    expect(layers[0].receipt.notes.map((note) => note.code)).toContain(code)
  })
  test.each([
    ['geojson/latlon_swapped.geojson', 'swap'],
    ['geojson/projected_no_crs.geojson', 'crs'],
    ['shp/missing_prj.zip', 'crs'],
    ['shp/prj_garbage.zip', 'crs'],
  ])('bad/%s asks for the %s', async (file, kind) => {
    const { layers } = await decode([load(`${outside}/bad/${file}`)])
    expect(layers[0].questions.map((question) => question.kind)).toEqual([kind])
  })
  test.each([
    ['zip/bomb_160MB.zip', 'zip.bomb'],
    ['zip/encrypted_flag.zip', 'zip.encrypted'],
    ['zip/members_2000.zip', 'zip.nothingToRead'],
    ['geojson/nan.geojson', 'json.syntax'],
    ['geojson/deep_nested_100k.geojson', 'json.tooDeep'],
    ['shp/shp_multipatch.zip', 'shp.multipatch'],
    ['fgb/future_version.fgb', 'format.version'],
    ['trunc/truncated.shp', 'format.truncated'],
    ['trunc/truncated.tif', 'raster.allCut'],
  ])('bad/%s is refused as %s', async (file, code) => {
    const { failures } = await decode([load(`${outside}/bad/${file}`)])
    expect(failures.map((failure) => failure.code)).toEqual([code])
  })
  test('keys of the prototype stay keys', async () => {
    const [{ table }] = (await decode([load(`${outside}/bad/geojson/proto_pollution.geojson`)])).layers
    expect(table.columns.map((column) => column.name)).toContain('__proto__')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})
