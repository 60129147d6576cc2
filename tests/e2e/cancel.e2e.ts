import summary from '../../src/analyses/area-summary.ts'
import change from '../../src/analyses/change.ts'
import grading from '../../src/analyses/grading.ts'
import near from '../../src/analyses/near.ts'
import overlap from '../../src/analyses/overlap.ts'
import quality from '../../src/analyses/quality.ts'
import zonalStats from '../../src/analyses/zonal-stats.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import type { Driver } from './driver.ts'
import { expect, test } from './guard.ts'

/** By the page's own clock, from the press to the word that it was cancelled; the script of the test waits far longer to see it. */
function pressAndWait(driver: Driver): Promise<number> {
  return driver.page.evaluate(
    async ([name, said]) => {
      const button = Array.from(document.querySelectorAll<HTMLButtonElement>('form button')).find(
        (each) => each.textContent === name,
      )
      if (!button) throw new Error(`no button ${name}`)
      const start = performance.now()
      button.click()
      while (!document.querySelector('form')?.textContent?.includes(said)) {
        await new Promise((resolve) => setTimeout(resolve, 1))
        if (performance.now() - start > 5000) throw new Error('nothing said within 5 s')
      }
      return performance.now() - start
    },
    [driver.say(analysisText.cancel), driver.say(analysisText.cancelled)] as const,
  )
}

test('each long analysis is cancelled within 100 ms, and the next one runs', async ({ driver, page }) => {
  test.setTimeout(120_000)
  await driver.open('./', '16/37.6/118.6')
  await driver.openAnalysis()
  const panel = page.getByRole('region', { name: driver.say(analysisText.title), exact: true })
  const choose = async ({ title }: typeof summary | typeof overlap) => {
    const name = driver.say(title)
    const chosen = panel.locator('button[aria-expanded]').first()
    if ((await chosen.innerText()).startsWith(name)) return
    await chosen.click()
    const list = page.getByRole('region', { name: driver.say(analysisText.choose) })
    await list
      .getByRole('button')
      .filter({ has: page.locator('strong', { hasText: new RegExp(`^${name}$`) }) })
      .click()
  }
  const cancel = page.getByRole('form').getByRole('button', { name: driver.say(analysisText.cancel), exact: true })
  for (const analysis of [overlap, quality, change, grading, zonalStats, near] as unknown as (typeof summary)[]) {
    await test.step(analysis.id, async () => {
      await choose(analysis)
      await expect(driver.runButton).toBeEnabled()
      await driver.run()
      await expect(cancel).toBeVisible()
      // somewhere in its work
      await page.waitForTimeout(400)
      if (!(await cancel.isVisible())) return
      expect(await pressAndWait(driver)).toBeLessThan(100)
      await expect(driver.runButton).toBeEnabled()
    })
  }
  await test.step('what was cancelled is not in the way of the next run', async () => {
    await choose(summary)
    await driver.run()
    await expect(
      page.getByRole('region', { name: new RegExp(`^分析结果：${driver.say(summary.title)}`) }).getByRole('grid'),
    ).toBeVisible({
      timeout: 30_000,
    })
    // nothing else was kept
    await expect(panel.getByRole('button', { name: new RegExp(driver.say(analysisText.rerun)) })).toHaveCount(1)
  })
})
