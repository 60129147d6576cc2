import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { measureArea } from '../../src/commands/palette/measure-area.ts'
import { measureLength } from '../../src/commands/palette/measure-length.ts'
import { measureText } from '../../src/i18n/measure.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { expect, SECOND, test } from './guard.ts'
import { shippedFeatures } from './shipped.ts'
import { areaM2 } from './td-t-area.ts'

type LngLat = readonly [number, number]
const ZOOM = 13
const plain = (text: string) => text.replace(/\s/g, '')

/** How many lines the name of each tab of the sheet takes. */
const linesOfTabs = (page: Page) =>
  page.getByRole('tab').evaluateAll((tabs) =>
    tabs.map((tab) => {
      const words = document.createRange()
      words.selectNodeContents(tab)
      return new Set(Array.from(words.getClientRects(), ({ top }) => Math.round(top))).size
    }),
  )

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

test('measured by the finger on a phone: tapped, snapped, taken back, finished', async ({ driver, page, secondDistrict }) => {
  const plots = await shippedFeatures(readFileSync(join(SECOND, 'layers/plots.fgb')))
  const plot = plots[9]
  const corners = (plot.geometry.coordinates as LngLat[][])[0].slice(0, -1)
  const lngs = corners.map(([lng]) => lng)
  const lats = corners.map(([, lat]) => lat)
  // the plot stands in the upper half: the sheet takes the lower one
  const middle = [(Math.min(...lngs) + Math.max(...lngs)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2 - 0.012] as const
  await driver.open(secondDistrict, `${ZOOM}/${middle[1]}/${middle[0]}`)
  const pixelOf = async ([lng, lat]: LngLat) => {
    const box = await driver.map.boundingBox()
    if (!box) throw new Error('the map has no size')
    const world = 512 * 2 ** ZOOM
    const mercator = (degrees: number) => Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) / (2 * Math.PI)
    return {
      x: box.x + box.width / 2 + ((lng - middle[0]) / 360) * world,
      y: box.y + box.height / 2 - (mercator(lat) - mercator(middle[1])) * world,
    }
  }
  const tap = async (at: LngLat, [dx, dy] = [0, 0]) => {
    const { x, y } = await pixelOf(at)
    await page.touchscreen.tap(x + dx, y + dy)
  }
  const voice = page.getByTestId('sketch-voice')
  const press = (text: (typeof measureText)[keyof typeof measureText]) =>
    page.getByRole('button', { name: driver.say(text), exact: true }).tap()
  const results = page.getByRole('region', { name: /^已量 \d/ })

  await test.step('a traced parcel has exactly its area: a finger near a corner means the corner', async () => {
    // from a sheet that covers the map: it makes room for what is measured
    for (let press = 0; press < 2; press++) await page.getByRole('button', { name: driver.say(shellText.raise) }).tap()
    await driver.chooseMore(measureArea.title)
    await expect(page.getByRole('tab')).toHaveCount(4)
    expect(await linesOfTabs(page)).toEqual([1, 1, 1, 1])
    // closing takes no row of its own
    const middleOf = async (text: (typeof measureText)[keyof typeof measureText]) => {
      const place = await page.getByRole('button', { name: driver.say(text), exact: true }).boundingBox()
      return (place?.y ?? 0) + (place?.height ?? 0) / 2
    }
    const kinds = await page.getByRole('radiogroup', { name: driver.say(measureText.draw) }).boundingBox()
    expect(Math.abs((await middleOf(measureText.close)) - (kinds?.y ?? 0) - (kinds?.height ?? 0) / 2)).toBeLessThan(4)
    for (const [i, corner] of corners.entries()) {
      // nearer than a finger is wide, farther than what attracts a mouse
      await tap(corner, [14, -10])
      await expect(voice).toContainText(`${i + 1} 点`)
    }
    // nor does the place of the finger lead the line on, which was attracted away from it
    const figure = page.getByTestId('measured-area')
    await expect.poll(async () => plain(await figure.innerText())).toContain(areaM2(plot.geometry).toFixed(2))
    await press(measureText.finish)
    await expect(results).toContainText('面积 1')
    expect(plain(await results.innerText())).toContain(`${areaM2(plot.geometry).toFixed(2)}m²`)
    // what was just measured is in sight, above the fold of the sheet
    await expect(results.getByText(/面积 1/).first()).toBeInViewport()
  })

  await test.step('points come back one by one; without snapping and at right angles by buttons, since there are no keys', async () => {
    await driver.chooseMore(measureLength.title)
    const free = page.getByRole('button', { name: driver.say(measureText.free), exact: true })
    await free.tap()
    await expect(free).toHaveAttribute('aria-pressed', 'true')
    for (const [dx, dy] of [
      [0, 0],
      [60, 0],
      [60, 50],
    ])
      await tap([middle[0], middle[1] + 0.006], [dx, dy])
    await expect(voice).toContainText('3 点')
    await press(measureText.back)
    await expect(voice).toContainText('2 点')
    const straight = page.getByRole('button', { name: driver.say(measureText.straight), exact: true })
    await straight.tap()
    // aslant, and set at a right angle to the side before all the same
    await tap([middle[0], middle[1] + 0.006], [70, 40])
    await expect(voice).toContainText(/3 点，本段 [\d\s.]+ m，方位角 (17[89]|18[01])°/)
    await press(measureText.finish)
    await expect(results).toContainText('长度 2')
  })

  await test.step('the buttons are large enough for a finger', async () => {
    await driver.chooseMore(measureLength.title)
    for (const name of [measureText.free, measureText.straight]) {
      const box = await page.getByRole('button', { name: driver.say(name), exact: true }).boundingBox()
      expect(box?.height).toBeGreaterThanOrEqual(36)
    }
  })
})

