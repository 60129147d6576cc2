import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analysisText } from '../../src/i18n/analysis.ts'
import { expect, SECOND, test } from './guard.ts'
import { shippedFeatures } from './shipped.ts'
import { areaM2 } from './td-t-area.ts'

const FIRST_NAMES = /垦利|东营|黄河|Kenli|370505/

test('another district needs its own files and nothing else', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('青石区一张图')
  await expect(driver.tree).toContainText('地块')
  await expect(page.locator('footer, [data-region="status"]').first()).toContainText('测S(2026)001号')
  await driver.clickMap(3, 5)
  await expect(driver.card).toContainText(/990001 ?\d{4}/)
  await expect(driver.card).toContainText(/茶园|竹林|水塘/)
  expect(await page.locator('body').innerText()).not.toMatch(FIRST_NAMES)
  expect(await page.title()).not.toMatch(FIRST_NAMES)
})

test('its number of review is not broken in two on a phone, in neither language', async ({ driver, page, secondDistrict }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const locale of ['en', 'zh'] as const) {
    driver.locale = locale
    await page.goto('about:blank')
    await driver.open(secondDistrict)
    const lines = await page.getByText(/测S\(2026\)001号/).evaluate((notice) => {
      const [words] = [...notice.childNodes].filter(({ textContent }) => textContent?.includes('测S'))
      const from = words.textContent?.indexOf('测S') ?? 0
      const range = document.createRange()
      range.setStart(words, from)
      range.setEnd(words, from + '测S(2026)001号'.length)
      return new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size
    })
    expect(lines, locale).toBe(1)
  }
})

test('its summary closes, in the unit that its configuration asks for', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict)
  await driver.openAnalysis()
  await driver.choose(analysisText.layer, '地块')
  await driver.run()
  const sum = page.getByRole('grid').getByRole('row', { name: /合计/ })
  await expect(sum).toBeVisible()
  const exact = (await shippedFeatures(readFileSync(join(SECOND, 'layers/plots.fgb')))).reduce(
    (total, { geometry }) => total + areaM2(geometry),
    0,
  )
  const shown = (await sum.innerText()).replace(/\s/g, '')
  expect(shown).toContain((exact / (2000 / 3)).toFixed(2))
  expect(shown).toContain('20')
})

test('takes files in its own zone, and finds them by its own extent', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict)
  // 200 m by 200 m in the plane of zone 35 (EPSG:4523), and no word about it in the file
  const [x, y] = [35400000, 3387000]
  const ring = [
    [x, y],
    [x + 200, y],
    [x + 200, y + 200],
    [x, y + 200],
    [x, y],
  ]
  const feature = { type: 'Feature', properties: { 名称: '界外地' }, geometry: { type: 'Polygon', coordinates: [ring] } }
  const content = JSON.stringify({ type: 'FeatureCollection', features: [feature] })
  await driver.importFiles([{ name: '测区.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(content) }], 1)
  await driver.whenDrawn()
  await driver.openAnalysis()
  await driver.choose(analysisText.layer, '测区')
  await driver.run()
  const sum = page.getByRole('grid').getByRole('row', { name: /合计/ })
  await expect(sum).toBeVisible()
  // 40 000 m² in the plane are 60 mu; on the ellipsoid, 100 km from the central meridian, 1/4000 less
  const mu = Math.max(...((await sum.innerText()).match(/\d+\.\d\d/g) ?? []).map(Number).filter((figure) => figure < 100))
  expect(mu).toBeGreaterThan(59.97)
  expect(mu).toBeLessThan(59.995)
  await page.waitForTimeout(1500)
  await page.reload()
  await driver.whenReady()
  await expect(driver.tree.getByRole('row').filter({ hasText: '测区' })).toBeVisible()
  expect(await page.locator('body').innerText()).not.toMatch(FIRST_NAMES)
})
