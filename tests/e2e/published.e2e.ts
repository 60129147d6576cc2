import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page, Route } from '@playwright/test'
import overlap from '../../src/analyses/overlap.ts'
import { tableOpen } from '../../src/commands/table-open.ts'
import { cardText } from '../../src/i18n/card.ts'
import { exportText } from '../../src/i18n/export.ts'
import { joinText } from '../../src/i18n/join.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { queryText } from '../../src/i18n/query.ts'
import { rangedText } from '../../src/i18n/ranged.ts'
import { styleText } from '../../src/i18n/style.ts'
import { tableText } from '../../src/i18n/table.ts'
import { onemap } from '../onemap.ts'
import { type Deployment, deploy } from './deployment.ts'
import { expect, test } from './guard.ts'
import { manyPlots } from './many-plots.ts'
import { areaM2 } from './td-t-area.ts'

const SECOND = join(import.meta.dirname, '../fixtures/second-district')
const PLOTS = { zh: '地块', en: 'Plots' }

test.describe('a published layer', () => {
  let folder: string
  let deployment: Deployment
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'published-'))
    cpSync(SECOND, folder, { recursive: true })
    const layers = join(folder, 'layers')
    const run = await onemap('layers', 'add', join(SECOND, 'layers/plots.fgb'), '--id', 'plots', '--folder', layers)
    expect(run.exit, run.stderr).toBe(0)
    deployment = await deploy(folder)
  })
  test.afterAll(async () => {
    await deployment.close()
    rmSync(folder, { recursive: true })
  })

  /** The middle of the map as a picture, the layer's table held back until `release`. */
  async function openWithoutTable(page: Page): Promise<{ picture: () => Promise<string>; release: () => void }> {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/layers/plots.fgb', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(deployment.url)
    const map = page.locator('[data-map-state]')
    await expect(map).toHaveAttribute('data-map-state', 'ready')
    const picture = async () => {
      const box = await map.boundingBox()
      if (!box) throw new Error('the map has no size')
      const clip = { x: box.x + box.width / 2 - 60, y: box.y + box.height / 2 - 60, width: 120, height: 120 }
      return (await page.screenshot({ clip })).toString('base64')
    }
    return { picture, release }
  }

  test('is seen from its tiles before its table is here, and is the same layer after', async ({ page, driver }) => {
    const ranges: string[] = []
    let showTiles = () => {}
    const hidden = new Promise<void>((resolve) => {
      showTiles = resolve
    })
    await page.route('**/layers/plots.pmtiles', async (route) => {
      ranges.push(route.request().headers().range ?? 'whole')
      await hidden
      await route.continue()
    })
    const { picture, release } = await openWithoutTable(page)
    const blank = await picture()
    showTiles()
    await expect.poll(picture).not.toBe(blank)
    expect(ranges.every((range) => /^bytes=\d+-\d+$/.test(range))).toBe(true)
    release()
    await driver.whenDrawn()
    await driver.clickMap()
    await expect(driver.card).toBeVisible()
    await expect(driver.layer(driver.say(PLOTS)).getByRole('alert')).toHaveCount(0)
  })

  test('is seen from a host without ranges too, and by its table alone when the tiles are not there', async ({ page }) => {
    const tiles = readFileSync(join(folder, 'layers/plots.pmtiles'))
    let body: Buffer | string = 'no tiles'
    await page.route('**/layers/plots.pmtiles', (route) => route.fulfill({ status: 200, body }))
    const without = await openWithoutTable(page)
    const blank = await without.picture()
    without.release()
    await expect.poll(without.picture).not.toBe(blank)
    body = tiles
    const { picture, release } = await openWithoutTable(page)
    await expect.poll(picture).not.toBe(blank)
    release()
  })
})

