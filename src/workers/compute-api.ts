import type { GridInput, LayerInput } from '../core/analysis.ts'
import type { LiftedResult, Sent } from '../core/lift-texts.ts'
import type { StoredValue } from '../core/params.ts'
import type { GridFile } from '../core/raster/grid.ts'
import type { Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'

/** Runs analyses. Tables stay resident by id, so that a second run copies nothing. */
export interface ComputeApi {
  holds(argument: { ids: readonly string[] }, task: Task): readonly boolean[]
  putTable(argument: Sent<{ id: string; table: Table }>, task: Task): Promise<void>
  dropTable(argument: { id: string }, task: Task): void
  run(argument: RunRequest, task: Task): Promise<RunAnswer>
  /** A result that was kept, read where it keeps nobody waiting. @throws AppError pack.invalid, pack.version */
  openResult(argument: { kept: Blob | Uint8Array }, task: Task): Promise<LiftedResult>
}

export interface RunAnswer extends LiftedResult {
  /** the same as bytes (pack-value.ts), to be kept. A file, since its bytes need not come to the page's thread to be stored. */
  readonly packed: Blob
}

export interface RunRequest {
  readonly analysis: string
  /** parameters as the project stores them; those of kind 'layer' are resolved from `layers` */
  readonly values: Readonly<Record<string, StoredValue>>
  /** by the name of the parameter */
  readonly layers: Readonly<Record<string, ResidentLayer>>
  /** of parameters of kind 'layers', by name */
  readonly layerLists?: Readonly<Record<string, readonly ResidentLayer[]>>
  /** rasters by the name of the parameter */
  readonly grids?: Readonly<Record<string, Omit<GridInput, 'open'> & GridPlace>>
}

/** A layer whose table the worker holds under an id, or whose rows it reads from a file as they pass by. */
export type ResidentLayer = Omit<LayerInput, 'table'> & {
  readonly table: string
  /** of a layer that is not held: its FlatGeobuf, on this device or at an absolute address */
  readonly streamed?: {
    readonly file: GridFile
    readonly name: string
    readonly crs: string
    /** a host without ranges may send a whole file up to this size */
    readonly mostWholeBytes: number
  }
}

/** Where a raster is, and what is known of it beyond its own words. */
export interface GridPlace {
  /** an address is absolute: a worker has another base than the page */
  readonly file: GridFile
  /** as errors name it */
  readonly name: string
  /** taken instead of what the file says; null: the file knows */
  readonly crs: string | null
}
