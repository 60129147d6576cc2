import { layersText } from '../../src/i18n/layers.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { seriousFindings } from './axe.ts'
import { expect, test } from './guard.ts'
import { outOfReach } from './reach.ts'

// both themes and both languages; the screens with most on them in the other theme too
for (const [colorScheme, locale, tag] of [
  ['light', 'zh', []],
  ['dark', 'en', []],
  ['dark', 'zh', ['@long']],
  ['light', 'en', ['@long']],
] as const)
  test.describe(`${colorScheme}, ${locale}`, { tag: [...tag] }, () => {
    test.use({ colorScheme })

    test('the map, the panels, the menus and the dialogs are accessible', async ({ driver, page, secondDistrict }) => {
      driver.locale = locale
      await driver.open(secondDistrict)
      expect(await seriousFindings(page)).toEqual([])

      const plots = driver.say({ zh: '地块', en: 'Plots' })
      await driver
        .layer(plots)
        .getByRole('button', { name: driver.say(layersText.rowMenu, { layer: plots }) })
        .click()
      await expect(page.getByRole('menu')).toBeVisible()
      expect(await seriousFindings(page, '[role="menu"]')).toEqual([])
      await page.keyboard.press('Escape')

      await driver.clickMap(3, -60)
      await expect(page.getByTestId('feature-card')).toBeVisible()
      expect(await seriousFindings(page, '[data-region="card"]')).toEqual([])
      await page.keyboard.press('Escape')

      await driver.openAnalysis()
      await driver.run()
      await expect(page.getByRole('grid')).toBeVisible()
      expect(await seriousFindings(page)).toEqual([])
      await page.emulateMedia({ colorScheme: colorScheme === 'light' ? 'dark' : 'light' })
      expect(await seriousFindings(page)).toEqual([])
      await page.emulateMedia({ colorScheme })
      await driver.openResultExport()
      await expect(driver.dialog).toBeVisible()
      expect(await seriousFindings(page, '[role="dialog"]')).toEqual([])
      await page.keyboard.press('Escape')

      for (const item of [
        { zh: '设置', en: 'Settings' },
        { zh: '快捷键', en: 'Keyboard shortcuts' },
        { zh: '使用手册', en: 'Manual' },
      ]) {
        await driver.chooseMore(item)
        await expect(driver.dialog).toBeVisible()
        expect(await seriousFindings(page, '[role="dialog"]')).toEqual([])
        await page.keyboard.press('Escape')
        await expect(driver.dialog).toHaveCount(0)
      }

      await driver.pickFiles([{ name: '坏.geojson', mimeType: 'application/geo+json', buffer: Buffer.from('{') }])
      await expect(driver.dialog.getByRole('listitem')).toBeVisible()
      expect(await seriousFindings(page, '[role="dialog"]')).toEqual([])
    })
  })

test('both languages, switched at once', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict)
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await driver.switchLanguage()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-US')
  await expect(driver.tree).toBeVisible()
  const panel = page.getByRole('region', { name: driver.say(layersText.title), exact: true })
  expect(await panel.innerText()).not.toMatch(/\p{Script=Han}/u)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('One Map')
  await driver.switchLanguage()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
})

test('the map keeps at least sixty percent of a desktop window, whatever is open', async ({ driver, page, secondDistrict }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  await driver.open(secondDistrict)
  const share = () =>
    page.evaluate(() => {
      const map = document.querySelector('[data-map-state]')
      const step = 10
      let [free, all] = [0, 0]
      for (let x = step / 2; x < innerWidth; x += step)
        for (let y = step / 2; y < innerHeight; y += step) {
          all++
          if (map?.contains(document.elementFromPoint(x, y))) free++
        }
      return free / all
    })
  expect(await share()).toBeGreaterThan(0.6)
  await driver.openAnalysis()
  await expect(driver.runButton).toBeEnabled()
  expect(await share()).toBeGreaterThan(0.6)
  await driver.run()
  await expect(page.getByRole('grid')).toBeVisible({ timeout: 40_000 })
  expect(await share()).toBeGreaterThan(0.6)
})

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('fits at both sizes in both languages, each control within reach of a finger', async ({
    driver,
    page,
    secondDistrict,
  }) => {
    await driver.open(secondDistrict)
    for (const size of [
      { width: 390, height: 844 },
      { width: 360, height: 640 },
    ])
      for (const locale of size.width < 390 ? (['zh'] as const) : (['zh', 'en'] as const)) {
        await page.setViewportSize(size)
        if (driver.locale !== locale) await driver.switchLanguage()
        for (const tab of ['layersPanel', 'cardPanel', 'resultPanel'] as const) {
          await driver.showTab(tab)
          // half a small screen holds little more than the form's own head and foot
          if (tab === 'resultPanel') await page.getByRole('button', { name: driver.say(shellText.raise) }).click()
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
          expect([size, locale, tab, await outOfReach(page)]).toEqual([size, locale, tab, []])
        }
        await page.getByRole('button', { name: driver.say(shellText.lower) }).click()
        const map = await driver.map.boundingBox()
        const sheet = await page.getByRole('region', { name: driver.say(shellText.phoneSheet) }).boundingBox()
        expect(((sheet?.y ?? 0) - (map?.y ?? 0)) / size.height).toBeGreaterThanOrEqual(0.55)
        if (size.width >= 390) expect(await seriousFindings(page)).toEqual([])
      }
  })

  test('identifies by a tap', async ({ driver, page, secondDistrict }) => {
    await driver.open(secondDistrict)
    const box = await driver.map.boundingBox()
    await page.touchscreen.tap((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 3)
    await expect(page.getByRole('tab', { name: driver.say(shellText.cardPanel), selected: true })).toBeVisible()
    await expect(page.getByRole('tabpanel')).toContainText(/此处有|990001/)
  })
})
