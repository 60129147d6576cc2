import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { onemap } from '../onemap.ts'
import { type Deployment, deploy } from './deployment.ts'
import { expect, test } from './guard.ts'

const SECOND = join(import.meta.dirname, '../fixtures/second-district')
const PLOTS = { zh: '地块', en: 'Plots' }

test.describe('a published layer', () => {
  let folder: string
  let deployment: Deployment
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'published-'))
    cpSync(SECOND, folder, { recursive: true })
    const layers = join(folder, 'layers')
    const run = await onemap('layers', 'add', join(SECOND, 'layers/plots.fgb'), '--id', 'plots', '--folder', layers)
    expect(run.exit, run.stderr).toBe(0)
    deployment = await deploy(folder)
  })
  test.afterAll(async () => {
    await deployment.close()
    rmSync(folder, { recursive: true })
  })

  /** The middle of the map as a picture, the layer's table held back until `release`. */
  async function openWithoutTable(page: Page): Promise<{ picture: () => Promise<string>; release: () => void }> {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await page.route('**/layers/plots.fgb', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(deployment.url)
    const map = page.locator('[data-map-state]')
    await expect(map).toHaveAttribute('data-map-state', 'ready')
    const picture = async () => {
      const box = await map.boundingBox()
      if (!box) throw new Error('the map has no size')
      const clip = { x: box.x + box.width / 2 - 60, y: box.y + box.height / 2 - 60, width: 120, height: 120 }
      return (await page.screenshot({ clip })).toString('base64')
    }
    return { picture, release }
  }

  test('is seen from its tiles before its table is here, and is the same layer after', async ({ page, driver }) => {
    const ranges: string[] = []
    let showTiles = () => {}
    const hidden = new Promise<void>((resolve) => {
      showTiles = resolve
    })
    await page.route('**/layers/plots.pmtiles', async (route) => {
      ranges.push(route.request().headers().range ?? 'whole')
      await hidden
      await route.continue()
    })
    const { picture, release } = await openWithoutTable(page)
    const blank = await picture()
    showTiles()
    await expect.poll(picture).not.toBe(blank)
    expect(ranges.every((range) => /^bytes=\d+-\d+$/.test(range))).toBe(true)
    release()
    await driver.whenDrawn()
    await driver.clickMap()
    await expect(driver.card).toBeVisible()
    await expect(driver.layer(driver.say(PLOTS)).getByRole('alert')).toHaveCount(0)
  })

  test('is seen from a host without ranges too, and by its table alone when the tiles are not there', async ({ page }) => {
    const tiles = readFileSync(join(folder, 'layers/plots.pmtiles'))
    let body: Buffer | string = 'no tiles'
    await page.route('**/layers/plots.pmtiles', (route) => route.fulfill({ status: 200, body }))
    const without = await openWithoutTable(page)
    const blank = await without.picture()
    without.release()
    await expect.poll(without.picture).not.toBe(blank)
    body = tiles
    const { picture, release } = await openWithoutTable(page)
    await expect.poll(picture).not.toBe(blank)
    release()
  })
})
