import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { deflateSync, Inflate, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { crc32 } from '../core/crc32.ts'
import { AppError } from '../core/errors.ts'
import { cellAt, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import type { FileSource } from './file-source.ts'
import { encodeFlatGeobuf } from './flatgeobuf.ts'
import type { DecodeAnswer, DecodeOptions, InputFile } from './format.ts'
import { inPieces } from './in-pieces.fixture.ts'
import { decodeFiles, formatOf } from './registry.ts'
import { expandedSource } from './zip-member.ts'

const FIXTURES = new URL('../../tests/fixtures/formats/', import.meta.url)
const encode = (text: string) => new TextEncoder().encode(text)

async function expectSame(files: readonly InputFile[], pieceBytes: number, options: DecodeOptions = {}): Promise<void> {
  const whole = await decodeFiles(files, options, quietTask())
  const pieces = await decodeFiles(
    files.map((file) => inPieces(file, pieceBytes)),
    options,
    quietTask(),
  )
  expect(withoutQuotes(pieces)).toEqual(withoutQuotes(whole))
}
/** An error quotes what follows as far as it is at hand. */
const withoutQuotes = (answer: DecodeAnswer): DecodeAnswer => ({
  ...answer,
  failures: answer.failures.map((failure) => ({ ...failure, detail: { ...failure.detail, found: null } })),
})
const fixture = (name: string): InputFile => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, FIXTURES))) })
const shapefile = (name: string): InputFile[] =>
  Object.entries(unzipSync(fixture(name).bytes)).map(([member, bytes]) => ({ name: member, bytes }))

async function fileOf(format: string, name: string): Promise<InputFile> {
  const { layers } = await decodeFiles([fixture(name)], {}, quietTask())
  return formatOf(format).encode!({ table: layers[0].table, rows: null, fields: [] }, quietTask())
}

test.each([
  ['parcels.geojson', [fixture('parcels.geojson')]],
  ['parcels.fgb', [fixture('parcels.fgb')]],
  ['parcels.csv', [fixture('parcels.csv')]],
  ['parcels-gbk.zip', [fixture('parcels-gbk.zip')]],
  ['parcels-gbk.shp with its parts', shapefile('parcels-gbk.zip')],
  ['parcels.kml', [{ name: 'parcels.kml', bytes: unzipSync(fixture('parcels.kmz').bytes)['doc.kml'] }]],
  ['parcels.kmz', [fixture('parcels.kmz')]],
  ['parcels.gml', [fixture('parcels.gml')]],
  ['parcels.xlsx', [fixture('parcels.xlsx')]],
  ['parcels.parquet', [await fileOf('geoparquet', 'parcels.geojson')]],
  ['parcels.dxf', [await fileOf('dxf', 'parcels.geojson')]],
])('%s read in pieces is what it is read at once', async (_, files) => {
  for (const pieceBytes of [61, 1000, 30_011]) await expectSame(files, pieceBytes)
})

test('a file that ends too early fails with the same words', async () => {
  for (const name of ['parcels.geojson', 'parcels.fgb']) {
    const { bytes } = fixture(name)
    for (const share of [0.001, 0.3, 0.999])
      await expectSame([{ name, bytes: bytes.slice(0, Math.round(bytes.length * share)) }], 500)
  }
  const parts = shapefile('parcels-gbk.zip')
  for (const end of [50, 3000])
    await expectSame(
      parts.map((part) => (part.name.endsWith('.shp') ? { ...part, bytes: part.bytes.slice(0, end) } : part)),
      64,
    )
})

const feature = (i: number) =>
  `{"type":"Feature","properties":{"name":"${Math.imul(i, 2654435761) >>> 0}"},"geometry":{"type":"Point","coordinates":[118.${i},37.5]}}\n`

