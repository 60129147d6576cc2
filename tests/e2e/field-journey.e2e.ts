import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import '../../src/i18n/all-messages.ts'
import type { Catalog } from '../../src/app/catalog.ts'
import { fieldMode } from '../../src/commands/palette/field-mode.ts'
import { pointFromLngLat } from '../../src/core/crs.ts'
import { STATUS_LABELS } from '../../src/core/field/check-labels.ts'
import { placeAlong } from '../../src/core/field/local-plane.ts'
import { messageOf } from '../../src/i18n/errors.ts'
import { fieldText } from '../../src/i18n/field.ts'
import { offlineText } from '../../src/i18n/offline.ts'
import { packText } from '../../src/i18n/pack.ts'
import { onemap } from '../onemap.ts'
import { type Deployment, deploy } from './deployment.ts'
import { Driver } from './driver.ts'
import { like, packFiles, stand } from './field-edge.ts'
import { expect, SECOND, test } from './guard.ts'
import { manyPlots } from './many-plots.ts'
import { photoWithExif } from './photo.ts'
import { publishNewVersion, whenKept } from './shell-kept.ts'

const OPEN = { zh: '离线包…', en: 'Take offline…' }
/** Of the 100 × 100 plots the one in row 50, column 50: its north-west corner is its J1, and it is counted from the south-west. */
const STEP = 0.0005
const NW = { lng: 103.95 + 50 * STEP, lat: 30.6 + 51 * STEP }
const CODE = '990001005050'
const CRS = 'EPSG:4523'
const at = (azimuthDeg: number, distanceM: number) => {
  const [lng, lat] = placeAlong(NW.lng, NW.lat, { azimuthDeg, distanceM })
  return { lng, lat }
}
/** A phone's walk to the corner from within, with a jump. */
const TRACK = [40, 10, 9, 8, 7, 90, 9, 8].map((metres, i) => ({ ...at(135 + (i % 3) * 3, metres), accuracyM: 6 }))

const button = (page: Page, driver: Driver, words: { zh: string; en: string }, values = {}) =>
  page.getByRole('button', { name: driver.say(words, values), exact: true })

