import { readFile } from 'node:fs/promises'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { getDocument, OPS, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Text } from '../../src/core/text.ts'
import { exportText } from '../../src/i18n/export.ts'
import { parcelText } from '../../src/i18n/parcel.ts'
import { printText } from '../../src/i18n/print.ts'
import { shareText } from '../../src/i18n/share.ts'
import type { Driver } from './driver.ts'
import { expect, test } from './guard.ts'

/** Presses print, with a printer that only counts, and gives what the browser would send it. */
async function printed(driver: Driver): Promise<{ prints: number; pdf: PDFDocumentProxy }> {
  const { page } = driver
  await page.evaluate(() => {
    Object.assign(window, { prints: 0, print: () => Object.assign(window, { prints: Reflect.get(window, 'prints') + 1 }) })
  })
  await driver.dialog.getByRole('button', { name: driver.say(printText.print), exact: true }).click()
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'prints')), { timeout: 60_000 }).toBe(1)
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  return { prints: await page.evaluate(() => Reflect.get(window, 'prints')), pdf }
}
async function sizeMm(pdf: PDFDocumentProxy, n = 1): Promise<readonly [number, number]> {
  const [, , width, height] = (await pdf.getPage(n)).view
  return [(width / 72) * 25.4, (height / 72) * 25.4]
}
async function wordsOf(pdf: PDFDocumentProxy, n: number): Promise<string> {
  return (await (await pdf.getPage(n)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('')
}

test('a sheet of A0, and a series with a page for each feature, its index, figures and the office’s logo', {
  tag: '@long',
}, async ({ driver, page, secondDistrict }) => {
  test.setTimeout(300_000)
  await driver.open(secondDistrict)
  const { dialog } = driver
  const preview = dialog.getByRole('application')
  const isReady = async () => {
    await page.waitForTimeout(400)
    await expect(preview).toHaveAttribute('data-ready', 'true', { timeout: 60_000 })
  }
  const pdfOf = async () => {
    const download = page.waitForEvent('download', { timeout: 120_000 })
    await dialog.getByRole('button', { name: new RegExp(`^${driver.say(printText.pdf)}`) }).click()
    return getDocument({ data: new Uint8Array(await readFile(await (await download).path())), verbosity: 0 }).promise
  }
  await driver.openAnalysis()
  await driver.run()
  await expect(page.getByRole('grid')).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await page.keyboard.down('Control')
  await driver.dragBox(160, 120)
  await page.keyboard.up('Control')
  const chip = page.getByTestId('selection-chip')
  await expect(chip).toContainText(/选中 \d+/)
  const count = Number(/选中 (\d+)/.exec((await chip.textContent()) ?? '')?.[1])
  await page.keyboard.press('Control+p')
  await isReady()

  await test.step('A0 is 841 by 1189 millimetres as PDF, as a picture and for the printer', async () => {
    await dialog.getByRole('button', { name: new RegExp(driver.say(printText.paper)) }).click()
    await page.getByRole('option', { name: 'A0' }).click()
    await dialog.getByText('96', { exact: true }).click()
    await isReady()
    expect(await sizeMm(await pdfOf())).toEqual([expect.closeTo(1189, 0), expect.closeTo(841, 0)])
    const { pdf } = await printed(driver)
    expect(pdf.numPages).toBe(1)
    expect(await sizeMm(pdf)).toEqual([expect.closeTo(1189, 0), expect.closeTo(841, 0)])
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
    await dialog.getByRole('button', { name: new RegExp(driver.say(printText.paper)) }).click()
    await page.getByRole('option', { name: 'A4' }).click()
  })

  await test.step('a logo, figures of a run and a location map stand on the sheet; the logo stays with the project', async () => {
    const chooser = page.waitForEvent('filechooser')
    await dialog.getByRole('button', { name: driver.say(printText.logoChoose) }).click()
    const logo = createCanvas(1200, 600)
    logo.getContext('2d').fillRect(0, 0, 1200, 600)
    await (await chooser).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: logo.toBuffer('image/png') })
    await expect(dialog.getByRole('button', { name: driver.say(printText.logoRemove) })).toBeVisible()
    await dialog.getByRole('button', { name: new RegExp(driver.say(printText.figures)) }).click()
    await page.getByRole('option').nth(1).click()
    await dialog.getByText(driver.say(printText.figuresBoth), { exact: true }).click()
    await dialog.getByText(driver.say(printText.partInset), { exact: true }).click()
    await isReady()
    const pdf = await pdfOf()
    const words = await wordsOf(pdf, 1)
    for (const word of [printText.inset, printText.total, printText.legend]) expect(words).toContain(driver.say(word))
    const operators = await (await pdf.getPage(1)).getOperatorList()
    expect(operators.fnArray).toContain(OPS.paintImageXObject)
  })

  await test.step('a page a feature: an index, then each under its own name, numbered; the pager turns them', async () => {
    await dialog.getByText(new RegExp(`^${driver.say(printText.seriesFeatures, { count })}`)).click()
    const pages = count + 1
    const of = (n: number) => driver.say(printText.seriesPage, { page: n, pages })
    await expect(dialog.getByText(of(1))).toBeVisible({ timeout: 60_000 })
    // a button that moves while the sheet is drawn is pressed beside
    const next = dialog.getByRole('button', { name: driver.say(printText.seriesNext) })
    const places = async () => (await next.boundingBox())?.x
    const drawing = await places()
    await isReady()
    expect(await places()).toBe(drawing)
    await next.click()
    await expect(dialog.getByText(of(2))).toBeVisible()
    expect(await places()).toBe(drawing)
    await isReady()
    const pdf = await pdfOf()
    expect(pdf.numPages).toBe(pages)
    const titles = []
    for (let n = 1; n <= pages; n++) {
      const words = await wordsOf(pdf, n)
      expect(words.replace(/\s/g, '')).toContain(of(n).replace(/\s/g, ''))
      titles.push(words.slice(0, 400))
    }
    const index = await wordsOf(pdf, 1)
    expect(index).toContain(driver.say(printText.index))
    // it would lie over the numbers of some pages
    expect(index).not.toContain(driver.say(printText.legend))
    expect(await wordsOf(pdf, 2)).toContain(driver.say(printText.legend))
    expect(new Set(titles).size).toBe(pages)
  })

  await test.step('stopped in the midst, a series leaves no file, says so, and can be saved again', async () => {
    let files = 0
    page.on('download', () => files++)
    const save = dialog.getByRole('button', { name: new RegExp(`^${driver.say(printText.pdf)}`) })
    // as soon as it is there: a few sheets are written in less than a press takes from here
    await page.evaluate((name) => {
      const press = () => {
        const stop = [...document.querySelectorAll<HTMLButtonElement>('[role="dialog"] button')].find(
          ({ textContent }) => textContent === name,
        )
        if (stop) stop.click()
        else requestAnimationFrame(press)
      }
      press()
    }, driver.say(exportText.stop))
    await save.click()
    await expect(save).toBeEnabled()
    await expect(driver.toasts.getByText('已停止，没有写出文件')).toBeVisible()
    await page.waitForTimeout(2000)
    expect(files).toBe(0)
  })

  await test.step('a grid leaves empty sheets out; the logo is there after a reload', async () => {
    await dialog.getByText(driver.say(printText.seriesGrid), { exact: true }).click()
    await dialog.getByRole('textbox', { name: driver.say(printText.scale) }).fill('1:2000')
    await expect(dialog.getByText(/第 1 幅，共 \d+ 幅/)).toBeVisible({ timeout: 60_000 })
    await page.keyboard.press('Escape')
    await page.waitForTimeout(1500)
    await page.reload()
    await driver.whenReady()
    await page.keyboard.press('Control+p')
    await expect(dialog.getByRole('button', { name: driver.say(printText.logoRemove) })).toBeVisible({ timeout: 30_000 })
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  })

  await test.step('two runs go home as one report, a chapter each', async () => {
    await driver.openAnalysis()
    await page.getByRole('form').getByText(/^选中/).click()
    await driver.run()
    await driver.openResultExport()
    await dialog.getByRole('radio', { name: new RegExp(`^${driver.say(exportText.html)}`) }).check({ force: true })
    const others = dialog.getByRole('group', { name: driver.say(exportText.also) })
    await others.getByRole('checkbox').first().check({ force: true })
    await expect(dialog.getByText(driver.say(exportText.chapters, { count: 2 }))).toBeVisible()
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: driver.say(exportText.run), exact: true }).click()
    const html = await readFile(await (await download).path(), 'utf8')
    expect(html.match(/<article>/g)).toHaveLength(2)
  })
})

// one opening for the composer: what is typed, dragged and saved; the small district's plots are its only layer
test('a map sheet by the keyboard, true to its scale', async ({ driver, elsewhere, page, secondDistrict }) => {
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
    // the button gave its place to a progress bar meanwhile
    await expect(dialog.getByRole('button', { name: driver.say(printText.pdf) })).toBeFocused()
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
  await test.step('the printer gets this page at its true size, and nothing else of the screen', async () => {
    const { prints, pdf } = await printed(driver)
    expect(prints).toBe(1)
    expect(pdf.numPages).toBe(1)
    expect(await sizeMm(pdf)).toEqual([expect.closeTo(297, 0), expect.closeTo(210, 0)])
    // the print dialog is closed: the page is as it was
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
    await expect(page.locator('[data-printing]')).toHaveCount(0)
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
