import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { booleanIntersects } from '@turf/turf'
import type { Polygon } from 'geojson'
import { dashboardOf } from '../../src/commands/dashboard-of.ts'
import { shownArea } from '../../src/core/units.ts'
import { chipText } from '../../src/i18n/chips.ts'
import { dashboardText } from '../../src/i18n/dashboard.ts'
import { seriousFindings } from './axe.ts'
import { expect, SECOND, test } from './guard.ts'
import { shippedFeatures } from './shipped.ts'
import { areaM2 } from './td-t-area.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'], viewport: { width: 1440, height: 900 } })

// one opening for all that the panel does
test('a dashboard follows the map, filters it and stands still when told', async ({ driver, page, secondDistrict }) => {
  const plots = (await shippedFeatures(readFileSync(join(SECOND, 'layers/plots.fgb')))).map(({ properties, geometry }) => ({
    kind: String(properties.KIND),
    geometry: geometry as Polygon,
    areaM2: areaM2(geometry),
  }))
  const mu = (chosen: typeof plots) =>
    shownArea(
      chosen.reduce((sum, plot) => sum + plot.areaM2, 0),
      'mu',
    )
  const tea = plots.filter(({ kind }) => kind === '01')
  await driver.open(secondDistrict)
  await driver.doWithLayer('地块', dashboardOf.title)
  const panel = page.getByRole('region', { name: driver.say(dashboardText.title) })
  const card = (kind: string) => panel.locator(`[data-card="${kind}"]`)
  const standing = panel.getByTestId('dashboard-standing')
  const counted = (n: number) => expect(standing).toContainText(driver.say(dashboardText.counted, { n }))
  const chips = page.getByRole('list', { name: driver.say(chipText.activeFilters) })
  const bar = (n: number) => card('bars').locator('svg g > rect').nth(n)
  const settled = () => expect(standing).not.toHaveAttribute('data-stale', 'true')

  await test.step('figures are those of the formula; the map keeps its room', async () => {
    await counted(plots.length)
    await expect(card('figures')).toContainText(mu(plots))
    await expect(card('bars')).toContainText('01 茶园')
    await expect(card('bars')).toContainText(mu(tea))
    const share = await page.evaluate(() => {
      const map = document.querySelector('[data-map-state]')
      let [free, all] = [0, 0]
      for (let x = 5; x < innerWidth; x += 10)
        for (let y = 5; y < innerHeight; y += 10) {
          all++
          if (map?.contains(document.elementFromPoint(x, y))) free++
        }
      return free / all
    })
    expect(share).toBeGreaterThan(0.6)
  })

  const accessible = async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await seriousFindings(page, '[data-region="card"]')).toEqual([])
      // a class keeps its colour of the map, which may be as pale as the ground: its outline tells where it ends
      const strokes = await page.locator('[data-card] svg g > path').evaluateAll((paths) => {
        const probe = document.createElement('i')
        probe.style.color = 'var(--ink-2)'
        document.body.append(probe)
        const { color } = getComputedStyle(probe)
        probe.remove()
        return paths.map((path) => [getComputedStyle(path).stroke, color])
      })
      expect(strokes.length).toBeGreaterThan(1)
      for (const [stroke, outline] of strokes) expect(stroke).toBe(outline)
    }
  }
  await test.step('accessible in both themes', accessible)

  await test.step('a bar filters, Ctrl adds another, Esc and undo take it back; the bars stay', async () => {
    const names = await card('bars').locator('svg text').allTextContents()
    const at = names.filter((_, i) => i % 2 === 0).indexOf('01 茶园')
    await bar(at).click()
    await expect(chips).toContainText('类型 = 01 茶园')
    await counted(tea.length)
    await expect(card('figures')).toContainText(mu(tea))
    expect(await card('bars').locator('svg text').allTextContents()).toEqual(names)
    await bar(at === 0 ? 1 : 0).click({ modifiers: ['Control'] })
    await expect(chips).toContainText('、')
    await page.keyboard.press('Escape')
    await expect(chips).toHaveCount(0)
    await counted(plots.length)
    await bar(at).click()
    await expect(chips).toHaveCount(1)
    await driver.map.locator('canvas').focus()
    await page.keyboard.press('Control+z')
    await expect(chips).toHaveCount(0)
  })

  /** of the plots, those that the view meets: by another program, from the link and the map's size */
  const inView = async () => {
    const [zoom, lat, lng] = (/map=([^&]+)/.exec(page.url())?.[1] ?? '').split('/').map(Number)
    const box = await driver.map.boundingBox()
    if (!box) throw new Error('no map')
    const perPixel = 360 / (512 * 2 ** zoom)
    const y = (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI
    const latAt = (offset: number) => (360 / Math.PI) * Math.atan(Math.exp(((y + offset) * Math.PI) / 180)) - 90
    const [west, east] = [lng - (box.width / 2) * perPixel, lng + (box.width / 2) * perPixel]
    const [south, north] = [latAt((-box.height / 2) * perPixel), latAt((box.height / 2) * perPixel)]
    const view: Polygon = { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] } // biome-ignore format: one row
    return plots.filter(({ geometry }) => booleanIntersects(geometry, view))
  }

  await test.step('nearer, only what meets the view counts, whole; frozen, the figures stay', async () => {
    await driver.map.locator('canvas').focus()
    for (let press = 0; press < 5; press++) await page.keyboard.press('+')
    await driver.whenDrawn()
    const near = await inView()
    expect(near.length).toBeLessThan(plots.length)
    expect(near.length).toBeGreaterThan(0)
    await counted(near.length)
    await expect(card('figures')).toContainText(mu(near))
    await expect(standing).toContainText(driver.say(dashboardText.scopeView))
    await settled()
    await panel.getByRole('button', { name: driver.say(dashboardText.freeze), exact: true }).click()
    await expect(standing).toContainText(driver.say(dashboardText.frozen, { at: '' }).trim())
    await driver.map.locator('canvas').focus()
    await page.keyboard.press('+')
    await page.keyboard.press('+')
    await driver.whenDrawn()
    await expect.poll(async () => (await inView()).length).toBeLessThan(near.length)
    await counted(near.length)
    await expect(card('figures')).toContainText(mu(near))
    await panel.getByRole('button', { name: driver.say(dashboardText.unfreeze) }).click()
    await counted((await inView()).length)
  })

  await test.step('all: the whole layer wherever the map is; undone by name', async () => {
    await panel.getByRole('button', { name: driver.say(dashboardText.all), exact: true }).click()
    await counted(plots.length)
    await expect(standing).toContainText(driver.say(dashboardText.scopeAll))
  })

  await test.step('the table beside the chart: the keyboard filters by it, copies and files have its figures', async () => {
    await card('bars')
      .getByRole('button', { name: driver.say(dashboardText.showTable) })
      .click()
    const table = card('bars').getByRole('table')
    await expect(table.getByRole('row')).toHaveCount(new Set(plots.map(({ kind }) => kind)).size + 2)
    const act = async (item: keyof typeof dashboardText) => {
      await card('bars')
        .getByRole('button', { name: /的动作$/ })
        .click()
      await page.getByRole('menuitem', { name: driver.say(dashboardText[item]) }).click()
    }
    await act('copy')
    await expect(driver.toasts).toContainText('已复制')
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\r\n').map((line) => line.split('\t'))
    const total = Number(lines.at(-1)?.[2])
    expect(lines.slice(1, -1).reduce((sum, line) => sum + Math.round(Number(line[2]) * 100), 0)).toBe(Math.round(total * 100))
    expect(lines.slice(1, -1).reduce((sum, line) => sum + Math.round(Number(line[3]) * 10), 0)).toBe(1000)
    expect(
      shownArea(
        plots.reduce((sum, plot) => sum + plot.areaM2, 0),
        'mu',
      ).replace(/\s/g, ''),
    ).toBe(total.toFixed(2))
    const csv = page.waitForEvent('download')
    await act('csv')
    const written = await readFile(await (await csv).path(), 'utf8')
    expect(written.startsWith('\ufeff')).toBe(true)
    expect(written).toContain('茶园')
    expect(written).toContain('TD/T 1055—2019')
    expect(written).toContain(driver.say(dashboardText.scopeAll))
    expect(written).toContain('示例数据')
    const png = page.waitForEvent('download')
    await act('png')
    const picture = await readFile(await (await png).path())
    expect([...picture.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47])
    expect(picture.readUInt32BE(16)).toBeGreaterThan(800)
    await table.getByRole('checkbox', { name: '01 茶园' }).focus()
    await page.keyboard.press(' ')
    await expect(chips).toContainText('类型 = 01 茶园')
    await card('bars')
      .getByRole('button', { name: driver.say(dashboardText.clearOwn) })
      .click()
    await expect(chips).toHaveCount(0)
  })

  await test.step('a scatter plot is added; a box over it selects', async () => {
    await panel.getByRole('button', { name: driver.say(dashboardText.add), exact: true }).click()
    await page.getByRole('menuitem', { name: driver.say(dashboardText.scatter) }).click()
    const plot = card('scatter').getByTestId('scatter-plot')
    await plot.scrollIntoViewIfNeeded()
    await settled()
    const box = await plot.boundingBox()
    if (!box) throw new Error('no plot')
    await page.mouse.move(box.x + 1, box.y + 1)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 })
    await page.mouse.move(box.x + box.width - 1, box.y + box.height - 1, { steps: 3 })
    await page.mouse.up()
    await expect(page.getByTestId('selection-chip')).toContainText('· 地块')
    await page
      .getByTestId('selection-chip')
      .getByRole('button', { name: driver.say(chipText.clearSelection) })
      .click()
  })

  await test.step('the setup stays with the project over a reload, and can be undone', async () => {
    await card('rings')
      .or(card('histogram'))
      .first()
      .getByRole('button', { name: /的动作$/ })
      .click()
    await page.getByRole('menuitem', { name: driver.say(dashboardText.remove) }).click()
    const order = () =>
      panel.locator('[data-card]').evaluateAll((cards) => cards.map((each) => (each as HTMLElement).dataset.card))
    const kept = await order()
    expect(kept).toContain('scatter')
    await page.waitForTimeout(1500)
    await page.reload()
    await driver.whenReady()
    await expect.poll(order).toEqual(kept)
    await counted(plots.length)
    await panel.getByRole('button', { name: driver.say(dashboardText.reset) }).click()
    await expect(card('scatter')).toHaveCount(0)
    await driver.map.locator('canvas').focus()
    await page.keyboard.press('Control+z')
    await expect(card('scatter')).toHaveCount(1)
  })

  await test.step('in English too, and as a sheet on a phone', async () => {
    await driver.switchLanguage()
    const english = page.getByRole('region', { name: driver.say(dashboardText.title) })
    await expect(english.getByRole('heading', { name: 'Key figures' })).toBeVisible()
    await expect(english.getByTestId('dashboard-standing')).toContainText('20 features')
    await accessible()
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('tab', { name: driver.say(dashboardText.title) }).click()
    await expect(english.locator('[data-card="figures"]')).toBeVisible()
  })
})
