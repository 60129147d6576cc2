import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { analysisText } from '../../src/i18n/analysis.ts'
import { cardText } from '../../src/i18n/card.ts'
import { exportText } from '../../src/i18n/export.ts'
import type { Driver } from './driver.ts'
import { expect, test } from './guard.ts'

/** What has the focus, and what somebody who sees would miss of it: a name, a ring, a place on the screen. */
const focus = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null
    if (!element || element === document.body) return { role: '', name: '', missing: ['focus'] }
    const labels = element.getAttribute('aria-labelledby')?.split(' ') ?? []
    const labelled = labels.map((id) => document.getElementById(id)?.textContent ?? '').join(' ')
    const name = (
      element.getAttribute('aria-label') ??
      (labelled || element.closest('label')?.textContent || element.textContent || element.getAttribute('placeholder') || '')
    ).trim()
    const around = [element, element.parentElement, element.parentElement?.parentElement, element.closest('label')]
    const hasRing = around.some((each) => {
      if (!each) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each)
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none'
    })
    const { left, top, right, bottom } = element.getBoundingClientRect()
    const isOn = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight
    const role = element.getAttribute('role') ?? element.tagName.toLowerCase()
    return { role, name, missing: [...(name ? [] : ['name']), ...(hasRing ? [] : ['ring']), ...(isOn ? [] : ['place'])] }
  })

/** One person without a pointer: every stop on his way is named and seen. */
class Walker {
  constructor(
    readonly driver: Driver,
    readonly page: Page,
  ) {}
  get locale() {
    return this.driver.locale
  }
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }
  /** @param wanted of role and name */
  async tabTo(wanted: RegExp, key = 'Tab', most = 70): Promise<void> {
    const seen: string[] = []
    for (let press = 0; press < most; press++) {
      const { role, name, missing } = await focus(this.page)
      const words = `${role} ${name}`
      if (press > 0 && role !== '') expect(missing, `${words}, after ${seen.at(-1)}`).toEqual([])
      if (wanted.test(words)) return
      seen.push(words)
      await this.page.keyboard.press(key)
    }
    throw new Error(`no way by ${key} to ${wanted}, but to:\n${seen.join('\n')}`)
  }
  /** A command by its words. */
  async command(zh: string, en: string): Promise<void> {
    await this.press('Control+k')
    const words = this.locale === 'zh' ? zh : en
    await this.page.keyboard.type(words)
    // the words rest before Enter means what they found
    await this.page.waitForTimeout(700)
    await expect(this.page.getByRole('option').first()).toBeVisible()
    await this.press('Enter')
  }
  /** F6 to a part of the page. */
  async region(name: string): Promise<void> {
    for (let press = 0; press < 8; press++) {
      await this.press('F6')
      if (await this.isIn(name)) return
    }
    throw new Error(`F6 never comes to ${name}`)
  }
  isIn(name: string): Promise<boolean> {
    return this.page.evaluate((region) => Boolean(document.activeElement?.closest(`[data-region="${region}"]`)), name)
  }
  /** Esc, a level a press, until the map is alone; somewhere the focus must be all the while. */
  async leave(): Promise<void> {
    const open = this.page.locator(
      '[data-region="card"], [data-region="drawer"], [role="slider"], [data-testid="selection-chip"]',
    )
    for (let press = 0; press < 10 && (await open.count()) > 0; press++) {
      await this.press('Escape')
      await this.hasFocus()
    }
    await expect(open).toHaveCount(0)
  }
  async hasFocus(): Promise<void> {
    await expect.poll(async () => (await focus(this.page)).role, { message: 'the focus is somewhere' }).not.toBe('')
  }
}

