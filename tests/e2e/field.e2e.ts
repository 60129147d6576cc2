import { strFromU8, unzipSync } from 'fflate'
import '../../src/i18n/all-messages.ts'
import { fieldMode } from '../../src/commands/palette/field-mode.ts'
import { pointFromLngLat } from '../../src/core/crs.ts'
import { STATUS_LABELS, VERDICT_LABELS } from '../../src/core/field/check-labels.ts'
import { exifOf } from '../../src/core/field/jpeg-exif.ts'
import { messageOf } from '../../src/i18n/errors.ts'
import { fieldText } from '../../src/i18n/field.ts'
import { shellText } from '../../src/i18n/shell.ts'
import {
  at,
  button,
  CRS,
  clockThatIsSet,
  download,
  like,
  PICTURES,
  photosKept,
  picture,
  stand,
  switchLanguage,
  TRACK,
} from './field-edge.ts'
import { expect, test } from './guard.ts'
import { sentences } from './nmea-sentences.ts'
import { photoWithExif } from './photo.ts'

test.describe('a phone at a field edge', () => {
  test.use({
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: PICTURES ? 2 : 1,
    permissions: ['geolocation'],
  })

  for (const locale of ['zh', 'en'] as const)
    test(`checks a boundary, loses its tab, and hands the record over, ${locale}`, {
      tag: locale === 'en' ? '@long' : [],
    }, async ({ driver, page, context, secondDistrict, elsewhere }) => {
      driver.locale = locale
      elsewhere.locale = locale
      await stand(context, TRACK[0])
      await context.addInitScript(clockThatIsSet)
      await driver.open(secondDistrict)
      await driver.chooseMore(fieldMode.title)
      const standing = page.getByTestId('standing')

      await test.step('which parcel, how far from its boundary, and whether the side can be told', async () => {
        await expect(page.getByTestId('parcel-here')).toHaveText('9900010001')
        await expect(standing).toHaveAttribute('data-standing', 'inside')
        await picture(page, 'field-look-sun')
        await stand(context, at(225, 5))
        await expect(standing).toHaveAttribute('data-standing', 'unsure')
        await expect(standing).toContainText('±6 m')
        await expect(page.getByText(driver.say(fieldText.others, { names: '' }).trim())).toContainText('9900010002')
        await picture(page, 'field-unsure-sun')
      })

      await test.step('a hand on the map ends following, the target takes it up', async () => {
        const follow = button(driver, fieldText.follow)
        await expect(follow).toHaveAttribute('aria-pressed', 'true')
        const box = await driver.map.boundingBox()
        const [x, y] = [(box?.x ?? 0) + 180, (box?.y ?? 0) + 200]
        await page.mouse.move(x, y)
        await page.mouse.down()
        await page.mouse.move(x + 60, y + 60, { steps: 4 })
        await page.mouse.up()
        await expect(follow).toHaveAttribute('aria-pressed', 'false')
        await follow.click()
        await expect(follow).toHaveAttribute('aria-pressed', 'true')
      })

      await test.step('each of the main actions is 56 px high, all else 44; nothing goes sideways; the map keeps 55 %', async () => {
        for (const action of await page.getByRole('navigation').getByRole('button').all())
          expect((await action.boundingBox())?.height).toBeGreaterThanOrEqual(56)
        const small = await page
          .getByRole('button')
          .evaluateAll((all) =>
            all
              .filter(
                (one) =>
                  one.getClientRects().length > 0 &&
                  one.getBoundingClientRect().height < 44 &&
                  !one.hasAttribute('aria-expanded'),
              )
              .map((one) => one.textContent),
          )
        expect(small).toEqual([])
        const looks = await Promise.all(
          [fieldText.sunnyHelp, shellText.language].map((words) => button(driver, words).boundingBox()),
        )
        expect(looks[0]?.y, 'side by side where there is room').toBe(looks[1]?.y)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
        expect((await driver.map.boundingBox())?.height).toBeGreaterThanOrEqual(780 * 0.55 - 1)
      })

      await test.step('a check of it: a phone may not judge, its jump is left out, a rover may', async () => {
        await button(driver, fieldText.checkThis).click()
        await expect(page.getByTestId('check')).toContainText('0/4')
        await page.getByTestId('check').getByRole('button', { name: /^J2/ }).click()
        await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'refused')
        await expect(page.getByTestId('way')).toContainText('5.0 m')
        await button(driver, fieldText.measure, { n: 10 }).click()
        for (const [i, place] of TRACK.slice(1).entries()) {
          await stand(context, place)
          if (i < TRACK.length - 2) await expect(button(driver, fieldText.measuring, { i: i + 1, n: 10 })).toBeVisible()
          // the other language in the middle of it: the point stays open, and its fixes are counted on
          if (i === 3 || i === 5) await switchLanguage(driver)
        }
        await expect(page.getByTestId('verdict')).toContainText(driver.say(fieldText.rejected, { n: 1 }))
        await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'refused')
        await picture(page, 'field-point-sun')
        const [said, pressed] = await Promise.all(
          [page.getByTestId('verdict'), page.getByRole('group', { name: driver.say(fieldText.status) })].map((part) =>
            part.boundingBox(),
          ),
        )
        expect((said?.y ?? 0) + (said?.height ?? 999), 'the whole verdict is in sight').toBeLessThanOrEqual((pressed?.y ?? 0) + 1)

        await button(driver, fieldText.rover).click()
        const [y, x] = pointFromLngLat(CRS, at(128, 0.42).lng, at(128, 0.42).lat)
        await driver.dialog
          .getByRole('textbox', { name: driver.say(fieldText.typeLabel) })
          .fill(`X ${x.toFixed(3)}，Y ${y.toFixed(3)}`)
        await driver.dialog.getByRole('textbox', { name: driver.say(fieldText.typeAccuracy) }).fill('0.03')
        await page.keyboard.press('Tab')
        await expect(driver.dialog).toContainText(like(driver.say(fieldText.typeOffset, { label: 'J2', d: '0\\.42\\d' })))
        await picture(page, 'field-rover-sun')
        await driver.dialog.getByRole('button', { name: driver.say(fieldText.typeAccept), exact: true }).click()
        await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'fail')
        await expect(page.getByTestId('verdict')).toContainText(
          like(driver.say(fieldText.fail, { d: '0\\.42\\d', az: '128°.*', limit: '0\\.20' })),
        )
        await button(driver, STATUS_LABELS.moved).click()
        const chooser = page.waitForEvent('filechooser')
        await button(driver, fieldText.photo, { n: '' }).click()
        await (await chooser).setFiles({ name: 'j2.jpg', mimeType: 'image/jpeg', buffer: await photoWithExif(page) })
        await expect(page.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 1 }) })).toBeVisible()
        await test.step('another photo, removed: put back at will, and off the device once the point is left', async () => {
          const second = page.waitForEvent('filechooser')
          await button(driver, fieldText.photo, { n: 1 }).click()
          await (await second).setFiles({ name: 'x.jpg', mimeType: 'image/jpeg', buffer: await photoWithExif(page) })
          const picture = page.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 2 }) })
          await expect(picture).toBeVisible()
          const remove = async () => {
            await button(driver, fieldText.removePhoto, { i: 2 }).click()
            await button(driver, fieldText.removeSure).click()
            await expect(picture).toHaveCount(0)
          }
          await remove()
          await button(driver, shellText.undo).click()
          await expect(picture).toBeVisible()
          await remove()
          expect(await photosKept(page)).toBe(2)
          await button(driver, fieldText.previous).click()
          await expect.poll(() => photosKept(page)).toBe(1)
          await button(driver, fieldText.next).click()
        })
        await page.getByRole('textbox', { name: driver.say(fieldText.note) }).pressSequentially('界桩倾斜，<b>旁有新沟</b>')
        await expect(page.locator('[data-region="field"]')).toContainText(driver.say(fieldText.saved, { time: '' }).trim())
      })

      await test.step('the clock is set back a day: the fix grows old all the same, and the record goes on', async () => {
        await page.evaluate(() => dispatchEvent(new CustomEvent('set-clock', { detail: -86_400_000 })))
        await expect(page.getByTestId('position')).toHaveAttribute('data-state', 'stale')
        await expect(page.getByTestId('position')).toContainText(like(driver.say(fieldText.stale, { s: '1\\d' })))
        await picture(page, 'field-stale-sun')
      })

      await test.step('the tab is killed in the middle: nothing is lost', async () => {
        const client = await context.newCDPSession(page)
        // a page that does not say that it crashed is closed without being asked
        const crashed = page.waitForEvent('crash', { timeout: 10_000 }).catch(() => page.close())
        void client.send('Page.crash').catch(() => {})
        await crashed
      })
      const again = await context.newPage()
      await again.goto(secondDistrict)
      await test.step('reopened in the same mode, with record, photo and the words that were typed', async () => {
        await again.getByRole('button', { name: driver.say(fieldText.records), exact: true }).click()
        await again
          .getByRole('list', { name: driver.say(fieldText.records) })
          .getByRole('button', { name: /9900010001/ })
          .click()
        await expect(again.getByTestId('check')).toContainText('1/4')
        await again.getByTestId('check').getByRole('button', { name: /^J2/ }).click()
        await expect(again.getByRole('textbox', { name: driver.say(fieldText.note) })).toHaveValue('界桩倾斜，<b>旁有新沟</b>')
        await expect(again.getByRole('img', { name: driver.say(fieldText.photoOf, { i: 1 }) })).toBeVisible()
        await again.getByRole('button', { name: driver.say(fieldText.allPoints) }).click()
        await expect(again.getByTestId('check').getByRole('button', { name: /^J2/ })).toContainText(
          driver.say(fieldText.photosTaken, { n: 1 }),
        )
        await again.getByText(driver.say(VERDICT_LABELS.disputed), { exact: true }).click()
        await expect(again.getByTestId('summary')).toContainText(driver.say(fieldText.gross, { points: 'J2' }))
        await expect(again.getByTestId('summary')).toContainText(driver.say(fieldText.areaMethod, { n: 1 }))
      })

      const zip = await test.step('exported: GeoJSON with the photo and its Exif, a sheet without markup of others', async () => {
        await again.getByRole('button', { name: driver.say(fieldText.records), exact: true }).click()
        const exportAs = async (words: { zh: string; en: string }) => {
          await again.getByRole('button', { name: driver.say(fieldText.exportAll, { n: 1 }) }).click()
          return download(again, () => again.getByRole('menuitem', { name: driver.say(words) }).click())
        }
        const sheet = await exportAs(fieldText.exportSheet)
        expect(sheet.bytes.toString()).toContain('&lt;b&gt;旁有新沟')
        expect(sheet.bytes.toString()).toContain(driver.say(VERDICT_LABELS.disputed))
        const csv = await exportAs(fieldText.exportCsv)
        expect(csv.bytes.toString()).toMatch(like(`J2.*${driver.say(STATUS_LABELS.moved)}.*0\\.42`))
        const archive = await exportAs(fieldText.exportZip)
        const members = unzipSync(archive.bytes)
        const names = Object.keys(members)
        expect(names.filter((name) => name.startsWith('photos/'))).toHaveLength(1)
        expect(exifOf(members[names.find((name) => name.startsWith('photos/')) ?? ''])).not.toBeNull()
        const geojson = JSON.parse(strFromU8(members['records.geojson']))
        expect(geojson.features).toHaveLength(4)
        return archive
      })

      await test.step('imported at the office, twice, and it is there once', async () => {
        await elsewhere.open(secondDistrict)
        await elsewhere.chooseMore(fieldMode.title)
        await elsewhere.page.getByRole('button', { name: driver.say(fieldText.records), exact: true }).click()
        for (const [added, known] of [
          [1, 0],
          [0, 1],
        ]) {
          const chooser = elsewhere.page.waitForEvent('filechooser')
          await elsewhere.page.getByRole('button', { name: driver.say(fieldText.import) }).click()
          await (await chooser).setFiles({ name: zip.name, mimeType: 'application/zip', buffer: zip.bytes })
          await expect(
            elsewhere.toasts.getByText(
              like(messageOf('field.imported', { added, updated: 0, known, photos: '\\d', conflicts: 0 }, locale)),
            ),
          ).toBeVisible()
        }
        await expect(elsewhere.page.getByRole('list', { name: driver.say(fieldText.records) }).getByRole('listitem')).toHaveCount(
          1,
        )
      })

      await test.step('changed on both sides: shown side by side, and one of both as chosen', async () => {
        const desk = elsewhere.page
        await desk
          .getByRole('list', { name: driver.say(fieldText.records) })
          .getByRole('button', { name: /9900010001/ })
          .click()
        await desk.getByText(driver.say(VERDICT_LABELS.disagrees), { exact: true }).click()
        await again
          .getByRole('list', { name: driver.say(fieldText.records) })
          .getByRole('button', { name: /9900010001/ })
          .click()
        await again.getByText(driver.say(VERDICT_LABELS.agrees), { exact: true }).click()
        await again.getByRole('button', { name: driver.say(fieldText.records), exact: true }).click()
        await again.getByRole('button', { name: driver.say(fieldText.exportAll, { n: 1 }) }).click()
        const later = await download(again, () => again.getByRole('menuitem', { name: driver.say(fieldText.exportZip) }).click())
        await desk.getByRole('button', { name: driver.say(fieldText.records), exact: true }).click()
        const chooser = desk.waitForEvent('filechooser')
        await desk.getByRole('button', { name: driver.say(fieldText.import) }).click()
        await (await chooser).setFiles({ name: later.name, mimeType: 'application/zip', buffer: later.bytes })
        const dialog = desk.getByRole('dialog')
        await expect(dialog).toContainText(driver.say(fieldText.verdict))
        await picture(desk, 'field-conflict-sun')
        await dialog.getByText(driver.say(VERDICT_LABELS.agrees), { exact: true }).click()
        await dialog.getByRole('button', { name: driver.say(fieldText.settle) }).click()
        await expect(dialog).toHaveCount(0)
        const list = desk.getByRole('list', { name: driver.say(fieldText.records) })
        await expect(list.getByRole('listitem')).toHaveCount(1)
        await expect(list).toContainText(driver.say(VERDICT_LABELS.agrees))
      })
    })
})

