import { readFile } from 'node:fs/promises'
import { type Download, expect, type Locator, type Page } from '@playwright/test'
import type { Locale, Text } from '../../src/core/text.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { exportText } from '../../src/i18n/export.ts'
import { importText } from '../../src/i18n/import.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { t } from '../../src/i18n/t.ts'
import { colourGrid } from '../colour-grid.ts'

const IMPORT: Text = { zh: '导入', en: 'Import' }

export interface InMemoryFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

/** What a person does and sees, by role and name, in either language. */
export class Driver {
  locale: Locale = 'zh'
  constructor(readonly page: Page) {}

  get isPhone(): boolean {
    return (this.page.viewportSize()?.width ?? Number.POSITIVE_INFINITY) < 768
  }

  say(text: Text, values: Readonly<Record<string, string | number>> = {}): string {
    return t(text, this.locale, values)
  }

  // given

  /** @param at zoom/lat/lng of the map's middle */
  async open(path = './', at: string | null = null): Promise<void> {
    const lang = this.locale === 'en' ? '&lang=en' : ''
    await this.page.goto(`${path}#v=1${at ? `&map=${at}` : ''}${lang}`)
    await this.whenReady()
  }

  /** Into the address bar of the open page, which then opens it anew. */
  async pasteLink(hash: string): Promise<void> {
    const opened = this.page.waitForEvent('load')
    await this.page.goto(new URL(hash, this.page.url()).href)
    await opened
    await this.whenReady()
  }

  /** The map stands and has drawn all it has been asked to draw. */
  async whenReady(): Promise<void> {
    await expect(this.map).toHaveAttribute('data-map-state', 'ready', { timeout: 60_000 })
    await this.whenDrawn()
  }

  /** No layer is being read and nothing is left to draw, for long enough that nothing more was on its way. */
  async whenDrawn(): Promise<void> {
    const loading = this.say(layersText.loading)
    // watched in the page: each question from here would cost more than the answer is worth
    const isDrawn = await this.page.evaluate(
      async ({ loading, calmMs, mostMs }) => {
        const isBusy = () =>
          document.querySelector<HTMLElement>('[data-map-state]')?.dataset.drawn !== 'true' ||
          [...document.querySelectorAll('[role="progressbar"]')].some((bar) => bar.textContent?.includes(loading))
        const start = performance.now()
        let calmSince = start
        for (let now = start; now - calmSince < calmMs; now = performance.now()) {
          if (now - start > mostMs) return false
          if (isBusy()) calmSince = now
          await new Promise((resolve) => setTimeout(resolve, 30))
        }
        return true
      },
      { loading, calmMs: 350, mostMs: 45_000 },
    )
    expect(isDrawn, 'the map is drawn').toBe(true)
  }

  /** Three pictures in a row are the same by their grid of colours: nothing fades, and no layer is on its way any more. */
  async whenStill(columns: number, rows: number): Promise<Buffer> {
    await this.page.mouse.move(640, 2)
    let [before, same] = ['', 0]
    for (let shot = 0; shot < 60; shot++) {
      await this.page.waitForTimeout(500)
      await this.whenDrawn()
      const png = await this.page.screenshot()
      const now = JSON.stringify(await colourGrid(png, columns, rows))
      same = now === before ? same + 1 : 0
      if (same === 2) return png
      before = now
    }
    throw new Error('the screen does not come to rest')
  }

  // places

