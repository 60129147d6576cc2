import type { Page } from '@playwright/test'
import { tableOpen } from '../../src/commands/table-open.ts'
import type { Text } from '../../src/core/text.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { styleText } from '../../src/i18n/style.ts'
import { tableText } from '../../src/i18n/table.ts'
import { Driver } from '../../tests/e2e/driver.ts'
import { AS_WITHOUT_CARD } from './browser.ts'
import { watchHeaps } from './heaps.ts'
import type { ChildFigure, Engines } from './measure.ts'
import { importParcels, whenDrawn } from './ours.ts'
import { type Answer, tracingAnswers } from './page-thread.ts'
import { type Given, withParcels } from './with-parcels.ts'

const LIMIT_MS = 300_000
/** A quick hand: what a press sets going is mostly done before the next. */
const PACE_MS = 300
/** So many always, however slow the machine: of fewer presses the 95th percentile would be another one's. */
const ROUNDS = 20
/**
 * A layer comes, the map is asked, it is zoomed, a code is searched for, the layer is hidden and goes; the table of all parcels is opened, sorted,
 * a row selected, their style changed and changed back, they are hidden and shown.
 */
const OPERATIONS = 10
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
type Kind =
  | 'map'
  | 'escape'
  | 'zoom'
  | 'search'
  | 'box'
  | 'menu'
  | 'item'
  | 'table'
  | 'sort'
  | 'row'
  | 'style'
  | 'classes'
  | 'undo'
  | 'close'
  | 'hide'

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

/** What the page's thread had to do with a press until it handed the picture over: the painting is another process's. ms */
interface Worked {
  readonly kind: Kind
  /** by the clock */
  readonly handedOverMs: number
  /** other programs do not lengthen it */
  readonly cpuMs: number
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
  ours: (n, { app }) => withParcels(n, app, session, AS_WITHOUT_CARD),
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
  const parcels = driver.layer(`parcels-${n}`)
  const ofParcels = async (kind: Kind, action: Text) => {
    const menu = { layer: `parcels-${n}` }
    await press('menu', () => parcels.getByRole('button', { name: driver.say(layersText.rowMenu, menu) }).click())
    await press(kind, () => page.getByRole('menuitem', { name: driver.say(action), exact: true }).click())
  }
  const grid = page.getByRole('grid', { name: driver.say(tableText.grid, { layer: `parcels-${n}` }) })
  const style = page.getByRole('region', { name: driver.say(styleText.title, { layer: `parcels-${n}` }) })
  const search = page.getByRole('combobox').first()
  const heaps = await watchHeaps(page)
  // the garbage that happens to lie about is several times what is held
  const memoryNow = async () => ({ memoryMb: memoryMb(), heapMb: Math.round((await heaps()).pageMiB) })
  let warm = await memoryNow()
  const round = async (rounds: number) => {
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

    await ofParcels('table', tableOpen.title)
    await press('sort', () => grid.getByRole('columnheader', { name: driver.say(shellText.drawnArea) }).click())
    await press('row', () => grid.getByRole('gridcell').nth(1).click())
    await press('close', () => page.getByRole('button', { name: driver.say(tableText.close), exact: true }).click())
    await ofParcels('style', layersText.style)
    const classes = { name: driver.say(styleText.graduated), exact: true }
    await press('classes', () => style.getByText(classes.name, { exact: true }).click())
    // of a million rows they come later, and undo before would give them up
    await style.getByRole('radio', { ...classes, checked: true }).waitFor({ state: 'attached' })
    await press('close', () => style.getByRole('button', { name: driver.say(styleText.close), exact: true }).click())
    await driver.map.locator('canvas').first().focus()
    await press('undo', () => page.keyboard.press('Control+z'))
    await press('hide', () => parcels.locator('label').first().click())
    await press('hide', () => parcels.locator('label').first().click())
  }
  const worked: Worked[] = []
  let rounds = 0
  for (; rounds < ROUNDS; rounds++) {
    const answers = await tracingAnswers(page, () => round(rounds))
    worked.push(...workedFor(await pressesOf(page), answers))
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
  const workedAt = (share: number, of: keyof Omit<Worked, 'kind'>, kind?: Kind) => {
    const sorted = worked.filter((each) => !kind || each.kind === kind).map((each) => each[of])
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
      handedOverMedianMs: workedAt(0.5, 'handedOverMs'),
      handedOverP95Ms: workedAt(0.95, 'handedOverMs'),
      answerCpuMedianMs: workedAt(0.5, 'cpuMs'),
      answerCpuP95Ms: workedAt(0.95, 'cpuMs'),
      answerCpuWorstMs: workedAt(1, 'cpuMs'),
      ...Object.fromEntries(kinds.map((kind) => [`${kind}CpuP95Ms`, workedAt(0.95, 'cpuMs', kind)])),
      operations: rounds * OPERATIONS,
      importedMs: Math.round(importedMs),
      warmMiB: warm.memoryMb ?? Number.NaN,
      warmHeapMiB: warm.heapMb,
      heapMiB: last.heapMb,
    },
  }
}

/** Of each press the event that the page's thread worked longest for; one that nothing is told of was answered at once. */
function workedFor(presses: readonly Press[], answers: readonly Answer[]): readonly Worked[] {
  return presses.flatMap(({ kind, at }, i) => {
    const mine = answers.filter((answer) => answer.at >= at && answer.at < (presses[i + 1]?.at ?? Number.POSITIVE_INFINITY))
    const longest = (of: 'handedOverMs' | 'cpuMs') => Math.max(...mine.map((answer) => answer[of]))
    return kind && mine.length > 0 ? [{ kind, handedOverMs: longest('handedOverMs'), cpuMs: longest('cpuMs') }] : []
  })
}
