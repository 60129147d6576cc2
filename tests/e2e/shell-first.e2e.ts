import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { listShell } from '../../scripts/build/service-worker.ts'
import { fieldMode } from '../../src/commands/palette/field-mode.ts'
import { offlineText } from '../../src/i18n/offline.ts'
import { settingsText } from '../../src/i18n/settings.ts'
import { type Deployment, deploy } from './deployment.ts'
import { expect, SECOND, test } from './guard.ts'
import { whenKept } from './shell-kept.ts'

/** How the application comes onto a device that opens it for the first time. */
test.use({
  serviceWorkers: 'allow',
  expectedErrors: { patterns: [/ERR_CONNECTION_REFUSED/, /Failed to fetch/, /ERR_FAILED/, /404/] },
})
let deployment: Deployment
test.beforeEach(async () => {
  deployment = await deploy(SECOND)
})
test.afterEach(() => deployment.close())

const registrations = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({ installing }) => Boolean(installing)))

test('who opens it once and loses the network has the application: it is fetched as soon as the first view stands', async ({
  driver,
  page,
}) => {
  // nothing that waits for the clock alone
  await page.addInitScript(() => {
    const { setTimeout } = globalThis
    globalThis.setTimeout = ((work: () => void, ms = 0, ...more: unknown[]) =>
      ms >= 5000 ? 0 : setTimeout(work, ms, ...more)) as typeof globalThis.setTimeout
  })
  await driver.open(deployment.url)
  await whenKept(page)
  await deployment.stop()
  await page.reload()
  await driver.whenReady()
})

test('a network that breaks off before all is kept is told, and it goes on where it was', { tag: '@long' }, async ({
  driver,
  page,
}) => {
  const { files } = await listShell(deployment.root)
  // a script that the first view does without
  const path = files.find((file) => /assets\/settings-dialog.*\.js$/.test(file.path))?.path ?? ''
  const script = readFileSync(join(deployment.root, path), 'utf8')
  rmSync(join(deployment.root, path))
  let isAsked = false
  deployment.hold((asked) => {
    if (asked.endsWith(path)) isAsked = true
    return false
  })
  await driver.open(deployment.url)
  await driver.chooseMore(fieldMode.title)
  const status = page.getByRole('button', { name: new RegExp(driver.say(offlineText.statusHelp, { state: '' })) })
  const online = driver.say(offlineText.online)
  const says = (state: string) => expect(status).toHaveText(driver.say(offlineText.statusHelp, { state }))
  await says(driver.say(offlineText.statusNotKept, { state: online }))
  const isFetching = async () => (await registrations(page)).length > 0
  // it may be over sooner than it is looked at
  await expect.poll(() => isAsked, { timeout: 30_000 }).toBe(true)
  await expect.poll(isFetching, { timeout: 30_000 }).toBe(false)

  deployment.write(path, script)
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await whenKept(page)
  await says(online)
})

test('a device that was cleared keeps nothing again until the page is opened anew', { tag: '@long' }, async ({
  driver,
  page,
}) => {
  await driver.open(deployment.url)
  await whenKept(page)
  await driver.chooseMore({ zh: '设置', en: 'Settings' })
  await driver.dialog.getByRole('tab', { name: driver.say(settingsText.device) }).click()
  const press = (words: { zh: string; en: string }) => driver.dialog.getByRole('button', { name: driver.say(words) }).click()
  await press(settingsText.clear)
  await press(settingsText.clearDo)
  await expect(driver.dialog).toContainText(driver.say(settingsText.cleared))
  // as a network that comes back does
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await page.waitForTimeout(1500)
  expect(await registrations(page)).toEqual([])
  expect(await page.evaluate(() => caches.keys())).toEqual([])
})

test('what the office edits is asked for with the page, and an edit shows at the next reload', async ({ driver, page }) => {
  await driver.open(deployment.url)
  await whenKept(page)
  const text = readFileSync(join(deployment.root, 'config.json'), 'utf8')
  expect(text).toContain('青石区一张图')
  deployment.write('config.json', text.replaceAll('青石区一张图', '青石区新图'))
  await page.reload()
  await driver.whenReady()
  await expect(page).toHaveTitle(/^青石区新图/)

  const asked = new Map<string, number>()
  deployment.hold((path) => {
    if (!/(config|catalog)\.json$/.test(path)) return false
    if (!asked.has(path)) asked.set(path, performance.now())
    return true
  })
  await page.reload()
  await driver.whenReady()
  const [config = Number.NaN, catalog = Number.NaN] = ['/config.json', '/layers/catalog.json'].map((path) => asked.get(path))
  // asked for by the page, it came after the second and a half for which the first was waited for
  expect(catalog - config).toBeLessThan(1000)
})
