import { writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { geoJsonOf, parcelFabric } from '../../scripts/bench/fabric.ts'
import { importText } from '../../src/i18n/import.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { Driver, type InMemoryFile } from './driver.ts'
import { expect, test } from './guard.ts'

function parcels(count: number): InMemoryFile {
  const buffer = Buffer.from([...geoJsonOf(parcelFabric(count))].join(''))
  return { name: `parcels-${count}.geojson`, mimeType: 'application/geo+json', buffer }
}

/**
 * Slow to read: markup takes twenty times as long as the same parcels in a binary format. On the disk: handing it over takes no time; and
 * flushed, for a file whose time changes after it was chosen is refused by the browser.
 */
function slowFile(path: string, count = 100_000): string {
  const ring = (x: number, y: number) =>
    [0, 1, 2, 3, 4, 5, 6, 0].map((i) => `${x + 0.0004 * Math.cos(i)},${y + 0.0004 * Math.sin(i)}`).join(' ')
  const place = (i: number) =>
    `<Placemark><name>${i}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>${ring(118.3 + (i % 200) / 1000, 37.4 + i / 1e6)}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`
  const places = Array.from({ length: count }, (_, i) => place(i)).join('')
  writeFileSync(path, `<kml><Document>${places}</Document></kml>`, { flush: true })
  return path
}
const slow = (driver: Driver) => driver.tree.getByRole('row', { name: /^slow/ })

test('where the device refuses to keep data, this is said and the work goes on', async ({ driver, secondDistrict }) => {
  await driver.open(secondDistrict)
  const session = await driver.page.context().newCDPSession(driver.page)
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(driver.page.url()).origin, quotaSize: 50_000 })
  await driver.importFiles([parcels(2000)], 2000)
  await expect(driver.toasts.getByText(/本机空间已满/)).toBeVisible()
  await driver.whenDrawn()
  await expect(driver.layer('parcels-2000')).toBeVisible()
})

test('a file that comes while another is being read is read with it', async ({ driver, secondDistrict }, info) => {
  await driver.open(secondDistrict)
  await driver.pickFiles([slowFile(info.outputPath('slow.kml'))])
  await driver.readingStrip.getByRole('progressbar').waitFor()
  await driver.pickFiles([parcels(200)])
  await expect(driver.layer('parcels-200')).toBeVisible({ timeout: 90_000 })
  await expect(slow(driver)).toBeVisible()
  await expect(driver.tree.getByRole('row', { name: /^(slow|parcels-)/ })).toHaveCount(2)
})

test('a tab that is closed while it imports comes back as it was, without half a layer', async ({
  driver,
  secondDistrict,
}, info) => {
  test.slow()
  await driver.open(secondDistrict)
  await driver.pickFiles([parcels(20_000)])
  await driver.page.goto('about:blank')
  await driver.open(secondDistrict)
  await expect(driver.tree.getByRole('row', { name: /^parcels-/ })).toHaveCount(0)

  // stopped by hand instead: nothing has happened, and the next file is read
  await driver.pickFiles([slowFile(info.outputPath('slow.kml'), 200_000)])
  await driver.readingStrip.getByRole('progressbar').waitFor()
  await driver.readingStrip.getByRole('button', { name: driver.say(importText.cancel), exact: true }).click()
  await expect(driver.readingStrip).toHaveCount(0)
  await driver.importFiles([parcels(200)], 200)
  await expect(driver.layer('parcels-200')).toBeVisible()
  await expect(slow(driver)).toHaveCount(0)
})

