import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { unzipSync, zipSync } from 'fflate'
import { quietTask } from '../../src/core/task.ts'
import { encodeShapefile } from '../../src/formats/shapefile-encode.ts'
import { importText } from '../../src/i18n/import.ts'
import { Driver } from '../../tests/e2e/driver.ts'
import { createStaticServer, listen } from '../serve.mjs'
import { inBrowser } from './browser.ts'
import { parcelFabric } from './fabric.ts'
import { inFolder } from './first-view.ts'
import type { ChildFigure, Engines } from './measure.ts'
import { whenDrawn } from './ours.ts'

const LIMIT_MS = 180_000
/** in a .dbf */
const LANGUAGE_DRIVER_AT = 29
/** a word of each row of the fabric */
const WORD = '示例权利人'

export const engines: Engines = {
  ours: (n, { app }) =>
    inFolder(async (folder) => {
      const file = join(folder, `gbk-${n}.zip`)
      writeFileSync(file, await gbkZip(n))
      const server = createStaticServer({ root: app })
      try {
        const url = `http://127.0.0.1:${await listen(server, { port: 0 })}/`
        return await inBrowser((page, memoryMb) => recode(page, url, file, memoryMb))
      } finally {
        server.close()
      }
    }),
}

/** As offices send them: GBK, and neither a .cpg nor the table's language driver id that would say so; else nothing would be asked. */
async function gbkZip(n: number): Promise<Uint8Array> {
  const written = await encodeShapefile({ table: parcelFabric(n), rows: null, fields: [], encoding: 'gb18030' }, quietTask())
  const members = Object.entries(unzipSync(written)).filter(([name]) => !name.endsWith('.cpg'))
  for (const [name, bytes] of members) if (name.endsWith('.dbf')) bytes[LANGUAGE_DRIVER_AT] = 0
  return zipSync(Object.fromEntries(members), { level: 1 })
}

async function recode(page: Page, url: string, file: string, memoryMb: () => number | null): Promise<ChildFigure> {
  page.setDefaultTimeout(LIMIT_MS)
  const driver = new Driver(page)
  // tsx names functions by a helper of its own, which those that run in the page do not find there
  await page.addInitScript('globalThis.__name = (target) => target')
  await page.goto(url)
  await whenDrawn(page)
  await driver.pickFiles([file])
  const sample = driver.dialog.getByRole('region', { name: driver.say(importText.sample, { count: 5 }) })
  await sample.getByText(WORD).first().waitFor()

  const shown = async (encoding: string, isRight: boolean): Promise<number> => {
    await driver.dialog.getByRole('button', { name: new RegExp(`\\s${driver.say(importText.encoding)}$`) }).click()
    const option = page.getByRole('option', { name: encoding })
    await option.waitFor()
    // told by the page, whose frames are what is seen
    const done = page.evaluate(
      ([word, right]) =>
        new Promise<number>((resolve) => {
          let pressedAt = 0
          addEventListener('pointerup', () => (pressedAt ||= performance.now()), { capture: true, once: true })
          const look = () => {
            const rows = document.querySelector('[role="dialog"] tbody')?.textContent ?? ''
            if (pressedAt > 0 && rows.includes(word) === right) resolve(performance.now() - pressedAt)
            else requestAnimationFrame(look)
          }
          look()
        }),
      [WORD, isRight] as const,
    )
    await option.click()
    return done
  }
  const utf8Ms = await shown('UTF-8', false)
  const gbkMs = await shown('GB18030 (GBK, GB2312)', true)
  return {
    ms: Math.round(Math.max(utf8Ms, gbkMs)),
    mib: memoryMb() ?? Number.NaN,
    extrapolated: false,
    detail: { utf8Ms: Math.round(utf8Ms), gbkMs: Math.round(gbkMs) },
  }
}
