import { applyEditsInSteps } from '../core/edits/apply-edits.ts'
import { type Edits, isEdited } from '../core/edits/edits.ts'
import { AppError } from '../core/errors.ts'
import { withPauses } from '../core/slices.ts'
import type { Table } from '../core/table.ts'
import type { GridPlace } from '../workers/compute-api.ts'
import type { FormatsApi } from '../workers/formats-api.ts'
import type { Client } from '../workers/protocol.ts'
import type { TilesApi } from '../workers/tiles-api.ts'
import type { JobContext } from './app.ts'
import type { Catalog } from './catalog.ts'
import type { Config } from './config.ts'
import { isTableLayer } from './initial.ts'
import type { PackedFile } from './pack.ts'
import { readWithProgress } from './read-with-progress.ts'
import type { Layer, LayerId, LayerStatus, TableId } from './state.ts'
import type { Storage } from './storage.ts'
import { baseTableId } from './table-ids.ts'

/** Fetches in flight at once: the browser's six connections also serve the map. */
const FETCHES = 4
/** Progress is told this often at most: each telling draws the layer's row anew. */
const TELL_EVERY_MS = 100
/** The page works so long at a table before others have their turn. */
const SLICE_MS = 8

/** Reads the table of a layer from wherever it is (its published file, this device, its raster, with the edits) and makes it resident. */
export function createTableReader(context: {
  readonly config: Config
  readonly catalog: Catalog
  readonly formats: Client<FormatsApi>
  readonly tiles: Client<TilesApi>
  readonly storage: Storage
  /** where a file of the catalog is: on this device, or at an address */
  readonly placeOf: (file: PackedFile) => Promise<Blob | string>
  /** of a raster that was imported in this session */
  readonly fileOf: (id: TableId) => Blob | undefined
  readonly present: (id: TableId) => Table | undefined
  readonly onShare: (layer: LayerId, share: number) => void
  /** a table is here, and resident in the tiles worker */
  readonly onRead: (id: TableId, table: Table, bbox: LayerStatus['bbox']) => void
}) {
  const { config, catalog, formats, tiles, storage, placeOf, fileOf, present, onShare, onRead } = context
  let fetching = 0
  const queue: (() => void)[] = []

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

  function progressOf(layer: Layer, onProgress?: JobContext['onProgress']): (share: number) => void {
    let toldAt = performance.now()
    return (share) => {
      if (performance.now() - toldAt < TELL_EVERY_MS) return
      toldAt = performance.now()
      onShare(layer.id, share)
      onProgress?.(share, 'stage.read')
    }
  }

  async function readShipped(layer: Layer, { signal, onProgress }: Partial<JobContext> = {}): Promise<Table> {
    const entry = catalog.layers.filter(isTableLayer).find(({ id }) => id === layer.id)
    if (!entry) throw new AppError('layer.unknown', { layer: layer.id })
    const tell = progressOf(layer, onProgress)
    const place = await placeOf(entry)
    const download = async (url: string) => {
      const response = await fetch(url, { signal: signal ?? null }).catch(() => null)
      signal?.throwIfAborted()
      if (!response?.ok) throw new AppError('layer.fetch', { file: entry.file, status: response?.status ?? 0 })
      return readWithProgress(response, entry.bytes, (share) => tell(share * 0.6))
    }
    const blob = typeof place === 'string' ? await inTurn(() => download(place)) : place
    const answer = await formats.decode(
      { files: [{ name: entry.file, blob }], options: { crs: entry.crs, extent: config.district.extent } },
      { onProgress: (share) => tell(0.6 + share * 0.4), ...(signal && { signal }) },
    )
    const failure = answer.failures[0]
    if (failure) throw new AppError(failure.code, failure.detail)
    const decoded = answer.layers[0]
    if (!decoded) throw new AppError('layer.empty', { file: entry.file })
    await makeResident(layer.table, decoded.table)
    return decoded.table
  }

  async function readImported(layer: Layer): Promise<Table> {
    const restored = await storage.restoreTable(layer.table, { onProgress: progressOf(layer) })
    if (!restored) throw new AppError('layer.notOnDevice', { file: layer.source.file })
    onRead(layer.table, restored.table, restored.bbox)
    return restored.table
  }

  async function gridPlace(layer: Layer): Promise<GridPlace> {
    const { file } = layer.source
    if (layer.receipt) {
      const bytes = fileOf(layer.table) ?? (await storage.loadFile(layer.table))
      if (!bytes) throw new AppError('layer.notOnDevice', { file })
      return { file: new Blob([bytes]), name: file, crs: layer.source.crs }
    }
    const entry = catalog.layers.find(({ id }) => id === layer.id)
    if (!entry) throw new AppError('layer.unknown', { layer: layer.id })
    return { file: await placeOf(entry), name: file, crs: layer.source.crs }
  }

  /** The raster stays in its file, open in the tiles worker; here is its outline. */
  async function openGrid(layer: Layer, look: NonNullable<Layer['grid']>): Promise<Table> {
    const outline = await tiles.putGrid({ id: layer.table, file: await gridPlace(layer), look })
    await makeResident(layer.table, outline)
    return outline
  }

  /** What another service draws has no rows here. */
  async function nothingHere(layer: Layer): Promise<Table> {
    const table: Table = { name: layer.id, crs: 'EPSG:4490', length: 0, columns: [], geometry: null }
    onRead(layer.table, table, null)
    return table
  }

  async function makeResident(id: TableId, table: Table): Promise<void> {
    const { bbox } = await tiles.putTable({ id, table })
    onRead(id, table, bbox)
  }

  async function readBase(layer: Layer, how?: Partial<JobContext>): Promise<Table> {
    const base = { ...layer, table: baseTableId(layer.table) }
    return present(base.table) ?? (layer.receipt ? readImported(base) : readShipped(base, how))
  }

  async function readEdited(layer: Layer, edits: Edits, id: TableId): Promise<Table> {
    const base = await readBase(layer)
    const [table, { bbox }] = await Promise.all([
      withPauses(applyEditsInSteps(base, edits), SLICE_MS, () => new Promise((resolve) => setTimeout(resolve))),
      tiles.editTable({ base: baseTableId(id), id, edits }),
    ])
    onRead(id, table, bbox)
    return table
  }

  function read(layer: Layer, how?: Partial<JobContext>): Promise<Table> {
    if (layer.overlay !== undefined) return nothingHere(layer)
    if (layer.grid) return openGrid(layer, layer.grid)
    return isEdited(layer.edits) ? readEdited(layer, layer.edits, layer.table) : readBase(layer, how)
  }

  return { read, readBase, readEdited, makeResident, gridPlace }
}
