import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { printText } from '../../src/i18n/print.ts'
import { colourGrid, gridLines, gridOfLines, otherCells } from '../colour-grid.ts'
import { expect, test } from './guard.ts'

// What the screen and a sheet looked like when somebody last looked at them; UPDATE_LOOKS=1 keeps what they look like now, to be looked at.
const FILE = new URL('./baseline.json', import.meta.url)
const UPDATES = process.env.UPDATE_LOOKS === '1'
const baseline: Record<string, readonly string[]> = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {}
/** Of cells, what other typefaces and another renderer of WebGL may make: letters at the edge of a cell, a name that has room or not. */
const MOST_OTHER = 0.03
const SCREEN = [32, 18] as const

async function holds(name: string, png: Uint8Array, columns: number, rows: number): Promise<void> {
  const now = await colourGrid(png, columns, rows)
  await test.info().attach(name, { body: Buffer.from(png), contentType: 'image/png' })
  if (UPDATES) {
    baseline[name] = gridLines(now)
    return
  }
  const other = baseline[name] ? otherCells(gridOfLines(baseline[name]), now) : ['no baseline: run with UPDATE_LOOKS=1']
  expect.soft(other.length / now.cells.length, `${name}:\n${other.join('\n')}`).toBeLessThanOrEqual(MOST_OTHER)
}

test('screen and sheet look as they were left, in both themes and languages', { tag: '@long' }, async ({ driver, page }) => {
  await driver.open(undefined, '12/37.6/118.6')
  const say = async (name: string, theme: 'light' | 'dark') => {
    await expect(page.locator('html')).toHaveCSS('color-scheme', new RegExp(theme))
    await holds(name, await driver.whenStill(...SCREEN), ...SCREEN)
  }
  const sheet = async (name: string) => {
    await page.keyboard.press('Control+p')
    const { dialog } = driver
    await dialog.getByRole('textbox', { name: driver.say(printText.sheetDate) }).fill('2026-01-01')
    await dialog.getByRole('textbox', { name: driver.say(printText.scale) }).fill('1:50000')
    await dialog.getByText('96', { exact: true }).click()
    await dialog.getByText(driver.say(printText.partInset), { exact: true }).click()
    await page.waitForTimeout(400)
    await expect(dialog.getByRole('application')).toHaveAttribute('data-ready', 'true', { timeout: 60_000 })
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: driver.say(printText.png) }).click()
    await holds(name, await readFile(await (await download).path()), 28, 20)
    await dialog.getByText(driver.say(printText.partInset), { exact: true }).click()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }
  await say('light zh', 'light')
  await sheet('sheet zh')
  await page.emulateMedia({ colorScheme: 'dark' })
  await say('dark zh', 'dark')
  await driver.switchLanguage()
  await say('dark en', 'dark')
  await sheet('sheet en')
  await page.emulateMedia({ colorScheme: 'light' })
  await say('light en', 'light')
  if (UPDATES) writeFileSync(FILE, `${JSON.stringify(baseline, null, 2)}\n`)
})
