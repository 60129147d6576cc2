import summary from '../../src/analyses/area-summary.ts'
import grading from '../../src/analyses/grading.ts'
import overlap from '../../src/analyses/overlap.ts'
import quality from '../../src/analyses/quality.ts'
import zonalStats from '../../src/analyses/zonal-stats.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { expect, test } from './guard.ts'

test('each long analysis is cancelled at once, and the next one runs', async ({ driver, page }) => {
  await driver.open('./', '16/37.6/118.6')
  await driver.openAnalysis()
  /** ran to its end before it could be cancelled */
  let finished = 0
  for (const analysis of [overlap, quality, grading, zonalStats]) {
    await test.step(analysis.id, async () => {
      await driver.chooseAnalysis(analysis.title)
      await expect(driver.runButton).toBeEnabled()
      await driver.run()
      await expect(driver.cancelRunButton).toBeVisible()
      // somewhere in its work
      await page.waitForTimeout(200)
      if (!(await driver.cancelRunButton.isVisible())) {
        finished++
        return
      }
      // the work itself went on for longer; how many milliseconds it is on a free machine, the bench tells (analyses)
      expect(await driver.cancelRun()).toBeLessThan(2000)
      await expect(driver.runButton).toBeEnabled()
    })
  }
  await test.step('what was cancelled is not in the way of the next run', async () => {
    await driver.chooseAnalysis(summary.title)
    await driver.run()
    await expect(
      page.getByRole('region', { name: new RegExp(`^分析结果：${driver.say(summary.title)}`) }).getByRole('grid'),
    ).toBeVisible({
      timeout: 30_000,
    })
    // nothing was kept of the others
    await expect(page.getByRole('button', { name: new RegExp(driver.say(analysisText.rerun)) })).toHaveCount(1 + finished)
    expect(finished).toBeLessThan(2)
  })
})
