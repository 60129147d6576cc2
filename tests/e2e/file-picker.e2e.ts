import { writeFileSync } from 'node:fs'
import { expect, test } from './guard.ts'

const PLACE = {
  type: 'FeatureCollection',
  features: [{ type: 'Feature', properties: { name: 'A' }, geometry: { type: 'Point', coordinates: [118.3, 30.5] } }],
}
const IMPORT = { zh: '导入', en: 'Import' }

test('files that are looked for a long time are read: the browser may tidy up while its picker is open', async ({
  driver,
  secondDistrict,
}, info) => {
  await driver.open(secondDistrict)
  const { page } = driver
  const file = info.outputPath('place.geojson')
  writeFileSync(file, JSON.stringify(PLACE))
  // by the protocol alone: Playwright's own chooser holds on to the field
  const session = await page.context().newCDPSession(page)
  await session.send('Page.enable')
  await session.send('Page.setInterceptFileChooserDialog', { enabled: true })
  const opened = new Promise<number>((resolve) =>
    session.once('Page.fileChooserOpened', ({ backendNodeId }) => resolve(backendNodeId ?? 0)),
  )
  await page.getByRole('button', { name: driver.say(IMPORT), exact: true }).click()
  const backendNodeId = await opened
  await session.send('HeapProfiler.collectGarbage')
  await session.send('DOM.setFileInputFiles', { files: [file], backendNodeId })
  await expect(driver.layer('place')).toBeVisible()
  await expect(page.locator('input[type=file]')).toHaveCount(0)
})
