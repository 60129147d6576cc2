import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { AnalysisResult } from '../core/analysis.ts'
import type { Project, Session, TableId } from './state.ts'

interface Stored extends DBSchema {
  state: { key: 'current'; value: SavedState }
  /** packed tables (core/pack) of imported layers, by table id */
  tables: { key: TableId; value: ArrayBuffer }
  results: { key: string; value: AnalysisResult }
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
  loadTable(id: TableId): Promise<ArrayBuffer | null>
  saveTable(id: TableId, packed: ArrayBuffer): Promise<boolean>
  loadResult(run: string): Promise<AnalysisResult | null>
  saveResult(run: string, result: AnalysisResult): Promise<boolean>
  /** drops tables and results that nothing names any more */
  sweep(tables: ReadonlySet<TableId>, runs: ReadonlySet<string>): Promise<void>
  clear(): Promise<void>
}

/** @param scope one deployment's data stay apart from another's on the same origin */
export async function openStorage(scope: string, onFailure: (error: unknown) => void): Promise<Storage> {
  let db: IDBPDatabase<Stored> | null = null
  try {
    db = await openDB<Stored>(`one-map:${scope}`, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('state')
        fresh.createObjectStore('tables')
        fresh.createObjectStore('results')
      },
    })
  } catch (error) {
    onFailure(error)
  }

  const read = async <T>(work: (open: IDBPDatabase<Stored>) => Promise<T | undefined>): Promise<T | null> => {
    if (!db) return null
    try {
      return (await work(db)) ?? null
    } catch (error) {
      onFailure(error)
      return null
    }
  }
  const write = async (work: (open: IDBPDatabase<Stored>) => Promise<unknown>): Promise<boolean> =>
    (await read(async (open) => {
      await work(open)
      return true
    })) ?? false

  return {
    isAvailable: db !== null,
    loadState: () => read((open) => open.get('state', 'current')),
    saveState: (state) => write((open) => open.put('state', state, 'current')),
    loadTable: (id) => read((open) => open.get('tables', id)),
    saveTable: (id, packed) => write((open) => open.put('tables', packed, id)),
    loadResult: (run) => read((open) => open.get('results', run)),
    saveResult: (run, result) => write((open) => open.put('results', result, run)),
    async sweep(tables, runs) {
      await write(async (open) => {
        for (const key of await open.getAllKeys('tables')) if (!tables.has(key)) await open.delete('tables', key)
        for (const key of await open.getAllKeys('results')) if (!runs.has(key)) await open.delete('results', key)
      })
    },
    async clear() {
      await write(async (open) => {
        for (const store of ['state', 'tables', 'results'] as const) await open.clear(store)
      })
    },
  }
}
