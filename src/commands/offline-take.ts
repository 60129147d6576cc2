import type { App } from '../app/app.ts'
import { bytesOf, filesOf, namedFiles, takenFiles, type WantedLayer, wantedLayer, withoutLayers, withTaken } from '../app/pack.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

export const TAKE_JOB = { zh: '离线使用', en: 'Take offline' }

/**
 * 离线使用: makes the package consist of these layers. Fetches what is not here, compares it with the catalog's checksums and keeps it; what is
 * no longer wanted leaves the device. What breaks off or is cancelled goes on where it stopped when it is asked for again.
 */
export const offlineTake = defineCommand<{ readonly layers: readonly LayerId[]; readonly expiresAt: string | null }>({
  id: 'offline-take',
  title: TAKE_JOB,
  async run(app, { layers, expiresAt }) {
    const stays = new Set(layers)
    const { pack } = app.store.getState().session.offline
    const isHere = new Set(pack.layers.map(({ entry }) => entry.id))
    const leaving = [...pack.layers, ...pack.wanted].map(({ entry }) => entry.id).filter((id) => !stays.has(id))
    const isKept = await app.setPack((now) => ({ ...withoutLayers(now, new Set(leaving)), expiresAt }))
    if (isKept)
      await takeLayers(
        app,
        layers.filter((id) => !isHere.has(id)),
      )
  },
})

/** Fetches the files of these layers and keeps them. @returns whether all of them are here */
export async function takeLayers(app: App, layers: readonly LayerId[]): Promise<boolean> {
  // asked for at the press of a button: some browsers grant it only then
  await navigator.storage?.persist?.().catch(() => false)
  const wanted = layers.map((id) => wantedLayer(app.published, id)).filter((layer) => layer !== null)
  const ids = new Set(layers)
  const isKept = await app.setPack((pack) => {
    const others = pack.wanted.filter(({ entry }) => !ids.has(entry.id))
    return { ...pack, wanted: [...others, ...wanted], seenAt: app.clock.now().toISOString() }
  })
  if (!isKept) return false
  await sweep(app)
  if (wanted.length === 0) return true
  const done = await app.job(TAKE_JOB, async ({ signal, onProgress }) => {
    const all = wanted.reduce((sum, { entry }) => sum + bytesOf(entry), 0)
    let before = 0
    for (const layer of wanted) {
      await takeLayer(app, layer, signal, (bytes) => onProgress((before + bytes) / Math.max(1, all), 'stage.fetch'))
      before += bytesOf(layer.entry)
    }
    return { all }
  })
  if (!done) return false
  await sweep(app)
  app.toast('offline.taken', { count: wanted.length, mb: (done.all / 1e6).toFixed(1) })
  return true
}

async function takeLayer(app: App, layer: WantedLayer, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<void> {
  let before = 0
  for (const { file, sha256, bytes } of filesOf(layer.entry)) {
    const taken = takenFiles(app.store.getState().session.offline.pack).has(sha256)
    if (!taken || (await app.packFiles.open(sha256))?.size !== bytes)
      await app.offline.fetchFile(
        { folder: app.config.district.code, name: file, sha256, bytes, url: app.urlOf(file) },
        { signal, onProgress: (share) => onBytes(before + share * bytes) },
      )
    before += bytes
  }
  const takenAt = app.clock.now().toISOString()
  await app.setPack((pack) => withTaken(pack, { ...layer, takenAt }))
}

/** Files that nothing names any more leave the device. */
async function sweep(app: App): Promise<void> {
  const { pack } = app.store.getState().session.offline
  await app.offline.keepOnly({ folder: app.config.district.code, sha256: [...namedFiles(pack)] })
}
