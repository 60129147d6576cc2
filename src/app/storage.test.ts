import { expect, it, vi } from 'vitest'
import { openStorage } from './storage.ts'

const { stores, commit } = vi.hoisted(() => ({
  stores: { state: new Map<string, unknown>(), tables: new Map<string, unknown>(), results: new Map<string, unknown>() },
  commit: vi.fn(),
}))
vi.mock('idb', () => ({
  openDB: async () => ({
    put: async (store: keyof typeof stores, value: unknown, key: string) => stores[store].set(key, value),
    delete: async (store: keyof typeof stores, key: string) => stores[store].delete(key),
    getAllKeys: async (store: keyof typeof stores) => [...stores[store].keys()],
    transaction: (name: keyof typeof stores) => ({
      store: { put: async (value: unknown, key: string) => stores[name].set(key, value) },
      commit,
      done: Promise.resolve(),
    }),
  }),
}))

it('the state is written and committed in the task that asks for it: a page that goes has no other', async () => {
  const tiles = {} as Parameters<typeof openStorage>[1]
  const storage = await openStorage('370505', tiles, vi.fn(), () => {})
  const state = { savedAt: 'now' } as Parameters<typeof storage.saveState>[0]
  const saving = storage.saveState(state)
  expect(stores.state.get('current')).toBe(state)
  expect(commit).toHaveBeenCalledOnce()
  expect(await saving).toBe(true)
})

it('what is kept while the start still looks round for leftovers is not taken for one', async () => {
  // the other tabs have not answered yet
  let answer = () => {}
  const alone = new Promise<void>((resolve) => {
    answer = resolve
  })
  const request = async (_name: string, _how: unknown, work?: (lock: unknown) => unknown) => {
    await alone
    return work?.({})
  }
  vi.stubGlobal('navigator', { locks: { request } })
  const keepTable = vi.fn(async ({ id }: { id: string }) => void stores.tables.set(id, 'table'))
  const tiles = { keepTable, restoreTable: async () => null } as unknown as Parameters<typeof openStorage>[1]
  const fail = vi.fn()
  const storage = await openStorage('370505', tiles, fail, () => {})
  for (const store of [stores.tables, stores.results]) for (const key of ['named', 'leftover']) store.set(key, 'before')

  storage.sweep(new Set(['named']), new Set(['named']))
  const keeping = [
    storage.keepTable('imported'),
    storage.saveFile('raster', new ArrayBuffer(1)),
    storage.keepFile('picture', new Blob(['x'])),
    storage.saveResult('run', new Blob(['x'])),
  ]
  await new Promise((resolve) => setTimeout(resolve))
  answer()
  expect(await Promise.all(keeping)).toEqual([true, true, true, true])
  expect([...stores.tables.keys()].sort()).toEqual(['imported', 'named', 'picture', 'raster'])
  expect([...stores.results.keys()].sort()).toEqual(['named', 'run'])
  expect(fail).not.toHaveBeenCalled()
  vi.unstubAllGlobals()
})
