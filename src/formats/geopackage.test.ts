import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { cellAt, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { makeFabric } from '../core/tiling/test-fabric.ts'
import type { DecodeAnswer, EncodeInput } from './format.ts'
import { decodeFiles, formatOf } from './registry.ts'
import { SqliteFile } from './sqlite-file.ts'
import { textColumn } from './text-builder.ts'

const { encode, losses } = formatOf('geopackage')
const decode = (bytes: Uint8Array, name = 'a.gpkg'): Promise<DecodeAnswer> => decodeFiles([{ name, bytes }], {}, quietTask())
const write = async (table: Table, more: Partial<EncodeInput> = {}) =>
  (await encode!({ table, rows: null, fields: [], ...more }, quietTask())).bytes

/** Two parcels with heights, a hole and a second part, in zone 40 with its number. */
const PARCELS: Table = {
  name: '宗地',
  crs: 'EPSG:4528',
  length: 3,
  columns: [
    textColumn('宗地代码', ['0101', '9007199254740993104', null], 3),
    { name: 'fid', type: 'number', values: Float64Array.of(7, Number.NaN, -3) },
    { name: '面积', type: 'number', values: Float64Array.of(0.1, Number.NaN, 1e15) },
    { name: 'geom', type: 'boolean', values: Uint8Array.of(1, 0, 255) },
    { name: '日期', type: 'date', values: Float64Array.of(Date.UTC(2026, 2, 31), Number.NaN, Date.UTC(1949, 9, 1)) },
    { name: 'at', type: 'date', values: Float64Array.of(Date.UTC(2026, 2, 31, 8, 30, 15, 250), Number.NaN, 0) },
  ],
  geometry: {
    kind: 'polygon',
    xy: Float64Array.of(
      ...[40359347.1234, 4150000, 40359447, 4150000, 40359447, 4150100, 40359347.1234, 4150000],
      ...[40359400, 4150010, 40359420, 4150040, 40359420, 4150010, 40359400, 4150010],
      ...[40360000, 4150000, 40360100, 4150000, 40360100, 4150100, 40360000, 4150000],
    ),
    z: Float64Array.from({ length: 12 }, (_, i) => i / 2),
    rings: Uint32Array.of(0, 4, 8, 12),
    parts: Uint32Array.of(0, 2, 3),
    rows: Uint32Array.of(0, 2, 2, 2),
  },
}

describe('GeoPackage', () => {
  test('keeps types, leading zeros, long ids, dates, nulls, heights and Chinese names', async () => {
    const { layers, failures } = await decode(await write(PARCELS))
    expect(failures).toEqual([])
    const [{ table, receipt, questions }] = layers
    expect(questions).toEqual([])
    expect(receipt).toMatchObject({
      count: 3,
      withoutGeometry: 2,
      crs: 'EPSG:4528',
      crsEvidence: 'header',
      notes: [{ code: 'fields.recognised' }],
    })
    expect(table.name).toBe('宗地')
    // the key and the geometry have these names in the file
    expect(table.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      '宗地代码 text',
      'fid_2 number',
      '面积 number',
      'geom_2 boolean',
      '日期 date',
      'at date',
    ])
    for (const [i, column] of PARCELS.columns.entries())
      for (let row = 0; row < 3; row++) expect(cellAt(table.columns[i], row)).toEqual(cellAt(column, row))
    expect(table.geometry).toEqual(PARCELS.geometry)
    expect(receipt.fields.find(({ name }) => name === '日期')).toEqual({ name: '日期', type: 'DATE' })
  })

  test('says before which fields get another name', async () => {
    expect(await losses!({ table: PARCELS, rows: null, fields: [] })).toEqual([
      { code: 'write.fieldRenamed', level: 'warning', detail: { from: 'fid', to: 'fid_2' } },
      { code: 'write.fieldRenamed', level: 'warning', detail: { from: 'geom', to: 'geom_2' } },
    ])
  })

  test('writes chosen rows, single points without envelope, and a table without geometry', async () => {
    const points: Table = {
      ...PARCELS,
      crs: 'EPSG:4490',
      columns: PARCELS.columns.slice(0, 1),
      geometry: {
        kind: 'point',
        xy: Float64Array.of(118.5, 37.5, 118.6, 37.6),
        rings: Uint32Array.of(0, 1, 2),
        parts: Uint32Array.of(0, 1, 2),
        rows: Uint32Array.of(0, 1, 1, 2),
      },
    }
    const [chosen] = (await decode(await write(points, { rows: Uint32Array.of(2) }))).layers
    expect([...chosen.table.geometry!.xy]).toEqual([118.6, 37.6])
    const [plain] = (await decode(await write({ ...points, geometry: null }))).layers
    expect([plain.table.geometry, plain.table.length, plain.receipt.crs]).toEqual([null, 3, null])
  })

  test('a projection without a code travels as WKT', async () => {
    const crs = '+proj=tmerc +lat_0=0 +lon_0=118.5 +k=1 +x_0=500000 +y_0=0 +a=6378137 +rf=298.257222101 +units=m +no_defs'
    const { geometry } = PARCELS
    const xy = geometry!.xy.map((value, i) => (i % 2 === 0 ? value - 40e6 : value))
    const [{ table, questions }] = (await decode(await write({ ...PARCELS, crs, geometry: { ...geometry!, xy } }))).layers
    expect([table.crs, questions]).toEqual([crs, []])
  })

  test('runs nothing that the file brings along: views, virtual tables and generated columns are left out', async () => {
    const database = await SqliteFile.empty()
    database.run(`CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT);
      CREATE TABLE real_one (id INTEGER PRIMARY KEY, a TEXT, b TEXT GENERATED ALWAYS AS (hex(zeroblob(10000000))) VIRTUAL);
      INSERT INTO real_one (a) VALUES ('x');
      CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
      INSERT INTO gpkg_contents VALUES ('endless', 'attributes'), ('real_one', 'attributes'), ('tiles', 'tiles')`)
    const bytes = database.export()
    database.close()
    const { layers } = await decode(bytes)
    expect(layers.map(({ table }) => [table.name, table.columns.map(({ name }) => name)])).toEqual([['real_one', ['id', 'a']]])
    expect(layers[0].receipt.notes).toEqual([
      { code: 'gpkg.skipped', level: 'warning', detail: { count: 2, names: 'endless (attributes), tiles (tiles)' } },
    ])
  })

  test('a file of nothing but views says so, and what to do', async () => {
    const database = await SqliteFile.empty()
    database.run('CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT)')
    database.run("CREATE VIEW 地块 AS SELECT 1 AS a; INSERT INTO gpkg_contents VALUES ('地块', 'features')")
    const { failures } = await decode(database.export())
    expect(failures).toMatchObject([{ code: 'gpkg.noLayers', detail: { names: '地块 (features)' } }])
  })
  test('a file that another program holds open is read with a warning', async () => {
    const bytes = await write(PARCELS)
    bytes[18] = 2
    bytes[19] = 2
    const [{ table, receipt }] = (await decode(bytes)).layers
    expect(table.length).toBe(3)
    expect(receipt.notes.map(({ code }) => code)).toEqual(['gpkg.writeAhead', 'fields.recognised'])
  })

  test.each([
    ['cut off', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 4096), 'format.truncated'],
    ['of another kind', (bytes: Uint8Array) => bytes.slice(0, 280).fill(0x41), 'sqlite.notOne'],
    ['overwritten', (bytes: Uint8Array) => bytes.slice().fill(0x5a, 100, 4096), 'sqlite.damaged'],
  ])('a file that is %s is refused', async (_, change, code) => {
    const { layers, failures } = await decode(change(await write(PARCELS)))
    expect(layers).toEqual([])
    expect(failures.map((failure) => failure.code)).toEqual([code])
  })

  test('another SQLite database is none', async () => {
    const database = await SqliteFile.empty()
    database.run('CREATE TABLE a (b)')
    const bytes = database.export()
    database.close()
    expect((await decode(bytes)).failures.map(({ code }) => code)).toEqual(['gpkg.noContents'])
    expect((await decode(bytes, 'a.db')).failures.map(({ code }) => code)).toEqual(['format.unsupported'])
  })
})

