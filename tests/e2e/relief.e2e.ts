import { reliefShow } from '../../src/commands/relief-show.ts'
import { colourGrid, otherCells } from '../colour-grid.ts'
import { colorAt } from './color-at.ts'
import { expect, test } from './guard.ts'

// software WebGL draws the ground as a mesh: seconds a frame
test('relief tilts the map over its heights, features are still found, and it lies flat again', { tag: '@long' }, async ({
  driver,
  page,
}) => {
  test.slow()
  await driver.open(undefined, '11/37.6/118.7')
  const look = async () => colourGrid(await driver.whenStill(32, 18), 32, 18)
  const flat = await look()
  await driver.chooseMore(reliefShow.title)
  // the tilt has ended, and the heights are there
  await expect.poll(async () => otherCells(flat, await look()).length, { timeout: 120_000 }).toBeGreaterThan(80)
  await driver.clickMap(30, 60)
  await expect(driver.card).toBeVisible({ timeout: 30_000 })
  await page.keyboard.press('Escape')

  // flatter by a drag with the right button, which opens no menu; steep again by keys
  const tilted = await look()
  const [x, y] = [700, 300]
  await page.mouse.move(x, y)
  await page.mouse.down({ button: 'right' })
  await page.mouse.move(x, y + 60, { steps: 6 })
  await page.mouse.up({ button: 'right' })
  await expect(page.getByRole('menu')).toHaveCount(0)
  const dragged = await look()
  expect(otherCells(tilted, dragged).length).toBeGreaterThan(40)
  await driver.map.locator('canvas').focus()
  for (let press = 0; press < 6; press++) await page.keyboard.press('PageDown')
  await expect.poll(async () => otherCells(dragged, await look()).length, { timeout: 60_000 }).toBeGreaterThan(40)
  // as steep as may be, there is ground up to the upper edge
  expect(await colorAt(page, 400, 56)).not.toBe('0,0,0')
  await driver.chooseMore(reliefShow.title)
  await expect.poll(async () => otherCells(flat, await look()).length, { timeout: 60_000 }).toBeLessThan(40)
})
