import { writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import summary from '../../src/analyses/area-summary.ts'
import overlap from '../../src/analyses/overlap.ts'
import { dashboardOf } from '../../src/commands/dashboard-of.ts'
import { tableOpen } from '../../src/commands/table-open.ts'
import type { Text } from '../../src/core/text.ts'
import { encodeFlatGeobuf } from '../../src/formats/flatgeobuf.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { dashboardText } from '../../src/i18n/dashboard.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { styleText } from '../../src/i18n/style.ts'
import { tableText } from '../../src/i18n/table.ts'
import { Driver } from '../../tests/e2e/driver.ts'
import { dropFile } from './drop-file.ts'
import { parcelFabric } from './fabric.ts'
import { type Heaps, watchHeaps } from './heaps.ts'
import type { ChildFigure, Engines } from './measure.ts'
import { importParcels, whenDrawn } from './ours.ts'
import { growthPerHour } from './soak-growth.ts'
import { type Given, withParcels } from './with-parcels.ts'

const LIMIT_MS = 60_000
const GAUGE_EVERY_MS = 60_000
/** Between two operations: nobody works without a pause. */
const PACE_MS = 700
/** Imported and removed in each round: a table, its tiles and its textures. */
const GUEST_PARCELS = 5_000
/** as the file names its layer */
const GUEST = `parcels-${GUEST_PARCELS}`

/** Runs in the page: textures and buffers of WebGL that were made and neither deleted nor collected. */
function watchGraphics(): void {
  const counts = { textures: 0, buffers: 0 }
  Object.assign(globalThis, { benchGraphics: counts })
  for (const [kind, made, ended] of [
    ['textures', 'createTexture', 'deleteTexture'],
    ['buffers', 'createBuffer', 'deleteBuffer'],
  ] as const) {
    const live = new WeakSet<object>()
    const collected = new FinalizationRegistry<null>(() => counts[kind]--)
    const prototype = WebGL2RenderingContext.prototype
    const { [made]: make, [ended]: end } = prototype as unknown as Record<
      string,
      (this: unknown, given?: object) => object | null
    >
    Object.assign(prototype, {
      [made](this: unknown) {
        const object = make.call(this)
        if (object) {
          live.add(object)
          collected.register(object, null, object)
          counts[kind]++
        }
        return object
      },
      [ended](this: unknown, object: object | null) {
        if (object && live.delete(object)) {
          collected.unregister(object)
          counts[kind]--
        }
        end.call(this, object ?? undefined)
      },
    })
  }
}

/** What stands after so many minutes. */
interface Gauge extends Heaps, Graphics {
  readonly minute: number
  readonly rounds: number
  readonly rendererMiB: number
  readonly graphicsMiB: number
}
interface Graphics {
  readonly textures: number
  readonly buffers: number
}

export const engines: Engines = {
  ours: (n, { app, minutes, curve }) => withParcels(n, app, (page, given) => soak(page, given, minutes, curve)),
}

/** An hour's work over and over, and each minute what is held when the garbage is gone. */
async function soak(page: Page, given: Given, minutes: number, curve: string | null): Promise<ChildFigure> {
  const { url, file, n, memoryMb } = given
  page.setDefaultTimeout(LIMIT_MS)
  const driver = new Driver(page)
  // tsx names functions by a helper of its own, which those that run in the page do not find there
  await page.addInitScript('globalThis.__name = (target) => target')
  await page.addInitScript(watchGraphics)
  const heaps = await watchHeaps(page)
  await page.goto(url)
  await whenDrawn(page)
  await importParcels(driver, file, n)
  await whenDrawn(page)
  const guest = {
    name: `${GUEST}.fgb`,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(await encodeFlatGeobuf(parcelFabric(GUEST_PARCELS))),
  }
  const operations = operationsOf(driver, `parcels-${n}`, guest)

  const gauges: Gauge[] = []
  const failures: Record<string, number> = {}
  const start = performance.now()
  // of this process: what comes before the first round is part of its time
  const until = minutes * 60_000
  let [rounds, done, gaugeAt] = [0, 0, start]
  const gauge = async (): Promise<Gauge> => {
    const held = await heaps()
    const { benchGraphics } = await page.evaluate(() => {
      const { benchGraphics } = globalThis as unknown as { benchGraphics: Graphics }
      return { benchGraphics }
    })
    return {
      minute: Math.round((performance.now() - start) / 6000) / 10,
      rounds,
      rendererMiB: memoryMb() ?? Number.NaN,
      graphicsMiB: memoryMb('now', 'gpu-process') ?? Number.NaN,
      ...benchGraphics,
      ...held,
    }
  }
  while (performance.now() < until) {
    for (const [name, work] of Object.entries(operations)) {
      try {
        await work()
        done++
      } catch (error) {
        failures[name] = (failures[name] ?? 0) + 1
        process.stderr.write(`${name}: ${error instanceof Error ? error.message.slice(0, 400) : error}\n`)
        for (let press = 0; press < 4; press++) await page.keyboard.press('Escape')
      }
      await page.waitForTimeout(PACE_MS)
      if (performance.now() >= gaugeAt) {
        gaugeAt = performance.now() + GAUGE_EVERY_MS
        gauges.push(await gauge())
        if (curve) writeFileSync(curve, `${JSON.stringify({ gauges, done, failures }, null, 1)}\n`)
      }
      if (performance.now() > until) break
    }
    rounds++
  }
  const last = gauges.at(-1)
  const growth = Object.fromEntries(
    (
      [
        'rendererMiB',
        'graphicsMiB',
        'pageMiB',
        'pageBuffersMiB',
        'workersMiB',
        'workersBuffersMiB',
        'domNodes',
        'textures',
      ] as const
    ).flatMap((key) => {
      const perHour = growthPerHour(gauges.map((gauge) => [gauge.minute, gauge[key]]))
      return [
        [`${key}`, last?.[key] ?? Number.NaN],
        [`${key}PerHour`, perHour ?? Number.NaN],
      ]
    }),
  )
  return {
    ms: performance.now() - start,
    mib: last?.rendererMiB ?? Number.NaN,
    extrapolated: false,
    detail: { rounds, operations: done, failed: Object.values(failures).reduce((sum, count) => sum + count, 0), ...growth },
  }
}

/** One round, each of which leaves the screen as it found it; runs are kept, as a user keeps them. */
function operationsOf(driver: Driver, parcels: string, guest: { name: string; mimeType: string; buffer: Buffer }) {
  const { page } = driver
  const region = (name: string | RegExp) => page.getByRole('region', { name })
  const shortcut = async (...keys: string[]) => {
    await driver.map.locator('canvas').first().focus()
    for (const key of keys) {
      await page.keyboard.press(key)
      await page.waitForTimeout(PACE_MS / 2)
    }
  }
  // by its whole name: that of another begins with it
  const chooseOf = async (layer: string, action: Text) => {
    await driver
      .layer(layer)
      .getByRole('button', { name: driver.say(layersText.rowMenu, { layer }) })
      .click()
    await page.getByRole('menuitem', { name: driver.say(action), exact: true }).click()
  }
  const analyse = async (title: typeof summary.title, layer: typeof summary.params.layer.label) => {
    await driver.openAnalysis()
    await driver.chooseAnalysis(title)
    await driver.choose(layer, parcels)
    await driver.run()
    const result = region(new RegExp(`^${driver.say({ zh: '分析结果', en: 'Result' })}`))
    await result
      .getByRole('grid')
      .first()
      .or(result.getByText(driver.say(analysisText.nothing)))
      .first()
      .waitFor()
    await result.getByRole('button', { name: driver.say(analysisText.closeResult) }).click()
    await page.getByRole('button', { name: driver.say(analysisText.close), exact: true }).click()
  }
  let turn = 0
  return {
    async pan() {
      turn++
      const box = await driver.map.boundingBox()
      if (!box) throw new Error('the map has no size')
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(x - 220 + (turn % 5) * 110, y - 120 + (turn % 3) * 120, { steps: 8 })
      await page.mouse.up()
    },
    zoom: () => shortcut('+', '+', '-', '-'),
    async identify() {
      await driver.clickMap(((turn * 37) % 300) - 150, ((turn * 53) % 200) - 100)
      await driver.card.waitFor({ timeout: 5000 }).catch(() => {})
      await shortcut('Escape', 'Escape')
    },
    async search() {
      const box = page.getByRole('combobox').first()
      await box.focus()
      await page.keyboard.type(String(100 + (turn % 800)))
      await page.waitForTimeout(PACE_MS)
      await box.fill('')
      await page.keyboard.press('Escape')
    },
    async table() {
      await chooseOf(parcels, tableOpen.title)
      const grid = page.getByRole('grid', { name: driver.say(tableText.grid, { layer: parcels }) })
      await grid
        .getByRole('columnheader')
        .nth(2 + (turn % 3))
        .click()
      await grid.focus()
      await page.keyboard.press('Control+End')
      await page.waitForTimeout(PACE_MS)
      await page.keyboard.press('Control+Home')
      await page.getByRole('button', { name: driver.say(tableText.close), exact: true }).click()
    },
    async dashboard() {
      await driver.doWithLayer(parcels, dashboardOf.title)
      const panel = region(driver.say(dashboardText.title))
      await panel.locator('[data-card] svg').first().waitFor()
      await panel.getByRole('button', { name: driver.say(dashboardText.close), exact: true }).click()
    },
    async style() {
      await driver.doWithLayer(parcels, layersText.style)
      const panel = region(driver.say(styleText.title, { layer: parcels }))
      await panel.getByRole('radio', { name: driver.say(styleText.graduated) }).click({ force: true })
      await page.waitForTimeout(PACE_MS)
      await panel.getByRole('button', { name: driver.say(styleText.close), exact: true }).click()
      await shortcut('Control+z')
    },
    async visibility() {
      const box = driver.layer(parcels).locator('label').first()
      await box.click()
      await page.waitForTimeout(PACE_MS)
      await shortcut('Control+z', 'Control+Shift+z', 'Control+z')
    },
    summary: () => analyse(summary.title, summary.params.layer.label),
    async overlap() {
      if (turn % 3 === 0) await analyse(overlap.title, overlap.params.subject.label)
    },
    async guest() {
      await dropFile(page, guest)
      await driver.layer(GUEST).first().waitFor()
      await whenDrawn(page)
      // with those that a round left behind which was given up
      for (let left = await driver.layer(GUEST).count(); left > 0; left--) {
        const row = driver.layer(GUEST).first()
        await row.getByRole('button', { name: driver.say(layersText.rowMenu, { layer: GUEST }) }).click()
        await page.getByRole('menuitem', { name: driver.say(layersText.remove) }).click()
        await page.waitForTimeout(PACE_MS)
      }
    },
    async swipe() {
      await shortcut('s')
      await page.waitForTimeout(PACE_MS)
      await shortcut('s')
    },
    async theme() {
      await driver.chooseMore(shellText.themeDark)
      await page.waitForTimeout(PACE_MS)
      await driver.chooseMore(shellText.themeLight)
    },
    async language() {
      await driver.switchLanguage()
      await page.waitForTimeout(PACE_MS)
      await driver.switchLanguage()
    },
    async print() {
      if (turn % 4) return
      await shortcut('Control+p')
      await driver.dialog.locator('[data-ready="true"]').first().waitFor()
      await page.keyboard.press('Escape')
    },
  }
}
