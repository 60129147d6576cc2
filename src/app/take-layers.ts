import { AppError } from '../core/errors.ts'
import type { PackArea } from '../core/offline/pack-area.ts'
import type { Text } from '../core/text.ts'
import type { App, JobContext } from './app.ts'
import { cutEntry, fileToCut, isCuttable, mostPartMb } from './cut-layers.ts'
import {
  bytesOf,
  filesOf,
  namedFiles,
  partOf,
  takenFiles,
  type WantedLayer,
  wantedLayer,
  withoutLayers,
  withTaken,
} from './pack.ts'
import type { LayerId } from './state.ts'

export interface Wanted {
  readonly layers: readonly LayerId[]
  readonly expiresAt: string | null
  /** of large layers only what reaches into it is taken; null: all */
  readonly area: PackArea | null
}

/** Layers of the package that are not what is wanted: not here, or another part of them. */
export function missing(app: App, { layers, area }: Omit<Wanted, 'expiresAt'>): readonly LayerId[] {
  const { pack } = app.store.getState().session.offline
  const here = new Map(pack.layers.map(({ entry }) => [entry.id, entry]))
  return layers.filter((id) => {
    const entry = here.get(id)
    if (!entry) return true
    const published = app.published.layers.find((other) => other.id === id)
    const part = partOf(entry)
    const isCut = area !== null && published !== undefined && isCuttable(app, published)
    // a withdrawn layer stays as it is
    if (!published || (!part && !isCut)) return false
    return JSON.stringify(part?.rings ?? null) !== JSON.stringify(isCut ? area.rings : null)
  })
}

/** Makes the package consist of these layers; the page opens anew where it then works with other files than now. */
export async function takeLayers(app: App, title: Text, wanted: Wanted): Promise<void> {
  const stays = new Set(wanted.layers)
  const { pack } = app.store.getState().session.offline
  const leaving = [...pack.layers, ...pack.wanted].map(({ entry }) => entry.id).filter((id) => !stays.has(id))
  const toTake = missing(app, wanted)
  if (!(await app.setPack((now) => ({ ...withoutLayers(now, new Set(leaving)), expiresAt: wanted.expiresAt })))) return
  const isWhole = await take(app, title, toTake, () => wanted.area)
  if (isWhole || leaving.length > 0) await reopenIfOther(app)
}

/** Fetches the newer files of taken layers, of parts the same area; then the page starts anew with them. */
export async function updateLayers(app: App, title: Text): Promise<void> {
  const { pack, updates } = app.store.getState().session.offline
  const areaOf = (id: LayerId) => {
    const taken = pack.layers.find(({ entry }) => entry.id === id)
    return (taken && partOf(taken.entry)) || null
  }
  // what was taken stays until the newer file is whole
  if (await take(app, title, updates, areaOf)) await reopenIfOther(app)
}

/** What the page works with was fixed when it was opened. */
async function reopenIfOther(app: App): Promise<void> {
  const { pack } = app.store.getState().session.offline
  const taken = new Map(pack.layers.map(({ entry }) => [entry.id, entry.sha256]))
  const isOther = app.catalog.layers.some(({ id, sha256 }) => {
    const next = taken.get(id) ?? app.published.layers.find((entry) => entry.id === id)?.sha256
    return next !== sha256
  })
  if (!isOther) return
  await app.save()
  location.reload()
}

/** @returns whether all of them are here */
async function take(
  app: App,
  title: Text,
  layers: readonly LayerId[],
  areaOf: (id: LayerId) => PackArea | null,
): Promise<boolean> {
  // asked for at the press of a button: some browsers grant it only then
  await navigator.storage?.persist?.().catch(() => false)
  if (layers.length === 0) {
    await sweep(app)
    return true
  }
  const done = await app.job(title, async (job) => {
    const wanted: WantedLayer[] = []
    for (const id of layers) {
      const layer = wantedLayer(app.published, id)
      if (layer) wanted.push({ ...layer, entry: await entryToTake(app, layer.entry, areaOf(id), job) })
    }
    const ids = new Set(layers)
    const isKept = await app.setPack((pack) => {
      const others = pack.wanted.filter(({ entry }) => !ids.has(entry.id))
      return { ...pack, wanted: [...others, ...wanted], seenAt: app.clock.now().toISOString() }
    })
    if (!isKept) return null
    await sweep(app)
    const all = wanted.reduce((sum, { entry }) => sum + bytesOf(entry), 0)
    let before = 0
    for (const layer of wanted) {
      await takeLayer(app, layer, job.signal, (bytes) => job.onProgress((before + bytes) / Math.max(1, all), 'stage.fetch'))
      before += bytesOf(layer.entry)
    }
    return { all, count: wanted.length }
  })
  if (!done) return false
  await sweep(app)
  app.toast('offline.taken', { count: done.count, mb: (done.all / 1e6).toFixed(1) })
  return true
}

type Entry = WantedLayer['entry']

async function entryToTake(app: App, entry: Entry, area: PackArea | null, { signal }: JobContext): Promise<Entry> {
  if (!area || !isCuttable(app, entry)) return entry
  const plan = await app.offline.planPart(fileToCut(app, entry, area), { signal })
  const { locale } = app.store.getState().session
  if (plan.bytes > mostPartMb(app) * 1e6)
    throw new AppError('offline.areaTooLarge', {
      layer: entry.title[locale],
      mb: Math.ceil(plan.bytes / 1e6),
      most: Math.floor(mostPartMb(app)),
    })
  return cutEntry(entry, area, plan, plan.key)
}

async function takeLayer(app: App, layer: WantedLayer, signal: AbortSignal, onBytes: (bytes: number) => void): Promise<void> {
  const taken = (entry: Entry) =>
    app.setPack((pack) => withTaken(pack, { ...layer, entry, takenAt: app.clock.now().toISOString() }))
  const folder = app.config.district.code
  const { entry } = layer
  const published = app.published.layers.find(({ id }) => id === entry.id)
  const part = partOf(entry)
  if (part && published?.kind === 'table') {
    const { sha256 } = await app.offline.fetchPart(
      { ...fileToCut(app, published, part), folder },
      { signal, onProgress: (share) => onBytes(share * entry.bytes) },
    )
    await taken({ ...entry, sha256 })
    return
  }
  let before = 0
  for (const { file, sha256, bytes } of filesOf(entry)) {
    const isNamed = takenFiles(app.store.getState().session.offline.pack).has(sha256)
    if (!isNamed || (await app.packFiles.open(sha256))?.size !== bytes)
      await app.offline.fetchFile(
        { folder, name: file, sha256, bytes, url: app.urlOf(file) },
        { signal, onProgress: (share) => onBytes(before + share * bytes) },
      )
    before += bytes
  }
  await taken(entry)
}

/** Files that nothing names any more leave the device. */
async function sweep(app: App): Promise<void> {
  const { pack } = app.store.getState().session.offline
  await app.offline.keepOnly({ folder: app.config.district.code, sha256: [...namedFiles(pack)] })
}
