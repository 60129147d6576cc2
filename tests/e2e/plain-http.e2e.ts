import '../../src/i18n/all-messages.ts'
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/find-chromium.mjs'
import { fieldMode } from '../../src/commands/palette/field-mode.ts'
import { pointFromLngLat } from '../../src/core/crs.ts'
import { STATUS_LABELS } from '../../src/core/field/check-labels.ts'
import { placeAlong } from '../../src/core/field/local-plane.ts'
import { messageOf } from '../../src/i18n/errors.ts'
import { fieldText } from '../../src/i18n/field.ts'
import { offlineText } from '../../src/i18n/offline.ts'
import { packText } from '../../src/i18n/pack.ts'
import { expect, test } from './guard.ts'
import { photoWithExif } from './photo.ts'

/** North-east corner of the first plot of the small district: its J2. */
const CORNER = { lng: 103.959455979, lat: 30.609042341 }
const typedAt = (azimuthDeg: number, distanceM: number) => {
  const [lng, lat] = placeAlong(CORNER.lng, CORNER.lat, { azimuthDeg, distanceM })
  const [y, x] = pointFromLngLat('EPSG:4523', lng, lat)
  return `X ${x.toFixed(3)} Y ${y.toFixed(3)}`
}

test.use({
  viewport: { width: 360, height: 780 },
  hasTouch: true,
  isMobile: true,
  launchOptions: {
    executablePath: findChromium() ?? undefined,
    args: [...CHROMIUM_FLAGS, '--disable-gpu-compositing', '--host-resolver-rules=MAP one-map.test 127.0.0.1'],
  },
  // the server's own header that asks for more than such an address gets
  expectedErrors: { patterns: [/Cross-Origin-Opener-Policy/] },
})

test('an intranet without https: what is missing is said with its remedy, records are kept, and two tabs lose none', async ({
  driver,
  page,
  context,
  secondDistrict,
}) => {
  const address = secondDistrict.replace('127.0.0.1', 'one-map.test')
  const press = (words: { zh: string; en: string }, values = {}) =>
    page.getByRole('button', { name: driver.say(words, values), exact: true }).click()
  const sheet = page.locator('[data-region="field"]')

  await test.step('no position: it is the address, not a permission; trying again is not offered', async () => {
    await driver.open(address)
    expect(await page.evaluate(() => isSecureContext || 'locks' in navigator || 'serviceWorker' in navigator)).toBe(false)
    await driver.chooseMore(fieldMode.title)
    await expect(sheet.getByRole('alert')).toHaveText(messageOf('position.insecure', {}, 'zh'))
    await expect(sheet.getByRole('button', { name: driver.say(fieldText.retry) })).toHaveCount(0)
  })
  await test.step('nor a package: why, and what then', async () => {
    await press(packText.look)
    await expect(driver.dialog).toContainText(driver.say(offlineText.insecure))
    await expect(driver.dialog.getByRole('button', { name: driver.say(packText.choose) })).toHaveCount(0)
    await page.keyboard.press('Escape')
  })
  await test.step('a parcel is found and a point is judged by typed coordinates, and written', async () => {
    await page.getByRole('button', { name: new RegExp(`^${driver.say(fieldText.source)}`) }).click()
    await driver.dialog.getByRole('textbox', { name: driver.say(fieldText.typed) }).fill(typedAt(225, 30))
    await driver.dialog.getByRole('button', { name: driver.say(fieldText.typed), exact: true }).click()
    await expect(page.getByTestId('parcel-here')).toHaveText('9900010001')
    await press(fieldText.checkThis)
    await page.getByTestId('check').getByRole('button', { name: /^J2/ }).click()
    await press(fieldText.rover)
    await driver.dialog.getByRole('textbox', { name: driver.say(fieldText.typeLabel) }).fill(typedAt(128, 0.42))
    await driver.dialog.getByRole('textbox', { name: driver.say(fieldText.typeAccuracy) }).fill('0.03')
    await page.keyboard.press('Tab')
    await driver.dialog.getByRole('button', { name: driver.say(fieldText.typeAccept), exact: true }).click()
    await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'fail')
    await press(STATUS_LABELS.moved)
    const chooser = page.waitForEvent('filechooser')
    await press(fieldText.photo, { n: '' })
    await (await chooser).setFiles({ name: 'j2.jpg', mimeType: 'image/jpeg', buffer: await photoWithExif(page) })
    await expect(page.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 1 }) })).toBeVisible()
    await expect(sheet).toContainText('已存')
  })

  const other = await context.newPage()
  const note = { name: driver.say(fieldText.note) }
  await test.step('another tab opens while a removed photo may still be put back: it is there', async () => {
    await press(fieldText.removePhoto, { i: 1 })
    await press(fieldText.removeSure)
    await expect(page.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 1 }) })).toHaveCount(0)
    await other.goto(address)
    await other.getByRole('button', { name: driver.say(fieldText.records), exact: true }).click()
    await other
      .getByRole('list', { name: driver.say(fieldText.records) })
      .getByRole('button', { name: /9900010001/ })
      .click()
    await page.bringToFront()
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await expect(page.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 1 }) })).toBeVisible()
  })
  await test.step('both write on the same record; a third, opened after both are gone, has all of it', async () => {
    await other.getByTestId('check').getByRole('button', { name: /^J3/ }).click()
    await other.getByRole('button', { name: driver.say(STATUS_LABELS.lost), exact: true }).click()
    await page.getByRole('textbox', note).fill('旁有新沟')
    await other.getByRole('textbox', note).fill('桩已不在')
    await expect(other.locator('[data-region="field"]')).toContainText('已存')
    await page.close()
    await other.close()
    const third = await context.newPage()
    await third.goto(address)
    await third.getByRole('button', { name: driver.say(fieldText.records), exact: true }).click()
    await third
      .getByRole('list', { name: driver.say(fieldText.records) })
      .getByRole('button', { name: /9900010001/ })
      .click()
    await expect(third.getByTestId('check')).toContainText('2/4')
    await third.getByTestId('check').getByRole('button', { name: /^J2/ }).click()
    await expect(third.getByRole('textbox', note)).toHaveValue('旁有新沟')
    await expect(third.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 1 }) })).toBeVisible()
    await third.getByRole('button', { name: driver.say(fieldText.next), exact: true }).click()
    await expect(third.getByRole('textbox', note)).toHaveValue('桩已不在')
  })
})
