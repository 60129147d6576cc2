import { afterEach, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { editCell, NO_EDITS } from '../core/edits/edits.ts'
import type { Table } from '../core/table.ts'
import { initialProject, initialSession } from './initial.ts'
import { smallCatalog, smallConfig } from './small-deployment.fixture.ts'
import type { State } from './state.ts'
import type { Storage } from './storage.ts'
import { createTables } from './tables.ts'

const table: Table = {
  name: 'plots',
  crs: 'EPSG:4490',
  length: 2,
  columns: [{ name: 'n', type: 'number', values: Float64Array.of(1, 2) }],
  geometry: null,
}

function setup(stored: Record<string, Table> = {}) {
  const project = initialProject(smallCatalog)
  const store = createStore<State>(() => ({
    project,
    session: initialSession(smallConfig, project, { width: 800, height: 600 }),
  }))
  const formats = { decode: vi.fn(async () => ({ layers: [{ table }], failures: [] })) }
  const tiles = {
    putTable: vi.fn(async () => ({ bbox: null, vertices: 0 })),
    editTable: vi.fn(async () => ({ bbox: null })),
    dropTable: vi.fn(),
  }
  const storage = {
    restoreTable: async (id: string) => (stored[id] ? { table: stored[id], bbox: null } : null),
    keepTable: vi.fn(async (_id?: string) => true),
  }
  const onRelease = vi.fn()
  const tables = createTables({
    store,
    config: smallConfig,
    catalog: smallCatalog,
    formats: formats as never,
    tiles: tiles as never,
    storage: storage as unknown as Storage,
    onRelease,
    deviceGiB: 8,
    placeOf: async ({ file }) => `https://example.test/layers/${file}`,
  })
  return { store, formats, tiles, storage, tables, onRelease, status: (id: string) => store.getState().session.layerStatus[id] }
}

const respond = (status: number) =>
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(new Uint8Array(1000), { status })),
  )

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('a shipped layer is fetched and decoded once, however often it is asked for', async () => {
  respond(200)
  const { tables, formats, tiles, status } = setup()
  const [first, second] = await Promise.all([tables.load('plots'), tables.load('plots')])
  expect(first).toBe(second)
  expect(await tables.load('plots')).toBe(first)
  expect(formats.decode).toHaveBeenCalledOnce()
  expect(tiles.putTable).toHaveBeenCalledOnce()
  expect(status('plots')).toMatchObject({ state: 'ready', count: 2 })
})

test('a failure stays in its row and the next try starts anew', async () => {
  respond(404)
  const { tables, status } = setup()
  await expect(tables.load('plots')).rejects.toMatchObject({ code: 'layer.fetch', detail: { file: 'plots.fgb', status: 404 } })
  expect(status('plots')).toMatchObject({ state: 'failed', error: { code: 'layer.fetch' } })
  expect(status('roads').state).toBe('waiting')
  respond(200)
  await tables.load('plots')
  expect(status('plots')).toMatchObject({ state: 'ready', error: null })
})

test('a reading that is stopped leaves its layer as it was, and the next one starts anew', async () => {
  const stop = new AbortController()
  vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
    return new Promise((_, reject) => {
      if (signal?.aborted) reject(signal.reason)
      signal?.addEventListener('abort', () => reject(signal.reason))
    })
  })
  const { tables, status, formats } = setup()
  const before = status('plots')
  const shares: number[] = []
  const job = { signal: stop.signal, onProgress: (share: number) => shares.push(share) }
  const work = tables.load('plots', { isWholeWanted: true, job })
  expect(status('plots').state).toBe('loading')
  stop.abort(new DOMException('stopped', 'AbortError'))
  await expect(work).rejects.toMatchObject({ name: 'AbortError' })
  expect(status('plots')).toEqual(before)
  expect(formats.decode).not.toHaveBeenCalled()
  respond(200)
  await tables.load('plots', { isWholeWanted: true })
  expect(status('plots')).toMatchObject({ state: 'ready', error: null })
})

test('an imported layer comes back from this device, or says that it is not here', async () => {
  const id = 'mine@1'
  const { tables, store } = setup({ [id]: table })
  const mine = { ...store.getState().project.layers.plots, id: 'mine', table: id, receipt: {} as never }
  store.setState(({ project }) => ({ project: { ...project, layers: { ...project.layers, mine } } }))
  expect(await tables.load('mine')).toEqual(table)
  store.setState(({ project }) => ({
    project: { ...project, layers: { ...project.layers, mine: { ...mine, table: 'gone@1' } } },
  }))
  await expect(tables.load('mine')).rejects.toMatchObject({ code: 'layer.notOnDevice' })
})

test('tables that no project names are freed', async () => {
  respond(200)
  const { tables, tiles, store, onRelease } = setup()
  await tables.load('plots')
  const id = store.getState().project.layers.plots.table
  tables.release(new Set([id]), new Set())
  expect(tables.get(id)).toBe(table)
  tables.release(new Set(), new Set())
  expect(tables.get(id)).toBeNull()
  expect(tiles.dropTable).toHaveBeenCalledWith({ id })
  expect(onRelease).toHaveBeenCalledWith(id)
})

test('an imported table can be shown before it is kept, and also where the device refuses to keep it', async () => {
  const { tables, storage } = setup()
  let answer: (isKept: boolean) => void = () => {}
  storage.keepTable.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)))
  await tables.add('mine@1', table)
  expect(tables.get('mine@1')).toBe(table)
  expect(tables.isKeeping()).toBe(true)
  let isKept = false
  const kept = tables.kept().then(() => {
    isKept = true
  })
  await Promise.resolve()
  expect(isKept).toBe(false)
  answer(false)
  await kept
  expect(tables.isKeeping()).toBe(false)
  expect(tables.get('mine@1')).toBe(table)
})

test('an edited layer is its file with the edits applied, also after a reload; the file’s own table stays at hand', async () => {
  respond(200)
  const { tables, tiles, store, formats } = setup()
  const edits = editCell(NO_EDITS, table, 1, 'n', 7)
  const base = store.getState().project.layers.plots.table
  const id = await tables.edit('plots', edits)
  expect(id).not.toBe(base)
  expect(tiles.editTable).toHaveBeenCalledWith({ base, id, edits })
  store.setState(({ project }) => ({
    project: { ...project, layers: { ...project.layers, plots: { ...project.layers.plots, edits, table: id } } },
  }))
  expect((await tables.load('plots')).columns[0]).toMatchObject({ values: Float64Array.of(1, 7) })
  expect(await tables.loadBase('plots')).toBe(table)
  expect(formats.decode).toHaveBeenCalledOnce()

  const again = setup()
  again.store.setState(store.getState())
  expect((await again.tables.load('plots')).columns[0]).toMatchObject({ values: Float64Array.of(1, 7) })
  expect(again.tables.get(id)).not.toBeNull()
  expect(await again.tables.edit('plots', NO_EDITS)).toBe(base)
})

test('of removed layers that undo may bring back, the memory holds the last; what is nowhere else stays', async () => {
  const { tables, storage } = setup()
  const large: Table = { ...table, columns: [{ name: 'a', type: 'number', values: new Float64Array(3 << 20) }] }
  storage.keepTable.mockImplementation(async (id?: string) => id !== 'refused@1')
  const ids = ['refused@1', 'old@1', 'younger@1', 'youngest@1', 'shown@1']
  for (const id of ids) await tables.add(id, large)
  await tables.kept()
  tables.release(new Set(['shown@1']), new Set(ids))
  expect(ids.filter((id) => tables.get(id))).toEqual(['refused@1', 'younger@1', 'youngest@1', 'shown@1'])
})
