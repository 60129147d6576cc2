import { panelMeasure } from '../../src/commands/palette/panel-measure.ts'
import { tableOpen } from '../../src/commands/table-open.ts'
import { exportText } from '../../src/i18n/export.ts'
import { measureText } from '../../src/i18n/measure.ts'
import { shellText } from '../../src/i18n/shell.ts'
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

test('the head of a table keeps to one line of buttons beside a panel on a desktop, and what closes it beside its title on a phone', async ({
  driver,
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  driver.locale = 'en'
  await driver.open()
  await driver.doWithLayer('Parcels', tableOpen.title)
  const table = page.getByRole('region', { name: driver.say(tableText.title, { layer: 'Parcels' }) })
  await table.getByRole('grid').press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(table.getByRole('button', { name: driver.say(tableText.onlySelected) })).toBeVisible()
  await page.getByRole('button', { name: driver.say(panelMeasure.title), exact: true }).click()
  await expect(page.getByRole('radiogroup', { name: driver.say(measureText.kind) })).toBeVisible()
  const head = table.locator('header')
  const buttons = head.getByRole('button')
  await expect
    .poll(
      async () =>
        new Set(await buttons.evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().bottom)))).size,
    )
    .toBe(1)
  // a line of buttons for a finger
  expect((await head.boundingBox())?.height ?? 99).toBeLessThan(60)
  await head.getByRole('button', { name: driver.say(tableText.more) }).click()
  await expect(page.getByRole('menuitem', { name: driver.say(tableText.copy) })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.setViewportSize({ width: 360, height: 780 })
  await page.getByRole('tab', { name: driver.say(shellText.tablePanel) }).click()
  // what closes it stands beside the title, not in a row of its own
  const name = await table.getByRole('heading').boundingBox()
  const close = await table.getByRole('button', { name: driver.say(tableText.close) }).boundingBox()
  const middle = (close?.y ?? 0) + (close?.height ?? 0) / 2
  expect(middle).toBeGreaterThan(name?.y ?? 0)
  expect(middle).toBeLessThan((name?.y ?? 0) + (name?.height ?? 0))
})
