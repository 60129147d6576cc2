import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { encodeFlatGeobuf } from '../../src/formats/flatgeobuf.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { Driver } from '../../tests/e2e/driver.ts'
import { createStaticServer, listen } from '../serve.mjs'
import { heapMb, inBrowser } from './browser.ts'
import { parcelFabric } from './fabric.ts'
import type { ChildFigure, Engines } from './measure.ts'
import { importParcels, whenDrawn } from './ours.ts'

const LIMIT_MS = 90_000
/** Each is four operations: a layer comes, the map is asked, it is zoomed, the layer goes. */
const ROUNDS = 50
const ROUNDS_MS = 150_000
/** The browser tells of no event that was answered sooner. */
const LEAST_MS = 16
const SMALL = {
  name: '小.geojson',
  mimeType: 'application/geo+json',
  buffer: Buffer.from(
    JSON.stringify({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { NAME: '小' }, geometry: { type: 'Point', coordinates: [118.55, 37.59] } }],
    }),
  ),
}

/** Runs in the page: from each press of a key or button to the picture after it, by interaction. */
function watchInteractions(): void {
  const longest = new Map<number, number>()
  Object.assign(globalThis, { benchInteractions: longest })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { interactionId: number })[])
      if (entry.interactionId) longest.set(entry.interactionId, Math.max(longest.get(entry.interactionId) ?? 0, entry.duration))
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
}

/** @returns durations of the interactions that took LEAST_MS or longer, ascending, ms */
const slowInteractions = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const { benchInteractions } = globalThis as unknown as { benchInteractions: Map<number, number> }
    return [...benchInteractions.values()].sort((a, b) => a - b)
  })

export const engines: Engines = {
  ours: async (n, { app }) => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'))
    const server = createStaticServer({ root: app })
    try {
      const file = join(folder, `parcels-${n}.fgb`)
      writeFileSync(file, await encodeFlatGeobuf(parcelFabric(n)))
      const url = `http://127.0.0.1:${await listen(server, { port: 0 })}/`
      return await inBrowser((page, memoryMb) => session(page, { url, file, n, memoryMb }))
    } finally {
      server.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

interface Given {
  readonly url: string
  readonly file: string
  readonly n: number
  readonly memoryMb: () => number | null
}

/** An hour's handiwork in minutes: how soon each press is answered, and what stays in memory. */
async function session(page: Page, { url, file, n, memoryMb }: Given): Promise<ChildFigure> {
  page.setDefaultTimeout(LIMIT_MS)
  const driver = new Driver(page)
  await page.addInitScript(watchInteractions)
  await page.goto(url)
  await whenDrawn(page)
  await importParcels(driver, file, n)
  await whenDrawn(page)

  let presses = 0
  const press = async (work: () => Promise<unknown>) => {
    presses++
    await work()
  }
  let warm = { memoryMb: memoryMb(), heapMb: await heapMb(page) }
  let rounds = 0
  const until = performance.now() + ROUNDS_MS
  for (; rounds < ROUNDS && performance.now() < until; rounds++) {
    await driver.pickFiles([SMALL])
    const row = driver.layer('小')
    await row.waitFor()
    await press(() => driver.clickMap((rounds % 7) * 20 - 60, (rounds % 5) * 20 - 40))
    await press(() => page.keyboard.press('Escape'))
    await driver.map.locator('canvas').focus()
    await press(() => page.keyboard.press(rounds % 2 ? '-' : '+'))
    await press(() => row.getByRole('button', { name: driver.say(layersText.rowMenu, { layer: '小' }) }).click())
    await press(() => page.getByRole('menuitem', { name: '移除' }).click())
    await row.waitFor({ state: 'detached' })
    // what is loaded once is loaded by then
    if (rounds === 4) warm = { memoryMb: memoryMb(), heapMb: await heapMb(page) }
  }
  await whenDrawn(page)
  const last = { memoryMb: memoryMb(), heapMb: await heapMb(page) }
  const slow = await slowInteractions(page)
  const at = (share: number) => slow[Math.ceil(share * presses) - 1 - (presses - slow.length)] ?? LEAST_MS
  return {
    ms: at(0.95),
    mib: last.memoryMb ?? Number.NaN,
    extrapolated: false,
    detail: {
      presses,
      medianMs: at(0.5),
      worstMs: slow.at(-1) ?? LEAST_MS,
      operations: rounds * 4,
      warmMiB: warm.memoryMb ?? Number.NaN,
      warmHeapMiB: warm.heapMb ?? Number.NaN,
      heapMiB: last.heapMb ?? Number.NaN,
    },
  }
}
