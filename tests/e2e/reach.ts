import type { Page } from '@playwright/test'

/** Controls that are smaller than a finger needs (24 px), or that cannot be scrolled to where they can be pressed. */
export function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, [role="button"]')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled'))
      // a select for the browser's own form filling, which nobody presses
      .filter((element) => !element.closest('[aria-hidden="true"]'))
      .flatMap((element) => {
        const target = element.closest('label') ?? element
        target.scrollIntoView({ block: 'center', inline: 'nearest' })
        const { left, top, right, bottom, width, height } = target.getBoundingClientRect()
        const name = `${element.getAttribute('aria-label') ?? target.textContent} ${Math.round(width)}×${Math.round(height)}`
        // what is there for readers alone
        if (width <= 1 || height <= 1) return []
        if (width < 24 || height < 24) return [`small: ${name}`]
        if (left < 0 || right > innerWidth + 0.5 || top < -0.5 || bottom > innerHeight + 0.5) return [`outside: ${name}`]
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
        return hit && (target.contains(hit) || hit.contains(target)) ? [] : [`covered: ${name}`]
      }),
  )
}

/** Whatever is pressed and is lower or narrower than a gloved finger needs (44 px, WCAG 2.5.5). */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, a[href], input, select, textarea, [role="button"], [role="option"], [role="menuitem"], [role="radio"]',
      ),
    ]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => !element.closest('[aria-hidden="true"], [inert]'))
      .flatMap((element) => {
        const target = element.closest('label') ?? element
        const { width, height } = target.getBoundingClientRect()
        // what is there for readers alone
        if (width <= 1 || height <= 1 || element.closest('[style*="clip"]')) return []
        // a target may reach beyond what is drawn
        const beyond = getComputedStyle(target, '::before')
        const reach = (drawn: number, more: string) =>
          Math.max(drawn, beyond.content === 'none' ? 0 : Number.parseFloat(more) || 0)
        const [wide, high] = [reach(width, beyond.width), reach(height, beyond.height)]
        if (wide >= 43.5 && high >= 43.5) return []
        const name = element.getAttribute('aria-label') ?? target.textContent?.trim() ?? ''
        return [`${element.tagName.toLowerCase()} ${name.slice(0, 30)} ${Math.round(wide)}×${Math.round(high)}`]
      }),
  )
}
