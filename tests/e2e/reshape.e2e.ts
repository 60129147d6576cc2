import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rowsMerge } from '../../src/commands/palette/rows-merge.ts'
import { toolVertices } from '../../src/commands/palette/tool-vertices.ts'
import { shownArea } from '../../src/core/units.ts'
import { cardText } from '../../src/i18n/card.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { measureText } from '../../src/i18n/measure.ts'
import { expect, SECOND, test } from './guard.ts'
import { shippedFeatures } from './shipped.ts'
import { areaM2 } from './td-t-area.ts'

interface Line {
  readonly ROW: number
  readonly FIELD: string
  readonly AFTER: string | null
  readonly AREA_M2_BEFORE: number
  readonly AREA_M2_AFTER: number
}

test('a parcel of a layer is cut, merged and its boundary point typed; undone, and told in the list of changes', async ({
  driver,
  page,
  secondDistrict,
}) => {
  const plots = await shippedFeatures(readFileSync(join(SECOND, 'layers/plots.fgb')))
  await driver.open(secondDistrict, '14/30.6255/103.9752')
  const layer = driver.layer('地块')
  const chip = page.getByTestId('selection-chip')
  await driver.clickMap(-60, -60)
  const hit = driver.card.getByRole('option', { name: /地块/ })
  await expect(hit.or(driver.card.getByTestId('feature-card')).first()).toBeVisible()
  if (await hit.isVisible()) await hit.click()
  const code = (await driver.card.getByTestId('feature-card').getByRole('heading').first().innerText()).replace(/\s/g, '')
  const plot = plots.find(({ properties }) => String(properties.CODE) === code)
  if (!plot) throw new Error(`no plot ${code}`)
  const whole = shownArea(areaM2(plot.geometry), 'mu')

  await test.step('cut from the card: two parts with the area of the whole, the code to be assigned', async () => {
    await driver.card.getByRole('button', { name: driver.say(cardText.edit) }).click()
    await driver.card.getByRole('button', { name: driver.say(cardText.split) }).click()
    const box = await driver.map.boundingBox()
    if (!box) throw new Error('the map has no size')
    const [x, y] = [box.x + box.width / 2 - 60, box.y + box.height / 2 - 60]
    await page.keyboard.down('Alt')
    await page.mouse.click(x + 10, y - 140)
    await page.mouse.click(x + 30, y + 260)
    await page.keyboard.up('Alt')
    await page.keyboard.press('Enter')
    await expect(driver.toasts).toContainText('已分割为 2 部分')
    await expect(chip).toContainText(`选中 2 · 地块 · 合计 ${whole} 亩`)
    await expect(layer.getByText('21', { exact: true })).toBeVisible()
  })

  await test.step('undo makes one of it again, redo cuts it', async () => {
    await driver.map.locator('canvas').focus()
    await page.keyboard.press('Control+z')
    await expect(layer.getByText('20', { exact: true })).toBeVisible()
    await expect(chip).toHaveCount(0)
    await page.keyboard.press('Control+Shift+z')
    await expect(layer.getByText('21', { exact: true })).toBeVisible()
  })

  await test.step('both survive a reload; the list of changes names the part and where it is from', async () => {
    // kept a moment after the change
    await page.waitForTimeout(1500)
    await page.reload()
    await driver.whenReady()
    await expect(layer.getByText('21', { exact: true })).toBeVisible()
    const download = page.waitForEvent('download')
    await layer.getByRole('button', { name: driver.say(layersText.editsExport) }).click()
    const list = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
      features: readonly { properties: Line }[]
    }
    const lines = list.features.map(({ properties }) => properties)
    const part = lines.find(({ FIELD }) => FIELD === '@part')
    const shape = lines.find(({ FIELD, AREA_M2_BEFORE: was, AREA_M2_AFTER: is }) => FIELD === '@shape' && is < was - 1)
    if (!part || !shape) throw new Error('the list has no part, or no shape')
    expect(part.AFTER).toBe(`由第 ${shape.ROW} 行分出`)
    expect(shape.AREA_M2_BEFORE).toBeCloseTo(areaM2(plot.geometry), 3)
    expect(part.AREA_M2_AFTER + shape.AREA_M2_AFTER).toBeCloseTo(areaM2(plot.geometry), 3)
    expect(lines.map(({ AFTER }) => AFTER)).toContain(`待编（${code}-1）`)
  })

  await test.step('merged again by the palette, with the neighbours kept', async () => {
    await page.keyboard.down('Control')
    for (const dx of [-95, 30]) await driver.clickMap(dx, -60)
    await page.keyboard.up('Control')
    await expect(chip).toContainText(`选中 2 · 地块 · 合计 ${whole} 亩`)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('宗地合并')
    await page.getByRole('option', { name: driver.say(rowsMerge.title) }).click()
    await expect(driver.toasts).toContainText('已合并 2 个')
    await expect(chip).toContainText(`选中 1 · 地块 · 合计 ${whole} 亩`)
    await expect(layer.getByText('20', { exact: true })).toBeVisible()
  })

  await test.step('a boundary point moved by typing, without a pointer; the neighbours follow, undo takes it back', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(driver.say(toolVertices.title))
    await page.getByRole('option', { name: driver.say(toolVertices.title), exact: true }).click()
    const vertex = page.getByRole('group', { name: driver.say(measureText.vertex) })
    const to = vertex.getByRole('textbox', { name: driver.say(measureText.vertexTo) })
    await to.fill('104.5,30.62')
    await expect(vertex).toContainText('在青石区外')
    await to.fill('20<90')
    await expect(vertex).not.toContainText('在青石区外')
    await expect(vertex).toContainText('自原位移 20.00 m，方位角 90°00′00″')
    await page.keyboard.press('Enter')
    await expect(chip).not.toContainText(`合计 ${whole} 亩`)
    await driver.map.locator('canvas').focus()
    await page.keyboard.press('Control+z')
    await expect(chip).toContainText(`合计 ${whole} 亩`)
  })
})
