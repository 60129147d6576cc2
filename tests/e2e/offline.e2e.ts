import '../../src/i18n/all-messages.ts'
import { messageOf } from '../../src/i18n/errors.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { expect, test } from './guard.ts'
import { shippedLayer } from './shipped.ts'

const PARCELS = shippedLayer('parcels').title.zh
// hidden at first, in an open group
const CORRIDOR = shippedLayer('river-corridor').title.zh

test.use({ expectedErrors: { patterns: [/ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/, /Failed to fetch/, /screen\.fetch/] } })

test('when the network goes, what is loaded goes on; what is not says so and comes with the network', async ({
  driver,
  page,
  context,
}) => {
  // the browser's own list of them ends at 250
  let hasLastScreen = false
  page.on('requestfinished', (request) => {
    hasLastScreen ||= /shortcuts-dialog/.test(request.url())
  })
  await driver.open('./', '14/37.6/118.6')
  await driver.openAnalysis()
  await driver.run()
  const grid = page.getByRole('grid')
  await expect(grid).toBeVisible({ timeout: 40_000 })

  // the scripts of the other screens follow the first view
  await expect.poll(() => hasLastScreen).toBe(true)

  await context.setOffline(true)
  // the map is drawn and asked from memory
  await page.getByRole('button', { name: driver.say({ zh: '放大', en: 'Zoom in' }) }).click()
  await driver.whenDrawn()
  await driver.clickMap(30, 30)
  await expect(driver.card).toContainText(/此处有|370505/)
  await page.keyboard.press('Escape')
  // the same analysis on a part of the rows
  await driver
    .layer(PARCELS)
    .getByRole('button', { name: /^0305|^0201|^0101|^0103/ })
    .first()
    .click()
  await page.getByRole('form').getByRole('radio', { name: /筛选/ }).check({ force: true })
  const before = await grid.innerText()
  await driver.run()
  await expect.poll(() => grid.innerText()).not.toBe(before)

  // a layer that was never asked for
  const row = driver.layer(CORRIDOR)
  await row.getByRole('checkbox', { name: driver.say(layersText.show, { layer: CORRIDOR }) }).check({ force: true })
  const retry = row.getByRole('alert').getByRole('button', { name: driver.say(layersText.retry) })
  await expect(retry).toBeVisible()
  await context.setOffline(false)
  await retry.click()
  await expect(row.getByRole('alert')).toHaveCount(0)
  await driver.whenDrawn()
})

test('a screen whose script cannot be fetched says so and opens on trying again', async ({ driver, page, secondDistrict }) => {
  await page.route('**/assets/settings-dialog*', (route) => route.abort())
  await driver.open(secondDistrict)
  await driver.chooseMore({ zh: '设置', en: 'Settings' })
  await expect(driver.dialog.getByRole('alert')).toHaveText(messageOf('screen.fetch', {}, 'zh'))
  await page.unroute('**/assets/settings-dialog*')
  await driver.dialog.getByRole('button', { name: driver.say(shellText.tryAgain) }).click()
  await expect(driver.dialog.getByRole('alert')).toHaveCount(0)
  await expect(driver.dialog).toContainText(driver.say(shellText.theme))
})
