import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Locale } from '../../src/core/text.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { expect } from './guard.ts'
import { crowdedWords, doubleText, outOfReach, smallTargets } from './reach.ts'

/** STATE_PICTURES=1: pictures of the screens, to be looked at; nothing compares them. */
export const PICTURES = process.env.STATE_PICTURES ? join(import.meta.dirname, '../../.cache/states') : null
if (PICTURES) mkdirSync(PICTURES, { recursive: true })

/** A phone and a tablet, upright. */
export const FIELD_SIZES = [
  { width: 360, height: 780 },
  { width: 820, height: 1180 },
]

/** Holds one screen of field mode against a thumb in both sizes: 44 px and more, nothing sideways, nothing cut with text doubled; and takes its pictures in all looks. */
export function fieldScreens(page: Page, locale: Locale): (name: string) => Promise<void> {
  const look = (theme: string) =>
    page.evaluate((name) => {
      document.documentElement.dataset.theme = name
    }, theme)
  const showMessages = (visibility: string) =>
    page.getByLabel(shellText.messages[locale], { exact: true }).evaluate((list, value) => {
      list.style.visibility = value
    }, visibility)
  return async (name) => {
    for (const size of FIELD_SIZES) {
      await page.setViewportSize(size)
      expect.soft(await smallTargets(page), `${name} ${size.width}`).toEqual([])
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect.soft(beyond, `${name} ${size.width}`).toBeLessThanOrEqual(0)
      for (const theme of PICTURES ? ['sun', 'light', 'dark'] : []) {
        await look(theme)
        await page.waitForTimeout(700)
        await page.screenshot({ path: join(PICTURES ?? '', `field-${name}-${size.width}-${theme}-${locale}.png`) })
      }
      await look('sun')
      const halve = await doubleText(page)
      expect.soft(await crowdedWords(page), `${name} ${size.width}, text doubled`).toEqual([])
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `field-${name}-${size.width}-doubled-${locale}.png`) })
      // a message may lie over them until it is closed
      await showMessages('hidden')
      expect.soft(await outOfReach(page), `${name} ${size.width}, text doubled`).toEqual([])
      await showMessages('')
      await halve()
    }
    await page.setViewportSize(FIELD_SIZES[0])
  }
}
