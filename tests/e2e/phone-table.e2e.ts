import { tableOpen } from '../../src/commands/table-open.ts'
import { exportText } from '../../src/i18n/export.ts'
import { tableText } from '../../src/i18n/table.ts'
import { expect, test } from './guard.ts'

test.use({ viewport: { width: 360, height: 780 }, hasTouch: true })

test('the table of the narrowest phone keeps its buttons to two lines, in English too', async ({
  driver,
  page,
  secondDistrict,
}) => {
  driver.locale = 'en'
  await driver.open(secondDistrict)
  await driver.showTab('layersPanel')
  await driver.doWithLayer('Plots', tableOpen.title)
  const table = page.getByRole('region', { name: driver.say(tableText.title, { layer: 'Plots' }) })
  await table.getByRole('grid').press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(table.getByRole('button', { name: driver.say(tableText.onlySelected) })).toBeVisible()

  const tops = await table
    .locator('header')
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((button) => Math.round(button.getBoundingClientRect().bottom)))
  expect(new Set(tops).size, `lower edges of the buttons: ${tops}`).toBeLessThanOrEqual(2)

  // columns that stay would fill the width: nothing is offered that would not happen
  await table.getByRole('button', { name: driver.say(tableText.columns), exact: true }).click()
  await expect(driver.dialog.getByRole('checkbox').first()).toBeVisible()
  await expect(driver.dialog.getByRole('button', { name: driver.say(tableText.freeze) })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await table.getByRole('button', { name: driver.say(tableText.menuOf, { column: 'Kind' }) }).click()
  await expect(driver.dialog.getByRole('button', { name: driver.say(tableText.hide) })).toBeVisible()
  await expect(driver.dialog.getByRole('button', { name: driver.say(tableText.freeze) })).toHaveCount(0)
  await page.keyboard.press('Escape')

  await table.getByRole('button', { name: driver.say(tableText.more) }).click()
  await expect(page.getByRole('menuitem', { name: driver.say(tableText.copy) })).toBeVisible()
  await page.getByRole('menuitem', { name: driver.say(tableText.export) }).click()
  await expect(page.getByRole('dialog', { name: driver.say(exportText.layerTitle, { layer: 'Plots' }) })).toBeVisible()
})
