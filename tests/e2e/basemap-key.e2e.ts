import { shellText } from '../../src/i18n/shell.ts'
import { expect, test } from './guard.ts'

test('a basemap that lacks its key says so and where the key goes, chosen or linked', async ({ driver, page }) => {
  const NEEDS = '底图“天地图影像”需要密钥'
  await driver.open()
  await driver.chooseMore({ zh: '天地图影像', en: 'Tianditu imagery' })
  await expect(driver.toasts).toContainText(NEEDS)
  await expect(driver.dialog.getByRole('tab', { selected: true })).toHaveText(driver.say(shellText.basemap))
  await expect(driver.dialog.getByLabel(/^密钥：/)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(driver.dialog).toHaveCount(0)
  expect(page.url()).not.toContain('base=')

  await driver.pasteLink('#v=1&base=tianditu-img')
  await expect(driver.toasts).toContainText(NEEDS)
})
