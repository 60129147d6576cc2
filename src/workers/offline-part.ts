import { AppError } from '../core/errors.ts'
import { areaTest } from '../core/offline/pack-area.ts'
import { hexOf, sha256Stream } from '../core/sha256.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { type FilePart, partOfFlatGeobuf } from '../formats/flatgeobuf-part.ts'
import { byteSource } from '../formats/geotiff-source.ts'
import type { FileToCut, OfflineApi, PartPlan } from './offline-api.ts'
import { CHECK_SHARE, checksumOf, openFolder, withFile, write } from './private-files.ts'

/** File System Standard; the types of TypeScript do not have it yet. */
interface MovableHandle extends FileSystemFileHandle {
  move(name: string): Promise<void>
}

/** A host that knows no ranges sends the whole file: then there is nothing to be gained by a part. */
const MOST_WHOLE_BYTES = 16 << 20

async function open(file: FileToCut, task: Task): Promise<{ readonly part: FilePart; readonly plan: PartPlan }> {
  const rings = file.area.rings.map((ring) => Float64Array.from(ring.flat()))
  const source = byteSource(file.url, file.name, { mostWholeBytes: MOST_WHOLE_BYTES })
  const part = await partOfFlatGeobuf(source, file.name, areaTest(rings), task.signal).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'raster.fetch')
      throw new AppError('layer.fetch', { file: file.name, status: error.detail.status })
    throw error
  })
  // a part cannot be held to the checksum of the whole: at least it is a file of as many features
  if (part.of !== file.count) throw new AppError('offline.checksum', { file: file.name })
  const key = sha256Stream()
  key.update(new TextEncoder().encode(JSON.stringify([file.sha256, file.area.rings])))
  return { part, plan: { key: hexOf(key.digest()), count: part.count, bytes: part.bytes } }
}

export const planPart: OfflineApi['planPart'] = async (file, task) => (await open(file, task)).plan

export const fetchPart: OfflineApi['fetchPart'] = async ({ folder, ...file }, task) => {
  const { part, plan } = await open(file, task)
  const target = { folder, name: file.name, sha256: plan.key, bytes: plan.bytes }
  let sha256 = ''
  await withFile(target, async (handle) => {
    const fetching = stretchOf(task, 0, 1 - CHECK_SHARE)
    const begun = new Uint8Array(part.head.length)
    const isBegun = handle.getSize() <= part.bytes && handle.read(begun, { at: 0 }) === begun.length && equal(begun, part.head)
    if (!isBegun) {
      handle.truncate(0)
      write(handle, target, part.head, 0)
    }
    for await (const { at, bytes } of part.features(handle.getSize(), fetching)) {
      write(handle, target, bytes, at)
      handle.flush()
      fetching.progress((at + bytes.length) / part.bytes)
      await fetching.breathe()
    }
    sha256 = await checksumOf(handle, task)
  })
  const directory = await openFolder(folder)
  // named by its content, like every file of the package
  const entry = (await directory.getFileHandle(plan.key)) as MovableHandle
  await entry.move(sha256)
  return { ...plan, sha256 }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, i) => byte === b[i])
}
