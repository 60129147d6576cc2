import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serviceWorker } from './service-worker.ts'

test('a folder outside the project gets the worker, with the list of what is in it', async () => {
  const outDir = mkdtempSync(join(tmpdir(), 'built-'))
  writeFileSync(join(outDir, 'index.html'), '<!doctype html>')
  const root = join(import.meta.dirname, '../..')
  const plugin = serviceWorker(root) as unknown as {
    configResolved(config: object): void
    closeBundle: { handler(): Promise<void> }
  }
  plugin.configResolved({ build: { outDir } })
  await plugin.closeBundle.handler()
  const script = readFileSync(join(outDir, 'sw.js'), 'utf8')
  expect(script).toContain('index.html')
})
