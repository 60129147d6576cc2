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
