import { readdirSync } from 'node:fs'
import type { Analysis } from '../../src/core/analysis.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { Analyses, PUT_ON_MAP } from './analysis-driver.ts'
import { expect, test } from './guard.ts'
import { shippedLayer } from './shipped.ts'

/** Shipped layers that are done with quickly, by the name of the parameter; what is not named stays as the form has it. */
const QUICK: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'area-summary': {},
  dissolve: { layer: 'permanent-farmland' },
  grading: { layer: 'permanent-farmland' },
  quality: { layer: 'quality-demo' },
  'zonal-stats': { zones: 'wetland-parks' },
  change: {},
}
const USUAL: Readonly<Record<string, string>> = {
  layer: 'restoration',
  subject: 'restoration',
  by: 'wetland-parks',
  to: 'wetland-parks',
}
/** Parameters by which an analysis is given ten thousand parcels, so that there is something to cancel. */
const SUBJECTS = ['layer', 'subject', 'zones']

const titleOf = (id: string) => shippedLayer(id).title.zh

async function everyAnalysis(): Promise<readonly Analysis[]> {
  const files = readdirSync('src/analyses').filter((name) => /^[a-z-]+\.ts$/.test(name) && name !== 'registry.ts')
  const found = await Promise.all(
    files.map(async (name) => (await import(`../../src/analyses/${name}`)) as { default: Analysis }),
  )
  return found.map((module) => module.default).toSorted((a, b) => a.place - b.place)
}

test('every analysis: cancelled, run, seen as chart and on the map, exported, run again, and found again after a reload', async ({
  driver,
  page,
}) => {
  test.setTimeout(900_000)
  const app = new Analyses(driver)
  await app.open()
  const analyses = await everyAnalysis()
  expect(analyses.length).toBeGreaterThan(15)
  const { runs } = app
  /** first cell of each result, by which it is known again */
  const known: { readonly analysis: Analysis; readonly cell: string; readonly number: number }[] = []
  let finished = 0
  for (const analysis of analyses) {
    await test.step(analysis.id, async () => {
      const before = await runs.count()
      await app.choose(analysis)
      const choose = async (values: Readonly<Record<string, string>>) => {
        for (const [name, id] of Object.entries(values)) {
          const param = analysis.params[name]
          if (param?.kind === 'layer') await driver.choose(param.label, titleOf(id))
        }
      }

      await choose(Object.fromEntries(SUBJECTS.map((name) => [name, 'parcels'])))
      await driver.run()
      await driver.cancelRunButton.waitFor({ state: 'visible', timeout: 3000 }).catch(() => {})
      const cancelledAfter = await driver.cancelRun().catch(() => null)
      if (cancelledAfter === null) {
        // it was quicker than the hand that would stop it
        await expect(runs).toHaveCount(before + 1, { timeout: 60_000 })
        finished++
      } else {
        // the work itself goes on for longer; how many milliseconds it is on a free machine, the bench tells (analyses)
        expect(cancelledAfter).toBeLessThan(2000)
        await expect(driver.runButton).toBeEnabled()
        await expect(runs).toHaveCount(before)
      }
      const start = await runs.count()

      await choose(QUICK[analysis.id] ?? USUAL)
      await driver.run()
      await expect(runs).toHaveCount(start + 1, { timeout: 90_000 })
      const drawer = app.drawer(analysis)
      const first = drawer.getByRole('grid').getByRole('row').nth(1).getByRole('gridcell').first()
      await expect(first).not.toHaveText('')
      const cell = (await first.innerText()).trim()

      await drawer.getByRole('tab', { name: driver.say(analysisText.chartBars) }).click()
      await expect(drawer.getByRole('figure').locator('[title]').first()).toBeVisible()
      // where there is no room beside the table it is a tab too
      const table = drawer.getByRole('tab', { name: driver.say(analysisText.table), exact: true })
      if (await table.isVisible()) await table.click()

      const { name, bytes } = await driver.exportResult('csv')
      await expect(driver.dialog).toHaveCount(0)
      // several tables are one file each in an archive
      if (name.endsWith('.csv')) expect(bytes.toString('utf8')).toContain('SHA-256')
      else expect(bytes.subarray(0, 2).toString()).toBe('PK')

      const put = drawer.getByRole('button', { name: driver.say(PUT_ON_MAP), exact: true })
      if (await put.isVisible()) await app.putOnMap(analysis)
      else {
        // its lines mark what they stand for
        await first.click()
        await expect(drawer.getByRole('row', { selected: true }).first()).toBeVisible()
        // and let go again: a selection would be what the next run is of; not by a double click
        await page.waitForTimeout(700)
        await first.click()
        await expect(drawer.getByRole('row', { selected: true })).toHaveCount(0)
      }

      await runs.first().getByRole('button', { name: /^复算/ }).click()
      await expect(runs).toHaveCount(start + 2, { timeout: 90_000 })
      await expect(first).toHaveText(cell)
      known.push({ analysis, cell, number: await runs.count() })
    })
  }
  expect(finished, 'most were cancelled').toBeLessThan(analyses.length / 2)

  await page.waitForTimeout(1500)
  const count = await runs.count()
  await page.reload()
  await driver.whenReady()
  await driver.openAnalysis()
  await expect(runs).toHaveCount(count)
  for (const { analysis, cell, number } of known) {
    await test.step(`${analysis.id} is found again`, async () => {
      // the newest stands first
      await runs
        .nth(count - number)
        .getByRole('button')
        .first()
        .click()
      await expect(app.drawer(analysis).getByRole('grid')).toContainText(cell)
    })
  }
})
