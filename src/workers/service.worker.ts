import { answerFor, type Shell, shellNames, type VersionName } from '../core/offline/shell.ts'

declare const self: ServiceWorkerGlobalScope
/** written in by scripts/build/service-worker.ts */
declare const __SHELL__: Shell

/** A network that says nothing for so long counts as none, where an older answer is here. */
const PATIENCE_MS = 1500
const FETCHES = 4
/** A page that has not asked by then asks anew. */
const AHEAD_MS = 10_000

const shell = __SHELL__
const scope = new URL('./', self.location.href)
const names = shellNames(scope.pathname)
const address = (path: string) => new URL(path, scope).href
/** Their answers carry the security policy, which depends on the configuration. */
const bearsPolicy = (path: string) => path.endsWith('.html') || /worker[^/]*\.js$/.test(path)

/** The device is being cleared: nothing may be kept any more. */
let isOver = false
/** of the version that is shown: looked up once, not for each of the sixty files of an opening */
let shown: Promise<{ readonly name: string; readonly cache: Cache }> | null = null
/** Asked for together with the page, by address, until it asks itself. */
const ahead = new Map<string, Promise<Response>>()

async function readVersion(name: VersionName): Promise<string | null> {
  const found = await (await caches.open(names.versions)).match(names.versionKey(name))
  return found ? found.text() : null
}
async function writeVersion(name: VersionName, version: string): Promise<void> {
  await (await caches.open(names.versions)).put(names.versionKey(name), new Response(version))
  shown = null
}

/** Fetches what this version needs and no other version has brought. What is here already stays when a fetch fails. */
async function install(): Promise<void> {
  const cache = await caches.open(names.shell(shell.version))
  const waiting = [...shell.files]
  const fetchNext = async (): Promise<void> => {
    for (let file = waiting.pop(); file; file = waiting.pop()) {
      const { path, integrity } = file
      if (await cache.match(address(path))) continue
      const isHashed = path.startsWith('assets/')
      const known = isHashed ? await caches.match(address(path)) : undefined
      await cache.put(address(path), known ?? (await fetchWhole(path, integrity, isHashed ? 'default' : 'no-cache')))
    }
  }
  await Promise.all(Array.from({ length: FETCHES }, fetchNext))
  await writeVersion('latest', shell.version)
}

async function fetchWhole(path: string, integrity: string | null, cache: RequestCache): Promise<Response> {
  // some hosts send index.html elsewhere, and a redirected answer cannot stand for a page
  const response = await fetch(path === 'index.html' ? scope.href : address(path), {
    cache,
    // the page that is open goes first
    priority: 'low',
    ...(integrity && { integrity }),
  })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response
}

/** A new version is not shown because it is here: only the first one is. */
async function activate(): Promise<void> {
  const before = await readVersion('current')
  const current = before && (await caches.has(names.shell(before))) ? before : shell.version
  if (current !== before) await writeVersion('current', current)
  const kept = [current, await readVersion('previous'), shell.version].map((version) => names.shell(version ?? ''))
  for (const name of await caches.keys())
    if (name.startsWith(names.shellPrefix) && !kept.includes(name)) await caches.delete(name)
  const used = await caches.open(names.used)
  for (const { url } of await used.keys()) if (!shell.later.some((path) => address(path) === url)) await used.delete(url)
  await self.clients.claim()
}

async function accept(): Promise<void> {
  const before = await readVersion('current')
  if (before && before !== shell.version) await writeVersion('previous', before)
  await writeVersion('current', shell.version)
  await self.skipWaiting()
}

async function openShown() {
  const name = names.shell((await readVersion('current')) ?? shell.version)
  return { name, cache: await caches.open(name) }
}

async function fromShell(path: string, request: Request): Promise<Response> {
  shown ??= openShown().catch((error) => {
    shown = null
    throw error
  })
  const current = await shown
  const here = await current.cache.match(address(path))
  if (here) return here
  for (const name of await caches.keys()) {
    if (name === current.name || !(name.startsWith(names.shellPrefix) || name === names.used)) continue
    const found = await (await caches.open(name)).match(address(path))
    if (found) return found
  }
  const response = await fetch(request)
  if (response.ok && shell.later.includes(path)) await (await caches.open(names.used)).put(address(path), response.clone())
  return response
}

/** From the server; from memory where it does not answer, or not soon: then what it says at last holds from the next opening on. */
async function fresh(request: Request, later: (work: Promise<unknown>) => void): Promise<Response> {
  const cache = await caches.open(names.deployment)
  const known = await cache.match(request.url)
  const asked = fetch(request).then((response) => {
    if (response.ok) later(keep(cache, request.url, response.clone(), known?.clone()))
    return response
  })
  if (!known) return asked
  later(asked)
  const patience = new Promise<Response>((resolve) => setTimeout(() => resolve(known.clone()), PATIENCE_MS))
  return Promise.race([asked, patience]).catch(() => known)
}

/** The page asks for what the office edits when its scripts run, one file after the other since the first names the next: here all of it is on its way with the page. */
async function askAhead(later: (work: Promise<unknown>) => void): Promise<void> {
  ahead.clear()
  const cache = await caches.open(names.deployment)
  const asked = (await cache.keys()).map(async ({ url }) => {
    const answer = fresh(new Request(url, { cache: 'no-cache' }), later)
    ahead.set(url, answer)
    setTimeout(() => ahead.get(url) === answer && ahead.delete(url), AHEAD_MS)
    await answer
  })
  await Promise.allSettled(asked)
}

async function keep(cache: Cache, url: string, response: Response, known: Response | undefined): Promise<void> {
  const text = await response.clone().text()
  const before = await known?.text()
  if (text === before) return
  await cache.put(url, response)
  if (before !== undefined) await renewPolicies()
}

/** The office has edited its configuration: the server's answers may bear another policy than the kept ones. */
async function renewPolicies(): Promise<void> {
  const cache = await caches.open(names.shell(shell.version))
  for (const { path, integrity } of shell.files)
    if (bearsPolicy(path)) await cache.put(address(path), await fetchWhole(path, integrity, 'reload'))
}

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('message', (event) => {
  if (event.data === 'end') isOver = true
  if (event.data !== 'accept') return
  event.waitUntil(accept().then(() => event.ports[0]?.postMessage('accepted')))
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (isOver || request.method !== 'GET' || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return
  const path = url.pathname.slice(scope.pathname.length)
  const later = (work: Promise<unknown>) => event.waitUntil(work.catch(() => {}))
  switch (answerFor(path, request.mode === 'navigate', shell)) {
    case 'page':
      later(askAhead(later))
      return event.respondWith(fromShell('index.html', request))
    case 'shell':
      return event.respondWith(fromShell(path, request))
    case 'fresh': {
      const begun = ahead.get(request.url)
      ahead.delete(request.url)
      return event.respondWith(begun ?? fresh(request, later))
    }
    case 'network':
      return
  }
})
