import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellAt, findColumn, type Table } from '../../src/core/table.ts'
import { quietTask } from '../../src/core/task.ts'
import type { InputFile } from '../../src/formats/format.ts'
import { decodeFiles, formatOf, formats } from '../../src/formats/registry.ts'
import { textColumn } from '../../src/formats/text-builder.ts'

const isHere = spawnSync('ogr2ogr', ['--version']).status === 0
if (!isHere) console.warn('skipped: GDAL (ogr2ogr) is not installed, files are not compared with it')

/** Four parcels in zone 40 without its number: one with a hole, one of two parts, one without geometry. */
const PARCELS: Table = {
  name: 'parcels',
  crs: 'EPSG:4549',
  length: 4,
  columns: [
    textColumn('DLBM', ['0101', '1106', '0303', '0701'], 4),
    textColumn('QLR', ['垦利街道', '胜坨镇', null, '黄河口镇'], 4),
    { name: 'AREA', type: 'number', values: Float64Array.of(9900.25, 10_000, 7500, Number.NaN) },
    { name: 'N', type: 'number', values: Float64Array.of(1, -2, 2147483647, Number.NaN) },
  ],
  geometry: {
    kind: 'polygon',
    xy: Float64Array.of(
      ...[
        371933.6216, 4162979.6916, 372033.6216, 4162979.6916, 372033.6216, 4163079.6916, 371933.6216, 4163079.6916, 371933.6216,
        4162979.6916,
      ],
      ...[371953.6216, 4162999.6916, 371953.6216, 4163009.6916, 371963.6216, 4163009.6916, 371953.6216, 4162999.6916],
      ...[372133.0001, 4162979, 372233.0001, 4162979, 372233.0001, 4163079, 372133.0001, 4163079, 372133.0001, 4162979],
      ...[372300, 4162979, 372350, 4162979, 372350, 4163079, 372300, 4162979],
      ...[372400, 4162979, 372500, 4162979, 372500, 4163079, 372400, 4162979],
    ),
    rings: Uint32Array.of(0, 5, 9, 14, 18, 22),
    parts: Uint32Array.of(0, 2, 3, 4, 5),
    rows: Uint32Array.of(0, 1, 2, 4, 4),
  },
}
/** Rows as text, their order left aside: attributes, then rings as millimetres from their smallest corner on. */
function rowsOf(table: Table, names: readonly string[]): string[] {
  const { rings, parts, rows, xy } = table.geometry!
  const lines: string[] = []
  for (let row = 0; row < table.length; row++) {
    const cells = names.map((name) => String(cellAt(findColumn(table, name)!, row)))
    const shapes: string[] = []
    for (let ring = parts[rows[row]]; ring < parts[rows[row + 1]]; ring++) {
      const corners = Array.from({ length: rings[ring + 1] - rings[ring] - 1 }, (_, i) => {
        const v = rings[ring] + i
        return `${Math.round(xy[v * 2] * 1000)} ${Math.round(xy[v * 2 + 1] * 1000)}`
      })
      shapes.push(corners.sort().join(' '))
    }
    lines.push([...cells, ...shapes.sort()].join(' | '))
  }
  return lines.sort()
}
const NAMES = ['DLBM', 'QLR', 'AREA', 'N']

