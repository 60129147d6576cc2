import { reliefShow } from '../../src/commands/relief-show.ts'
import { colourGrid, otherCells } from '../colour-grid.ts'
import { expect, test } from './guard.ts'

// software WebGL draws the ground as a mesh: seconds a frame
test('relief tilts the map over its heights, features are still found, and it lies flat again', { tag: '@long' }, async ({
  driver,
  page,
}) => {
  await driver.open(undefined, '11/37.6/118.7')
  const look = async () => colourGrid(await driver.whenStill(32, 18), 32, 18)
  const flat = await look()
  await driver.chooseMore(reliefShow.title)
  // the tilt has ended, and the heights are there
  await expect.poll(async () => otherCells(flat, await look()).length, { timeout: 120_000 }).toBeGreaterThan(80)
  await driver.clickMap(30, 60)
  await expect(driver.card).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Escape')
  await driver.chooseMore(reliefShow.title)
  await expect.poll(async () => otherCells(flat, await look()).length, { timeout: 60_000 }).toBeLessThan(40)
})
