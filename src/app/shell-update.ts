import { shellNames, type VersionName } from '../core/offline/shell.ts'

/** A long day in the field should hear of a new version, a short look at the map should cost nothing. */
const ASK_EVERY_MS = 60 * 60_000
const LEAST_BETWEEN_MS = 5 * 60_000
const TAKE_OVER_MS = 4000
const REMEMBERED_MS = 500
const INSTALL_MS = 60_000
/** The first time: what was fetched stays, so that it goes on where it broke off. */
const AGAIN_MS = 20_000

export interface ShellState {
  /** the application opens without a network */
  readonly isKept: boolean
  /** a newer one is here and waits to be accepted */
  readonly hasNew: boolean
}

/** The device was cleared: until the page is opened anew nothing is kept again. */
let isOver = false
export function stopKeepingShell(): void {
  isOver = true
}

const scope = () => new URL('./', document.baseURI).pathname

/**
 * What the service worker has kept; all false where there is none (plain http, private windows of some browsers).
 * @param files what the deployment adds to the application and no start can do without
 */
async function readShell(files: readonly string[] = []): Promise<ShellState> {
  if (!('caches' in globalThis)) return { isKept: false, hasNew: false }
  const names = shellNames(scope())
  if (!(await caches.has(names.versions))) return { isKept: false, hasNew: false }
  const cache = await caches.open(names.versions)
  const read = async (name: VersionName) => (await cache.match(names.versionKey(name)))?.text()
  const [current, latest] = await Promise.all([read('current'), read('latest')])
  const deployment = await caches.open(names.deployment)
  const isThere = await Promise.all(files.map((file) => deployment.match(new URL(file, document.baseURI))))
  return {
    isKept: latest !== undefined && isThere.every(Boolean),
    hasNew: current !== undefined && latest !== undefined && current !== latest,
  }
}

/**
 * Registers the service worker and tells `onState` what it has kept, now and whenever that changes. A new version is fetched beside the old
 * one and shown only once `acceptShell` is called.
 */
export async function watchShell(files: readonly string[], onState: (state: ShellState) => void): Promise<void> {
  const container = navigator.serviceWorker
  // while developing nothing is kept
  if (!container || !import.meta.env.PROD) return
  const tell = async () => {
    if (isOver) return
    const state = await readShell(files)
    onState(state)
    if (state.isKept || !container.controller) return
    // fetched before there was a service worker to remember them; remembered a moment after they have come
    await Promise.all(files.map((file) => fetch(new URL(file, document.baseURI), { cache: 'no-cache' }))).catch(() => [])
    setTimeout(async () => onState(await readShell(files)), REMEMBERED_MS)
  }
  const known = new WeakSet<ServiceWorkerRegistration>()
  let waitMs = AGAIN_MS
  const begin = async () => {
    if (isOver) return
    const registration = await container.register('./sw.js', { updateViaCache: 'none' }).catch(() => null)
    if (!registration || known.has(registration)) return
    known.add(registration)
    const follow = (worker: ServiceWorker | null) =>
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed' || worker.state === 'activated') void tell()
        // the network went before all of it was here, and the browser has forgotten it
        if (worker.state !== 'redundant' || registration.active) return
        setTimeout(begin, waitMs)
        waitMs *= 2
      })
    follow(registration.installing)
    registration.addEventListener('updatefound', () => follow(registration.installing))
  }
  await begin()
  container.addEventListener('controllerchange', tell)
  await tell()
  let askedAt = performance.now()
  const ask = async () => {
    askedAt = performance.now()
    const registration = await container.getRegistration()
    // without a network it cannot be known
    if (registration) await registration.update().catch(() => {})
    else await begin()
  }
  setInterval(ask, ASK_EVERY_MS)
  const mayAsk = () => document.visibilityState === 'visible' && performance.now() - askedAt > LEAST_BETWEEN_MS
  document.addEventListener('visibilitychange', () => mayAsk() && ask())
  addEventListener('online', ask)
}

/** Makes the newest version the one that is shown; the page must be loaded anew afterwards. */
export async function acceptShell(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration()
  const worker = registration?.waiting ?? registration?.active
  if (!worker) return
  const takenOver = new Promise<void>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
    setTimeout(resolve, TAKE_OVER_MS)
  })
  const channel = new MessageChannel()
  const accepted = new Promise<void>((resolve) => {
    channel.port1.onmessage = () => resolve()
    setTimeout(resolve, TAKE_OVER_MS)
  })
  const isWaiting = worker === registration?.waiting
  worker.postMessage('accept', [channel.port2])
  await accepted
  if (isWaiting) await takenOver
  channel.port1.close()
}

/**
 * For a page that could not start: the kept version may not understand the files of a newer deployment. Takes the newest version there is.
 * @returns whether the page should be loaded anew
 */
export async function takeNewestShell(): Promise<boolean> {
  const container = navigator.serviceWorker
  if (!container?.controller) return false
  const registration = await container.getRegistration()
  if (!registration) return false
  await registration.update().catch(() => {})
  const { installing } = registration
  if (installing)
    await new Promise<void>((resolve) => {
      installing.addEventListener('statechange', () => installing.state !== 'installing' && resolve())
      setTimeout(resolve, INSTALL_MS)
    })
  if (!(await readShell()).hasNew) return false
  await acceptShell()
  return true
}
