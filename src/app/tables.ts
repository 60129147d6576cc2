import type { StoreApi } from 'zustand/vanilla'
import { AppError } from '../core/errors.ts'
import { packTable, unpackTable } from '../core/pack.ts'
import type { Table } from '../core/table.ts'
import type { GridPlace } from '../workers/compute-api.ts'
import type { FormatsApi } from '../workers/formats-api.ts'
import type { Client } from '../workers/protocol.ts'
import type { TilesApi } from '../workers/tiles-api.ts'
import type { Catalog } from './catalog.ts'
import type { Config } from './config.ts'
import { isTableLayer, WAITING } from './initial.ts'
import { isAbort, toShown } from './jobs.ts'
import type { Layer, LayerId, LayerStatus, State, TableId } from './state.ts'
import type { Storage } from './storage.ts'

/** Fetches in flight at once: the browser's six connections also serve the map. */
const FETCHES = 3

/** TableId → Table: loads what a layer names, once, and makes it resident in the tiles worker. */
export interface Tables {
  load(layer: LayerId): Promise<Table>
  get(id: TableId): Table | null
  /** Where the file of a raster layer is. @throws AppError layer.unknown, layer.notOnDevice */
  gridPlace(layer: Layer): Promise<GridPlace>
  /** Takes a table that an import has made; it is kept on this device. */
  add(id: TableId, table: Table): Promise<void>
  /** Frees tables that no project names any more. */
  release(named: ReadonlySet<TableId>): void
  setStatus(layer: LayerId, patch: Partial<LayerStatus>): void
}

export function createTables(context: {
  readonly store: StoreApi<State>
  readonly config: Config
  readonly catalog: Catalog
  readonly formats: Client<FormatsApi>
  readonly tiles: Client<TilesApi>
  readonly storage: Storage
  /** file below the catalog's folder → URL */
  readonly urlOf: (file: string) => string
}): Tables {
  const { store, config, catalog, formats, tiles, storage, urlOf } = context
  const loaded = new Map<TableId, Table>()
  const loading = new Map<TableId, Promise<Table>>()
  const boxes = new Map<TableId, LayerStatus['bbox']>()
  let fetching = 0
  const queue: (() => void)[] = []

  function setStatus(layer: LayerId, patch: Partial<LayerStatus>): void {
    store.setState((state) => ({
      session: {
        ...state.session,
        layerStatus: { ...state.session.layerStatus, [layer]: { ...(state.session.layerStatus[layer] ?? WAITING), ...patch } },
      },
    }))
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (fetching >= FETCHES) await new Promise<void>((resolve) => queue.push(resolve))
    fetching++
    try {
      return await work()
    } finally {
      fetching--
      queue.shift()?.()
    }
  }

  async function readShipped(layer: Layer): Promise<Table> {
    const entry = catalog.layers.filter(isTableLayer).find(({ id }) => id === layer.id)
    if (!entry) throw new AppError('layer.unknown', { layer: layer.id })
    const response = await fetch(urlOf(entry.file)).catch(() => null)
    if (!response?.ok) throw new AppError('layer.fetch', { file: entry.file, status: response?.status ?? 0 })
    const blob = await readWithProgress(response, entry.bytes, (share) => setStatus(layer.id, { share: share * 0.6 }))
    const answer = await formats.decode(
      { files: [{ name: entry.file, blob }], options: { crs: entry.crs, extent: config.district.extent } },
      { onProgress: (share) => setStatus(layer.id, { share: 0.6 + share * 0.4 }) },
    )
    const failure = answer.failures[0]
    if (failure) throw new AppError(failure.code, failure.detail)
    const decoded = answer.layers[0]
    if (!decoded) throw new AppError('layer.empty', { file: entry.file })
    return decoded.table
  }

  async function readImported(layer: Layer): Promise<Table> {
    const packed = await storage.loadTable(layer.table)
    if (!packed) throw new AppError('layer.notOnDevice', { file: layer.source.file })
    return unpackTable(packed)
  }

  async function gridPlace(layer: Layer): Promise<GridPlace> {
    const { file } = layer.source
    if (layer.receipt) {
      const bytes = await storage.loadTable(layer.table)
      if (!bytes) throw new AppError('layer.notOnDevice', { file })
      return { file: new Blob([bytes]), name: file, crs: layer.source.crs }
    }
    const entry = catalog.layers.find(({ id }) => id === layer.id)
    if (!entry) throw new AppError('layer.unknown', { layer: layer.id })
    return { file: urlOf(entry.file), name: file, crs: layer.source.crs }
  }

  /** The raster stays in its file, open in the tiles worker; here is its outline. */
  async function openGrid(layer: Layer, look: NonNullable<Layer['grid']>): Promise<Table> {
    return tiles.putGrid({ id: layer.table, file: await gridPlace(layer), look })
  }

  async function makeResident(id: TableId, table: Table): Promise<void> {
    const { bbox } = await tiles.putTable({ id, table })
    boxes.set(id, bbox)
    loaded.set(id, table)
  }

  function load(layerId: LayerId): Promise<Table> {
    const layer = store.getState().project.layers[layerId]
    if (!layer) return Promise.reject(new AppError('layer.unknown', { layer: layerId }))
    const present = loaded.get(layer.table)
    if (present) {
      const status = store.getState().session.layerStatus[layerId]
      if (status?.state !== 'ready') setReady(layer, present)
      return Promise.resolve(present)
    }
    const pending = loading.get(layer.table)
    if (pending) return pending
    setStatus(layerId, { state: 'loading', share: 0, error: null })
    const work = inTurn(async () => {
      const table = layer.grid
        ? await openGrid(layer, layer.grid)
        : layer.receipt
          ? await readImported(layer)
          : await readShipped(layer)
      await makeResident(layer.table, table)
      setReady(layer, table)
      return table
    }).catch((error) => {
      if (!isAbort(error)) setStatus(layerId, { state: 'failed', share: null, error: toShown(error) })
      throw error
    })
    loading.set(layer.table, work)
    work.catch(() => {}).finally(() => loading.delete(layer.table))
    return work
  }

  function setReady(layer: Layer, table: Table): void {
    setStatus(layer.id, { state: 'ready', share: null, error: null, count: table.length, bbox: boxes.get(layer.table) ?? null })
  }

  return {
    load,
    get: (id) => loaded.get(id) ?? null,
    gridPlace,
    async add(id, table) {
      await makeResident(id, table)
      await storage.saveTable(id, packTable(table))
    },
    release(named) {
      for (const id of loaded.keys()) {
        if (named.has(id)) continue
        loaded.delete(id)
        boxes.delete(id)
        void tiles.dropTable({ id })
      }
    },
    setStatus,
  }
}

async function readWithProgress(response: Response, expected: number, onShare: (share: number) => void): Promise<Blob> {
  const reader = response.body?.getReader()
  if (!reader) return response.blob()
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let received = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Blob(chunks)
    chunks.push(value)
    received += value.length
    onShare(Math.min(1, received / Math.max(1, expected)))
  }
}
