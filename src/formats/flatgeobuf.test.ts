import { Buffer } from 'node:buffer'
import { existsSync, readFileSync } from 'node:fs'
import { ByteBuffer } from 'flatbuffers'
import { Feature } from 'flatgeobuf/lib/mjs/flat-geobuf/feature.js'
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js'
import { HttpReader } from 'flatgeobuf/lib/mjs/http-reader.js'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { flawOf } from '../../tests/fuzz/check-table.ts'
import { AppError } from '../core/errors.ts'
import { cellAt, type Geometry, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { exportLosses, exportStream } from './export-layer.ts'
import format, { encodeFlatGeobuf } from './flatgeobuf.ts'
import { Cursor } from './flatgeobuf-cursor.ts'
import { readHead } from './flatgeobuf-head.ts'
import { openFlatGeobuf } from './flatgeobuf-ranges.ts'
import { byteSource } from './geotiff-source.ts'
import { formatOf } from './registry.ts'

// the library traces every step of a search
beforeAll(() => void vi.spyOn(console, 'debug').mockImplementation(() => {}))

/** n × n squares of 0.001° from 118.5E 37.5N; the last row has no geometry; every seventh has a second part. */
function squares(n: number, withMultiple: boolean): Table {
  const xy: number[] = []
  const rings = [0]
  const parts = [0]
  const rows = [0]
  const square = (x: number, y: number, size: number, isHole = false) => {
    const corners = [x, y, x + size, y, x + size, y + size, x, y + size, x, y]
    xy.push(...(isHole ? corners.flatMap((_, i) => [...corners.slice(8 - i * 2, 10 - i * 2)]) : corners))
    rings.push(xy.length / 2)
  }
  for (let i = 0; i < n * n; i++) {
    const x = 118.5 + (i % n) * 0.002
    const y = 37.5 + Math.floor(i / n) * 0.002
    square(x, y, 0.001)
    if (i % 5 === 0) square(x + 0.0002, y + 0.0002, 0.0002, true)
    parts.push(rings.length - 1)
    if (withMultiple && i % 7 === 0) {
      square(x + 0.0012, y, 0.0003)
      parts.push(rings.length - 1)
    }
    rows.push(parts.length - 1)
  }
  rows.push(parts.length - 1)
  const length = n * n + 1
  const geometry: Geometry = {
    kind: 'polygon',
    xy: Float64Array.from(xy),
    rings: Uint32Array.from(rings),
    parts: Uint32Array.from(parts),
    rows: Uint32Array.from(rows),
  }
  const index = Array.from({ length }, (_, i) => i)
  return {
    name: '宗地',
    crs: 'EPSG:4490',
    length,
    geometry,
    columns: [
      { name: 'BDCDYH', type: 'text', codes: Uint32Array.from(index), dictionary: index.map((i) => (i === 3 ? null : `0${i}`)) },
      { name: 'TBMJ', type: 'number', values: Float64Array.from(index, (i) => (i === 4 ? Number.NaN : i + 0.25)) },
      { name: 'NF', type: 'number', values: Float64Array.from(index, (i) => 2000 + (i % 20)) },
      { name: 'SF', type: 'boolean', values: Uint8Array.from(index, (i) => (i % 3 === 2 ? 255 : i % 3)) },
      { name: 'RQ', type: 'date', values: Float64Array.from(index, (i) => Date.UTC(2024, 0, 1 + (i % 300))) },
    ],
  }
}

/** Answers like a server with range requests. */
function ranges(bytes: Uint8Array) {
  const requests: number[] = []
  return {
    requests,
    async getRange(begin: number, length: number) {
      requests.push(length)
      return bytes.slice(begin, begin + length).buffer as ArrayBuffer
    },
  }
}

describe.each([false, true])('FlatGeobuf with several parts: %s', (withMultiple) => {
  const table = squares(30, withMultiple)

  test('is read by the reference library with CRS, types, count and index in the header', async () => {
    // all but the last row: the library's GeoJSON reader stops at a feature without geometry, which the format allows
    const bytes = await encodeFlatGeobuf(
      table,
      Uint32Array.from({ length: 900 }, (_, i) => i),
    )
    const header: { [key: string]: unknown } = {}
    const features = []
    for await (const feature of deserialize(bytes, { headerMetaFn: (meta: unknown) => Object.assign(header, meta) } as never))
      features.push(feature as GeoJSON.Feature)
    expect(header).toMatchObject({ featuresCount: 900, indexNodeSize: 16, geometryType: withMultiple ? 6 : 3 })
    expect(header.crs).toMatchObject({ org: 'EPSG', code: 4490 })
    expect(Array.from(header.envelope as Float64Array)).toEqual([
      118.5,
      37.5,
      expect.closeTo(withMultiple ? 118.5595 : 118.559, 9),
      expect.closeTo(37.559, 9),
    ])
    expect(features).toHaveLength(900)
    const byCode = new Map(features.map((feature) => [feature.properties?.BDCDYH, feature]))
    const seventh = byCode.get('07') as GeoJSON.Feature<GeoJSON.MultiPolygon>
    expect(seventh.properties).toMatchObject({ TBMJ: 7.25, NF: 2007, SF: true, RQ: '2024-01-08T00:00:00.000Z' })
    expect(seventh.geometry.type).toBe(withMultiple ? 'MultiPolygon' : 'Polygon')
    expect(seventh.geometry.coordinates.flat(withMultiple ? 3 : 2)).toHaveLength(withMultiple ? 20 : 10)
    expect(features.filter((feature) => feature.properties?.BDCDYH === undefined)).toHaveLength(1)
  })

  test('answers a box query by ranges, without reading the whole file', async () => {
    const bytes = await encodeFlatGeobuf(squares(120, withMultiple))
    const client = ranges(bytes)
    const reader = await HttpReader.openSource(client as never)
    const found: number[] = []
    for await (const { feature } of reader.selectBbox({ minX: 118.6, minY: 37.6, maxX: 118.609, maxY: 37.6035 }))
      found.push(...(feature.geometry()?.xyArray() ?? feature.geometry()?.parts(0)?.xyArray() ?? []).slice(0, 2))
    expect(found).toHaveLength(5 * 2 * 2)
    expect(client.requests.reduce((sum, length) => sum + length, 0)).toBeLessThan(bytes.length / 2)
  })

  test('writes chosen rows only', async () => {
    const bytes = await encodeFlatGeobuf(table, Uint32Array.of(1, 2, 899))
    const names: string[] = []
    for await (const feature of deserialize(bytes)) names.push((feature as GeoJSON.Feature).properties?.BDCDYH)
    expect(names.sort()).toEqual(['01', '02', '0899'])
  })

  test('gives the same bytes twice', async () => {
    expect(Buffer.compare(await encodeFlatGeobuf(table), await encodeFlatGeobuf(table))).toBe(0)
  })
})

async function decode(bytes: Uint8Array, name = 'layer.fgb') {
  return format.decode!([{ name, bytes }], {}, quietTask())
}
function cells(table: Table) {
  return Array.from({ length: table.length }, (_, row) => table.columns.map((column) => cellAt(column, row)))
}

describe('decode', () => {
  test.each([false, true])('gives back what encode was given (several parts: %s)', async (withMultiple) => {
    const table = squares(12, withMultiple)
    const [layer, ...others] = await decode(await encodeFlatGeobuf(table))
    expect(others).toEqual([])
    expect(layer.receipt).toMatchObject({
      count: 145,
      withoutGeometry: 1,
      skipped: 0,
      crs: 'EPSG:4490',
      crsEvidence: 'header',
      notes: [{ code: 'fields.recognised' }],
    })
    expect(layer.table.columns.map(({ name, type }) => [name, type])).toEqual(table.columns.map(({ name, type }) => [name, type]))
    const byYear = (rows: unknown[][]) => rows.map((row) => JSON.stringify(row)).sort()
    expect(byYear(cells(layer.table))).toEqual(byYear(cells(table)))
    const corners = (geometry: Geometry) => Array.from(geometry.xy).sort()
    expect(corners(layer.table.geometry!)).toEqual(corners(table.geometry!))
    expect(layer.table.geometry!.rings.length).toBe(table.geometry!.rings.length)
    expect(layer.table.geometry!.parts.length).toBe(table.geometry!.parts.length)
  })

  test('refuses a cut file wherever it is cut, with the place', async () => {
    const bytes = await encodeFlatGeobuf(squares(4, true))
    for (let length = 1; length < bytes.length; length += 13)
      await expect(decode(bytes.slice(0, length))).rejects.toMatchObject({
        code: expect.stringMatching(/^format\.(truncated|damaged|headDamaged|featuresMissing)$/),
        detail: { file: 'layer.fgb', at: expect.any(Number) },
      })
  })

  test('never fails otherwise than with an AppError, whatever bytes are changed', async () => {
    const bytes = await encodeFlatGeobuf(squares(5, true))
    let seed = 7
    const random = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return seed
    }
    for (let run = 0; run < 1500; run++) {
      const changed = bytes.slice()
      for (let k = 0; k <= run % 5; k++) changed[random() % changed.length] = random() >>> 24
      await decode(changed).catch((error) => expect(error).toBeInstanceOf(AppError))
    }
  })
})

