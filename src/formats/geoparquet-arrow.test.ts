import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cellAt } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from './registry.ts'

/** Written by Apache Arrow and GeoPandas (scripts/golden/parquet.py) and DuckDB (duckdb.mjs), which state the same values. */
const FOLDER = join(import.meta.dirname, '../../tests/golden/parquet')
const read = async (name: string) => {
  const { layers, failures } = await decodeFiles(
    [{ name, bytes: new Uint8Array(readFileSync(join(FOLDER, name))) }],
    {},
    quietTask(),
  )
  expect(failures).toEqual([])
  return layers
}
const [X, Y] = [40575000.125, 4160000.25]
const square = (x: number, size: number) => [x, Y, x + size, Y, x + size, Y + size, x, Y + size, x, Y]
const hole = (x: number) => [x + 1, Y + 1, x + 1, Y + 2, x + 2, Y + 2, x + 2, Y + 1, x + 1, Y + 1]

test.each(['wkb.parquet', 'native.parquet'])('shapes and values of %s are those that Apache Arrow wrote', async (name) => {
  const [{ table, receipt, questions }, ...others] = await read(name)
  expect([others, questions, table.crs, table.length, receipt.withoutGeometry]).toEqual([[], [], 'EPSG:4528', 4, 1])
  expect(table.geometry).toEqual({
    kind: 'polygon',
    xy: Float64Array.of(
      ...square(X, 10),
      ...hole(X),
      ...square(X + 20, 5),
      ...square(X + 30, 4),
      ...hole(X + 30),
      ...square(X + 40, 3),
    ),
    rings: Uint32Array.of(0, 5, 10, 15, 20, 25, 30),
    parts: Uint32Array.of(0, 2, 3, 5, 6),
    rows: Uint32Array.of(0, 1, 1, 3, 4),
  })
  const rows = [0, 1, 2, 3].map((row) => table.columns.map((column) => cellAt(column, row)))
  expect(table.columns.map(({ name: field, type }) => `${field} ${type}`)).toEqual([
    ...['DLBM text', '权利人 text', 'long text', 'area number', 'mu number', 'day date', 'at date', 'time text', 'done boolean'],
    'nothing text',
  ])
  expect(rows).toEqual([
    [
      ...['0101', '张三', '9007199254740993', 99, 0.15, Date.UTC(2026, 1, 28)],
      ...[Date.UTC(2026, 1, 28, 13, 45, 7, 250), '08:05:09', true, null],
    ],
    [null, '李四', null, null, null, null, null, null, null, null],
    ['0305', null, '-1', 40.5, -12.07, Date.UTC(1949, 9, 1), Date.UTC(1969, 11, 31, 23, 59, 59), '23:59:59.5', false, null],
    ['0101', '王五', '0', 9, 3, Date.UTC(2000, 1, 29), Date.UTC(2000, 0, 1), '00:00:00', true, null],
  ])
  expect(receipt.notes.find(({ code }) => code === 'parquet.nested')?.detail).toEqual({ names: 'list' })
})

test('decimals and times are those that DuckDB wrote, and what a double or a millisecond does not hold is told', async () => {
  const [{ table, receipt }] = await read('decimals.parquet')
  const valuesOf = (name: string) => {
    const column = table.columns.find((each) => each.name === name)!
    return [0, 1, 2].map((row) => cellAt(column, row))
  }
  expect(valuesOf('long')).toEqual([12345678901234567000, -0.123456789, null])
  expect(valuesOf('area')).toEqual([226312.1982, null, -12.07])
  expect(valuesOf('id')).toEqual(['12345678901234567890123456789012345678', '-7', '0'])
  expect(valuesOf('small')).toEqual([0.35, -0.57, null])
  expect(valuesOf('middle')).toEqual([100000000000000, -0.0001, 1.5])
  expect(valuesOf('micros')).toEqual([Date.UTC(2026, 1, 28, 13, 45, 7, 123), -1, null])
  expect(valuesOf('nanos')).toEqual([Date.UTC(2026, 1, 28, 13, 45, 7, 123), -500, null])
  expect(valuesOf('millis')).toEqual([Date.UTC(2026, 1, 28, 13, 45, 7, 123), null, Date.UTC(1949, 9, 1)])
  expect(receipt.notes.filter(({ code }) => code.startsWith('field.')).map(({ code, detail }) => ({ code, ...detail }))).toEqual([
    { code: 'field.rounded', field: 'long', count: 1, value: '12345678901234567890.1234567890' },
    { code: 'field.rounded', field: 'middle', count: 1, value: '99999999999999.9999' },
    { code: 'field.timesRounded', field: 'micros', count: 2, value: '2026-02-28T13:45:07.123456' },
    { code: 'field.timesRounded', field: 'nanos', count: 1, value: '2026-02-28T13:45:07.123456789' },
    { code: 'field.longAsText', field: 'id', count: 1 },
  ])
})

test('GeoParquet of DuckDB: shapes, system, nothings', async () => {
  const [{ table, receipt, questions }] = await read('duckdb.parquet')
  expect([questions, table.crs, receipt.withoutGeometry]).toEqual([[], 'EPSG:4326', 1])
  expect([0, 1, 2].map((row) => cellAt(table.columns[0], row))).toEqual(['0101', '0305', null])
  const triangle = (x: number) => [x, 37.5, x + 0.01, 37.5, x + 0.01, 37.51, x, 37.5]
  const { xy, ...places } = table.geometry!
  const wanted = [
    ...[118.5, 37.5, 118.51, 37.5, 118.51, 37.51, 118.5, 37.51, 118.5, 37.5],
    ...[118.502, 37.502, 118.502, 37.503, 118.503, 37.503, 118.503, 37.502, 118.502, 37.502],
    ...[...triangle(118.6), ...triangle(118.7)],
  ]
  expect(xy).toHaveLength(wanted.length)
  for (const [i, value] of wanted.entries()) expect(xy[i]).toBeCloseTo(value, 9)
  expect(places).toEqual({
    kind: 'polygon',
    rings: Uint32Array.of(0, 5, 10, 14, 18),
    parts: Uint32Array.of(0, 2, 3, 4),
    rows: Uint32Array.of(0, 1, 1, 3),
  })
})