test.describe('a tablet', () => {
  test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true })

  test('without permission to locate, with typed coordinates and receivers, in light and English', async ({
    driver,
    page,
    secondDistrict,
  }) => {
    driver.locale = 'en'
    await driver.open(secondDistrict)
    await driver.chooseMore(fieldMode.title)

    await test.step('a refusal says how to allow it', async () => {
      await expect(page.getByRole('alert')).toContainText('Allow “Location”')
      await picture(page, 'field-denied-sun-en')
      await button(driver, fieldText.sunnyHelp).click()
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
    })

    await test.step('a typed place stands in for it, and admits that its accuracy is not known', async () => {
      await driver.page.getByRole('button', { name: new RegExp(`^${driver.say(fieldText.source)}`) }).click()
      const [y, x] = pointFromLngLat(CRS, at(225, 30).lng, at(225, 30).lat)
      await driver.dialog.getByRole('textbox', { name: driver.say(fieldText.typed) }).fill(`X ${x.toFixed(2)} Y ${y.toFixed(2)}`)
      await picture(page, 'field-source-light-en')
      await driver.dialog.getByRole('button', { name: driver.say(fieldText.typed), exact: true }).click()
      await expect(page.getByTestId('parcel-here')).toHaveText('9900010001')
      await expect(page.getByTestId('standing')).toContainText('accuracy unknown')
    })

    await test.step('pasted sentences of a receiver judge the point', async () => {
      await button(driver, fieldText.checkThis).click()
      await page.getByTestId('check').getByRole('button', { name: /^J2/ }).click()
      await button(driver, fieldText.rover).click()
      const pasted = driver.dialog.getByRole('textbox', { name: driver.say(fieldText.typeLabel) })
      // of another point: told before it is taken
      await pasted.fill(sentences(at(40, 150), 5))
      await expect(driver.dialog).toContainText('150 m from J2: too far')
      await pasted.fill(sentences(at(40, 0.06), 5))
      await expect(driver.dialog).toContainText('5 positions')
      await expect(driver.dialog).toContainText('0.060 m from where J2 is registered')
      await driver.dialog.getByRole('button', { name: driver.say(fieldText.typeAccept), exact: true }).click()
      await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', 'pass')
      await expect(page.getByTestId('verdict')).toContainText('RTK fixed')
      await button(driver, STATUS_LABELS.intact).click()
      await picture(page, 'field-point-light-en')
      await page.getByRole('button', { name: driver.say(fieldText.allPoints) }).click()
      await button(driver, fieldText.higher).click()
      await expect(page.getByTestId('summary')).toContainText('1 judged: 1 within')
      await picture(page, 'field-check-light-en')
    })

    await test.step('left, the record stays', async () => {
      await button(driver, fieldText.leave).click()
      await expect(driver.map).toHaveAttribute('data-map-state', 'ready')
      await driver.chooseMore(fieldMode.title)
      await button(driver, fieldText.records).click()
      await expect(page.getByRole('list', { name: driver.say(fieldText.records) }).getByRole('listitem')).toHaveCount(1)
      await picture(page, 'field-records-light-en')
    })
  })
})
