import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { unzipSync } from 'fflate'
import '../../src/cli/wasm-files.ts'
import '../../src/core/projections.ts'
import { quietTask } from '../../src/core/task.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from '../../src/formats/format.ts'
import { type ChildFigure, type Engine, type Engines, timeRuns } from './measure.ts'

const ROOT = join(import.meta.dirname, '../..')
const EXTENSIONS = { geojson: 'geojson', shapefile: 'zip', flatgeobuf: 'fgb', geopackage: 'gpkg', gml: 'gml' } as const
export type FileFormat = keyof typeof EXTENSIONS

/** The file of n parcels, written once by a process of its own. */
export function fileOf(format: FileFormat, n: number): string {
  const path = join(ROOT, `.cache/bench/parcels-${n}.${EXTENSIONS[format]}`)
  if (!existsSync(path)) {
    const script = join(import.meta.dirname, 'decode-file.ts')
    const { status, stderr } = spawnSync(process.execPath, [...process.execArgv, script, format, String(n), path], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
  }
  return path
}

/** Times `read` of the file's bytes; how many rows it should find is held against how many it found. */
function engine(format: FileFormat, read: (bytes: Uint8Array, path: string) => Promise<number>): Engine {
  return async (n): Promise<ChildFigure> => {
    const path = fileOf(format, n)
    const bytes = new Uint8Array(readFileSync(path))
    const { figure, result } = await timeRuns(() => read(bytes, path))
    return {
      ...figure,
      agreement: { with: 'the rows written', worst: Math.abs(result - n), compared: n, unit: 'rows missed' },
      detail: { fileMiB: bytes.length / 2 ** 20, mibPerSecond: (bytes.length / 2 ** 20 / figure.ms) * 1000 },
    }
  }
}

type Decoder = (
  files: readonly InputFile[],
  options: DecodeOptions,
  task: ReturnType<typeof quietTask>,
) => Promise<readonly DecodedLayer[]>
/** With all that an import does: checksum, checks, CRS, receipt. The checksum is kept by bytes, so each run gets bytes of its own. */
const ours = (format: FileFormat, load: () => Promise<Decoder>) =>
  engine(format, async (bytes, path) => {
    const decode = await load()
    const own = bytes.slice()
    const files =
      format === 'shapefile'
        ? Object.entries(unzipSync(own)).map(([name, inside]) => ({ name, bytes: inside }))
        : [{ name: basename(path), bytes: own }]
    const [{ table }] = await decode(files, {}, quietTask())
    return table.length
  })

/** Reads the whole file into GDAL's memory layer; the start of the program is counted. */
const gdal = (format: FileFormat) => {
  let rows: number | null = null
  const measured = engine(format, async (_, path) => {
    const source = format === 'shapefile' ? `/vsizip/${path}` : path
    const { status, stderr } = spawnSync('ogr2ogr', ['-f', 'Memory', 'memory', source], { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    // once, in the run that is told apart
    rows ??= Number(
      /Feature Count: (\d+)/.exec(spawnSync('ogrinfo', ['-so', '-al', source], { encoding: 'utf8' }).stdout)?.[1] ?? 0,
    )
    return rows
  })
  // the processor time of another process is not ours to tell
  const withoutCpu: Engine = async (n, limits) => {
    const { cpuMs: _, ...figure } = await measured(n, limits)
    return figure
  }
  return withoutCpu
}

const buffer = (bytes: Uint8Array) => bytes.slice().buffer as ArrayBuffer
const rowsIn = (answer: unknown) => {
  const { features } = answer as { features?: readonly unknown[] }
  return features?.length ?? 0
}

export const geojsonEngines: Engines = {
  ours: ours('geojson', async () => (await import('../../src/formats/geojson-decode.ts')).decodeGeojson),
  'JSON.parse': engine('geojson', async (bytes) => rowsIn(JSON.parse(new TextDecoder().decode(bytes)))),
  'loaders.gl': engine('geojson', async (bytes) => {
    const [{ parse }, { JSONLoader }] = await Promise.all([import('@loaders.gl/core'), import('@loaders.gl/json')])
    return rowsIn(await parse(buffer(bytes), JSONLoader, { core: { worker: false } }))
  }),
  GDAL: gdal('geojson'),
}

export const shapefileEngines: Engines = {
  ours: ours('shapefile', async () => (await import('../../src/formats/shapefile-decode.ts')).decodeShapefile),
  shpjs: engine('shapefile', async (bytes) => {
    const { default: shp } = await import('shpjs')
    return rowsIn(await shp(buffer(bytes)))
  }),
  'loaders.gl': engine('shapefile', async (bytes) => {
    const [{ parse }, { DBFLoader, SHPLoader }] = await Promise.all([import('@loaders.gl/core'), import('@loaders.gl/shapefile')])
    const members = Object.entries(unzipSync(bytes))
    const part = (extension: string) => buffer(members.find(([name]) => name.endsWith(extension))![1])
    const shapes = (await parse(part('.shp'), SHPLoader, { core: { worker: false } })) as { geometries: readonly unknown[] }
    await parse(part('.dbf'), DBFLoader, { core: { worker: false } })
    return shapes.geometries.length
  }),
  GDAL: gdal('shapefile'),
}

export const flatgeobufEngines: Engines = {
  ours: ours('flatgeobuf', async () => (await import('../../src/formats/flatgeobuf-decode.ts')).decodeFlatGeobuf),
  'flatgeobuf geojson': engine('flatgeobuf', async (bytes) => {
    const { deserialize } = await import('flatgeobuf/lib/mjs/geojson.js')
    let rows = 0
    for await (const _ of deserialize(bytes)) rows++
    return rows
  }),
  'loaders.gl': engine('flatgeobuf', async (bytes) => {
    const [{ parse }, { FlatGeobufLoader }] = await Promise.all([import('@loaders.gl/core'), import('@loaders.gl/flatgeobuf')])
    return rowsIn(await parse(buffer(bytes), FlatGeobufLoader, { core: { worker: false } }))
  }),
  GDAL: gdal('flatgeobuf'),
}

export const geopackageEngines: Engines = {
  ours: ours('geopackage', async () => (await import('../../src/formats/geopackage-decode.ts')).decodeGeopackage),
  GDAL: gdal('geopackage'),
}

export const gmlEngines: Engines = {
  ours: ours('gml', async () => (await import('../../src/formats/gml-decode.ts')).decodeGml),
  GDAL: gdal('gml'),
}
