import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/find-chromium.mjs'
import { offlineOpen } from '../../src/commands/palette/offline-open.ts'
import { messageOf } from '../../src/i18n/errors.ts'
import '../../src/i18n/all-messages.ts'
import { offlineText } from '../../src/i18n/offline.ts'
import { scanText } from '../../src/i18n/scan.ts'
import { filmOfCode } from './fake-camera.ts'
import { expect, test } from './guard.ts'

const film = join(mkdtempSync(join(tmpdir(), 'camera-')), 'code.y4m')
filmOfCode(film, 'https://elsewhere.example/#v=1')

test.use({
  viewport: { width: 360, height: 780 },
  hasTouch: true,
  isMobile: true,
  launchOptions: {
    executablePath: findChromium() ?? undefined,
    args: [...CHROMIUM_FLAGS, '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
  },
})

test('the camera reads a code without a reader of the browser: one of another address is refused, one of ours opens', {
  tag: '@long',
}, async ({ driver, page, context, secondDistrict }) => {
  // headless Chromium for Linux has no reader of its own; where one day it has, ours is what is looked at here
  await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'BarcodeDetector'))
  await context.clearPermissions()
  await driver.open(secondDistrict)
  const scan = async () => {
    await driver.chooseMore(offlineOpen.title)
    await driver.dialog.getByRole('button', { name: driver.say(offlineText.scan), exact: true }).click()
  }
  const camera = driver.dialog.getByLabel(driver.say(scanText.camera))

  await test.step('not allowed, it says how to allow it, and a picture does', async () => {
    await scan()
    await expect(driver.dialog.getByRole('alert')).toHaveText(messageOf('camera.denied', {}, 'zh'))
    const chooser = page.waitForEvent('filechooser')
    await driver.dialog.getByRole('button', { name: driver.say(scanText.picture) }).click()
    await (await chooser).setFiles([])
    await driver.dialog.getByRole('button', { name: driver.say(scanText.close), exact: true }).click()
  })

  await test.step('allowed, but the picture cannot be shown: it says so, and the camera is off', async () => {
    await context.grantPermissions(['camera'])
    await page.evaluate(() => {
      const { play } = HTMLMediaElement.prototype
      HTMLMediaElement.prototype.play = function () {
        HTMLMediaElement.prototype.play = play
        Object.assign(window, { filmed: this.srcObject })
        return Promise.reject(new DOMException('no', 'NotSupportedError'))
      }
    })
    await scan()
    await expect(driver.dialog.getByRole('alert')).toHaveText(messageOf('camera.busy', {}, 'zh'))
    const states = () =>
      page.evaluate(() => (Reflect.get(window, 'filmed') as MediaStream).getTracks().map(({ readyState }) => readyState))
    expect(await states()).toEqual(['ended'])
    await driver.dialog.getByRole('button', { name: driver.say(scanText.close), exact: true }).click()
  })

  await test.step('allowed, it looks on after a code that leads elsewhere', async () => {
    await scan()
    await expect(driver.dialog.getByRole('alert')).toContainText('elsewhere.example')
    await expect(camera).toBeVisible()
    expect(await camera.evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(640)
  })

  await test.step('another code is held before it: the page opens at what it names', async () => {
    // the fake device reads its film from the start whenever it is opened
    await driver.dialog.getByRole('button', { name: driver.say(scanText.close), exact: true }).click()
    filmOfCode(film, `${secondDistrict}#v=1&map=15/30.60000/103.95000&lang=en`)
    await scan()
    await expect(page.getByRole('button', { name: 'More', exact: true })).toBeVisible()
    expect(page.url()).toContain('map=15/30.6')
  })
})
