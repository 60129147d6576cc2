import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Text } from '../../src/core/text.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { chipText } from '../../src/i18n/chips.ts'
import { measureText } from '../../src/i18n/measure.ts'
import { shellText } from '../../src/i18n/shell.ts'
import type { Driver } from './driver.ts'
import { expect, SECOND, test } from './guard.ts'
import { shippedFeatures } from './shipped.ts'
import { areaM2 } from './td-t-area.ts'

type LngLat = readonly [number, number]
/** a plot in the middle of the window, its corners clear of the panels at 1280 × 720 */
const PLOT = 9
const AT = { lng: 103.9752, lat: 30.6255, zoom: 14 }
const MEASURE = measureText.title
const plain = (text: string) => text.replace(/\s/g, '')

/** Where a place is in the window, for the view AT. */
async function pixelOf(driver: Driver, [lng, lat]: LngLat): Promise<{ x: number; y: number }> {
  const box = await driver.map.boundingBox()
  if (!box) throw new Error('the map has no size')
  const world = 512 * 2 ** AT.zoom
  const mercator = (degrees: number) => Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360)) / (2 * Math.PI)
  return {
    x: box.x + box.width / 2 + ((lng - AT.lng) / 360) * world,
    y: box.y + box.height / 2 - (mercator(lat) - mercator(AT.lat)) * world,
  }
}

