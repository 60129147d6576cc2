import { join } from 'node:path'
import areaSummary from '../../src/analyses/area-summary.ts'
import buffer from '../../src/analyses/buffer.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { expect, SECOND, test } from './guard.ts'
import { hold } from './state-steps.ts'

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

test('beside two levels and more the first area stays in sight, also when the words are scrolled', async ({ driver, page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  driver.locale = 'en'
  await driver.open()
  await driver.openAnalysis()
  for (const levels of [2, 3]) {
    if (levels === 3) await page.getByRole('button', { name: driver.say(analysisText.addLevel) }).click()
    await driver.run()
    const grid = page.getByRole('grid')
    await expect(grid).toBeVisible()
    // head, a line, the sums
    const areas = [
      grid.getByRole('columnheader', { name: /area/i }).first(),
      grid
        .getByRole('row')
        .nth(1)
        .getByText(/^[\d\s]+\.\d{4}$/)
        .first(),
      grid.getByRole('row').last().getByText('227 149.9044'.replace(' ', '\u00a0')).first(),
    ]
    for (const x of [0, 80, 0]) {
      await grid.evaluate((element, left) => element.scrollTo(left, 0), x)
      for (const area of areas) await expect(area).toBeInViewport({ ratio: 1 })
      // and nothing is drawn over it
      const isOnTop = await areas[0].evaluate((cell) => {
        const { x, y, width, height } = cell.getBoundingClientRect()
        return cell.contains(document.elementFromPoint(x + width / 2, y + height / 2))
      })
      expect(isOnTop).toBe(true)
      // a number that it cuts would look whole
      expect(
        await areas[1].evaluate(
          (text) => getComputedStyle(text.closest('[role="gridcell"]') ?? text, '::before').backgroundImage,
        ),
      ).toContain('gradient')
    }
    // where it is not at the edge, it cuts nothing
    await grid.evaluate((element) => element.scrollTo(element.scrollWidth, 0))
    await expect.poll(() => areas[0].evaluate((cell) => getComputedStyle(cell, '::before').content)).toBe('none')
    await page.getByRole('button', { name: driver.say(analysisText.closeResult) }).click()
  }
})

test('a message does not lie over how far the reading of a file is', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict)
  const release = await hold(page, '**/assets/shapefile-decode*')
  await driver.pickFiles([join(SECOND, '../formats/parcels-gbk.zip')])
  await expect(driver.readingStrip.getByRole('progressbar')).toBeVisible()
  await driver.showTab('layersPanel')
  await driver.doWithLayer('地块', layersText.remove)
  const message = driver.toasts.locator(':scope > div').first()
  await expect(message).toBeVisible()
  const strip = await driver.readingStrip.boundingBox()
  expect((await message.boundingBox())?.y ?? 0).toBeGreaterThanOrEqual((strip?.y ?? 0) + (strip?.height ?? 0))
  // once it is read they take its place
  await release()
  await expect(driver.readingStrip).toHaveCount(0)
  await expect.poll(async () => (await message.boundingBox())?.y).toBe(strip?.y)
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
