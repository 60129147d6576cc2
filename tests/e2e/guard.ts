import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContext, test as base, expect, type Page, type TestInfo } from '@playwright/test'
import { createStaticServer, listen } from '../../scripts/serve.mjs'
import { deploy } from './deployment.ts'
import { Driver } from './driver.ts'
import { listenTo, tellWhatStands } from './what-stands.ts'

const DIST = join(import.meta.dirname, '../../dist')
export const SECOND = join(import.meta.dirname, '../fixtures/second-district')

/** The second is the first under a name that no browser trusts (plain-http.e2e.ts). */
const OWN_HOSTS = ['127.0.0.1', 'one-map.test']

interface Options {
  /** console errors that the test provokes on purpose */
  readonly expectedErrors: { readonly patterns: readonly RegExp[] }
}
interface Fixtures {
  readonly driver: Driver
  /** another device, under the same guard: nothing kept there */
  readonly elsewhere: Driver
  readonly guard: (context: BrowserContext) => Promise<void>
}
interface WorkerFixtures {
  /** address of the built folder */
  readonly origin: string
  /** address of the built folder with the files of a small district of its own: opens in half the time */
  readonly secondDistrict: string
}

const hasFailed = ({ status, expectedStatus }: TestInfo) => status !== expectedStatus

/**
 * Every test runs under this guard: it fails on an uncaught exception, an error on the console (violations of the security
 * policy appear there), or a request to any other origin.
 */
export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  // on a port that nobody holds, in this process: a run that was killed leaves no server in the way of the next
  origin: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      if (!existsSync(join(DIST, 'index.html'))) throw new Error('dist is empty: npm run build')
      const server = createStaticServer({ root: DIST })
      await use(`http://127.0.0.1:${await listen(server, { port: 0 })}/`)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    { scope: 'worker' },
  ],
  secondDistrict: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern
    async ({}, use) => {
      const deployment = await deploy(SECOND)
      await use(deployment.url)
      await deployment.close()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ origin }, use) => use(origin),
  expectedErrors: [{ patterns: [] }, { option: true }],
  guard: [
    async ({ context, expectedErrors }, use, info) => {
      const faults: string[] = []
      const watch = (page: Page) => {
        listenTo(page)
        page.on('pageerror', (error) => faults.push(`exception: ${error.message}`))
        page.on('console', (message) => {
          if (message.type() === 'error') faults.push(`console: ${message.text()} (${message.location().url})`)
        })
      }
      const guard = async (guarded: BrowserContext) => {
        guarded.pages().forEach(watch)
        guarded.on('page', watch)
        guarded.on('request', (request) => {
          const { protocol, hostname } = new URL(request.url())
          if (!['data:', 'blob:'].includes(protocol) && !OWN_HOSTS.includes(hostname)) faults.push(`request: ${request.url()}`)
        })
        await guarded.addInitScript(() => {
          addEventListener('securitypolicyviolation', (event) =>
            console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
          )
        })
      }
      await guard(context)
      await use(guard)
      const unexpected = faults.filter((fault) => !expectedErrors.patterns.some((pattern) => pattern.test(fault)))
      if (hasFailed(info) || unexpected.length > 0) await tellWhatStands(context)
      expect(unexpected).toEqual([])
    },
    { auto: true },
  ],
  driver: async ({ page }, use) => use(new Driver(page)),
  elsewhere: async ({ browser, guard }, use, info) => {
    const context = await browser.newContext({ serviceWorkers: 'block' })
    await guard(context)
    await use(new Driver(await context.newPage()))
    if (hasFailed(info)) await tellWhatStands(context)
    await context.close()
  },
})
export { expect }
