import { describe, expect, test } from 'vitest'
import { cellAt, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import type { DecodeOptions } from './format.ts'
import format from './geojson.ts'
import { encodeGeojson } from './geojson-encode.ts'
import { inPieces } from './in-pieces.fixture.ts'

async function decode(text: string | Uint8Array, options: DecodeOptions = {}) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return format.decode!([{ name: 'a.geojson', bytes }], options, quietTask())
}
const features = (...properties: string[]) =>
  `{"type":"FeatureCollection","features":[${properties
    .map((each) => `{"type":"Feature","geometry":{"type":"Point","coordinates":[118.5,37.5]},"properties":${each}}`)
    .join(',')}]}`
function values(table: Table, name: string) {
  const column = table.columns.find((each) => each.name === name)!
  return Array.from({ length: table.length }, (_, row) => cellAt(column, row))
}
const square = '[[118,37],[119,37],[119,38],[118,38],[118,37]]'

describe('properties', () => {
  test('keep codes, long ids and nested values as they stand', async () => {
    const [{ table, receipt }] = await decode(
      features(
        '{"DLBM":"0101","id":9007199254740993104,"n":1.5,"b":true,"o":{"a":[1, 2]},"m":1}',
        '{"id":7,"DLBM":"1106","n":null,"b":null,"o":null,"m":"eins"}',
      ),
    )
    expect(values(table, 'DLBM')).toEqual(['0101', '1106'])
    expect(values(table, 'id')).toEqual(['9007199254740993104', '7'])
    expect(values(table, 'n')).toEqual([1.5, null])
    expect(values(table, 'b')).toEqual([true, null])
    expect(values(table, 'o')).toEqual(['{"a":[1, 2]}', null])
    expect(values(table, 'm')).toEqual(['1', 'eins'])
    expect(receipt.notes.map(({ code }) => code).sort()).toEqual([
      'field.json',
      'field.longAsText',
      'field.mixed',
      'fields.landClasses',
    ])
  })
  test('dates come back as dates, a day without its midnight; what has one text beside them stays text', async () => {
    const [{ table }] = await decode(
      features(
        '{"d":"2024-02-29","t":"2024-02-29T08:30:00.250+08:00","x":"2024-02-29","y":"2024-02-30","n":null}',
        '{"d":null,"t":"1899-12-31T16:00:00Z","x":"待定","y":"2024-02-28","n":null}',
      ),
    )
    expect(table.columns.map(({ name, type }) => `${name} ${type}`)).toEqual(['d date', 't date', 'x text', 'y text', 'n text'])
    expect(values(table, 'd')).toEqual([Date.UTC(2024, 1, 29), null])
    expect(values(table, 't')).toEqual([Date.UTC(2024, 1, 29, 0, 30, 0, 250), Date.UTC(1899, 11, 31, 16)])
    const { bytes } = await format.encode!({ table, rows: null, fields: [] }, quietTask())
    expect(JSON.parse(new TextDecoder().decode(bytes)).features[0].properties).toMatchObject({
      d: '2024-02-29',
      t: '2024-02-29T00:30:00.250Z',
    })
    const [again] = await decode(bytes)
    expect(again.table.columns).toEqual(table.columns)
  })
  test('equal texts get one code, however they are escaped', async () => {
    const [{ table }] = await decode(features('{"a":"\\u57a6利"}', '{"a":"垦利"}', '{"a":"{\\"x\\"}"}'))
    expect(values(table, 'a')).toEqual(['垦利', '垦利', '{"x"}'])
    expect(table.columns[0].type === 'text' && table.columns[0].dictionary).toHaveLength(2)
  })
  test('numbers that are no numbers of JSON, and numbers that are too long, are told each with its own words', async () => {
    const [{ table, receipt }] = await decode(
      features('{"code":01,"long":12345678901234567890}', '{"code":-007,"long":5}', '{"code":3,"long":6}'),
    )
    expect(values(table, 'code')).toEqual(['01', '-007', '3'])
    expect(values(table, 'long')).toEqual(['12345678901234567890', '5', '6'])
    expect(receipt.notes.filter(({ code }) => /AsText/.test(code))).toMatchObject([
      { code: 'field.oddAsText', detail: { field: 'code', count: 2, value: '01' } },
      { code: 'field.longAsText', detail: { field: 'long', count: 1 } },
    ])
  })
  test('that are a list, a text or a number are told, and the shape is kept', async () => {
    const [{ table, receipt }] = await decode(features('null', '["0101"]', '"0101"', '7', '{"a":1}'))
    expect(table.geometry!.xy).toHaveLength(10)
    expect(values(table, 'a')).toEqual([null, null, null, null, 1])
    expect(receipt.notes.filter(({ code }) => code === 'geojson.badProperties')).toMatchObject([
      { detail: { count: 3, row: 2 }, level: 'warning' },
    ])
    expect((await decode(features('null', '{}')))[0].receipt.notes).toEqual([])
  })
  test('of a key that stands twice in one feature the last value counts, and that is told', async () => {
    const [{ table, receipt }] = await decode(
      features('{"a":1,"b":"x"}', '{"a":1,"a":2,"b":"y"}', '{"a":3,"b":"u","a":4,"b":"v","b":"w"}', '{"b":"z","a":5}'),
    )
    expect(values(table, 'a')).toEqual([1, 2, 4, 5])
    expect(values(table, 'b')).toEqual(['x', 'y', 'w', 'z'])
    expect(receipt.notes).toMatchObject([
      { code: 'geojson.doubledKeys', detail: { count: 2, row: 2, fields: 'a, b' }, level: 'warning' },
    ])
  })
  test('a doubled key counts once, however often its feature is begun anew for want of bytes', async () => {
    const text = features(`{"a":1,"a":2,"b":"${'x'.repeat(9000)}"}`, '{"a":1}', `{"a":1,"b":"${'y'.repeat(9000)}","a":3}`)
    const [{ receipt }] = await format.decode!(
      [inPieces({ name: 'a.geojson', bytes: new TextEncoder().encode(text) }, 700)],
      {},
      quietTask(),
    )
    expect(receipt.notes).toMatchObject([{ code: 'geojson.doubledKeys', detail: { count: 2, row: 1, fields: 'a' } }])
  })
  test('half of a pair of surrogates cannot be kept, and is told; a whole pair is a character', async () => {
    const [{ table, receipt }] = await decode(features('{"a":"x\\ud800","b":"\\ud840\\udc00"}', '{"a":"\\udc00","b":"甲"}'))
    expect(values(table, 'a')).toEqual(['x\ufffd', '\ufffd'])
    expect(values(table, 'b')).toEqual(['𠀀', '甲'])
    expect(receipt.notes).toMatchObject([
      { code: 'field.brokenCharacters', detail: { field: 'a', count: 2, row: 1 }, level: 'warning' },
    ])
  })
  test('nor can it in names of fields and layers: each stays one of its own, here and in what is written', async () => {
    const text = features('{"a\\ud800":"0101","a\\udfff":2,"a\ufffd":"乙","甲\\ud840\\udc00":true,"n\\udc00":[1]}').replace(
      '"type"',
      '"name":"宗地\\udbff","type"',
    )
    const [{ table, receipt, fields }] = await decode(text)
    const names = ['a\ufffd_2', 'a\ufffd_3', 'a\ufffd', '甲𠀀', 'n\ufffd']
    expect([table.name, table.columns.map(({ name }) => name)]).toEqual(['宗地\ufffd', names])
    expect(names.map((name) => values(table, name)[0])).toEqual(['0101', 2, '乙', true, '[1]'])
    expect(receipt.notes.find(({ code }) => code === 'field.brokenNames')).toMatchObject({
      detail: { count: 3, fields: 'a\ufffd_2, a\ufffd_3, n\ufffd' },
      level: 'warning',
    })
    expect(JSON.stringify([receipt, fields])).not.toMatch(/\\ud[89a-f]/)
    const [again] = await decode(new TextDecoder().decode(await encodeGeojson({ table, rows: null, fields }, quietTask())))
    expect(again.table.columns.map(({ name }) => name)).toEqual(names)
    expect(names.map((name) => values(again.table, name)[0])).toEqual(['0101', 2, '乙', true, '[1]'])
  })
  test('that come later or are missing are null elsewhere', async () => {
    const [{ table }] = await decode(features('{"a":1}', '{}', '{"b":"x","a":2}'))
    expect(values(table, 'a')).toEqual([1, null, 2])
    expect(values(table, 'b')).toEqual([null, null, 'x'])
  })
  test('what stands among the features and is none can be looked at', async () => {
    const [{ receipt }] = await decode(
      '{"type":"FeatureCollection","features":[\n{"type":"Feature"},\n["垦利", 7],\n{"type":"Feature"}]}',
    )
    expect(receipt).toMatchObject({ count: 2, skipped: 1, skippedLines: [{ line: 3, text: '["垦利", 7]' }] })
  })
  test('a collection without a list of features is refused: it was a layer of nothing', async () => {
    for (const list of ['', ',"features":null', ',"features":{}', ',"features":"x"'])
      await expect(decode(`{"type":"FeatureCollection"${list}}`)).rejects.toMatchObject({ code: 'geojson.noFeatures' })
    expect((await decode('{"type":"FeatureCollection","features":[]}'))[0].table.length).toBe(0)
  })
  test('a system that is named by a bare text is taken', async () => {
    const metres = '{"type":"Feature","geometry":{"type":"Point","coordinates":[40370000,4163000]},"properties":{}}'
    const [{ table, receipt }] = await decode(`{"type":"FeatureCollection","crs":"EPSG:4528","features":[${metres}]}`)
    expect([table.crs, receipt.crsEvidence]).toEqual(['EPSG:4528', 'crs-member'])
  })
  test('JSON of ArcGIS is refused by its name: read as GeoJSON it would be rows of nothing', async () => {
    const text =
      '{"displayFieldName":"","geometryType":"esriGeometryPolygon","spatialReference":{"wkid":4528},"features":[{"attributes":{"DLBM":"0101"},"geometry":{"rings":[]}}]}'
    await expect(decode(text)).rejects.toMatchObject({ code: 'geojson.esriJson', detail: { file: 'a.geojson' } })
    const [{ table }] = await decode('{"geometryType":"any","type":"FeatureCollection","features":[]}')
    expect(table.length).toBe(0)
  })
  test('a feature id becomes a column that hides none', async () => {
    const one = '{"type":"Feature","id":5,"geometry":null,"properties":{"id":"own"}}'
    const [{ table, receipt }] = await decode(one)
    expect(values(table, 'feature_id')).toEqual([5])
    expect(values(table, 'id')).toEqual(['own'])
    expect(receipt).toMatchObject({ count: 1, withoutGeometry: 1 })
  })
})

