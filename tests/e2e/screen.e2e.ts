import { layerRename } from '../../src/commands/layer-rename.ts'
import type { Text } from '../../src/core/text.ts'
import { chipText } from '../../src/i18n/chips.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { shellText } from '../../src/i18n/shell.ts'
import type { Driver } from './driver.ts'
import { expect, test } from './guard.ts'

interface Picture {
  readonly drawsContent: boolean
  readonly width: number
  readonly height: number
  readonly backendNodeId?: number
}

/** Elements of which the browser lays a picture as large as most of the map over what is below, in every frame. */
async function largePictures(driver: Driver): Promise<string[]> {
  const { page } = driver
  const box = await driver.map.boundingBox()
  const session = await page.context().newCDPSession(page)
  let pictures: readonly Picture[] = []
  session.on('LayerTree.layerTreeDidChange', ({ layers }) => {
    pictures = layers ?? pictures
  })
  await session.send('DOM.enable')
  await session.send('LayerTree.enable')
  // told when something changes
  await page.evaluate(async () => {
    const probe = document.createElement('i')
    probe.style.cssText = 'position: fixed; width: 9px; height: 9px; will-change: transform'
    document.body.append(probe)
    await new Promise((resolve) => setTimeout(resolve, 500))
    probe.remove()
  })
  await expect.poll(() => pictures.length).toBeGreaterThan(1)
  const most = (box?.width ?? 0) * (box?.height ?? 0) * 0.6
  const large = pictures.filter(({ drawsContent, width, height }) => drawsContent && width * height > most)
  const nodes = large.flatMap(({ backendNodeId }) => backendNodeId ?? [])
  const names = await Promise.all(
    nodes.map((backendNodeId) => session.send('DOM.describeNode', { backendNodeId }).then(({ node }) => node.nodeName)),
  )
  await session.detach()
  return names
}

const focusMap = (driver: Driver) => driver.map.locator('canvas').focus()

// one opening for all that a hand does to the tree and the map; each step leaves things as it found them
test('the tree and the map in hand', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict)
  const scale = page.getByRole('textbox', { name: /1:/ })
  const denominator = async () => Number((await scale.inputValue()).replace(/\D/g, ''))

  await test.step('upon the page lies the map, without transparency, and upon that no other picture of its size', async () => {
    // the map's own is not always told
    expect((await largePictures(driver)).filter((name) => name !== 'CANVAS')).toEqual(['#document'])
    const hasAlpha = await driver.map
      .locator('canvas')
      .evaluate((canvas) => (canvas as HTMLCanvasElement).getContext('webgl2')?.getContextAttributes()?.alpha)
    expect(hasAlpha).toBe(false)
  })

  await test.step('F2 renames the layer that has the focus; the menu names what would be undone; Ctrl+Z gives it its name back', async () => {
    await driver.layer('区界').focus()
    await page.keyboard.press('F2')
    const field = driver.dialog.getByRole('textbox', { name: driver.say(layersText.newName) })
    await expect(field).toHaveValue('区界')
    await field.fill('界线')
    await page.keyboard.press('Enter')
    await expect(driver.dialog).toHaveCount(0)
    await expect(driver.layer('界线')).toBeVisible()
    const menuNames = async (step: Text) => {
      await page.getByRole('button', { name: driver.say(shellText.more), exact: true }).click()
      const item = page.getByRole('menuitem', { name: driver.say(step, { step: driver.say(layerRename.title) }) })
      await expect(item).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(item).toHaveCount(0)
    }
    await menuNames(shellText.undoOf)
    await focusMap(driver)
    await page.keyboard.press('Control+z')
    await expect(driver.layer('区界')).toBeVisible()
    await menuNames(shellText.redoOf)
  })

  await test.step('a class is shown alone, the chip says so and takes it back', async () => {
    const legend = page.getByRole('list', { name: driver.say(layersText.legendOf, { layer: '地块' }) })
    const tea = legend.getByRole('button', { name: /茶园/ })
    await tea.click()
    const chip = page.getByRole('list', { name: driver.say(chipText.activeFilters) })
    await expect(chip).toContainText('茶园')
    await expect(tea).toHaveAttribute('aria-pressed', 'true')
    await chip.getByRole('button').click()
    await expect(chip).toHaveCount(0)
    await expect(tea).toHaveAttribute('aria-pressed', 'false')
  })

  const order = () =>
    driver.tree.getByRole('row').evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? row.textContent))
  /** Of one and the same drawing: the tree may be drawn anew between two questions. */
  const above = async (upper: string, lower: string) => {
    const names = await order()
    const place = (title: string) => names.findIndex((name) => name?.startsWith(title))
    return place(upper) < place(lower)
  }

  await test.step('dragged into the other group, back by the menu, forth by undo', async () => {
    expect(await above('地块', '边界')).toBe(true)
    const border = driver.layer('区界')
    const height = (await border.boundingBox())?.height ?? 0
    await driver.layer('地块').dragTo(border, { targetPosition: { x: 60, y: height - 3 }, sourcePosition: { x: 90, y: 10 } })
    await expect.poll(() => above('区界', '地块')).toBe(true)
    await driver.doWithLayer('地块', layersText.up)
    await expect.poll(() => above('地块', '区界')).toBe(true)
    await driver.doWithLayer('地块', layersText.down)
    await expect.poll(() => above('区界', '地块')).toBe(true)
    await focusMap(driver)
    for (let step = 0; step < 3; step++) await page.keyboard.press('Control+z')
    await expect.poll(() => above('地块', '边界')).toBe(true)
  })

  await test.step('boxed', async () => {
    await page.keyboard.down('Control')
    await driver.dragBox(260, 200)
    await page.keyboard.up('Control')
    await expect(page.getByTestId('live-region')).toContainText(/选中 \d+ · 地块.*亩/)
  })

  await test.step('kept when the graphics context is lost, and over a reload', async () => {
    const view = () => /map=[^&]+/.exec(page.url())?.[0]
    // the link follows the map when it has come to rest
    await expect.poll(view).toBeTruthy()
    const before = view()
    const isLost = await page.evaluate(async () => {
      const canvas = document.querySelector<HTMLCanvasElement>('canvas.maplibregl-canvas')
      const context = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context')
      const restored = new Promise((resolve) => canvas?.addEventListener('webglcontextrestored', () => resolve(true)))
      context?.loseContext()
      await new Promise((resolve) => setTimeout(resolve, 200))
      context?.restoreContext()
      return restored
    })
    expect(isLost).toBe(true)
    await driver.whenDrawn()
    expect(view()).toBe(before)
    const chip = page.getByText(/选中 \d+ · 地块/).first()
    await expect(chip).toBeVisible()
    const chosen = await chip.innerText()
    await driver
      .layer('区界')
      .getByRole('checkbox', { name: driver.say(layersText.show, { layer: '区界' }) })
      .uncheck({ force: true })
    // kept a moment after the change
    await page.waitForTimeout(1500)
    await page.reload()
    await driver.whenReady()
    await expect(page.getByText(/已恢复 \d\d:\d\d/)).toBeVisible()
    await expect(page.getByRole('button', { name: driver.say(shellText.discard) })).toBeVisible()
    expect(view()).toBe(before)
    await expect(chip).toHaveText(chosen)
    await expect(driver.layer('区界').getByRole('checkbox')).not.toBeChecked()
  })

  await test.step('Shift+drag zooms to the box', async () => {
    const before = await denominator()
    await page.keyboard.down('Shift')
    await driver.dragBox(200, 140)
    await page.keyboard.up('Shift')
    await expect.poll(denominator).toBeLessThan(before / 2)
  })

  await test.step('typed scale', async () => {
    await scale.fill('25000')
    await scale.press('Enter')
    await expect(page.getByTestId('live-region')).toContainText(/1:25\s?000/)
    await scale.fill('abc')
    await scale.press('Enter')
    await expect(scale).toHaveAttribute('aria-invalid', 'true')
    await scale.press('Escape')
    await expect(scale).toHaveValue(/^25\s?000$/)
  })

  await test.step('one place in each form', async () => {
    const position = page.getByRole('button', { name: /^(X|\d+[.°])/ })
    const seen = new Set<string>()
    for (let press = 0; press < 8; press++) {
      seen.add((await position.innerText()).replace(/\s+/g, ' '))
      await position.click()
    }
    const forms = [...seen]
    for (const form of [/X \d.* Y \d/, /\d+\.\d{5,}°/, /\d+°\d+′\d+\.\d+″/, /\d+°\d+\.\d+′/])
      expect(forms.filter((text) => form.test(text)).length, String(form)).toBeGreaterThan(0)
  })
  await test.step('the place menu opens at a right click and says its place in several forms', async () => {
    const box = await driver.map.boundingBox()
    await page.mouse.click((box?.x ?? 0) + 700, (box?.y ?? 0) + 300, { button: 'right' })
    const menu = page.getByRole('menu', { name: driver.say(shellText.placeMenu) })
    await expect(menu.getByRole('menuitem')).toHaveCount(8)
    await expect(menu).toContainText(/X .* Y /)
    await expect(menu).toContainText('°')
    await page.keyboard.press('Escape')
    await expect(menu).toHaveCount(0)
  })
})

