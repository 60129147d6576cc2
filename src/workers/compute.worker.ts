import '../core/projections.ts'
import { findAnalysis } from '../analyses/registry.ts'
import type { Analysis, AnalysisResult } from '../core/analysis.ts'
import { AppError } from '../core/errors.ts'
import { arrived, buffersOfTexts, type LiftedResult, liftTexts } from '../core/lift-texts.ts'
import { packValue, unpackValue } from '../core/pack-value.ts'
import type { RangedLayer } from '../core/ranged-layer.ts'
import { buffersOf, type Table } from '../core/table.ts'
import { openGeoTiff } from '../formats/geotiff-reader.ts'
import { byteSource } from '../formats/geotiff-source.ts'
import type { ComputeApi, RunRequest } from './compute-api.ts'
import { helperPool, threadsOf } from './helper-pool.ts'
import { type Port, serve, transferring } from './protocol.ts'
import { resolveValues } from './resolve-values.ts'

const tables = new Map<string, Table>()

// not every browser lets a worker start workers
const helperCount = typeof Worker === 'undefined' ? 0 : threadsOf(globalThis.navigator?.hardwareConcurrency ?? 1) - 1
const pool = helperPool(helperCount, (onLost) => {
  const worker = new Worker(new URL('./helper.worker.ts', import.meta.url), { type: 'module', name: 'helper' })
  worker.addEventListener('error', (event) => onLost(event.message || 'stopped'))
  return { port: worker, stop: () => worker.terminate() }
})

const api: ComputeApi = {
  holds: ({ ids }) => ids.map((id) => tables.has(id)),
  async putTable(argument, task) {
    const { id, table } = await arrived(argument, task.breathe)
    tables.set(id, table)
  },
  dropTable: ({ id }) => {
    tables.delete(id)
  },
  async run(request, task) {
    const analysis = findAnalysis(request.analysis)
    if (!analysis) throw new AppError('analysis.unknown', { analysis: request.analysis })
    const streamed = await openStreamed(request, task.signal)
    if (streamed && !analysis.runStreamed) throw new AppError('analysis.noTable', { parameter: Object.keys(streamed)[0] })
    const values = resolveValues(
      analysis.params,
      request,
      (id) => tables.get(id) ?? schemaOf(request, streamed, id),
      ({ file, name, crs }, signal) => openGeoTiff(file, { name, crs: crs ?? undefined, signal }),
    )
    const { helpers, release } = pool.job()
    type Values = Parameters<typeof analysis.run>[0]
    const running = { ...task, helpers }
    const work = streamed ? analysis.runStreamed?.(values as Values, streamed, running) : analysis.run(values as Values, running)
    const found = (await work?.finally(release)) as AnalysisResult
    const result = inLayer(found, request, analysis.params)
    const packed = new Blob([packValue(result)])
    // a layer of its own: what it shares with an input would be taken from the next run
    const inputs = new Set([...tables.values()].flatMap(buffersOf))
    const lifted = await liftTexts(result, task.breathe)
    return transferring(
      { ...lifted, packed },
      buffersOfResult(lifted).filter((buffer) => !inputs.has(buffer)),
    )
  },
  async openResult({ kept }, task) {
    const bytes = kept instanceof Blob ? new Uint8Array(await kept.arrayBuffer()) : kept
    const lifted = await liftTexts(unpackValue(bytes) as AnalysisResult, task.breathe)
    return transferring(lifted, buffersOfResult(lifted))
  },
}

/** Rows of a part as those of the layer that it is of: what stands behind a line are rows of the first layer. */
function inLayer(result: AnalysisResult, { layers }: RunRequest, params: Analysis['params']): AnalysisResult {
  const [subject] = Object.keys(params).filter((name) => params[name].kind === 'layer')
  const numbers = layers[subject]?.numbers
  if (!numbers) return result
  const mapped = <T extends Pick<AnalysisResult, 'members'>>(table: T): T => ({
    ...table,
    members: { ...table.members, rows: table.members.rows.map((row) => numbers[row]) },
  })
  return { ...mapped(result), ...(result.tables && { tables: result.tables.map(mapped) }) }
}

function buffersOfResult({ result, texts }: LiftedResult): ArrayBuffer[] {
  const tables = [result, ...(result.tables ?? [])]
  const members = tables.flatMap(({ members: { offsets, rows } }) => [offsets.buffer, rows.buffer] as ArrayBuffer[])
  const columns = [...tables.map(({ table }) => table), ...(result.pieces ? [result.pieces] : [])].flatMap(buffersOf)
  return [...new Set([...columns, ...members, ...buffersOfTexts(texts)])]
}

/** Layers of a request that stay in their files, by the name of the parameter; null: all are held here. */
async function openStreamed({ layers }: RunRequest, signal: AbortSignal): Promise<Record<string, RangedLayer> | null> {
  const named = Object.entries(layers).flatMap(([name, { streamed }]) => (streamed ? [[name, streamed] as const] : []))
  if (named.length === 0) return null
  const { openFlatGeobuf } = await import('../formats/flatgeobuf-ranges.ts')
  const open = ({ file, name, mostWholeBytes }: (typeof named)[number][1]) =>
    openFlatGeobuf(byteSource(file, name, { mostWholeBytes }), name, signal)
  return Object.fromEntries(await Promise.all(named.map(async ([name, file]) => [name, await open(file)] as const)))
}

/** Columns of a layer that stays in its file, without rows. */
function schemaOf({ layers }: RunRequest, streamed: Record<string, RangedLayer> | null, id: string): Table | undefined {
  const found = Object.entries(layers).find(([name, { table }]) => table === id && streamed?.[name])
  return found && streamed ? { ...streamed[found[0]].schema, crs: found[1].streamed?.crs ?? '' } : undefined
}

serve(api, globalThis as unknown as Port)
