import type { Page } from '@playwright/test'
import '../../src/i18n/all-messages.ts'
import { fieldMode } from '../../src/commands/palette/field-mode.ts'
import { offlineOpen } from '../../src/commands/palette/offline-open.ts'
import { QUALITY_LABELS } from '../../src/core/field/check-labels.ts'
import { placeAlong } from '../../src/core/field/local-plane.ts'
import { messageOf } from '../../src/i18n/errors.ts'
import { fieldText } from '../../src/i18n/field.ts'
import { offlineText } from '../../src/i18n/offline.ts'
import { OFFLINE_MESSAGES } from '../../src/i18n/offline-messages.ts'
import { scanText } from '../../src/i18n/scan.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { deviceStubs } from './device-stubs.ts'
import { expect, test } from './guard.ts'
import { sentences } from './nmea-sentences.ts'
import { photoWithExif } from './photo.ts'

/** North-east corner of the first plot of the small district: its J2. */
const CORNER = { lng: 103.959455979, lat: 30.609042341 }
const at = (azimuthDeg: number, distanceM: number) => {
  const [lng, lat] = placeAlong(CORNER.lng, CORNER.lat, { azimuthDeg, distanceM })
  return { lng, lat }
}
const feed = (page: Page, kind: 'serial' | 'bluetooth', place: { lng: number; lat: number }) =>
  page.evaluate(([which, text]) => globalThis.device[which].feed(text), [kind, `${sentences(place, 1)}\r\n`] as const)
const camera = OFFLINE_MESSAGES['camera.none']
const locks = (page: Page) => page.evaluate(() => globalThis.device.locks)

