import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page, Route } from '@playwright/test'
import { type Deployment, deploy } from './deployment.ts'
import type { Driver } from './driver.ts'
import { expect, SECOND } from './guard.ts'

/** STATE_PICTURES=1: pictures of all states, to be looked at; nothing compares them. */
const PICTURES = process.env.STATE_PICTURES ? join(import.meta.dirname, '../../.cache/states') : null
if (PICTURES) mkdirSync(PICTURES, { recursive: true })

export const DEVICES = {
  desktop: { viewport: PICTURES ? { width: 1440, height: 900 } : { width: 1280, height: 720 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: PICTURES ? 2 : 1 },
}

export const file = (name: string, content: object | string) => ({
  name,
  mimeType: 'application/geo+json',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
})
export const square = (west: number, south: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + 0.002, south],
      [west + 0.002, south + 0.002],
      [west, south + 0.002],
      [west, south],
    ],
  ],
})
export const collection = (geometries: readonly (object | null)[]) => ({
  type: 'FeatureCollection',
  features: geometries.map((geometry, i) => ({ type: 'Feature', properties: { NAME: `甲${i + 1}号` }, geometry })),
})

/** Keeps answers back until released. */
export async function hold(page: Page, pattern: string): Promise<() => Promise<void>> {
  const held: Route[] = []
  await page.route(pattern, (route) => void held.push(route))
  return async () => {
    await page.unroute(pattern)
    await Promise.all(held.map((route) => route.continue().catch(() => null)))
  }
}

/** What each walk through the states of a screen does, on one kind of device. */
export function stateSteps(device: string) {
  let deployment: Deployment | null = null

  /** The second district with some files of its own, until `close`. @returns its address */
  const serve = async (files: Readonly<Record<string, object>> = {}): Promise<string> => {
    const texts = Object.entries(files).map(([path, content]) => [path, JSON.stringify(content)])
    deployment = await deploy(SECOND, Object.fromEntries(texts))
    return deployment.url
  }
  const close = () => deployment?.close()
  const start = async (driver: Driver, files: Readonly<Record<string, object>> = {}, at: string | null = null) => {
    await driver.open(await serve(files), at)
  }
  const picture = async (driver: Driver, name: string) => {
    if (!PICTURES) return
    await driver.page.screenshot({ path: join(PICTURES, `${name}-${device}-${driver.locale}.png`), animations: 'disabled' })
  }
  /** The state holds in Chinese and, switched in place, in English; a picture of each. */
  const inBoth = async (driver: Driver, name: string, check: () => Promise<void>) => {
    for (const locale of ['zh', 'en'] as const) {
      if (driver.locale !== locale) await driver.switchLanguage()
      await check()
      await picture(driver, name)
    }
  }
  const showAnalysis = async (driver: Driver) => {
    if (!driver.isPhone) return driver.openAnalysis()
    await driver.showTab('resultPanel')
    await driver.runButton.waitFor({ timeout: 2000 }).catch(() => driver.openAnalysis())
  }
  /** After a reload: in which language the page came back. */
  const hearLanguage = async (driver: Driver) => {
    driver.locale = (await driver.page.locator('html').getAttribute('lang')) === 'en-US' ? 'en' : 'zh'
  }
  const runPlots = async (driver: Driver) => {
    await showAnalysis(driver)
    await driver.run()
    await expect(driver.page.getByRole('grid')).toBeVisible()
  }

  return { serve, close, start, picture, inBoth, showAnalysis, hearLanguage, runPlots }
}