describe('the pages of a GeoPackage', () => {
  const count = 3000
  // around the sizes at which a row leaves its page, and of one to many pages of its own
  const lengths = [0, 1, 400, 3990, 4000, ...Array.from({ length: 120 }, (_, i) => 4010 + i), 8100, 8180, 8192, 100_000]
  const texts = lengths.map((length) => 'x'.repeat(length))
  const whole = [0, 1, -1, 127, -128, 128, -129, 32_767, 32_768, -32_769, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1]
  const parts = [0.5, -0, -1e-300, 1e300, 2 ** 53, 3, Number.NaN]
  const pick = <T>(values: readonly T[]) => Float64Array.from({ length: count }, (_, i) => Number(values[i % values.length]))
  const table: Table = {
    name: '表',
    crs: '',
    length: count,
    geometry: null,
    columns: [
      { name: '长', type: 'text', codes: Uint32Array.from({ length: count }, (_, i) => i % texts.length), dictionary: texts },
      { name: '半页', type: 'text', codes: new Uint32Array(count), dictionary: ['字'.repeat(600)] },
      { name: '整', type: 'number', values: pick(whole) },
      { name: '小', type: 'number', values: pick(parts) },
    ],
  }

  test('hold rows of any size in trees of several levels, sound by SQLite itself', async () => {
    const bytes = await write(table)
    const file = await SqliteFile.open({ name: 'a.gpkg', bytes })
    expect([...file.rows('PRAGMA integrity_check')]).toEqual([['ok']])
    const [figures] = [...file.rows('SELECT count(*), max(fid), (SELECT seq FROM sqlite_sequence) FROM 表')]
    expect(figures.map(Number)).toEqual([count, count, count])
    // by the tree, not from its beginning
    const [[found]] = [...file.rows('SELECT "整" FROM 表 WHERE fid = 2018')]
    expect(Number(found)).toBe(whole[2017 % whole.length])
    file.close()
    const [{ table: read }] = (await decode(bytes)).layers
    expect(read.length).toBe(count)
    for (const [i, column] of read.columns.entries())
      for (let row = 0; row < count; row++)
        if (cellAt(column, row) !== cellAt(table.columns[i], row))
          expect(cellAt(column, row)).toEqual(cellAt(table.columns[i], row))
  })
})

