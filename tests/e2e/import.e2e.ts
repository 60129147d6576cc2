import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { analysisText } from '../../src/i18n/analysis.ts'
import { importText } from '../../src/i18n/import.ts'
import { layersText } from '../../src/i18n/layers.ts'
import type { Driver } from './driver.ts'
import { expect, test } from './guard.ts'

const DATA = join(import.meta.dirname, '../../../shared/data')
const hasData = existsSync(DATA)
if (!hasData) console.warn('skipped: ../shared/data is absent, no foreign files were imported')

/** Total ellipsoidal area of a layer in hectares, read from the summary on screen. */
async function summedHa(driver: Driver, layer: string): Promise<number> {
  await driver.openAnalysis()
  await driver.choose(analysisText.layer, layer)
  await driver.run()
  // the answer to this question, not to the one before
  await expect(driver.page.getByRole('heading', { name: new RegExp(`：${layer}`) })).toBeVisible({ timeout: 40_000 })
  const grid = driver.page.getByRole('grid')
  const sum = grid.getByRole('row', { name: new RegExp(`^${driver.say(analysisText.total)}`) })
  await expect(sum).toBeVisible({ timeout: 40_000 })
  // at one moment: a column that comes between two looks made the share of the area
  const [headers, cells] = await grid.evaluate((table, total) => {
    const textsOf = (root: Element | undefined, role: string) =>
      Array.from(root?.querySelectorAll<HTMLElement>(`[role="${role}"]`) ?? [], ({ innerText }) => innerText)
    const rows = Array.from(table.querySelectorAll<HTMLElement>('[role="row"]'))
    return [
      textsOf(table, 'columnheader'),
      textsOf(
        rows.find(({ innerText }) => innerText.startsWith(total)),
        'gridcell',
      ),
    ]
  }, driver.say(analysisText.total))
  const area = headers.findIndex((header) => header.startsWith('椭球面积'))
  return Number(cells[area]?.replace(/[^\d.]/g, ''))
}

