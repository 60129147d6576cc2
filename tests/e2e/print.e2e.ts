import { readFile } from 'node:fs/promises'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Text } from '../../src/core/text.ts'
import { parcelText } from '../../src/i18n/parcel.ts'
import { printText } from '../../src/i18n/print.ts'
import { shareText } from '../../src/i18n/share.ts'
import { expect, test } from './guard.ts'

// one opening for the composer: what is typed, dragged and saved; the small district's plots are its only layer
test('a map sheet by the keyboard, true to its scale', async ({ driver, elsewhere, page, secondDistrict }) => {
  test.setTimeout(90_000)
  await driver.open(secondDistrict)
  await page.keyboard.press('Control+p')
  const dialog = driver.dialog
  const preview = dialog.getByRole('application')
  const isReady = () => expect(preview).toHaveAttribute('data-ready', 'true', { timeout: 30_000 })
  const save = async (button: Text) => {
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: driver.say(button) }).click()
    return readFile(await (await download).path())
  }
  const title = '测试图名〇一二三'

  await test.step('a typed scale and title are what is printed', async () => {
    await dialog.getByRole('textbox', { name: driver.say(printText.scale) }).fill('1:12345')
    await dialog.getByRole('textbox', { name: driver.say(printText.sheetTitle) }).fill(title)
    await expect(preview).toHaveAttribute('aria-label', /1:12.345/)
    await isReady()
    const pdf = await getDocument({ data: new Uint8Array(await save(printText.pdf)), verbosity: 0 }).promise
    const sheet = await pdf.getPage(1)
    const [, , width, height] = sheet.view
    expect([(width / 72) * 25.4, (height / 72) * 25.4]).toEqual([expect.closeTo(297, 2), expect.closeTo(210, 2)])
    const words = (await sheet.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('')
    for (const word of [title, '地块', '1:12 345', '示例数据']) expect(words).toContain(word)
  })

  await test.step('an arrow key moves the ground by a tenth of the sheet; a scale that cannot be is said', async () => {
    const firstGrid = async () => {
      const pdf = await getDocument({ data: new Uint8Array(await save(printText.pdf)), verbosity: 0 }).promise
      const { items } = await (await pdf.getPage(1)).getTextContent()
      const label = items.find((item) => 'str' in item && /^Y /.test(item.str))
      if (!label || !('str' in label)) throw new Error('no grid label')
      return { value: Number(label.str.replace(/\D/g, '')), xMm: (label.transform[4] / 72) * 25.4 }
    }
    const before = await firstGrid()
    await preview.focus()
    await page.keyboard.press('ArrowRight')
    await isReady()
    const after = await firstGrid()
    const metres = (mm: number) => (mm * 12345) / 1000
    const moved = metres(before.xMm - after.xMm) + after.value - before.value
    // the face of A4 across is 267 mm wide
    expect(moved).toBeCloseTo(metres(26.7), -1)
    await dialog.getByRole('textbox', { name: driver.say(printText.scale) }).fill('很大')
    await expect(dialog.getByText(driver.say(printText.scaleWrong))).toBeVisible()
    await expect(dialog.getByRole('button', { name: driver.say(printText.pdf) })).toBeDisabled()
    await dialog.getByRole('textbox', { name: driver.say(printText.scale) }).fill('1万')
    await isReady()
  })

  await test.step('the picture has the check bar at 100 mm of its resolution', async () => {
    await dialog.getByText('96', { exact: true }).click()
    await isReady()
    const image = await loadImage(await save(printText.png))
    expect([image.width, image.height]).toEqual([1123, 794])
    const canvas = createCanvas(image.width, image.height)
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    let longest = 0
    // below the frame only the bars are ink
    for (let y = Math.round(image.height * 0.9); y < image.height; y++) {
      const { data } = context.getImageData(0, y, image.width, 1)
      for (let x = 0, run = 0; x < image.width; x++) {
        run = data[4 * x] < 160 ? run + 1 : 0
        longest = Math.max(longest, run)
      }
    }
    expect(Math.abs((longest / 96) * 25.4 - 100)).toBeLessThan(0.6)
  })
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  await test.step('the papers of the parcels that are selected: a plan and a table each', async () => {
    await page.keyboard.down('Control')
    await driver.dragBox(260, 200)
    await page.keyboard.up('Control')
    const chip = page.getByTestId('selection-chip')
    await expect(chip).toContainText(/选中 \d+/)
    const count = Number(/选中 (\d+)/.exec((await chip.textContent()) ?? '')?.[1])
    await chip.getByRole('button', { name: driver.say(parcelText.open) }).click()
    await expect(dialog.locator('figure[data-ready="true"]')).toBeVisible({ timeout: 30_000 })
    const pdf = await getDocument({ data: new Uint8Array(await save(parcelText.save)), verbosity: 0 }).promise
    expect(pdf.numPages).toBeGreaterThanOrEqual(2 * count)
    const words = async (n: number) =>
      (await (await pdf.getPage(n)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('')
    for (const word of [driver.say(parcelText.sides), 'J1', '1:']) expect(await words(1)).toContain(word)
    expect(await words(2)).toContain(driver.say(parcelText.tableTitle))
  })

  await test.step('the link takes the selection along, and another device opens it as it was', async () => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: driver.say(shareText.title), exact: true }).click()
    await expect(dialog.getByRole('img', { name: driver.say(shareText.qr) })).toBeVisible()
    await expect(dialog.getByRole('list', { name: driver.say(shareText.carries) })).toContainText(/选中的 \d+ 个要素/)
    const link = await dialog.getByRole('textbox', { name: driver.say(shareText.link) }).inputValue()
    expect(link.length).toBeLessThan(2000)
    const chosen = /选中 \d+/.exec((await page.getByTestId('selection-chip').textContent()) ?? '')?.[0] ?? '-'
    await page.close()
    await elsewhere.page.goto(`${link}&zz=1`)
    await expect(elsewhere.page.getByTestId('selection-chip')).toContainText(chosen)
    await expect(elsewhere.toasts).toContainText('zz')
  })
})
