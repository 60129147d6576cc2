import { PRIVATE_FOLDER } from '../core/offline/private-folder.ts'
import { CLEARING } from './clearing.ts'
import { stopKeepingShell } from './shell-update.ts'

/** Databases, caches and keys of ours begin so, whichever deployment on this host they are of. */
const OURS = 'one-map'
/** A database that another tab holds open goes when that tab lets it. */
const PATIENCE_MS = 4000

/** What is on the device by kind; after wiping all four should be empty. */
export interface DeviceContent {
  readonly databases: readonly string[]
  /** in the private file system */
  readonly files: readonly string[]
  readonly caches: readonly string[]
  readonly settings: readonly string[]
  /** addresses of service workers */
  readonly workers: readonly string[]
}

/**
 * 清除本机数据: deletes all that this application has stored under this address, then looks whether anything is left. Ended in the middle it is
 * gone on with at the next start, so what people have put in goes first: without caches there would be no next start where there is no network.
 */
export async function wipeDevice(deployment: string): Promise<DeviceContent> {
  stopKeepingShell()
  const registrations = await ourRegistrations()
  // from now on it answers no request, which would fill its caches again
  for (const { active, waiting } of registrations) for (const worker of [active, waiting]) worker?.postMessage('end')
  const before = await readDevice(deployment)
  await Promise.all(before.databases.map(deleteDatabase))
  try {
    await (await navigator.storage.getDirectory()).removeEntry(PRIVATE_FOLDER, { recursive: true })
  } catch {
    // it was not there, or a worker still writes in it: what is left is told below
  }
  for (const key of before.settings) localStorage.removeItem(key)
  await Promise.all(registrations.map((registration) => registration.unregister()))
  await Promise.all(before.caches.map((name) => caches.delete(name)))
  const left = await readDevice(deployment)
  if (Object.values(left).every((names) => names.length === 0)) await deleteDatabase(CLEARING)
  return left
}

/** Once: what cannot be deleted is told, and not tried again over what is kept afterwards. */
export async function finishClearing(deployment: string): Promise<DeviceContent> {
  const left = await wipeDevice(deployment)
  await deleteDatabase(CLEARING)
  return left
}

async function readDevice(deployment: string): Promise<DeviceContent> {
  // older browsers do not list databases
  const known = indexedDB.databases
    ? (await indexedDB.databases()).map(({ name = '' }) => name)
    : [`${OURS}:${deployment}`, `${OURS}-field:${deployment}`]
  return {
    databases: known.filter((name) => isOurs(name) && name !== CLEARING),
    files: await listFiles(),
    caches: 'caches' in globalThis ? (await caches.keys()).filter(isOurs) : [],
    settings: Object.keys(localStorage).filter(isOurs),
    workers: (await ourRegistrations()).map(({ scope }) => scope),
  }
}

const isOurs = (name: string) => name.startsWith(OURS)

async function ourRegistrations(): Promise<readonly ServiceWorkerRegistration[]> {
  const ours = new URL('./', document.baseURI).href
  const all = (await navigator.serviceWorker?.getRegistrations()) ?? []
  return all.filter(({ scope }) => scope === ours)
}

async function listFiles(): Promise<readonly string[]> {
  try {
    const found: string[] = []
    const ours = await (await navigator.storage.getDirectory()).getDirectoryHandle(PRIVATE_FOLDER)
    for await (const folder of ours.keys()) found.push(folder)
    return found
  } catch {
    return []
  }
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve()
    request.onerror = () => resolve()
    setTimeout(resolve, PATIENCE_MS)
  })
}
