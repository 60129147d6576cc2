import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { crsOf } from '../../src/core/crs.ts'
import type { Table } from '../../src/core/table.ts'
import { quietTask } from '../../src/core/task.ts'
import { decodeFiles } from '../../src/formats/registry.ts'

const DATA = join(import.meta.dirname, '../../../shared/data')
const isHere = existsSync(DATA) && spawnSync('ogr2ogr', ['--version']).status === 0
if (!isHere) console.warn('skipped: ../shared/data or GDAL (ogr2ogr) is absent, real files are not compared with it')

/** Those of one file that GDAL opens as we do; damaged ones are looked at elsewhere, loose parts are read through their .shp. */
const KINDS = new Set(['.geojson', '.fgb', '.gpkg', '.kml', '.kmz', '.gml', '.zip', '.dxf', '.shp'])
/** What GDAL 3.6 reads otherwise, or not at all, each looked at by hand. */
const OTHERWISE = new Set([
  // names of members in GBK: not opened
  'zip_gbk_member_names.zip',
  // nothing but pictures and links: no layers here, told as such
  ...['ground_overlay.kml', 'ground_overlay_quad.kml', 'networklink.kml'],
  // tracks and placemarks without a folder: one of them, or none
  ...['gxmultitrack.kml', 'multitrack.kml', 'non_gx_multitrack.kml', 'twopoints.kml'],
  // lines of one point and corners that are no numbers: kept as they are; here they are repaired and told
  ...['addresses.kml', 'bad.kml', 'timespan.kml'],
  // several kinds of shapes: one layer for each kind here, for each folder there
  ...['multigeometry_discrete.kml', 'styles.kml'],
])
const files = isHere
  ? ['kenli', 'cadastre', 'wetland', 'protected', 'gpkg', 'kml', 'fgb', 'raster', 'dbf']
      .flatMap((folder) => readdirSync(join(DATA, folder)).map((name) => join(folder, name)))
      .filter((path) => KINDS.has(extname(path)) && !OTHERWISE.has(basename(path)))
  : []

type Shape = { type: string; coordinates?: unknown; geometries?: Shape[] }
interface Found {
  rows: number
  readonly points: [number, number][]
  area: number
}
const shoelace = (ring: readonly (readonly number[])[]) => {
  const [x0, y0] = ring[0]
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++)
    sum += (ring[i][0] - x0) * (ring[i + 1][1] - y0) - (ring[i + 1][0] - x0) * (ring[i][1] - y0)
  return Math.abs(sum / 2)
}

function take(shape: Shape | null, found: Found): void {
  if (!shape) return
  for (const part of shape.geometries ?? []) take(part, found)
  const points = (value: unknown): void => {
    if (!Array.isArray(value)) return
    if (typeof value[0] === 'number') found.points.push([value[0], value[1]])
    else for (const each of value) points(each)
  }
  points(shape.coordinates)
  const polygons = (
    shape.type === 'Polygon' ? [shape.coordinates] : shape.type === 'MultiPolygon' ? shape.coordinates : []
  ) as number[][][][]
  for (const [outer, ...holes] of polygons)
    if (outer) found.area += shoelace(outer) - holes.reduce((sum, hole) => sum + shoelace(hole), 0)
}

const elsewhere = mkdtempSync(join(tmpdir(), 'onemap-gdal-'))
afterAll(() => rmSync(elsewhere, { recursive: true }))

/** GDAL writes what it found of a GML beside it, where nothing of ours may be left. */
function fromElsewhere(path: string): string {
  const link = join(elsewhere, basename(path))
  if (!existsSync(link)) symlinkSync(path, link)
  return link
}