/** Keys of the tables that this device keeps, and the layers that the kept state names. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const { name = '' } = (await indexedDB.databases()).find(({ name }) => name?.startsWith('one-map:')) ?? {}
    const db = await answer(indexedDB.open(name))
    const objectStore = (store: string) => db.transaction(store).objectStore(store)
    const tables = (await answer(objectStore('tables').getAllKeys())).map(String)
    const state = await answer(objectStore('state').get('current'))
    db.close()
    return {
      tables,
      layers: Object.values(state?.project.layers ?? {}).map((layer) => (layer as { title: { zh: string } }).title.zh),
    }
  })

test('a tab that opens drops no table that another open tab works with', { tag: '@long' }, async ({
  driver,
  page,
  context,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  const other = new Driver(await context.newPage())
  await other.open(secondDistrict)
  await driver.importFiles([parcels(200)], 200)
  await expect.poll(async () => (await kept(page)).layers).toContain('parcels-200')
  const { tables } = await kept(page)
  expect(tables.length).toBeGreaterThan(0)
  // it has never seen that layer, and is the last to save
  await other.switchLanguage()
  await expect.poll(async () => (await kept(page)).layers).not.toContain('parcels-200')
  await other.page.reload()
  await other.whenReady()
  expect((await kept(page)).tables).toEqual(tables)

  await driver.switchLanguage()
  await expect.poll(async () => (await kept(page)).layers).toContain('parcels-200')
  await page.reload()
  await driver.whenReady()
  await expect(driver.layer('parcels-200').getByRole('alert')).toHaveCount(0)
  await expect(driver.layer('parcels-200')).toContainText('200')

  // alone again: what nothing names any more goes
  await other.page.close()
  await driver.doWithLayer('parcels-200', layersText.remove)
  await expect.poll(async () => (await kept(page)).layers).not.toContain('parcels-200')
  await page.reload()
  await driver.whenReady()
  expect((await kept(page)).tables).toEqual([])
})

test('a large imported layer is whole after a reload', { tag: '@long' }, async ({ driver, secondDistrict }) => {
  await driver.open(secondDistrict)
  await driver.importFiles([parcels(30_000)], 30_000)
  await driver.page.waitForTimeout(3000)
  await driver.page.reload()
  await driver.whenReady()
  await expect(driver.layer('parcels-30000')).toBeVisible()
  await expect(driver.layer('parcels-30000')).toContainText('30')
})

/** Ends the tab as the system does when memory runs out: at once, wherever it is. */
async function kill(page: Page): Promise<void> {
  const gone = page.waitForEvent('crash')
  const session = await page.context().newCDPSession(page)
  session.send('Page.crash').catch(() => {})
  await gone
  await page.close()
}

test(
  'a tab that is killed in the middle of saving loses nothing that was saved',
  { tag: '@long' },
  async ({ driver, context, secondDistrict }, info) => {
    const reopen = async () => {
      const next = new Driver(await context.newPage())
      await next.open(secondDistrict)
      await expect(next.layer('parcels-200')).toContainText('200')
      await expect(next.tree.getByRole('alert')).toHaveCount(0)
      return next
    }
    await driver.open(secondDistrict)
    await driver.importFiles([parcels(200)], 200)
    const isSaved = () =>
      driver.page.evaluate(async () => {
        const open = indexedDB.open('one-map:990001')
        await new Promise((resolve) => open.addEventListener('success', resolve))
        const get = open.result.transaction('state').objectStore('state').get('current')
        await new Promise((resolve) => get.addEventListener('success', resolve))
        open.result.close()
        return (JSON.stringify(get.result) ?? '').includes('parcels-200')
      })
    await expect.poll(isSaved).toBe(true)

    const first = await test.step('while a file is being read', async () => {
      await driver.pickFiles([slowFile(info.outputPath('slow.kml'))])
      await driver.readingStrip.getByRole('progressbar').waitFor()
      await kill(driver.page)
      const next = await reopen()
      await expect(slow(next)).toHaveCount(0)
      return next
    })

    const second = await test.step('while a table is being stored', async () => {
      await first.importFiles([parcels(20_000)], 20_000)
      await kill(first.page)
      const next = await reopen()
      // whole, or not at all
      const large = next.layer('parcels-20000')
      if ((await large.count()) > 0) await expect(large).toContainText(/20\s000/)
      return next
    })

    await test.step('while the state is being written', async () => {
      const { page } = second
      await page.evaluate(() => {
        const { put } = IDBObjectStore.prototype
        IDBObjectStore.prototype.put = function (value, key) {
          const request = put.call(this, value, key)
          if (key === 'current') {
            console.log('being written')
            // asked for and not committed: that needs this thread
            for (const until = performance.now() + 20_000; performance.now() < until; );
          }
          return request
        }
      })
      const writing = page.waitForEvent('console', (message) => message.text() === 'being written')
      await second.layer('parcels-200').getByRole('checkbox').first().uncheck({ force: true })
      await writing
      await kill(page)
      await reopen()
    })
  },
)
