import type { Page } from '@playwright/test'
import { compareText } from '../../src/i18n/compare.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { printText } from '../../src/i18n/print.ts'
import { styleText } from '../../src/i18n/style.ts'
import { Driver } from '../../tests/e2e/driver.ts'
import { longestTask } from './browser.ts'
import type { ChildFigure, Engines } from './measure.ts'
import { importParcels, whenDrawn } from './ours.ts'
import { type Given, withParcels } from './with-parcels.ts'

const LIMIT_MS = 180_000
const STEPS = 90

/** Runs in the page: how far apart its frames are until it is asked. */
function watchFrames(): void {
  const frames: number[] = []
  let last = performance.now()
  const next = (now: number) => {
    frames.push(now - last)
    last = now
    if (frames.length < 2000) requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
  Object.assign(globalThis, { benchFrames: frames })
}
const framesOf = (page: Page): Promise<number[]> =>
  page.evaluate(() => (globalThis as unknown as { benchFrames: number[] }).benchFrames.slice(1).sort((a, b) => a - b))

export const engines: Engines = {
  ours: (n, { app }) => withParcels(n, app, show),
}

/** A layer gets another look, is wiped across another, and goes to paper. */
async function show(page: Page, { url, file, n, memoryMb }: Given): Promise<ChildFigure> {
  page.setDefaultTimeout(LIMIT_MS)
  const driver = new Driver(page)
  // tsx names functions by a helper of its own, which those that run in the page do not find there
  await page.addInitScript('globalThis.__name = (target) => target')
  await page.goto(url)
  await whenDrawn(page)
  await importParcels(driver, file, n)
  await whenDrawn(page)

  // from the press to the map that shows it whole; waiting for calm is not part of it
  const name = file.replace(/^.*\/(.*)\.fgb$/, '$1')
  await driver.doWithLayer(name, layersText.style)
  const panel = page.getByRole('region', { name: driver.say(styleText.title, { layer: name }) })
  const styled = async (kind: keyof typeof styleText) => {
    const before = await page.evaluate(() => performance.now())
    await panel.getByRole('radio', { name: driver.say(styleText[kind]) }).click({ force: true })
    await page.waitForFunction((since) => (globalThis as unknown as { benchDrawnAt: number }).benchDrawnAt > since, before, {
      polling: 20,
    })
    await whenDrawn(page)
    return (await page.evaluate(() => (globalThis as unknown as { benchDrawnAt: number }).benchDrawnAt)) - before
  }
  await longestTask(page)
  const graduatedMs = await styled('graduated')
  const singleMs = await styled('single')
  const style = await longestTask(page)

  await driver.map.locator('canvas').first().focus()
  await page.keyboard.press('Escape')
  await driver.map.locator('canvas').first().focus()
  await page.keyboard.press('s')
  const line = page.getByRole('slider', { name: driver.say(compareText.line) })
  await line.waitFor()
  await whenDrawn(page)
  const box = await line.boundingBox()
  if (!box) throw new Error('no line to be wiped')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await longestTask(page)
  await page.evaluate(watchFrames)
  await page.mouse.move(x - 240, y, { steps: STEPS })
  await page.mouse.move(x + 240, y, { steps: STEPS })
  const frames = await framesOf(page)
  await page.mouse.up()
  const swipe = await longestTask(page)
  await driver.map.locator('canvas').first().focus()
  await page.keyboard.press('s')
  await whenDrawn(page)

  const started = performance.now()
  await page.keyboard.press('Control+p')
  const preview = driver.dialog.getByRole('application')
  await preview.and(page.locator('[data-ready="true"]')).waitFor()
  const previewMs = performance.now() - started
  const saved = async (button: keyof typeof printText) => {
    const since = performance.now()
    const download = page.waitForEvent('download')
    await driver.dialog.getByRole('button', { name: driver.say(printText[button]), exact: true }).click()
    await (await download).path()
    return performance.now() - since
  }
  await longestTask(page)
  const pdfMs = await saved('pdf')
  const pngMs = await saved('png')
  const print = await longestTask(page)
  const at = (share: number) => Math.round(frames[Math.min(frames.length - 1, Math.floor(share * frames.length))] ?? Number.NaN)
  return {
    ms: Math.round(previewMs + pdfMs),
    mib: memoryMb() ?? Number.NaN,
    extrapolated: false,
    detail: {
      previewMs: Math.round(previewMs),
      pdfMs: Math.round(pdfMs),
      pngMs: Math.round(pngMs),
      printScriptMs: print.scriptMs,
      graduatedMs: Math.round(graduatedMs),
      singleMs: Math.round(singleMs),
      styleScriptMs: style.scriptMs,
      swipeFrames: frames.length,
      swipeMedianMs: at(0.5),
      swipe95thMs: at(0.95),
      swipeScriptMs: swipe.scriptMs,
    },
  }
}
