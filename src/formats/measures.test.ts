import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from './registry.ts'

const hasGdal = spawnSync('ogr2ogr', ['--version']).status === 0
if (!hasGdal) console.warn('skipped: ogr2ogr (Debian: gdal-bin) was not found, so no measures of other programs are read')
const folder = mkdtempSync(join(tmpdir(), 'measures-'))
afterAll(() => rmSync(folder, { recursive: true }))

const LINE = 'LINESTRING M (118.5 37.5 7,118.6 37.6 8)'
const POINTS = 'MULTIPOINT ZM (118.5 37.5 1.25 9,118.6 37.6 2 8)'

async function geometryOf(name: string, bytes: Uint8Array) {
  const { layers, failures } = await decodeFiles([{ name, bytes }], {}, quietTask())
  expect(failures).toEqual([])
  const { geometry } = layers[0].table
  return { z: geometry?.z && [...geometry.z], m: geometry?.m && [...geometry.m] }
}

test.each([
  ['M', LINE, { z: undefined, m: [7, 8] }],
  ['ZM', POINTS, { z: [1.25, 2], m: [9, 8] }],
])('measures in well-known text: %s', async (_, wkt, expected) => {
  expect(await geometryOf('a.csv', new TextEncoder().encode(`a,WKT\n1,"${wkt}"\n`))).toEqual(expected)
})

test.skipIf(!hasGdal).each([
  ['FlatGeobuf', 'fgb', 'LINESTRINGM', LINE, { z: undefined, m: [7, 8] }],
  ['FlatGeobuf', 'fgb', 'MULTIPOINTZM', POINTS, { z: [1.25, 2], m: [9, 8] }],
  ['GPKG', 'gpkg', 'LINESTRINGM', LINE, { z: undefined, m: [7, 8] }],
  ['GPKG', 'gpkg', 'MULTIPOINTZM', POINTS, { z: [1.25, 2], m: [9, 8] }],
])('measures that GDAL writes: %s, .%s, %s', async (driver, ending, type, wkt, expected) => {
  const [source, made] = [join(folder, `${type}.csv`), join(folder, `${type}.${ending}`)]
  writeFileSync(source, `a,WKT\n1,"${wkt}"\n`)
  execFileSync('ogr2ogr', ['-f', driver, made, source, '-oo', 'GEOM_POSSIBLE_NAMES=WKT', '-nlt', type])
  expect(await geometryOf(`a.${ending}`, new Uint8Array(readFileSync(made)))).toEqual(expected)
})
