import type { StoreApi } from 'zustand/vanilla'
import { type Edits, isEdited } from '../core/edits/edits.ts'
import { AppError } from '../core/errors.ts'
import { buffersOf, type Table } from '../core/table.ts'
import type { Locale } from '../core/text.ts'
import type { GridPlace } from '../workers/compute-api.ts'
import type { FormatsApi } from '../workers/formats-api.ts'
import type { Client } from '../workers/protocol.ts'
import type { RangedInfo, TilesApi } from '../workers/tiles-api.ts'
import type { JobContext } from './app.ts'
import type { Catalog } from './catalog.ts'
import type { Config } from './config.ts'
import { isTableLayer, WAITING } from './initial.ts'
import { isAbort, toShown } from './jobs.ts'
import type { MemoryNeed } from './memory-need.ts'
import type { PackedFile } from './pack.ts'
import { createRangedLayers, type RangedLayers } from './ranged-layers.ts'
import { createTableReader } from './read-table.ts'
import type { Layer, LayerId, LayerStatus, State, TableId } from './state.ts'
import type { Storage } from './storage.ts'
import { baseTableId, editedTableId } from './table-ids.ts'

/** What tables that are only there to be brought back by undo may take; the workers hold about twice as much beside. */
const UNDO_BYTES = 64 << 20

/** TableId → Table: loads what a layer names, once, and makes it resident in the tiles worker. */
export interface Tables {
  /**
   * @param how.isWholeWanted also of a layer whose rows are otherwise read as they are asked for
   * @param how.job of a reading that can be stopped: the layer then is as it was before
   * @throws AppError ranged.needsTable
   */
  load(layer: LayerId, how?: { readonly isWholeWanted?: boolean; readonly job?: JobContext }): Promise<Table>
  /** Makes a layer ready to be looked at and asked: its table, or for a large published one the files that it stays in. */
  show(layer: LayerId): Promise<void>
  /**
   * The table, or of a layer that stays in its file its columns without rows where they can be read one by one.
   * @throws AppError ranged.needsTable
   */
  columns(layer: LayerId): Promise<Table>
  /** Opens the files of a ranged layer anew, as after they were replaced. */
  reopen(layer: LayerId): Promise<void>
  /** of a layer whose rows are read as they are asked for; null: its table is, or will be, here */
  ranged(layer: LayerId): RangedInfo | null
  /** Memory that the whole table of a published layer would take. */
  need(layer: LayerId): MemoryNeed | null
  /** One row with the table that it stands in, whichever way the layer is read. */
  row(layer: LayerId, row: number): Promise<{ readonly table: Table; readonly at: number }>
  /** Where the rows of a ranged layer are, for a worker that lets them pass by; null: it is not one, or its table is here. */
  streamed(layer: LayerId): ReturnType<RangedLayers['place']>
  /** Some rows of a ranged layer, ascending. */
  rows(layer: LayerId, rows: Uint32Array): Promise<Table>
  /** The layer's table as its file has it, without what was changed in it. */
  loadBase(layer: LayerId): Promise<Table>
  /** Makes the table that edits make of the layer's, resident in the tiles worker; answers with its id. */
  edit(layer: LayerId, edits: Edits): Promise<TableId>
  /** Opens the published tiles of a layer under its id, so that it is seen before its table is here; null where there are none. */
  openTiles(layer: LayerId): Promise<Awaited<ReturnType<Client<TilesApi>['openTiles']>> | null>
  get(id: TableId): Table | null
  /** Where the file of a raster layer is. @throws AppError layer.unknown, layer.notOnDevice */
  gridPlace(layer: Layer): Promise<GridPlace>
  /** Takes a table that an import has made. It can be shown when this resolves; being kept on this device goes on. */
  add(id: TableId, table: Table): Promise<void>
  /** Takes the file of an imported raster; it is kept on this device as it is. */
  addFile(id: TableId, file: Blob): void
  /** Tables are still being written to this device. */
  isKeeping(): boolean
  kept(): Promise<void>
  /**
   * Frees tables that the project does not name: all that undo and redo cannot bring back, and of the others those that left longest
   * ago, as far as they take much memory and can be read again.
   */
  release(named: ReadonlySet<TableId>, undoable: ReadonlySet<TableId>): void
  setStatus(layer: LayerId, patch: Partial<LayerStatus>): void
}

