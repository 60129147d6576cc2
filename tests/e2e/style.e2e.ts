import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gridExport } from '../../src/commands/grid-export.ts'
import { PAIR_COLORS } from '../../src/core/ramps.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { METHOD_WORDS, styleText } from '../../src/i18n/style.ts'
import type { Driver } from './driver.ts'
import { expect, test } from './guard.ts'

const PLOTS = { zh: '地块', en: 'Plots' }
const COPY = { zh: '复制样式', en: 'Copy style' }
const PASTE = { zh: '粘贴样式', en: 'Paste style' }
const SAVE = { zh: '样式存为文件', en: 'Save style as a file' }

/** A grows to the east, B to the north: each pair of them once. */
const nineSquares = {
  name: '九格.geojson',
  mimeType: 'application/geo+json',
  buffer: Buffer.from(
    JSON.stringify({
      type: 'FeatureCollection',
      features: Array.from({ length: 9 }, (_, i) => {
        const [a, b] = [Math.floor(i / 3), i % 3]
        const [west, south] = [118.5 + a * 0.01, 37.5 + b * 0.01]
        const ring = [[west, south], [west + 0.01, south], [west + 0.01, south + 0.01], [west, south + 0.01], [west, south]] // biome-ignore format: one row
        return { type: 'Feature', properties: { A: a + 1, B: b + 1 }, geometry: { type: 'Polygon', coordinates: [ring] } }
      }),
    }),
  ),
}

const legendOf = (driver: Driver) =>
  driver.page.getByRole('list', { name: driver.say(layersText.legendOf, { layer: driver.say(PLOTS) }) })

/** Counts that the legend prints, top to bottom. */
async function counts(driver: Driver): Promise<number[]> {
  const lines = await legendOf(driver).getByRole('listitem').allInnerTexts()
  return lines.flatMap((line) => (/ – /.test(line) ? [Number(line.trim().split(/\s+/).at(-1))] : []))
}
const total = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

