// How long a cold start without a network takes, from the package on a device with a slowed processor, to the map drawn whole.
// npm run build && npx tsx scripts/bench/offline-start.ts [--slower 4]
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type CDPSession, chromium, type Page } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from '../find-chromium.mjs'
import { createStaticServer, listen } from '../serve.mjs'

const { values } = parseArgs({ options: { slower: { type: 'string', default: '4' } } })
const PROMISED_MS = 3000
const DIST = join(import.meta.dirname, '../../dist')

/** ms since the navigation began */
async function timeOf(page: Page, selector: string): Promise<number> {
  await page.locator(selector).first().waitFor({ timeout: 120_000 })
  return page.evaluate(() => performance.now())
}

/** of the page's own thread since it began: what a busy machine does not lengthen */
async function processorMs(session: CDPSession): Promise<{ readonly all: number; readonly script: number }> {
  const { metrics } = await session.send('Performance.getMetrics')
  const ms = (name: string) => Math.round((metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1000)
  return { all: ms('TaskDuration'), script: ms('ScriptDuration') }
}

const server = createStaticServer({ root: DIST })
const url = `http://127.0.0.1:${await listen(server, { port: 0 })}/`
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: CHROMIUM_FLAGS })
try {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    reducedMotion: 'reduce',
    locale: 'zh-CN',
  })
  const first = await context.newPage()
  await first.goto(url)
  await timeOf(first, '[data-map-state="ready"]')
  // it begins once the first view is calm; until it is active nothing is kept of the application
  await first.evaluate(() => navigator.serviceWorker.ready.then(() => {}))
  await first.waitForFunction(async () => Boolean(await (await caches.open('one-map:/:versions')).match('/version/latest')))
  await first.waitForFunction(async () =>
    Boolean(await (await caches.open('one-map:/:deployment')).match('/layers/catalog.json')),
  )
  await first.getByRole('button', { name: '更多', exact: true }).click()
  await first.getByRole('menuitem', { name: '离线包…' }).click()
  await first.getByRole('button', { name: /^下载/ }).click()
  // the message itself, and what reads it aloud
  await first
    .getByText(/校验和一致/)
    .first()
    .waitFor({ timeout: 120_000 })
  await first.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))

  for (const slower of [1, Number(values.slower)]) {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.goto(url)
    const mapMs = await timeOf(page, '[data-map-state="ready"]')
    const atMap = await processorMs(session)
    const drawnMs = await timeOf(page, '[data-map-state="ready"][data-drawn="true"]')
    const atDrawn = await processorMs(session)
    console.log(
      `processor ${slower} × slower: map after ${Math.round(mapMs)} ms, all drawn after ${Math.round(drawnMs)} ms; promised ${PROMISED_MS} ms; ` +
        `processor time of the page's thread ${atMap.all} ms (script ${atMap.script}) and ${atDrawn.all} ms; load ${loadavg()[0].toFixed(1)}`,
    )
    await page.close()
  }
} finally {
  await browser.close()
}
