import { openAsBlob } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { GridInput } from '../core/analysis.ts'
import { toLngLat } from '../core/crs.ts'
import type { Note } from '../core/errors.ts'
import type { GridMeta } from '../core/raster/grid.ts'
import { openGeoTiff } from '../formats/geotiff-reader.ts'
import type { GridPlace } from '../workers/compute-api.ts'
import { CliError } from './cli-error.ts'
import { digestOf } from './digest.ts'
import { catalogEntry } from './read-layers.ts'

/** By its first bytes: classic and BigTIFF, either byte order. @throws CliError cli.file */
export async function isTiff(path: string): Promise<boolean> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new CliError('cli.file', { file: path, reason: error.code ?? String(error) })
  })
  try {
    const head = Buffer.alloc(4)
    // a folder opens, and fails when it is read
    const read = await file.read(head, 0, 4, 0).catch(() => null)
    return read !== null && ['49492a00', '4d4d002a', '49492b00', '4d4d002b'].includes(head.toString('hex'))
  } finally {
    await file.close()
  }
}

/** The file stays on disk: tiles are read from it when they are needed. */
export async function gridPlace(path: string, crs: string | undefined): Promise<Omit<GridInput, 'open'> & GridPlace> {
  if (!(await isTiff(path))) throw new CliError('raster.notTiff', { file: path, reason: null })
  const file = await openAsBlob(path)
  const sha256 = await digestOf(path)
  const { meta } = await openGeoTiff(file, { name: basename(path), crs })
  const { entry } = await catalogEntry(path, sha256)
  const title = entry?.title ?? { zh: meta.name, en: meta.name }
  return {
    file,
    name: basename(path),
    crs: crs ?? null,
    unit: entry?.unit ?? null,
    source: {
      title,
      file: basename(path),
      sha256,
      crs: meta.crs,
      date: entry?.date ?? '',
      licence: entry?.licence ?? '',
      isDemonstration: entry?.isDemonstration ?? false,
      notes: meta.notes,
    },
  }
}

/** What `info --json` says of a raster. */
export interface RasterInfo {
  readonly file: string
  readonly name: string
  readonly format: 'geotiff'
  readonly width: number
  readonly height: number
  readonly bands: number
  readonly sampleType: string
  readonly nodata: number | null
  readonly crs: string
  /** outline in `crs`: xmin, ymin, xmax, ymax */
  readonly bbox: readonly number[]
  /** of the four corners, degrees */
  readonly bboxLngLat: readonly number[]
  /** width × height of the full resolution and its overviews */
  readonly levels: readonly string[]
  readonly notes: readonly Note[]
}

export async function describeRaster(path: string, crs: string | undefined): Promise<RasterInfo> {
  const { meta } = await openGeoTiff(await openAsBlob(path), { name: basename(path), crs })
  const corners = cornersOf(meta)
  return {
    file: basename(path),
    name: meta.name,
    format: 'geotiff',
    width: meta.levels[0].width,
    height: meta.levels[0].height,
    bands: meta.bands,
    sampleType: meta.sampleType,
    nodata: meta.nodata,
    crs: meta.crs,
    bbox: boxOf(corners),
    bboxLngLat: boxOf(toLngLat(meta.crs, corners)),
    levels: meta.levels.map(({ width, height }) => `${width} × ${height}`),
    notes: meta.notes,
  }
}

function cornersOf({ levels: [{ width, height, transform }] }: GridMeta): Float64Array {
  const [a, b, c, d, e, f] = transform
  const corners = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ]
  return Float64Array.from(corners.flatMap(([x, y]) => [a + b * x + c * y, d + e * x + f * y]))
}
function boxOf(xy: Float64Array): number[] {
  const xs = xy.filter((_, i) => i % 2 === 0)
  const ys = xy.filter((_, i) => i % 2 === 1)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}
