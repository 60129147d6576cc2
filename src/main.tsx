import { startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import type { App } from './app/app.ts'
import { browserFiles, deviceMemoryGiB, privateFiles } from './app/browser.ts'
import type { Catalog } from './app/catalog.ts'
import type { Config } from './app/config.ts'
import { createApp } from './app/create-app.ts'
import { firstViewStands } from './app/first-view.ts'
import { carryTables } from './app/lend-tables.ts'
import { followAddress } from './app/open-hash.ts'
import { ownAddress } from './app/own-address.ts'
import type { Session } from './app/state.ts'
import { openStorage } from './app/storage.ts'
import { dropToasts } from './app/toasts.ts'
import { isSoftware } from './map/software-graphics.ts'
import { withStandardLists } from './standards/with-standard-lists.ts'
import { ownTransitions } from './ui/parts/own-transitions.ts'
import { AppShell } from './ui/shell/app-shell.tsx'
import { leaveLevel } from './ui/shell/leave-level.ts'
import { startWorkers } from './workers/pool.ts'
import './ui/styles/tokens.css'

/**
 * Puts the parts together. Called by open.ts once the configuration is read and the security policy stands.
 * @param graphics resolves when the map may ask for its graphics context, with the name of what draws
 */
export async function start(config: Config, coming: Promise<Catalog>, graphics: Promise<string | null>): Promise<void> {
  const reported: { app: App | null } = { app: null }
  const address = ownAddress()
  // the map is the largest part of the script: it arrives while the shell is painted
  const mapView = import('./map/map-view.ts')
  // whether it failed is told where it is mounted
  mapView.catch(() => {})
  // fetched beside the workers that may have something to say; the first screen stands without
  const words = import('./i18n/all-messages.ts')
  const folder = new URL(config.catalog, document.baseURI)
  const workers = startWorkers((worker, message) =>
    reported.app?.toast('worker.stopped', { worker, message }, { level: 'error' }),
  )
  const opening = openStorage(
    config.district.code,
    carryTables(workers.tiles),
    (error) => {
      console.warn(error)
      const { name, message } = error instanceof Error ? error : { name: '', message: String(error) }
      const code = name === 'QuotaExceededError' ? 'storage.full' : 'storage.refused'
      // within a sentence of ours
      reported.app?.toast(code, { message: (message || name).replace(/\.$/, '') }, { level: 'error' })
    },
    () => reported.app && dropToasts(reported.app.setSession, ['storage.full', 'storage.refused']),
  )
  const catalog = await coming
  const app = await createApp({
    config,
    catalog: { ...catalog, codeLists: (await withStandardLists(catalog.codeLists)) as Catalog['codeLists'] },
    workers,
    storage: await opening,
    clock: { now: () => new Date() },
    files: browserFiles,
    packFiles: privateFiles(config.district.code),
    urlOf: (file) => new URL(file, folder).href,
    deviceGiB: deviceMemoryGiB(),
    size: { width: innerWidth, height: innerHeight },
    link: address,
  })
  reported.app = app
  words.then(
    () => hasFailed(app.store.getState().session) && app.setSession(showAgain),
    // offline before they came: the code and its detail are shown
    () => {},
  )
  addEventListener('pagehide', () => void app.saveRest())
  followAddress(app, address)
  address.followBack(() => leaveLevel(app))
  ownTransitions(window)

  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root')
  // the service worker fetches the whole application: the first view goes first, unless it is kept and the network may be gone
  const mayFetch = navigator.serviceWorker?.controller ? Promise.resolve() : firstViewStands(app, root)
  void mayFetch.then(async () => (await import('./app/follow-offline.ts')).followOffline(app))
  const mountMap = async (container: HTMLElement) => {
    const renderer = await graphics
    document.documentElement.toggleAttribute('data-still', isSoftware(renderer))
    const { mountMap } = await mapView
    // not in the task in which the shell was put on the page
    await new Promise((resolve) => setTimeout(resolve))
    return mountMap(container, app, renderer)
  }
  const shell = createRoot(root)
  // made in slices of a few milliseconds, between which the page answers
  startTransition(() => shell.render(<AppShell app={app} mountMap={mountMap} />))
}

/** Where nothing has, nothing is set: a change while the first screens are being made has all of them made anew, in one task. */
function hasFailed({ layerStatus, toasts }: Session): boolean {
  return toasts.length > 0 || Object.values(layerStatus).some(({ error }) => error !== null)
}

/** What failed before the words for it were there. */
function showAgain({ layerStatus, toasts }: Session): Partial<Session> {
  const statuses = Object.entries(layerStatus).map(([id, status]) => [id, status.error ? { ...status } : status])
  return { layerStatus: Object.fromEntries(statuses), toasts: [...toasts] }
}
