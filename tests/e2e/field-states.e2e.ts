import type { Page } from '@playwright/test'
import { strFromU8, unzipSync } from 'fflate'
import '../../src/i18n/all-messages.ts'
import { readFile } from 'node:fs/promises'
import { fieldMode } from '../../src/commands/palette/field-mode.ts'
import { pointFromLngLat } from '../../src/core/crs.ts'
import type { Check } from '../../src/core/field/check.ts'
import { CHECKS_MEMBER } from '../../src/core/field/check-geojson.ts'
import { STATUS_LABELS, VERDICT_LABELS } from '../../src/core/field/check-labels.ts'
import { placeAlong } from '../../src/core/field/local-plane.ts'
import { messageOf } from '../../src/i18n/errors.ts'
import { fieldText } from '../../src/i18n/field.ts'
import { offlineText } from '../../src/i18n/offline.ts'
import { packText } from '../../src/i18n/pack.ts'
import { settingsText } from '../../src/i18n/settings.ts'
import { seriousFindings } from './axe.ts'
import { type Deployment, deploy } from './deployment.ts'
import { switchLanguage } from './field-edge.ts'
import { FIELD_SIZES, fieldScreens, PICTURES } from './field-pictures.ts'
import { expect, SECOND, test } from './guard.ts'
import { sentences } from './nmea-sentences.ts'
import { photoWithExif } from './photo.ts'
import { doubleText } from './reach.ts'
import { unpainted } from './unpainted.ts'

const CORNER = { lng: 103.959455979, lat: 30.609042341 }
const at = (azimuthDeg: number, distanceM: number) => {
  const [lng, lat] = placeAlong(CORNER.lng, CORNER.lat, { azimuthDeg, distanceM })
  return { lng, lat }
}

test.use({
  viewport: FIELD_SIZES[0],
  hasTouch: true,
  isMobile: true,
  expectedErrors: { patterns: [/ERR_CONNECTION_(REFUSED|RESET)/, /ERR_FAILED/, /Failed to fetch/] },
})

let deployment: Deployment
test.beforeEach(async () => {
  deployment = await deploy(SECOND)
})
test.afterEach(() => deployment.close())

/** Runs in the page before all else: writing can be made to fail, as on a device without room. */
function roomThatEnds(): void {
  const { put } = IDBObjectStore.prototype
  IDBObjectStore.prototype.put = function (...given) {
    if (Reflect.get(globalThis, 'isFull')) throw new DOMException('', 'QuotaExceededError')
    return put.apply(this, given)
  }
}
/** As Chromium offers: it answers what the user pressed. */
const offerInstall = (page: Page) =>
  page.evaluate(() => {
    const offer = new Event('beforeinstallprompt', { cancelable: true })
    const prompt = async () => {
      Reflect.set(globalThis, 'isAsked', true)
      return { outcome: 'accepted' }
    }
    dispatchEvent(Object.assign(offer, { prompt }))
    return offer.defaultPrevented
  })

