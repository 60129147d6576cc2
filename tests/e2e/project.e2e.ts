import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import areaSummary from '../../src/analyses/area-summary.ts'
import { expect, test } from './guard.ts'

const SQUARE = {
  name: 'square.geojson',
  mimeType: 'application/geo+json',
  buffer: Buffer.from(
    JSON.stringify({
      type: 'Feature',
      properties: { 名称: '方' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [118.55, 37.59],
            [118.56, 37.59],
            [118.56, 37.6],
            [118.55, 37.6],
            [118.55, 37.59],
          ],
        ],
      },
    }),
  ),
}

test('the whole work travels in one file and opens on another device', async ({
  driver,
  page,
  elsewhere: other,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  await driver.importFiles([SQUARE], 1)
  // the view that travels is the one where the map has come to rest
  await driver.whenDrawn()
  // a result lies open, of what is selected
  await driver.clickMap()
  await driver.openAnalysis()
  await driver.choose(areaSummary.params.layer.label, 'square')
  await driver.run()
  const result = (on: Page) => on.getByRole('region', { name: new RegExp(`^分析结果：${driver.say(areaSummary.title)}`) })
  await expect(result(page).getByRole('grid')).toContainText(/1\s?470\.27/)
  const saved = page.waitForEvent('download')
  await driver.map.focus()
  await page.keyboard.press('Control+s')
  const download = await saved
  expect(download.suggestedFilename()).toMatch(/\.onemap$/)
  const buffer = await readFile(await download.path())

  // the same deployment
  await other.open(secondDistrict)
  await expect(other.layer('square')).toHaveCount(0)
  const open = async (name: string, content: Buffer) => {
    const chooser = other.page.waitForEvent('filechooser')
    await other.chooseMore({ zh: '打开工程…', en: 'Open project…' })
    await (await chooser).setFiles({ name, mimeType: 'application/zip', buffer: content })
  }
  await open('broken.onemap', buffer.subarray(0, buffer.length / 2))
  await expect(other.toasts.getByText('broken.onemap 不完整')).toBeVisible()
  await expect(other.layer('square')).toHaveCount(0)

  await open('work.onemap', buffer)
  const row = other.tree.getByRole('row').filter({ hasText: 'square' })
  await expect(row).toContainText('1')
  await expect(result(other.page).getByRole('grid')).toContainText(/1\s?470\.27/)
  await other.whenDrawn()
  await other.clickMap()
  await expect(other.card).toContainText(/980\s178\.91/)

  await other.map.focus()
  await other.page.keyboard.press('Control+z')
  await expect(row).toHaveCount(0)
})