// one opening for all of it; each step leaves the tool without points
test('measured and drawn, by mouse, by keyboard and typed', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict, `${AT.zoom}/${AT.lat}/${AT.lng}`)
  const plot = (await shippedFeatures(readFileSync(join(SECOND, 'layers/plots.fgb'))))[PLOT]
  const corners = (plot.geometry.coordinates as LngLat[][])[0].slice(0, -1)
  const panel = page.getByRole('region', { name: driver.say(MEASURE), exact: true })
  const tool = (group: Text, name: Text) =>
    panel
      .getByRole('radiogroup', { name: driver.say(group) })
      .getByText(driver.say(name), { exact: true })
      .click()
  const area = panel.getByTestId('measured-area')
  const results = page.getByRole('region', { name: /^已量 \d/ })
  const voice = page.getByTestId('sketch-voice')
  const view = () => /map=[^&]+/.exec(page.url())?.[0]
  const focusMap = () => driver.map.locator('canvas').focus()
  const exact = areaM2(plot.geometry).toFixed(2)

  await test.step('a traced parcel has exactly its area; the double click neither zooms nor adds a point', async () => {
    await page.getByRole('button', { name: driver.say(MEASURE), exact: true }).click()
    await tool(measureText.kind, measureText.area)
    const before = view()
    for (const [i, corner] of corners.entries()) {
      const { x, y } = await pixelOf(driver, corner)
      await page.mouse.move(x - 5, y + 4, { steps: 2 })
      await expect(page.locator('.map-snap')).toHaveAttribute('data-snap', 'vertex')
      await expect(page.locator('.map-snap')).toBeVisible()
      if (i === 1) await expect(page.getByTestId('sketch-hint')).toContainText(/ m · \d+°\d\d′\d\d″/)
      if (i < corners.length - 1) await page.mouse.click(x - 5, y + 4)
      else await page.mouse.dblclick(x - 5, y + 4)
    }
    await expect(results).toContainText('面积 1')
    expect(plain(await results.innerText())).toContain(`${exact}m²`)
    await results.getByRole('button', { name: /各边 4/ }).click()
    await expect(results.getByRole('row')).toHaveCount(5)
    expect(view()).toBe(before)
    // the clicks opened nothing
    await expect(driver.card.getByTestId('feature-card')).toHaveCount(0)
  })

  await test.step('an edge attracts where no vertex is near, Alt lets go; the first point closes the ring', async () => {
    const [[ax, ay], [bx, by]] = corners
    const middle = await pixelOf(driver, [(ax + bx) / 2, (ay + by) / 2])
    await page.mouse.move(middle.x, middle.y + 6)
    await expect(page.locator('.map-snap')).toHaveAttribute('data-snap', 'edge')
    await page.keyboard.down('Alt')
    await page.mouse.move(middle.x + 1, middle.y + 6)
    await expect(page.locator('.map-snap')).toBeHidden()
    const [x, y] = [middle.x, middle.y + 120]
    for (const [dx, dy] of [
      [0, 0],
      [60, 0],
      [60, 50],
    ])
      await page.mouse.click(x + dx, y + dy)
    await page.keyboard.up('Alt')
    await expect(area).toHaveText(/\d{3}/)
    await page.mouse.click(x + 3, y + 2)
    await expect(results).toContainText('面积 2')
    await expect(results.getByRole('button', { name: /各边 3/ })).toBeVisible()
  })

  await test.step('Esc gives the points up, undo brings them back, Backspace takes one, Enter finishes', async () => {
    const at = await pixelOf(driver, [AT.lng, AT.lat])
    await expect(voice).toContainText('0 点')
    for (const dx of [-40, 0, 40]) await page.mouse.click(at.x + dx, at.y + dx / 2)
    await expect(voice).toContainText('3 点')
    await page.keyboard.press('Escape')
    await expect(driver.toasts).toContainText('已放弃草图（3 点）')
    await expect(voice).toContainText('0 点')
    await page.keyboard.press('Control+z')
    await expect(voice).toContainText('3 点')
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+Shift+z')
    await page.keyboard.press('Backspace')
    await page.mouse.click(at.x + 40, at.y - 60)
    await page.keyboard.press('Enter')
    await expect(results).toContainText('面积 3')
    await page.keyboard.press('Control+z')
    await expect(results).not.toContainText('面积 3')
  })

  await test.step('without a pointer: the crosshair sets points, a voice says what they come to', async () => {
    await page.keyboard.press('Escape')
    await page.mouse.move(640, 5)
    await page.keyboard.press('Tab')
    await focusMap()
    await page.keyboard.press('m')
    await page.keyboard.press('Enter')
    for (let step = 0; step < 2; step++) {
      await page.keyboard.press('ArrowRight')
      await driver.whenDrawn()
      await page.keyboard.press('Enter')
    }
    await expect(voice).toContainText(/3 点，本段 [\d\s.]+ m，方位角 9\d°\d\d′\d\d″，长度/)
    await page.keyboard.press('Backspace')
    await expect(voice).toContainText('2 点')
    await page.keyboard.press('Control+Enter')
    await expect(results).toContainText(/长度 3/)
  })

  await test.step('typed: coordinates in any form, then a distance and an azimuth; a zone border is told', async () => {
    const field = panel.getByRole('textbox', { name: driver.say(measureText.typed) })
    const type = async (text: string) => {
      await field.fill(text)
      await field.press('Enter')
    }
    await type('103°58′30″E 30°37′30″N')
    await expect(field).toHaveValue('')
    await type('abc')
    await expect(panel).toContainText(driver.say(measureText.typedUnread))
    await field.fill('100<90')
    await expect(panel).toContainText('距上一点 100.00 m，方位角 90°00′00″')
    await field.press('Enter')
    await expect(panel.getByTestId('measured-length')).toHaveText('100.00')
    await type('50')
    await expect(panel.getByTestId('measured-length')).toHaveText('150.00')
    await type('103.4 30.6')
    await expect(panel).toContainText(/跨 34\/35 带分界（103\.5°E）/)
    await panel.getByRole('button', { name: driver.say(measureText.back) }).click()
    await expect(panel.getByTestId('measured-length')).toHaveText('150.00')
  })

  await test.step('the points outlive a lost graphics context and a reload', async () => {
    await page.evaluate(async () => {
      const canvas = document.querySelector<HTMLCanvasElement>('canvas.maplibregl-canvas')
      const context = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context')
      const restored = new Promise((resolve) => canvas?.addEventListener('webglcontextrestored', () => resolve(true)))
      context?.loseContext()
      await new Promise((resolve) => setTimeout(resolve, 200))
      context?.restoreContext()
      return restored
    })
    await driver.whenDrawn()
    await expect(panel.getByTestId('measured-length')).toHaveText('150.00')
    // kept a moment after the change
    await page.waitForTimeout(1500)
    await page.reload()
    await driver.whenReady()
    await expect(panel.getByTestId('measured-length')).toHaveText('150.00')
    await expect(results).toContainText('面积 2')
    await panel.getByRole('button', { name: driver.say(measureText.finish) }).click()
    await expect(results).toContainText(/长度 4/)
  })

  await test.step('begun from the place menu; cleared and undone', async () => {
    await page.mouse.click(640, 400, { button: 'right' })
    await page
      .getByRole('menu', { name: driver.say(shellText.placeMenu) })
      .getByRole('menuitem', { name: driver.say(measureText.from), exact: true })
      .click()
    await expect(voice).toContainText('1 点')
    await page.keyboard.press('Backspace')
    await results.getByRole('button', { name: driver.say(measureText.clear) }).click()
    await expect(results).toHaveCount(0)
    await page.getByRole('button', { name: driver.say(shellText.more), exact: true }).click()
    await page.getByRole('menuitem', { name: /清除量测/ }).click()
    await expect(results).toContainText('面积 1')
  })

  await test.step('drawn: a polygon that is cut and merged keeps its area, and is asked what lies inside', async () => {
    const chip = page.getByTestId('selection-chip')
    await page.keyboard.down('Alt')
    await tool(measureText.draw, measureText.drawPolygon)
    for (const [x, y] of [
      [420, 200],
      [800, 230],
      [760, 470],
      [430, 450],
    ])
      await page.mouse.click(x, y)
    await page.keyboard.up('Alt')
    await page.keyboard.press('Enter')
    await expect(driver.layer('标绘面')).toBeVisible()
    await expect(chip).toContainText(/选中 1 · 标绘面 · 合计 [\d\s.]+ 亩/)
    const whole = /合计 ([\d\s.]+) 亩/.exec(await chip.innerText())?.[1]

    await panel.getByRole('button', { name: driver.say(measureText.split) }).click()
    await page.keyboard.down('Alt')
    await page.mouse.click(600, 150)
    await page.mouse.click(590, 500)
    await page.keyboard.up('Alt')
    await page.keyboard.press('Enter')
    await expect(chip).toContainText(`选中 2 · 标绘面 · 合计 ${whole} 亩`)
    await panel.getByRole('button', { name: driver.say(measureText.merge) }).click()
    await expect(chip).toContainText(`选中 1 · 标绘面 · 合计 ${whole} 亩`)

    await chip.getByRole('button', { name: driver.say(chipText.overlapDrawn) }).click()
    await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
    await page.getByRole('button', { name: driver.say(analysisText.closeResult) }).click()

    // a corner is taken along by a drag; the area changes, and undo brings it back
    await panel.getByRole('button', { name: driver.say(measureText.vertices) }).click()
    await driver.whenDrawn()
    await page.mouse.move(420, 200)
    await page.mouse.down()
    await page.mouse.move(400, 190, { steps: 3 })
    await page.mouse.move(380, 180)
    await page.mouse.up()
    await expect(chip).not.toContainText(`合计 ${whole} 亩`)
    await expect(driver.layer('标绘面').getByText('已编辑 1 行')).toBeVisible()
    await focusMap()
    await page.keyboard.press('Control+z')
    await expect(chip).toContainText(`合计 ${whole} 亩`)
    await panel.getByRole('button', { name: driver.say(measureText.verticesDone) }).click()

    await focusMap()
    await page.keyboard.press('Delete')
    await expect(driver.layer('标绘面')).toHaveCount(0)
    for (let step = 0; step < 3; step++) await page.keyboard.press('Control+z')
    await expect(driver.layer('标绘面')).toBeVisible()

    await tool(measureText.draw, measureText.drawText)
    // beside the panel the words at the pointer stand on its other side: below it they could not be read
    const beside = (await panel.boundingBox())?.x ?? 0
    await page.mouse.move(beside - 60, 300)
    const hint = await page.getByTestId('sketch-hint').boundingBox()
    expect((hint?.x ?? 0) + (hint?.width ?? Number.POSITIVE_INFINITY)).toBeLessThan(beside)
    await page.mouse.click(600, 300)
    const name = panel.getByRole('textbox', { name: driver.say(measureText.name) })
    await expect(name).toHaveValue('标注 1')
    await expect(name).toBeFocused()
    // what is typed takes its place
    await page.keyboard.type('界桩 7')
    await page.keyboard.press('Enter')
    await expect(driver.layer('标注文字')).toBeVisible()
    await expect(name).toHaveValue('界桩 7')
  })
})