describe('geometry', () => {
  test('a type behind its coordinates is understood; rings are closed and turned', async () => {
    const [{ table, receipt }] = await decode('{"coordinates":[[[118,37],[118,38],[119,38],[119,37]]],"type":"Polygon"}')
    expect(Array.from(table.geometry!.xy)).toEqual([118, 37, 119, 37, 119, 38, 118, 38, 118, 37])
    expect(receipt.notes.map(({ code, level }) => [code, level])).toEqual([
      ['geometry.ringsClosed', 'warning'],
      ['geometry.ringsTurned', 'info'],
    ])
  })
  test('kinds are split into tables, rows without geometry stay with the first', async () => {
    const feature = (geometry: string, n: number) => `{"type":"Feature","geometry":${geometry},"properties":{"n":${n}}}`
    const layers = await decode(
      `{"type":"FeatureCollection","features":[${[
        feature('{"type":"Point","coordinates":[118,37]}', 0),
        feature(`{"type":"Polygon","coordinates":[${square}]}`, 1),
        feature('null', 2),
        feature(`{"type":"MultiPolygon","coordinates":[[${square}],[${square}]]}`, 3),
        feature('{"type":"LineString","coordinates":[[118,37],[119,38]]}', 4),
      ].join(',')}]}`,
    )
    expect(layers.map(({ table }) => [table.name, values(table, 'n')])).toEqual([
      ['a_polygon', [1, 2, 3]],
      ['a_point', [0]],
      ['a_line', [4]],
    ])
    expect(Array.from(layers[0].table.geometry!.rows)).toEqual([0, 1, 1, 3])
  })
  test('exact decimals', async () => {
    const numbers = ['118.80512345678901', '-0.1', '1e-7', '37.60000000000001', '12345678901234567890e-18', '5']
    const points = numbers.map((x) => `[${x},1]`).join(',')
    const [{ table }] = await decode(`{"type":"MultiPoint","coordinates":[${points}]}`)
    expect(Array.from(table.geometry!.xy).filter((_, i) => i % 2 === 0)).toEqual(numbers.map(Number))
  })
  test('the user exchanges the axes and names the system', async () => {
    const swapped = '{"type":"Polygon","coordinates":[[[37,118],[38,118],[38,119],[37,119],[37,118]]]}'
    expect((await decode(swapped))[0].questions).toMatchObject([{ kind: 'swap' }])
    const [{ table, questions }] = await decode(swapped, { swapXY: true, crs: 'EPSG:4490' })
    expect(questions).toEqual([])
    expect(table.crs).toBe('EPSG:4490')
    expect(Array.from(table.geometry!.xy.subarray(0, 6))).toEqual([118, 37, 119, 37, 119, 38])
  })
})