/** Every layer as GDAL reads it, in the coordinates of the file. */
function byGdal(path: string): Map<string, Found> {
  const source = path.endsWith('.zip') ? `/vsizip/${path}` : path.endsWith('.gml') ? fromElsewhere(path) : path
  const listed = spawnSync('ogrinfo', ['-ro', '-q', source], { encoding: 'utf8' })
  const names = [...listed.stdout.matchAll(/^\d+: (.+?)(?: \(.*\))?$/gm)].map(([, name]) => name)
  const layers = new Map<string, Found>()
  for (const name of names) {
    const args = ['-f', 'GeoJSONSeq', '/vsistdout/', source, name, '-lco', 'RS=NO', '-lco', 'COORDINATE_PRECISION=12']
    const { stdout, status, stderr } = spawnSync('ogr2ogr', [...args, '-t_srs', 'EPSG:4326', '-s_srs', 'EPSG:4326'], {
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    })
    expect([status, stderr.includes('ERROR') ? stderr : '']).toEqual([0, ''])
    const found: Found = { rows: 0, points: [], area: 0 }
    for (const line of stdout.split('\n').filter(Boolean)) {
      found.rows++
      take(JSON.parse(line).geometry, found)
    }
    layers.set(name, found)
  }
  return layers
}

function byUs(tables: readonly Table[]): Found {
  const found: Found = { rows: Math.max(...tables.map(({ length }) => length)), points: [], area: 0 }
  for (const { geometry } of tables) {
    if (!geometry) continue
    const { xy, rings, parts, kind } = geometry
    for (let i = 0; i < xy.length; i += 2) found.points.push([xy[i], xy[i + 1]])
    if (kind !== 'polygon') continue
    for (let part = 0; part + 1 < parts.length; part++)
      for (let ring = parts[part]; ring < parts[part + 1]; ring++) {
        const corners: [number, number][] = []
        for (let v = rings[ring]; v < rings[ring + 1]; v++) corners.push([xy[2 * v], xy[2 * v + 1]])
        found.area += (ring === parts[part] ? 1 : -1) * shoelace(corners)
      }
  }
  return found
}

/** Points of `a` without one of `b` within the tolerance. */
function strays(a: Found, b: Found, tolerance: number): number {
  // mostly they come in one order, and each is found without being looked for
  if (a.points.every(([x, y], i) => Math.abs(x - b.points[i][0]) <= tolerance && Math.abs(y - b.points[i][1]) <= tolerance))
    return 0
  const cells = new Map<string, [number, number][]>()
  const cell = (value: number) => Math.floor(value / tolerance)
  for (const point of b.points) {
    const key = `${cell(point[0])} ${cell(point[1])}`
    cells.get(key)?.push(point) ?? cells.set(key, [point])
  }
  const isNear = ([x, y]: readonly [number, number]) => {
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const [bx, by] of cells.get(`${cell(x) + dx} ${cell(y) + dy}`) ?? [])
          if (Math.abs(bx - x) <= tolerance && Math.abs(by - y) <= tolerance) return true
    return false
  }
  return a.points.filter((point) => !isNear(point)).length
}

describe.skipIf(!isHere)('real files beside GDAL: rows, corners to the millimetre, areas', () => {
  test.each(files)('%s', async (path) => {
    const folder = join(DATA, path, '..')
    const stem = basename(path, extname(path))
    const names = extname(path) === '.shp' ? readdirSync(folder).filter((name) => name.startsWith(`${stem}.`)) : [basename(path)]
    const inputs = names.map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(folder, name))) }))
    const { layers, failures } = await decodeFiles(inputs, {}, quietTask())
    // a page about the data beside them is no data
    expect(failures.filter(({ code }) => code !== 'format.unknown')).toEqual([])
    const theirs = [...byGdal(join(DATA, path)).values()].filter(({ rows }) => rows > 0)
    const ours = [...new Set(layers.map(({ table }) => table.name))].map((name) =>
      byUs(layers.map(({ table }) => table).filter((table) => table.name === name)),
    )
    expect(ours.map(({ rows }) => rows).sort()).toEqual(theirs.map(({ rows }) => rows).sort())
    const sum = (list: readonly Found[]): Found => ({
      rows: 0,
      points: list.flatMap(({ points }) => points),
      area: list.reduce((total, { area }) => total + area, 0),
    })
    const [a, b] = [sum(ours), sum(theirs)]
    const isDegrees = layers.every(({ table }) => crsOf(table.crs)?.kind === 'geographic')
    const tolerance = isDegrees ? 1e-8 : 1e-3
    expect(a.points.length).toBe(b.points.length)
    expect([strays(a, b, tolerance), strays(b, a, tolerance)]).toEqual([0, 0])
    expect(Math.abs(a.area - b.area)).toBeLessThanOrEqual(1e-9 * b.area)
  })
})
