import { mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import '../../src/i18n/all-messages.ts'
import { fieldMode } from '../../src/commands/palette/field-mode.ts'
import { STATUS_LABELS } from '../../src/core/field/check-labels.ts'
import { placeAlong } from '../../src/core/field/local-plane.ts'
import { fieldText } from '../../src/i18n/field.ts'
import { offlineText } from '../../src/i18n/offline.ts'
import { type Deployment, deploy } from './deployment.ts'
import { Driver } from './driver.ts'
import { like } from './field-edge.ts'
import { expect, SECOND, test } from './guard.ts'
import { photoWithExif } from './photo.ts'
import { whenKept } from './shell-kept.ts'

const OPEN = { zh: '离线包…', en: 'Take offline…' }
const [LNG, LAT] = placeAlong(103.959455979, 30.609042341, { azimuthDeg: 225, distanceM: 5 })
const NOTE = '界桩被移走，旁有新沟'

test.use({ expectedErrors: { patterns: [/ERR_CONNECTION_REFUSED/, /Failed to fetch/, /ERR_FAILED/] } })

/** Chromium names itself in the folder that it holds. */
const processOf = (folder: string) => Number(readlinkSync(join(folder, 'SingletonLock')).split('-').at(-1))

test.describe('a device that is switched off', { tag: '@long' }, () => {
  let [folder, deployment]: [string, Deployment | null] = ['', null]
  let device: BrowserContext | null = null
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'device-'))
  })
  test.afterEach(async () => {
    await device?.close()
    await deployment?.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  for (const locale of ['zh', 'en'] as const)
    test(`the browser offers to install it; its process is killed after a record, the server goes: a new one has map, package and record, ${locale}`, async ({
      playwright,
      guard,
    }) => {
      deployment = await deploy(SECOND)
      const { url } = deployment
      /** A folder of its own: what other tests open is incognito, which keeps nothing and installs nothing. */
      const start = async () => {
        device = await playwright.chromium.launchPersistentContext(folder, {
          viewport: { width: 360, height: 780 },
          hasTouch: true,
          isMobile: true,
          serviceWorkers: 'allow',
          permissions: ['geolocation'],
          geolocation: { longitude: LNG, latitude: LAT, accuracy: 6 },
        })
        await guard(device)
        const [page] = device.pages()
        return { page, context: device, driver: Object.assign(new Driver(page), { locale }) }
      }
      const button = (driver: Driver, words: { zh: string; en: string }, values = {}) =>
        driver.page.getByRole('button', { name: driver.say(words, values), exact: true })
      const head = (page: Page) => page.locator('[data-region="field-head"]')

      const { page, context, driver } = await start()
      const first = processOf(folder)
      await test.step('nothing is in the way of installing it, and the browser itself offers to', async () => {
        await driver.open(url)
        await whenKept(page)
        const client = await context.newCDPSession(page)
        expect(await client.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] })
        await driver.chooseMore(fieldMode.title)
        await expect(button(driver, offlineText.install)).toBeVisible()
        await button(driver, fieldText.leave).click()
      })
      await test.step('taken offline', async () => {
        await driver.chooseMore(OPEN)
        await driver.dialog.getByRole('button', { name: like(`^${driver.say(offlineText.load, { size: '' }).trim()}`) }).click()
        await expect(driver.toasts.getByText(driver.say({ zh: '校验和一致', en: 'checksum' }))).toBeVisible()
        await driver.dialog.getByRole('button', { name: driver.say(offlineText.close), exact: true }).click()
      })
      await driver.chooseMore(fieldMode.title)
      const code = await page.getByTestId('parcel-here').innerText()
      await test.step('a point with photo and note, and the process is killed', async () => {
        await button(driver, fieldText.checkThis).click()
        await page.getByTestId('check').getByRole('button', { name: /^J2/ }).click()
        await button(driver, STATUS_LABELS.moved).click()
        const chooser = page.waitForEvent('filechooser')
        await button(driver, fieldText.photo, { n: '' }).click()
        await (await chooser).setFiles({ name: 'j2.jpg', mimeType: 'image/jpeg', buffer: await photoWithExif(page) })
        await page.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 1 }) }).waitFor()
        await page.getByRole('textbox', { name: driver.say(fieldText.note) }).fill(NOTE)
        await expect(page.locator('[data-region="field"]')).toContainText(driver.say(fieldText.saved, { time: '' }).trim())
        const gone = context.waitForEvent('close')
        process.kill(first, 'SIGKILL')
        await gone
        await deployment?.stop()
      })

      const again = await start()
      await test.step('a new process, without a server: map, package, parcel', async () => {
        expect(processOf(folder)).not.toBe(first)
        await again.page.goto(url)
        await again.driver.whenReady()
        await expect(head(again.page)).toContainText(
          like(
            `${driver.say(offlineText.offline)}${driver.say(offlineText.packLine, { age: driver.say({ zh: '今天', en: 'today' }) })}`,
          ),
        )
        await expect(again.page.getByTestId('parcel-here')).toHaveText(code)
      })
      await test.step('and the record, as it was', async () => {
        await button(again.driver, fieldText.records).click()
        const records = again.page.getByRole('list', { name: driver.say(fieldText.records) })
        await records.getByRole('button', { name: new RegExp(code) }).click()
        await again.page.getByTestId('check').getByRole('button', { name: /^J2/ }).click()
        await expect(again.page.getByRole('textbox', { name: driver.say(fieldText.note) })).toHaveValue(NOTE)
        const photo = again.page.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 1 }) })
        await expect.poll(() => photo.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
        await expect(button(again.driver, STATUS_LABELS.moved)).toHaveAttribute('aria-pressed', 'true')
      })
    })
})
