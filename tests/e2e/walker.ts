import type { Page } from '@playwright/test'
import type { Driver } from './driver.ts'
import { expect } from './guard.ts'

/** What has the focus, and what somebody who sees would miss of it: a name, a ring, a place on the screen. */
export const focus = (page: Page) =>
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
    const isOutlined = ({ outlineStyle, outlineWidth }: CSSStyleDeclaration) =>
      outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
    const hasRing =
      around.some((each) => each && (isOutlined(getComputedStyle(each)) || getComputedStyle(each).boxShadow !== 'none')) ||
      // the grip of a line
      Array.from(element.children).some((each) => isOutlined(getComputedStyle(each)))
    const { left, top, right, bottom } = element.getBoundingClientRect()
    const isOn = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight
    const role = element.getAttribute('role') ?? element.tagName.toLowerCase()
    return { role, name, missing: [...(name ? [] : ['name']), ...(hasRing ? [] : ['ring']), ...(isOn ? [] : ['place'])] }
  })

/** One person without a pointer: every stop on his way is named and seen. */
export class Walker {
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
    // a panel comes a frame after the press that opens it
    await this.page.locator(`[data-region="${name}"]`).waitFor()
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
  /** Opens what has the focus, a choice or a menu, and takes an entry of it by the arrows. */
  async pick(wanted: RegExp): Promise<void> {
    await this.press('Enter')
    const isAtEntry = async () => /^(option|menuitem)/.test((await focus(this.page)).role)
    await expect.poll(isAtEntry, { message: `an entry has the focus, before ${wanted}` }).toBe(true)
    // it stands at what is chosen now
    await this.press('Home')
    const seen: string[] = []
    for (let press = 0; press < 40; press++) {
      const { name } = await focus(this.page)
      if (wanted.test(name)) {
        await this.press('Enter')
        return expect.poll(isAtEntry, { message: `${wanted} is taken` }).toBe(false)
      }
      seen.push(name)
      await this.press('ArrowDown')
    }
    throw new Error(`no way to ${wanted}, but to:\n${seen.join('\n')}`)
  }
  /** In the tree: the menu of a layer, and what it offers. */
  async layerMenu(layer: string, item: string): Promise<void> {
    await this.region('layers')
    await this.tabTo(/^row/)
    for (let press = 0; press < 12; press++) {
      if ((await focus(this.page)).name.startsWith(layer)) break
      await this.press('ArrowDown')
    }
    for (let press = 0; press < 6; press++) {
      if ((await focus(this.page)).role === 'button' && /的操作$/.test((await focus(this.page)).name)) break
      await this.press('ArrowRight')
    }
    await this.pick(new RegExp(`^${item}$`))
  }
  /** Watches for pointers from now on: there were none when `pointers` is 0. */
  async lock(): Promise<void> {
    await this.page.evaluate(() => {
      Object.assign(window, { pointers: 0 })
      addEventListener('pointerdown', () => Object.assign(window, { pointers: Reflect.get(window, 'pointers') + 1 }), true)
    })
  }
  pointers(): Promise<number> {
    return this.page.evaluate(() => Reflect.get(window, 'pointers'))
  }
}
