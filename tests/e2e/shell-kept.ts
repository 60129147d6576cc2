import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { listShell } from '../../scripts/build/service-worker.ts'
import type { Deployment } from './deployment.ts'

/** The service worker has the whole application, and what the deployment adds to it. */
export async function whenKept(page: Page): Promise<void> {
  const isKept = () =>
    page.evaluate(async () => {
      const scope = new URL('./', document.baseURI).pathname
      const has = async (cache: string, key: string) => Boolean(await (await caches.open(`one-map:${scope}:${cache}`)).match(key))
      return (await has('versions', `${scope}version/latest`)) && (await has('deployment', `${scope}layers/catalog.json`))
    })
  await expect.poll(isKept, { timeout: 60_000 }).toBe(true)
}

/** The office deploys another build: here one that bears a mark. */
export async function publishNewVersion({ root, write }: Deployment): Promise<void> {
  const before = await listShell(root)
  write(
    'index.html',
    readFileSync(join(root, 'index.html'), 'utf8').replace('<meta name="viewport"', '<meta name="build" content="next" />$&'),
  )
  const after = await listShell(root)
  const pageOf = ({ files }: typeof before) => files.find(({ path }) => path === 'index.html')?.integrity ?? ''
  const script = readFileSync(join(root, 'sw.js'), 'utf8')
  write('sw.js', script.replace(before.version, after.version).replace(pageOf(before), pageOf(after)))
}
