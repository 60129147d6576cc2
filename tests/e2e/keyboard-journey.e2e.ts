import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { analysisText } from '../../src/i18n/analysis.ts'
import { cardText } from '../../src/i18n/card.ts'
import { chipText } from '../../src/i18n/chips.ts'
import { compareText } from '../../src/i18n/compare.ts'
import { exportText } from '../../src/i18n/export.ts'
import { importText } from '../../src/i18n/import.ts'
import { printText } from '../../src/i18n/print.ts'
import { queryText } from '../../src/i18n/query.ts'
import { shareText } from '../../src/i18n/share.ts'
import { tableText } from '../../src/i18n/table.ts'
import { expect, SECOND, test } from './guard.ts'
import { focus, Walker } from './walker.ts'

test('the main job without a pointer: no stop without a name, a ring and a way on', { tag: '@long' }, async ({
  driver,
  page,
  secondDistrict,
}) => {
  test.setTimeout(420_000)
  await driver.open(secondDistrict)
  const walker = new Walker(driver, page)
  const say = driver.say.bind(driver)
  await walker.lock()

  await test.step('the tree: a layer is hidden and shown', async () => {
    await walker.region('layers')
    await walker.tabTo(/^row/)
    for (let press = 0; press < 12; press++) {
      if ((await focus(page)).name.startsWith('地块')) break
      await walker.press('ArrowDown')
    }
    const box = driver.layer('地块').getByRole('checkbox')
    await expect(box).toBeChecked()
    for (let press = 0; press < 4 && !(await box.evaluate((each) => each === document.activeElement)); press++)
      await walker.press('ArrowRight')
    await walker.press('Space')
    await expect(box).not.toBeChecked()
    await walker.press('Space')
    await expect(box).toBeChecked()
  })

  await test.step('the map is asked at its crosshair, its card walked to, the feature selected and left', async () => {
    await walker.region('map')
    await driver.whenDrawn()
    await walker.press('Enter')
    await expect(driver.card).toContainText('990001')
    await walker.region('card')
    await walker.tabTo(new RegExp(`^button ${say(cardText.select)}$`))
    await walker.press('Enter')
    await expect(page.getByTestId('selection-chip')).toContainText('1')
    await walker.press('Escape')
    await expect(page.getByTestId('selection-chip')).toHaveCount(0)
    await walker.leave()
  })

  await test.step('a feature is found by its code', async () => {
    await walker.press('Control+k')
    await page.keyboard.type('990001')
    await expect(page.getByRole('option').first()).toContainText('99')
    await walker.press('Enter')
    await expect(driver.card).toContainText('990001')
    await walker.region('card')
    await walker.tabTo(new RegExp(`^button ${say(cardText.close)}`))
    await walker.press('Enter')
    await expect(driver.card).toHaveCount(0)
    await walker.hasFocus()
  })

  await test.step('a summary: the panel has the focus, the result goes home as GeoJSON', async () => {
    await walker.command('分析', 'Analysis')
    await expect(page.getByRole('form')).toBeVisible()
    await expect.poll(() => walker.isIn('card')).toBe(true)
    await expect(driver.runButton).toBeEnabled()
    await walker.press('Control+Enter')
    await expect(page.getByRole('grid')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('status').filter({ hasText: /完成，结果 \d+ 行/ })).toHaveCount(1)
    await walker.region('drawer')
    await walker.tabTo(/^grid/)
    await walker.press('ArrowDown', 'ArrowDown')
    await walker.tabTo(new RegExp(say(analysisText.exportResult)), 'Shift+Tab')
    await walker.press('Enter')
    await expect(driver.dialog).toBeVisible()
    await walker.tabTo(/^input .*GeoJSON/)
    await walker.press('Space')
    await walker.tabTo(new RegExp(`^button ${say(exportText.run)}$`))
    const download = page.waitForEvent('download')
    await walker.press('Enter')
    const { features } = JSON.parse(await readFile(await (await download).path(), 'utf8'))
    expect(features.length).toBeGreaterThan(1)
    await expect(driver.dialog).toHaveCount(0)
    await walker.leave()
  })

  await test.step('language and theme', async () => {
    await walker.command('切换语言', 'Switch language')
    driver.locale = 'en'
    await expect(page.locator('html')).toHaveAttribute('lang', /^en/)
    await walker.command('切换语言', 'Switch language')
    driver.locale = 'zh'
    await expect(page.locator('html')).toHaveAttribute('lang', /zh/)
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const before = await ground()
    for (let press = 0; press < 3 && (await ground()) === before; press++) await walker.command('切换主题', 'Switch theme')
    expect(await ground()).not.toBe(before)
  })

  await test.step('a length is measured and left', async () => {
    await walker.command('量距', 'Measure length')
    await expect.poll(() => walker.isIn('map')).toBe(true)
    await driver.whenDrawn()
    await walker.press('Enter', 'ArrowRight')
    await driver.whenDrawn()
    await walker.press('Enter', 'Control+Enter')
    await expect(driver.card).toContainText(/长度 1/)
    await walker.leave()
  })

  expect(await walker.pointers()).toBe(0)
})

