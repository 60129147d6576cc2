import type { Page } from '@playwright/test'
import { fieldMode } from '../../src/commands/palette/field-mode.ts'
import { fieldText } from '../../src/i18n/field.ts'
import { settingsText } from '../../src/i18n/settings.ts'
import { type Deployment, deploy } from './deployment.ts'
import { Driver } from './driver.ts'
import { expect, SECOND, test } from './guard.ts'
import { whenKept } from './shell-kept.ts'

test.use({ serviceWorkers: 'allow', viewport: { width: 820, height: 1180 } })

let deployment: Deployment
test.beforeEach(async () => {
  deployment = await deploy(SECOND)
})
test.afterEach(() => deployment.close())

/** Databases, caches and workers of this address. */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name = '' }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))

for (const stage of ['databases', 'caches'] as const)
  test(`a device whose clearing is ended among its ${stage} is cleared by the next start, before anything of it is shown`, {
    tag: stage === 'caches' ? '@long' : [],
  }, async ({ driver, page, context }) => {
    await driver.open(deployment.url)
    await whenKept(page)
    await driver.chooseMore(fieldMode.title)
    await page.getByRole('button', { name: driver.say(fieldText.records), exact: true }).click()
    await expect.poll(async () => (await kept(page)).databases).toContain('one-map-field:990001')
    await page.getByRole('button', { name: driver.say(fieldText.leave), exact: true }).click()
    await page.evaluate((held) => {
      // a disk that takes its time: what is to be gone on with must stand on it before the page says so
      const { open } = IDBFactory.prototype
      IDBFactory.prototype.open = function (name, version) {
        if (name !== 'one-map-clearing') return open.call(this, name, version)
        const late: Record<string, unknown> = {}
        setTimeout(() => {
          const request = open.call(this, name, version)
          request.onsuccess = () => {
            late.result = request.result
            ;(late.onsuccess as () => void)()
          }
        }, 3000)
        return late as unknown as IDBOpenDBRequest
      }
      if (held === 'databases') Object.assign(IDBFactory.prototype, { deleteDatabase: () => ({}) })
      else Object.assign(CacheStorage.prototype, { delete: () => new Promise(() => {}) })
    }, stage)
    await driver.chooseMore({ zh: '设置', en: 'Settings' })
    await driver.dialog.getByRole('tab', { name: driver.say(settingsText.device) }).click()
    await driver.dialog.getByRole('button', { name: driver.say(settingsText.clear), exact: true }).click()
    await driver.dialog.getByRole('button', { name: driver.say(settingsText.clearDo), exact: true }).click()
    await expect(driver.dialog.getByRole('status')).toHaveText(driver.say(settingsText.clearing))
    if (stage === 'caches') await expect.poll(async () => (await kept(page)).workers).toBe(0)
    const session = await context.newCDPSession(page)
    const gone = page.waitForEvent('crash')
    session.send('Page.crash').catch(() => {})
    await gone
    await page.close()

    const again = new Driver(await context.newPage())
    await again.page.goto(deployment.url)
    const said = again.page.getByRole('status')
    await expect(said).toContainText(settingsText.clearedRest.zh)
    await expect(said).toContainText(settingsText.clearedRest.en)
    await expect(again.map).toHaveCount(0)
    expect(await kept(again.page)).toEqual({ databases: [], caches: [], workers: 0 })
    await again.page.getByRole('button', { name: settingsText.reopen.zh }).click()
    await again.whenReady()
    await expect.poll(async () => (await kept(again.page)).databases).not.toContain('one-map-clearing')
  })
