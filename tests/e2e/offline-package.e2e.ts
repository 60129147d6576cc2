import type { Page } from '@playwright/test'
import '../../src/i18n/all-messages.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { offlineText } from '../../src/i18n/offline.ts'
import { type Deployment, deploy } from './deployment.ts'
import type { Driver } from './driver.ts'
import { expect, SECOND, test } from './guard.ts'

test.use({
  serviceWorkers: 'allow',
  // the server is taken away on purpose
  expectedErrors: { patterns: [/ERR_CONNECTION_REFUSED/, /Failed to fetch/, /ERR_FAILED/] },
})

const OPEN = { zh: '离线包…', en: 'Take offline…' }

let deployment: Deployment
test.beforeEach(async () => {
  deployment = await deploy(SECOND)
})
test.afterEach(() => deployment.close())

/** The service worker has the whole application, and what the deployment adds to it. */
async function whenKept(page: Page): Promise<void> {
  const isKept = () =>
    page.evaluate(async () => {
      const has = async (cache: string, key: string) => Boolean(await (await caches.open(`one-map:/:${cache}`)).match(key))
      return (await has('versions', '/version/latest')) && (await has('deployment', '/layers/catalog.json'))
    })
  await expect.poll(isKept, { timeout: 40_000 }).toBe(true)
}

async function takeOffline(driver: Driver): Promise<void> {
  await driver.chooseMore(OPEN)
  await driver.dialog.getByRole('button', { name: /^下载/ }).click()
  await expect(driver.toasts.getByText(/校验和一致/)).toBeVisible()
  await driver.dialog.getByRole('button', { name: driver.say(offlineText.close), exact: true }).click()
}

test('taken offline, the map works on without its server', async ({ driver, page }) => {
  await driver.open(deployment.url)
  await whenKept(page)
  await takeOffline(driver)
  await deployment.stop()
  await page.reload()
  await driver.whenReady()
  await expect(page.locator('[data-region="status"]')).toContainText(driver.say(offlineText.offline))
  await driver.clickMap(3, 5)
  await expect(driver.card).toContainText(/990001 ?\d{4}/)
  await driver.openAnalysis()
  await driver.choose(analysisText.layer, '地块')
  await driver.run()
  await expect(page.getByRole('grid').getByRole('row', { name: /合计/ })).toContainText('20')
})
