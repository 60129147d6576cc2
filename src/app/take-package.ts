import { AppError } from '../core/errors.ts'
import type { App, JobContext } from './app.ts'
import type { Catalog } from './catalog.ts'
import { bytesOf, EMPTY_PACK, filesOf, isExpired, type Pack, withPack, withTaken } from './pack.ts'
import type { ProjectFile } from './project-file.ts'

/** What a project file brings along of the deployment's layers; the catalog that its project is to be seen with. */
export interface TakenPackage {
  readonly catalog: Catalog
  /** layers of it are not those that this page works with: it must be opened anew */
  readonly isOther: boolean
}

/**
 * Puts the layers of a package file on this device, each compared with its checksum; the package that was here is added to.
 * @throws AppError offline.expiredFile, offline.full, offline.checksum, offline.unsupported, project.damaged
 */
export async function takePackage(app: App, content: ProjectFile, file: string, job: JobContext): Promise<TakenPackage> {
  const { offline, layers } = content
  if (!offline) return { catalog: app.catalog, isOther: false }
  const now = app.clock.now()
  const { pack } = app.store.getState().session.offline
  if (isExpired({ ...EMPTY_PACK, expiresAt: offline.expiresAt, seenAt: pack.seenAt }, now))
    throw new AppError('offline.expiredFile', { file, date: offline.expiresAt?.slice(0, 10) ?? '' })
  await navigator.storage?.persist?.().catch(() => false)
  const all = offline.layers.reduce((sum, { entry }) => sum + bytesOf(entry), 0)
  let before = 0
  let next: Pack = { ...pack, expiresAt: earlier(pack, offline.expiresAt), seenAt: now.toISOString() }
  for (const layer of offline.layers) {
    for (const { file: name, sha256, bytes } of filesOf(layer.entry)) {
      const blob = layers.get(sha256)
      if (!blob) throw new AppError('project.damaged', { file, path: `layers.${sha256.slice(0, 12)}`, expected: name })
      const start = before
      await app.offline.copyFile(
        { folder: app.config.district.code, name, sha256, bytes, blob },
        { signal: job.signal, onProgress: (share) => job.onProgress((start + share * bytes) / Math.max(1, all), 'stage.write') },
      )
      before += bytes
    }
    next = withTaken(next, { ...layer, takenAt: now.toISOString() })
  }
  job.signal.throwIfAborted()
  await app.setPack(() => next)
  const { catalog } = withPack(app.published, next)
  const known = new Map(app.catalog.layers.map(({ id, sha256 }) => [id, sha256]))
  return { catalog, isOther: offline.layers.some(({ entry }) => known.get(entry.id) !== entry.sha256) }
}

/** Of two ends the nearer one holds, once there is something it holds for. */
function earlier({ layers, expiresAt }: Pack, other: string | null): string | null {
  if (layers.length === 0 || expiresAt === null) return other
  return other === null || expiresAt < other ? expiresAt : other
}
