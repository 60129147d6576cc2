import { shareText } from '../../src/i18n/share.ts'
import { readQr } from '../read-qr.ts'
import { expect, test } from './guard.ts'

test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true })

for (const deviceScaleFactor of [1, 2])
  test.describe(`a screen with ${deviceScaleFactor} pixel(s) for one`, () => {
    test.use({ deviceScaleFactor })

    test('the code of a long link is read from the screen of a phone, and one that has no room is told', async ({
      driver,
      page,
      secondDistrict,
    }) => {
      const kinds = (count: number) => Array.from({ length: count }, (_, i) => `kind-${1000 + i}`).join('~')
      await driver.open(secondDistrict)
      await driver.pasteLink(`#v=1&map=14.25/30.62000/103.97500&f=plots:KIND.${kinds(24)}`)
      await driver.chooseMore(shareText.title)
      const code = driver.dialog.getByRole('img', { name: driver.say(shareText.qr) })
      const link = await driver.dialog.getByRole('textbox', { name: driver.say(shareText.link) }).inputValue()
      expect(link.length).toBeGreaterThan(300)
      await code.scrollIntoViewIfNeeded()
      expect(await readQr(await code.screenshot())).toBe(link)
      const box = await code.boundingBox()
      expect(box?.x).toBeGreaterThanOrEqual(0)
      expect((box?.x ?? 0) + (box?.width ?? 360)).toBeLessThanOrEqual(360)
      await page.keyboard.press('Escape')
      await expect(driver.dialog).toHaveCount(0)

      await driver.pasteLink(`#v=1&map=14.25/30.62000/103.97500&f=plots:KIND.${kinds(55)}`)
      await page.setViewportSize({ width: 280, height: 780 })
      await driver.chooseMore(shareText.title)
      await expect(driver.dialog.getByText(driver.say(shareText.qrTooDense))).toBeVisible()
      await expect(code).toHaveCount(0)
    })
  })
