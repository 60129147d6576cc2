import '../core/projections.ts'
import { findAnalysis } from '../analyses/registry.ts'
import { AppError } from '../core/errors.ts'
import { buffersOf, type Table } from '../core/table.ts'
import { openGeoTiff } from '../formats/geotiff-reader.ts'
import type { ComputeApi } from './compute-api.ts'
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
  putTable: ({ id, table }) => {
    tables.set(id, table)
  },
  dropTable: ({ id }) => {
    tables.delete(id)
  },
  async run(request, task) {
    const analysis = findAnalysis(request.analysis)
    if (!analysis) throw new AppError('analysis.unknown', { analysis: request.analysis })
    const values = resolveValues(
      analysis.params,
      request,
      (id) => tables.get(id),
      ({ file, name, crs }, signal) => openGeoTiff(file, { name, crs: crs ?? undefined, signal }),
    )
    const { helpers, release } = pool.job()
    const result = await analysis.run(values as Parameters<typeof analysis.run>[0], { ...task, helpers }).finally(release)
    const { offsets, rows } = result.members
    const buffers = [...buffersOf(result.table), offsets.buffer as ArrayBuffer, rows.buffer as ArrayBuffer]
    // a layer of its own: what it shares with an input would be taken from the next run
    const pieces = result.pieces ? buffersOf(result.pieces) : []
    const inputs = new Set([...tables.values()].flatMap(buffersOf))
    return transferring(
      result,
      [...new Set([...buffers, ...pieces])].filter((buffer) => !inputs.has(buffer)),
    )
  },
}

serve(api, globalThis as unknown as Port)
