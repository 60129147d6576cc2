import type { Page } from '@playwright/test'
import { exportText } from '../../src/i18n/export.ts'
import { importText } from '../../src/i18n/import.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { searchText } from '../../src/i18n/search.ts'
import { shellText } from '../../src/i18n/shell.ts'
import type { Driver } from './driver.ts'
import { expect, test } from './guard.ts'
import { shippedLayer } from './shipped.ts'

const PARCELS = shippedLayer('parcels').title

/**
 * What the screen says, in words and in names for those who do not see it, of which `pattern` finds something. Values of data are
 * what they are in either language: they stand in cells, in a card's list and among what was found; the language's own name, too.
 */
function strangers(page: Page, pattern: RegExp, data: string): Promise<string[]> {
  return page.evaluate(
    ({ source, flags, data }) => {
      const foreign = new RegExp(source, flags)
      const DATA = `dd, td, th, [role="gridcell"], body [lang], .maplibregl-canvas-container, ${data}`
      const isSaid = (element: Element | null): element is Element =>
        element !== null && !element.closest(DATA) && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      const found = new Set<string>()
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) {
        const words = walker.currentNode.textContent?.trim() ?? ''
        if (words !== '中文' && foreign.test(words) && isSaid(walker.currentNode.parentElement)) found.add(words)
      }
      for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
          const words = element.getAttribute(name) ?? ''
          if (foreign.test(words) && isSaid(element)) found.add(`${name}: ${words}`)
        }
      return [...found]
    },
    { source: pattern.source, flags: pattern.flags, data },
  )
}

/** Codes, units, names of formats, systems, programs and keys, which Chinese office texts write in Latin letters. */
const TECHNICAL =
  'GeoJSON|FlatGeobuf|GeoPackage|GeoParquet|TopoJSON|Shapefile|GeoTIFF|WKT|KML|KMZ|GML|GPX|CSV|TSV|XLSX|JSON|HTML|PDF|PNG|ZIP|TXT|DXF|UTF-8|BOM|GB18030|GBK|RFC|ISO|' +
  'CGCS2000|EPSG|GCJ|BD|WGS|WebGL|SHA-256|TD/T|GB/T|UTM|Ctrl|Shift|Alt|Esc|Enter|Tab|Delete|Backspace|Space|Home|End|PageUp|PageDown|' +
  'English|ODbL|OpenStreetMap|Tianditu|NDVI|MIT|CC0|DLBM|BDCDYH|TBMJ|Clipper|Excel|Word|WPS|LibreOffice|QGIS|ArcGIS|Krassovsky|GRS80|AHP|Web|XML|zip|shp|dbf|prj|cpg|km|ha|mu|Xian|Beijing|onemap'
const LATIN = new RegExp(`(?<![A-Za-z0-9_./@-])(?!(?:${TECHNICAL})(?![a-z])|[\\w-]+\\.\\w{2,4}\\b)[A-Za-z][a-z]{2,}`)
const HAN = /\p{Script=Han}/u

for (const locale of ['en', 'zh'] as const)
  test(`every screen speaks one language (${locale})`, async ({ driver, page }) => {
    driver.locale = locale
    const said: Record<string, string[]> = {}
    const listen = async (screen: string, data = 'template') => {
      const found = await strangers(page, locale === 'en' ? HAN : LATIN, data)
      if (found.length > 0) said[screen] = found
    }
    await driver.open('./', '15.5/37.6/118.6')
    await listen('map and tree')
    await page.getByRole('button', { name: driver.say(layersText.menu), exact: true }).click()
    await page.getByRole('menuitem', { name: driver.say(layersText.expandAll) }).click()
    await listen('tree, all groups open')
    await menuOf(driver, PARCELS[locale])
    await listen('menu of a layer')
    await page.keyboard.press('Escape')

    await driver.clickMap()
    await expect(driver.card).toBeVisible()
    await listen('hits', '[role="option"]')
    await driver.card.getByRole('option').last().click()
    await expect(page.getByTestId('feature-card')).toBeVisible()
    await listen('card')

    const box = page.getByRole('combobox', { name: driver.say(searchText.label) })
    await box.fill('zzzz 9999')
    await expect(page.getByRole('option').or(page.getByRole('status')).first()).toBeVisible()
    await listen('search, nothing found')
    await box.fill('GB00001')
    await expect(page.getByRole('option').first()).toBeVisible()
    await listen('search', '[role="option"]')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')

    await driver.openAnalysis()
    await listen('form')
    await driver.run()
    await expect(page.getByRole('grid')).toBeVisible({ timeout: 40_000 })
    await listen('result')
    await driver.openResultExport()
    await expect(driver.dialog.getByRole('button', { name: driver.say(exportText.run), exact: true })).toBeVisible()
    await listen('export')
    await page.keyboard.press('Escape')

    const name = `${{ zh: '宗地', en: 'plots' }[locale]}.geojson`
    const file = (west: number, south: number, size: number) => [
      { name, mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify(squareOf(west, south, size))) },
    ]
    // metres without a system: the dialog asks
    await driver.pickFiles(file(371_000, 4_162_000, 100))
    await expect(driver.dialog.getByText(driver.say(importText.crsAsk)).first()).toBeVisible()
    await listen('import')
    await driver.dialog.getByRole('button', { name: driver.say(importText.cancel), exact: true }).click()
    await expect(driver.dialog).toHaveCount(0)
    await driver.pickFiles(file(118.55, 37.59, 0.01))
    await driver.toasts.getByRole('button', { name: driver.say(shellText.showReceipt) }).click()
    await listen('receipt and message')
    await page.keyboard.press('Escape')

    for (const [screen, item] of [
      ['settings', { zh: '设置', en: 'Settings' }],
      ['shortcuts', { zh: '快捷键', en: 'Keyboard shortcuts' }],
    ] as const) {
      await driver.chooseMore(item)
      await expect(driver.dialog).toBeVisible()
      await listen(screen)
      await page.keyboard.press('Escape')
      await expect(driver.dialog).toHaveCount(0)
    }
    await page.getByRole('button', { name: driver.say(shellText.more), exact: true }).click()
    await listen('menu')
    expect(said).toEqual({})
  })

async function menuOf(driver: Driver, layer: string): Promise<void> {
  await driver
    .layer(layer)
    .getByRole('button', { name: driver.say(layersText.rowMenu, { layer }) })
    .click()
  await expect(driver.page.getByRole('menu')).toBeVisible()
}

const squareOf = (west: number, south: number, size: number) => ({
  type: 'Feature',
  properties: {},
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  },
})