const HARD = [
  '\ufeff{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"properties":{"a":"\\u57a6\\"利","n":0.10,"m":1.50},"geometry":{"type":"Point","coordinates":[118.5,37.5,2]}},7,{"type":"Feature","properties":{"n":-12,"m":"1.50","o":{"x":[1,"]"]},"l":9007199254740993},"geometry":{"coordinates":[[[118,37],[118,38],[119,38]]],"type":"Polygon"}},{"type":"Feature","properties":{"n":1e3,"b":true},"geometry":{"type":"Point","coordinates":[null,1]}}],"name":"名","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}}',
  '{"type":"Feature","properties":{"a":1},"geometry":null}\n{"type":"Feature","properties":{"a":2.25},"geometry":{"type":"Point","coordinates":[118,37]}}\r\n',
  '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[118,37],[118,38],[119,38]],[[1,1]]]},"properties":{"a":"a long text behind the shape"}}]}',
  '{"features":[],"type":"FeatureCollection"}',
  '{"type":"FeatureCollection",\n"features":[{"type":"Feature","properties":{"a":tru}}]}',
  '{"type":"FeatureCollection",\n"features":[{"type":"Feature","properties":{"a":"x}}]}',
  '{"type":"FeatureCollection","features":[{"type":"Feature"}]} x',
  '{"a":1}',
  '[1,2]',
  '{"type":"Topology","objects":{"p":{"type":"Point","coordinates":[118,37]}},"arcs":[]}',
]
test.each(HARD)('hard GeoJSON, cut anywhere: %#', async (text) => {
  for (let pieceBytes = 1; pieceBytes < 40; pieceBytes++)
    await expectSame([{ name: 'a.geojson', bytes: encode(text) }], pieceBytes)
})

test('a shape that is none is counted once, wherever the pieces end', async () => {
  const feature = '{"type":"Feature","geometry":{"type":"Point","coordinates":[null,37]},"properties":{"name":"湿地"}}'
  const bytes = encode(`{"type":"FeatureCollection","features":[${feature},${feature}]}`)
  for (let pieceBytes = 16; pieceBytes < bytes.length; pieceBytes++) await expectSame([{ name: 'a.geojson', bytes }], pieceBytes)
})

test('a text in another encoding is read in pieces too', async () => {
  const text = '{"type":"Feature","properties":{"a":"x"},"geometry":{"type":"Point","coordinates":[118,37]}}'
  const wide = Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0), 0])])
  const gbk = Uint8Array.from(encode(text.replace('"x"', '"??"')), (byte) => (byte === 0x3f ? 0xc0 : byte))
  for (const bytes of [wide, gbk]) for (const size of [3, 16, 100]) await expectSame([{ name: 'a.geojson', bytes }], size)
})

test('numbers among texts keep the words they have in the file', async () => {
  const token = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.tuple(fc.boolean(), fc.nat(), fc.stringMatching(/^\d{1,9}$/)).map(([minus, n, f]) => `${minus ? '-' : ''}${n}.${f}`),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
    fc.constantFrom('-0', '0', '-0.0', '1e21', '1E-7', '0.000001', '123456789012345', '1234567890123456.5'),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(token, { minLength: 1, maxLength: 20 }), async (tokens) => {
      const line = (value: string) => `{"type":"Feature","properties":{"a":${value}},"geometry":null}`
      const bytes = encode([...tokens, '"text"'].map(line).join('\n'))
      const { layers } = await decodeFiles([{ name: 'a.geojsonl', bytes }], {}, quietTask())
      const [column] = layers[0].table.columns
      if (column.type !== 'text') throw new Error(column.type)
      expect(Array.from(column.codes, (code) => column.dictionary[code])).toEqual([...tokens, 'text'])
    }),
    { numRuns: 200 },
  )
})

async function kmlOf(table: Table): Promise<Uint8Array> {
  const { bytes } = await formatOf('kml').encode!({ table, rows: null, fields: [] }, quietTask())
  return unzipSync(bytes)['doc.kml']
}

/** 𠙶, U+20676, in GB18030; two units of UTF-16 */
const FOUR_BYTES = [0x95, 0x33, 0xaa, 0x30]

