import { lngLatBox, ownBox } from '../core/bounds.ts'
import { AppError, type Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import type { DecodedLayer, FileFailure, Question } from '../formats/format.ts'
import { usage } from './cli-error.ts'
import type { CommandLine } from './command-line.ts'
import { describeRaster, isTiff, type RasterInfo } from './rasters.ts'
import { failureOf, readFiles } from './read-layers.ts'

/** What `info --json` says of a layer; other programs rely on these names. */
export interface LayerInfo {
  readonly file: string
  readonly format: string
  readonly name: string
  readonly geometry: 'point' | 'line' | 'polygon' | null
  /** rows, those without geometry included */
  readonly count: number
  readonly withoutGeometry: number
  /** EPSG code or PROJ string; null while only the user can tell */
  readonly crs: string | null
  readonly crsEvidence: string | null
  readonly encoding: string | null
  /** xmin, ymin, xmax, ymax as stored, in `crs` */
  readonly bbox: readonly number[] | null
  /** the same in degrees, west, south, east, north; null where the CRS is not known */
  readonly bboxLngLat: readonly number[] | null
  readonly fields: readonly { readonly name: string; readonly type: string }[]
  readonly bytes: number
  readonly sha256: string
  readonly questions: readonly Question[]
  readonly notes: readonly Note[]
}
export interface InfoAnswer {
  readonly layers: readonly LayerInfo[]
  readonly rasters: readonly RasterInfo[]
  /** parts of archives that could not be read beside others that could */
  readonly failures: readonly FileFailure[]
  /** of the first file in which nothing can be read; the others are described all the same */
  readonly error: AppError | null
}

export async function describeFiles(line: CommandLine, task: Task, threads: number): Promise<InfoAnswer> {
  if (line.words.length === 0) throw usage('cli.noFile')
  const options = { crs: line.crs.get(''), encoding: line.encoding.get('') }
  const rasters: RasterInfo[] = []
  const paths: string[] = []
  let error: AppError | null = null
  for (const path of line.words) {
    try {
      if (await isTiff(path)) rasters.push(await describeRaster(path, options.crs))
      else paths.push(path)
    } catch (reason) {
      if (!(reason instanceof AppError)) throw reason
      error ??= reason
    }
  }
  const answers = await readFiles(
    paths.map((path) => ({ path, options })),
    task,
    threads,
  )
  const empty = answers.findIndex(({ layers }) => layers.length === 0)
  return {
    layers: answers.flatMap(({ layers }) => layers.map(describe)),
    rasters,
    failures: answers.flatMap(({ failures }) => failures),
    error: error ?? (empty < 0 ? null : failureOf(answers[empty], paths[empty])),
  }
}

function describe({ table, receipt, questions }: DecodedLayer): LayerInfo {
  return {
    file: receipt.file,
    format: receipt.format,
    name: table.name,
    geometry: table.geometry?.kind ?? null,
    count: table.length,
    withoutGeometry: receipt.withoutGeometry,
    crs: table.crs || null,
    crsEvidence: receipt.crsEvidence,
    encoding: receipt.encoding,
    bbox: ownBox(table),
    bboxLngLat: lngLatBox(table),
    fields: receipt.fields,
    bytes: receipt.bytes,
    sha256: receipt.sha256,
    questions,
    notes: receipt.notes,
  }
}