test('a layer that passes by, of which some pieces have no heights, is written with heights throughout', async () => {
  const flat = squares(20, true)
  const vertices = flat.geometry!.xy.length / 2
  // those that pass by last have some
  const z = Float64Array.from({ length: vertices }, (_, v) => (v < vertices * 0.7 ? Number.NaN : v))
  const bytes = await encodeFlatGeobuf({ ...flat, geometry: { ...flat.geometry!, z } })
  const source = await openFlatGeobuf(byteSource(new Blob([bytes as BlobPart]), 'f'), 'f', quietTask().signal, 8000)
  const columns = flat.columns.map(({ name }) => name)
  const request = { format: 'flatgeobuf', rows: null, fields: [], columns, crs: null, name: 'f', beside: null }
  const file = await exportStream(request, source, 'EPSG:4490', format, quietTask())
  const written = new Uint8Array(await file.content.arrayBuffer())
  // by the reference library: GDAL takes one without heights for damage, and reads none behind it
  const { featuresAt, hasZ, count } = readHead(new Cursor(written), { name: 'f', bytes: written }, written.length)
  expect([hasZ, count]).toEqual([true, flat.length])
  const buffer = new ByteBuffer(written)
  buffer.setPosition(featuresAt)
  let shapes = 0
  while (buffer.position() < written.length) {
    const at = buffer.position()
    const geometry = Feature.getSizePrefixedRootAsFeature(buffer).geometry()
    for (const part of geometry?.partsLength() ? [geometry.parts(0)] : []) expect(part?.zLength()).toBe(part!.xyLength() / 2)
    if (geometry) shapes++
    buffer.setPosition(at + 4 + buffer.readInt32(at))
  }
  expect(shapes).toBe(400)
  const told = await exportLosses({ ...request, table: source.schema }, formatOf('csv'))
  expect(told.map(({ code }) => code)).toContain('write.heights')
})

