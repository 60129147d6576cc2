import type { Page } from '@playwright/test'

/** Controls that are smaller than a finger needs (24 px), or that cannot be scrolled to where they can be pressed. */
export function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, [role="button"]')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled'))
      // a select for the browser's own form filling, which nobody presses; and what lies behind a dialog
      .filter((element) => !element.closest('[aria-hidden="true"], [inert], [style*="clip"]'))
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

/** All text twice as large, each element once, as a phone's system font of 200 % makes it. Gives back the way back. */
export async function doubleText(page: Page): Promise<() => Promise<void>> {
  const before = await page.evaluateHandle(() => {
    const elements = [...document.body.querySelectorAll<HTMLElement>('*')].filter(({ style }) => style)
    // all read before any is written: what is inherited would be doubled twice
    const all = elements.map((element) => {
      const { scrollTop, scrollLeft, style } = element
      return { element, scrollTop, scrollLeft, own: style.fontSize, size: Number.parseFloat(getComputedStyle(element).fontSize) }
    })
    for (const { element, size } of all) element.style.fontSize = `${size * 2}px`
    return all
  })
  return () =>
    before.evaluate((all) => {
      for (const { element, own } of all) element.style.fontSize = own
      for (const { element, scrollTop, scrollLeft } of all) Object.assign(element, { scrollTop, scrollLeft })
    })
}

/** Words that run out of the control they stand on, and parts of field mode's head that lie on each other. */
export function crowdedWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wordsOf = (element: Element) => {
      const rects: DOMRect[] = []
      const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
        if (node.parentElement?.closest('.visually-hidden, [aria-hidden="true"]')) continue
        const range = document.createRange()
        range.selectNode(node)
        rects.push(...range.getClientRects())
      }
      return rects
    }
    const cut = [...document.querySelectorAll<HTMLElement>('button, label, dt, dd, h2, h3, [role="menuitem"]')]
      .filter(
        (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden="true"], [inert]'),
      )
      // a press shows the rest
      .filter((element) => !element.matches('[data-short]'))
      .flatMap((element) => {
        const box = element.getBoundingClientRect()
        const words = wordsOf(element)
        // no words, or those for readers alone
        if (words.length === 0 || element.clientWidth <= 1 || element.closest('[style*="clip"]')) return []
        // of centred words one half runs out at the left, where nothing can be scrolled to
        const isOut = words.some(
          ({ left, right, top, bottom }) =>
            left < Math.max(box.left, 0) - 1 ||
            right > Math.min(box.right, innerWidth) + 1 ||
            top < box.top - 4 ||
            bottom > box.bottom + 4,
        )
        const isCut = element.tagName === 'BUTTON' && element.scrollWidth > element.clientWidth
        return isOut || isCut ? [`cut: ${element.tagName} ${element.textContent?.trim().slice(0, 40)}`] : []
      })
    const head = [...document.querySelectorAll('[data-region="field-head"] > :is(button, [role="status"])')].map(wordsOf)
    const upon = head.flatMap((ones, i) =>
      head.slice(i + 1).flatMap((others) => {
        const isUpon = ones.some((one) =>
          others.some(
            (two) => one.right - two.left > 1 && two.right - one.left > 1 && one.bottom - two.top > 4 && two.bottom - one.top > 4,
          ),
        )
        return isUpon ? [`part ${i + 1} of the head lies on another`] : []
      }),
    )
    return [...cut, ...upon]
  })
}
