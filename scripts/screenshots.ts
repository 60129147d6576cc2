// npm run screenshots: pictures of the built application for README.md
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { Driver } from '../tests/e2e/driver.ts'
import { CHROMIUM_FLAGS, findChromium } from './find-chromium.mjs'
import { createStaticServer, listen } from './serve.mjs'
import { buildApp, buildLayers, ROOT } from './steps.mjs'

const OUT = join(ROOT, 'docs/screenshots')

await buildLayers()
await buildApp()
mkdirSync(OUT, { recursive: true })
const server = createStaticServer({ root: join(ROOT, 'dist') })
const url = `http://127.0.0.1:${await listen(server, { port: 0 })}/`
const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: CHROMIUM_FLAGS })

async function picture(
  name: string,
  options: Parameters<typeof browser.newContext>[0],
  steps: (driver: Driver) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', ...options })
  // tsx names functions by a helper of its own, which those that run in the page do not find there
  await context.addInitScript('globalThis.__name = (target) => target')
  const page = await context.newPage()
  await steps(new Driver(page))
  // the first picture of the map is hidden until it is finished
  await page.waitForFunction(() => document.querySelector<HTMLElement>('.maplibregl-canvas')?.style.opacity === '')
  await page.screenshot({ path: join(OUT, `${name}.png`) })
  await context.close()
  console.log(`  ${name}.png`)
}

const summary = async (driver: Driver) => {
  await driver.openAnalysis()
  await driver.run()
  await driver.page.getByRole('grid').waitFor()
  await driver.whenDrawn()
}
try {
  await picture('desktop-zh', {}, async (driver) => {
    await driver.open(url)
    await summary(driver)
  })
  await picture('desktop-en-dark', { colorScheme: 'dark', locale: 'en-US' }, async (driver) => {
    driver.locale = 'en'
    await driver.open(url)
    await summary(driver)
  })
  await picture('identify-zh', {}, async (driver) => {
    await driver.open(url, '15/37.6/118.6')
    await driver.clickMap(40, 40)
    // where a zone lies over the parcel there is a list, which ends with the parcel
    const hits = driver.card.getByRole('option')
    const parcel = driver.card.getByRole('heading', { level: 2 })
    await hits.or(parcel).first().waitFor()
    if ((await hits.count()) > 0) await hits.last().click()
    await parcel.waitFor()
    await driver.whenDrawn()
    await driver.page.waitForTimeout(1500)
  })
  await picture(
    'phone-zh',
    { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
    async (driver) => {
      await driver.open(url, '14/37.6/118.6')
    },
  )
} finally {
  await browser.close()
  server.close()
}