const hasGdal = spawnSync('ogrinfo', ['--version']).status === 0
if (!hasGdal) console.warn('skipped: ogrinfo (Debian: gdal-bin) was not found, the spatial index of a GeoPackage is not checked')
describe.skipIf(!hasGdal)('the spatial index of a GeoPackage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gpkg-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const said = (file: string, ...words: string[]) => execFileSync('ogrinfo', [join(folder, file), ...words], { encoding: 'utf8' })
  const counted = (text: string) => Number(/Feature Count: (\d+)/.exec(text)?.[1])

  test.each([0, 1, 51, 52, 3000])('of %i parcels is sound by SQLite itself, and finds what lies in a box', async (n) => {
    const fabric = makeFabric({ columns: 60, lines: Math.max(1, Math.ceil(n / 60)), bends: 1 })
    const rows = Uint32Array.from({ length: n }, (_, i) => i)
    const file = `${n}.gpkg`
    writeFileSync(join(folder, file), await write({ ...fabric, name: '宗地 "甲"' }, { rows }))
    expect(said(file, '-q', '-sql', `SELECT rtreecheck('rtree_宗地 "甲"_geom') AS verdict`)).toContain('verdict (String) = ok')
    const extensions = said(file, '-q', '-sql', "SELECT extension_name, scope FROM gpkg_extensions WHERE column_name = 'geom'")
    expect(extensions).toMatch(/gpkg_rtree_index[\s\S]*write-only/)
    const box = [118.505, 37.505, 118.5151, 37.512] as const
    const inside = [...rows].filter((row) => {
      const [from, to] = [0, 1].map((k) => fabric.geometry!.rings[row + k] * 2)
      const [xs, ys] = [0, 1].map((k) => fabric.geometry!.xy.subarray(from, to).filter((_, i) => i % 2 === k))
      return Math.min(...xs) <= box[2] && Math.max(...xs) >= box[0] && Math.min(...ys) <= box[3] && Math.max(...ys) >= box[1]
    })
    const found = said(
      file,
      '-q',
      '-sql',
      `SELECT count(*) AS n FROM "rtree_宗地 ""甲""_geom" WHERE maxx >= ${box[0]} AND minx <= ${box[2]} AND maxy >= ${box[1]} AND miny <= ${box[3]}`,
    )
    // boxes in the index are rounded outwards to 32 bits: 8e-6 of a degree
    const n0 = Number(/n \(Integer\) = (\d+)/.exec(found)?.[1])
    expect(n0).toBeGreaterThanOrEqual(inside.length)
    expect(n0).toBeLessThanOrEqual(inside.length + 2 + inside.length / 20)
  })

  test('follows when another program deletes and adds', async () => {
    const fabric = makeFabric({ columns: 20, lines: 10, bends: 1 })
    writeFileSync(join(folder, 'e.gpkg'), await write({ ...fabric, name: 'a' }))
    expect(counted(said('e.gpkg', '-so', 'a'))).toBe(200)
    execFileSync('ogrinfo', [join(folder, 'e.gpkg'), '-q', '-sql', 'DELETE FROM a WHERE fid <= 50'])
    execFileSync('ogrinfo', [join(folder, 'e.gpkg'), '-q', '-sql', 'UPDATE a SET fid = 900 WHERE fid = 60'])
    expect(said('e.gpkg', '-q', '-sql', 'SELECT count(*) AS n, max(id) AS top FROM rtree_a_geom')).toMatch(
      /n \(Integer\) = 150\s+top \(Integer(64)?\) = 900/,
    )
    expect(said('e.gpkg', '-q', '-sql', "SELECT rtreecheck('rtree_a_geom') AS verdict")).toContain('= ok')
  })
})

const real = '../shared/data/gpkg/Oregon.gpkg'
if (!existsSync(real)) console.warn('skipped: ../shared/data is absent, so no real GeoPackage is read')
test.skipIf(!existsSync(real))('two layers in feet, one of them of mixed parts', async () => {
  const { layers } = await decode(new Uint8Array(readFileSync(real)))
  expect(layers.map(({ table }) => [table.name, table.geometry?.kind, table.length])).toEqual([
    ['land', 'polygon', 1],
    ['roads', 'line', 121],
  ])
  expect(layers[1].table.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'stroke text',
    'stroke-width number',
    'isbig boolean',
  ])
})