// one opening for the style panel; each step leaves things as it found them
test('a layer is given another look', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict)
  const panel = page.getByRole('region', { name: driver.say(styleText.title, { layer: driver.say(PLOTS) }) })
  const more = async (item: { zh: string; en: string }) => {
    await panel.getByRole('button', { name: driver.say(styleText.more) }).click()
    await page.getByRole('menuitem', { name: driver.say(item) }).click()
  }

  await test.step('graduated by a number: the legend tells the breaks and how many plots are in each class', async () => {
    await driver.doWithLayer('地块', layersText.style)
    await panel.getByRole('radio', { name: driver.say(styleText.graduated) }).click({ force: true })
    await expect.poll(() => counts(driver)).toHaveLength(5)
    await expect.poll(async () => total(await counts(driver))).toBe(20)
    // twenty plots in five classes of as many each
    expect(await counts(driver)).toEqual([4, 4, 4, 4, 4])
    await driver.whenDrawn()
  })

  await test.step('a limit is moved by the arrow keys: it becomes one by hand, and the counts follow', async () => {
    const limit = panel.getByRole('slider', { name: driver.say(styleText.limit, { n: 1 }) })
    await limit.focus()
    // on the next one: both handles can still be taken hold of
    await page.keyboard.press('End')
    const middles = async () =>
      Promise.all(
        [1, 2].map(async (n) => {
          const box = await panel.getByRole('slider', { name: driver.say(styleText.limit, { n }), exact: true }).boundingBox()
          return box ? box.x + box.width / 2 : Number.NaN
        }),
      )
    await expect.poll(async () => (await middles()).reduce((one, other) => other - one)).toBeGreaterThanOrEqual(24)
    const [first] = await middles()
    const held = await limit.getAttribute('aria-valuenow')
    await page.mouse.move(first, (await limit.boundingBox())?.y ?? 0)
    await page.mouse.move(first, ((await limit.boundingBox())?.y ?? 0) + 6)
    await page.mouse.down()
    await page.mouse.up()
    // beside its value, it is not taken to where the pointer is
    await expect(limit).toHaveAttribute('aria-valuenow', held ?? '')
    for (let press = 0; press < 40; press++) await page.keyboard.press('Shift+ArrowLeft')
    await expect(panel.getByRole('button', { name: new RegExp(driver.say(styleText.method)) })).toContainText(
      driver.say(METHOD_WORDS.manual),
    )
    await expect.poll(async () => (await counts(driver))[0]).toBeLessThan(4)
    await expect.poll(async () => total(await counts(driver))).toBe(20)
  })

  await test.step('dragged by the mouse too; undo takes all three back, one step each', async () => {
    const limit = panel.getByRole('slider', { name: driver.say(styleText.limit, { n: 4 }) })
    const before = await limit.getAttribute('aria-valuenow')
    const box = await limit.boundingBox()
    if (!box) throw new Error('the handle has no size')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 - 12, box.y + box.height / 2, { steps: 3 })
    await page.mouse.up()
    await expect.poll(async () => Number(await limit.getAttribute('aria-valuenow'))).toBeLessThan(Number(before))
    await driver.map.locator('canvas').first().focus()
    await page.keyboard.press('Control+z')
    await expect(limit).toHaveAttribute('aria-valuenow', before ?? '')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(() => counts(driver)).toEqual([4, 4, 4, 4, 4])
  })

  await test.step('labels by a template that names a field which is not there are refused, others are drawn', async () => {
    await panel.getByRole('button', { name: driver.say(styleText.labels) }).click()
    const isOn = panel.getByRole('checkbox', { name: driver.say(styleText.labelOn) })
    await isOn.check({ force: true })
    const template = panel.getByRole('textbox', { name: driver.say(styleText.template) })
    await template.fill('{NO}')
    await expect(panel.getByText(driver.say(styleText.templateUnknown, { field: 'NO' }))).toBeVisible()
    await template.fill('{HOLDER}·{AREA:0}')
    await template.press('Enter')
    await driver.whenDrawn()
  })

  await test.step('saved as a file; the copy fits a layer of the same kind with the same fields only', async () => {
    const download = page.waitForEvent('download')
    await more(SAVE)
    const file = JSON.parse(await readFile(await (await download).path(), 'utf8'))
    expect(file).toMatchObject({
      format: 'one-map-style',
      look: { geometry: 'polygon', symbology: { kind: 'graduated', field: 'AREA' } },
    })
    expect(file.look.label).toMatchObject({ template: '{HOLDER}·{AREA:0}' })
    await more(COPY)
    await driver.doWithLayer('区界', layersText.style)
    const other = page.getByRole('region', { name: driver.say(styleText.title, { layer: '区界' }) })
    await other.getByRole('button', { name: driver.say(styleText.more) }).click()
    await page.getByRole('menuitem', { name: driver.say(PASTE) }).click()
    await expect(driver.toasts).toContainText('AREA')
    await other.getByRole('button', { name: driver.say(styleText.close) }).click()
    await expect(other).toHaveCount(0)
  })

  await test.step('classes of a raster are saved as a GeoTIFF, cell for cell where GDAL finds the raster itself', async () => {
    const source = join('data/layers', 'ndvi.tif')
    await driver.pickFiles([source])
    await expect(driver.layer('ndvi')).toBeVisible({ timeout: 30_000 })
    await driver.doWithLayer('ndvi', layersText.style)
    const own = page.getByRole('region', { name: driver.say(styleText.title, { layer: 'ndvi' }) })
    await own.getByRole('radio', { name: driver.say(styleText.graduated) }).click({ force: true })
    const save = own.getByRole('button', { name: driver.say(gridExport.title) })
    await expect(save).toBeVisible({ timeout: 30_000 })
    const download = page.waitForEvent('download')
    await save.click()
    const path = await (await download).path()
    if (spawnSync('gdalinfo', ['--version']).error) return console.warn('skipped: gdalinfo (Debian: gdal-bin) was not found')
    const told = (file: string) => {
      const info = JSON.parse(
        spawnSync('gdalinfo', ['-json', '-stats', '-hist', '--config', 'GDAL_PAM_ENABLED', 'NO', file]).stdout.toString(),
      )
      const [band] = info.bands
      const valid = Number(band.metadata[''].STATISTICS_VALID_PERCENT)
      return {
        size: info.size,
        transform: info.geoTransform,
        wkt: info.coordinateSystem.wkt.match(/"EPSG",\d+\]+$/)?.[0],
        valid,
        band,
      }
    }
    const [before, after] = [told(source), told(path)]
    expect(after.size).toEqual(before.size)
    expect(after.wkt).toBe(before.wkt)
    for (const [i, value] of before.transform.entries()) expect(after.transform[i]).toBeCloseTo(value, 6)
    // a cell without a value has no class, all others have one of five
    expect(after.valid).toBeCloseTo(before.valid, 2)
    expect(after.band).toMatchObject({ type: 'Byte', noDataValue: 0, colorInterpretation: 'Palette', minimum: 1, maximum: 5 })
    const cells = after.band.histogram.buckets.slice(1, 6)
    expect(cells.every((count: number) => count > 0)).toBe(true)
    expect((total(cells) / (before.size[0] * before.size[1])) * 100).toBeCloseTo(before.valid, 2)
  })

  await test.step('by two numbers at once: the legend is a table of pairs with their counts; undo leads back to one', async () => {
    await driver.importFiles([nineSquares], 9)
    await driver.doWithLayer('九格', layersText.style)
    const own = page.getByRole('region', { name: driver.say(styleText.title, { layer: '九格' }) })
    await own.getByRole('radio', { name: driver.say(styleText.graduated) }).click({ force: true })
    await own.getByRole('button', { name: new RegExp(driver.say(styleText.secondField).slice(0, 4)) }).click()
    await page.getByRole('option', { name: 'B', exact: true }).click()
    const key = driver.tree.locator('..').getByRole('table', { name: driver.say(layersText.pairs, { first: 'A', second: 'B' }) })
    await expect(key.getByRole('cell')).toHaveText(Array.from({ length: 9 }, () => '1'))
    await expect(key.getByRole('row').first().getByRole('rowheader')).toHaveText('2 – 3')
    await expect(own.getByRole('table').getByRole('cell').locator('input[type="color"]')).toHaveCount(9)
    // both at their greatest stand in the corner at the top: the darkest
    const corner = own.getByRole('table').getByRole('row').first().getByRole('cell').last().locator('input')
    await expect(corner).toHaveValue(PAIR_COLORS[8])
    // a limit that is typed parts the rows anew: the lowest class has none left, the middle one has both
    const limit = own.getByRole('group', { name: '↑ B' }).getByRole('textbox', { name: driver.say(styleText.limit, { n: 1 }) })
    await limit.fill('0.5')
    await limit.press('Enter')
    await expect(key.getByRole('row').nth(1).getByRole('cell')).toHaveText(['2', '2', '2'])
    await driver.whenDrawn()
    await driver.map.locator('canvas').first().focus()
    await page.keyboard.press('Control+z')
    await expect(key.getByRole('row').nth(1).getByRole('cell')).toHaveText(['1', '1', '1'])
    await page.keyboard.press('Control+z')
    await expect(key).toHaveCount(0)
  })
})
