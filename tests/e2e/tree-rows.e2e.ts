import { expect, test } from './guard.ts'
import { renderedRows, watchRows } from './rendered-rows.ts'

test('a move of the focus in the layer tree renders the rows that it leaves and reaches, no others', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await watchRows(page)
  await driver.open(secondDistrict)
  const rows = driver.tree.getByRole('row')
  expect(await rows.count()).toBeGreaterThan(3)
  await rows.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(1)).toBeFocused()
  await page.waitForTimeout(300)
  await renderedRows(page)
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(2)).toBeFocused()
  await page.waitForTimeout(300)
  const keys = await Promise.all([1, 2].map((n) => rows.nth(n).getAttribute('data-key')))
  expect((await renderedRows(page)).sort()).toEqual(keys.sort())
})
