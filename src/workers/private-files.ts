import { AppError } from '../core/errors.ts'
import { PRIVATE_FOLDER } from '../core/offline/private-folder.ts'
import { hexOf, sha256Stream } from '../core/sha256.ts'
import { stretchOf, type Task } from '../core/task.ts'
import type { FileToTake } from './offline-api.ts'

export const PIECE_BYTES = 4 << 20
/** of a file's progress: comparing it with its checksum */
export const CHECK_SHARE = 0.1

export async function openFolder(folder: string): Promise<FileSystemDirectoryHandle> {
  try {
    const root = await navigator.storage.getDirectory()
    return await (await root.getDirectoryHandle(PRIVATE_FOLDER, { create: true })).getDirectoryHandle(folder, { create: true })
  } catch (error) {
    throw new AppError('offline.unsupported', { reason: String(error) })
  }
}

export async function withFile(file: FileToTake, work: (handle: FileSystemSyncAccessHandle) => Promise<void>): Promise<void> {
  const directory = await openFolder(file.folder)
  const entry = await directory.getFileHandle(file.sha256, { create: true })
  const handle = await entry.createSyncAccessHandle().catch((error: unknown) => {
    // another tab holds it
    throw new AppError('offline.busy', { file: file.name, reason: String(error) })
  })
  let isFull = false
  try {
    await work(handle)
    handle.flush()
  } catch (error) {
    isFull = error instanceof AppError && error.code === 'offline.full'
    throw error
  } finally {
    handle.close()
    // the room is needed for what the user writes
    if (isFull) await directory.removeEntry(file.sha256)
  }
}

export function write(handle: FileSystemSyncAccessHandle, file: FileToTake, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  try {
    if (handle.write(bytes, { at }) === bytes.length) return
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error
  }
  throw new AppError('offline.full', { file: file.name, needMb: Math.ceil(file.bytes / 1e6) })
}

/** What is really there. */
export async function isRight(handle: FileSystemSyncAccessHandle, file: FileToTake, task: Task): Promise<boolean> {
  return handle.getSize() === file.bytes && (await checksumOf(handle, task)) === file.sha256
}

/** SHA-256 as hex, read back from the disk. */
export async function checksumOf(handle: FileSystemSyncAccessHandle, task: Task): Promise<string> {
  const bytes = handle.getSize()
  const checking = stretchOf(task, 1 - CHECK_SHARE, 1)
  const stream = sha256Stream()
  const piece = new Uint8Array(PIECE_BYTES)
  for (let at = 0; at < bytes; at += PIECE_BYTES) {
    await checking.breathe()
    stream.update(piece.subarray(0, handle.read(piece, { at })))
    checking.progress(at / bytes, 'stage.verify')
  }
  return hexOf(stream.digest())
}
