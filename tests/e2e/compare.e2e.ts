import type { Locator } from '@playwright/test'
import { compareSplit } from '../../src/commands/palette/compare-split.ts'
import { compareSwipe } from '../../src/commands/palette/compare-swipe.ts'
import { chipText } from '../../src/i18n/chips.ts'
import { compareText } from '../../src/i18n/compare.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { colorAt } from './color-at.ts'
import { expect, test } from './guard.ts'
import { hold } from './state-steps.ts'

// one opening for the three ways to compare; each leaves the tree as it was
test('two looks at the same place', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict)
  const box = await driver.map.boundingBox()
  if (!box) throw new Error('the map has no size')
  const [middle, y] = [box.x + box.width / 2, box.y + box.height / 2 + 12]
  const bar = page.getByRole('region', { name: driver.say(compareText.title) })
  const line = page.getByRole('slider', { name: driver.say(compareText.line) })
  // the plots, not the ground that is there before them
  await expect.poll(() => colorAt(page, middle + 90, y)).not.toBe('243,240,231')
  const plain = await colorAt(page, middle + 90, y)
  const tree = () => driver.tree.innerText()
  const before = await tree()

  await test.step('S opens the swipe: plots on the left, the map without them on the right, both named', async () => {
    await driver.map.locator('canvas').first().focus()
    await page.keyboard.press('s')
    await expect(line).toHaveAttribute('aria-valuenow', '50')
    await expect(line).toContainText('地块')
    await expect(line).toContainText(`${driver.say(compareText.without)} 地块`)
    await expect.poll(() => colorAt(page, middle + 90, y)).not.toBe(plain)
    expect(await colorAt(page, middle - 40, y)).not.toBe(await colorAt(page, middle + 90, y))
  })

  await test.step('← → move the line by two hundredths, and what lies behind it', async () => {
    const bare = await colorAt(page, middle + 90, y)
    await line.focus()
    for (let press = 0; press < 6; press++) await page.keyboard.press('ArrowRight')
    await expect(line).toHaveAttribute('aria-valuenow', '62')
    await expect.poll(() => colorAt(page, middle + 90, y)).toBe(plain)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await expect(line).toHaveAttribute('aria-valuenow', '2')
    await expect.poll(() => colorAt(page, middle - 40, y)).toBe(bare)
  })

  await test.step('side by side the maps look at the same place, whichever is moved', async () => {
    await bar.getByRole('radio', { name: driver.say(compareText.split) }).click({ force: true })
    await expect(page.locator('canvas.maplibregl-canvas')).toHaveCount(2)
    const boxOf = (index: number) => page.locator('canvas.maplibregl-canvas').nth(index).boundingBox()
    // the maps take their new size a frame later
    await expect
      .poll(async () => {
        const [left, right] = [await boxOf(0), await boxOf(1)]
        return left && right && right.x - left.x - left.width
      })
      .toBe(0)
    const right = await boxOf(1)
    const view = () => /map=[^&]+/.exec(page.url())?.[0]
    const start = view()
    const at = { x: (right?.x ?? 0) + 200, y: (right?.y ?? 0) + 380 }
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    await page.mouse.move(at.x - 60, at.y, { steps: 4 })
    await page.mouse.up()
    // the address follows the first map, which was not touched
    await expect.poll(view).not.toBe(start)
  })

  await test.step('one after the other by hand; Esc leaves, and the tree is as it was', async () => {
    await bar.getByRole('radio', { name: driver.say(compareText.blink) }).click({ force: true })
    const shown = page.getByRole('status').filter({ hasText: driver.say(compareText.without) })
    await expect(shown).toHaveCount(0)
    await bar.getByRole('slider').press('ArrowRight')
    await expect(shown).toHaveCount(1)
    await driver.map.locator('canvas').first().focus()
    await page.keyboard.press('Escape')
    await expect(bar).toHaveCount(0)
    await expect(page.locator('canvas.maplibregl-canvas')).toHaveCount(1)
    expect(await tree()).toBe(before)
  })
})

