import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { AnalysisResult } from '../core/analysis.ts'
import { ownerOfKey, type StoredPieces } from '../core/stored-pieces.ts'
import type { CallOptions, Client } from '../workers/protocol.ts'
import type { TilesApi } from '../workers/tiles-api.ts'
import type { Pack } from './pack.ts'
import type { Project, Session, TableId } from './state.ts'
import { whileAlone } from './while-alone.ts'

interface Stored extends DBSchema {
  state: { key: 'current' | 'pack'; value: SavedState | Pack }
  /** of imported layers: packed tables in pieces (core/stored-pieces), which a worker writes and reads; files of rasters as a whole */
  tables: { key: TableId; value: ArrayBuffer | Uint8Array | StoredPieces }
  /** as bytes (pack-value.ts) where a worker has made them */
  results: { key: string; value: AnalysisResult | Blob | Uint8Array }
}

export interface SavedState {
  readonly savedAt: string
  readonly project: Project
  readonly session: Partial<Session>
  /** the project differs from what the deployment ships */
  readonly hasWork: boolean
  /** layers that the deployment shipped then: one it ships now and not then is new, one that is missing was removed */
  readonly shipped: readonly string[]
}

/** What this device keeps. Every method resolves also where storage is refused: the work goes on, unsaved. */
export interface Storage {
  readonly isAvailable: boolean
  loadState(): Promise<SavedState | null>
  saveState(state: SavedState): Promise<boolean>
  /** what of the deployment's layers is kept for work without a network; their files lie in the private file system */
  loadPack(): Promise<Pack | null>
  savePack(pack: Pack): Promise<boolean>
  /** Keeps a table that is resident in the tiles worker. */
  keepTable(id: TableId): Promise<boolean>
  /** Makes a kept table resident there. */
  restoreTable(id: TableId, options: CallOptions): Promise<Restored | null>
  /** Keeps a raster's file. */
  keepFile(id: TableId, file: Blob): Promise<boolean>
  /** bytes of a raster's file */
  loadFile(id: TableId): Promise<ArrayBuffer | null>
  saveFile(id: TableId, bytes: ArrayBuffer): Promise<boolean>
  /** a result as it was kept: packed (core/pack-value.ts) or itself */
  loadResult(run: string): Promise<AnalysisResult | Blob | Uint8Array | null>
  saveResult(run: string, result: AnalysisResult | Blob): Promise<boolean>
  /** at the start of a tab: drops tables and results that nothing names any more, unless another tab is open, which may have its own; nothing waits for it */
  sweep(tables: ReadonlySet<TableId>, runs: ReadonlySet<string>): void
  /** work, imported layers and results; not the offline package */
  clear(): Promise<void>
  /** Lets go of the device's storage: nothing is kept or read from now on. */
  close(): void
}

type Restored = NonNullable<Awaited<ReturnType<TilesApi['restoreTable']>>>

/**
 * @param scope one deployment's data stay apart from another's on the same origin
 * @param onRoom told when something is written after something was not
 */
export async function openStorage(
  scope: string,
  tiles: Pick<Client<TilesApi>, 'keepTable' | 'restoreTable'>,
  onFailure: (error: unknown) => void,
  onRoom: () => void,
): Promise<Storage> {
  const database = `one-map:${scope}`
  let db: IDBPDatabase<Stored> | null = null
  try {
    db = await openDB<Stored>(database, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('state')
        fresh.createObjectStore('tables')
        fresh.createObjectStore('results')
      },
      // another tab clears this device
      blocking: () => db?.close(),
    })
  } catch (error) {
    onFailure(error)
  }

  let hasFailed = false
  /** what is kept meanwhile is named by nothing the sweep knows of: it waits */
  let sweeping: Promise<unknown> = Promise.resolve()
  const read = async <T>(work: (open: IDBPDatabase<Stored>) => Promise<T | undefined>): Promise<T | null> => {
    if (!db) return null
    try {
      return (await work(db)) ?? null
    } catch (error) {
      hasFailed = true
      onFailure(error)
      return null
    }
  }
  const write = async (work: (open: IDBPDatabase<Stored>) => Promise<unknown>): Promise<boolean> =>
    (await read(async (open) => {
      await work(open)
      if (hasFailed) onRoom()
      hasFailed = false
      return true
    })) ?? false

  return {
    isAvailable: db !== null,
    loadState: () => read((open) => open.get('state', 'current') as Promise<SavedState | undefined>),
    saveState: (state) =>
      write(async (open) => {
        const transaction = open.transaction('state', 'readwrite')
        const put = transaction.store.put(state, 'current')
        // else the browser waits for this page to say so, which may be gone by then
        transaction.commit()
        await Promise.all([put, transaction.done])
      }),
    loadPack: () => read((open) => open.get('state', 'pack') as Promise<Pack | undefined>),
    savePack: (pack) => write((open) => open.put('state', pack, 'pack')),
    async keepTable(id) {
      await sweeping
      return write(() => tiles.keepTable({ id, database }))
    },
    restoreTable: (id, options) => read(async () => (await tiles.restoreTable({ id, database }, options)) ?? undefined),
    keepFile: async (id, file) => {
      const [bytes] = await Promise.all([file.arrayBuffer(), sweeping])
      return write((open) => open.put('tables', bytes, id))
    },
    loadFile: (id) =>
      read(async (open) => {
        const bytes = await open.get('tables', id)
        return bytes instanceof ArrayBuffer ? bytes : undefined
      }),
    async saveFile(id, bytes) {
      await sweeping
      return write((open) => open.put('tables', bytes, id))
    },
    loadResult: (run) => read((open) => open.get('results', run)),
    async saveResult(run, result) {
      await sweeping
      return write((open) => open.put('results', result, run))
    },
    sweep(tables, runs) {
      const drop = () =>
        write(async (open) => {
          for (const key of await open.getAllKeys('tables')) if (!tables.has(ownerOfKey(key))) await open.delete('tables', key)
          for (const key of await open.getAllKeys('results')) if (!runs.has(key)) await open.delete('results', key)
        })
      sweeping = whileAlone(database, drop).catch(onFailure)
    },
    async clear() {
      await write(async (open) => {
        await open.delete('state', 'current')
        for (const store of ['tables', 'results'] as const) await open.clear(store)
      })
    },
    close() {
      db?.close()
      db = null
    },
  }
}