test('damaged features stand on the receipt with what can be read of them, to be downloaded; the others come', async () => {
  const bytes = await encodeFlatGeobuf(squares(3, false))
  const view = new DataView(bytes.buffer)
  // the first corner of a feature, behind the length of its vector of coordinates
  const cornerOf = (x: number, y: number) => {
    const corner = Buffer.from(Float64Array.of(x, y).buffer)
    let at = Buffer.from(bytes.buffer).indexOf(corner)
    while (view.getUint32(at - 4, true) !== 10) at = Buffer.from(bytes.buffer).indexOf(corner, at + 1)
    return at
  }
  view.setUint32(cornerOf(118.502, 37.502) - 4, 0x00ffffff, true)
  // and one of which nothing is left
  const corner = cornerOf(118.504, 37.504)
  let feature = corner
  while (
    !(
      view.getUint32(feature, true) > 100 &&
      view.getUint32(feature, true) < 400 &&
      feature + 4 + view.getUint32(feature, true) > corner
    )
  )
    feature--
  bytes.fill(0xff, feature + 4, feature + 4 + view.getUint32(feature, true))
  const [{ table, receipt }] = (await format.decode!([{ name: 'x.fgb', bytes }], {}, quietTask()))!
  expect([table.length, receipt.skipped, receipt.skippedLines?.length]).toEqual([8, 2, 2])
  // nor are they among the first rows
  const first = (await format.sample!([{ name: 'x.fgb', bytes }], { rows: 10 }, quietTask()))!.table
  expect([first.length, flawOf(first)]).toEqual([8, null])
  const texts = receipt.skippedLines!.map(({ text }) => text)
  expect(texts.filter((text) => text.startsWith('{')).map((text) => JSON.parse(text))).toEqual([
    { BDCDYH: '04', NF: 2004, SF: true, RQ: '2024-01-05T00:00:00.000Z' },
  ])
  expect(texts.find((text) => !text.startsWith('{'))).toMatch(/^([0-9a-f]{2} ){8,}ff ff$/)
  for (const { line, text } of receipt.skippedLines!) expect([line > 0, text.length < 200]).toEqual([true, true])
})

