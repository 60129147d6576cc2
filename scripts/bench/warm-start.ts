// How long the map takes to stand when the page is opened again in a browser that knows it, beside MapLibre with a blank ground alone.
// npm run build && npx tsx scripts/bench/warm-start.ts [--times 7] [--emulated]
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from '../find-chromium.mjs'
import { createStaticServer, listen } from '../serve.mjs'
import { AS_WITHOUT_CARD } from './browser.ts'
import { inFolder } from './first-view.ts'
import { writePeer } from './peer.ts'

const PROMISED_MS = 1000
const { values } = parseArgs({
  // emulated: the whole window, not the map alone, is drawn by emulated graphics, which no user's browser does
  options: { times: { type: 'string', default: '7' }, emulated: { type: 'boolean', default: false } },
})
const FLAGS = values.emulated ? CHROMIUM_FLAGS : [...CHROMIUM_FLAGS, ...AS_WITHOUT_CARD]

/** Runs in the page, before its own scripts: when the map first stands, and when it is first drawn whole. */
const WATCH = `globalThis.seen = {}
new MutationObserver(() => {
  const map = document.querySelector('[data-map-state="ready"]')
  if (map) globalThis.seen.map ??= performance.now()
  if (map?.dataset.drawn === 'true') globalThis.seen.whole ??= performance.now()
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-map-state', 'data-drawn'] })`

type Seen = Record<string, number>

const OURS = ['map', 'whole'] as const
async function oursOf(page: Page): Promise<Seen> {
  await page.waitForFunction(() => 'whole' in (globalThis as unknown as { seen: Seen }).seen, undefined, { polling: 100 })
  return page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)
}
const PEER = ['map'] as const
async function peerOf(page: Page): Promise<Seen> {
  await page.waitForFunction(() => 'peer' in globalThis, undefined, { polling: 20 })
  return page.evaluate(() =>
    (globalThis as unknown as { peer: { ready: Promise<unknown> } }).peer.ready.then(() => ({ map: performance.now() })),
  )
}

/** Median and range of each moment over all openings but the first, which is cold. @returns medians, ms since the navigation */
async function openAgain(
  label: string,
  root: string,
  moments: readonly string[],
  timesOf: (page: Page) => Promise<Seen>,
): Promise<number[]> {
  const server = createStaticServer({ root })
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: FLAGS })
  try {
    const url = `http://127.0.0.1:${await listen(server, { port: 0 })}/`
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })
    await context.addInitScript(WATCH)
    const runs: Seen[] = []
    for (let i = 0; i <= Number(values.times); i++) {
      const page = await context.newPage()
      await page.goto(url)
      runs.push(await timesOf(page))
      // what is kept for the next opening is written once the view is calm
      await page.waitForTimeout(3000)
      await page.close()
    }
    const [cold, ...warm] = runs
    return moments.map((moment) => {
      const sorted = warm.map((run) => run[moment]).sort((a, b) => a - b)
      const median = sorted[sorted.length >> 1]
      console.log(
        `${label}, ${moment}: ${Math.round(median)} ms (${Math.round(sorted[0])} to ${Math.round(sorted.at(-1) ?? Number.NaN)}, ` +
          `${sorted.length} times; the first, cold ${Math.round(cold[moment])} ms); load ${loadavg()[0].toFixed(1)}`,
      )
      return median
    })
  } finally {
    await browser.close()
    server.close()
  }
}

const [ours] = await openAgain('one map', 'dist', OURS, oursOf)
await inFolder(async (folder) => {
  writePeer(folder)
  const [peer] = await openAgain('MapLibre, blank', folder, PEER, peerOf)
  console.log(`one map ÷ MapLibre alone: ${(ours / peer).toFixed(1)} ×; promised ${PROMISED_MS} ms`)
})
