import { geoJsonOf, parcelFabric } from '../../scripts/bench/fabric.ts'
import type { InMemoryFile } from './driver.ts'
import { expect, test } from './guard.ts'

function parcels(count: number): InMemoryFile {
  const buffer = Buffer.from([...geoJsonOf(parcelFabric(count))].join(''))
  return { name: `parcels-${count}.geojson`, mimeType: 'application/geo+json', buffer }
}

test('where the device refuses to keep data, this is said and the work goes on', async ({ driver, secondDistrict }) => {
  await driver.open(secondDistrict)
  const session = await driver.page.context().newCDPSession(driver.page)
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(driver.page.url()).origin, quotaSize: 50_000 })
  await driver.importFiles([parcels(2000)], 2000)
  await expect(driver.toasts.getByText(/不允许在本机保存/)).toBeVisible()
  await driver.whenDrawn()
  await expect(driver.layer('parcels-2000')).toBeVisible()
})

test('a tab that is closed while it imports comes back as it was, without half a layer', async ({ driver, secondDistrict }) => {
  await driver.open(secondDistrict)
  await driver.pickFiles([parcels(20_000)])
  await driver.page.goto('about:blank')
  await driver.open(secondDistrict)
  await expect(driver.tree.getByRole('row', { name: /^parcels-/ })).toHaveCount(0)
  await driver.importFiles([parcels(200)], 200)
  await expect(driver.layer('parcels-200')).toBeVisible()
})

test('a large imported layer is whole after a reload', async ({ driver, secondDistrict }) => {
  await driver.open(secondDistrict)
  await driver.importFiles([parcels(30_000)], 30_000)
  await driver.page.waitForTimeout(3000)
  await driver.page.reload()
  await driver.whenReady()
  await expect(driver.layer('parcels-30000')).toBeVisible()
  await expect(driver.layer('parcels-30000')).toContainText('30')
})