  get map(): Locator {
    return this.page.locator('[data-map-state]')
  }
  get tree(): Locator {
    return this.page.getByRole('treegrid', { name: this.say(layersText.tree) })
  }
  layer(title: string): Locator {
    return this.tree.getByRole('row', { name: title, exact: true })
  }
  get card(): Locator {
    if (this.isPhone) return this.page.getByRole('tabpanel', { name: this.say(shellText.cardPanel), exact: true })
    return this.page.locator('[data-region="card"]')
  }
  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }
  get toasts(): Locator {
    return this.page.getByRole('region', { name: this.say(shellText.messages) })
  }

  // when

  async clickMap(dx = 0, dy = 0): Promise<void> {
    const box = await this.map.boundingBox()
    if (!box) throw new Error('the map has no size')
    await this.page.mouse.click(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy)
  }

  async dragBox(width: number, height: number): Promise<void> {
    const box = await this.map.boundingBox()
    if (!box) throw new Error('the map has no size')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await this.page.mouse.move(x - width / 2, y - height / 2)
    await this.page.mouse.down()
    await this.page.mouse.move(x, y, { steps: 4 })
    await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 4 })
    await this.page.mouse.up()
  }

  async doWithLayer(title: string, action: Text): Promise<void> {
    await this.layer(title)
      .getByRole('button', { name: this.say(layersText.rowMenu, { layer: title }) })
      .click()
    await this.page.getByRole('menuitem', { name: this.say(action) }).click()
  }

  async pickFiles(files: readonly string[] | readonly InMemoryFile[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    if (this.isPhone) await this.chooseMore(IMPORT)
    else await this.page.getByRole('button', { name: this.say(IMPORT), exact: true }).click()
    await (await chooser).setFiles(files as string[])
  }

  /** Hands over files; accepts the dialog where it asks back (a guessed encoding); a message says how many features came. */
  async importFiles(files: readonly string[] | readonly InMemoryFile[], features: number): Promise<void> {
    await this.pickFiles(files)
    const commit = this.dialog.getByRole('button', { name: new RegExp(`^${this.say(IMPORT)} \\d`) })
    const n = this.say({ zh: '{n}', en: '{n}' }, { n: features })
    const done = this.toasts.getByText(new RegExp(this.say({ zh: `已导入 .*\\D${n} 个要素`, en: `Imported .*\\D${n} feature` })))
    await expect(commit.or(done).first()).toBeVisible({ timeout: 40_000 })
    if (await commit.isVisible()) await commit.click()
    await expect(done.first()).toBeVisible({ timeout: 40_000 })
  }

  /** How far the reading of a file is, over the map that goes on. */
  get readingStrip(): Locator {
    return this.page.getByRole('region', { name: this.say(importText.title), exact: true })
  }

  /** Accepts what the dialog found. */
  async acceptImport(layers = 1): Promise<void> {
    await this.dialog.getByRole('button', { name: this.say(importText.commit, { count: layers }) }).click()
    await expect(this.dialog).toHaveCount(0)
  }

  /** It may be open: after a reload it is before it is seen, and one more press would close it. */
  async openAnalysis(): Promise<void> {
    if (this.isPhone) return this.chooseMore(analysisText.title)
    const button = this.page.getByRole('button', { name: this.say(analysisText.title), exact: true })
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click()
  }

  /** In the analysis panel: the form of an analysis. */
  async chooseAnalysis(title: Text): Promise<void> {
    const panel = this.page.getByRole('region', { name: this.say(analysisText.title), exact: true })
    const name = this.say(title)
    const chosen = panel.locator('button[aria-expanded]').first()
    if ((await chosen.innerText()).startsWith(name)) return
    await chosen.click()
    const list = this.page.getByRole('region', { name: this.say(analysisText.choose) })
    await list
      .getByRole('button')
      .filter({ has: this.page.locator('strong', { hasText: new RegExp(`^${name}$`) }) })
      .click()
    await this.page.getByRole('form', { name }).waitFor()
  }

  get cancelRunButton(): Locator {
    return this.page.getByRole('form').getByRole('button', { name: this.say(analysisText.cancel), exact: true })
  }

  /** Milliseconds from the press to the word that the run was cancelled, by the page's own clock. */
  cancelRun(): Promise<number> {
    return this.page.evaluate(
      async ([name, said]) => {
        const button = Array.from(document.querySelectorAll<HTMLButtonElement>('form button')).find(
          (each) => each.textContent === name,
        )
        if (!button) throw new Error(`no button ${name}`)
        const start = performance.now()
        button.click()
        while (!document.querySelector('form')?.textContent?.includes(said)) {
          await new Promise((resolve) => setTimeout(resolve, 1))
          if (performance.now() - start > 5000) throw new Error('nothing said within 5 s')
        }
        return performance.now() - start
      },
      [this.say(analysisText.cancel), this.say(analysisText.cancelled)] as const,
    )
  }

  /** An item of the menu ⋯ in the header. */
  async chooseMore(item: Text): Promise<void> {
    // a table on a phone has a menu of this name too, further down
    await this.page
      .getByRole('button', { name: this.say(shellText.more), exact: true })
      .first()
      .click()
    await this.page
      .getByRole('menuitem', { name: this.say(item) })
      .or(this.page.getByRole('menuitemradio', { name: this.say(item) }))
      // not the step of undo that was made with it
      .first()
      .click()
  }

  /** A phone has one sheet with tabs; on a desktop these panels stand beside the map. */
  async showTab(tab: 'layersPanel' | 'cardPanel' | 'resultPanel'): Promise<void> {
    if (this.isPhone) await this.page.getByRole('tab', { name: this.say(shellText[tab]), exact: true }).click()
  }

  /** In the form of the analysis panel. */
  async choose(field: Text, option: string): Promise<void> {
    const form = this.page.getByRole('form')
    await form.getByRole('button', { name: new RegExp(`(^|\\s)${this.say(field)}$`) }).click()
    await this.page.getByRole('option', { name: option, exact: true }).click()
  }

  /** Its name ends with the keys where there is a keyboard. */
  get runButton(): Locator {
    return this.page.getByRole('form').getByRole('button', { name: new RegExp(`^${this.say(analysisText.run)}( Ctrl|$)`) })
  }

  async run(): Promise<void> {
    await this.runButton.click()
  }

  async openResultExport(): Promise<void> {
    await this.page.getByRole('button', { name: this.say(analysisText.exportResult) }).click()
  }

  /** Exports the open result and gives the file's name and bytes. */
  async exportResult(format: 'geojson' | 'csv' | 'xlsx' | 'pdf' | 'html' | 'docx'): Promise<{ name: string; bytes: Buffer }> {
    await this.openResultExport()
    await this.dialog.getByRole('radio', { name: new RegExp(`^${this.say(exportText[format])}`) }).check({ force: true })
    const download = this.page.waitForEvent('download')
    await this.dialog.getByRole('button', { name: this.say(exportText.run), exact: true }).click()
    return saved(await download)
  }

  /** Opens the export of a layer from its row. */
  async openExport(layer: string): Promise<void> {
    await this.doWithLayer(layer, layersText.export)
    // the menu that it came from is a dialog too, while it closes
    await expect(this.page.getByRole('dialog', { name: this.say(exportText.layerTitle, { layer }) })).toBeVisible()
    await expect(this.dialog).toHaveCount(1)
  }

  /** In the open dialog; the format by its name as shown. */
  async exportAs(format: string): Promise<{ name: string; bytes: Buffer }> {
    await this.dialog.getByRole('button', { name: new RegExp(`(^|\\s)${this.say(exportText.format)}$`) }).click()
    await this.page.getByRole('option', { name: new RegExp(`^${format}`) }).click()
    const download = this.page.waitForEvent('download')
    await this.dialog.getByRole('button', { name: new RegExp(`^${this.say(exportText.run)} \\d`) }).click()
    return saved(await download)
  }

  async switchLanguage(): Promise<void> {
    if (this.isPhone) await this.chooseMore(shellText.language)
    else await this.page.getByRole('button', { name: this.say(shellText.language), exact: true }).click()
    this.locale = this.locale === 'zh' ? 'en' : 'zh'
  }
}

async function saved(download: Download): Promise<{ name: string; bytes: Buffer }> {
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}
