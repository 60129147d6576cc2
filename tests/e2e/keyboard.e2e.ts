import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { analysisText } from '../../src/i18n/analysis.ts'
import { exportText } from '../../src/i18n/export.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { searchText } from '../../src/i18n/search.ts'
import { expect, test } from './guard.ts'

/** Name and role of what has the focus, as a screen reader finds them, near enough to steer by. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    const label = element?.getAttribute('aria-label') ?? element?.closest('label')?.textContent ?? element?.textContent ?? ''
    return `${element?.getAttribute('role') ?? element?.tagName.toLowerCase()} ${label.trim()}`
  })

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, wanted: RegExp, key = 'Tab'): Promise<void> {
  const seen: string[] = []
  for (let press = 0; press < 60; press++) {
    const now = await focused(page)
    if (wanted.test(now)) return
    seen.push(now)
    await page.keyboard.press(key)
  }
  throw new Error(`Tab never comes to ${wanted}, but to:\n${seen.join('\n')}`)
}

test('a summary is made and taken home without a pointer', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict)
  await page.keyboard.press('Control+k')
  expect(await focused(page)).toContain(driver.say(searchText.label))
  // Enter at once: the first of what these words find, not of what stood there before
  await page.keyboard.type('面积汇总')
  // the Enter that takes a word of an input method chooses nothing, and its keys are no commands
  const box = page.getByRole('combobox', { name: driver.say(searchText.label) })
  await box.dispatchEvent('keydown', { key: 'Enter', isComposing: true })
  await page.locator('body').dispatchEvent('keydown', { key: '?', isComposing: true })
  await expect(box).toHaveAttribute('aria-expanded', 'true')
  await expect(box).toHaveValue('面积汇总')
  await expect(driver.dialog).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('form')).toBeVisible()
  // the panel has the focus, not the search box fifteen stops before it
  await expect.poll(() => page.evaluate(() => Boolean(document.activeElement?.closest('[data-region="card"]')))).toBe(true)
  await expect(driver.runButton).toBeEnabled()
  await page.keyboard.press('Control+Enter')
  const grid = page.getByRole('grid')
  await expect(grid).toBeVisible()

  // F6 goes from region to region, the result among them
  const isInDrawer = () => page.evaluate(() => Boolean(document.activeElement?.closest('[data-region="drawer"]')))
  for (let press = 0; press < 8 && !(await isInDrawer()); press++) await page.keyboard.press('F6')
  expect(await isInDrawer()).toBe(true)
  await tabTo(page, /^grid|^gridcell|^columnheader|^row/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  expect(await isInDrawer()).toBe(true)

  await tabTo(page, new RegExp(driver.say(analysisText.exportResult)), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(driver.dialog).toBeVisible()
  await tabTo(page, /^input .*GeoJSON/)
  await page.keyboard.press('ArrowDown')
  await tabTo(page, new RegExp(`^button ${driver.say(exportText.run)}$`))
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.csv$/)
  expect(await readFile(await file.path(), 'utf8')).toContain('茶园')
  await expect(driver.dialog).toHaveCount(0)
  await expect.poll(() => focused(page)).toContain(driver.say(analysisText.exportResult))
})

test('the map is moved and asked at its crosshair, and Esc leads back one step at a time', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  await driver.map.locator('canvas').focus()
  const view = () => page.evaluate(() => location.hash)
  const before = await view()
  await page.keyboard.press('ArrowRight')
  await expect.poll(view).not.toBe(before)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Shift+ArrowDown')
  await driver.whenDrawn()
  await page.keyboard.press('Enter')
  await expect(driver.card).toContainText('990001')
  await page.keyboard.press('Escape')
  await expect(driver.card).toHaveCount(0)
})

test('the opacity of a layer is set by the arrow keys: the rows of the tree do not take them', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  await driver.doWithLayer('地块', layersText.opacity)
  const slider = driver.layer('地块').getByRole('slider', { name: driver.say(layersText.opacityOf) })
  await slider.focus()
  const before = Number(await slider.inputValue())
  for (let press = 0; press < 3; press++) await page.keyboard.press('ArrowLeft')
  await expect(slider).toBeFocused()
  await expect(slider).toHaveValue(String(Number((before - 0.15).toFixed(2))))
  await page.keyboard.press('ArrowUp')
  await expect(slider).toHaveValue(String(Number((before - 0.1).toFixed(2))))
  // it is in the project, not only on the slider
  await expect.poll(() => decodeURIComponent(page.url())).toContain(`plots,1,${Number((before - 0.1).toFixed(2))}`)
  await driver.map.locator('canvas').first().focus()
  await page.keyboard.press('Control+z')
  await expect(slider).toHaveValue(String(Number((before - 0.15).toFixed(2))))
})