test.each(['utf-8', 'gb18030', 'utf-16le'])('KML in %s, cut anywhere', async (encoding) => {
  const text = `<?xml version="1.0" encoding="${encoding}"?><kml><Document><name>名</name><Placemark><name><![CDATA[垦&]]>利&amp;𠙶&#x20676;津</name><Point><coordinates>118.5,37.5</coordinates></Point></Placemark></Document></kml>`
  const codes: Readonly<Record<string, number[]>> = {
    垦: [0xbf, 0xd1],
    利: [0xc0, 0xfb],
    津: [0xbd, 0xf2],
    名: [0xc3, 0xfb],
    𠙶: FOUR_BYTES,
  }
  const gb18030 = () => Uint8Array.from([...text].flatMap((letter) => codes[letter] ?? [letter.charCodeAt(0)]))
  const wide = () => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
  const bytes = { 'utf-8': () => encode(text), gb18030, 'utf-16le': wide }[encoding]!()
  const { layers } = await decodeFiles([{ name: 'a.kml', bytes }], {}, quietTask())
  expect(cellAt(layers[0].table.columns[0], 0)).toBe('垦&利&𠙶𠙶津')
  expect(layers[0].receipt.encoding).toBe(encoding)
  for (let pieceBytes = 1; pieceBytes < 40; pieceBytes++) await expectSame([{ name: 'a.kml', bytes }], pieceBytes)
})

test.each(['utf-8', 'utf-8 with a mark', 'gbk'])('DXF in %s, cut anywhere, also where it ends too early', async (encoding) => {
  const text =
    '  0\r\nSECTION\r\n  2\r\nENTITIES\r\n  0\r\nTEXT\r\n  8\r\n地类\r\n 10\r\n118.5\r\n 20\r\n37.5\r\n  1\r\n水田\r\n  0\r\nENDSEC\r\n  0\r\nEOF\r\n'
  const codes: Readonly<Record<string, number[]>> = { 地: [0xb5, 0xd8], 类: [0xc0, 0xe0], 水: [0xcb, 0xae], 田: [0xcc, 0xef] }
  const bytes =
    encoding === 'gbk'
      ? Uint8Array.from([...text].flatMap((letter) => codes[letter] ?? [letter.charCodeAt(0)]))
      : encode(encoding === 'utf-8' ? text : `\ufeff${text}`)
  const { layers } = await decodeFiles([{ name: 'a.dxf', bytes }], {}, quietTask())
  const column = layers[0].table.columns.find(({ name }) => name === 'Text')
  expect(column && cellAt(column, 0)).toBe('水田')
  for (let pieceBytes = 1; pieceBytes < 30; pieceBytes++)
    for (const end of [bytes.length, bytes.length - 9, 80])
      await expectSame([{ name: 'a.dxf', bytes: bytes.slice(0, end) }], pieceBytes)
})

test('a GeoParquet in an archive is expanded once, not for each of its columns', async () => {
  const { name, bytes } = await fileOf('geoparquet', 'parcels.geojson')
  const { source, ...head } = inPieces({ name, bytes }, 1000)
  let reads = 0
  const counted: FileSource = {
    ...source!,
    read(start, end) {
      reads++
      return source!.read(start, end)
    },
  }
  const archive = { name: 'a.zip', bytes: new Uint8Array(4) }
  const [layer] = await formatOf('geoparquet').decode!([{ ...head, source: counted, archive }], {}, quietTask())
  expect(layer.table.length).toBe(12)
  expect(reads).toBe(1)
})

test('no more than some pieces are held of a file, unless one feature is larger', async () => {
  const text = Array.from({ length: 3000 }, (_, i) => feature(i)).join('')
  const [{ table }] = (await decodeFiles([{ name: 'a.geojsonl', bytes: encode(text) }], {}, quietTask())).layers
  for (const [name, bytes] of [
    ['a.geojsonl', encode(text)],
    ['a.fgb', await encodeFlatGeobuf(table)],
    ['a.kml', await kmlOf(table)],
  ] as const) {
    const file = inPieces({ name, bytes }, 5000)
    const { layers } = await decodeFiles([file], {}, quietTask())
    expect(layers[0].table.length).toBe(3000)
    expect(bytes.length).toBeGreaterThan(200_000)
    // the start is read for the format, the header or the kind of text
    expect(file.read.most).toBeLessThan(6000)
  }
})