test('the main job without a pointer: no stop without a name, a ring and a way on', { tag: '@long' }, async ({
  driver,
  page,
  secondDistrict,
}) => {
  test.setTimeout(420_000)
  await driver.open(secondDistrict)
  const walker = new Walker(driver, page)
  const say = driver.say.bind(driver)
  await page.evaluate(() => {
    Object.assign(window, { pointers: 0 })
    addEventListener('pointerdown', () => Object.assign(window, { pointers: Reflect.get(window, 'pointers') + 1 }), true)
  })

  await test.step('the tree: a layer is hidden and shown', async () => {
    await walker.region('layers')
    await walker.tabTo(/^row/)
    for (let press = 0; press < 12; press++) {
      if ((await focus(page)).name.startsWith('地块')) break
      await walker.press('ArrowDown')
    }
    const box = driver.layer('地块').getByRole('checkbox')
    await expect(box).toBeChecked()
    for (let press = 0; press < 4 && !(await box.evaluate((each) => each === document.activeElement)); press++)
      await walker.press('ArrowRight')
    await walker.press('Space')
    await expect(box).not.toBeChecked()
    await walker.press('Space')
    await expect(box).toBeChecked()
  })

  await test.step('the map is asked at its crosshair, its card walked to, the feature selected and left', async () => {
    await walker.region('map')
    await driver.whenDrawn()
    await walker.press('Enter')
    await expect(driver.card).toContainText('990001')
    await walker.region('card')
    await walker.tabTo(new RegExp(`^button ${say(cardText.select)}$`))
    await walker.press('Enter')
    await expect(page.getByTestId('selection-chip')).toContainText('1')
    await walker.press('Escape')
    await expect(page.getByTestId('selection-chip')).toHaveCount(0)
    await walker.leave()
  })

  await test.step('a feature is found by its code', async () => {
    await walker.press('Control+k')
    await page.keyboard.type('990001')
    await expect(page.getByRole('option').first()).toContainText('99')
    await walker.press('Enter')
    await expect(driver.card).toContainText('990001')
    await walker.region('card')
    await walker.tabTo(new RegExp(`^button ${say(cardText.close)}`))
    await walker.press('Enter')
    await expect(driver.card).toHaveCount(0)
    await walker.hasFocus()
  })

  await test.step('a summary: the panel has the focus, the result goes home as GeoJSON', async () => {
    await walker.command('分析', 'Analysis')
    await expect(page.getByRole('form')).toBeVisible()
    await expect.poll(() => walker.isIn('card')).toBe(true)
    await expect(driver.runButton).toBeEnabled()
    await walker.press('Control+Enter')
    await expect(page.getByRole('grid')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('status').filter({ hasText: /完成，结果 \d+ 行/ })).toHaveCount(1)
    await walker.region('drawer')
    await walker.tabTo(/^grid/)
    await walker.press('ArrowDown', 'ArrowDown')
    await walker.tabTo(new RegExp(say(analysisText.exportResult)), 'Shift+Tab')
    await walker.press('Enter')
    await expect(driver.dialog).toBeVisible()
    await walker.tabTo(/^input .*GeoJSON/)
    await walker.press('Space')
    await walker.tabTo(new RegExp(`^button ${say(exportText.run)}$`))
    const download = page.waitForEvent('download')
    await walker.press('Enter')
    const { features } = JSON.parse(await readFile(await (await download).path(), 'utf8'))
    expect(features.length).toBeGreaterThan(1)
    await expect(driver.dialog).toHaveCount(0)
    await walker.leave()
  })

  await test.step('language and theme', async () => {
    await walker.command('切换语言', 'Switch language')
    driver.locale = 'en'
    await expect(page.locator('html')).toHaveAttribute('lang', /^en/)
    await walker.command('切换语言', 'Switch language')
    driver.locale = 'zh'
    await expect(page.locator('html')).toHaveAttribute('lang', /zh/)
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const before = await ground()
    for (let press = 0; press < 3 && (await ground()) === before; press++) await walker.command('切换主题', 'Switch theme')
    expect(await ground()).not.toBe(before)
  })

  await test.step('a length is measured and left', async () => {
    await walker.command('量距', 'Measure length')
    await expect.poll(() => walker.isIn('map')).toBe(true)
    await driver.whenDrawn()
    await walker.press('Enter', 'ArrowRight')
    await driver.whenDrawn()
    await walker.press('Enter', 'Control+Enter')
    await expect(driver.card).toContainText(/长度 1/)
    await walker.leave()
  })

  expect(await page.evaluate(() => Reflect.get(window, 'pointers'))).toBe(0)
})
