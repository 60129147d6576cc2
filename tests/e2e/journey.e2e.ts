import { createCanvas, loadImage } from '@napi-rs/canvas'
import { pointOnFeature } from '@turf/turf'
import { strFromU8, unzipSync } from 'fflate'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { analysisText } from '../../src/i18n/analysis.ts'
import { cardText } from '../../src/i18n/card.ts'
import { chipText } from '../../src/i18n/chips.ts'
import { searchText } from '../../src/i18n/search.ts'
import { expect, test } from './guard.ts'
import { featuresOf, type PolygonFeature, shippedLayer } from './shipped.ts'
import { areaM2 } from './td-t-area.ts'

test.use({ contextOptions: { reducedMotion: 'no-preference' } })

const layer = shippedLayer('parcels')
const title = layer.title.zh
let parcels: readonly PolygonFeature[]
test.beforeAll(async () => {
  parcels = await featuresOf(layer)
})

/** Digits as the screen prints them, without the thin spaces. */
const bare = (text: string) => text.replace(/\s/g, '')

/** A parcel in the middle of the file, of ordinary size, with a point inside it. */
function oneParcel() {
  const parcel = parcels.slice(parcels.length >> 1).find(({ geometry }) => areaM2(geometry) > 20_000)
  if (!parcel) throw new Error('no parcel of ordinary size')
  const [lng, lat] = pointOnFeature(parcel as never).geometry.coordinates
  return { parcel, code: String(parcel.properties.BDCDYH), at: `17/${lat.toFixed(6)}/${lng.toFixed(6)}` }
}

