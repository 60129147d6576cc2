import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { cellAt, findColumn, type Geometry, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { dbfNames } from './dbf-names.ts'
import type { DecodedLayer } from './format.ts'
import { encodeText } from './gb18030-encoder.ts'
import { decodeFiles, sampleFiles } from './registry.ts'
import shapefile from './shapefile.ts'
import { textColumn } from './text-builder.ts'

async function read(bytes: Uint8Array): Promise<DecodedLayer> {
  const { layers, failures } = await decodeFiles([{ name: 'a.zip', bytes }], {}, quietTask())
  expect(failures).toEqual([])
  return layers[0]
}
const column = (table: Table, name: string) =>
  Array.from({ length: table.length }, (_, row) => cellAt(findColumn(table, name)!, row))
const square = (x: number, y: number, size: number) => [x, y, x + size, y, x + size, y + size, x, y + size, x, y]
const hole = (x: number, y: number, size: number) => [x, y, x, y + size, x + size, y + size, x + size, y, x, y]
const [E, N] = [40371900, 4162900]
const POLYGONS: Geometry = {
  kind: 'polygon',
  xy: Float64Array.from([...square(E, N, 100), ...hole(E + 10, N + 10, 20), ...square(E + 200, N, 50)]),
  rings: Uint32Array.of(0, 5, 10, 15),
  parts: Uint32Array.of(0, 2, 3),
  rows: Uint32Array.of(0, 2, 2),
}
const DAY = Date.UTC(2023, 5, 1)
const TABLE: Table = {
  name: '宗地',
  crs: 'EPSG:4528',
  length: 2,
  columns: [
    textColumn('DLBM', ['0101', null], 2),
    textColumn('权利人', ['垦利街道办事处', '永安镇二十八村'], 2),
    { name: 'TBMJ', type: 'number', values: Float64Array.of(1234.5678, -0.25) },
    { name: '日期', type: 'date', values: Float64Array.of(DAY, Number.NaN) },
    { name: '时刻', type: 'date', values: Float64Array.of(DAY + 3_600_000, Number.NaN) },
    { name: '有效', type: 'boolean', values: Uint8Array.of(1, 255) },
  ],
  geometry: POLYGONS,
}

describe('writing Shapefiles', () => {
  const hasGdal = spawnSync('ogrinfo', ['--version']).status === 0
  test.each([
    ['utf-8', 'cpg'],
    ['gb18030', 'cpg'],
  ])('what is written in %s is read as it was', async (encoding, evidence) => {
    const { bytes } = await shapefile.encode!({ table: TABLE, rows: null, fields: [], encoding }, quietTask())
    const { table, receipt } = await read(bytes)
    expect(receipt).toMatchObject({
      encoding,
      encodingEvidence: evidence,
      crs: 'EPSG:4528',
      crsEvidence: 'prj',
      withoutGeometry: 1,
    })
    expect(table.geometry).toEqual(POLYGONS)
    for (const { name, type } of TABLE.columns) {
      if (name === '时刻') expect(column(table, name)).toEqual(['2023-06-01T01:00:00Z', null])
      else expect([findColumn(table, name)?.type, ...column(table, name)]).toEqual([type, ...column(TABLE, name)])
    }
  })
  test('heights, lines, single and several points', async () => {
    for (const kind of ['point', 'line'] as const)
      for (const parts of [1, 2]) {
        const count = kind === 'point' ? parts : parts * 2
        const geometry: Geometry = {
          kind,
          xy: Float64Array.from({ length: count * 2 }, (_, i) => (i % 2 === 0 ? E : N) + i),
          z: Float64Array.from({ length: count }, (_, i) => i + 0.5),
          rings: Uint32Array.from({ length: parts + 1 }, (_, i) => (i * count) / parts),
          parts: Uint32Array.from({ length: parts + 1 }, (_, i) => i),
          rows: Uint32Array.of(0, parts),
        }
        const { bytes } = await shapefile.encode!(
          { table: { ...TABLE, length: 1, columns: [], geometry }, rows: null, fields: [] },
          quietTask(),
        )
        expect((await read(bytes)).table.geometry).toEqual(geometry)
      }
  })
  test('deleted records are left out, and can be looked at', async () => {
    const { bytes } = await shapefile.encode!({ table: TABLE, rows: null, fields: [], encoding: 'gb18030' }, quietTask())
    const parts = unzipSync(bytes)
    const dbf = parts['宗地.dbf']
    const view = new DataView(dbf.buffer, dbf.byteOffset)
    dbf[view.getUint16(8, true) + view.getUint16(10, true)] = 0x2a
    const files = Object.entries(parts).map(([name, each]) => ({ name, bytes: each }))
    const [{ table, receipt }] = (await decodeFiles(files, {}, quietTask())).layers
    expect(column(table, '权利人')).toEqual(['垦利街道办事处'])
    expect(receipt.skipped).toBe(1)
    expect(receipt.skippedLines).toEqual([{ line: 2, text: '永安镇二十八村 -0.2500 ?' }])
  })
  test('measures come back, with heights and without; a field of them that is empty is none', async () => {
    const line: Geometry = {
      kind: 'line',
      xy: Float64Array.of(E, N, E + 1, N, E + 2, N),
      rings: Uint32Array.of(0, 3),
      parts: Uint32Array.of(0, 1),
      rows: Uint32Array.of(0, 1),
    }
    const each = Uint32Array.of(0, 1)
    const point: Geometry = { kind: 'point', xy: Float64Array.of(E, N), rings: each, parts: each, rows: each }
    const polygon = { ...POLYGONS, rows: Uint32Array.of(0, 2) }
    const table = { ...TABLE, length: 1, columns: [] }
    for (const shape of [line, point, polygon])
      for (const hasZ of [false, true])
        for (const hasM of [false, true]) {
          const count = shape.xy.length / 2
          const z = Float64Array.from({ length: count }, (_, i) => i + 0.5)
          // the second vertex has none; a closed ring ends as it begins
          const m = Float64Array.from({ length: count }, (_, i) => (i === 1 ? Number.NaN : 100 + i))
          if (shape.kind === 'polygon') for (const a of [m, z]) for (const start of [0, 5, 10]) a[start + 4] = a[start]
          const geometry = { ...shape, ...(hasZ && { z }), ...(hasM && { m }) }
          const { bytes } = await shapefile.encode!({ table: { ...table, geometry }, rows: null, fields: [] }, quietTask())
          expect((await read(bytes)).table.geometry).toEqual(geometry)
          if (!hasGdal) continue
          const folder = mkdtempSync(join(tmpdir(), 'shp-'))
          writeFileSync(join(folder, 'a.zip'), bytes)
          const text = execFileSync('ogrinfo', ['-al', `/vsizip/${folder}/a.zip`], { encoding: 'utf8' })
          rmSync(folder, { recursive: true })
          const kind = { line: 'LINESTRING', point: 'POINT', polygon: 'POLYGON' }[shape.kind]
          expect(text).toMatch(new RegExp(`${kind} ${hasZ ? 'Z' : ''}${hasM ? 'M' : ''} ?\\(`))
          if (hasM) expect(text).toMatch(/ 100[ ,)]/)
        }
  })
  test('names are cut to ten bytes, each once, and the new ones are told before', async () => {
    const names = ['不动产单元号码', '不动产单元号段', '不动产', 'TOO_LONG_NAME_1', 'too_long_name_2', 'OK']
    expect(dbfNames(names, 'utf-8')).toEqual(['不动产', '不动_1', '不动_2', 'TOO_LONG_N', 'too_long_1', 'OK'])
    expect(dbfNames(names, 'gb18030')).toEqual(['不动产单元', '不动产单_1', '不动产', 'TOO_LONG_N', 'too_long_1', 'OK'])
    const table = { ...TABLE, columns: names.map((name) => textColumn(name, ['a', 'b'], 2)) }
    const notes = await shapefile.losses!({ table, rows: null, fields: [] })
    expect(notes.map(({ detail }) => `${detail.from} → ${detail.to}`)).toContain('不动产单元号段 → 不动_1')
    expect(notes).toHaveLength(5)
    expect(await shapefile.losses!({ table: TABLE, rows: null, fields: [] })).toMatchObject([{ code: 'write.datesAsText' }])
  })
  test('any names become different ones that fit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', minLength: 1 })),
        fc.constantFrom('utf-8', 'gb18030'),
        (names, encoding) => {
          const short = dbfNames(names, encoding)
          expect(new Set(short.map((name) => name.toUpperCase())).size).toBe(names.length)
          for (const name of short) expect(encodeText(name, encoding).length).toBeLessThanOrEqual(10)
        },
      ),
    )
  })
  test('a long text is cut at a whole character and told', async () => {
    const table = { ...TABLE, columns: [textColumn('备注', ['垦'.repeat(200), null], 2)] }
    expect(await shapefile.losses!({ table, rows: null, fields: [] })).toMatchObject([{ code: 'write.textsCut' }])
    const { bytes } = await shapefile.encode!({ table, rows: null, fields: [] }, quietTask())
    expect(column((await read(bytes)).table, '备注')[0]).toBe('垦'.repeat(84))
  })

  if (!hasGdal) console.warn('skipped: ogrinfo (Debian: gdal-bin) was not found, Shapefiles are not compared with GDAL')
  test.skipIf(!hasGdal)('GDAL reads the same rows, shapes and system', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shp-'))
    try {
      const { bytes } = await shapefile.encode!({ table: TABLE, rows: null, fields: [], encoding: 'gb18030' }, quietTask())
      writeFileSync(join(folder, 'a.zip'), bytes)
      const text = execFileSync('ogrinfo', ['-al', `/vsizip/${folder}/a.zip`], { encoding: 'utf8' })
      expect(text).toContain('垦利街道办事处')
      expect(text).toContain('Feature Count: 2')
      expect(text).toMatch(/1234\.5678/)
      expect(text).toMatch(/CGCS2000|China Geodetic/)
      expect(text).toContain('MULTIPOLYGON')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('the first rows in another encoding', () => {
  const sampled = async (members: Record<string, Uint8Array>, encoding: string, rows = 5) => {
    const { zipSync } = await import('fflate')
    const bytes = zipSync(members)
    // as the worker gives it: the first bytes, and the others as they are asked for
    const source = {
      size: bytes.length,
      pieceBytes: 4 << 20,
      read: async (start: number, end: number) => bytes.subarray(start, end),
    }
    return sampleFiles([{ name: 'a.zip', bytes: bytes.subarray(0, 4096), source }], { encoding, rows }, quietTask())
  }
  const written = async () => {
    const table = {
      ...TABLE,
      length: 3,
      columns: [textColumn('权利人', ['垦利街道', '永安镇', '黄河口镇'], 3)],
      geometry: { ...POLYGONS, rows: Uint32Array.of(0, 2, 2, 2) },
    }
    const { bytes } = await shapefile.encode!({ table, rows: null, fields: [], encoding: 'gb18030' }, quietTask())
    return unzipSync(bytes)
  }

  test('are those of the whole layer read in it, without a look at its shapes', async () => {
    const members = await written()
    const shp = Object.keys(members).find((name) => name.endsWith('.shp'))!
    for (const encoding of ['gb18030', 'big5']) {
      const { zipSync } = await import('fflate')
      const { layers } = await decodeFiles([{ name: 'a.zip', bytes: zipSync(members) }], { encoding }, quietTask())
      // a head of shapes that are not there
      const [sample, ...more] = await sampled({ ...members, [shp]: members[shp].slice(0, 100) }, encoding, 2)
      expect(more).toEqual([])
      expect(sample.file).toBe(layers[0].receipt.file)
      expect(sample.table).toMatchObject({ name: layers[0].table.name, length: 2, geometry: null })
      expect(sample.fields).toEqual(layers[0].fields)
      const names = layers[0].table.columns.map(({ name }) => name)
      expect(sample.table.columns.map(({ name }) => name)).toEqual(names)
      for (const name of names) expect(column(sample.table, name)).toEqual(column(layers[0].table, name).slice(0, 2))
    }
  })

  test('leave out what was deleted, and are none where there is no table of attributes or a damaged one', async () => {
    const members = await written()
    const dbf = Object.keys(members).find((name) => name.endsWith('.dbf'))!
    const start = new DataView(members[dbf].buffer, members[dbf].byteOffset).getUint16(8, true)
    const deleted = members[dbf].slice()
    deleted[start] = 0x2a
    const [sample] = await sampled({ ...members, [dbf]: deleted }, 'gb18030', 2)
    expect(column(sample.table, sample.table.columns[0].name)).toEqual(['永安镇', '黄河口镇'])
    expect(await sampled({ ...members, [dbf]: members[dbf].slice(0, 20) }, 'gb18030')).toEqual([])
    const { [dbf]: _, ...shapes } = members
    expect(await sampled(shapes, 'gb18030')).toEqual([])
  })
})

describe('damage of one part', () => {
  /** The parts of a written Shapefile, one of them changed. */
  async function changed(ending: string, change: (bytes: Uint8Array<ArrayBuffer>, view: DataView) => Uint8Array) {
    const { bytes } = await shapefile.encode!({ table: TABLE, rows: null, fields: [], encoding: 'utf-8' }, quietTask())
    const files = Object.entries(unzipSync(bytes)).map(([name, own]) => {
      const copy = new Uint8Array(own)
      return { name, bytes: name.endsWith(ending) ? change(copy, new DataView(copy.buffer)) : copy }
    })
    return decodeFiles(files, {}, quietTask())
  }
  const notes = ({ receipt }: DecodedLayer) => receipt.notes.map(({ code }) => code)

  test('is told of the part that has it', async () => {
    const { layers, failures } = await changed('.dbf', (bytes) => bytes.slice(0, 20))
    expect(layers).toEqual([])
    expect(failures).toMatchObject([{ code: 'format.truncated', file: expect.stringMatching(/\.dbf$/) }])
    expect(failures[0].detail.file).toBe(failures[0].file)
  })
  test('a header that counts too few shapes, as a stopped program leaves it: all are read, and it is told', async () => {
    const { layers } = await changed('.shp', (bytes, view) => {
      view.setInt32(24, 50)
      return bytes
    })
    expect(layers[0].table.geometry).toEqual(POLYGONS)
    expect(layers[0].receipt.notes).toContainEqual({ code: 'shp.headerShort', detail: { count: 2 }, level: 'warning' })
    // what is no record stays what it was
    const junk = await changed('.shp', (bytes) => Uint8Array.of(...bytes, ...new Uint8Array(20)))
    expect(junk.layers[0].table.geometry).toEqual(POLYGONS)
    expect(junk.layers[0].receipt.notes).toContainEqual({ code: 'shp.trailingBytes', detail: { bytes: 20 }, level: 'info' })
  })
  test('fields that do not fill a record are told: their values may stand in wrong ones', async () => {
    const { layers } = await changed('.dbf', (bytes) => {
      bytes[32 + 16]--
      return bytes
    })
    expect(notes(layers[0])).toContain('dbf.widthsDiffer')
  })
})