for (const locale of ['zh', 'en'] as const)
  test(`of a lowered sheet the running figure is seen, and what ends, takes back and closes works (${locale})`, async ({
    driver,
    page,
    secondDistrict,
  }) => {
    await page.setViewportSize({ width: 360, height: 780 })
    driver.locale = locale
    await driver.open(secondDistrict)
    await driver.chooseMore(measureArea.title)
    await expect(page.getByRole('tab')).toHaveCount(4)
    for (const [x, y] of [
      [60, 180],
      [240, 190],
      [230, 320],
    ])
      await page.touchscreen.tap(x, y)
    await expect(page.getByTestId('sketch-voice')).toContainText('3 ')
    await page.getByRole('button', { name: driver.say(shellText.lower) }).tap()
    const sheet = page.getByRole('region', { name: driver.say(shellText.phoneSheet) })
    await expect.poll(async () => (await sheet.boundingBox())?.height ?? 780).toBeLessThan(110)
    const figure = page.getByTestId('running-figure').locator('strong')
    await expect(figure).toBeInViewport({ ratio: 1 })
    await expect(figure).toHaveText(/^[\d\s]+\.\d\d m²$/)
    const inLine = (text: (typeof measureText)[keyof typeof measureText]) =>
      page.getByRole('button', { name: driver.say(text), exact: true })
    // beside each other and none over the figure
    const boxes = await Promise.all(
      [figure, ...[measureText.finish, measureText.back, measureText.drop].map(inLine)].map((each) => each.boundingBox()),
    )
    for (const [i, box] of boxes.entries()) {
      expect(box?.x ?? 0).toBeGreaterThanOrEqual(i === 0 ? 0 : (boxes[i - 1]?.x ?? 0) + (boxes[i - 1]?.width ?? 0))
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(360)
    }
    await inLine(measureText.back).tap()
    await expect(figure).toHaveText('—')
    await page.touchscreen.tap(230, 330)
    const area = await figure.innerText()
    await inLine(measureText.finish).tap()
    await expect(figure).toHaveCount(0)
    await page.getByRole('tab', { name: driver.say(shellText.measurePanel) }).tap()
    await expect(page.getByRole('region', { name: /\d/ }).getByText(area)).toBeVisible()
    await inLine(measureText.close).tap()
    await expect(page.getByRole('tab')).toHaveCount(3)
  })

test('the tabs of the narrowest phone keep to one line in English too', async ({ driver, page, secondDistrict }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  driver.locale = 'en'
  await driver.open(secondDistrict)
  await driver.chooseMore(measureLength.title)
  await expect(page.getByRole('tab')).toHaveCount(4)
  expect(await linesOfTabs(page)).toEqual([1, 1, 1, 1])
})

test('on the narrowest phone what was just measured is in sight in English too, where the tools take two lines', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await page.setViewportSize({ width: 360, height: 780 })
  driver.locale = 'en'
  await driver.open(secondDistrict)
  await driver.chooseMore(measureArea.title)
  for (const [x, y] of [
    [60, 180],
    [240, 190],
    [230, 300],
  ])
    await page.touchscreen.tap(x, y)
  await expect(page.getByTestId('sketch-voice')).toContainText('3 ')
  await page.getByRole('button', { name: driver.say(measureText.finish), exact: true }).tap()
  const result = page.getByRole('region', { name: driver.say(measureText.results, { n: 1 }) })
  await expect(
    page.getByRole('region', { name: driver.say(measureText.title), exact: true }).getByRole('heading', { level: 2 }),
  ).toHaveCount(1)
  // the figure with its units, above the status bar
  await expect(result.getByText(/^[\d\s]+\.\d\d m²$/)).toBeInViewport({ ratio: 1 })
  await expect(result.getByText(/ mu$/)).toBeInViewport({ ratio: 1 })
  await expect(result.getByRole('button', { name: driver.say(measureText.clear) })).toHaveCount(1)
})