test.describe('what a device has besides a map', { tag: '@long' }, () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true })

  for (const locale of ['zh', 'en'] as const)
    test(`screen, battery, receivers, compass, vibration and sound in field mode, ${locale}`, async ({
      driver,
      page,
      context,
      secondDistrict,
    }) => {
      driver.locale = locale
      await context.addInitScript(deviceStubs)
      await driver.open(secondDistrict)
      await driver.chooseMore(fieldMode.title)
      const say = driver.say.bind(driver)
      const press = (words: { zh: string; en: string }) => page.getByRole('button', { name: say(words), exact: true }).click()
      const head = page.locator('[data-region="field-head"]')

      await test.step('the screen stays on, until the battery is low', async () => {
        await expect.poll(() => locks(page)).toEqual({ asked: 1, held: 1 })
        await page.evaluate(() => {
          globalThis.device.battery.level = 0.15
          globalThis.device.battery.dispatchEvent(new Event('levelchange'))
        })
        await expect(head).toContainText(say(fieldText.saving, { p: 15 }))
        await expect.poll(() => locks(page)).toEqual({ asked: 1, held: 0 })
      })

      await test.step('a receiver on the serial line, its sentences cut anywhere, says where one stands and how well', async () => {
        await page.getByRole('button', { name: new RegExp(`^${say(fieldText.source)}`) }).click()
        await press(fieldText.serial)
        await feed(page, 'serial', at(225, 30))
        await expect(page.getByTestId('position')).toContainText(say(QUALITY_LABELS.rtkFixed))
        await expect(page.getByTestId('parcel-here')).toHaveText('9900010001')
        expect(await page.evaluate(() => globalThis.device.opened.baudRate)).toBeGreaterThan(0)
      })

      await test.step('a point that is looked for keeps the screen on whatever the battery', async () => {
        await press(fieldText.checkThis)
        await page.getByTestId('check').getByRole('button', { name: /^J2/ }).click()
        await expect.poll(() => locks(page)).toEqual({ asked: 2, held: 1 })
        await expect(head).not.toContainText(say(fieldText.saving, { p: 15 }))
      })

      await test.step('nearer and nearer: a sign at 5 m, 1 m and 0.2 m, the last a long one, none twice', async () => {
        const signs: { vibrations: number; tones: number }[] = []
        for (const metres of [8, 4, 3, 0.8, 0.1, 0.1]) {
          await feed(page, 'serial', at(225, metres))
          await expect(page.getByTestId('way')).toContainText(new RegExp(`${metres < 1 ? metres.toFixed(2) : metres}\\D`))
          signs.push(
            await page.evaluate(() => ({ vibrations: globalThis.device.vibrations.length, tones: globalThis.device.tones })),
          )
        }
        expect(signs).toEqual([
          { vibrations: 0, tones: 0 },
          { vibrations: 1, tones: 1 },
          { vibrations: 1, tones: 1 },
          { vibrations: 2, tones: 3 },
          { vibrations: 3, tones: 6 },
          { vibrations: 3, tones: 6 },
        ])
        expect(await page.evaluate(() => globalThis.device.vibrations)).toEqual([120, 120, [200, 80, 200]])
      })

      await test.step('the arrow turns with the device', async () => {
        await feed(page, 'serial', at(225, 30))
        const way = page.getByTestId('way')
        await expect(way).toContainText('45°')
        const turn = () => way.locator('[style*="rotate"]').evaluate((arrow) => Number.parseFloat(getComputedStyle(arrow).rotate))
        await expect(way).toContainText(say(fieldText.arrowNorth))
        await expect.poll(turn).toBeCloseTo(45, 0)
        await page.evaluate(() =>
          dispatchEvent(
            new DeviceOrientationEvent('deviceorientationabsolute', { alpha: 270, beta: 0, gamma: 0, absolute: true }),
          ),
        )
        await expect(way).toContainText(say(fieldText.arrowDevice))
        // this deployment names no declination
        await expect(way).toContainText(say(fieldText.magneticNorth))
        await expect(page.getByTestId('compass')).toHaveText(say(fieldText.compassMagnetic))
        // it looks east, the point is in the north-east
        await expect.poll(turn).toBeCloseTo(-45, 0)
      })

      await test.step('a line that is pulled out is said; another source takes over, and the first is let go', async () => {
        await press(fieldText.allPoints)
        await press(fieldText.look)
        await page.evaluate(() => globalThis.device.serial.fail('The device has been lost.'))
        await expect(page.locator('[data-region="field"]').getByRole('alert')).toContainText(
          messageOf('position.lost', { message: 'The device has been lost.' }, locale),
        )
        await expect.poll(() => page.evaluate(() => globalThis.device.opened.closed)).toBe(1)
        await page.getByRole('button', { name: new RegExp(`^${say(fieldText.source)}`) }).click()
        await press(fieldText.bluetooth)
        await expect.poll(() => page.evaluate(() => globalThis.device.opened.notifying)).toBe(true)
        await feed(page, 'bluetooth', at(225, 20))
        await expect(page.locator('[data-region="field"]').getByRole('alert')).toHaveCount(0)
        await expect(page.getByTestId('parcel-here')).toHaveText('9900010001')
      })

      await test.step('left, nothing is held on to', async () => {
        await press(fieldText.leave)
        await expect
          .poll(() =>
            page.evaluate(() => {
              const { locks, opened } = globalThis.device
              return { held: locks.held, notifying: opened.notifying, disconnected: opened.disconnected }
            }),
          )
          .toEqual({ held: 0, notifying: false, disconnected: true })
      })

      await test.step('a photo of a code opens what it names, and nothing of another address', async () => {
        const photo = { name: 'code.jpg', mimeType: 'image/jpeg', buffer: await photoWithExif(page) }
        const scan = async (code: string) => {
          await page.evaluate((text) => {
            globalThis.device.code = text
          }, code)
          const chooser = page.waitForEvent('filechooser')
          await driver.dialog.getByRole('button', { name: say(scanText.picture), exact: true }).click()
          await (await chooser).setFiles(photo)
        }
        await driver.chooseMore(offlineOpen.title)
        await driver.dialog.getByRole('button', { name: say(offlineText.scan), exact: true }).click()
        await expect(driver.dialog.getByRole('alert')).toHaveText(say(camera))
        await scan('')
        await expect(driver.toasts).toContainText(say(OFFLINE_MESSAGES['scan.none']))
        await scan('https://elsewhere.example/#v=1')
        await expect(driver.toasts).toContainText('elsewhere.example')
        const other = locale === 'zh' ? 'en' : 'zh'
        await scan(`${secondDistrict}#v=1&map=15/30.60000/103.95000&lang=${other}`)
        driver.locale = other
        await expect(page.getByRole('button', { name: say(shellText.more), exact: true })).toBeVisible()
        expect(page.url()).toContain('map=15/30.6')
      })
    })
})
