import { importText } from '../../src/i18n/import.ts'
import { Driver } from '../../tests/e2e/driver.ts'
import { heapMb, inBrowser, longestTask, type Measured, pageTime } from './browser.ts'
import { withLimit } from './peer.ts'

/** where a large file is asked about first */
const GO_ON = importText.goOn.zh

/** Our built application: opened, given the file through its own import dialog, then panned and zoomed. */
export function measureOurs(url: string, file: string, parcels: number, limitMs: number): Promise<Measured> {
  return inBrowser(async (page, memoryMb) => {
    page.setDefaultTimeout(limitMs)
    const driver = new Driver(page)
    let firstMapS: number | null = null
    let longestOpeningMs: number | null = null
    try {
      await driver.open(url)
      // as the page saw it: this script waits a while to be sure that nothing more comes
      firstMapS = (await pageTime(page, 'drawn')) / 1000
      longestOpeningMs = await longestTask(page)
      const start = await pageTime(page, 'now')
      await page.addLocatorHandler(page.getByRole('button', { name: GO_ON, exact: true }), (button) => button.click())
      await withLimit(driver.importFiles([file], parcels), limitMs)
      await driver.whenDrawn()
      const drawnS = ((await pageTime(page, 'drawn')) - start) / 1000
      const longestTaskMs = await longestTask(page)
      await withLimit(move(driver), limitMs)
      return {
        parcels,
        firstMapS,
        longestOpeningMs,
        drawnS,
        longestTaskMs,
        longestMovingMs: await longestTask(page),
        memoryMb: memoryMb(),
        heapMb: await heapMb(page),
        failure: null,
      }
    } catch (error) {
      const failure = error instanceof Error ? error.message.split('\n')[0] : String(error)
      return {
        parcels,
        firstMapS,
        longestOpeningMs,
        drawnS: null,
        longestTaskMs: 0,
        longestMovingMs: null,
        memoryMb: memoryMb(),
        heapMb: null,
        failure,
      }
    }
  })
}

async function move({ page, map }: Driver): Promise<void> {
  const box = await map.boundingBox()
  if (!box) throw new Error('the map has no size')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  for (const wheel of [-300, -500, -500, 600]) {
    await page.mouse.move(x, y)
    await page.mouse.wheel(0, wheel)
    await page.waitForTimeout(800)
    await page.mouse.down()
    await page.mouse.move(x - 300, y - 150, { steps: 20 })
    await page.mouse.up()
    await page.waitForTimeout(400)
  }
}
