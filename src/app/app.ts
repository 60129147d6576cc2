import type { StoreApi } from 'zustand/vanilla'
import type { AnalysisResult } from '../core/analysis.ts'
import type { Edits } from '../core/edits/edits.ts'
import type { CodeList, Table } from '../core/table.ts'
import type { Text } from '../core/text.ts'
import type { DecodedLayer, LayerSample } from '../formats/format.ts'
import type { ComputeApi, GridPlace, RunAnswer } from '../workers/compute-api.ts'
import type { FileFailure, FormatsApi } from '../workers/formats-api.ts'
import type { OfflineApi } from '../workers/offline-api.ts'
import type { Client } from '../workers/protocol.ts'
import type { TilesApi } from '../workers/tiles-api.ts'
import type { Catalog } from './catalog.ts'
import type { Config } from './config.ts'
import type { History } from './history.ts'
import type { MemoryNeed } from './memory-need.ts'
import type { Pack } from './pack.ts'
import type { Clock, Files, MapPort, PackFiles } from './ports.ts'
import type { LayerId, LayerStatus, Project, Session, ShownError, State, TableId } from './state.ts'
import type { Tables } from './tables.ts'

/** Everything that commands, map and screens work with; made once, in main.tsx. */
export interface App {
  readonly store: StoreApi<State>
  readonly config: Config
  /** what is worked with: layers of the offline package as they were taken */
  readonly catalog: Catalog
  /** as the server has it now, or as it was last seen */
  readonly published: Catalog
  readonly codeLists: Readonly<Record<string, CodeList>>
  readonly tiles: Client<TilesApi>
  readonly formats: Client<FormatsApi>
  readonly compute: Client<ComputeApi>
  readonly offline: Client<OfflineApi>
  readonly packFiles: PackFiles
  readonly clock: Clock
  readonly files: Files
  /** null until the map is mounted, and where WebGL is absent */
  map: MapPort | null

  /** The only writer of the project: one undoable step. */
  change(label: Text, update: (project: Project) => Project): void
  /** The only writer of the session. */
  setSession(patch: Partial<Session> | ((session: Session) => Partial<Session>)): void
  undo(): void
  redo(): void
  readonly history: Pick<History, 'begin' | 'canUndo' | 'canRedo'>

  /** The table of a layer, and resident in the tiles worker under layer.table: here, or being loaded by this call. Sets layerStatus. */
  loadTable: Tables['load']
  /** Makes a layer ready to be looked at and asked; a large published one stays in its file. Sets layerStatus. */
  showLayer: Tables['show']
  /** Names and types of a layer's fields, with the rows where its table is here: what a question is made of. */
  loadColumns: Tables['columns']
  reopenLayer: Tables['reopen']
  /** What is known of a layer whose rows are read as they are asked for; null: its table is, or will be, here. */
  rangedOf: Tables['ranged']
  memoryNeedOf: Tables['need']
  rowOf: Tables['row']
  rowsOf: Tables['rows']
  streamedOf: Tables['streamed']
  /** The layer's table as its file has it, without what was changed in it. */
  loadBaseTable(layer: LayerId): Promise<Table>
  /** Makes the table that edits make of the layer's, ready to be shown; answers with its id. */
  editTable(layer: LayerId, edits: Edits): Promise<TableId>
  /** Takes an imported table: resident in the tiles worker, kept on this device. */
  addTable(id: TableId, table: Table): Promise<void>
  /** Takes the file of an imported raster, kept on this device. */
  addFile(id: TableId, file: Blob): void
  setLayerStatus(layer: LayerId, patch: Partial<LayerStatus>): void
  /** The table of a layer when it is already here. */
  tableOf(layer: LayerId): Table | null
  /** Published tiles of a layer, opened in the tiles worker under its id; null: it has none. */
  openTiles: Tables['openTiles']
  /** The only writer of the offline package; false: the device refused. */
  setPack(update: (pack: Pack) => Pack): Promise<boolean>
  /** Address of a file of the catalog. */
  readonly urlOf: (file: string) => string
  /** Where the file of a raster layer is, for a worker that reads it. */
  gridPlace(layer: LayerId): Promise<GridPlace>
  /** Results by run id; kept over a reload. */
  resultOf(run: string): Promise<AnalysisResult | null>
  /** @param made by a worker, or whole */
  keepResult(run: string, made: RunAnswer | AnalysisResult): Promise<void>
  /** Writes the state to this device now. */
  save(): Promise<void>
  /** As the page goes: what has changed since, in the same task. */
  saveRest(): Promise<void>
  /** Forgets the work that this device keeps; the page must be loaded anew afterwards. */
  discardWork(): Promise<void>
  /** Writes nothing more to this device, which is about to be cleared. */
  stopKeeping(): Promise<void>
  /** Decoded files that wait for the user's decision in the import dialog. */
  readonly pendingImport: StoreApi<PendingImport>
  /** Where the next point of a sketch would go; beside the state, since it follows the pointer. */
  readonly sketchPointer: StoreApi<SketchPointer>

  /**
   * Runs work as a job: progress, cancel, error on screen. Resolves to null when cancelled or failed.
   * @param failureOf what went wrong in a value that its asker tells of in its own place
   */
  job<T>(
    title: Text,
    work: (context: JobContext) => Promise<T>,
    failureOf?: (value: T) => ShownError | undefined,
  ): Promise<T | null>
  cancelJob(id: string): void
  toast(
    code: string,
    detail?: Readonly<Record<string, string | number | boolean | null>>,
    options?: { level?: 'info' | 'error'; canUndo?: boolean; receipts?: readonly LayerId[] },
  ): void
}

export interface SketchPointer {
  /** lon/lat; null: the pointer is not on the map */
  readonly at: readonly [number, number] | null
  readonly snap: 'vertex' | 'edge' | null
  /** azimuth of an edge that was chosen to be followed */
  readonly parallelDeg: number | null
  /** what Shift and Alt are to a keyboard, for a finger */
  readonly isStraight: boolean
  readonly isFree: boolean
}

export const NO_POINTER: SketchPointer = { at: null, snap: null, parallelDeg: null, isStraight: false, isFree: false }

export interface JobContext {
  readonly signal: AbortSignal
  readonly onProgress: (share: number, stage?: string) => void
}

export interface PendingImport {
  readonly files: readonly { readonly name: string; readonly blob: Blob }[]
  readonly layers: readonly DecodedLayer[]
  readonly failures: readonly FileFailure[]
  readonly isReading: boolean
  /** of what is being read, where they are soon at hand */
  readonly firstRows?: readonly LayerSample[]
  /** the files are large: the user decides whether they are read at all; `go` reads them */
  readonly need?: (MemoryNeed & { readonly go: () => void }) | null
}
