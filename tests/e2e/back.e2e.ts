import { fieldMode } from '../../src/commands/palette/field-mode.ts'
import { settingsOpen } from '../../src/commands/palette/settings-open.ts'
import { STATUS_LABELS } from '../../src/core/field/check-labels.ts'
import { placeAlong } from '../../src/core/field/local-plane.ts'
import { fieldText } from '../../src/i18n/field.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { FIELD_SIZES } from './field-pictures.ts'
import { expect, test } from './guard.ts'

const [LNG, LAT] = placeAlong(103.959455979, 30.609042341, { azimuthDeg: 225, distanceM: 5 })
test.use({ viewport: FIELD_SIZES[0], hasTouch: true, isMobile: true, permissions: ['geolocation'] })

test('Back leaves one level at a time, keeps what was typed, and leaves the page only when nothing is open', async ({
  driver,
  page,
  context,
  secondDistrict,
}) => {
  const back = () => page.evaluate(() => history.back())
  const press = (words: { zh: string; en: string }) => page.getByRole('button', { name: driver.say(words), exact: true }).tap()
  const modes = page.getByRole('navigation', { name: driver.say(fieldText.modes) })

  await page.goto('about:blank')
  await context.setGeolocation({ longitude: LNG, latitude: LAT, accuracy: 6 })
  await driver.open(secondDistrict)
  await page.getByRole('button', { name: driver.say(shellText.more), exact: true }).tap()
  await expect(page.getByRole('menu')).toBeVisible()
  await back()
  await expect(page.getByRole('menu'), 'a menu is closed').toHaveCount(0)

  await driver.chooseMore(settingsOpen.title)
  await expect(driver.dialog).toBeVisible()
  await back()
  await expect(driver.dialog, 'a dialog is closed').toHaveCount(0)

  await driver.chooseMore(fieldMode.title)
  await page.getByTestId('standing').waitFor()
  await press(fieldText.check)
  await page.getByRole('button', { name: new RegExp(driver.say(fieldText.checkHere)) }).tap()
  await page.getByTestId('check').getByRole('button', { name: /^J2/ }).tap()
  await press(STATUS_LABELS.moved)
  const note = page.getByTestId('point').getByRole('textbox', { name: driver.say(fieldText.note) })
  await note.fill('界桩被移走')
  await press({ zh: 'RTK X,Y', en: 'RTK X,Y' })
  await expect(driver.dialog).toBeVisible()
  await back()
  await expect(driver.dialog).toHaveCount(0)
  await expect(page.getByTestId('point'), 'a dialog of a point leads to the point').toBeVisible()
  await note.tap()
  await back()
  await expect(page.getByTestId('check'), 'a point leads to the points').toBeVisible()
  await page.getByTestId('check').getByRole('button', { name: /^J2/ }).tap()
  await expect(note, 'what was typed is kept').toHaveValue('界桩被移走')
  await back()
  await back()
  await expect(page.getByTestId('check'), 'the points lead to the choice of a parcel').toHaveCount(0)
  await modes.getByRole('button').nth(3).tap()
  await back()
  await expect(modes.getByRole('button').first()).toHaveAttribute('aria-current', 'page')
  await modes.getByRole('button').first().tap()
  await back()
  await expect(modes, 'field mode is left').toHaveCount(0)

  // the address is that of what is seen, wherever the history stands
  const view = () => /map=[^&]+/.exec(page.url())?.[0]
  await driver.map.locator('canvas').first().tap()
  await back()
  const seen = view()
  expect(seen).toBeTruthy()
  await page.reload()
  await driver.map.waitFor()
  await expect.poll(view, 'a reload shows the same view').toBe(seen)
  await driver.map
    .locator('canvas')
    .first()
    .tap({ position: { x: 20, y: 120 } })
  await expect(async () => {
    await back()
    expect(page.url()).toBe('about:blank')
  }, 'with nothing open the page is left').toPass({ timeout: 15_000 })
})
