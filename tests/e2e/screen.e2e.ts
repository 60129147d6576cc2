import { layersText } from '../../src/i18n/layers.ts'
import { shellText } from '../../src/i18n/shell.ts'
import type { Driver } from './driver.ts'
import { expect, test } from './guard.ts'
import { shippedLayer } from './shipped.ts'

const parcels = shippedLayer('parcels').title
const parks = shippedLayer('wetland-parks').title
const AT = '15/37.6/118.6'
const focusMap = (driver: Driver) => driver.map.locator('canvas').focus()

test('F2 renames the layer that has the focus; Ctrl+Z gives it its name back', async ({ driver, page }) => {
  await driver.open()
  await driver.layer(parks.zh).focus()
  await page.keyboard.press('F2')
  const field = driver.dialog.getByRole('textbox', { name: driver.say(layersText.newName) })
  await expect(field).toHaveValue(parks.zh)
  await field.fill('湿地一览')
  await page.keyboard.press('Enter')
  await expect(driver.dialog).toHaveCount(0)
  await expect(driver.layer('湿地一览')).toBeVisible()
  await focusMap(driver)
  await page.keyboard.press('Control+z')
  await expect(driver.layer(parks.zh)).toBeVisible()
})

test('a class is shown alone, the chip says so and takes it back', async ({ driver, page }) => {
  await driver.open()
  const legend = page.getByRole('list', { name: driver.say(layersText.legendOf, { layer: parcels.zh }) })
  await legend.getByRole('button', { name: /^0102/ }).click()
  const chip = page.getByRole('list', { name: driver.say(shellText.activeFilters) })
  await expect(chip).toContainText('0102')
  const shown = legend.getByRole('button', { name: /^0102/ })
  await expect(shown).toHaveAttribute('aria-pressed', 'true')
  await chip.getByRole('button').click()
  await expect(chip).toHaveCount(0)
  await expect(shown).toHaveAttribute('aria-pressed', 'false')
})

test('Shift+drag zooms to the box', async ({ driver, page }) => {
  await driver.open('./', AT)
  const scale = page.getByRole('textbox', { name: /1:/ })
  const before = Number((await scale.inputValue()).replace(/\D/g, ''))
  await page.keyboard.down('Shift')
  await driver.dragBox(200, 140)
  await page.keyboard.up('Shift')
  await expect.poll(async () => Number((await scale.inputValue()).replace(/\D/g, ''))).toBeLessThan(before / 2)
})

test('the place menu opens at a right click and says its place in several forms', async ({ driver, page }) => {
  await driver.open('./', AT)
  const box = await driver.map.boundingBox()
  await page.mouse.click((box?.x ?? 0) + 700, (box?.y ?? 0) + 300, { button: 'right' })
  const menu = page.getByRole('menu', { name: driver.say(shellText.placeMenu) })
  await expect(menu.getByRole('menuitem')).toHaveCount(5)
  await expect(menu).toContainText(/X .* Y /)
  await expect(menu).toContainText('°')
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
})

test.describe('a finger', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 })

  test('a long press opens the place menu', async ({ driver, page }) => {
    await driver.open('./', AT)
    const box = await driver.map.boundingBox()
    const at = { x: (box?.x ?? 0) + 150, y: (box?.y ?? 0) + 150 }
    const client = await page.context().newCDPSession(page)
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
    await page.waitForTimeout(700)
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect(page.getByRole('menu', { name: driver.say(shellText.placeMenu) })).toBeVisible()
  })
})
