import overlap from '../../src/analyses/overlap.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { cardText } from '../../src/i18n/card.ts'
import { chipText } from '../../src/i18n/chips.ts'
import { Analyses } from './analysis-driver.ts'
import { expect, test } from './guard.ts'
import { sharedM2, totalM2 } from './plane-areas.ts'
import { featuresOf, shippedLayer } from './shipped.ts'

const PARK = '天宁湖国家湿地公园'

test('a wetland park is asked whose land it is on: three presses, figures as clipping in PROJ’s plane gives them', async ({
  driver,
  page,
}) => {
  const [parks, parcels] = await Promise.all(['wetland-parks', 'parcels'].map((id) => featuresOf(shippedLayer(id))))
  await driver.open('./', '13/37.654966/118.774593')
  await driver.whenDrawn()
  await driver.clickMap()
  const layer = shippedLayer('wetland-parks').title.zh
  await page.getByRole('option', { name: new RegExp(layer) }).click()
  await page.getByRole('button', { name: driver.say(cardText.select), exact: true }).click()
  await page.getByRole('button', { name: driver.say(chipText.overlapDrawn) }).click()
  const app = new Analyses(driver)
  await expect(app.drawer(overlap).getByRole('grid')).toBeVisible({ timeout: 60_000 })

  const { 分组汇总: lines } = await app.tables()
  const titles = shippedLayer('parcels').title.zh
  const own = lines.filter((line) => line.对比图层 === titles)
  const park = parks.filter(({ properties }) => properties?.MC === PARK)
  const keyOf = (values: readonly unknown[]) => values.map((value) => String(value ?? '')).join(' · ')
  const expected = new Map<string, { areaM2: number; count: number }>()
  for (const parcel of parcels) {
    const areaM2 = sharedM2(park, [parcel])
    if (areaM2 < 1) continue
    const { QLR, QSXZ, DLBM } = parcel.properties ?? {}
    const key = keyOf([QLR, QSXZ, DLBM])
    const { areaM2: sum, count } = expected.get(key) ?? { areaM2: 0, count: 0 }
    expected.set(key, { areaM2: sum + areaM2, count: count + 1 })
  }
  expect(expected.size).toBeGreaterThan(10)
  expect(own.map((line) => keyOf([line.权利人, line.权属性质代码, line.地类代码]))).toEqual(
    expect.arrayContaining([...expected.keys()]),
  )
  expect(own).toHaveLength(expected.size)
  for (const line of own) {
    const key = keyOf([line.权利人, line.权属性质代码, line.地类代码])
    expect(Math.abs(Number(line['面积（公顷）']) * 1e4 - (expected.get(key)?.areaM2 ?? 0)), key).toBeLessThan(0.6)
    expect(line.对比图斑, key).toBe(expected.get(key)?.count)
  }
  // every line, the double part and the rest are the park
  const total = lines[lines.length - 1]
  expect(Math.abs(Number(total['面积（公顷）']) * 1e4 - totalM2(park))).toBeLessThan(0.6)

  // what it was asked by is longer in English: in four lines it took half of the table's, and four columns of words the area's place
  await page.setViewportSize({ width: 1440, height: 900 })
  await driver.switchLanguage()
  await driver.openAnalysis()
  const title = page.getByRole('heading', { name: new RegExp(`^${driver.say(overlap.title)}`) })
  await expect(title).toContainText(driver.say(analysisText.demoShort).replaceAll(' ', '\u00a0'))
  expect((await title.boundingBox())?.height, 'the title in two lines').toBeLessThan(48)
  const area = page.getByRole('grid').getByRole('columnheader', { name: /^Area/ })
  for (const width of [1440, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    await expect(area).toBeInViewport({ ratio: 1 })
  }
})
