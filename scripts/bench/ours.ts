import type { Page } from '@playwright/test'
import { importText } from '../../src/i18n/import.ts'
import { Driver } from '../../tests/e2e/driver.ts'
import { heapMb, importSeenAt, inBrowser, type Longest, longestTask, type Measured, pageTime } from './browser.ts'
import { tracingTasks } from './page-thread.ts'
import { withLimit } from './peer.ts'

/** where a large file is asked about first */
const GO_ON = importText.goOn.zh
/** what is looked at so often costs the page next to nothing: a test's own way of waiting was a good part of its longest tasks */
const LOOK_EVERY_MS = 100

/** Our built application: opened, given the file through its own import dialog, then panned and zoomed. */
export function measureOurs(url: string, file: string, parcels: number, limitMs: number): Promise<Measured> {
  return inBrowser(async (page, memoryMb) => {
    page.setDefaultTimeout(limitMs)
    const driver = new Driver(page)
    let firstMapS: number | null = null
    let opening: Longest | null = null
    try {
      opening = await traced(page, async () => {
        await page.goto(url)
        await whenDrawn(page)
      })
      // as the page saw it: this script waits a while to be sure that nothing more comes
      firstMapS = (await pageTime(page, 'drawn')) / 1000
      let start = 0
      const drawing = await traced(page, async () => {
        start = await pageTime(page, 'now')
        await importParcels(driver, file, parcels)
        await whenDrawn(page)
      })
      const seenAt = await importSeenAt(page)
      const seenS = seenAt === null ? null : (seenAt - start) / 1000
      const drawnS = ((await pageTime(page, 'drawn')) - start) / 1000
      const moving = await moved(driver, limitMs)
      const memory = { memoryMb: memoryMb(), peakMb: memoryMb('peak'), heapMb: await heapMb(page) }
      return { parcels, firstMapS, opening, seenS, drawnS, drawing, moving, ...memory, failure: null }
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

/** Does something and tells the longest task of the page meanwhile, by the clock and by processor time. */
async function traced(page: Page, work: () => Promise<void>): Promise<Longest> {
  const { longest } = await tracingTasks(page, work)
  return { ...(await longestTask(page)), cpuMs: Math.round(longest.cpuMs) }
}

/** The longest task while the map is moved; null: it was not done within the limit, which takes nothing from what was drawn. */
async function moved(driver: Driver, limitMs: number): Promise<Longest | null> {
  try {
    return await traced(driver.page, () => withLimit(move(driver), limitMs))
  } catch {
    return null
  }
}

/** The map stands, nothing is being read or left to draw, and has not been for a while. */
export async function whenDrawn(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const map = document.querySelector<HTMLElement>('[data-map-state="ready"]')
      const isCalm = map?.dataset.drawn === 'true' && !document.querySelector('[role="progressbar"]')
      const bench = globalThis as unknown as { benchCalm?: number }
      bench.benchCalm = isCalm ? (bench.benchCalm ?? 0) + 1 : 0
      return bench.benchCalm > 5
    },
    null,
    { polling: LOOK_EVERY_MS },
  )
}

/** Hands the file over and says yes where a large one is asked about. */
export async function importParcels(driver: Driver, file: string, parcels: number): Promise<void> {
  await driver.pickFiles([file])
  await whenImported(driver.page, driver.say({ zh: '{n} 个要素', en: '{n}' }, { n: parcels }))
}

async function whenImported(page: Page, done: string): Promise<void> {
  const seen = await page.waitForFunction(
    ([text, question]) => {
      const shown = document.body.textContent ?? ''
      if (shown.includes('已导入') && shown.includes(text)) return 'done'
      return Array.from(document.querySelectorAll('button')).some((button) => button.textContent === question) ? 'asked' : null
    },
    [done, GO_ON] as const,
    { polling: LOOK_EVERY_MS },
  )
  if ((await seen.jsonValue()) === 'done') return
  await page.getByRole('button', { name: GO_ON, exact: true }).click()
  await page.waitForFunction((text) => (document.body.textContent ?? '').includes(text), done, { polling: LOOK_EVERY_MS })
}

async function move({ page, map }: Driver): Promise<void> {
  const box = await map.boundingBox()
  if (!box) throw new Error('the map has no size')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  for (const wheel of [-300, -500, -500, 600]) {
    await page.mouse.move(x, y)
    await page.mouse.wheel(0, wheel)
    await page.waitForTimeout(800)
    await page.mouse.down()
    await page.mouse.move(x - 300, y - 150, { steps: 20 })
    await page.mouse.up()
    await page.waitForTimeout(400)
  }
}