describe('errors say where', () => {
  test.each([
    ['{"type":"FeatureCollection",\n"features":[{"type":"Feature",}]}', 'json.syntax', { line: 2, at: 59 }],
    ['{"type":"FeatureCollection","features":[', 'json.cutOff', { at: 40, line: 1 }],
    ['{"a":1}', 'geojson.noType', { at: 0 }],
    ['{"type":"Point","coordinates":[1,2]} x', 'json.syntax', { at: 37 }],
    ['{"type":"Point","coordinates":[1,--2]}', 'json.syntax', {}],
  ])('%s', async (text, code, detail) => {
    await expect(decode(text)).rejects.toMatchObject({ code, detail: { file: 'a.geojson', ...detail } })
  })
})

test('encode writes lon/lat of a projected table, valid for the language itself', async () => {
  const [{ table }] = await decode(
    `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4528"}},"features":[{"type":"Feature","properties":{"名":"\\"引\\"","n":0.1},"geometry":{"type":"Polygon","coordinates":[[[40394000,4162000],[40395000,4162000],[40395000,4163000],[40394000,4162000]]]}}]}`,
  )
  expect(table.crs).toBe('EPSG:4528')
  const { bytes } = await format.encode!({ table, rows: null, fields: [], metadata: { source: '示例' } }, quietTask())
  const written = JSON.parse(new TextDecoder().decode(bytes)) as GeoJSON.FeatureCollection & { metadata: unknown; crs?: unknown }
  expect(written.crs).toBeUndefined()
  expect(written.metadata).toEqual({ source: '示例' })
  expect(written.features[0].properties).toEqual({ 名: '"引"', n: 0.1 })
  const [[x, y]] = (written.features[0].geometry as GeoJSON.Polygon).coordinates[0]
  expect(x).toBeCloseTo(118.8, 1)
  expect(y).toBeCloseTo(37.59, 1)
})
