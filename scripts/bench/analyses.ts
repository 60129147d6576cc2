import type { Page } from '@playwright/test'
import summary from '../../src/analyses/area-summary.ts'
import overlap from '../../src/analyses/overlap.ts'
import quality from '../../src/analyses/quality.ts'
import zonal from '../../src/analyses/zonal-stats.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { Driver } from '../../tests/e2e/driver.ts'
import type { ChildFigure, Engines } from './measure.ts'
import { importParcels, whenDrawn } from './ours.ts'
import { tracingTasks } from './page-thread.ts'
import { type Given, withParcels } from './with-parcels.ts'

const LIMIT_MS = 90_000
/** somewhere in its work */
const CANCEL_AFTER_MS = 300

const ANALYSES = [
  { name: 'Summary', title: summary.title, layer: summary.params.layer.label },
  { name: 'Overlap', title: overlap.title, layer: overlap.params.subject.label },
  { name: 'Quality', title: quality.title, layer: quality.params.layer.label },
  // one line a parcel
  { name: 'Zonal', title: zonal.title, layer: zonal.params.zones.label },
]

/** Each analysis over n imported parcels: cancelled once, then run until its result is shown. */
async function walk(page: Page, { url, file, n, memoryMb }: Given): Promise<ChildFigure> {
  page.setDefaultTimeout(LIMIT_MS)
  const driver = new Driver(page)
  await page.goto(url)
  await whenDrawn(page)
  await importParcels(driver, file, n)
  await whenDrawn(page)
  await driver.openAnalysis()
  const detail: Record<string, number> = {}
  let ms = 0
  for (const { name, title, layer } of ANALYSES) {
    await driver.chooseAnalysis(title)
    await driver.choose(layer, `parcels-${n}`)
    await driver.run()
    await page.waitForTimeout(CANCEL_AFTER_MS)
    if (await driver.cancelRunButton.isVisible()) {
      // null: it was done before
      const { value, longest } = await tracingTasks(page, () => driver.cancelRun().catch(() => null))
      if (value !== null) {
        detail[`cancel${name}Ms`] = value
        detail[`cancel${name}TaskCpuMs`] = longest.cpuMs
      }
    }
    const start = performance.now()
    const { longest } = await tracingTasks(page, async () => {
      await driver.run()
      await driver.cancelRunButton.waitFor({ state: 'visible', timeout: 5000 }).catch(() => {})
      await driver.cancelRunButton.waitFor({ state: 'detached' })
      const result = page.getByRole('region', { name: new RegExp(`^分析结果：${driver.say(title)}`) })
      // few parcels may lie in none of the shipped layers
      await result
        .getByRole('grid')
        .first()
        .or(result.getByText(driver.say(analysisText.nothing)))
        .first()
        .waitFor()
      detail[`run${name}Ms`] = performance.now() - start
      // what the result sets going: members on the map, the record of the run
      await page.waitForTimeout(1500)
    })
    ms = Math.max(ms, detail[`run${name}Ms`])
    detail[`longest${name}TaskMs`] = longest.wallMs
    detail[`longest${name}TaskCpuMs`] = longest.cpuMs
  }
  return { ms, mib: memoryMb() ?? Number.NaN, extrapolated: false, detail }
}

export const engines: Engines = {
  ours: (n, { app }) => withParcels(n, app, walk),
}
