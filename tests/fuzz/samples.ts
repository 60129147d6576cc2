import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { unzipSync } from 'fflate'
import { quietTask } from '../../src/core/task.ts'
import type { InputFile } from '../../src/formats/format.ts'
import { chooseFormat, decodeFiles, formats, groupFiles } from '../../src/formats/registry.ts'

const FIXTURES = 'tests/fixtures/formats'
const GOLDEN = ['tests/golden/tiff', 'tests/golden/parquet']
const SHARED = '../shared/data'
const MAX_BYTES = 150_000
const TOPOLOGY =
  '{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[118,37]},"objects":{"a":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[0,1]],"id":7,"properties":{"code":"0101","n":9007199254740993}},{"type":"MultiPolygon","arcs":[[[-1,2]]]}]}},"arcs":[[[1,0],[0,1]],[[1,1],[-1,0],[0,-1],[1,0]],[[1,0],[1,0],[0,1],[-1,0]]]}'

/** Files that belong together, of one format. */
export interface Sample {
  readonly format: string
  readonly files: readonly InputFile[]
}

/**
 * Small whole files of every format: the fixtures, what our own writers make of them, and real files where they are present. Archives are
 * taken apart, since a changed archive ends at its checksum.
 */
export async function samples(): Promise<Sample[]> {
  const found: Sample[] = []
  const add = (files: readonly InputFile[]) => {
    for (const group of groupFiles(files, [])) {
      const format = chooseFormat(group[0])
      if (format && group.every(({ bytes }) => bytes.length <= MAX_BYTES)) found.push({ format: format.id, files: group })
    }
  }
  const paths = [...filesIn(FIXTURES), ...GOLDEN.flatMap(filesIn), ...(existsSync(SHARED) ? filesIn(SHARED) : [])].filter(
    (path) => !path.includes('/bad/'),
  )
  for (const path of paths) {
    const file = load(path)
    if (file.bytes.length > MAX_BYTES) continue
    if (path.endsWith('.zip')) add(Object.entries(unzipSync(file.bytes)).map(([name, bytes]) => ({ name, bytes })))
    else add([file])
  }
  add([{ name: 'a.topojson', bytes: new TextEncoder().encode(TOPOLOGY) }])
  const { layers } = await decodeFiles([load(`${FIXTURES}/parcels.geojson`)], {}, quietTask())
  const parcels = layers[0].table
  const borders = { ...parcels, geometry: { ...parcels.geometry!, kind: 'line' as const } }
  for (const { id, encode, decode } of formats) {
    if (!encode || !decode) continue
    // GPX knows no polygons
    const { name, bytes } = await encode(
      { table: id === 'gpx' ? borders : parcels, rows: null, fields: layers[0].fields },
      quietTask(),
    )
    if (name.endsWith('.zip')) add(Object.entries(unzipSync(bytes)).map(([member, inside]) => ({ name: member, bytes: inside })))
    else found.push({ format: id, files: [{ name, bytes }] })
  }
  return found
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
function load(path: string): InputFile {
  return { name: basename(path), bytes: new Uint8Array(readFileSync(path)) }
}