describe.skipIf(!isHere)('beside GDAL', () => {
  let folder: string
  const run = (program: string, args: readonly string[]) => {
    const { status, stderr, stdout } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
    expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
    return stdout
  }
  const decode = async (files: readonly InputFile[]) => {
    const { layers, failures } = await decodeFiles(
      files,
      { likelyCrs: ['EPSG:4549'], extent: [118.2, 37.3, 119.4, 38] },
      quietTask(),
    )
    expect(failures).toEqual([])
    return layers
  }
  const readAll = (path: string): InputFile[] =>
    readdirSync(join(folder, path)).map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, path, name))) }))

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gdal-'))
    const { bytes } = await formatOf('geopackage').encode!({ table: PARCELS, rows: null, fields: [] }, quietTask())
    writeFileSync(join(folder, 'base.gpkg'), bytes)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([
    ['GPKG', 'out.gpkg', [], 'EPSG:4549'],
    ['FlatGeobuf', 'out.fgb', [], 'EPSG:4549'],
    ['ESRI Shapefile', 'out.shp', ['-lco', 'ENCODING=GBK'], 'EPSG:4549'],
    ['OpenFileGDB', 'out.gdb', [], 'EPSG:4549'],
    // a TAB keeps whole steps of its bounds, which are the whole zone by default
    ['MapInfo File', 'out.tab', ['-lco', 'ENCODING=CP936', '-lco', 'BOUNDS=371000,4162000,373000,4164000'], null],
    ['MapInfo File', 'out.mif', ['-lco', 'ENCODING=CP936'], null],
    // easting first where the name of the system is of the old way, northing first where it is a urn
    ['GML', 'gml2.gml', ['-dsco', 'FORMAT=GML2'], 'EPSG:4549'],
    ['GML', 'gml3.gml', ['-dsco', 'FORMAT=GML3'], 'EPSG:4549'],
    ['GML', 'gml32.gml', ['-dsco', 'FORMAT=GML3.2'], 'EPSG:4549'],
    ['GML', 'short.gml', ['-dsco', 'FORMAT=GML3', '-dsco', 'SRSNAME_FORMAT=SHORT'], 'EPSG:4549'],
    ['GML', 'url.gml', ['-dsco', 'FORMAT=GML3.2', '-dsco', 'SRSNAME_FORMAT=OGC_URL'], 'EPSG:4549'],
    ['GML', 'deegree.gml', ['-dsco', 'FORMAT=GML3Deegree'], 'EPSG:4549'],
  ] as const)(
    'what %s writes as %s reads the same here, to the millimetre',
    async (driver, name, options, crs) => {
      const own = `d-${name}`
      mkdirSync(join(folder, own), { recursive: true })
      run('ogr2ogr', ['-f', driver, `${own}/${name}`, 'base.gpkg', ...options, '-nln', 'out'])
      const isFolder = name.endsWith('.gdb')
      const files = isFolder
        ? [
            {
              name: '地籍.gdb.zip',
              bytes: zipSync(
                Object.fromEntries([
                  ...readAll(`${own}/${name}`).map((file) => [`地籍.gdb/${file.name}`, file.bytes] as const),
                  ['说明.txt', Uint8Array.of(49)] as const,
                ]),
              ),
            },
          ]
        : readAll(own)
      const layers = await decode(files)
      // of FlatGeobuf this GDAL leaves out what has no geometry
      const isWhole = driver !== 'FlatGeobuf'
      expect(layers.map(({ table }) => table.length)).toEqual([isWhole ? 4 : 3])
      const [{ table, receipt }] = layers
      if (crs) expect(table.crs).toBe(crs)
      // a Shapefile knows no null text
      const expected = rowsOf(PARCELS, NAMES).filter((line) => isWhole || !line.startsWith('0701'))
      const found = rowsOf(table, NAMES)
      const withoutNull = (line: string) => line.replaceAll('null', '').replaceAll(/\| 0(?= \||$)/g, '| ')
      expect(found.map(withoutNull)).toEqual(expected.map(withoutNull))
      expect(receipt.notes.some(({ code }) => code === 'filegdb.others')).toBe(isFolder)
      expect(receipt.withoutGeometry).toBe(isWhole ? 1 : 0)
    },
    60_000,
  )

  const writers = formats.filter(
    ({ encode, decode: reads, id }) => encode && reads && !['gpx', 'txt', 'csv', 'xlsx'].includes(id),
  )
  it.each(writers.map(({ id }) => id))(
    'GDAL reads what is written as %s',
    async (id) => {
      const file = await formatOf(id).encode!({ table: PARCELS, rows: null, fields: [] }, quietTask())
      if (id === 'geoparquet' && !run('ogrinfo', ['--formats']).includes('Parquet'))
        return console.warn('skipped: this GDAL reads no Parquet')
      const name = `w-${id}.${file.name.split('.').pop()}`
      writeFileSync(join(folder, name), file.bytes)
      const source = name.endsWith('.zip') ? `/vsizip/${join(folder, name)}` : name
      // DXF keeps rings as polylines and attributes as extended data; there the number of rings is what GDAL can tell
      const csv = run('ogr2ogr', [
        '-f',
        'CSV',
        '/vsistdout/',
        source,
        '-lco',
        'GEOMETRY=AS_WKT',
        '-lco',
        'SEPARATOR=TAB',
        ...targetCrs(id),
      ])
      const rows = csv.trim().split('\n').slice(1)
      const numbers = (csv.match(/-?\d{5,}\.\d+|-?\d{6,}(?=[ ,)])/g) ?? []).map((text) => Math.round(Number(text) * 1000))
      const expected = [...PARCELS.geometry!.xy].map((value) => Math.round(value * 1000))
      expect(rows.length).toBe(id === 'dxf' ? 5 : 4)
      for (const value of new Set(expected)) expect(numbers.some((number) => Math.abs(number - value) <= 1)).toBe(true)
      if (id !== 'dxf') for (const text of ['0101', '胜坨镇']) expect(csv).toContain(text)
    },
    60_000,
  )

  /** Formats of lon/lat are brought back into the plane by PROJ, which is then compared as well. */
  function targetCrs(id: string): string[] {
    return ['geojson', 'kml'].includes(id) ? ['-t_srs', 'EPSG:4549'] : []
  }
})