for (const locale of ['zh', 'en'] as const)
  test(`each state of field mode fits too: refused, rough, judged, full, taken, in conflict, cleared, ${locale}`, {
    tag: locale === 'en' ? '@long' : [],
  }, async ({ driver, page, context }) => {
    if (PICTURES) test.setTimeout(600_000)
    driver.locale = locale
    const say = driver.say.bind(driver)
    const button = (words: { zh: string; en: string }, values = {}) =>
      page.getByRole('button', { name: say(words, values), exact: true })
    const press = (words: { zh: string; en: string }, values = {}) => button(words, values).click()
    const screen = fieldScreens(page, locale)
    const sheet = page.locator('[data-region="field"]')
    const stand = ({ lng, lat }: { lng: number; lat: number }, accuracy: number) =>
      context.setGeolocation({ longitude: lng, latitude: lat, accuracy })

    await context.addInitScript(roomThatEnds)
    await driver.open(deployment.url)
    await driver.chooseMore(fieldMode.title)

    await test.step('no permission: how to give it', async () => {
      await expect(sheet.getByRole('alert')).toContainText(messageOf('position.denied', {}, locale))
      await screen('denied')
      expect(await seriousFindings(page)).toEqual([])
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(say(fieldMode.title))
      // its handle is as high as before, and what is pressed has come up to it
      await press(fieldText.higher)
      expect(await seriousFindings(page)).toEqual([])
      await press(fieldText.lower)
      // on a desktop as wide as what stands below it, not from edge to edge
      const size = page.viewportSize()
      await page.setViewportSize({ width: 1440, height: 900 })
      const widths = await sheet.evaluate((field) =>
        Array.from(field.querySelectorAll('[role="alert"], nav'), (each) => each.getBoundingClientRect().width),
      )
      expect(widths).toEqual([760, 760])
      if (size) await page.setViewportSize(size)
    })
    await test.step('to be installed: asked by the browser on a press, once, and then it says that it is', async () => {
      expect(await offerInstall(page)).toBe(true)
      await expect(button(offlineText.install)).toBeVisible()
      await screen('install')
      await press(offlineText.installNo)
      await expect(button(offlineText.install)).toHaveCount(0)
      await press(packText.look)
      await driver.dialog.getByRole('button', { name: say(offlineText.install), exact: true }).scrollIntoViewIfNeeded()
      await screen('pack-install')
      await driver.dialog.getByRole('button', { name: say(offlineText.install), exact: true }).click()
      await expect(driver.dialog).toContainText(say(offlineText.installed))
      expect(await page.evaluate(() => Reflect.get(globalThis, 'isAsked'))).toBe(true)
    })
    await test.step('taken offline: how far it is, and what is then here', async () => {
      deployment.hold((path) => path.endsWith('outline.geojson'))
      await driver.dialog.getByRole('button', { name: say(packText.choose), exact: true }).click()
      await driver.dialog.getByRole('button', { name: new RegExp(`^${say(offlineText.load, { size: '' }).trim()}`) }).click()
      await driver.dialog.getByRole('progressbar').waitFor()
      await screen('taking')
      await driver.dialog.getByRole('button', { name: say(offlineText.stop), exact: true }).click()
      await expect(driver.dialog).toContainText(say(offlineText.partly))
      await screen('taken-partly')
      deployment.hold(() => false)
      await driver.dialog.getByRole('button', { name: new RegExp(`^${say(offlineText.goOn, { size: '' }).trim()}`) }).click()
      await expect(driver.dialog).toContainText(say(offlineText.asFile))
      await driver.dialog.getByRole('button', { name: say(offlineText.close), exact: true }).click()
      await press(packText.look)
      await driver.dialog.getByRole('list', { name: say(packText.contents) }).waitFor()
      await screen('pack')
      await driver.dialog.getByRole('button', { name: say(packText.close), exact: true }).click()
    })
    await test.step('a rough position is not followed, and that is said', async () => {
      await context.grantPermissions(['geolocation'], { origin: new URL(deployment.url).origin })
      await stand(at(225, 40), 80)
      await page.getByTestId('standing').waitFor()
      await screen('rough')
      await expect.poll(async () => unpainted(await page.screenshot()), 'pixels that nothing was painted on').toBe(0)
    })
    await test.step('a point judged by a receiver’s sentences, with photo and note', async () => {
      await stand(at(225, 40), 6)
      await press(fieldText.checkThis)
      await page.getByTestId('check').getByRole('button', { name: /^J2/ }).click()
      await press(fieldText.rover)
      const typed = driver.dialog.getByRole('textbox', { name: say(fieldText.typeLabel) })
      await typed.fill(sentences(at(128, 0.42), 5))
      await screen('rover-nmea')
      await typed.fill(`${sentences(at(128, 0.42), 2)}\r\n$GNGGA,1*00`)
      await expect(driver.dialog).toContainText(say(fieldText.typeUnread, { n: 1 }))
      await typed.fill('$GNGGA,1*00')
      await expect(driver.dialog).toContainText(messageOf('position.notNmea', { lines: 1 }, locale))
      const [y, x] = pointFromLngLat('EPSG:4523', at(128, 0.42).lng, at(128, 0.42).lat)
      await typed.fill(`X ${x.toFixed(3)} Y ${y.toFixed(3)}`)
      await driver.dialog.getByRole('textbox', { name: say(fieldText.typeAccuracy) }).fill('0.03')
      await page.keyboard.press('Tab')
      await screen('rover-typed')
      await driver.dialog.getByRole('button', { name: say(fieldText.typeAccept), exact: true }).click()
      await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'fail')
      await press(STATUS_LABELS.moved)
      const chooser = page.waitForEvent('filechooser')
      await press(fieldText.photo, { n: '' })
      await (await chooser).setFiles({ name: 'j2.jpg', mimeType: 'image/jpeg', buffer: await photoWithExif(page) })
      await page.getByRole('img', { name: say(fieldText.photoOf, { i: 1 }) }).waitFor()
      await screen('judged')
    })
    await test.step('no room: said where the words are being typed', async () => {
      await page.evaluate(() => Reflect.set(globalThis, 'isFull', true))
      await page.getByRole('textbox', { name: say(fieldText.note) }).fill('界桩被移走')
      const said = sheet.getByRole('alert')
      await expect(said).toContainText(say(fieldText.full))
      const toast = driver.toasts.getByRole('button', { name: messageOf('storage.full', {}, locale) })
      await expect(toast).toBeVisible()
      await screen('full')
      const halve = await doubleText(page)
      for (const [part, most] of [
        [said, 160],
        [toast, 100],
      ] as const)
        expect.soft((await part.boundingBox())?.height, 'short, with text doubled').toBeLessThanOrEqual(most)
      await halve()
      const short = (await toast.boundingBox())?.height ?? 0
      await toast.click()
      if (locale === 'en') expect((await toast.boundingBox())?.height, 'all of it on a press').toBeGreaterThan(short)
      await press(fieldText.whatToDo)
      await expect(said).toContainText(messageOf('field.full', {}, locale))
      await page.evaluate(() => Reflect.set(globalThis, 'isFull', false))
      await page.getByRole('textbox', { name: say(fieldText.note) }).fill('界桩被移走，旁有新沟')
      await expect(sheet.getByRole('alert')).toHaveCount(0)
      // nor does the message of the project, which shares the device, stay over what is read next
      await expect(driver.toasts.getByText(messageOf('storage.full', {}, locale))).toHaveCount(0, { timeout: 5000 })
    })
    await test.step('the result of the parcel, then a copy of its record that was changed elsewhere', async () => {
      await press(fieldText.allPoints)
      await page.getByText(say(VERDICT_LABELS.disagrees), { exact: true }).click()
      await press(fieldText.higher)
      await page.getByTestId('summary').scrollIntoViewIfNeeded()
      await screen('result')
      await press(fieldText.lower)
      await press(fieldText.records)
      const coming = page.waitForEvent('download')
      await press(fieldText.exportAll, { n: 1 })
      await page.getByRole('menuitem', { name: say(fieldText.exportZip) }).click()
      const members = unzipSync(await readFile(await (await coming).path()))
      const file = JSON.parse(strFromU8(members['records.geojson']))
      const [mine]: Check[] = file[CHECKS_MEMBER]
      const theirs = {
        ...mine,
        verdict: 'disputed',
        officer: '李',
        points: mine.points.map((point, i) => (i === 1 ? { ...point, status: 'lost', note: '桩已不在' } : point)),
        changes: { office: 3 },
      }
      const chooser = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: say(fieldText.import) }).click()
      const copy = Buffer.from(JSON.stringify({ ...file, [CHECKS_MEMBER]: [theirs] }))
      await (await chooser).setFiles({ name: 'records.geojson', mimeType: 'application/geo+json', buffer: copy })
      await driver.dialog.getByText(say(VERDICT_LABELS.disputed), { exact: true }).waitFor()
      await screen('conflict')
      await driver.dialog.getByText(say(VERDICT_LABELS.disputed), { exact: true }).click()
      await driver.dialog.getByRole('button', { name: say(fieldText.settle) }).click()
      await expect(page.getByRole('list', { name: say(fieldText.records) })).toContainText(say(VERDICT_LABELS.disputed))
      await page.getByRole('button', { name: say(fieldText.remove), exact: true }).click()
      await screen('remove')
    })
    await test.step('cleared: asked twice, done, and looked whether anything is left', async () => {
      await page
        .locator('[data-region="field-head"]')
        .getByRole('button', { name: new RegExp(say(offlineText.statusHelp, { state: '' }).trim()) })
        .click()
      await driver.dialog.getByRole('button', { name: say(settingsText.clear), exact: true }).click()
      await driver.dialog
        .getByRole('button', { name: say(settingsText.clear), exact: true })
        .last()
        .click()
      await driver.dialog.getByRole('alert').scrollIntoViewIfNeeded()
      await screen('clear-sure')
      await driver.dialog.getByRole('button', { name: say(settingsText.clearDo), exact: true }).click()
      await expect(driver.dialog.getByRole('alert')).toHaveText(say(settingsText.cleared))
      await screen('cleared')
      // nor is any of it behind the dialog
      await expect(sheet).not.toContainText('9900010001')
      // nothing is taken over before the page is opened anew
      for (const words of [packText.choose, packText.fromFile, packText.scan])
        await expect(driver.dialog.getByRole('button', { name: say(words), exact: true })).toHaveCount(0)
    })
  })

test('a layer that cannot be read is said where the parcel would stand, in both languages', async ({ driver, page, context }) => {
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation({ longitude: CORNER.lng, latitude: CORNER.lat, accuracy: 6 })
  deployment.write('layers/plots.fgb', 'no table')
  await page.goto(`${deployment.url}#v=1`)
  await driver.chooseMore(fieldMode.title)
  const said = page.locator('[data-region="field"]').getByRole('alert')
  for (const layer of ['地块', 'Plots']) {
    await expect(said).toContainText(driver.say(fieldText.layerUnread, { layer }))
    await switchLanguage(driver)
  }
})