test.describe('files of others', () => {
  test.skip(!hasData, '../shared/data is absent')

  // the one that asks back comes first, while no message of another can be taken for its own
  const FILES = [
    { file: 'kenli/dongying_4549_gbk_nocpg.zip', layer: 'dongying_4549_gbk_nocpg', count: 5, areaHa: 785292.7126 },
    { file: 'kenli/marsh_moved_4528_gbk.zip', layer: 'marsh_moved_4528_gbk', count: 800, areaHa: 230.0934 },
    { file: 'kenli/kenli_wgs84.geojson', layer: 'kenli_wgs84', count: 1, areaHa: 226312.1982 },
    { file: 'kenli/dongying_4528.gpkg', layer: '区县界', count: 5, areaHa: 785292.7126 },
    // north first, as its name of the system says
    { file: 'kenli/dongying_4549.gml', layer: 'dongying_4549', count: 5, areaHa: 785292.7126 },
    { file: 'kenli/dongying_4490.fgb', layer: 'dongying', count: 5, areaHa: 785292.7126 },
  ]
  test('arrive with their features, and measure what GDAL and GeographicLib measure', async ({ driver }) => {
    test.slow()
    await driver.open()
    for (const { file, layer, count, areaHa } of FILES)
      await test.step(`${file}: ${count} features, ${areaHa} ha`, async () => {
        await driver.importFiles([join(DATA, file)], count)
        await expect(driver.layer(layer)).toContainText(String(count))
        await driver.whenDrawn()
        const ha = await summedHa(driver, layer)
        expect(Math.abs(ha / areaHa - 1)).toBeLessThan(2e-5)
      })
  })

  test(
    'a geodatabase in a zip goes through GDAL, which only its own worker may compile',
    { tag: '@long' },
    async ({ driver }, info) => {
      const folder = info.outputPath('data.gdb')
      const made = spawnSync('ogr2ogr', ['-f', 'OpenFileGDB', folder, join(DATA, 'kenli/dongying_4528.gpkg'), '-nln', '区县界'])
      test.skip(made.status !== 0, 'GDAL is not installed')
      const members = readdirSync(folder).map((name) => [`data.gdb/${name}`, new Uint8Array(readFileSync(join(folder, name)))])
      const path = info.outputPath('data.gdb.zip')
      writeFileSync(path, zipSync(Object.fromEntries(members)))
      await driver.open()
      await driver.importFiles([path], 5)
      await expect(driver.tree.getByRole('row').filter({ hasText: '区县界' })).toContainText('5')
      await driver.whenDrawn()
      expect(Math.abs((await summedHa(driver, '区县界')) / 785292.7126 - 1)).toBeLessThan(2e-5)
    },
  )

  test('bad files are refused one by one with a reason, what is open stays, and markup stays text', async ({
    driver,
    page,
    secondDistrict,
  }) => {
    // file, place, remedy
    const bad = [
      ['trunc/truncated.zip', '第 11 629 字节', '请重新下载'],
      ['trunc/truncated.geojson', '第 1 行（字节 4 142）', '请重新复制'],
      ['empty/empty.geojson', '空文件', '请检查导出过程'],
      ['empty/empty.fgb', '空文件', '请检查导出过程'],
      ['wrongtype/html_as.geojson', '网页', '请登录后重新下载'],
      ['wrongtype/json_null.geojson', '没有 type', '请在原软件中导出为 GeoJSON'],
      ['geojson/nan.geojson', '第 1 行（字节 116）', '请重新导出'],
      ['geojson/deep_nested_100k.geojson', '字节 10 000', '请检查来源'],
      ['shp/shp_numparts_lies.zip', '第 108 字节，要素 1', '请重新导出'],
      ['fgb/header_len_lies.fgb', '第 8 字节', '请重新复制'],
      ['zip/bomb_160MB.zip', '中的 bomb.shp', '请先解压'],
    ] as const
    await driver.open(secondDistrict)
    const before = await driver.tree.getByRole('row').count()
    await driver.pickFiles(bad.map(([file]) => join(DATA, 'bad', file)))
    for (const [file, place, remedy] of bad) {
      const line = driver.dialog
        .getByRole('listitem')
        .filter({ hasText: file.split('/')[1] })
        .filter({ hasText: driver.say(importText.failed) })
      await expect(line).toContainText(driver.say(importText.failed))
      await expect(line).toContainText(place)
      await expect(line).toContainText(remedy)
      await expect(line).not.toContainText('未登记')
      await expect(line).not.toContainText('程序错误')
    }
    await driver.dialog.getByRole('button', { name: driver.say(importText.cancel), exact: true }).click()
    await expect(driver.dialog).toHaveCount(0)
    expect(await driver.tree.getByRole('row').count()).toBe(before)

    await driver.pickFiles(['xss_values.geojson', 'xss_field_names.geojson'].map((name) => join(DATA, 'bad/geojson', name)))
    await expect(driver.tree.getByRole('row').filter({ hasText: 'xss_values' })).toBeVisible()
    await driver.whenDrawn()
    await driver.doWithLayer('xss_values', layersText.about)
    await expect(driver.dialog).toBeVisible()
    expect(await page.evaluate(() => '__xss' in globalThis)).toBe(false)
    await expect(page.locator('img[src="x"], svg[onload]')).toHaveCount(0)
  })
})