test('a parcel is clicked, searched and boxed', async ({ driver, page }) => {
  const { parcel, code, at } = oneParcel()
  await driver.open('./', at)
  // the processor paints here: nothing moves in steps, though the system has nothing against motion
  const quick = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--quick'))
  expect(Number.parseFloat(quick)).toBe(0)

  await test.step('a click finds it, with its registered area beside the computed one', async () => {
    await driver.clickMap()
    await expect(driver.card).toBeVisible()
    const hit = driver.card.getByRole('option').filter({ hasText: title })
    await expect.poll(async () => bare(await driver.card.innerText())).toContain(code)
    if (await hit.isVisible()) await hit.click()
    await expect.poll(async () => bare(await driver.card.innerText())).toContain('‰')
    const card = bare(await driver.card.innerText())
    expect(card).toContain(areaM2(parcel.geometry).toFixed(2))
    expect(card).toContain(Number(parcel.properties.TBMJ).toFixed(2))
    const order = ['registeredArea', 'drawnArea', 'difference', 'tolerance'] as const
    const heads = await driver.card.locator('dt').allInnerTexts()
    // the fields below repeat what the register says
    const figures = heads.filter((head) => order.some((key) => head === driver.say(cardText[key]))).slice(0, order.length)
    expect(figures).toEqual(order.map((key) => driver.say(cardText[key])))
    await page.keyboard.press('Escape')
  })

  await test.step('the tree counts what the file holds; the tail of a code finds it, full-width and with spaces', async () => {
    await expect(driver.tree).toContainText(title)
    expect(parcels).toHaveLength(layer.count)
    expect(bare((await driver.tree.innerText()) ?? '')).toContain(String(layer.count))

    // large enough to be hit (WCAG 2.5.8)
    const more = await driver.tree.getByRole('button', { name: /^其余 \d+ 类$/ }).boundingBox()
    expect(more?.height).toBeGreaterThanOrEqual(24)

    const box = page.getByRole('combobox', { name: driver.say(searchText.label) })
    const typed = [...code.slice(6)]
      .map(
        (letter, i) => (/\d/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter) + (i === 5 ? ' ' : ''),
      )
      .join('')
    await box.fill(typed)
    const options = page.getByRole('option')
    await expect.poll(async () => bare(await options.first().innerText())).toContain(code)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect.poll(async () => bare(await driver.card.innerText())).toContain(code)
  })

  await test.step('the parcels of one holder are told apart by their codes, and that there are more is said', async () => {
    const box = page.getByRole('combobox', { name: driver.say(searchText.label) })
    const holder = String(parcel.properties.QLR)
    const held = parcels.filter(({ properties }) => properties.QLR === holder).map(({ properties }) => String(properties.BDCDYH))
    expect(held.length).toBeGreaterThan(30)
    await box.fill(holder)
    await expect(page.getByText(driver.say(searchText.foundMore, { n: 30 }))).toBeVisible()
    const told = await page.getByRole('option').filter({ hasText: holder }).allInnerTexts()
    const codes = told.map((words) => /\d{12}[A-Z]{2}\d{5}\w{9}/.exec(bare(words))?.[0] ?? words)
    expect(new Set(codes).size).toBe(30)
    expect(codes.filter((each) => !held.includes(each))).toEqual([])
  })

  await test.step('a click into the search begins anew: the next words take the place of the last', async () => {
    const box = page.getByRole('combobox', { name: driver.say(searchText.label) })
    await driver.map.locator('canvas').focus()
    await box.click()
    await page.keyboard.type('ab')
    await expect(box).toHaveValue('ab')
    // once there, a click sets the caret
    await box.click({ position: { x: 1, y: 8 } })
    await page.keyboard.type('c')
    await expect(box).not.toHaveValue('c')
    await box.fill('')
  })

  await test.step('what is boxed is counted and measured', async () => {
    await driver.whenDrawn()
    await driver.map.locator('canvas').focus()
    for (let step = 0; step < 2; step++) {
      await page.keyboard.press('-')
      await driver.whenDrawn()
    }
    const hint = page.getByTestId('tool-hint')
    await page.getByRole('button', { name: /多边形选择/ }).click()
    await expect(hint).toHaveText(driver.say(chipText.polygonHint))
    await page.getByRole('button', { name: /框选/ }).click()
    await expect(hint).toHaveText(driver.say(chipText.boxHint))
    await driver.dragBox(240, 160)
    const chip = page.getByTestId('selection-chip').getByText(/选中 [\d\u00a0]+ · /)
    await expect(chip).toBeVisible()
    const count = Number(bare((await chip.innerText()).match(/选中 ([\d\u00a0]+)/)![1]))
    expect(count).toBeGreaterThan(1)
    await expect(page.getByText(new RegExp(driver.say(chipText.selectionTotal).trim()))).toBeVisible()
    // whole, also in the longer words
    await driver.switchLanguage()
    const words = page
      .getByTestId('selection-chip')
      .getByText(/selected/)
      .locator('..')
    await expect(words).toContainText(/ha = [\d\s.]+ mu$/)
    expect(await words.evaluate((line) => line.scrollWidth - line.clientWidth)).toBeLessThanOrEqual(0)
  })
})

