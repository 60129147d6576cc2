import { join } from 'node:path'
import { fieldMode } from '../../src/commands/palette/field-mode.ts'
import { STATUS_LABELS } from '../../src/core/field/check-labels.ts'
import { placeAlong } from '../../src/core/field/local-plane.ts'
import { fieldText } from '../../src/i18n/field.ts'
import { offlineText } from '../../src/i18n/offline.ts'
import { packText } from '../../src/i18n/pack.ts'
import { scanText } from '../../src/i18n/scan.ts'
import { FIELD_SIZES, fieldScreens, PICTURES } from './field-pictures.ts'
import { expect, test } from './guard.ts'
import { smallTargets } from './reach.ts'

const [LNG, LAT] = placeAlong(103.959455979, 30.609042341, { azimuthDeg: 225, distanceM: 5 })
test.use({ viewport: FIELD_SIZES[0], hasTouch: true, isMobile: true, permissions: ['geolocation'] })

for (const locale of ['zh', 'en'] as const)
  test(`each screen of field mode fits, and all that is pressed is 44 px and more, ${locale}`, {
    tag: locale === 'en' ? '@long' : [],
  }, async ({ driver, page, context, secondDistrict }) => {
    if (PICTURES) test.setTimeout(600_000)
    driver.locale = locale
    const press = (words: { zh: string; en: string }, values = {}) =>
      page.getByRole('button', { name: driver.say(words, values), exact: true }).click()
    const screen = fieldScreens(page, locale)

    await driver.open(secondDistrict)
    await driver.chooseMore(fieldMode.title)
    await page.getByText(driver.say(packText.none)).waitFor()
    await screen('start')
    await press(packText.look)
    await driver.dialog.getByTestId('room').waitFor()
    await screen('pack-none')
    await driver.dialog.getByRole('button', { name: driver.say(packText.scan) }).click()
    await driver.dialog.getByRole('alert').waitFor()
    await screen('scan-none')
    await driver.dialog.getByRole('button', { name: driver.say(scanText.close), exact: true }).click()
    await press(packText.look)
    await driver.dialog.getByRole('button', { name: driver.say(packText.choose) }).click()
    await driver.dialog.getByText(driver.say(offlineText.layers)).or(driver.dialog.getByRole('group')).first().waitFor()
    await screen('take')
    await page.keyboard.press('Escape')

    await context.setGeolocation({ longitude: LNG, latitude: LAT, accuracy: 6 })
    await page.getByTestId('standing').waitFor()
    const neighbours = await page.getByTestId('neighbours').boundingBox()
    const tabs = await page.getByRole('navigation', { name: driver.say(fieldText.modes) }).boundingBox()
    expect
      .soft((neighbours?.y ?? 0) + (neighbours?.height ?? 999), 'the distances and the neighbours are in sight')
      .toBeLessThanOrEqual(tabs?.y ?? 0)
    await screen('look')
    await press(fieldText.walk)
    // the one before may have grown too old to be set down
    await context.setGeolocation({ longitude: LNG, latitude: LAT + 1e-6, accuracy: 6 })
    await press(fieldText.addVertex)
    await screen('walk')
    await page.getByRole('button', { name: new RegExp(`^${driver.say(fieldText.source)}`) }).click()
    await driver.dialog.getByText(driver.say(fieldText.sound)).waitFor()
    await screen('source')
    await page.keyboard.press('Escape')
    await press(fieldText.check)
    await page.getByRole('button', { name: new RegExp(driver.say(fieldText.checkHere)) }).click()
    await page.getByTestId('check').waitFor()
    await screen('check')
    await page.getByTestId('check').getByRole('button', { name: /^J2/ }).click()
    await page.evaluate(() =>
      dispatchEvent(new DeviceOrientationEvent('deviceorientationabsolute', { alpha: 270, beta: 0, gamma: 0, absolute: true })),
    )
    await page.getByTestId('compass').waitFor()
    await press(STATUS_LABELS.moved)
    await screen('point')
    const verdict = await page.getByTestId('verdict').boundingBox()
    const hand = await page.getByRole('group', { name: driver.say(fieldText.status) }).boundingBox()
    const way = await page.getByTestId('way').boundingBox()
    expect.soft((verdict?.y ?? 0) - (way?.y ?? 0) - (way?.height ?? 999), 'clear of the figures').toBeGreaterThanOrEqual(4)
    expect.soft((verdict?.y ?? 0) + (verdict?.height ?? 999), 'the verdict is in sight').toBeLessThanOrEqual((hand?.y ?? 0) + 2)
    await page.setViewportSize({ width: 780, height: 360 })
    const order = [
      page.getByTestId('way'),
      page.getByTestId('verdict'),
      page.getByRole('group', { name: driver.say(fieldText.status) }),
    ]
    const boxes = await Promise.all(order.map((part) => part.boundingBox()))
    const edges = boxes.flatMap((box) => [box?.y ?? Number.NaN, (box?.y ?? Number.NaN) + (box?.height ?? Number.NaN)])
    expect.soft(edges, 'held across, one below the other').toEqual(edges.toSorted((a, b) => a - b))
    expect.soft(edges.at(-1), 'held across, all in sight').toBeLessThanOrEqual(360)
    expect.soft(await smallTargets(page), 'held across').toEqual([])
    expect.soft((await driver.map.boundingBox())?.width, 'the map keeps half').toBeGreaterThanOrEqual(390)
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `field-across-${locale}.png`) })
    await page.setViewportSize(FIELD_SIZES[0])
    await press(fieldText.higher)
    const note = page.getByRole('textbox', { name: driver.say(fieldText.note) })
    await note.scrollIntoViewIfNeeded()
    // or the browser keeps it among its open tabs, when the device has been cleared too
    await expect.soft(note).toHaveAttribute('autocomplete', 'off')
    await expect.soft(note).toHaveAttribute('spellcheck', 'false')
    await screen('details')
    await press(fieldText.rover)
    await driver.dialog.getByRole('textbox', { name: driver.say(fieldText.typeLabel) }).waitFor()
    await screen('rover')
    await page.keyboard.press('Escape')
    await press(fieldText.allPoints)
    await page.getByTestId('summary').scrollIntoViewIfNeeded()
    await screen('summary')
    await press(fieldText.lower)
    await press(fieldText.records)
    await page.getByRole('list', { name: driver.say(fieldText.records) }).waitFor()
    await screen('records')
    await press(fieldText.exportAll, { n: 1 })
    await page.getByRole('menu').waitFor()
    await screen('export')
  })
