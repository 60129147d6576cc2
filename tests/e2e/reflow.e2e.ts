import type { Page } from '@playwright/test'
import { cardText } from '../../src/i18n/card.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { expect, test } from './guard.ts'
import { outOfReach } from './reach.ts'

/** WCAG 1.4.12 */
const SPACED =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }'

/** Words whose own box hides a part of them. */
const cutWords = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, h1, h2, h3, label, p, dt, dd, th, td, [role="tab"], [role="menuitem"]')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.clientWidth > 1)
      .flatMap((element) => {
        const { overflowX, overflowY, textOverflow } = getComputedStyle(element)
        const isHidden = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
        const isCut =
          textOverflow !== 'ellipsis' &&
          ((isHidden(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
            (isHidden(overflowY) && element.scrollHeight > element.clientHeight + 2))
        return isCut ? [`${element.tagName} ${element.textContent}`] : []
      }),
  )

// 400 % of 1 280 × 1 024 (WCAG 1.4.10) and 200 % of 1 440 × 900 (1.4.4)
for (const size of [
  { width: 320, height: 640 },
  { width: 720, height: 450 },
])
  test(`enlarged until ${size.width} × ${size.height} are left, everything can be reached and read`, async ({
    driver,
    page,
    secondDistrict,
  }) => {
    await page.setViewportSize(size)
    await driver.open(secondDistrict)
    for (const locale of ['zh', 'en'] as const) {
      if (driver.locale !== locale) await driver.switchLanguage()
      for (const tab of ['layersPanel', 'cardPanel', 'resultPanel'] as const) {
        await driver.showTab(tab)
        // half of so small a screen holds little more than the form's own head and foot
        if (tab === 'resultPanel') await page.getByRole('button', { name: driver.say(shellText.raise) }).click()
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
        // sizes are a finger's matter: journey looks
        const hidden = (await outOfReach(page)).filter((fault) => !fault.startsWith('small'))
        expect([locale, tab, hidden]).toEqual([locale, tab, []])
        expect([locale, tab, await cutWords(page)]).toEqual([locale, tab, []])
      }
      await page.getByRole('button', { name: driver.say(shellText.lower) }).click()
    }
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      document.adoptedStyleSheets.push(sheet)
    }, SPACED)
    expect(await cutWords(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
  })

test('what is in view is a list: read, lit up and opened by keys, found anew where the map rests', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  await driver.map.locator('canvas').focus()
  await page.keyboard.press('e')
  const list = page.getByRole('listbox', { name: driver.say(cardText.inView) })
  await expect(list).toBeFocused()
  const all = await list.getByRole('option').count()
  expect(all).toBeGreaterThan(3)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('feature-card')).toBeVisible()

  await driver.map.locator('canvas').focus()
  // said while the map is walked: scale, then each layer with its number
  await page.keyboard.press('+')
  await expect(page.getByTestId('live-region')).toContainText(driver.say({ zh: '地块', en: 'Plots' }))
  for (let i = 0; i < 5; i++) await page.keyboard.press('+')
  await page.keyboard.press('e')
  await expect.poll(() => list.getByRole('option').count()).toBeLessThan(all)
  const few = await list.getByRole('option').count()
  await driver.map.locator('canvas').focus()
  for (let i = 0; i < 6; i++) await page.keyboard.press('-')
  await expect.poll(() => list.getByRole('option').count()).toBeGreaterThan(few)
})

test('where movement is not wanted no part glides', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict)
  await driver.openAnalysis()
  const gliding = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element)
        const isStill = `${transitionDuration}, ${animationDuration}`.split(', ').every((time) => Number.parseFloat(time) === 0)
        return isStill ? [] : [`${element.tagName} ${element.className} ${transitionDuration} ${animationDuration}`]
      }),
    )
  expect(await gliding()).toEqual([])
  // a part that glides where nobody minds is seen
  const probe = () =>
    page.evaluate(() => {
      const part = document.body.appendChild(document.createElement('i'))
      part.style.transition = 'opacity 1s'
      const { transitionDuration } = getComputedStyle(part)
      part.remove()
      return transitionDuration
    })
  expect(await probe()).toBe('0s')
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  expect(await probe()).toBe('1s')
})
