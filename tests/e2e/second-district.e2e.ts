import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analysisText } from '../../src/i18n/analysis.ts'
import { type Deployment, deploy } from './deployment.ts'
import { expect, test } from './guard.ts'
import { shippedFeatures } from './shipped.ts'
import { areaM2 } from './td-t-area.ts'

const SECOND = join(import.meta.dirname, '../fixtures/second-district')
const FIRST_NAMES = /垦利|东营|黄河|Kenli|370505/

let deployment: Deployment
test.beforeEach(async () => {
  deployment = await deploy(SECOND)
})
test.afterEach(() => deployment.close())

test('another district needs its own files and nothing else', async ({ driver, page }) => {
  await driver.open(deployment.url)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('青石区一张图')
  await expect(driver.tree).toContainText('地块')
  await expect(page.locator('footer, [data-region="status"]').first()).toContainText('测S(2026)001号')
  await driver.clickMap(3, 5)
  await expect(driver.card).toContainText(/990001 ?\d{4}/)
  await expect(driver.card).toContainText(/茶园|竹林|水塘/)
  expect(await page.locator('body').innerText()).not.toMatch(FIRST_NAMES)
  expect(await page.title()).not.toMatch(FIRST_NAMES)
})

test('its summary closes, in the unit that its configuration asks for', async ({ driver, page }) => {
  await driver.open(deployment.url)
  await driver.openAnalysis()
  await driver.choose(analysisText.layer, '地块')
  await driver.run()
  const sum = page.getByRole('grid').getByRole('row', { name: /合计/ })
  await expect(sum).toBeVisible()
  const exact = (await shippedFeatures(readFileSync(join(SECOND, 'layers/plots.fgb')))).reduce(
    (total, { geometry }) => total + areaM2(geometry),
    0,
  )
  const shown = (await sum.innerText()).replace(/[\s\u2009]/g, '')
  expect(shown).toContain((exact / (2000 / 3)).toFixed(2))
  expect(shown).toContain('20')
})
