import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { booleanIntersects, booleanWithin, buffer, feature, polygon } from '@turf/turf'
import { toolSelectPolygon } from '../../src/commands/palette/tool-select-polygon.ts'
import { tableOpen } from '../../src/commands/table-open.ts'
import type { Text } from '../../src/core/text.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { chipText } from '../../src/i18n/chips.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { OPERATOR_WORDS, PLACE_OF, PLACE_WORDS, queryText, RELATION_WORDS } from '../../src/i18n/query.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { tableText } from '../../src/i18n/table.ts'
import { expect, SECOND, test } from './guard.ts'
import { shippedFeatures } from './shipped.ts'
import { areaM2 } from './td-t-area.ts'

const PLOTS = { zh: '地块', en: 'Plots' }
const KIND = { zh: '类型', en: 'Kind' }
const ZONE = [
  [103.9655, 30.6185],
  [103.9835, 30.6205],
  [103.9815, 30.633],
  [103.9665, 30.6315],
  [103.9655, 30.6185],
]
const zoneFile = (name: string) => ({
  name: `${name}.geojson`,
  mimeType: 'application/geo+json',
  buffer: Buffer.from(
    JSON.stringify({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { name }, geometry: { type: 'Polygon', coordinates: [ZONE] } }],
    }),
  ),
})