test.describe('a file made here', () => {
  const square = (west: number, south: number, size: number) => [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ]
  const collection = (features: readonly object[]) => Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }))
  const feature = (ring: readonly (readonly number[])[], properties: object) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Polygon', coordinates: [ring] },
  })
  // 98.0179 ha by the published test vector for the cell at 118.55 E 37.59 N
  const cell = {
    name: '试点.geojson',
    mimeType: 'application/geo+json',
    buffer: collection([feature(square(118.55, 37.59, 0.01), { 代码: '0101', 名称: '试点' })]),
  }

  test('a table as a clerk types it: rows without a possible place are told and can be taken out, an area keeps its unit', async ({
    driver,
    page,
    secondDistrict,
  }) => {
    const lines = [
      '地块；坐标；面积',
      '甲；118.55，37.59；12.5亩',
      '乙；；3亩',
      '丙；118.6，97.6；4亩',
      '丁；118.56，37.6；0.5亩',
    ]
    const csv = { name: '地块表.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) }
    const empty = { name: '空表.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) }
    await driver.open(secondDistrict)
    await driver.pickFiles([csv, empty])
    const row = driver.dialog.getByRole('listitem').filter({ hasText: '地块表.csv' })
    await expect(row).toContainText(driver.say(importText.readyWith, { count: 2 }))
    const download = page.waitForEvent('download')
    await driver.dialog.getByRole('button', { name: driver.say(importText.skippedSave, { count: 2 }) }).click()
    const stream = await (await download).createReadStream()
    const parts: Buffer[] = []
    for await (const part of stream) parts.push(part as Buffer)
    expect(Buffer.concat(parts).toString('utf8').replace('\ufeff', '').trim().split('\r\n')).toEqual([
      '3\t乙,,3亩',
      '4\t丙,118.6，97.6,4亩',
    ])
    await driver.acceptImport()
    await expect(driver.toasts).toContainText(/4 个要素；接收单有 2 项提醒/)
    await page.getByRole('combobox').first().fill('甲')
    await page.getByRole('option', { name: /甲/ }).first().click()
    await expect(driver.card).toContainText('12.5')
    await expect(driver.card).toContainText('亩')
  })

  test('in metres without a system waits for an answer; in degrees it is measured, and survives a reload', {
    tag: '@long',
  }, async ({ driver, page }) => {
    test.slow()
    const metres = {
      name: '米.geojson',
      mimeType: 'application/geo+json',
      buffer: collection([
        feature(square(371000, 4162000, 100), { 编号: 'J1', 地类: '0101' }),
        feature(square(371100, 4162000, 100), { 编号: 'J2', 地类: '1106' }),
      ]),
    }
    await driver.open()
    await driver.pickFiles([metres])
    await expect(driver.dialog).toContainText(driver.say(importText.crsAsk))
    await expect(driver.dialog).not.toContainText('invalid')
    await page.keyboard.press('Escape')
    await expect(driver.dialog).toHaveCount(0)

    // placed by hand: the key is proposed, the look is chosen with its legend in sight
    await driver.pickFiles([metres])
    await driver.dialog.getByRole('radio').first().check({ force: true })
    await expect(driver.dialog).toContainText(driver.say(importText.keyUnique, { count: 2 }))
    await driver.dialog.getByRole('button', { name: new RegExp(`(^|\\s)${driver.say(importText.style)}$`) }).click()
    await page.getByRole('option', { name: driver.say(importText.styleSurvey, { field: '地类' }) }).click()
    await expect(driver.dialog.getByRole('list', { name: driver.say(importText.legend) })).toContainText('0101')
    await driver.acceptImport()
    await expect(page.getByRole('list', { name: driver.say(layersText.legendOf, { layer: '米' }) })).toContainText('0101')

    await driver.importFiles([cell], 1)
    const row = driver.tree.getByRole('row').filter({ hasText: '试点' })
    await expect(row).toBeVisible()
    await driver.whenDrawn()
    expect(await summedHa(driver, '试点')).toBeCloseTo(98.0179, 3)
    await page.waitForTimeout(1500)
    await page.reload()
    await driver.whenReady()
    await expect(row).toBeVisible()
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('a name without a place to break leaves the cross of its dialog within reach', async ({ driver, page }) => {
    const name = 'jzd_4528_headzone_coords_without_prefix_utf8'
    const point = '{"type":"Point","coordinates":[118.55,37.59]}'
    await driver.open()
    await driver.importFiles([{ name: `${name}.geojson`, mimeType: 'application/geo+json', buffer: Buffer.from(point) }], 1)
    await driver.showTab('layersPanel')
    await driver.doWithLayer(name, layersText.about)
    const close = driver.dialog.getByRole('button').first()
    await expect(close).toBeInViewport({ ratio: 1 })
    await close.tap()
    await expect(driver.dialog).toHaveCount(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
