import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { layersText } from '../../src/i18n/layers.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { expect, test } from './guard.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly html: string; readonly failureSummary: string }[]
}

/** Findings of axe that are serious or worse, one line a place. */
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const findings = await page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: { run(context: Document, options: object): Promise<{ violations: unknown }> } })
      .axe
    return (await axe.run(document, { resultTypes: ['violations'] })).violations
  })
  return (findings as Finding[])
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`))
}

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`${colorScheme}`, () => {
    test.use({ colorScheme })

    test('the map, the panels and the result are accessible', async ({ driver, page }) => {
      await driver.open()
      expect(await seriousFindings(page)).toEqual([])
      await driver.clickMap()
      await driver.openAnalysis()
      await driver.run()
      await expect(page.getByRole('grid')).toBeVisible({ timeout: 40_000 })
      expect(await seriousFindings(page)).toEqual([])
    })
  })

test('both languages, switched at once', async ({ driver, page }) => {
  await driver.open()
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

test('the map keeps at least sixty percent of a desktop window', async ({ driver, page }) => {
  await driver.open()
  const covered = await page.evaluate(() => {
    const map = document.querySelector('[data-map-state]')
    let free = 0
    const step = 10
    for (let x = step / 2; x < innerWidth; x += step)
      for (let y = step / 2; y < innerHeight; y += step) if (map?.contains(document.elementFromPoint(x, y))) free += step * step
    return 1 - free / (innerWidth * innerHeight)
  })
  expect(covered).toBeLessThan(0.4)
})

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 })

  for (const locale of ['zh', 'en'] as const)
    test(`fits, without sideways scrolling, with targets a finger can hit (${locale})`, async ({ driver, page }) => {
      driver.locale = locale
      await driver.open()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('button, a[href], input, [role="button"]')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true }))
          .map((element) => {
            const target = element.closest('label') ?? element
            const { width, height } = target.getBoundingClientRect()
            return { name: element.getAttribute('aria-label') ?? element.textContent, width, height }
          })
          .filter(({ width, height }) => width > 1 && height > 1 && (width < 24 || height < 24)),
      )
      expect(small).toEqual([])
      expect(await seriousFindings(page)).toEqual([])
    })

  test('identifies by a tap', async ({ driver, page }) => {
    await driver.open('./', '15/37.6/118.6')
    const box = await driver.map.boundingBox()
    await page.touchscreen.tap((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 3)
    await expect(page.getByRole('tab', { name: driver.say(shellText.cardPanel), selected: true })).toBeVisible()
    await expect(page.getByRole('tabpanel')).toContainText(/此处有|370505/)
  })
})