test('the summary goes home as GeoJSON, CSV and XLSX, right to the square metre, and survives a reload', async ({
  driver,
  page,
}) => {
  await driver.open()
  await driver.openAnalysis()
  await driver.choose(analysisText.layer, title)
  await driver.run()
  const grid = page.getByRole('grid')
  await expect(grid).toBeVisible({ timeout: 60_000 })
  await expect(grid.getByRole('row', { name: /合计/ })).toContainText(/100(\.0)?/)

  const { bytes } = await driver.exportResult('geojson')
  const collection = JSON.parse(bytes.toString('utf8'))
  const groupFields = Object.keys(collection.features[0].properties).filter((name) =>
    layer.fields.some((field) => field.name === name),
  )
  expect(groupFields.length).toBeGreaterThan(0)
  const keyOf = (properties: PolygonFeature['properties']) => groupFields.map((name) => String(properties[name])).join('|')
  const expected = new Map<string, { count: number; areaM2: number }>()
  for (const { properties, geometry } of parcels) {
    const group = expected.get(keyOf(properties)) ?? { count: 0, areaM2: 0 }
    expected.set(keyOf(properties), { count: group.count + 1, areaM2: group.areaM2 + areaM2(geometry) })
  }
  expect(collection.features).toHaveLength(expected.size)
  for (const { properties, geometry } of collection.features) {
    const group = expected.get(keyOf(properties))
    expect(properties.count).toBe(group?.count)
    expect(Math.abs(properties.area_m2 - (group?.areaM2 ?? 0))).toBeLessThan(0.02)
    // the figure for the shape as written, measured again from the file
    expect(Math.abs(areaM2(geometry) - properties.geometry_area_m2)).toBeLessThan(0.01)
    // 0.005 m² of it is the printed figure's own rounding, which weighs more than 1e-6 in a group below 0.5 ha
    expect(Math.abs(areaM2(geometry) - properties.net_area_m2)).toBeLessThan(0.01 + 1e-6 * properties.net_area_m2)
  }
  const total = [...expected.values()].reduce((sum, group) => sum + group.areaM2, 0)
  const printed = collection.features.reduce(
    (sum: number, { properties }: PolygonFeature) => sum + Math.round(Number(properties.area_m2) * 100),
    0,
  )
  expect(printed / 100).toBeCloseTo(total, 1)
  const { metadata } = collection
  expect(metadata.sources[0].sha256).toBe(layer.sha256)
  expect(metadata.notice).toContain('示例')
  for (const key of ['method', 'date', 'version', 'crs']) expect(metadata[key]).toBeTruthy()

  const csv = await driver.exportResult('csv')
  expect([...csv.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const lines = csv.bytes.toString('utf8').split('\r\n')
  expect(lines.length).toBeGreaterThan(expected.size)
  const somewhere = [...expected.keys()][0].split('|')[0]
  expect(csv.bytes.toString('utf8')).toContain(somewhere)

  const xlsx = await driver.exportResult('xlsx')
  const parts = unzipSync(new Uint8Array(xlsx.bytes))
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'])
  expect(sheet.match(/<row /g)?.length).toBeGreaterThan(expected.size)
  expect(sheet).toMatch(/<c r="[A-Z]+\d+"( s="\d+")?><v>\d/)
  expect(Object.keys(parts).filter((name) => name.startsWith('xl/worksheets/sheet')).length).toBeGreaterThan(1)

  const report = await driver.exportResult('pdf')
  const pdf = await getDocument({ data: new Uint8Array(report.bytes), verbosity: 0 }).promise
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, i) => (await (await pdf.getPage(i + 1)).getTextContent()).items),
  )
  const words = pages.flat().map((item) => ('str' in item ? item.str : ''))
  for (const word of [title, somewhere, layer.sha256.slice(0, 16)]) expect(words.join('')).toContain(word)

  await test.step('as a document the same words stand in Word’s own paragraphs, with a map and a chart that were painted', async () => {
    const { bytes: docx } = await driver.exportResult('docx')
    const inside = unzipSync(new Uint8Array(docx))
    const body = strFromU8(inside['word/document.xml'])
    for (const word of [title, somewhere, layer.sha256.slice(0, 16)]) expect(body).toContain(word)
    const pictures = Object.keys(inside).filter((name) => name.startsWith('word/media/'))
    expect(pictures).toHaveLength(2)
    for (const name of pictures) {
      const image = await loadImage(Buffer.from(inside[name]))
      // 170 mm at 220 to the inch
      expect(image.width).toBe(1472)
      const canvas = createCanvas(image.width, image.height)
      const context = canvas.getContext('2d')
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, image.width, image.height)
      let ink = 0
      for (let i = 0; i < data.length; i += 4) if (data[i] < 240) ink++
      expect(ink / (image.width * image.height)).toBeGreaterThan(0.02)
    }
  })

  await test.step('the result is there after a reload; a removed layer comes back by undo', async () => {
    const before = await page.getByRole('grid').innerText()
    await page.waitForTimeout(1500)
    await page.reload()
    await driver.whenReady()
    await expect(page.getByRole('grid')).toBeVisible()
    expect(await page.getByRole('grid').innerText()).toBe(before)

    const names = () => driver.tree.getByRole('row').evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')))
    const order = await names()
    await driver.doWithLayer(title, { zh: '移除', en: 'Remove' })
    await expect.poll(names).not.toEqual(order)
    await expect(driver.toasts).toContainText('已移除')
    await driver.map.locator('canvas').focus()
    await page.keyboard.press('Control+z')
    await expect.poll(names).toEqual(order)
  })
})
