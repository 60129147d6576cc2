import { expect, test, vi } from 'vitest'
import type { App } from '../app/app.ts'
import type { Layer } from '../app/state.ts'
import { AppError } from '../core/errors.ts'
import { analysisRun } from './analysis-run.ts'

test('a layer that passes by is no second layer of the same run: it would be one without rows', async () => {
  const layer = (id: string) =>
    ({
      id,
      table: `${id}@1`,
      filter: [],
      fields: [],
      source: { notes: [] },
      edits: null,
      title: { zh: id, en: id },
    }) as unknown as Layer
  const run = vi.fn(async () => expect.fail('run without rows'))
  const needsTable = new AppError('ranged.needsTable', {})
  const failures: unknown[] = []
  const streamedOf = vi.fn(async (id: string) =>
    id === 'far' ? { file: 'f', name: 'f', crs: 'EPSG:4490', mostWholeBytes: 1 } : null,
  )
  const app = {
    clock: { now: () => new Date(0) },
    store: {
      getState: () => ({ project: { layers: { far: layer('far'), near: layer('near') } }, session: { selection: null } }),
    },
    codeLists: {},
    showLayer: async () => {},
    streamedOf,
    rangedOf: (id: string) => (id === 'far' ? { count: 1 } : null),
    loadTable: async (id: string) => (id === 'far' ? Promise.reject(needsTable) : {}),
    compute: { run, holds: async () => [true], putTable: async () => {}, dropTable: async () => {} },
    job: async (_: unknown, work: (context: unknown) => Promise<unknown>) =>
      work({ signal: new AbortController().signal, onProgress() {} }).catch((error: unknown) => void failures.push(error)),
  } as unknown as App
  const clip = (by: string) =>
    analysisRun.run(app, { analysis: 'clip', values: { layer: 'far', by, single: false }, scope: 'all' } as never)

  await clip('far')
  expect(failures).toEqual([needsTable])
  expect(run).not.toHaveBeenCalled()

  run.mockImplementation(async () => Promise.reject(new Error('ran')) as never)
  await clip('near')
  expect(run).toHaveBeenCalledOnce()
  const [[request]] = run.mock.calls as unknown as [[{ layers: Record<string, { streamed?: unknown }> }]]
  expect([request.layers.layer.streamed !== undefined, request.layers.by.streamed]).toEqual([true, undefined])
})
