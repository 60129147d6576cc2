import { PRIVATE_FOLDER } from '../core/offline/private-folder.ts'
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

/** 清除本机数据: deletes all that this application has stored under this address, then looks whether anything is left. */
export async function wipeDevice(deployment: string): Promise<DeviceContent> {
  stopKeepingShell()
  const registrations = await ourRegistrations()
  // from now on it answers no request, which would fill its caches again
  for (const { active, waiting } of registrations) for (const worker of [active, waiting]) worker?.postMessage('end')
  await Promise.all(registrations.map((registration) => registration.unregister()))
  const before = await readDevice(deployment)
  await Promise.all(before.caches.map((name) => caches.delete(name)))
  await Promise.all(before.databases.map(deleteDatabase))
  for (const key of before.settings) localStorage.removeItem(key)
  try {
    await (await navigator.storage.getDirectory()).removeEntry(PRIVATE_FOLDER, { recursive: true })
  } catch {
    // it was not there, or a worker still writes in it: what is left is told below
  }
  return readDevice(deployment)
}

async function readDevice(deployment: string): Promise<DeviceContent> {
  // older browsers do not list databases
  const known = indexedDB.databases ? (await indexedDB.databases()).map(({ name = '' }) => name) : [`${OURS}:${deployment}`]
  return {
    databases: known.filter(isOurs),
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