test('four maps side by side are chosen in one line, in English too', { tag: '@long' }, async ({
  driver,
  page,
  secondDistrict,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  driver.locale = 'en'
  await driver.open(secondDistrict)
  await driver.map.locator('canvas').first().focus()
  await page.keyboard.press('s')
  const bar = page.getByRole('region', { name: driver.say(compareText.title) })
  await bar.getByRole('radio', { name: driver.say(compareText.split) }).click({ force: true })
  for (let pane = 2; pane < 4; pane++) await bar.getByRole('button', { name: driver.say(compareText.add) }).click()
  await expect(bar.getByRole('button', { name: driver.say(compareText.add) })).toBeDisabled()
  expect((await bar.boundingBox())?.height).toBeLessThan(60)
})

test('a side that is still being drawn says so, and nothing moves when it has come', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict)
  let letIn = () => {}
  const held = new Promise<void>((resolve) => {
    letIn = resolve
  })
  // the second map cannot begin before its script is here
  await page.route(/\/compare-maps-[^/]*\.js/, async (route) => {
    await held
    await route.continue()
  })
  await driver.map.locator('canvas').first().focus()
  await page.keyboard.press('s')
  const line = page.getByRole('slider', { name: driver.say(compareText.line) })
  const drawing = page.getByRole('status').getByText(driver.say(compareText.drawing), { exact: true })
  await expect(drawing).toBeVisible()
  const map = await driver.map.boundingBox()
  const word = await drawing.boundingBox()
  if (!map || !word) throw new Error('the word has no place')
  // in the middle of the half that is not there yet
  expect(Math.abs(word.x + word.width / 2 - (map.x + map.width * 0.75))).toBeLessThan(2)
  const places = () =>
    line.locator('span').evaluateAll((parts) => parts.map((part) => JSON.stringify(part.getBoundingClientRect())))
  const before = await places()
  letIn()
  await expect(drawing).toHaveCount(0)
  await expect(page.locator('canvas.maplibregl-canvas')).toHaveCount(2)
  expect(await places()).toEqual(before)

  // another layer on that side: the word comes again, and goes
  const bar = page.getByRole('region', { name: driver.say(compareText.title) })
  await page.evaluate((words) => {
    const page = globalThis as unknown as { drawingSeen: number }
    page.drawingSeen = 0
    new MutationObserver(() => {
      const isSeen = [...document.querySelectorAll('[role="status"]')].some(({ textContent }) => textContent === words)
      if (isSeen) page.drawingSeen++
    }).observe(document.body, { subtree: true, childList: true })
  }, driver.say(compareText.drawing))
  await bar.getByRole('button', { name: new RegExp(driver.say(compareText.right)) }).click()
  await page.getByRole('option').nth(1).click()
  await expect.poll(() => page.evaluate('drawingSeen')).toBeGreaterThan(0)
  await expect(drawing).toHaveCount(0)
})

// on a phone the names have the least room
for (const locale of ['zh', 'en'] as const)
  test(`a layer that is read when it is compared is named as that, uncut, then as being drawn, on the left too (${locale})`, async ({
    driver,
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    driver.locale = locale
    await driver.open()
    const release = await hold(page, '**/layers/*2024*.fgb')
    await driver.chooseMore(compareSwipe.title)
    const line = page.getByRole('slider', { name: driver.say(compareText.line) })
    const loading = line.locator('span').filter({ hasText: driver.say(compareText.loading) })
    await expect(loading).toHaveCount(1)
    expect(
      await loading.evaluate((name) => [name.scrollWidth - name.clientWidth, name.scrollHeight - name.clientHeight]),
    ).toEqual([0, 0])
    // what the left side says at each change, with whether the map has drawn all it was given
    await page.evaluate((drawing) => {
      const said: string[] = []
      Object.assign(globalThis, { said })
      const look = () => {
        const [name] = document.querySelectorAll('[role="slider"] > span:not([aria-hidden])')
        const isDrawing = document.querySelector('[data-side="0"]')?.textContent === drawing
        const now = name?.textContent?.includes('…') ? 'loading' : isDrawing ? 'drawing' : 'drawn'
        if (said.at(-1) !== now) said.push(now)
      }
      look()
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
    }, driver.say(compareText.drawing))
    await release()
    await expect(loading).toHaveCount(0, { timeout: 30_000 })
    await driver.whenDrawn()
    await expect.poll(() => page.evaluate('said')).toEqual(['loading', 'drawing', 'drawn'])
  })

test('on a phone the name of each pane stands above the sheet', async ({ driver, page, secondDistrict }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await driver.open(secondDistrict)
  await driver.chooseMore(compareSplit.title)
  const names = page.getByText(/^(无 )?地块$/).and(page.locator('[data-panes] span'))
  await expect(names).toHaveCount(2)
  const sheet = await page.getByRole('region', { name: driver.say(shellText.phoneSheet) }).boundingBox()
  for (const name of await names.all()) {
    const box = await name.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? Number.POSITIVE_INFINITY)).toBeLessThan(sheet?.y ?? 0)
  }
})

