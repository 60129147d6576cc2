import { AppError } from '../core/errors.ts'
import type { GdalAnswer } from './gdal-host.ts'

/** What is used of gdal3.js; it is started by whoever hosts it. */
export interface Gdal {
  open(file: unknown, options?: string[], handlers?: string[]): Promise<{ datasets: unknown[]; errors: unknown[] }>
  close(dataset: unknown): Promise<void>
  ogr2ogr(dataset: unknown, options: string[], name: string): Promise<unknown>
  getInfo(dataset: unknown): Promise<{ layers?: readonly { readonly name: string }[] }>
  getFileBytes(path: unknown): Promise<Uint8Array>
}
const MAX_LAYERS = 300

/**
 * Every vector layer of an archive as FlatGeobuf, in its own CRS and order, curves as chords.
 * @param input a File, or a path where there are paths @throws AppError gdal.failed
 */
export async function convertWithGdal(gdal: Gdal, input: unknown, file: string): Promise<GdalAnswer> {
  try {
    return await convert(gdal, input, file)
  } catch (error) {
    // what the library throws at a damaged file is a list, an object, or the end of its memory
    throw error instanceof AppError ? error : new AppError('gdal.failed', { file, reason: reasonOf(error) })
  }
}

async function convert(gdal: Gdal, input: unknown, file: string): Promise<GdalAnswer> {
  const { datasets, errors } = await gdal.open(input, [], ['vsizip'])
  const dataset = datasets[0]
  if (!dataset) throw new AppError('gdal.failed', { file, reason: reasonOf(errors) })
  try {
    return await layersOf(gdal, dataset)
  } finally {
    await gdal.close(dataset)
  }
}

async function layersOf(gdal: Gdal, dataset: unknown): Promise<GdalAnswer> {
  const { layers: found = [] } = await gdal.getInfo(dataset)
  const layers: { name: string; flatgeobuf: Uint8Array<ArrayBuffer> }[] = []
  const failed: { name: string; reason: string }[] = []
  for (const [i, { name }] of found.slice(0, MAX_LAYERS).entries()) {
    try {
      const options = ['-f', 'FlatGeobuf', '-lco', 'SPATIAL_INDEX=NO', '-nlt', 'CONVERT_TO_LINEAR', name]
      const path = await gdal.ogr2ogr(dataset, options, `layer-${i}`)
      layers.push({ name, flatgeobuf: new Uint8Array(await gdal.getFileBytes(path)) })
    } catch (error) {
      failed.push({ name, reason: reasonOf(error) })
    }
  }
  return { layers, failed }
}

/** GDAL's errors come as lists of numbers and messages, or as text. */
function reasonOf(error: unknown): string {
  const list: readonly unknown[] = Array.isArray(error) ? error.flat() : [error]
  const texts = list.map((one) =>
    typeof one === 'object' && one !== null && 'message' in one ? String(one.message) : typeof one === 'string' ? one : '',
  )
  return (
    texts
      // it names a file of its own sources
      .map((text) => text.replace(/Error occurred in \S*?([\w.-]+) at line/, '$1'))
      .filter((text) => text !== '')
      .join('; ')
      .slice(0, 300) || 'GDAL'
  )
}
