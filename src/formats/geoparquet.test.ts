import { parquetMetadata } from 'hyparquet'
import { expect, test } from 'vitest'
import { cellAt, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import type { EncodeInput } from './format.ts'
import { crsOfProjjson, projjsonOf } from './projjson-crs.ts'
import { decodeFiles, formatOf } from './registry.ts'
import { textColumn } from './text-builder.ts'

const { encode } = formatOf('geoparquet')
const decode = (bytes: Uint8Array) => decodeFiles([{ name: 'a.parquet', bytes }], {}, quietTask())
const write = async (table: Table, more: Partial<EncodeInput> = {}) =>
  (await encode!({ table, rows: null, fields: [], ...more }, quietTask())).bytes

const PARCELS: Table = {
  name: 'a',
  crs: 'EPSG:4528',
  length: 3,
  columns: [
    textColumn('宗地代码', ['0101', '9007199254740993104', null], 3),
    { name: '面积', type: 'number', values: Float64Array.of(0.1, Number.NaN, 1e15) },
    { name: 'n', type: 'number', values: Float64Array.of(-3, Number.NaN, 7) },
    { name: 'big', type: 'number', values: Float64Array.of(9007199254740991, Number.NaN, -5e9) },
    { name: '是否', type: 'boolean', values: Uint8Array.of(1, 0, 255) },
    {
      name: '日期',
      type: 'date',
      values: Float64Array.of(Date.UTC(2026, 2, 31, 8, 30, 15, 250), Number.NaN, Date.UTC(1949, 9, 1)),
    },
    textColumn('空', [null, null, null], 3),
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

test('GeoParquet keeps types, leading zeros, long ids, times, nulls, heights and Chinese names', async () => {
  const { layers, failures } = await decode(await write(PARCELS))
  expect(failures).toEqual([])
  const [{ table, receipt, questions }] = layers
  expect([questions, receipt.notes.map(({ code }) => code)]).toEqual([[], ['fields.recognised']])
  expect(receipt).toMatchObject({ count: 3, withoutGeometry: 2, crs: 'EPSG:4528', crsEvidence: 'header' })
  expect(table.columns.map(({ name, type }) => `${name} ${type}`)).toEqual(
    PARCELS.columns.map(({ name, type }) => `${name} ${type}`),
  )
  for (const [i, column] of PARCELS.columns.entries())
    for (let row = 0; row < 3; row++) expect(cellAt(table.columns[i], row)).toEqual(cellAt(column, row))
  expect(table.geometry).toEqual(PARCELS.geometry)
})

test('days are written as DATE, times as TIMESTAMP', async () => {
  const day = {
    name: '登记日',
    type: 'date' as const,
    values: Float64Array.of(Date.UTC(2000, 1, 29), Number.NaN, Date.UTC(1949, 9, 1)),
  }
  const bytes = await write({ ...PARCELS, columns: [...PARCELS.columns, day] })
  const { schema } = parquetMetadata(bytes.slice().buffer)
  const kinds = Object.fromEntries(schema.map(({ name, converted_type: kind }) => [name, kind]))
  expect([kinds.日期, kinds.登记日]).toEqual(['TIMESTAMP_MILLIS', 'DATE'])
  const [{ table }] = (await decode(bytes)).layers
  expect(table.columns.at(-1)).toEqual(day)
})

test('chosen rows, and a table without geometry', async () => {
  const [chosen] = (await decode(await write(PARCELS, { rows: Uint32Array.of(2) }))).layers
  expect(chosen.table.columns.map((column) => cellAt(column, 0))).toEqual(PARCELS.columns.map((column) => cellAt(column, 2)))
  const [plain] = (await decode(await write({ ...PARCELS, geometry: null }))).layers
  expect([plain.table.geometry, plain.table.length, plain.receipt.crs]).toEqual([null, 3, null])
})

test.each([
  'EPSG:4490',
  'EPSG:4326',
  'EPSG:4528',
  'EPSG:4549',
  'EPSG:32650',
  'EPSG:3857',
  '+proj=tmerc +lat_0=0 +lon_0=118.5 +k=1 +x_0=500000 +y_0=0 +a=6378137 +rf=298.257222101 +units=m +no_defs',
  '+proj=lcc +lat_0=43.66 +lon_0=-120.5 +lat_1=46 +lat_2=44.33 +x_0=2500000.0001424 +y_0=0 +a=6378137 +rf=298.257222101 +to_meter=0.3048 +no_defs',
])('PROJJSON and back: %s', (crs) => {
  expect(crsOfProjjson(projjsonOf(crs))).toBe(crs)
})

test('a zone is described as the EPSG dataset has it, for programs that compare more than the code', () => {
  // pyproj.CRS.from_epsg(4528).to_json()
  expect(projjsonOf('EPSG:4528')).toMatchObject({
    name: 'CGCS2000 / 3-degree Gauss-Kruger zone 40',
    base_crs: {
      name: 'China Geodetic Coordinate System 2000',
      datum: { name: 'China 2000', ellipsoid: { name: 'CGCS2000' } },
    },
    coordinate_system: {
      axis: [
        { name: 'Northing', abbreviation: 'X', direction: 'north', unit: 'metre' },
        { name: 'Easting', abbreviation: 'Y', direction: 'east', unit: 'metre' },
      ],
    },
    id: { authority: 'EPSG', code: 4528 },
  })
})

test('a file that is cut off or whose pages lie is refused', async () => {
  const bytes = await write(PARCELS)
  expect((await decode(bytes.subarray(0, bytes.length - 40))).failures.map(({ code }) => code)).toEqual(['parquet.damaged'])
  const lying = bytes.slice()
  lying.fill(0xff, 10, 60)
  expect((await decode(lying)).failures.map(({ code }) => code)).toEqual(['parquet.damaged'])
})
