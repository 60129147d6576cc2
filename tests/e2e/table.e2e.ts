import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tableOpen } from '../../src/commands/table-open.ts'
import { shownArea } from '../../src/core/units.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { queryText } from '../../src/i18n/query.ts'
import { searchText } from '../../src/i18n/search.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { tableText } from '../../src/i18n/table.ts'
import { expect, SECOND, test } from './guard.ts'
import { shippedFeatures } from './shipped.ts'
import { areaM2 } from './td-t-area.ts'
import { unpainted } from './unpainted.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

// one opening for all that a hand does in an attribute table
test('the attribute table in hand', async ({ driver, page, secondDistrict }) => {
  const plots = (await shippedFeatures(readFileSync(join(SECOND, 'layers/plots.fgb')))).map(({ properties, geometry }) => ({
    code: String(properties.CODE),
    kind: String(properties.KIND),
    areaM2: areaM2(geometry),
  }))
  const totalMu = (chosen: typeof plots) =>
    shownArea(
      chosen.reduce((sum, plot) => sum + plot.areaM2, 0),
      'mu',
    )
  await driver.open(secondDistrict)
  const grid = page.getByRole('grid', { name: driver.say(tableText.grid, { layer: '地块' }) })
  const codes = () => grid.locator('[role="row"][aria-rowindex] [role="gridcell"][aria-colindex="2"]').allInnerTexts()
  const figures = page.getByTestId('table-figures')

  await test.step('T opens it and gives it the focus; sorted by area, the largest first', async () => {
    await driver.map.locator('canvas').focus()
    await page.keyboard.press('t')
    await expect(grid).toBeFocused()
    await expect(page.getByRole('heading', { name: driver.say(tableText.title, { layer: '地块' }) })).toContainText('共 20 行')
    const heading = grid.getByRole('columnheader', { name: driver.say(shellText.drawnArea) })
    await heading.click()
    await expect(heading).toHaveAttribute('aria-sort', 'ascending')
    await heading.click()
    await expect(heading).toHaveAttribute('aria-sort', 'descending')
    const [largest, second] = [...plots].sort((a, b) => b.areaM2 - a.areaM2)
    await expect.poll(async () => (await codes()).slice(0, 2)).toEqual([largest.code, second.code])
    await expect(figures).toContainText(`${driver.say(tableText.sum, { v: totalMu(plots) })}`)
    expect(await unpainted(await page.screenshot()), 'pixels that nothing was painted on').toBe(0)
  })

  await test.step('a value ticked under its heading filters table and map alike', async () => {
    await grid.getByRole('button', { name: driver.say(tableText.menuOf, { column: '类型' }) }).click()
    const tea = plots.filter(({ kind }) => kind === '01')
    const entry = driver.dialog.getByRole('listitem').filter({ hasText: '01 茶园' })
    await expect(entry).toContainText(String(tea.length))
    await driver.dialog.getByRole('textbox').or(driver.dialog.getByRole('searchbox')).fill('茶')
    await expect(driver.dialog.getByRole('listitem')).toHaveCount(1)
    await entry.getByRole('checkbox').check({ force: true })
    await driver.dialog.getByRole('button', { name: driver.say(tableText.apply), exact: true }).click()
    // above the map with the layer's name, in the table without
    await expect(page.getByText('筛选：地块 · 类型 = 01 茶园')).toHaveCount(1)
    await expect(page.getByText('类型 = 01 茶园')).toHaveCount(2)
    await expect(grid).toHaveAttribute('aria-rowcount', String(tea.length + 1))
    await expect(figures).toContainText(driver.say(tableText.ofFiltered))
    await expect(figures).toContainText(driver.say(tableText.sum, { v: totalMu(tea) }))
  })

  await test.step('Space and Shift select on the map too; the figures are of what is selected', async () => {
    await grid.focus()
    await page.keyboard.press('Control+Home')
    await page.keyboard.press(' ')
    await page.keyboard.press('Shift+ArrowDown')
    await expect(page.getByTestId('selection-chip')).toContainText('选中 2 · 地块')
    const shown = await codes()
    const chosen = plots.filter(({ code }) => shown.slice(0, 2).includes(code))
    await expect(figures).toContainText(driver.say(tableText.ofSelected))
    await page.getByRole('button', { name: driver.say(tableText.figuresOf) }).click()
    await page.getByRole('option', { name: driver.say(shellText.drawnArea) }).click()
    await expect(figures).toContainText(driver.say(tableText.sum, { v: totalMu(chosen) }))
    await page.getByRole('button', { name: driver.say(tableText.copy), exact: true }).click()
    await expect(driver.toasts).toContainText('已复制 2 行')
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\r\n')
    expect(lines).toHaveLength(3)
    expect(lines[1].split('\t')[0]).toBe(shown[0])
    expect(lines[1].split('\t')).toContain('01')
  })

  await test.step('what is selected on the map is brought into sight in the table', async () => {
    await grid.focus()
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('selection-chip')).toHaveCount(0)
    await page.keyboard.press('Control+End')
    await page.keyboard.down('Control')
    await driver.dragBox(300, 240)
    await page.keyboard.up('Control')
    await expect(page.getByTestId('selection-chip')).toContainText('· 地块')
    await expect(grid.locator('[role="row"][aria-selected="true"]').first()).toBeInViewport({ ratio: 0.9 })
  })

  await test.step('F2 changes a cell; Ctrl+Z takes it back', async () => {
    await grid.focus()
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    const cell = grid.locator('[role="row"][aria-rowindex="2"] [role="gridcell"][aria-colindex="5"]')
    const before = await cell.innerText()
    await page.keyboard.press('F2')
    await expect(driver.dialog.getByRole('textbox', { name: '承包方' })).toBeFocused()
    // as in a spreadsheet what is typed takes the place of what stood there
    await page.keyboard.type('<i>新户</i>')
    await page.keyboard.press('Enter')
    await expect(cell).toHaveText('<i>新户</i>')
    await expect(driver.dialog).toHaveCount(0)
    await driver.map.locator('canvas').focus()
    await page.keyboard.press('Control+z')
    await expect(cell).toHaveText(before)
  })

  const middleMu = [...plots].sort((a, b) => a.areaM2 - b.areaM2)[9].areaM2 / (2000 / 3)

  await test.step('a condition typed into the search box becomes a filter, after its count was told', async () => {
    const large = plots.filter((plot) => plot.areaM2 / (2000 / 3) > middleMu + 0.01 && plot.kind !== '01')
    await page.getByText('筛选：地块 · 类型 = 01 茶园').first().locator('..').getByRole('button').click()
    await page.keyboard.press('Control+k')
    const typed = `亩 > ${(middleMu + 0.01).toFixed(4)} and 类型 != 茶园`
    await page.keyboard.type(typed)
    await page
      .getByRole('option', { name: `${driver.say(searchText.filterBy, { layer: '地块', n: large.length })} ${typed}` })
      .click()
    await expect(grid).toHaveAttribute('aria-rowcount', String(large.length + 1))
    expect(new Set(await codes())).toEqual(new Set(large.map(({ code }) => code)))
    await page.keyboard.press('Control+k')
    await page.keyboard.press('Control+a')
    await page.keyboard.type('亩 > ')
    await expect(page.getByText('第 4 个字符处应为字段')).toBeVisible()
  })

  await test.step('the query panel counts before it does: an expression and the map view, then a new layer', async () => {
    await page.keyboard.press('Escape')
    await driver
      .layer('地块')
      .getByRole('button', { name: driver.say(layersText.rowMenu, { layer: '地块' }) })
      .click()
    await page.getByRole('menuitem', { name: driver.say(queryText.title), exact: true }).click()
    const panel = page.getByRole('region', { name: driver.say(queryText.title), exact: true })
    await panel.getByText(driver.say(queryText.expression), { exact: true }).first().click()
    await panel.getByRole('textbox', { name: driver.say(queryText.expression) }).fill('类型 in (竹林, 03)')
    // of those that the filter has left
    const found = plots.filter(({ code, kind, areaM2 }) => areaM2 / (2000 / 3) > middleMu + 0.01 && kind !== '01' && code)
    await expect(panel.getByTestId('query-count')).toHaveText(driver.say(queryText.count, { n: found.length, all: plots.length }))
    await panel.getByRole('button', { name: driver.say(queryText.addSpatial) }).click()
    await panel
      .getByRole('button', { name: driver.say(queryText.toLayer), exact: true })
      .first()
      .click()
    await expect(driver.layer(driver.say(queryText.resultTitle, { layer: '地块' }))).toContainText(String(found.length))
    await panel.getByRole('button', { name: driver.say(queryText.close) }).click()
  })

  await test.step('many rows: few in the document, the last one at once', async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    const rows = Array.from({ length: 10_000 }, (_, i) => `${String((i * 7919) % 10_000).padStart(6, '0')},${i}`)
    const csv = Buffer.from(`BM,N\n${rows.join('\n')}\n`)
    await driver.importFiles([{ name: '大表.csv', mimeType: 'text/csv', buffer: csv }], 10_000)
    await driver.doWithLayer('大表', tableOpen.title)
    const large = page.getByRole('grid', { name: driver.say(tableText.grid, { layer: '大表' }) })
    await expect(large).toHaveAttribute('aria-rowcount', '10001')
    await large.getByRole('columnheader', { name: 'BM' }).click()
    await large.focus()
    await page.keyboard.press('Control+End')
    await expect(large.locator('[role="row"][aria-rowindex="10001"] [role="gridcell"]').first()).toHaveText('009999')
    expect(await large.getByRole('row').count()).toBeLessThan(100)
    // the sum of 0 … 9 999
    await page.getByRole('button', { name: driver.say(tableText.figuresOf) }).click()
    await page.getByRole('option', { name: 'N', exact: true }).click()
    await expect(figures).toContainText(driver.say(tableText.sum, { v: driver.say({ zh: '{n}', en: '{n}' }, { n: 49995000 }) }))
    await page.getByRole('button', { name: driver.say(tableText.close) }).click()
    await expect(driver.map.locator('canvas')).toBeFocused()
  })
})