test('a large member of an archive is expanded as it is read; one that lies about its size or its checksum is refused', async () => {
  // from 8 MB on
  let seed = 1
  const digits = Uint8Array.from({ length: 1 << 20 }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return 48 + (seed >>> 29)
  })
  const large = new TextDecoder().decode(digits)
  const bytes = encode(Array.from({ length: 9 }, (_, i) => feature(i).replace('"name":"', `"name":"${large}`)).join(''))
  const zip = zipSync({ 'a.geojsonl': bytes }, { level: 1 })
  const { layers } = await decodeFiles([{ name: 'a.zip', bytes: zip }], {}, quietTask())
  expect(layers[0].table.length).toBe(9)
  const sha256 = createHash('sha256').update(zip).digest('hex')
  expect(layers[0].receipt).toMatchObject({ file: 'a.zip', bytes: zip.length, sha256 })
  // packed or only stored, a large archive stays where it is
  for (const archive of [zip, zipSync({ 'a.geojsonl': bytes }, { level: 0 })]) {
    const file = inPieces({ name: 'a.zip', bytes: archive }, 1 << 20)
    const answer = await decodeFiles([file], {}, quietTask())
    expect(answer.layers.map(({ table }) => table)).toEqual([layers[0].table])
    expect(answer.layers[0].receipt.sha256).toBe(createHash('sha256').update(archive).digest('hex'))
    expect(file.read.most).toBeLessThanOrEqual(1 << 20)
  }

  const view = new DataView(zip.buffer, zip.byteOffset)
  const directory = view.getUint32(zip.length - 6, true)
  expect(view.getUint32(directory, true)).toBe(0x02014b50)
  for (const field of [16, 24]) {
    const bad = zip.slice()
    bad[directory + field] ^= 1
    for (const file of [{ name: 'a.zip', bytes: bad }, inPieces({ name: 'a.zip', bytes: bad }, 1 << 20)]) {
      const { failures } = await decodeFiles([file], {}, quietTask())
      expect(failures).toMatchObject([{ code: 'zip.damaged' }])
    }
  }
})

test('any stretch of a member, in any order, is what it was before it was packed', async () => {
  const bytes = encode(Array.from({ length: 40_000 }, (_, i) => feature(i)).join('')).subarray(0, 1 << 20)
  const packed = deflateSync(bytes, { level: 1 })
  const place = fc.nat({ max: bytes.length })
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(place, place), { maxLength: 6 }), async (stretches) => {
      const source = expandedSource(
        { size: packed.length, read: async (from, to) => packed.subarray(from, to) },
        { expanded: bytes.length, crc: crc32(bytes) },
        (take) => new Inflate(take),
        (at) => new AppError('zip.damaged', { at }),
      )
      for (const [a, b] of stretches) {
        const [start, end] = [Math.min(a, b), Math.max(a, b)]
        expect(Buffer.compare(await source.read(start, end), bytes.subarray(start, end))).toBe(0)
      }
    }),
    { numRuns: 20 },
  )
})

test('a stretch that could not be read is read rightly when it is asked for again', async () => {
  const bytes = encode(Array.from({ length: 30_000 }, (_, i) => feature(i)).join(''))
  const packed = deflateSync(bytes, { level: 1 })
  let isLocked = false
  const source = expandedSource(
    {
      size: packed.length,
      read: async (from) => {
        if (isLocked) throw new AppError('file.unreadable', { file: 'a.zip' })
        // one call at a time brings little, so that several are needed
        return packed.subarray(from, from + 70_000)
      },
    },
    { expanded: bytes.length, crc: crc32(bytes) },
    (take) => new Inflate(take),
    (at) => new AppError('zip.damaged', { at }),
  )
  await source.read(0, 100)
  isLocked = true
  const end = bytes.length - 10
  await expect(source.read(end - 1000, end)).rejects.toMatchObject({ code: 'file.unreadable' })
  isLocked = false
  expect(Buffer.compare(await source.read(end - 1000, end), bytes.subarray(end - 1000, end))).toBe(0)
})
