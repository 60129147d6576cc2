import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { placeAlong } from '../../src/core/field/local-plane.ts'
import { shellText } from '../../src/i18n/shell.ts'
import type { Driver } from './driver.ts'
import { expect } from './guard.ts'

/** STATE_PICTURES=1: pictures of the screens, to be looked at; nothing compares them. */
export const PICTURES = process.env.STATE_PICTURES ? join(import.meta.dirname, '../../.cache/states') : null
if (PICTURES) mkdirSync(PICTURES, { recursive: true })

/** North-east corner of the first plot of the small district: its J2, or J3 … as the register numbers it. */
export const CORNER = { lng: 103.959455979, lat: 30.609042341 }
export const CRS = 'EPSG:4523'
export const at = (azimuthDeg: number, distanceM: number) => {
  const [lng, lat] = placeAlong(CORNER.lng, CORNER.lat, { azimuthDeg, distanceM })
  return { lng, lat }
}
/** As a phone tells it: from afar, then standing near the corner, some metres off, with one jump. */
export const TRACK = [60, 9, 7, 6, 8, 7, 90, 6, 5, 7, 8].map((metres, i) => ({
  ...at(225 + (i % 3) * 4, metres),
  accuracyM: metres === 90 ? 80 : 6,
}))

export async function stand(context: BrowserContext, place: { lng: number; lat: number; accuracyM?: number }): Promise<void> {
  await context.setGeolocation({ longitude: place.lng, latitude: place.lat, accuracy: place.accuracyM ?? 6 })
}
export async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return
  await expect(page.locator('[data-map-state]')).toHaveAttribute('data-drawn', 'true')
  await page.waitForTimeout(1000)
  await page.screenshot({ path: join(PICTURES, `${name}.png`) })
}
/** Runs in the page: its wall clock can be set, as a phone's is by its owner or its network. */
export function clockThatIsSet(): void {
  let shift = 0
  addEventListener('set-clock', (event) => {
    shift = (event as CustomEvent<number>).detail
  })
  globalThis.Date = class extends Date {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(Date.now() + shift)
      else super(...(given as [number]))
    }
  } as DateConstructor
}
export const button = (driver: Driver, words: { zh: string; en: string }, values = {}) =>
  driver.page.getByRole('button', { name: driver.say(words, values), exact: true })
/** Words with figures left open; their spaces may be such as do not break. */
export const like = (pattern: string) => new RegExp(pattern.replaceAll(' ', '\\s'))
/** By the button over the map, which is as large as a glove needs. */
export async function switchLanguage(driver: Driver): Promise<void> {
  const box = await button(driver, shellText.language).boundingBox()
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44)
  await button(driver, shellText.language).click()
  driver.locale = driver.locale === 'zh' ? 'en' : 'zh'
}
export const download = async (page: Page, press: () => Promise<void>) => {
  const coming = page.waitForEvent('download')
  await press()
  const file = await coming
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()), path: await file.path() }
}

/** Photos in the records of this device. */
export const photosKept = (page: Page) =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const { name = '' } = (await indexedDB.databases()).find(({ name }) => name?.startsWith('one-map-field:')) ?? {}
    const db = await answer(indexedDB.open(name))
    const count = await answer(db.transaction('photos').objectStore('photos').count())
    db.close()
    return count
  })

/** Files of the package in the browser's private file system, with the SHA-256 of what is in them. */
export const packFiles = (page: Page) =>
  page.evaluate(async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('one-map')
    const files: { name: string; size: number; digest: string }[] = []
    for await (const folder of root.values())
      for await (const handle of (folder as FileSystemDirectoryHandle).values()) {
        const file = await (handle as FileSystemFileHandle).getFile()
        const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
        const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
        files.push({ name: handle.name, size: file.size, digest: hex })
      }
    return files
  })