const outside = '../shared/data'
if (!existsSync(outside)) console.warn('skipped: ../shared/data is absent, the FlatGeobuf files of other programs are not read')
describe.skipIf(!existsSync(outside))('files of other programs', () => {
  const read = (path: string) => decode(new Uint8Array(readFileSync(`${outside}/${path}`)), path)

  test.each([
    ['kenli/dongying_4490.fgb', 5, 0, 'EPSG:4490'],
    ['cadastre/cambridge_parcels_fy2014.fgb', 13115, 0, 'EPSG:4326'],
    ['fgb/countries.fgb', 179, 0, 'EPSG:4326'],
    ['fgb/countries_nogeo.fgb', 179, 179, null],
  ])('%s', async (path, count, withoutGeometry, crs) => {
    const [layer] = await read(path)
    expect(layer.receipt).toMatchObject({ count, withoutGeometry, crs, skipped: 0 })
  })
  test.each(['trunc/truncated.fgb', 'fgb/header_len_lies.fgb', 'fgb/future_version.fgb'])('bad/%s is refused', async (path) => {
    await expect(read(`bad/${path}`)).rejects.toBeInstanceOf(AppError)
  })
  test('400 garbled bytes are noticed', async () => {
    const noticed = await read('bad/fgb/flipped_middle.fgb').then(
      ([layer]) => layer.receipt.notes.length > 0,
      (error) => error instanceof AppError,
    )
    expect(noticed).toBe(true)
  })
})

test('the first rows are those of the whole, of which neither index nor later features are read', async () => {
  const table = squares(60, true)
  const bytes = await encodeFlatGeobuf(table)
  const [whole] = await format.decode!([{ name: 'a.fgb', bytes }], {}, quietTask())
  let last = 0
  const source = {
    size: bytes.length,
    pieceBytes: 64 << 10,
    read: async (start: number, end: number) => {
      last = Math.max(last, end)
      return bytes.subarray(start, end)
    },
  }
  const sample = await format.sample!([{ name: 'a.fgb', bytes: bytes.subarray(0, 1024), source }], { rows: 5 }, quietTask())
  expect(sample).toMatchObject({
    file: 'a.fgb',
    fields: whole.fields,
    table: { name: whole.table.name, length: 5, geometry: null },
  })
  for (const [i, column] of sample!.table.columns.entries())
    for (let row = 0; row < 5; row++) expect(cellAt(column, row)).toEqual(cellAt(whole.table.columns[i], row))
  expect(last).toBeLessThan(bytes.length / 2)
  expect(sample!.table.columns.length).toBeGreaterThan(0)
})

test.each(['EPSG:4490', 'EPSG:4528'])('a file of no rows keeps the kind and the system of its header (%s)', async (crs) => {
  const bytes = await encodeFlatGeobuf({ ...squares(2, false), crs }, new Uint32Array(0))
  const [{ table, receipt, questions }] = await format.decode!([{ name: 'a.fgb', bytes }], {}, quietTask())
  expect(table).toMatchObject({ crs, length: 0, geometry: { kind: 'polygon' } })
  expect(flawOf(table)).toBeNull()
  expect(receipt).toMatchObject({ crs, crsEvidence: 'header', count: 0, withoutGeometry: 0 })
  expect(questions).toEqual([])
  expect(table.columns.map(({ name }) => name)).toContain('BDCDYH')
  // what has no shapes by its header is a table
  const plain = await encodeFlatGeobuf({ ...squares(2, false), geometry: null }, new Uint32Array(0))
  expect((await format.decode!([{ name: 'b.fgb', bytes: plain }], {}, quietTask()))[0].table).toMatchObject({
    crs: '',
    geometry: null,
  })
})
