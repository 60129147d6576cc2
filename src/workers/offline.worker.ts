import { AppError } from '../core/errors.ts'
import { PRIVATE_FOLDER } from '../core/offline/private-folder.ts'
import { hexOf, sha256Stream } from '../core/sha256.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { rangeFetch } from '../formats/range-fetch.ts'
import type { FileToTake, OfflineApi } from './offline-api.ts'
import { type Port, serve } from './protocol.ts'

const PIECE_BYTES = 4 << 20
/** of a file's progress: comparing it with its checksum */
const CHECK_SHARE = 0.1

serve<OfflineApi>(
  {
    async fetchFile({ url, ...file }, task) {
      await withFile(file, async (handle) => {
        const resumedAt = Math.min(handle.getSize(), file.bytes)
        await fetchRest(handle, file, url, resumedAt, task)
        if (await isRight(handle, file, task)) return
        // what lay here from before may be of another file, or half written: once more from the beginning
        if (resumedAt > 0) {
          handle.truncate(0)
          await fetchRest(handle, file, url, 0, task)
          if (await isRight(handle, file, task)) return
        }
        handle.truncate(0)
        throw new AppError('offline.checksum', { file: file.name })
      })
    },
    async copyFile({ blob, ...file }, task) {
      await withFile(file, async (handle) => {
        if (await isRight(handle, file, task)) return
        const writing = stretchOf(task, 0, 1 - CHECK_SHARE)
        handle.truncate(0)
        for (let at = 0; at < blob.size; at += PIECE_BYTES) {
          await writing.breathe()
          write(handle, file, new Uint8Array(await blob.slice(at, at + PIECE_BYTES).arrayBuffer()), at)
          writing.progress(at / blob.size)
        }
        if (await isRight(handle, file, task)) return
        handle.truncate(0)
        throw new AppError('offline.checksum', { file: file.name })
      })
    },
    async keepOnly({ folder, sha256 }) {
      const directory = await openFolder(folder)
      for await (const name of directory.keys()) if (!sha256.includes(name)) await directory.removeEntry(name)
    },
  },
  globalThis as unknown as Port,
)

async function openFolder(folder: string): Promise<FileSystemDirectoryHandle> {
  try {
    const root = await navigator.storage.getDirectory()
    return await (await root.getDirectoryHandle(PRIVATE_FOLDER, { create: true })).getDirectoryHandle(folder, { create: true })
  } catch (error) {
    throw new AppError('offline.unsupported', { reason: String(error) })
  }
}

async function withFile(file: FileToTake, work: (handle: FileSystemSyncAccessHandle) => Promise<void>): Promise<void> {
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

async function fetchRest(
  handle: FileSystemSyncAccessHandle,
  file: FileToTake,
  url: string,
  from: number,
  task: Task,
): Promise<void> {
  const fetching = stretchOf(task, 0, 1 - CHECK_SHARE)
  const fetchRange = rangeFetch(url, file.name)
  for (let at = from; at < file.bytes; ) {
    fetching.progress(at / file.bytes)
    const { bytes, isWhole } = await fetchRange(at, Math.min(PIECE_BYTES, file.bytes - at), task.signal).catch(explain(file))
    write(handle, file, new Uint8Array(bytes), isWhole ? 0 : at)
    handle.flush()
    // the server's file ends here, or it knows no ranges
    if (isWhole || bytes.byteLength === 0) break
    at += bytes.byteLength
  }
}

const explain = (file: FileToTake) => (error: unknown) => {
  if (error instanceof AppError && error.code === 'raster.fetch')
    throw new AppError('layer.fetch', { file: file.name, status: error.detail.status })
  throw error
}

function write(handle: FileSystemSyncAccessHandle, file: FileToTake, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  try {
    if (handle.write(bytes, { at }) === bytes.length) return
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error
  }
  throw new AppError('offline.full', { file: file.name, needMb: Math.ceil(file.bytes / 1e6) })
}

/** Reads what is really there. */
async function isRight(handle: FileSystemSyncAccessHandle, file: FileToTake, task: Task): Promise<boolean> {
  if (handle.getSize() !== file.bytes) return false
  const checking = stretchOf(task, 1 - CHECK_SHARE, 1)
  const stream = sha256Stream()
  const piece = new Uint8Array(PIECE_BYTES)
  for (let at = 0; at < file.bytes; at += PIECE_BYTES) {
    await checking.breathe()
    stream.update(piece.subarray(0, handle.read(piece, { at })))
    checking.progress(at / file.bytes, 'stage.verify')
  }
  return hexOf(stream.digest()) === file.sha256
}
