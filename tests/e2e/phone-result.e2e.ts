import areaSummary from '../../src/analyses/area-summary.ts'
import buffer from '../../src/analyses/buffer.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { expect, test } from './guard.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

test('on a phone a result comes up with its rows in sight, and the map when it is asked to show one of them', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  await driver.openAnalysis()
  await driver.run()
  const rows = page.getByRole('grid').getByRole('row')
  await expect(rows.nth(2)).toBeInViewport({ ratio: 0.3 })
  // a figure that the edge cuts looks whole
  const fade = () => page.getByRole('grid').evaluate((grid) => getComputedStyle(grid).maskImage)
  expect(await fade()).toContain('gradient')
  await page.getByRole('grid').evaluate((grid) => grid.scrollBy(grid.scrollWidth, 0))
  await expect.poll(fade).toBe('none')
  await rows.nth(1).click()
  await page.getByRole('button', { name: driver.say(analysisText.zoom), exact: true }).click()
  const sheet = page.getByRole('region', { name: driver.say(shellText.phoneSheet) })
  await expect.poll(async () => (await sheet.boundingBox())?.y ?? 0).toBeGreaterThan(844 * 0.5)
})

test('a message does not lie over what closes a raised sheet, nor over the sums of a drawer of the whole window', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  await driver.openAnalysis()
  await driver.run()
  const close = page.getByRole('button', { name: driver.say(analysisText.closeResult) })
  const bottomOfMessage = async () => {
    const box = await driver.toasts.locator(':scope > div').last().boundingBox()
    return (box?.y ?? 0) + (box?.height ?? Number.POSITIVE_INFINITY)
  }
  await driver.exportResult('csv')
  await expect(driver.toasts.locator(':scope > div')).not.toHaveCount(0)
  expect(await bottomOfMessage()).toBeLessThanOrEqual((await close.boundingBox())?.y ?? 0)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: driver.say(analysisText.full), exact: true }).click()
  const rows = page.getByRole('grid').getByRole('row')
  expect(await bottomOfMessage()).toBeLessThanOrEqual((await rows.first().boundingBox())?.y ?? 0)
})

test('the form of an analysis comes up with its fields in sight above the way to run', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await driver.open(secondDistrict)
  await driver.openAnalysis()
  const form = page.getByRole('form')
  const run = await driver.runButton.boundingBox()
  // layer and scope at least
  for (const field of [form.getByRole('button').first(), form.getByText(driver.say(analysisText.scopeAll)).first()]) {
    await expect(field).toBeInViewport({ ratio: 1 })
    const box = await field.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(run?.y ?? 0)
  }
})

test('asked for while a result is open the form comes, and the result stays in its list', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  await driver.openAnalysis()
  await driver.run()
  await expect(page.getByRole('grid')).toBeVisible()
  for (let time = 0; time < 2; time++) {
    await driver.openAnalysis()
    await expect(driver.runButton).toBeInViewport({ ratio: 1 })
    await expect(page.getByRole('form').getByRole('button').first()).toBeInViewport({ ratio: 1 })
    const runs = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^复算/ }) })
    await expect(runs).toHaveCount(1)
    await runs.getByRole('button').first().click()
    await expect(page.getByRole('grid')).toBeVisible()
  }
})

test('a result that is closed gives back the form that it came from, as it was filled in', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  await driver.openAnalysis()
  await driver.chooseAnalysis(buffer.title)
  const distance = page.getByRole('form').getByRole('textbox', { name: driver.say(buffer.params.distance.label) })
  await distance.fill('35')
  await page.keyboard.press('Tab')
  await driver.run()
  await expect(page.getByRole('grid')).toBeVisible()
  await page.getByRole('button', { name: driver.say(analysisText.closeResult) }).click()
  await expect(page.getByRole('form', { name: driver.say(buffer.title) })).toBeVisible()
  await expect(distance).toHaveValue('35')
})

test('the last of tabs that have no room side by side moves them, and not the panel', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await page.setViewportSize({ width: 280, height: 780 })
  driver.locale = 'en'
  await driver.open(secondDistrict)
  await driver.openAnalysis()
  // two levels have a sunburst: one tab more
  await page.getByRole('button', { name: driver.say(analysisText.addLevel) }).click()
  await driver.run()
  const title = page.getByRole('heading', { name: new RegExp(`^${driver.say(areaSummary.title)}`) })
  await expect(title).toBeVisible()
  const before = await title.boundingBox()
  await page.getByRole('tab', { name: driver.say(analysisText.notes), exact: true }).click()
  await expect(page.getByText(driver.say(analysisText.method), { exact: true })).toBeVisible()
  expect((await title.boundingBox())?.x).toBe(before?.x)
})
