import type { Page } from '@playwright/test'
import { layersText } from '../../src/i18n/layers.ts'
import { Driver } from '../../tests/e2e/driver.ts'
import { watchHeaps } from './heaps.ts'
import type { ChildFigure, Engines } from './measure.ts'
import { importParcels, whenDrawn } from './ours.ts'
import { type Given, withParcels } from './with-parcels.ts'

const LIMIT_MS = 300_000
/** A quick hand: what a press sets going is mostly done before the next. */
const PACE_MS = 300
/** Each is four operations: a layer comes, the map is asked, it is zoomed, the layer is hidden and goes. */
const ROUNDS = 50
const ROUNDS_MS = 240_000
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

/** What is pressed: p95 of each is told apart. */
type Kind = 'map' | 'escape' | 'zoom' | 'search' | 'box' | 'menu' | 'item'

/** A press as the browser tells it, of all its events the one answered last. ms */
interface Press {
  readonly kind: Kind | null
  readonly at: number
  /** from the press to the picture after it, */
  answerMs: number
  /** of that: until the page's thread came to it, */
  delayMs: number
  /** and what its own listeners, with all they set going at once, took; the rest is painting */
  workMs: number
}

/** Runs in the page: Event Timing of each press, by what was about to be pressed then. */
function watchPresses(): void {
  const presses: Press[] = []
  Object.assign(globalThis, { benchPresses: presses })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEventTiming & { interactionId: number })[]) {
      const press = presses.findLast(({ at }) => at <= entry.startTime)
      if (!entry.interactionId || !press || entry.duration < press.answerMs) continue
      press.answerMs = entry.duration
      press.delayMs = entry.processingStart - entry.startTime
      press.workMs = entry.processingEnd - entry.processingStart
    }
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
}

interface Watched {
  benchPresses: Press[]
}
const pressesOf = (page: Page) => page.evaluate(() => (globalThis as unknown as Watched).benchPresses)

export const engines: Engines = {
  ours: (n, { app }) => withParcels(n, app, session),
}

/** An hour's handiwork in minutes: how soon each press is answered, and what stays in memory. */
async function session(page: Page, { url, file, n, memoryMb }: Given): Promise<ChildFigure> {
  page.setDefaultTimeout(LIMIT_MS)
  const driver = new Driver(page)
  await page.addInitScript(watchPresses)
  await page.goto(url)
  await whenDrawn(page)
  const start = performance.now()
  await importParcels(driver, file, n)
  await whenDrawn(page)
  const importedMs = performance.now() - start

  const about = (kind: Kind | null) =>
    page.evaluate(
      ([named, leastMs]) => {
        const { benchPresses } = globalThis as unknown as Watched
        benchPresses.push({ kind: named, at: performance.now(), answerMs: leastMs, delayMs: 0, workMs: 0 })
      },
      [kind, LEAST_MS] as const,
    )
  const press = async (kind: Kind, work: () => Promise<unknown>) => {
    await about(kind)
    await work()
    await page.waitForTimeout(PACE_MS)
  }
  const search = page.getByRole('combobox').first()
  const heaps = await watchHeaps(page)
  // the garbage that happens to lie about is several times what is held
  const memoryNow = async () => ({ memoryMb: memoryMb(), heapMb: Math.round((await heaps()).pageMiB) })
  let warm = await memoryNow()
  let rounds = 0
  const until = performance.now() + ROUNDS_MS
  for (; rounds < ROUNDS && performance.now() < until; rounds++) {
    // the press that opens the browser's own dialog is not ours to answer
    await about(null)
    await driver.pickFiles([SMALL])
    const row = driver.layer('小')
    await row.waitFor()
    await press('map', () => driver.clickMap((rounds % 7) * 20 - 60, (rounds % 5) * 20 - 40))
    await press('escape', () => page.keyboard.press('Escape'))
    await driver.map.locator('canvas').first().focus()
    await press('zoom', () => page.keyboard.press(rounds % 2 ? '-' : '+'))
    await search.focus()
    await press('search', () => page.keyboard.type('3'))
    await press('search', () => page.keyboard.type('7'))
    await search.fill('')
    await press('box', () => row.locator('label').first().click())
    await press('menu', () => row.getByRole('button', { name: driver.say(layersText.rowMenu, { layer: '小' }) }).click())
    await press('item', () => page.getByRole('menuitem', { name: '移除' }).click())
    await row.waitFor({ state: 'detached' })
    // what is loaded once is loaded by then
    if (rounds === 4) warm = await memoryNow()
  }
  await whenDrawn(page)
  const last = await memoryNow()
  const presses = (await pressesOf(page)).filter(({ kind }) => kind !== null)
  const at = (share: number, of: keyof Omit<Press, 'kind' | 'at'>, kind?: Kind) => {
    const sorted = presses.filter((each) => !kind || each.kind === kind).map((each) => each[of])
    return Math.round(sorted.sort((a, b) => a - b)[Math.ceil(share * sorted.length) - 1] ?? Number.NaN)
  }
  const kinds = [...new Set(presses.map(({ kind }) => kind))].flatMap((kind) => (kind ? [kind] : []))
  return {
    ms: at(0.95, 'answerMs'),
    mib: last.memoryMb ?? Number.NaN,
    extrapolated: false,
    detail: {
      presses: presses.length,
      medianMs: at(0.5, 'answerMs'),
      worstMs: at(1, 'answerMs'),
      delayP95Ms: at(0.95, 'delayMs'),
      workMedianMs: at(0.5, 'workMs'),
      workP95Ms: at(0.95, 'workMs'),
      ...Object.fromEntries(kinds.map((kind) => [`${kind}P95Ms`, at(0.95, 'answerMs', kind)])),
      operations: rounds * 4,
      importedMs: Math.round(importedMs),
      warmMiB: warm.memoryMb ?? Number.NaN,
      warmHeapMiB: warm.heapMb,
      heapMiB: last.heapMb,
    },
  }
}
