import { test as base, expect, type Page } from '@playwright/test'
import { Driver } from './driver.ts'

interface Options {
  /** console errors that the test provokes on purpose */
  readonly expectedErrors: { readonly patterns: readonly RegExp[] }
}
interface Fixtures {
  readonly driver: Driver
  readonly guard: undefined
}

/**
 * Every test runs under this guard: it fails on an uncaught exception, an error on the console (violations of the security
 * policy appear there), or a request to any other origin.
 */
export const test = base.extend<Options & Fixtures>({
  expectedErrors: [{ patterns: [] }, { option: true }],
  guard: [
    async ({ context, expectedErrors }, use) => {
      const faults: string[] = []
      const watch = (page: Page) => {
        page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
        page.on('console', (message) => {
          if (message.type() === 'error') faults.push(`console: ${message.text()} (${message.location().url})`)
        })
      }
      context.pages().forEach(watch)
      context.on('page', watch)
      context.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url())
        if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1') faults.push(`request: ${request.url()}`)
      })
      await context.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) =>
          console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
        )
      })
      await use(undefined)
      expect(faults.filter((fault) => !expectedErrors.patterns.some((pattern) => pattern.test(fault)))).toEqual([])
    },
    { auto: true },
  ],
  driver: async ({ page }, use) => use(new Driver(page)),
})
export { expect }