test.describe('a finger', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true })

  test('moves a layer by its handle', async ({ driver, page, secondDistrict }) => {
    await driver.open(secondDistrict)
    await driver.showTab('layersPanel')
    const names = () =>
      driver.tree.locator('[data-layer]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.layer))
    const before = await names()
    await page.getByRole('button', { name: driver.say(shellText.raise) }).tap()
    const row = driver.tree.locator('[role="row"]:has([data-layer])')
    // the sheet rises
    let last = Number.NaN
    await expect
      .poll(async () => {
        const before = last
        last = (await row.nth(1).boundingBox())?.y ?? Number.NaN
        return last - before
      })
      .toBe(0)
    expect(before.length).toBeGreaterThan(1)
    const from = await row.nth(1).locator('[slot="drag"]').boundingBox()
    const to = await row.nth(0).boundingBox()
    if (!from || !to) throw new Error('the rows have no place')
    const x = from.x + from.width / 2
    const client = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x, y }] })
    const drag = async (y0: number, y1: number) => {
      await touch('touchStart', y0)
      for (let step = 1; step <= 10; step++) await touch('touchMove', y0 + ((y1 - y0) * step) / 10)
    }
    await drag(from.y + from.height / 2, to.y + 4)
    await expect(driver.tree.locator('[data-finger-drop="before"]')).toHaveCount(1)
    await touch('touchEnd')
    await expect.poll(names).toEqual([before[1], before[0], ...before.slice(2)])
    await expect(driver.tree.locator('[data-finger-drag], [data-finger-drop]')).toHaveCount(0)
  })

  test('a long press opens the place menu', async ({ driver, page, secondDistrict }) => {
    await driver.open(secondDistrict)
    const box = await driver.map.boundingBox()
    const at = { x: (box?.x ?? 0) + 150, y: (box?.y ?? 0) + 150 }
    const client = await page.context().newCDPSession(page)
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
    await page.waitForTimeout(700)
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect(page.getByRole('menu', { name: driver.say(shellText.placeMenu) })).toBeVisible()
  })
})
