import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Column, cellAt, type Geometry, type Table } from '../../src/core/table.ts'
import { quietTask } from '../../src/core/task.ts'
import { formatOf, formats } from '../../src/formats/registry.ts'
import { textColumn } from '../../src/formats/text-builder.ts'

const isHere = spawnSync('ogr2ogr', ['--version']).status === 0
if (!isHere) console.warn('skipped: GDAL (ogr2ogr) is not installed, types and values of written files are not read back with it')

const DAY = Date.UTC(2024, 1, 29)
/** Of every type, by Chinese names; the last row has nothing but its place. */
const COLUMNS: readonly Column[] = [
  textColumn('地类编码', ['0101', '1106', null], 3),
  textColumn('标识码', ['9007199254740993104', '0007199254740993105', null], 3),
  { name: '面积', type: 'number', values: Float64Array.of(9900.25, -0.001, Number.NaN) },
  { name: '件数', type: 'number', values: Float64Array.of(1, 2147483647, Number.NaN) },
  { name: '日期', type: 'date', values: Float64Array.of(DAY, Date.UTC(1950, 0, 1), Number.NaN) },
  { name: '时刻', type: 'date', values: Float64Array.of(DAY + 30_600_250, DAY, Number.NaN) },
  { name: '有效', type: 'boolean', values: Uint8Array.of(1, 0, 255) },
]
/** In zone 40 without its number: a hole, two parts, a triangle. */
const POLYGONS: Geometry = {
  kind: 'polygon',
  xy: Float64Array.of(
    ...[371933.6216, 4162979.6916, 372033.6216, 4162979.6916, 372033.6216, 4163079.6916, 371933.6216, 4163079.6916],
    ...[371933.6216, 4162979.6916, 371953.6216, 4162999.6916, 371953.6216, 4163009.6916, 371963.6216, 4163009.6916],
    ...[371953.6216, 4162999.6916, 372133.0001, 4162979, 372233.0001, 4162979, 372233.0001, 4163079, 372133.0001, 4162979],
    ...[372300, 4162979, 372350, 4162979, 372350, 4163079, 372300, 4162979],
    ...[372400, 4162979, 372500, 4162979, 372500, 4163079, 372400, 4162979],
  ),
  rings: Uint32Array.of(0, 5, 9, 13, 17, 21),
  parts: Uint32Array.of(0, 2, 3, 4, 5),
  rows: Uint32Array.of(0, 1, 3, 4),
}
const POINTS: Geometry = {
  kind: 'point',
  xy: Float64Array.of(371933.6216, 4162979.6916, 372133.0001, 4162979, 372300, 4162979.1234),
  rings: Uint32Array.of(0, 1, 2, 3),
  parts: Uint32Array.of(0, 1, 2, 3),
  rows: Uint32Array.of(0, 1, 2, 3),
}

/** One with two parts: the layer is of lines with parts, and two of its features have one. */
const LINES: Geometry = {
  kind: 'line',
  xy: Float64Array.of(
    ...[371933.6216, 4162979.6916, 372033.6216, 4162979.6916, 372133.0001, 4162979, 372233.0001, 4162979],
    ...[372233.0001, 4163079, 372300, 4162979.1234, 372350, 4162979, 372400, 4162979, 372500, 4162979.5],
  ),
  rings: Uint32Array.of(0, 2, 5, 7, 9),
  parts: Uint32Array.of(0, 1, 2, 3, 4),
  rows: Uint32Array.of(0, 1, 3, 4),
}

interface Reading {
  /** as GDAL names them, in the order of the columns */
  readonly types: readonly string[]
  readonly isLngLat?: boolean
  /** columns that hold the place of a point, east first */
  readonly places?: readonly [string, string]
}
const all = (type: string) => COLUMNS.map(() => type)
const READINGS: Readonly<Record<string, Reading>> = {
  geojson: { types: ['String', 'String', 'Real', 'Integer', 'Date', 'DateTime', 'Integer(Boolean)'], isLngLat: true },
  // dates without a time are moments there too
  flatgeobuf: { types: ['String', 'String', 'Real', 'Integer', 'DateTime', 'DateTime', 'Integer(Boolean)'] },
  geopackage: { types: ['String', 'String', 'Real', 'Integer64', 'Date', 'DateTime', 'Integer(Boolean)'] },
  // no moments; a truth is a letter
  shapefile: { types: ['String', 'String', 'Real', 'Integer64', 'Date', 'String', 'String'] },
  kml: { types: ['String', 'String', 'Real', 'Real', 'String', 'String', 'Integer'], isLngLat: true },
  csv: { types: all('String'), places: ['Y坐标', 'X坐标'] },
  xlsx: { types: ['String', 'String', 'Real', 'Integer', 'Date', 'DateTime', 'Integer(Boolean)'], places: ['Y坐标', 'X坐标'] },
  geoparquet: { types: ['String', 'String', 'Real', 'Integer', 'DateTime', 'DateTime', 'Integer(Boolean)'] },
  // attributes are extended data, which GDAL does not tell; GPX has names of its own: only places are compared
  dxf: { types: [] },
  gpx: { types: [], isLngLat: true },
}
/** GDAL has no driver for boundary points */
const UNKNOWN = ['txt']

interface Feature {
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: { readonly coordinates: unknown } | null
}