test.describe('with a clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

  test('import, table, query, compare and print without a pointer', { tag: '@long' }, async ({
    driver,
    page,
    secondDistrict,
  }) => {
    test.setTimeout(420_000)
    await driver.open(secondDistrict)
    const walker = new Walker(driver, page)
    const say = driver.say.bind(driver)
    const { dialog } = driver
    const chip = page.getByTestId('selection-chip')
    const chips = page.getByRole('list', { name: say(chipText.activeFilters) })
    await walker.lock()

    await test.step('a file that asks back is given its CRS and read', async () => {
      const chooser = page.waitForEvent('filechooser')
      await walker.command('导入', 'Import')
      await (await chooser).setFiles([join(SECOND, '../formats/parcels-gbk-noprj.zip')])
      const commit = new RegExp(`^button ${say(importText.commit, { count: 1 })}$`)
      await expect(dialog.getByText(say(importText.undecided, { names: '宗地' }))).toBeVisible()
      await walker.tabTo(/^input .*CGCS2000/)
      await walker.press('Space')
      await walker.tabTo(commit)
      await walker.press('Enter')
      await expect(dialog).toHaveCount(0)
      await expect(driver.layer('宗地')).toBeVisible()
      await walker.hasFocus()
    })

    await test.step('the table: sorted, filtered under a heading, a row selected and copied', async () => {
      await walker.layerMenu('地块', '属性表')
      const grid = page.getByRole('grid', { name: say(tableText.grid, { layer: '地块' }) })
      await expect(grid).toBeFocused()
      await walker.press('Control+Home', 'ArrowUp', 'ArrowRight', 'Enter')
      await expect(grid.getByRole('columnheader').nth(1)).toHaveAttribute('aria-sort', 'ascending')
      await walker.press('ArrowRight', 'ArrowRight', 'Alt+ArrowDown')
      await expect(dialog).toBeVisible()
      await walker.tabTo(/^input .*茶园/)
      await walker.press('Space')
      await walker.tabTo(new RegExp(`^button ${say(tableText.apply)}$`))
      await walker.press('Enter')
      await expect(chips).toContainText('茶园')
      await expect(grid).toBeFocused()
      await walker.press('ArrowDown', 'Space')
      await expect(chip).toContainText('1')
      await walker.press('Control+c')
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('9900010')
      await walker.press('Escape')
      await expect(chip).toHaveCount(0)
      await walker.command('清除全部筛选', 'Clear all filters')
      await expect(chips).toHaveCount(0)
      await walker.leave()
    })

    await test.step('a query of one condition is built, counted, selected and left', async () => {
      await walker.layerMenu('地块', '查询')
      await walker.region('card')
      await walker.tabTo(new RegExp(`^button ${say(queryText.addRule)}$`))
      await walker.press('Enter')
      await walker.tabTo(new RegExp(`^button .*${say(queryText.field)}$`), 'Shift+Tab')
      await walker.pick(/^类型/)
      await walker.tabTo(new RegExp(`^button .*${say(queryText.value)}$`))
      await walker.pick(/^01 /)
      await expect(page.getByTestId('query-count')).toBeVisible()
      await walker.tabTo(new RegExp(`^button ${say(queryText.select)}$`))
      await walker.press('Enter')
      await expect(chip).toBeVisible()
      await walker.leave()
    })

    await test.step('two layers are compared: the line is moved, one side changed, and the comparison left', async () => {
      await walker.command('卷帘', 'Swipe')
      const line = page.getByRole('slider', { name: say(compareText.line) })
      await expect(line).toBeVisible()
      await walker.tabTo(/^slider/)
      const before = await line.getAttribute('aria-valuenow')
      await walker.press('ArrowLeft', 'ArrowLeft')
      expect(await line.getAttribute('aria-valuenow')).not.toBe(before)
      await walker.tabTo(new RegExp(`^button .*${say(compareText.right)}$`), 'Shift+Tab')
      await walker.pick(/^不显示/)
      await walker.tabTo(new RegExp(`^button ${say(compareText.leave)}$`))
      await walker.press('Enter')
      await expect(line).toHaveCount(0)
      await walker.hasFocus()
    })

    await test.step('a sheet: its paper is chosen, its ground moved, and the PDF saved', async () => {
      await walker.press('Control+p')
      const preview = dialog.getByRole('application')
      await expect(preview).toHaveAttribute('data-ready', 'true', { timeout: 60_000 })
      await walker.tabTo(new RegExp(`^button .*${say(printText.paper)}$`))
      await walker.pick(/^A3$/)
      await walker.tabTo(/^application/)
      await walker.press('ArrowRight')
      await page.waitForTimeout(500)
      await expect(preview).toHaveAttribute('data-ready', 'true', { timeout: 60_000 })
      await walker.tabTo(new RegExp(`^button ${say(printText.pdf)}$`))
      const download = page.waitForEvent('download', { timeout: 120_000 })
      await walker.press('Enter')
      expect((await readFile(await (await download).path())).subarray(0, 5).toString()).toBe('%PDF-')
      // the focus has gone to the cross: no tooltip of it takes the first Esc
      await expect(dialog.getByRole('button', { name: say(printText.pdf) })).toBeVisible()
      await walker.press('Escape')
      await expect(dialog).toHaveCount(0)
    })

    await test.step('the link is copied', async () => {
      await walker.command('分享', 'Share')
      await expect(dialog).toBeVisible()
      await walker.tabTo(new RegExp(`^button ${say(shareText.copy)}$`))
      await walker.press('Enter')
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/#v=1&.*map=/)
      await walker.press('Escape')
      await expect(dialog).toHaveCount(0)
    })

    expect(await walker.pointers()).toBe(0)
  })
})
