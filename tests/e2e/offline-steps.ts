import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalog } from '../../src/app/catalog.ts'
import { offlineText } from '../../src/i18n/offline.ts'
import type { Deployment } from './deployment.ts'
import type { Driver } from './driver.ts'
import { expect } from './guard.ts'

export const OPEN = { zh: '离线包…', en: 'Take offline…' }

export const press = (driver: Driver, name: RegExp | string) => driver.dialog.getByRole('button', { name }).click()
export const closeDialog = (driver: Driver) => driver.dialog.getByRole('button', { name: '关闭', exact: true }).click()

export async function takeOffline(driver: Driver): Promise<void> {
  await driver.chooseMore(OPEN)
  await expect(driver.dialog).toContainText(driver.say(offlineText.notPersisted))
  await press(driver, /^下载/)
  await expect(driver.toasts.getByText(/校验和一致/)).toBeVisible()
  await closeDialog(driver)
}

/** The office replaces the border by a file of two features. */
export function publishNewBorder({ root, write }: Deployment): void {
  const geojson = JSON.parse(readFileSync(join(root, 'layers/outline.geojson'), 'utf8'))
  const text = JSON.stringify({ ...geojson, features: [...geojson.features, ...geojson.features] })
  const catalog: Catalog = JSON.parse(readFileSync(join(root, 'layers/catalog.json'), 'utf8'))
  const change = { bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex'), date: '2027-03-01' }
  const layers = catalog.layers.map((layer) => (layer.id === 'outline' ? { ...layer, ...change, count: 2 } : layer))
  write('layers/outline.geojson', text)
  write('layers/catalog.json', JSON.stringify({ ...catalog, layers }))
}