test('the names of a swipe stay on the map wherever its line stands, and its focus is one ring', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await driver.open(secondDistrict)
  await driver.chooseMore(compareSwipe.title)
  const line = page.getByRole('slider', { name: driver.say(compareText.line) })
  const map = await driver.map.boundingBox()
  if (!map) throw new Error('the map has no size')
  const names = line.locator('span').filter({ hasText: '地块' })
  await expect(names).toHaveCount(2)
  for (const [end, steps] of [
    ['Home', 7],
    ['End', 7],
  ] as const) {
    await line.press(end)
    for (let step = 0; step < steps; step++) await line.press(end === 'Home' ? 'ArrowRight' : 'ArrowLeft')
    for (const name of await names.all()) {
      const box = await name.boundingBox()
      expect(box?.x ?? Number.NEGATIVE_INFINITY).toBeGreaterThanOrEqual(map.x)
      expect((box?.x ?? 0) + (box?.width ?? Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(map.x + map.width)
    }
  }
  // the grip has the ring; around the whole height it was two stray white lines over the map
  expect(await line.evaluate((element) => getComputedStyle(element).boxShadow)).toBe('none')
})

test('on an English phone four panes are chosen in three rows: what cannot be pressed takes no room', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  driver.locale = 'en'
  await driver.open(secondDistrict)
  await driver.chooseMore(compareSplit.title)
  const bar = page.getByRole('region', { name: driver.say(compareText.title) })
  for (let pane = 2; pane < 4; pane++) await bar.getByRole('button', { name: driver.say(compareText.add) }).click()
  const remove = bar.getByRole('button', { name: driver.say(compareText.remove) })
  await expect(remove).toBeVisible()
  const ways = await bar.getByRole('radiogroup').boundingBox()
  expect(Math.abs(((await remove.boundingBox())?.y ?? 0) - (ways?.y ?? Number.NaN))).toBeLessThan(10)
})

for (const locale of ['zh', 'en'] as const)
  test(`on a phone a message stands clear of what is compared and of the names of sides (${locale})`, async ({
    driver,
    page,
    secondDistrict,
  }) => {
    await page.setViewportSize({ width: 360, height: 780 })
    driver.locale = locale
    await driver.open(secondDistrict)
    await driver.showTab('layersPanel')
    await page.getByRole('button', { name: driver.say(shellText.raise) }).click()
    // what is filtered is said below the bar
    await page
      .getByRole('list', { name: driver.say(layersText.legendOf, { layer: locale === 'zh' ? '地块' : 'Plots' }) })
      .getByRole('button')
      .first()
      .click()
    const chip = page.getByRole('list', { name: driver.say(chipText.activeFilters) })
    await expect(chip).toHaveCount(1)
    await driver.chooseMore(compareSwipe.title)
    const bar = page.getByRole('region', { name: driver.say(compareText.title) })
    const message = driver.toasts.locator(':scope > div').first()
    const names = page.locator('[role="slider"] > span:not([aria-hidden]), [data-panes] > * > span:last-child')
    const clear = async (shown: Locator) => {
      const parts = [bar, chip, ...(await shown.all())]
      const boxes = await Promise.all([message, ...parts].map((part) => part.boundingBox()))
      const upon = boxes.flatMap((one, i) =>
        boxes.slice(i + 1).flatMap((two, j) => {
          if (!one || !two) throw new Error(`part ${one ? i + 1 + j : i} has no place`)
          const isBeside = one.x + one.width <= two.x || two.x + two.width <= one.x
          return isBeside || one.y + one.height <= two.y || two.y + two.height <= one.y ? [] : [`${i} and ${i + 1 + j}`]
        }),
      )
      expect(upon).toEqual([])
    }
    // it goes after ten seconds
    const withMessage = async (shown: Locator) => {
      await driver.doWithLayer(locale === 'zh' ? '区界' : 'District border', layersText.remove)
      await expect(message).toBeVisible()
      await clear(shown)
      await message.getByRole('button', { name: driver.say(shellText.undo) }).click()
      await expect(message).toHaveCount(0)
    }
    await expect(names).toHaveCount(2)
    await driver.showTab('layersPanel')
    await withMessage(names)
    const choose = (mode: keyof typeof compareText) =>
      bar.getByRole('radio', { name: driver.say(compareText[mode]) }).click({ force: true })
    // its steps are a third row
    await choose('blink')
    const shown = page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: driver.say(compareText.without) })
    await bar.getByRole('slider').press('ArrowRight')
    await expect(shown).toHaveCount(1)
    await withMessage(shown)
    await choose('split')
    for (let pane = 2; pane < 4; pane++) await bar.getByRole('button', { name: driver.say(compareText.add) }).click()
    await expect(names).toHaveCount(4)
    await withMessage(names)
  })