export function createTables(context: {
  readonly store: StoreApi<State>
  readonly config: Config
  readonly catalog: Catalog
  readonly formats: Client<FormatsApi>
  readonly tiles: Client<TilesApi>
  readonly storage: Storage
  /** where a file of the catalog is: on this device, or at an address */
  readonly placeOf: (file: PackedFile) => Promise<Blob | string>
  /** null: the browser does not tell */
  readonly deviceGiB: number | null
  readonly onRelease: (id: TableId) => void
}): Tables {
  const { store, catalog, tiles, storage, placeOf, onRelease } = context
  const far = createRangedLayers({ ...context, setStatus })
  const loaded = new Map<TableId, Table>()
  const loading = new Map<TableId, Promise<Table>>()
  /** of imported rasters, so that this session does without the device's storage */
  const files = new Map<TableId, Blob>()
  const boxes = new Map<TableId, LayerStatus['bbox']>()
  const keeping = new Set<Promise<unknown>>()
  /** imported, and not (yet) written to this device: freed, they would be lost */
  const onlyHere = new Set<TableId>()
  const { read, readBase, readEdited, makeResident, gridPlace } = createTableReader({
    ...context,
    fileOf: (id) => files.get(id),
    present: (id) => loaded.get(id),
    onShare: (layer, share) => setStatus(layer, { share }),
    onRead: setLoaded,
  })

  function setStatus(layer: LayerId, patch: Partial<LayerStatus> | ((before: LayerStatus) => Partial<LayerStatus>)): void {
    store.setState(({ session }) => {
      const before = session.layerStatus[layer] ?? WAITING
      const after = { ...before, ...(typeof patch === 'function' ? patch(before) : patch) }
      return { session: { ...session, layerStatus: { ...session.layerStatus, [layer]: after } } }
    })
  }

  function setLoaded(id: TableId, table: Table, bbox: LayerStatus['bbox']): void {
    boxes.set(id, bbox)
    loaded.set(id, table)
  }

  function layerOf(id: LayerId): Layer {
    const layer = store.getState().project.layers[id]
    if (!layer) throw new AppError('layer.unknown', { layer: id })
    return layer
  }

  function load(layerId: LayerId, { isWholeWanted = false, job }: Parameters<Tables['load']>[1] = {}): Promise<Table> {
    const { project, session } = store.getState()
    const layer = project.layers[layerId]
    if (!layer) return Promise.reject(new AppError('layer.unknown', { layer: layerId }))
    const present = loaded.get(layer.table)
    if (present) {
      const status = store.getState().session.layerStatus[layerId]
      // where rows were cut or merged the same layer has more or fewer
      if (status?.state !== 'ready' || status.count !== present.length) setReady(layer, present)
      return Promise.resolve(present)
    }
    const pending = loading.get(layer.table)
    if (pending) return pending
    if (!isWholeWanted && far.wants(layer)) return Promise.reject(needsTable(layer, session.locale))
    const before = session.layerStatus[layerId] ?? WAITING
    setStatus(layerId, { state: 'loading', share: 0, error: null })
    const work = read(layer, job).then(
      (table) => {
        setReady(layer, table)
        return table
      },
      (error) => {
        setStatus(layerId, isAbort(error) ? before : { state: 'failed', share: null, error: toShown(error) })
        throw error
      },
    )
    loading.set(layer.table, work)
    work.catch(() => {}).finally(() => loading.delete(layer.table))
    return work
  }

  function needsTable(layer: Layer, locale: Locale): AppError {
    const gigabytes = ((far.need(layer.id)?.bytes ?? 0) / 2 ** 30).toFixed(1)
    return new AppError('ranged.needsTable', { layer: layer.title[locale], need: gigabytes })
  }

  async function show(layerId: LayerId): Promise<void> {
    const layer = layerOf(layerId)
    if (loaded.has(layer.table) || loading.has(layer.table) || !far.wants(layer)) {
      await load(layerId)
      return
    }
    if (far.infoOf(layer.table)) return
    setStatus(layerId, { state: 'loading', share: null, error: null })
    try {
      const { count, bbox } = await far.open(layer)
      if (!loaded.has(layer.table)) setStatus(layerId, { state: 'ready', share: null, error: null, count, bbox, ranges: 'fine' })
    } catch (error) {
      setStatus(layerId, { state: 'failed', share: null, error: toShown(error), ranges: 'lost' })
      throw error
    }
  }

  function rangedInfo(layerId: LayerId): RangedInfo | null {
    const layer = store.getState().project.layers[layerId]
    return layer && !loaded.has(layer.table) ? far.infoOf(layer.table) : null
  }

  function keepGoing(writing: Promise<unknown>): void {
    const work: Promise<unknown> = writing.finally(() => keeping.delete(work))
    keeping.add(work)
  }

  function free(id: TableId): void {
    loaded.delete(id)
    boxes.delete(id)
    onlyHere.delete(id)
    void tiles.dropTable({ id })
    onRelease(id)
  }

  function setReady(layer: Layer, table: Table): void {
    const bbox = boxes.get(layer.table) ?? null
    setStatus(layer.id, { state: 'ready', share: null, error: null, count: table.length, bbox, ranges: null })
  }

  return {
    load,
    show,
    async reopen(layerId) {
      far.close(layerOf(layerId))
      setStatus(layerId, ({ opening = 0 }) => ({ opening: opening + 1 }))
      await show(layerId)
    },
    async columns(layerId) {
      const layer = layerOf(layerId)
      if (!far.wants(layer) || loaded.has(layer.table) || loading.has(layer.table)) return load(layerId)
      await show(layerId)
      const info = rangedInfo(layerId)
      return info?.fieldBytes ? info.schema : load(layerId)
    },
    ranged: rangedInfo,
    need: far.need,
    async row(layerId, row) {
      const layer = layerOf(layerId)
      if (far.wants(layer) && !loaded.has(layer.table) && !loading.has(layer.table)) {
        await show(layerId)
        return { table: await far.read(layer.table, Uint32Array.of(row)), at: 0 }
      }
      return { table: await load(layerId), at: row }
    },
    streamed: (layerId) => (rangedInfo(layerId) ? far.place(layerOf(layerId)) : Promise.resolve(null)),
    rows: (layerId, rows) => far.read(layerOf(layerId).table, rows),
    loadBase: async (id) => readBase(layerOf(id)),
    async edit(layerId, edits) {
      const layer = layerOf(layerId)
      const id = editedTableId(baseTableId(layer.table), edits)
      if (!loaded.has(id)) await (isEdited(edits) ? readEdited(layer, edits, id) : readBase(layer))
      return id
    },
    async openTiles(layerId) {
      const layer = layerOf(layerId)
      const entry = catalog.layers.filter(isTableLayer).find(({ id }) => id === layerId)
      if (!entry?.tiles || layer.receipt || isEdited(layer.edits)) return null
      return tiles.openTiles({ key: layerId, file: await placeOf(entry.tiles), name: entry.tiles.file })
    },
    get: (id) => loaded.get(id) ?? null,
    gridPlace,
    async add(id, table) {
      onlyHere.add(id)
      await makeResident(id, table)
      keepGoing(storage.keepTable(id).then((isKept) => isKept && onlyHere.delete(id)))
    },
    addFile(id, file) {
      files.set(id, file)
      keepGoing(storage.keepFile(id, file))
    },
    isKeeping: () => keeping.size > 0,
    async kept() {
      while (keeping.size > 0) await Promise.all(keeping)
    },
    release(named, undoable) {
      for (const id of files.keys()) if (!named.has(id) && !undoable.has(id)) files.delete(id)
      let spareBytes = UNDO_BYTES
      for (const [id, table] of [...loaded].reverse()) {
        if (named.has(id)) continue
        if (undoable.has(id)) {
          spareBytes -= buffersOf(table).reduce((sum, { byteLength }) => sum + byteLength, 0)
          if (spareBytes >= 0 || onlyHere.has(id)) continue
        }
        free(id)
      }
    },
    setStatus,
  }
}