test.describe('a large published layer', () => {
  test.use({ expectedErrors: { patterns: [/Failed to load resource/] } })
  let folder: string
  let deployment: Deployment
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'published-'))
    cpSync(SECOND, folder, { recursive: true })
    writeFileSync(join(folder, 'many.geojson'), manyPlots(100))
    const layers = join(folder, 'layers')
    const run = await onemap('layers', 'add', join(folder, 'many.geojson'), '--id', 'plots', '--folder', layers)
    expect(run.exit, run.stderr).toBe(0)
    const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))
    writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...config, loadWholeUpToMiB: 0.1 }))
    deployment = await deploy(folder)
  })
  test.afterAll(async () => {
    await deployment.close()
    rmSync(folder, { recursive: true })
  })

  test('is the whole subject of an overlap as it passes by: the plots of a zone have its area', { tag: '@long' }, async ({
    page,
    driver,
  }) => {
    let whole = 0
    await page.route(/layers\/plots\.fgb$/, (route) => {
      if (!route.request().headers().range) whole++
      return route.continue()
    })
    await driver.open(deployment.url)
    // ten columns of twenty plots
    const [west, south, east, north] = [103.95, 30.6, 103.955, 30.61]
    const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]] // biome-ignore format: one row
    const zone = { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }
    const buffer = Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [zone] }))
    await driver.importFiles([{ name: '规划区.geojson', mimeType: 'application/geo+json', buffer }], 1)
    await driver.openAnalysis()
    await driver.chooseAnalysis(overlap.title)
    await driver.choose(overlap.params.subject.label, driver.say(PLOTS))
    const form = page.getByRole('form', { name: driver.say(overlap.title) })
    const box = form.getByRole('checkbox', { name: '规划区', exact: true })
    if (!(await box.isChecked())) await box.click({ force: true })
    await expect(form.getByText(driver.say(rangedText.passes))).toBeVisible()
    await driver.run()
    const mu = areaM2(zone.geometry) / (2000 / 3)
    await expect(page.getByRole('row', { name: /^合计/ })).toContainText(mu.toFixed(2))
    expect(whole).toBe(0)
  })

  test('is looked up by ranges, tells when reading fails, and comes back', { tag: '@long' }, async ({ page, driver }) => {
    const file = /layers\/plots\.(fgb|pmtiles|codes|columns)$/
    let whole = 0
    let answer: (route: Route) => Promise<void> = (route) => route.continue()
    await page.route(file, (route) => {
      if (!route.request().headers().range) whole++
      return answer(route)
    })
    const plots = driver.layer(driver.say(PLOTS))
    const line = (words: { zh: string; en: string }) => plots.getByText(driver.say(words))

    await test.step('is seen, and a click opens the attributes of one', async () => {
      await driver.open(deployment.url)
      await expect(line(rangedText.fine)).toBeVisible()
      await driver.clickMap(3, 3)
      await expect(driver.card.getByRole('heading', { level: 2 })).toHaveText(/^990001/)
      await expect(driver.card.getByTestId('drawn-area')).toHaveText(/^[\d\s]+\.\d\d$/)
    })
    await test.step('a plot is found by its code, with its neighbours', async () => {
      const search = page.getByRole('combobox').first()
      await search.fill('990001005050')
      await page.getByRole('option', { name: /990001005050/ }).click()
      await expect(driver.card.getByRole('heading', { level: 2 })).toHaveText('990001005050')
      await expect(driver.card).toContainText(/6\s?050/)
      await driver.card.getByRole('button', { name: driver.say(cardText.neighbours, { n: 4 }) }).click()
      await expect(driver.card.getByRole('button', { name: '990001005051' })).toBeVisible()
    })
    await test.step('a box selects, and the areas of what it selects are summed', async () => {
      await page.keyboard.down('Control')
      await driver.dragBox(160, 120)
      await page.keyboard.up('Control')
      await expect(page.getByText(/^选中 \d+ · 地块/)).toBeVisible()
      await expect(page.getByText(/合计 \d/)).toBeVisible()
    })
    await test.step('a summary over all of it passes by in pieces; an overlap analysis says what it takes', async () => {
      await driver.openAnalysis()
      const form = page.getByRole('form', { name: '面积汇总' })
      await form.getByRole('radio', { name: /^全部/ }).check({ force: true })
      await expect(form.getByText(driver.say(rangedText.passes))).toBeVisible()
      await driver.run()
      const total = page.getByRole('row', { name: /^合计/ })
      await expect(total).toContainText(/10\s?000/)
    })
    await test.step('its legend tells how many there are of each class, and a press on a class filters the map by one field', async () => {
      const legend = page.getByRole('list', { name: driver.say(layersText.legendOf, { layer: driver.say(PLOTS) }) })
      await expect(legend.getByRole('listitem').first()).toContainText(/3\s?334/)
      await legend.getByRole('button').first().click()
      await expect(plots).toContainText(/3\s?334/)
      await driver.whenDrawn()
      await driver.clickMap(3, 3)
    })
    await test.step('the attribute table lists, sorts and sums all rows, and reads those in sight', async () => {
      await plots.getByRole('button', { name: driver.say(layersText.rowMenu, { layer: driver.say(PLOTS) }) }).click()
      await page.getByRole('menuitem', { name: driver.say(tableOpen.title), exact: true }).click()
      const grid = page.getByRole('grid', { name: driver.say(tableText.grid, { layer: driver.say(PLOTS) }) })
      await expect(grid).toHaveAttribute('aria-rowcount', '3335')
      const heading = grid.getByRole('columnheader', { name: '合同面积' })
      await heading.click()
      await heading.click()
      await expect(grid.getByRole('gridcell').first()).toHaveText('990001009999')
      await expect(page.getByTestId('table-figures')).toContainText(/3\s?334/)
      await page.getByRole('button', { name: driver.say(tableText.close) }).click()
    })
    await test.step('a question by an expression is counted and becomes the filter', async () => {
      await plots.getByRole('button', { name: driver.say(layersText.rowMenu, { layer: driver.say(PLOTS) }) }).click()
      await page.getByRole('menuitem', { name: driver.say(queryText.title), exact: true }).click()
      const panel = page.getByRole('region', { name: driver.say(queryText.title), exact: true })
      await panel.getByText(driver.say(queryText.expression), { exact: true }).first().click()
      await panel.getByRole('textbox', { name: driver.say(queryText.expression) }).fill('合同面积 > 10000 and 承包方 = "户5"')
      await expect(panel.getByTestId('query-count')).toHaveText(/符合 4 行.*10\s?000/)
      await panel.getByRole('button', { name: driver.say(queryText.select), exact: true }).click()
      await expect(page.getByText(/^选中 4 · 地块/)).toBeVisible()
      await panel.getByRole('button', { name: driver.say(queryText.close) }).click()
    })
    await test.step('it is coloured by a number, in as many classes as an analyst would make of the whole', async () => {
      await driver.doWithLayer(driver.say(PLOTS), layersText.style)
      const panel = page.getByRole('region', { name: driver.say(styleText.title, { layer: driver.say(PLOTS) }) })
      await panel.getByRole('radio', { name: driver.say(styleText.graduated) }).click({ force: true })
      const legend = page.getByRole('list', { name: driver.say(layersText.legendOf, { layer: driver.say(PLOTS) }) })
      const grades = legend.getByRole('listitem').filter({ hasText: / – / })
      await expect(grades).toHaveCount(5)
      for (const grade of await grades.all()) await expect(grade).toContainText(/66\d/)
      await driver.whenDrawn()
      await panel.getByRole('button', { name: driver.say(styleText.close) }).click()
    })
    await test.step('all of it is exported as it passes by; of four that are selected any format', async () => {
      await driver.openExport(driver.say(PLOTS))
      const scope = (name: RegExp) => driver.dialog.getByRole('radio', { name }).click({ force: true })
      await scope(/^全部/)
      await expect(driver.dialog.getByText(/逐块读取并写出/)).toBeVisible()
      const { features } = JSON.parse((await driver.exportAs('GeoJSON')).bytes.toString('utf8'))
      expect(features.length).toBe(10_000)
      const codes = new Set(features.map((each: { properties: { CODE: string } }) => each.properties.CODE))
      expect([codes.size, codes.has('990001009999')]).toEqual([10_000, true])
      await expect(driver.dialog).toHaveCount(0)

      await driver.openExport(driver.say(PLOTS))
      await driver.dialog.getByRole('button', { name: new RegExp(`(^|\\s)${driver.say(exportText.format)}$`) }).click()
      await page.getByRole('option', { name: /^GeoParquet/ }).click()
      await expect(driver.dialog.getByText(/只读这 4 个要素/)).toBeVisible()
      await scope(/^全部/)
      // what takes the whole layer is refused before it is tried, with the ways out
      await expect(driver.dialog.getByText(/GeoParquet 需要整个图层在内存中/)).toBeVisible()
      await expect(driver.dialog.getByRole('button', { name: /^载入整层/ })).toBeVisible()
      await expect(driver.dialog.getByRole('button', { name: new RegExp(`^${driver.say(exportText.run)} \\d`) })).toBeDisabled()
      await scope(/^选中/)
      const { name, bytes } = await driver.exportAs('GeoPackage')
      expect([name.endsWith('.gpkg'), bytes.subarray(0, 15).toString()]).toEqual([true, 'SQLite format 3'])
      await expect(driver.dialog).toHaveCount(0)
    })
    await test.step('a table is joined to it by the code: what it names is read, and makes the new layer', async () => {
      const table = {
        name: '等级表.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('CODE,DJ\n990001000001,甲\n990001000002,乙\n1,丙\n'),
      }
      await driver.pickFiles([table])
      await expect(driver.layer('等级表')).toBeVisible()
      await driver.doWithLayer(driver.say(PLOTS), layersText.join)
      const dialog = page.getByRole('dialog', { name: driver.say(joinText.title, { layer: driver.say(PLOTS) }) })
      await expect(dialog.getByRole('status')).toHaveText(/大图层：2 \/ 10\s?000 行匹配/)
      await dialog.getByRole('button', { name: driver.say(joinText.run), exact: true }).click()
      const joined = driver.layer(driver.say(joinText.suggested, { layer: driver.say(PLOTS) }))
      await expect(joined).toContainText(/2/)
    })
    await test.step('nothing was read whole', () => expect(whole).toBe(0))

    await test.step('a cut is told while it is tried again, and recovers by itself', async () => {
      let cuts = 0
      answer = (route) => (cuts++ < 2 ? route.abort('connectionreset') : route.continue())
      await page.getByRole('combobox').first().fill('990001009999')
      await expect(line(rangedText.retrying)).toBeVisible()
      await page.getByRole('option', { name: /990001009999/ }).click()
      await expect(driver.card.getByRole('heading', { level: 2 })).toHaveText('990001009999')
      await expect(line(rangedText.fine)).toBeVisible()
    })
    await test.step('a file that is gone, and back, is opened again when asked', async () => {
      // what was read so far would answer
      await page.reload()
      await driver.whenReady()
      await expect(line(rangedText.fine)).toBeVisible()
      answer = (route) => route.fulfill({ status: 404 })
      await page.getByRole('combobox').first().fill('990001000001')
      await expect(line(rangedText.lost)).toBeVisible()
      answer = (route) => route.continue()
      // what else is read meanwhile, as the open card, can be the first to find that it is back
      await expect(async () => {
        const retry = plots.getByRole('button', { name: driver.say(rangedText.retry) })
        if (await retry.isVisible()) await retry.click({ timeout: 1000 })
        await expect(line(rangedText.fine)).toBeVisible({ timeout: 1000 })
      }).toPass({ timeout: 20_000 })
    })
    await test.step('an ending of a code is found, and a name', async () => {
      for (const [typed, found] of [
        ['1004566', /990001004566/],
        ['户96', /户96/],
      ] as const) {
        await page.getByRole('combobox').first().fill(typed)
        await expect(page.getByRole('option', { name: found }).first()).toBeVisible()
      }
      await page.keyboard.press('Escape')
    })
    await test.step('a file that was replaced while it is read is refused, told, and opened anew', async () => {
      answer = async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, headers: { ...response.headers(), etag: '"another"' } })
      }
      await page.getByRole('combobox').first().fill('990001004321')
      await expect(line(rangedText.changed)).toBeVisible()
      await plots.getByRole('button', { name: driver.say(rangedText.reopen) }).click()
      await expect(line(rangedText.fine)).toBeVisible()
    })
    await test.step('a host without ranges is told, and the whole layer can be loaded', async () => {
      const bytes = readFileSync(join(folder, 'layers/plots.fgb'))
      answer = (route) =>
        route.request().url().endsWith('.fgb') ? route.fulfill({ status: 200, body: bytes }) : route.continue()
      await page.reload()
      await expect(plots.getByRole('alert')).toContainText('Range')
      await plots.getByRole('button', { name: /^载入整层/ }).click()
      await expect(plots.getByRole('alert')).toHaveCount(0)
      await driver.whenDrawn()
      // every third plot has passed the filter; one is 93 px wide here
      let tried = 0
      await expect(async () => {
        await driver.clickMap(3 + 60 * (tried++ % 4), 3)
        await expect(driver.card.getByRole('heading', { level: 2 })).toHaveText(/^990001/, { timeout: 1500 })
      }).toPass({ timeout: 45_000 })
    })
    await test.step('joined as a whole, every row of it is told to find a partner or none', async () => {
      await driver.doWithLayer(driver.say(PLOTS), layersText.join)
      await expect(driver.dialog.getByRole('status')).toHaveText(/^2 \/ 10\s?000 行匹配/)
    })
  })
})
