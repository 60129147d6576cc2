import { tableOpen } from '../../src/commands/table-open.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { expect, test } from './guard.ts'
import { unpainted } from './unpainted.ts'

// thirteen neighbouring parcels in the middle of 28 970 rows: the table opens scrolled to a selected row
const SELECTED = '&sel=parcels%40430bb76e489f:b64~b67-b69~b6b-b6f~b6z~ba1-ba3'

test('a table that opens at a selected row leaves no band of the map unpainted', async ({ driver, page }) => {
  await driver.open('./', `15/37.73552/118.74925${SELECTED}`)
  await expect(page.getByTestId('selection-chip')).toContainText('13')
  await page.getByRole('button', { name: driver.say(shellText.more), exact: true }).click()
  await page
    .getByRole('menuitem', { name: driver.say(tableOpen.title) })
    .first()
    .click()
  await expect(page.getByRole('grid').getByRole('row', { selected: true }).first()).toBeVisible()
  await driver.whenDrawn()
  expect(await unpainted(await page.screenshot()), 'pixels that nothing was painted on').toBe(0)
})
