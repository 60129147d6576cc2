import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bundleCli, clearOld } from './cli.mjs'

const DAY_MS = 24 * 3600 * 1000
const KEY = '00000000000000aa'
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundles-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function bundle(name: string, daysAgo: number): string {
  const path = join(folder, name)
  mkdirSync(path)
  writeFileSync(join(path, 'main.js'), '')
  const at = new Date(Date.now() - daysAgo * DAY_MS)
  utimesSync(path, at, at)
  return path
}

it('leaves the bundle of a run that began before the sources changed, and clears away what nobody starts any more', () => {
  const own = bundle(KEY, 30)
  const running = bundle('00000000000000bb', 1)
  const building = bundle('00000000000000cc.17', 0)
  const old = bundle('00000000000000dd', 8)
  const broken = bundle('00000000000000dd.9', 8)
  const others = bundle('notes', 30)
  clearOld(folder, KEY)
  expect([own, running, building, others].map((path) => existsSync(path))).toEqual([true, true, true, true])
  expect([old, broken].map((path) => existsSync(path))).toEqual([false, false])
})

it('takes a bundle that is there, and marks it as started now', async () => {
  const path = bundle(KEY, 6)
  expect(await bundleCli('/nowhere', folder, KEY)).toBe(join(path, 'main.js'))
  expect(Date.now() - statSync(path).mtimeMs).toBeLessThan(DAY_MS)
})