describe.skipIf(!isHere)('every writer, read back by GDAL', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gdal-writers-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const run = (program: string, args: readonly string[]) => {
    const env = { ...process.env, DXF_ENCODING: 'UTF-8' }
    const { status, stderr, stdout } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env })
    expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
    return stdout
  }

  it('is told of each', () => {
    const writers = formats.flatMap(({ id, encode }) => (encode && !UNKNOWN.includes(id) ? [id] : []))
    // GeoTIFF writes classes, which geotiff-encode.test.ts has GDAL read
    expect(Object.keys(READINGS).sort()).toEqual(writers.filter((id) => id !== 'geotiff').sort())
  })

  const cases = Object.entries(READINGS).flatMap(([id, reading]) => {
    const kinds = formatOf(id).writes?.kinds
    const geometries = [POLYGONS, LINES, POINTS].filter(({ kind }) => !kinds || kinds.includes(kind))
    return geometries.map((geometry) => [id, geometry.kind, geometry, reading] as const)
  })
  it.each(cases)(
    '%s of %ss: count, types, values, nothings and places to the millimetre',
    async (id, kind, geometry, { types, isLngLat, places }) => {
      if (id === 'geoparquet' && !run('ogrinfo', ['--formats']).includes('Parquet'))
        return console.warn('skipped: this GDAL reads no Parquet')
      const table: Table = { name: '宗地', crs: 'EPSG:4549', length: 3, columns: COLUMNS, geometry }
      const file = await formatOf(id).encode!({ table, rows: null, fields: [] }, quietTask())
      const name = `${id}-${kind}.${file.name.split('.').pop()}`
      writeFileSync(join(folder, name), file.bytes)
      const source = name.endsWith('.zip') ? `/vsizip/${join(folder, name)}` : name
      const layer = id === 'gpx' ? [kind === 'line' ? 'tracks' : 'waypoints'] : []

      const summary = run('ogrinfo', ['-so', '-al', source, ...layer])
      // CSV and XLSX hold shapes as text
      const isText = (id === 'csv' || id === 'xlsx') && kind !== 'point'
      const typeOf = (column: string) => new RegExp(`^${column}: (\\S+) \\(`, 'm').exec(summary)?.[1]
      const names = id === 'shapefile' ? ['地类编', ...COLUMNS.slice(1).map(({ name }) => name)] : COLUMNS.map(({ name }) => name)
      expect(names.slice(0, types.length).map(typeOf)).toEqual(types)

      const target = isLngLat ? ['-t_srs', 'EPSG:4549'] : []
      const args = [
        '-f',
        'GeoJSON',
        '/vsistdout/',
        source,
        ...layer,
        ...target,
        '-lco',
        'COORDINATE_PRECISION=6',
        '-lco',
        'RFC7946=NO',
      ]
      const { features } = JSON.parse(run('ogr2ogr', args)) as { features: Feature[] }
      const found = features.map(({ properties, geometry: shape }) => ({
        cells: types.length === 0 ? [] : COLUMNS.map((column, c) => plain(properties[names[c]], column.type)),
        at: isText
          ? millimetres(numbersOf(String(Object.entries(properties).find(([key]) => /WKT/.test(key))?.[1])))
          : places
            ? millimetres([Number(properties[places[0]]), Number(properties[places[1]])])
            : millimetres(
                (shape?.coordinates as unknown[] | undefined)?.flat(9) as number[],
                id === 'dxf' && kind === 'point' ? 3 : 2,
              ),
      }))
      const isByRing = id === 'dxf' && kind !== 'point'
      const expected = isByRing
        ? Array.from({ length: geometry.rings.length - 1 }, (_, r) => ({
            cells: [] as unknown[],
            at: cornersOf(geometry, geometry.rings[r], geometry.rings[r + 1]),
          }))
        : Array.from({ length: 3 }, (_, row) => ({
            cells: types.length === 0 ? [] : COLUMNS.map((column) => cellAt(column, row)),
            at: cornersOf(geometry, vertexOf(geometry, row), vertexOf(geometry, row + 1)),
          }))
      const sorted = (rows: typeof found) => rows.map((row) => JSON.stringify(row)).sort()
      expect(sorted(found)).toEqual(sorted(expected))
    },
    60_000,
  )
})

const vertexOf = ({ rows, parts, rings }: Geometry, row: number) => rings[parts[rows[row]]]
/** Corners as millimetres, their order and their number left aside: other programs begin and turn rings in their own way. */
function cornersOf({ xy }: Geometry, first: number, end: number): string[] {
  return millimetres([...xy.subarray(first * 2, end * 2)])
}
function millimetres(numbers: readonly number[] | undefined, size = 2): string[] {
  if (!numbers) return []
  const found = Array.from(
    { length: numbers.length / size },
    (_, i) => `${Math.round(numbers[i * size] * 1000)} ${Math.round(numbers[i * size + 1] * 1000)}`,
  )
  return [...new Set(found)].sort()
}
const numbersOf = (wkt: string) => (wkt.match(/-?\d+(\.\d+)?/g) ?? []).map(Number)

/** What GDAL gives, as a cell of such a column. */
function plain(value: unknown, type: Column['type']): unknown {
  if (value === null || value === undefined || value === '' || value === '?') return null
  if (type === 'number') return Number(value)
  if (type === 'boolean') return ['true', '1', 'T'].includes(String(value))
  if (type !== 'date') return value
  const text = String(value).replaceAll('/', '-').replace(' ', 'T')
  return Date.parse(
    /T.*(Z|[+-]\d\d(:?\d\d)?)$/.test(text) || !text.includes('T')
      ? text.replace(/([+-]\d\d)$/, text.includes('T') ? '$1:00' : '$1')
      : `${text}Z`,
  )
}
