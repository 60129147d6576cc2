import type { App } from './app.ts'
import { CONFIG_FILE } from './fetch-text.ts'
import { followInstall } from './install-offer.ts'
import { filesOf, type OfflineState } from './pack.ts'
import { watchShell } from './shell-update.ts'

const PROBE_EVERY_MS = 30_000
const PROBE_PATIENCE_MS = 6000
const SEEN_EVERY_MS = 60 * 60_000
const CHECK_AFTER_MS = 5000
/** Less than this left: photos and records of a day may not fit. */
const LOW_BYTES = 100e6
const SOON_MS = 3 * 24 * 60 * 60_000

/** Keeps `session.offline` true: whether the server answers, what the service worker has, whether the package is whole and how long it stays. */
export function followOffline(app: App): void {
  const set = (patch: Partial<OfflineState>) => {
    const { offline } = app.store.getState().session
    const isSame = Object.entries(patch).every(([key, value]) => offline[key as keyof OfflineState] === value)
    if (!isSame) app.setSession({ offline: { ...offline, ...patch } })
  }
  followInstall(app)
  void watchShell([CONFIG_FILE, app.config.catalog], ({ isKept, hasNew }) => set({ isKept, hasNew }))

  const probe = async () => set({ isOnline: await isServerThere() })
  addEventListener('online', probe)
  addEventListener('offline', probe)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && isWatched() && probe())
  // who works without a package and with a network is not asked for it
  const isWatched = () => {
    const { isOnline, pack } = app.store.getState().session.offline
    return !isOnline || pack.layers.length > 0
  }
  setInterval(() => document.visibilityState === 'visible' && isWatched() && probe(), PROBE_EVERY_MS)
  if (navigator.serviceWorker?.controller) void probe()

  setTimeout(() => void checkPack(app), CHECK_AFTER_MS)
  setInterval(() => void noteTime(app), SEEN_EVERY_MS)
}

/** `navigator.onLine` knows of cables and radios, not of servers. */
async function isServerThere(): Promise<boolean> {
  if (!navigator.onLine) return false
  try {
    await fetch(new URL('config.json', document.baseURI), {
      method: 'HEAD',
      cache: 'no-store',
      signal: AbortSignal.timeout(PROBE_PATIENCE_MS),
    })
    return true
  } catch {
    return false
  }
}

/** Told in time: files that the browser has cleared away, room that runs out, a package whose time is nearly up. */
async function checkPack(app: App): Promise<void> {
  const { pack } = app.store.getState().session.offline
  if (pack.layers.length === 0) return
  await noteTime(app)
  const { locale } = app.store.getState().session
  const lost: string[] = []
  for (const { entry } of pack.layers)
    for (const { sha256, bytes } of filesOf(entry))
      if ((await app.packFiles.open(sha256))?.size !== bytes && !lost.includes(entry.title[locale]))
        lost.push(entry.title[locale])
  if (lost.length > 0) app.toast('offline.cleared', { layers: lost.join(locale === 'zh' ? '、' : ', ') }, { level: 'error' })
  if (!(await app.offline.hasRoom({ folder: app.config.district.code, bytes: LOW_BYTES }).catch(() => true)))
    app.toast('offline.low', { mb: LOW_BYTES / 1e6 }, { level: 'error' })
  const until = pack.expiresAt
  if (until !== null && Date.parse(until) - app.clock.now().getTime() < SOON_MS)
    app.toast('offline.soon', { date: until.slice(0, 10) })
}

async function noteTime(app: App): Promise<void> {
  const now = app.clock.now().toISOString()
  if (app.store.getState().session.offline.pack.layers.length === 0) return
  await app.setPack((pack) => (pack.seenAt !== null && pack.seenAt >= now ? pack : { ...pack, seenAt: now }))
}
