import type { PackArea } from '../core/offline/pack-area.ts'
import type { Task } from '../core/task.ts'

/** Files of the offline package in the device's private file system, each named by its checksum (hex SHA-256) in a folder of the deployment. */
export interface OfflineApi {
  /**
   * Fetches a file, or what is missing of it, and compares it with its checksum. What has come stays when it breaks off.
   * @throws AppError layer.fetch, offline.full, offline.checksum, offline.unsupported
   */
  fetchFile(argument: FileToTake & { readonly url: string }, task: Task): Promise<void>
  /** Takes a file that is here already, e.g. out of a package file. */
  copyFile(argument: FileToTake & { readonly blob: Blob }, task: Task): Promise<void>
  /**
   * What the features of a FlatGeobuf that reach into an area (by their boxes) would be as a file of their own; its index alone is read.
   * @throws AppError offline.checksum where the file is not the one that the catalog knows, fgb.noIndex, layer.fetch
   */
  planPart(argument: FileToCut, task: Task): Promise<PartPlan>
  /**
   * Fetches those features and writes them as a file, which is then named by its own checksum. What has come stays under `key` when it breaks off.
   * @throws AppError as planPart, offline.full, offline.unsupported
   */
  fetchPart(argument: FileToCut & { readonly folder: string }, task: Task): Promise<PartPlan & { readonly sha256: string }>
  /** Whether so many bytes more can be kept: tried, for what browsers tell of their room may be a round figure that has nothing to do with the disk. */
  hasRoom(argument: { readonly folder: string; readonly bytes: number }, task: Task): Promise<boolean>
  /** Deletes all files of the folder but these. */
  keepOnly(argument: { readonly folder: string; readonly sha256: readonly string[] }, task: Task): Promise<void>
}

export interface FileToTake {
  readonly folder: string
  /** as errors name it */
  readonly name: string
  readonly sha256: string
  readonly bytes: number
}

/** A file of the catalog, in degrees, of which a part is wanted. */
export interface FileToCut {
  readonly url: string
  readonly name: string
  readonly sha256: string
  /** features of the whole */
  readonly count: number
  readonly area: PackArea
}
export interface PartPlan {
  /** 64 hex digits that name this cut of this file until its checksum is known */
  readonly key: string
  readonly count: number
  readonly bytes: number
}
