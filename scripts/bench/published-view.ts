import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { encodeFlatGeobuf } from '../../src/formats/flatgeobuf.ts'
import { onemap } from '../../tests/onemap.ts'
import { createStaticServer, listen } from '../serve.mjs'
import { inBrowser } from './browser.ts'
import { parcelFabric } from './fabric.ts'
import type { ChildFigure, Engines } from './measure.ts'

const FOLDER = join(import.meta.dirname, '../../.cache/published')
/** what the larger layer is set beside */
const SMALL = 10_000
const ROUNDS = 5
const LIMIT_MS = 60_000
/** nothing else on the map has it */
const FILL = '#c81e1e'
/** the middle of the fabric */
const PLACE = '15/37.65/118.7'

/** A deployment of one published layer; published once, since a million parcels take minutes. */
async function published(n: number, app: string): Promise<string> {
  const root = join(FOLDER, String(n))
  const layers = join(root, 'layers')
  if (!existsSync(join(layers, 'parcels.columns'))) {
    mkdirSync(layers, { recursive: true })
    writeFileSync(join(layers, 'catalog.json'), JSON.stringify({ version: 1, codeLists: [], groups: [], layers: [] }))
    const source = join(layers, 'source.fgb')
    writeFileSync(source, await encodeFlatGeobuf(parcelFabric(n)))
    const run = await onemap('layers', 'add', source, '--id', 'parcels', '--folder', layers, '--date', '2026-01-01')
    rmSync(source)
    if (run.exit !== 0) throw new Error(run.stderr)
  }
  const path = join(layers, 'catalog.json')
  const catalog = JSON.parse(readFileSync(path, 'utf8'))
  catalog.layers[0].symbology = { kind: 'single', style: { fill: FILL, fillOpacity: 1, line: FILL } }
  writeFileSync(path, JSON.stringify(catalog))
  cpSync(app, root, { recursive: true, filter: (from) => from !== join(app, 'layers') })
  return root
}

/** Runs in the page: the first frame in which the middle of the map is a parcel. */
function watchMiddle(fill: readonly number[]): void {
  const { getContext } = HTMLCanvasElement.prototype
  // what is drawn can be read in the next frame
  Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', {
    value(this: HTMLCanvasElement, kind: string, options?: object) {
      return getContext.call(
        this,
        kind as 'webgl2',
        kind.startsWith('webgl') ? { ...options, preserveDrawingBuffer: true } : options,
      )
    },
  })
  const bench = Object.assign(globalThis, { benchSeenAt: 0 })
  const small = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  // no function with a name in here: the bundler marks those in a way that the page does not know
  const timer = setInterval(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.maplibregl-canvas')
    if (!canvas || !small) return
    small.drawImage(canvas, canvas.width / 2, canvas.height / 2, 1, 1, 0, 0, 1, 1)
    const seen = small.getImageData(0, 0, 1, 1).data
    if (!fill.every((part, i) => Math.abs(part - seen[i]) < 24)) return
    bench.benchSeenAt = performance.now()
    clearInterval(timer)
  }, 10)
}

interface Seen {
  /** page asked for → first parcel in the middle of the map */
  readonly ms: number
  /** bytes of the layer's files that were sent until then */
  readonly layerBytes: number
  readonly memoryMb: number
}

function firstSeen(root: string): Promise<Seen> {
  const server = createStaticServer({ root })
  return inBrowser(async (page: Page, memoryMb) => {
    let layerBytes = 0
    page.on('response', (response) => {
      if (response.url().includes('/layers/parcels.')) layerBytes += Number(response.headers()['content-length'] ?? 0)
    })
    await page.addInitScript(
      watchMiddle,
      [1, 3, 5].map((at) => Number.parseInt(FILL.slice(at, at + 2), 16)),
    )
    const url = `http://127.0.0.1:${await listen(server, { port: 0 })}/#v=1&map=${PLACE}`
    await page.goto(url)
    const seen = await page.waitForFunction(() => (globalThis as unknown as { benchSeenAt: number }).benchSeenAt, null, {
      timeout: LIMIT_MS,
      polling: 100,
    })
    return { ms: Number(await seen.jsonValue()), layerBytes, memoryMb: memoryMb() ?? Number.NaN }
  }).finally(() => server.close())
}

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]

export const engines: Engines = {
  ours: async (n, { app }): Promise<ChildFigure> => {
    const [small, large] = [await published(SMALL, app), await published(n, app)]
    const seen: { small: Seen; large: Seen }[] = []
    // in turns, so that what else the machine does falls on both; the first pair warms the file cache
    for (let round = 0; round <= ROUNDS; round++) {
      const pair = { small: await firstSeen(small), large: await firstSeen(large) }
      if (round > 0) seen.push(pair)
    }
    const ms = middle(seen.map(({ large }) => large.ms))
    return {
      ms,
      mib: middle(seen.map(({ large }) => large.memoryMb)),
      extrapolated: false,
      detail: {
        tenThousandMs: middle(seen.map(({ small }) => small.ms)),
        timesTenThousand: middle(seen.map((pair) => pair.large.ms / pair.small.ms)),
        layerKiB: Math.round(middle(seen.map(({ large }) => large.layerBytes)) / 1024),
      },
    }
  },
}