test.describe('from the office into the field and back', { tag: '@long' }, () => {
  test.use({
    serviceWorkers: 'allow',
    actionTimeout: 20_000,
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
    permissions: ['geolocation'],
    expectedErrors: { patterns: [/ERR_CONNECTION_REFUSED/, /Failed to fetch/, /ERR_FAILED/, /QuotaExceeded/] },
  })
  let folder: string
  let deployment: Deployment
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'field-'))
    cpSync(SECOND, folder, { recursive: true })
    writeFileSync(join(folder, 'many.geojson'), manyPlots(100))
    const layers = join(folder, 'layers')
    const run = await onemap('layers', 'add', join(folder, 'many.geojson'), '--id', 'plots', '--folder', layers)
    expect(run.exit, run.stderr).toBe(0)
    // a file in the folder would be taken for one of the application
    rmSync(join(folder, 'many.geojson'))
  })
  test.beforeEach(async () => {
    deployment = await deploy(folder)
  })
  test.afterEach(() => deployment.close())
  test.afterAll(() => rmSync(folder, { recursive: true }))

  for (const locale of ['zh', 'en'] as const)
    test(`an area is taken offline, the server goes, a boundary is checked, the tab is killed, an update comes, the record goes home, ${locale}`, async ({
      driver,
      page,
      context,
      browser,
      guard,
    }) => {
      driver.locale = locale
      const today = driver.say({ zh: '今天', en: 'today' })
      const load = like(`^${driver.say(offlineText.load, { size: '' }).trim()}`)
      test.setTimeout(420_000)
      const catalog: Catalog = JSON.parse(readFileSync(join(deployment.root, 'layers/catalog.json'), 'utf8'))
      const whole = catalog.layers.find(({ id }) => id === 'plots')
      if (whole?.kind !== 'table') throw new Error('plots')

      await test.step('the area of the view goes along: its size is told before', async () => {
        await driver.open(deployment.url, `16/${NW.lat}/${NW.lng}`)
        await whenKept(page)
        await driver.chooseMore(OPEN)
        const { dialog } = driver
        await dialog.getByRole('button', { name: new RegExp(driver.say(offlineText.area)) }).click()
        await page.getByRole('option', { name: driver.say(offlineText.areaView) }).click()
        await expect(dialog).toContainText(like(driver.say(offlineText.partCount, { count: '\\d+', all: '10\\D000' })))
        await expect(dialog).toContainText(driver.say(offlineText.reopens))
        await dialog.getByRole('button', { name: load }).click()
        // the page opens anew with what is here
        await expect(dialog).toHaveCount(0, { timeout: 60_000 })
        await driver.whenReady()
      })
      const files = await packFiles(page)
      const bytes = Math.max(...files.map(({ size }) => size))
      await test.step('on the device lies that much less, each file named by what is in it', () => {
        expect(files.map(({ name }) => name)).toEqual(files.map(({ digest }) => digest))
        expect(files).toHaveLength(2)
        expect(bytes).toBeLessThan(whole.bytes / 5)
      })

      await test.step('the server goes; after a reload the parcel, its neighbours and the end of the area are known', async () => {
        await deployment.stop()
        await page.reload()
        await driver.whenReady()
        await stand(context, TRACK[0])
        await driver.chooseMore(fieldMode.title)
        await expect(page.getByTestId('parcel-here')).toHaveText(CODE)
        await expect(page.locator('[data-region="field-head"]')).toContainText(
          like(`${driver.say(offlineText.offline)}${driver.say(offlineText.packLine, { age: today })}`),
        )
        await page
          .locator('[data-region="field-head"]')
          .getByRole('button', { name: new RegExp(driver.say(offlineText.statusHelp, { state: '' }).trim()) })
          .click()
        for (const words of [
          driver.say(offlineText.areaView),
          driver.say(packText.programHere),
          like(
            `${driver.say(packText.parcels, { title: driver.say({ zh: '地块', en: 'Plots' }), count: '\\d+' })} · ${driver.say(packText.layersCount, { n: 2 })}`,
          ),
          like(driver.say(packText.used, { used: '.*', pack: '.*' })),
        ])
          await expect(driver.dialog).toContainText(words)
        await expect(driver.dialog.getByRole('list', { name: driver.say(packText.contents) })).toContainText(
          like(`\\d+ (/|of) 10\\D000.*${today}.*${driver.say(packText.isHere)}`),
        )
        await expect(driver.dialog).toContainText(driver.say(packText.nothingMissing))
        await driver.dialog.getByRole('button', { name: driver.say(packText.close), exact: true }).click()
        // a phone would make the page wider rather than cut it off
        expect(await page.evaluate(() => innerWidth)).toBe(360)
        await stand(context, { lng: 103.955, lat: 30.605 })
        await expect(page.locator('[data-region="field"]').getByRole('alert')).toContainText(
          messageOf('offline.outside', { layers: '' }, locale).trim(),
        )
        await stand(context, TRACK[0])
        await expect(page.getByTestId('parcel-here')).toHaveText(CODE)
      })

      await test.step('a boundary point along the recorded track: the phone may not judge, its jump is left out', async () => {
        await button(page, driver, fieldText.checkThis).click()
        await page.getByTestId('check').getByRole('button', { name: /^J1 X/ }).click()
        await button(page, driver, fieldText.measure, { n: 10 }).click()
        for (const [i, place] of [...TRACK.slice(1), ...TRACK.slice(2, 5)].entries()) {
          await stand(context, place)
          if (i < 9) await expect(button(page, driver, fieldText.measuring, { i: i + 1, n: 10 })).toBeVisible()
        }
        await expect(page.getByTestId('verdict')).toContainText(driver.say(fieldText.rejected, { n: 1 }))
        await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'refused')
        await button(page, driver, STATUS_LABELS.moved).click()
        const chooser = page.waitForEvent('filechooser')
        await button(page, driver, fieldText.photo, { n: '' }).click()
        await (await chooser).setFiles({ name: 'j1.jpg', mimeType: 'image/jpeg', buffer: await photoWithExif(page) })
        await expect(page.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 1 }) })).toBeVisible()
      })

      const note = page.getByRole('textbox', { name: driver.say(fieldText.note) })
      await test.step('no room left while writing: said at once, what was kept stays, and it goes on once there is room', async () => {
        const alert = page.locator('[data-region="field"]').getByRole('alert')
        const device = await context.newCDPSession(page)
        const origin = new URL(deployment.url).origin
        await device.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
        // the browser asks for what is left twice a minute
        await expect(async () => {
          await note.fill(`界桩被移走 ${Date.now()}`)
          await expect(alert).toContainText(driver.say(fieldText.full), { timeout: 2000 })
        }).toPass({ timeout: 60_000 })
        const chooser = page.waitForEvent('filechooser')
        await button(page, driver, fieldText.photo, { n: 1 }).click()
        await (await chooser).setFiles({ name: 'j1b.jpg', mimeType: 'image/jpeg', buffer: await photoWithExif(page) })
        await expect(driver.toasts).toContainText(driver.say({ zh: '照片没有存下', en: 'The photo was not kept' }))
        await expect(page.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 2 }) })).toHaveCount(0)
        await device.send('Storage.overrideQuotaForOrigin', { origin })
        await note.fill('界桩被移走，旁有新沟')
        await expect(alert).toHaveCount(0)
        await expect(page.locator('[data-region="field"]')).toContainText(driver.say(fieldText.saved, { time: '' }).trim())
      })

      await test.step('the tab is killed in the middle of a word', async () => {
        await note.pressSequentially('，宽')
        const client = await context.newCDPSession(page)
        const crashed = page.waitForEvent('crash', { timeout: 10_000 }).catch(() => page.close())
        void client.send('Page.crash').catch(() => {})
        await crashed
      })
      const again = await context.newPage()
      const phone = new Driver(again)
      phone.locale = locale
      const openRecord = async () => {
        await again.getByRole('button', { name: driver.say(fieldText.records), exact: true }).click()
        await again
          .getByRole('list', { name: driver.say(fieldText.records) })
          .getByRole('button', { name: new RegExp(CODE) })
          .click()
        await again.getByTestId('check').getByRole('button', { name: /^J1 X/ }).click()
      }
      const words = again.getByRole('textbox', { name: driver.say(fieldText.note) })
      await test.step('reopened without a server: point, photo and words are there', async () => {
        await again.goto(deployment.url)
        await openRecord()
        await expect(words).toHaveValue(/^界桩被移走，旁有新沟，?宽?$/)
        await expect(again.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 1 }) })).toBeVisible()
        await expect(again.getByTestId('verdict')).toContainText(driver.say(fieldText.rejected, { n: 1 }))
      })

      await test.step('a newer application comes while a record is open: nothing moves; accepted, the record is as it was', async () => {
        await deployment.restart()
        await publishNewVersion(deployment)
        await again.evaluate(() => dispatchEvent(new Event('online')))
        // it is fetched beside the shown one
        await expect
          .poll(
            () =>
              again.evaluate(async () => {
                const registration = await navigator.serviceWorker.getRegistration()
                await registration?.update().catch(() => null)
                return Boolean(registration?.waiting)
              }),
            { timeout: 60_000 },
          )
          .toBe(true)
        await words.fill('界桩被移走，旁有新沟，宽 1.2 m')
        await expect(again.locator('[data-region="field"]')).toContainText(driver.say(fieldText.saved, { time: '' }).trim())
        await button(again, driver, fieldText.rover).click()
        const [y, x] = pointFromLngLat(CRS, at(128, 0.42).lng, at(128, 0.42).lat)
        await phone.dialog
          .getByRole('textbox', { name: driver.say(fieldText.typeLabel) })
          .fill(`X ${x.toFixed(3)}，Y ${y.toFixed(3)}`)
        await phone.dialog.getByRole('textbox', { name: driver.say(fieldText.typeAccuracy) }).fill('0.03')
        await again.keyboard.press('Tab')
        await phone.dialog.getByRole('button', { name: driver.say(fieldText.typeAccept), exact: true }).click()
        await expect(again.getByTestId('verdict')).toHaveAttribute('data-verdict', 'fail')
        expect(await again.locator('meta[name="build"]').count()).toBe(0)
        // offered over the map, in field mode too
        await again.getByRole('button', { name: driver.say(offlineText.accept), exact: true }).click()
        await expect.poll(() => again.locator('meta[name="build"]').count(), { timeout: 60_000 }).toBe(1)
        await expect(again.locator('[data-region="field"]')).toBeVisible()
        await openRecord()
        await expect(words).toHaveValue('界桩被移走，旁有新沟，宽 1.2 m')
        await expect(again.getByTestId('verdict')).toHaveAttribute('data-verdict', 'fail')
      })

      const { zip, found } = await test.step('handed over: the record names the part that it was made with', async () => {
        await button(again, driver, fieldText.allPoints).click()
        await again.getByRole('button', { name: driver.say(fieldText.records), exact: true }).click()
        const save = async (words: { zh: string; en: string }) => {
          await again.getByRole('button', { name: driver.say(fieldText.exportAll, { n: 1 }) }).click()
          const coming = again.waitForEvent('download')
          await again.getByRole('menuitem', { name: driver.say(words) }).click()
          return readFile(await (await coming).path())
        }
        const cells = Object.values(unzipSync(await save(fieldText.exportXlsx)))
          .map((member) => strFromU8(member))
          .join('')
        for (const words of [
          CODE,
          'J4',
          STATUS_LABELS.moved[locale],
          driver.say({ zh: '超限', en: 'Beyond limit' }),
          '宽 1.2 m',
          driver.say({ zh: '界标种类', en: 'Marker' }),
        ])
          expect(cells).toContain(words)
        const pdf = await getDocument({ data: new Uint8Array(await save(fieldText.exportPdf)), verbosity: 0 }).promise
        const { items } = await (await pdf.getPage(1)).getTextContent()
        const printed = items.map((item) => ('str' in item ? item.str : '')).join('')
        for (const words of [
          driver.say({ zh: '界址核实表', en: 'Boundary check' }),
          CODE,
          STATUS_LABELS.moved[locale],
          '宽 1.2 m',
        ])
          expect(printed).toContain(words)
        const buffer = await save(fieldText.exportZip)
        const members = unzipSync(buffer)
        expect(Object.keys(members).filter((name) => name.startsWith('photos/'))).toHaveLength(1)
        const records = strFromU8(members['records.geojson'])
        expect(records).toContain('宽 1.2 m')
        const [largest] = files.toSorted((a, b) => b.size - a.size)
        expect(records).toContain(largest.digest)
        const found = await save(fieldText.exportTxt)
        const [y, x] = pointFromLngLat(CRS, at(128, 0.42).lng, at(128, 0.42).lat)
        expect(strFromU8(found)).toContain(`${x.toFixed(3)},${y.toFixed(3)}`)
        return { zip: buffer, found }
      })

      await test.step('on the office’s desktop it is there once, with its photo', async () => {
        const office = await browser.newContext({ viewport: { width: 1280, height: 720 }, serviceWorkers: 'block' })
        await guard(office)
        const desk = new Driver(await office.newPage())
        desk.locale = locale
        await desk.open(deployment.url)
        await desk.chooseMore(fieldMode.title)
        await desk.page.getByRole('button', { name: driver.say(fieldText.records), exact: true }).click()
        for (const [added, known] of [
          [1, 0],
          [0, 1],
        ]) {
          const chooser = desk.page.waitForEvent('filechooser')
          await desk.page.getByRole('button', { name: driver.say(fieldText.import) }).click()
          await (await chooser).setFiles({ name: 'records.zip', mimeType: 'application/zip', buffer: zip })
          await expect(
            desk.toasts.getByText(
              like(messageOf('field.imported', { added, updated: 0, known, photos: '\\d', conflicts: 0 }, locale)),
            ),
          ).toBeVisible()
        }
        await desk.page
          .getByRole('list', { name: driver.say(fieldText.records) })
          .getByRole('button', { name: new RegExp(CODE) })
          .click()
        await desk.page.getByTestId('check').getByRole('button', { name: /^J1 X/ }).click()
        await expect(desk.page.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 1 }) })).toBeVisible()
        // and the boundary as it was found, as a layer to draw by
        await desk.page.getByRole('button', { name: driver.say(fieldText.leave), exact: true }).click()
        await desk.importFiles([{ name: '实测界址.txt', mimeType: 'text/plain', buffer: found }], 1)
        await office.close()
      })

      await test.step('the whole layer again: what was left out is back', async () => {
        await button(again, driver, fieldText.leave).click()
        await phone.chooseMore(OPEN)
        await phone.dialog.getByRole('button', { name: new RegExp(driver.say(offlineText.area)) }).click()
        await again.getByRole('option', { name: driver.say(offlineText.areaWhole), exact: true }).click()
        await phone.dialog.getByRole('button', { name: load }).click()
        await expect(phone.dialog).toHaveCount(0, { timeout: 60_000 })
        await phone.whenReady()
        const largest = Math.max(...(await packFiles(again)).map(({ size }) => size))
        expect(largest).toBe(whole.bytes)
      })
    })
})
