import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { LayerInput, SourceInfo } from '../core/analysis.ts'
import type { CodeList, FieldInfo } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { Text } from '../core/text.ts'
import type { DecodeAnswer, DecodedLayer, DecodeOptions } from '../formats/format.ts'
import { decodeFiles } from '../formats/registry.ts'
import { standardLists } from '../standards/standard-lists.ts'
import { connect } from '../workers/protocol.ts'
import { CliError } from './cli-error.ts'
import type { DecodeThread } from './decode-thread.ts'
import { openInputs } from './input-files.ts'
import { startThread } from './threads.ts'

export interface FileRequest {
  /** path as typed */
  readonly path: string
  readonly options: DecodeOptions
}

/**
 * Reads each file. Several files are decoded side by side, one thread each up to `threads`; tables come back moved,
 * not copied.
 * @throws CliError cli.file
 */
export async function readFiles(requests: readonly FileRequest[], task: Task, threads: number): Promise<readonly DecodeAnswer[]> {
  if (requests.length < 2 || threads < 2) {
    const answers: DecodeAnswer[] = []
    for (const [i, { path, options }] of requests.entries()) {
      const part: Task = { ...task, progress: (share, stage) => task.progress((i + share) / requests.length, stage) }
      answers.push(await decodeFiles(await openInputs(path), options, part))
    }
    return answers
  }
  const answers = new Array<DecodeAnswer>(requests.length)
  const shares = new Float64Array(requests.length)
  let next = 0
  const work = async () => {
    const { worker, port } = startThread('decode-thread')
    const client = connect<DecodeThread>(port)
    worker.on('error', (error) => client.fail(error))
    try {
      while (next < requests.length) {
        const i = next++
        const { path, options } = requests[i]
        answers[i] = await client.decode(
          { path, options },
          {
            signal: task.signal,
            onProgress: (share, stage) => {
              shares[i] = share
              task.progress(shares.reduce((sum, each) => sum + each, 0) / requests.length, stage)
            },
          },
        )
        shares[i] = 1
      }
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.min(threads, requests.length) }, work))
  return answers
}

/** 'a.zip#区县界' names one layer of a file that holds several; a file that is itself called so is meant as it stands. */
export function splitLayerPath(value: string): { path: string; layer: string | null } {
  const at = existsSync(value) ? -1 : value.lastIndexOf('#')
  return at > 0 ? { path: value.slice(0, at), layer: value.slice(at + 1) } : { path: value, layer: null }
}

/**
 * The one layer meant, ready to compute with.
 * @param geometry kinds to choose from; null: any
 * @throws AppError of the file; CliError cli.layerMissing, cli.layerAmbiguous, cli.crsNeeded, cli.swapNeeded, cli.datumNeeded
 */
export function chooseLayer(
  answer: DecodeAnswer,
  path: string,
  wanted: { readonly layer: string | null; readonly geometry: 'polygon' | 'line' | 'point' | null },
): DecodedLayer {
  if (answer.layers.length === 0) throw failureOf(answer, path)
  const named = answer.layers.filter(({ table }) => wanted.layer === null || table.name === wanted.layer)
  // the outline that stands for a raster is no layer of polygons
  const fitting = named.filter(
    ({ table, grid }) => !grid && (wanted.geometry === null || table.geometry?.kind === wanted.geometry),
  )
  const kindOf = ({ table, grid }: DecodedLayer) => (grid ? 'raster' : (table.geometry?.kind ?? 'none'))
  const names = answer.layers.map((layer) => `${layer.table.name} (${kindOf(layer)})`).join(', ')
  if (fitting.length === 0) throw new CliError('cli.layerMissing', { file: path, wanted: wanted.layer ?? wanted.geometry, names })
  if (fitting.length > 1) throw new CliError('cli.layerAmbiguous', { file: path, names })
  for (const question of fitting[0].questions) {
    if (question.kind === 'datum') {
      // who names the system by hand knows that it goes unconverted; a note says so
      if (fitting[0].receipt.crsEvidence === 'user') continue
      throw new CliError('cli.datumNeeded', { file: path, crs: question.crs })
    }
    if (question.kind === 'swap') throw new CliError('cli.swapNeeded', { file: path })
    throw new CliError('cli.crsNeeded', { file: path, candidates: question.candidates.map(({ crs }) => crs).join(' ') || null })
  }
  return fitting[0]
}

export function failureOf(answer: DecodeAnswer, path: string): CliError {
  const failure = answer.failures[0]
  return failure ? new CliError(failure.code, failure.detail) : new CliError('layer.empty', { file: path })
}

/** The entry of a catalog.json beside the file, when its checksum says that it is about this very file. */
export interface Description {
  readonly title: Text
  readonly source: Text
  readonly licence: string
  readonly date: string
  readonly isDemonstration: boolean
  readonly fields?: readonly FieldInfo[]
  /** of a raster's values */
  readonly unit?: string | null
}
interface CatalogFile {
  readonly codeLists?: readonly CodeList[]
  readonly layers?: readonly (Description & { readonly file: string; readonly sha256: string })[]
}

export async function layerInput(decoded: DecodedLayer, path: string): Promise<LayerInput> {
  const { table, receipt } = decoded
  const { entry, codeLists } = await catalogEntry(path, receipt.sha256)
  const name = table.name || basename(path)
  const fields = entry?.fields ?? decoded.fields
  const source: SourceInfo = {
    title: entry?.title ?? { zh: name, en: name },
    file: receipt.file,
    sha256: receipt.sha256,
    crs: table.crs,
    date: entry?.date ?? '',
    licence: entry?.licence ?? '',
    isDemonstration: entry?.isDemonstration ?? false,
    notes: receipt.notes,
  }
  return {
    table,
    rows: null,
    scope: 'all',
    fields,
    // those of the catalog are put over the standard's
    codeLists: Object.fromEntries([...standardLists(fields), ...codeLists].map((list) => [list.id, list])),
    source,
  }
}

export async function catalogEntry(
  path: string,
  sha256: string,
): Promise<{ entry: Description | null; codeLists: readonly CodeList[] }> {
  let catalog: CatalogFile
  try {
    catalog = JSON.parse(await readFile(join(dirname(path), 'catalog.json'), 'utf8')) as CatalogFile
  } catch {
    // no catalogue, or none of ours: the file speaks for itself
    return { entry: null, codeLists: [] }
  }
  const entry = catalog.layers?.find((each) => each.file === basename(path) && each.sha256 === sha256) ?? null
  return { entry, codeLists: catalog.codeLists ?? [] }
}
