import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { heapMb, inBrowser, longestTask, pageTime } from './browser.ts'
import { parcelFabric } from './fabric.ts'
import { figureOf, inFolder, LIMIT_MS, served, writeGeoJson } from './first-view.ts'
import type { Engines } from './measure.ts'
import { measureOurs } from './ours.ts'

/** No server: the page is another program's and has styles of its own, which ours would refuse. */
const VIEWER = 'http://viewer.invalid/'

export const engines: Engines = {
  ours: (n, { app }) => inGeoJson(n, (file) => served(app, (url) => measureOurs(url, file, n, LIMIT_MS))),
  mapshaper: (n, { viewer }) =>
    inGeoJson(n, (file) =>
      inBrowser(async (page, memoryMb) => {
        page.setDefaultTimeout(LIMIT_MS)
        await page.route(`${VIEWER}**`, (route) => {
          const { pathname } = new URL(route.request().url())
          return route
            .fulfill({ path: join(viewer as string, pathname === '/' ? 'index.html' : pathname) })
            .catch(() => route.abort())
        })
        await page.goto(VIEWER)
        await page.locator('input[type=file]').first().waitFor({ state: 'attached' })
        const opening = await longestTask(page)
        const start = await pageTime(page, 'now')
        await page.locator('input[type=file]').first().setInputFiles(file)
        const drawnS = ((await whenPainted(page)) - start) / 1000
        const drawing = await longestTask(page)
        const measured = { parcels: n, firstMapS: null, opening, drawnS, drawing, moving: null, failure: null }
        return figureOf({ ...measured, memoryMb: memoryMb(), peakMb: memoryMb('peak'), heapMb: await heapMb(page) })
      }),
    ),
}

async function inGeoJson<T>(n: number, work: (file: string) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const file = join(folder, `parcels-${n}.geojson`)
    await writeGeoJson(file, parcelFabric(n))
    return work(file)
  })
}

/** Mapshaper draws on its page's thread, all at once. @returns when its canvas first held a picture, by the page's clock, ms */
async function whenPainted(page: Page): Promise<number> {
  const painted = await page.waitForFunction(
    () => {
      const canvas = document.querySelector<HTMLCanvasElement>('.map-layers canvas')
      if (!canvas?.width) return 0
      const middle = canvas.getContext('2d')?.getImageData(0, canvas.height >> 1, canvas.width, 1).data
      return middle?.some((value) => value > 0) ? performance.now() : 0
    },
    null,
    { polling: 50 },
  )
  return painted.jsonValue()
}
