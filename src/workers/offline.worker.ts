import { AppError } from '../core/errors.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { rangeFetch } from '../formats/range-fetch.ts'
import type { FileToTake, OfflineApi } from './offline-api.ts'
import { fetchPart, planPart } from './offline-part.ts'
import { CHECK_SHARE, isRight, openFolder, PIECE_BYTES, withFile, write } from './private-files.ts'
import { type Port, serve } from './protocol.ts'

/** begins the name of a file that tries how much room there is */
const ROOM = 'room-'

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
    planPart,
    fetchPart,
    async hasRoom({ folder, bytes }) {
      const directory = await openFolder(folder)
      // of this tab alone: another may be trying too
      const name = `${ROOM}${crypto.randomUUID()}`
      const handle = await (await directory.getFileHandle(name, { create: true })).createSyncAccessHandle()
      try {
        // the last byte takes all before it along
        return handle.write(new Uint8Array(1), { at: bytes - 1 }) === 1
      } catch {
        return false
      } finally {
        handle.close()
        await directory.removeEntry(name)
      }
    },
    async keepOnly({ folder, sha256 }) {
      const directory = await openFolder(folder)
      for await (const name of directory.keys()) {
        if (sha256.includes(name)) continue
        // another tab may be trying its room just now
        await directory.removeEntry(name).catch((error: unknown) => {
          if (!name.startsWith(ROOM)) throw error
        })
      }
    },
  },
  globalThis as unknown as Port,
)

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
