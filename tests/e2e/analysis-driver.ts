import type { Locator, Page } from '@playwright/test'
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson'
import readXlsx from 'read-excel-file/node'
import type { Text } from '../../src/core/text.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import type { Driver } from './driver.ts'
import { expect } from './guard.ts'

export interface Named {
  readonly title: Text
}

export const PUT_ON_MAP: Text = { zh: '加为图层', en: 'Put on the map' }

/** The panel of analyses and the drawer of results, as a person uses them. */
export class Analyses {
  readonly page: Page
  constructor(readonly driver: Driver) {
    this.page = driver.page
  }

  async open(): Promise<void> {
    // close by: little to draw, and layers come all the same
    await this.driver.open('./', '16/37.6/118.6')
    await this.driver.openAnalysis()
    // figures to the hundredth of a square metre, on the screen and in files
    await this.page.getByRole('form').getByText('m²', { exact: true }).first().click()
  }
  get panel(): Locator {
    return this.page.getByRole('region', { name: this.driver.say(analysisText.title), exact: true })
  }
  /** The list of runs, the newest with them. */
  get runs(): Locator {
    const again = new RegExp(`^${this.driver.say(analysisText.rerunRun, { number: '' }).trim()}`)
    return this.panel.getByRole('listitem').filter({ has: this.page.getByRole('button', { name: again }) })
  }
  drawer({ title }: Named): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^分析结果：${this.driver.say(title)}`) })
  }
  async choose({ title }: Named): Promise<void> {
    const name = this.driver.say(title)
    const chosen = this.panel.locator('button[aria-expanded]').first()
    if ((await chosen.innerText()).startsWith(name)) return
    await chosen.click()
    const list = this.page.getByRole('region', { name: this.driver.say(analysisText.choose) })
    await list
      .getByRole('button')
      .filter({ has: this.page.locator('strong', { hasText: new RegExp(`^${name}$`) }) })
      .click()
    await expect(this.page.getByRole('form', { name })).toBeVisible()
  }
  /** Runs and waits for the result; the drawer shows it. What it showed before is no answer. */
  async run(analysis: Named): Promise<void> {
    const before = await this.runs.count()
    await this.driver.run()
    await expect(this.runs).toHaveCount(before + 1, { timeout: 90_000 })
    await expect(this.drawer(analysis).getByRole('grid')).toBeVisible()
  }
  /** Every table of the open result, read from its workbook by a reader of its own: rows by column name. */
  async tables(): Promise<Record<string, Record<string, string | number>[]>> {
    const { bytes } = await this.driver.exportResult('xlsx')
    await expect(this.driver.dialog).toHaveCount(0)
    const sheets = await readXlsx(bytes)
    return Object.fromEntries(
      sheets.map(({ sheet, data: [header, ...rows] }) => [
        sheet,
        rows.map((row) => Object.fromEntries(row.map((cell, c) => [String(header[c]), cell as string | number]))),
      ]),
    )
  }
  async layer<G extends Polygon | MultiPolygon | Point>(): Promise<readonly Feature<G, Record<string, number | string>>[]> {
    const { bytes } = await this.driver.exportResult('geojson')
    await expect(this.driver.dialog).toHaveCount(0)
    const collection = JSON.parse(bytes.toString('utf8')) as FeatureCollection<G, Record<string, number | string>> & {
      metadata: Record<string, unknown>
    }
    for (const key of ['method', 'areaProjection', 'sources', 'tables']) expect(collection.metadata[key], key).toBeTruthy()
    return collection.features
  }
  /** Puts the result on the map: a layer in the tree with as many features. */
  async putOnMap(analysis: Named): Promise<void> {
    await this.drawer(analysis)
      .getByRole('button', { name: this.driver.say(PUT_ON_MAP), exact: true })
      .click()
    await expect(
      this.driver.tree.getByRole('row', { name: new RegExp(`^${this.driver.say(analysis.title)}结果`) }).first(),
    ).toBeVisible()
  }
}