test('columns of the attribute table: sorted by two, frozen, hidden, a range; changed by a double click and undone', {
  tag: '@long',
}, async ({ driver, page, secondDistrict }) => {
  const plots = (await shippedFeatures(readFileSync(join(SECOND, 'layers/plots.fgb')))).map(({ properties, geometry }) => ({
    code: String(properties.CODE),
    kind: String(properties.KIND),
    areaM2: areaM2(geometry),
  }))
  await driver.open(secondDistrict)
  await driver.map.locator('canvas').focus()
  await page.keyboard.press('t')
  const grid = page.getByRole('grid', { name: driver.say(tableText.grid, { layer: '地块' }) })
  const headings = () => grid.getByRole('columnheader').allInnerTexts()
  const openMenu = (column: string) => grid.getByRole('button', { name: driver.say(tableText.menuOf, { column }) }).click()
  const press = (name: string) => driver.dialog.getByRole('button', { name, exact: true }).click()
  const area = driver.say(shellText.drawnArea)

  await test.step('by kind, then by area', async () => {
    await openMenu('类型')
    await press(driver.say(tableText.ascending))
    await openMenu(area)
    await press(driver.say(tableText.thenBy))
    const expected = [...plots].sort((a, b) => a.kind.localeCompare(b.kind) || a.areaM2 - b.areaM2).map(({ code }) => code)
    const shown = grid.locator('[role="row"][aria-rowindex] [role="gridcell"][aria-colindex="2"]')
    await expect.poll(async () => (await shown.allInnerTexts()).slice(0, 3)).toEqual(expected.slice(0, 3))
  })

  await test.step('frozen columns come first, a hidden one goes and comes back', async () => {
    await openMenu('承包方')
    await press(driver.say(tableText.freeze))
    const at = (names: readonly string[], name: string) => names.findIndex((each) => each.includes(name))
    await expect.poll(async () => at(await headings(), '承包方') < at(await headings(), '类型')).toBe(true)
    await openMenu('合同面积')
    await press(driver.say(tableText.hide))
    await expect(grid.getByRole('columnheader', { name: '合同面积' })).toHaveCount(0)
    await page.getByRole('button', { name: driver.say(tableText.columns), exact: true }).click()
    await press(driver.say(tableText.showAll))
    await page.keyboard.press('Escape')
    await expect(grid.getByRole('columnheader', { name: '合同面积' })).toHaveCount(1)
  })

  await test.step('a range of the drawn area, typed in 亩', async () => {
    const middle = [...plots].sort((a, b) => a.areaM2 - b.areaM2)[9].areaM2 / (2000 / 3)
    await openMenu(area)
    await driver.dialog.getByRole('textbox', { name: driver.say(tableText.min) }).fill((middle + 0.01).toFixed(4))
    await page.keyboard.press('Tab')
    await driver.dialog
      .getByRole('button', { name: driver.say(tableText.apply), exact: true })
      .first()
      .click()
    await expect(grid).toHaveAttribute(
      'aria-rowcount',
      String(plots.filter((plot) => plot.areaM2 / (2000 / 3) > middle + 0.01).length + 1),
    )
  })

  await test.step('with 编辑 on a double click changes a cell; undo takes it back', async () => {
    await page.getByRole('button', { name: driver.say(tableText.edit), exact: true }).click()
    const column = await grid.getByRole('columnheader', { name: '承包方' }).getAttribute('aria-colindex')
    const cell = grid.locator(`[role="row"][aria-rowindex="2"] [role="gridcell"][aria-colindex="${column}"]`)
    const before = await cell.innerText()
    await cell.dblclick()
    await expect(driver.dialog.getByRole('textbox', { name: '承包方' })).toBeFocused()
    await page.keyboard.type('新户')
    await page.keyboard.press('Enter')
    await expect(cell).toHaveText('新户')
    await driver.map.locator('canvas').focus()
    await page.keyboard.press('Control+z')
    await expect(cell).toHaveText(before)
  })

  await test.step('of a column of dates, a year to a month', async () => {
    const days = ['2023-12-31', '2024-01-01', '2024-06-30', '2024-07-01', '']
    const lines = days.map((day, i) => `${day ? `${day}T10:30:00Z` : ''},${118.5 + i / 100},37.6`)
    const buffer = Buffer.from(['时间,经度,纬度', ...lines].join('\n'))
    await driver.importFiles([{ name: '踏勘.csv', mimeType: 'text/csv', buffer }], days.length)
    await driver
      .layer('踏勘')
      .getByRole('button', { name: driver.say(layersText.rowMenu, { layer: '踏勘' }) })
      .click()
    await page.getByRole('menuitem', { name: driver.say(tableOpen.title), exact: true }).click()
    const dated = page.getByRole('grid', { name: driver.say(tableText.grid, { layer: '踏勘' }) })
    await dated.getByRole('button', { name: driver.say(tableText.menuOf, { column: '时间' }) }).click()
    await driver.dialog.getByRole('textbox', { name: driver.say(tableText.firstDay) }).fill('2024')
    await driver.dialog.getByRole('textbox', { name: driver.say(tableText.lastDay) }).fill('2024年6月')
    await page.keyboard.press('Enter')
    await expect(dated).toHaveAttribute('aria-rowcount', '3')
    await expect(page.getByText(/2024-01-01–2024-06-30/).first()).toBeVisible()
  })
})
