import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { heapMb, inBrowser, type Longest, longestTask, type Measured } from './browser.ts'

const MAPLIBRE = join(import.meta.dirname, '../../node_modules/maplibre-gl/dist')

const PAGE = `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"
content="script-src 'self'; style-src 'self'; worker-src 'self'"><link rel="stylesheet" href="maplibre-gl.css"><link rel="stylesheet" href="peer.css">
<script type="module" src="peer.js"></script></head><body><div id="map"></div></body></html>`
const STYLE = 'html, body, #map { margin: 0; height: 100% }'
const SCRIPT = `import * as maplibre from './maplibre-gl.mjs'
maplibre.setWorkerUrl(new URL('./maplibre-gl-worker.mjs', import.meta.url).href)
const map = new maplibre.Map({ container: 'map', center: [118.7, 37.65], zoom: 9, fadeDuration: 0,
  style: { version: 8, sources: {}, layers: [{ id: 'ground', type: 'background', paint: { 'background-color': '#f3f0e7' } }] } })
const settled = () => new Promise((resolve) => map.once('idle', resolve))
globalThis.peer = {
  ready: settled(),
  async show(url, bounds) {
    const classes = ['0101', '#f2dca0', '0102', '#f7e6b5', '0103', '#fbf0cd', '0305', '#bfdcc3', '1104A', '#a9cfe0', '#d9d9d9']
    map.addSource('parcels', { type: 'geojson', data: url })
    map.addLayer({ id: 'fill', type: 'fill', source: 'parcels', paint: { 'fill-color': ['match', ['get', 'DLBM'], ...classes], 'fill-opacity': 0.8 } })
    map.addLayer({ id: 'line', type: 'line', source: 'parcels', paint: { 'line-color': '#6b6250', 'line-width': 0.8 } })
    await new Promise((resolve) => map.on('sourcedata', (event) => event.sourceId === 'parcels' && map.isSourceLoaded('parcels') && resolve()))
    map.fitBounds(bounds, { animate: false, padding: 20 })
    await settled()
  },
  async move() {
    for (const zoom of [13, 15, 12]) {
      map.easeTo({ zoom, duration: 800 })
      await new Promise((resolve) => map.once('moveend', resolve))
      map.panBy([400, 200], { duration: 600 })
      await new Promise((resolve) => map.once('moveend', resolve))
    }
  },
}
`

/** Writes the page of the peer, MapLibre with its own GeoJSON source, into a folder that is served. */
export function writePeer(folder: string): void {
  mkdirSync(folder, { recursive: true })
  for (const name of ['maplibre-gl.mjs', 'maplibre-gl-worker.mjs', 'maplibre-gl.css'])
    copyFileSync(join(MAPLIBRE, name), join(folder, name))
  writeFileSync(join(folder, 'index.html'), PAGE)
  writeFileSync(join(folder, 'peer.css'), STYLE)
  writeFileSync(join(folder, 'peer.js'), SCRIPT)
}

interface Peer {
  readonly ready: Promise<unknown>
  show(url: string, bounds: readonly number[]): Promise<void>
  move(): Promise<void>
}

/** @param file name of the GeoJSON file beside the page @param bounds west, south, east, north */
export function measurePeer(
  url: string,
  file: string,
  bounds: readonly number[],
  parcels: number,
  limitMs: number,
): Promise<Measured> {
  return inBrowser(async (page, memoryMb) => {
    let firstMapS: number | null = null
    let opening: Longest | null = null
    try {
      page.setDefaultTimeout(limitMs)
      const opened = performance.now()
      await page.goto(url)
      await page.waitForFunction(() => (globalThis as unknown as { peer?: Peer }).peer?.ready.then(() => true))
      firstMapS = (performance.now() - opened) / 1000
      opening = await longestTask(page)
      const start = performance.now()
      await withLimit(
        page.evaluate(([name, box]) => (globalThis as unknown as { peer: Peer }).peer.show(name, box), [file, bounds] as const),
        limitMs,
      )
      const drawnS = (performance.now() - start) / 1000
      const drawing = await longestTask(page)
      await withLimit(
        page.evaluate(() => (globalThis as unknown as { peer: Peer }).peer.move()),
        limitMs,
      )
      return {
        parcels,
        firstMapS,
        opening,
        drawnS,
        drawing,
        moving: await longestTask(page),
        memoryMb: memoryMb(),
        peakMb: memoryMb('peak'),
        heapMb: await heapMb(page),
        failure: null,
      }
    } catch (error) {
      const failure = error instanceof Error ? error.message.split('\n')[0] : String(error)
      return {
        parcels,
        firstMapS,
        opening,
        drawnS: null,
        drawing: null,
        moving: null,
        memoryMb: memoryMb(),
        peakMb: memoryMb('peak'),
        heapMb: null,
        failure,
      }
    }
  })
}

export function withLimit<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${limitMs / 1000} s`)), limitMs)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
