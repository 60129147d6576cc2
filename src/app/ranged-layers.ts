import type { RangeState } from '../core/ranged-layer.ts'
import type { Table } from '../core/table.ts'
import type { ResidentLayer } from '../workers/compute-api.ts'
import type { Client } from '../workers/protocol.ts'
import type { RangedInfo, TilesApi } from '../workers/tiles-api.ts'
import type { Catalog, CatalogLayer } from './catalog.ts'
import type { Config } from './config.ts'
import { isTableLayer } from './initial.ts'
import { type MemoryNeed, memoryBudget, memoryOf } from './memory-need.ts'
import type { PackedFile } from './pack.ts'
import type { Layer, LayerId, LayerStatus, TableId } from './state.ts'

export const WHOLE_UP_TO_MIB = 64

/** Published layers that are too large to be loaded whole for looking at them: their rows are read by ranges as they are asked for. */
export interface RangedLayers {
  /** The layer is as it was published, and larger than what is loaded whole. */
  wants(layer: Layer): boolean
  /** Opens its files, once; layerStatus then tells how reading goes. */
  open(layer: Layer): Promise<RangedInfo>
  infoOf(table: TableId): RangedInfo | null
  /** Forgets the opened files, so that `open` opens them anew. */
  close(layer: Layer): void
  /** Memory that the whole table of the layer would take; null: not known */
  need(layer: LayerId): MemoryNeed | null
  read(table: TableId, rows: Uint32Array): Promise<Table>
  /** Where the rows of a ranged layer are, for a worker that lets them pass by. */
  place(layer: Layer): Promise<ResidentLayer['streamed'] | null>
}

export function createRangedLayers(context: {
  readonly config: Config
  readonly catalog: Catalog
  readonly tiles: Client<TilesApi>
  /** where a file of the catalog is: on this device, or at an address */
  readonly placeOf: (file: PackedFile) => Promise<Blob | string>
  readonly deviceGiB: number | null
  readonly setStatus: (layer: LayerId, patch: Partial<LayerStatus> | ((before: LayerStatus) => Partial<LayerStatus>)) => void
}): RangedLayers {
  const { config, catalog, tiles, placeOf, deviceGiB, setStatus } = context
  const opened = new Map<TableId, Promise<RangedInfo>>()
  const infos = new Map<TableId, RangedInfo>()
  const watches = new Map<TableId, AbortController>()
  const mostWholeBytes = Math.min((config.loadWholeUpToMiB ?? WHOLE_UP_TO_MIB) * 2 ** 20, memoryBudget(deviceGiB) / 4)
  const entryOf = (id: LayerId): CatalogLayer | undefined => catalog.layers.filter(isTableLayer).find((entry) => entry.id === id)

  function watch({ id, table }: Layer): void {
    const stop = new AbortController()
    watches.set(table, stop)
    let before: RangeState = 'fine'
    const tell = (_: number, stage?: string) => {
      const state = (stage ?? 'fine') as RangeState
      // tiles that failed meanwhile stay blank until they are asked for again
      const isBack = before === 'lost' && state === 'fine'
      before = state
      setStatus(id, ({ opening = 0 }) => ({ ranges: state, ...(isBack && { opening: opening + 1 }) }))
    }
    tiles.watchRanges({ key: id }, { signal: stop.signal, onProgress: tell }).catch(() => {})
  }

  async function openFiles(layer: Layer, entry: CatalogLayer): Promise<RangedInfo> {
    const place = async (file: PackedFile) => ({ place: await placeOf(file), name: file.file })
    const codes = entry.codes ? await place(entry.codes) : null
    const columns = entry.columns ? await place(entry.columns) : null
    const file = await place(entry)
    const info = await tiles.openRanged({ id: layer.table, key: layer.id, file, codes, columns, mostWholeBytes })
    infos.set(layer.table, info)
    watch(layer)
    return info
  }

  return {
    wants({ id, receipt, edits, grid, table }) {
      const entry = entryOf(id)
      if (!entry?.tiles || entry.format !== 'flatgeobuf' || receipt || edits || grid) return false
      return entry.bytes > mostWholeBytes || infos.has(table)
    },
    open(layer) {
      const entry = entryOf(layer.id)
      if (!entry) return Promise.reject(new Error(layer.id))
      const work = opened.get(layer.table) ?? openFiles(layer, entry)
      opened.set(layer.table, work)
      work.catch(() => opened.delete(layer.table))
      return work
    },
    infoOf: (table) => infos.get(table) ?? null,
    close({ table }) {
      watches.get(table)?.abort(new DOMException('closed', 'AbortError'))
      opened.delete(table)
      infos.delete(table)
      void tiles.dropRanged({ id: table })
    },
    need(id) {
      const entry = entryOf(id)
      return entry ? { bytes: memoryOf(entry.file, entry.bytes), budget: memoryBudget(deviceGiB) } : null
    },
    async place({ id, table }) {
      const entry = entryOf(id)
      if (!entry || !infos.has(table)) return null
      return { file: await placeOf(entry), name: entry.file, crs: entry.crs, mostWholeBytes }
    },
    read: (id, rows) => tiles.readRows({ id, rows }),
  }
}