for (const locale of ['zh', 'en'] as const)
  test(`the query panel in ${locale}: rules, places, a calculated field; kept as a query, a filter, a layer`, {
    tag: locale === 'en' ? '@long' : [],
  }, async ({ driver, page, secondDistrict }) => {
    const plots = (await shippedFeatures(readFileSync(join(SECOND, 'layers/plots.fgb')))).map(({ properties, geometry }) => ({
      code: String(properties.CODE),
      kind: String(properties.KIND),
      areaM2: areaM2(geometry),
      shape: feature(geometry as GeoJSON.Polygon),
    }))
    const zone = polygon([ZONE])
    const title = PLOTS[locale]
    const panel = page.getByRole('region', { name: queryText.title[locale], exact: true })
    const count = (n: number) =>
      expect(panel.getByTestId('query-count')).toHaveText(driver.say(queryText.count, { n, all: plots.length }))
    const choose = async (within: Locator, field: Text, option: string | RegExp) => {
      await within.getByRole('button', { name: new RegExp(`(^|\\s)${driver.say(field)}$`) }).click()
      await page.getByRole('option', { name: option, exact: true }).click()
    }
    const press = (text: Text) => panel.getByRole('button', { name: driver.say(text), exact: true })
    const openFromRow = async (item: Text) => {
      await driver
        .layer(title)
        .getByRole('button', { name: driver.say(layersText.rowMenu, { layer: title }) })
        .click()
      await page.getByRole('menuitem', { name: driver.say(item), exact: true }).click()
    }
    const openPanel = () => openFromRow(queryText.title)
    /** Lines of conditions, outside of groups first. */
    const lines = panel.locator('div', { has: page.getByRole('button', { name: queryText.removeRule[locale] }) })
    const rule = (at: number) =>
      lines
        .filter({ hasNot: page.locator('fieldset') })
        .filter({ has: page.locator(':scope > button') })
        .nth(at)
    const chips = page.getByRole('list', { name: chipText.activeFilters[locale] })

    await driver.open(secondDistrict, '14/30.6255/103.9752')
    await driver.importFiles([zoneFile('片区')], 1)
    if (locale === 'en') await driver.switchLanguage()
    await openPanel()

    await test.step('two conditions, joined by and, then by or; each change is counted', async () => {
      await press(queryText.addRule).first().click()
      await choose(rule(0), queryText.field, driver.say(KIND))
      await choose(rule(0), queryText.value, /^02 /)
      await count(plots.filter(({ kind }) => kind === '02').length)
      await press(queryText.addRule).first().click()
      await choose(rule(1), queryText.field, driver.say(shellText.drawnArea))
      await choose(rule(1), queryText.operator, driver.say(OPERATOR_WORDS['>']))
      const middle = [...plots].sort((a, b) => a.areaM2 - b.areaM2)[9].areaM2 / (2000 / 3)
      await rule(1)
        .getByRole('textbox')
        .fill((middle + 0.01).toFixed(4))
      const isLarge = ({ areaM2: m2 }: (typeof plots)[number]) => m2 / (2000 / 3) > middle + 0.01
      await count(plots.filter((plot) => plot.kind === '02' && isLarge(plot)).length)
      await choose(panel, queryText.join, driver.say(queryText.any))
      await count(plots.filter((plot) => plot.kind === '02' || isLarge(plot)).length)
      await rule(1)
        .getByRole('button', { name: driver.say(queryText.removeRule) })
        .click()
      await count(plots.filter(({ kind }) => kind === '02').length)
    })

    const of = driver.say(queryText.ofLayer, { layer: '片区' })
    const bamboo = plots.filter(({ kind }) => kind === '02')
    await test.step('a place beside them: intersects, inside, within a distance, as turf finds them', async () => {
      await press(queryText.addSpatial).click()
      await choose(panel, queryText.of, of)
      await count(bamboo.filter(({ shape }) => booleanIntersects(shape, zone)).length)
      await choose(panel, queryText.relation, driver.say(RELATION_WORDS.inside))
      await count(bamboo.filter(({ shape }) => booleanWithin(shape, zone)).length)
      await choose(panel, queryText.relation, driver.say(RELATION_WORDS.within))
      await panel.getByRole('textbox', { name: driver.say(queryText.distance) }).fill('300')
      await page.keyboard.press('Tab')
      const near = buffer(zone, 300, { units: 'meters' })
      await count(bamboo.filter(({ shape }) => near && booleanIntersects(shape, near)).length)
      await choose(panel, queryText.relation, driver.say(RELATION_WORDS.intersects))
    })
    const found = bamboo.filter(({ shape }) => booleanIntersects(shape, zone))
    expect(found.length).toBeGreaterThan(1)
    expect(found.length).toBeLessThan(bamboo.length)

    await test.step('kept under a name', async () => {
      await panel.getByRole('textbox', { name: driver.say(queryText.saveName) }).fill('<b>竹林</b>')
      await press(queryText.save).click()
      await expect(panel.getByRole('button', { name: '<b>竹林</b>', exact: true })).toBeVisible()
    })

    const words = driver.say(PLACE_WORDS.intersects, { of: driver.say(PLACE_OF.layer, { layer: '片区' }) })
    const isCounted = () => expect(driver.layer(title).getByText(String(found.length), { exact: true }).first()).toBeVisible()
    await test.step('as a filter it says what it is, and stays over a reload', async () => {
      await press(queryText.filter).click()
      await expect(chips.getByText(words)).toBeVisible()
      await expect(chips.getByRole('button', { name: driver.say(chipText.askAgain) })).toHaveCount(0)
      await isCounted()
      // kept a moment after the change
      await page.waitForTimeout(1500)
      await page.reload()
      await driver.whenReady()
      await expect(chips.getByText(words)).toBeVisible()
      await isCounted()
    })

    await test.step('the kept query is asked again, of what the filter leaves; selected', async () => {
      if (!(await panel.isVisible())) await openPanel()
      await panel.getByRole('button', { name: '<b>竹林</b>', exact: true }).click()
      await count(found.length)
      await press(queryText.select).click()
      await expect(page.getByTestId('selection-chip')).toContainText(
        driver.say(shellText.selection, { n: found.length, layer: title }),
      )
    })

    await test.step('a layer of the question has changed: the chip says so and asks again', async () => {
      const holder = plots.findIndex(({ code }) => code === found[0].code)
      expect(holder).toBeGreaterThanOrEqual(0)
      await page.keyboard.press('Escape')
      await openFromRow(tableOpen.title)
      const grid = page.getByRole('grid')
      // before its rows are there the first cell is the head
      await expect(grid.getByRole('gridcell').first()).toBeVisible()
      await grid.focus()
      await page.keyboard.press('Control+Home')
      for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight')
      await page.keyboard.press('F2')
      await page.getByRole('dialog').getByRole('textbox').fill('新户')
      await page.keyboard.press('Enter')
      const again = chips.getByRole('button', { name: driver.say(chipText.askAgain) })
      await expect(again).toBeVisible()
      await again.click()
      await expect(again).toHaveCount(0)
      await isCounted()
      await page.getByRole('button', { name: driver.say(tableText.close) }).click()
    })

    await test.step('the result of a run over the filter tells of the place, and of no row by name', async () => {
      await driver.openAnalysis()
      await driver.chooseAnalysis({ zh: '面积汇总', en: 'Area summary' })
      await driver.run()
      await expect(page.getByRole('button', { name: driver.say(analysisText.exportResult) })).toBeVisible()
      const { bytes } = await driver.exportResult('geojson')
      const file = bytes.toString()
      expect(file).toContain('"kind":"layer"')
      expect(file).toContain('"mark"')
      await page.getByRole('button', { name: driver.say(analysisText.closeResult) }).click()
      await page.getByRole('button', { name: driver.say(chipText.clearFilters), exact: true }).click()
      await expect(chips).toHaveCount(0)
    })

    await test.step('the map view and a drawing are places too; the drawing stays with the question', async () => {
      await openPanel()
      await panel.getByText(driver.say(queryText.expression), { exact: true }).first().click()
      await panel.getByRole('textbox', { name: driver.say(queryText.expression) }).fill('KIND is not null')
      if ((await press(queryText.removeSpatial).count()) === 0) await press(queryText.addSpatial).click()
      await choose(panel, queryText.of, driver.say(queryText.view))
      await expect(panel.getByTestId('query-count')).toBeVisible()
      await page
        .getByRole('button', { name: driver.say(toolSelectPolygon.title) })
        .first()
        .click()
      const box = await driver.map.boundingBox()
      if (!box) throw new Error('the map has no size')
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      for (const [dx, dy] of [
        [-90, -70],
        [90, -70],
      ])
        await page.mouse.click(x + dx, y + dy)
      await page.mouse.dblclick(x, y + 90)
      await expect(page.getByTestId('selection-chip')).toBeVisible()
      await choose(panel, queryText.of, driver.say(queryText.drawn))
      await press(queryText.filter).click()
      await expect(chips.getByText(driver.say(PLACE_WORDS.intersects, { of: driver.say(PLACE_OF.drawn) }))).toBeVisible()
      await expect(panel.getByRole('alert')).toHaveCount(0)
      await expect(panel.getByTestId('query-count')).not.toHaveText(driver.say(queryText.count, { n: 0, all: plots.length }))
    })

    await test.step('a calculated field is a column of the new layer, summed up and exported', async () => {
      await page.getByRole('button', { name: driver.say(chipText.clearFilters), exact: true }).click()
      await press(queryText.calculated).click()
      await panel.getByRole('textbox', { name: driver.say(queryText.calculatedName), exact: true }).fill('亩数')
      await panel
        .getByRole('textbox', { name: driver.say(queryText.calculatedValue) })
        .last()
        .fill('round(area_mu, 1)')
      await press(queryText.toLayer).last().click()
      const result = driver.say(queryText.resultTitle, { layer: title })
      await expect(driver.layer(result)).toBeVisible()
      await driver.openExport(result)
      const { bytes } = await driver.exportAs('CSV')
      const text = bytes.toString('utf8')
      const [head, ...rows] = text.replace('\uFEFF', '').trim().split(/\r?\n/)
      const at = head.split(',').indexOf('亩数')
      expect(at).toBeGreaterThan(0)
      expect(rows).toHaveLength(plots.length)
      const known = new Map(plots.map((plot) => [plot.code, Math.round((plot.areaM2 / (2000 / 3)) * 10) / 10]))
      for (const row of rows) expect(Number(row.split(',')[at])).toBe(known.get(row.split(',')[0].replace(/["\t=]/g, '')))
    })
  })
