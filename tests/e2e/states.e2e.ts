import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analysisText } from '../../src/i18n/analysis.ts'
import { cardText } from '../../src/i18n/card.ts'
import '../../src/i18n/all-messages.ts'
import { chipText } from '../../src/i18n/chips.ts'
import { messageOf } from '../../src/i18n/errors.ts'
import { importText } from '../../src/i18n/import.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { searchText } from '../../src/i18n/search.ts'
import { shellText } from '../../src/i18n/shell.ts'
import { expect, SECOND, test } from './guard.ts'
import { shippedLayer } from './shipped.ts'
import { collection, DEVICES, file, hold, square, stateSteps } from './state-steps.ts'
import { unpainted } from './unpainted.ts'

// every state is brought about, not painted: a slow or missing file, a broken one, a filter that leaves nothing, no WebGL

const CONFIG = JSON.parse(readFileSync(join(SECOND, 'config.json'), 'utf8'))
const CATALOG = JSON.parse(readFileSync(join(SECOND, 'layers/catalog.json'), 'utf8'))
const PLOTS = { zh: '地块', en: 'Plots' }
const AREA_SUMMARY = { zh: '面积汇总', en: 'Area summary' }

for (const [device, options] of Object.entries(DEVICES))
  test.describe(device, device === 'phone' ? { tag: '@long' } : {}, () => {
    test.use(options)
    const { serve, close, start, picture, inBoth, showAnalysis, hearLanguage, runPlots } = stateSteps(device)
    test.afterEach(close)

    test('nothing there yet: tree, card and workbench say what would be here and how to get it', async ({ driver, page }) => {
      await start(driver, { 'layers/catalog.json': { version: 1, codeLists: [], groups: [], layers: [] } })
      await driver.showTab('layersPanel')
      await inBoth(driver, 'empty-tree', async () => {
        await expect(page.getByText(driver.say(layersText.empty))).toBeVisible()
        await expect(page.getByText(driver.say(layersText.emptyHelp))).toBeVisible()
      })
      if (driver.isPhone) {
        await driver.showTab('cardPanel')
        await inBoth(driver, 'empty-card', () => expect(page.getByText(driver.say(shellText.selectionNone))).toBeVisible())
      }
      await driver.openAnalysis()
      await inBoth(driver, 'empty-workbench', async () => {
        const kind = driver.say(analysisText.kindPolygon)
        await expect(page.getByText(driver.say(analysisText.noLayer, { kind })).first()).toBeVisible()
        await expect(driver.runButton).toBeDisabled()
      })
    })

    test('a layer on its way: its row tells, the map and the others can be used', async ({ driver, page }) => {
      const release = await hold(page, '**/plots.fgb')
      await page.goto(await serve())
      await expect(driver.map).toHaveAttribute('data-map-state', 'ready')
      await driver.showTab('layersPanel')
      const bar = () => page.getByRole('progressbar', { name: `${driver.say(layersText.loading)} ${driver.say(PLOTS)}` })
      await inBoth(driver, 'loading-tree', async () => {
        await expect(bar()).toBeVisible()
        await expect(driver.layer(driver.say({ zh: '区界', en: 'District border' })).getByRole('progressbar')).toHaveCount(0)
        // in a word for the eye too, where the count will stand
        await expect(
          driver.layer(driver.say(PLOTS)).getByText(new RegExp(`^${driver.say(layersText.loading)}( \\d+%)?$`)),
        ).toBeVisible()
      })
      const height = async () => (await driver.layer(driver.say(PLOTS)).boundingBox())?.height
      const whileRead = await height()
      await driver.openAnalysis()
      await inBoth(driver, 'loading-workbench', () =>
        expect(page.getByText(driver.say(analysisText.loadingLayer)).last()).toBeVisible(),
      )
      await page.keyboard.press('Escape')
      await driver.clickMap()
      await expect(driver.card).toContainText(driver.say(cardText.pending, { layers: driver.say(PLOTS) }))
      // it arrives while the menu of its row stands open
      const menu = { layer: driver.say(PLOTS) }
      await driver.showTab('layersPanel')
      await driver
        .layer(driver.say(PLOTS))
        .getByRole('button', { name: driver.say(layersText.rowMenu, menu) })
        .click()
      await release()
      await expect(page.getByRole('menuitem', { name: driver.say(layersText.remove) })).toBeVisible()
      await expect.poll(() => page.locator('[role="progressbar"]').count()).toBe(0)
      await page.keyboard.press('Escape')
      await expect(bar()).toHaveCount(0)
      expect(await height()).toBe(whileRead)
      await driver.showTab('cardPanel')
      await expect(driver.card.locator('dl')).not.toHaveCount(0)
    })

    test.describe('a layer that is not there', () => {
      test.use({ expectedErrors: { patterns: [/404/] } })

      test('says so in its row and in the workbench, spoils no other, and comes back on trying again', async ({
        driver,
        page,
      }) => {
        await page.route('**/plots.fgb', (route) => route.fulfill({ status: 404, body: '404' }))
        await start(driver)
        await driver.showTab('layersPanel')
        const alert = () => driver.layer(driver.say(PLOTS)).getByRole('alert')
        await inBoth(driver, 'failed-tree', async () => {
          await expect(alert()).toContainText('404')
          await expect(alert().getByRole('button', { name: driver.say(layersText.retry) })).toBeVisible()
          await expect(driver.layer(driver.say({ zh: '区界', en: 'District border' })).getByRole('alert')).toHaveCount(0)
        })
        await driver.openAnalysis()
        const retry = () => page.getByRole('form').getByRole('button', { name: driver.say(analysisText.retry) })
        await inBoth(driver, 'failed-workbench', async () => {
          await expect(page.getByRole('form')).toContainText(driver.say(analysisText.layerFailed))
          await expect(retry()).toBeVisible()
        })
        await page.unroute('**/plots.fgb')
        await retry().click()
        await expect(driver.runButton).toBeEnabled()
        await driver.showTab('layersPanel')
        await expect(alert()).toHaveCount(0)
      })
    })

    test('a layer out of scale or out of view offers the way to it', async ({ driver }) => {
      const layers = CATALOG.layers.map((layer: { id: string }) => (layer.id === 'plots' ? { ...layer, minZoom: 16 } : layer))
      await start(driver, { 'layers/catalog.json': { ...CATALOG, layers } })
      await driver.showTab('layersPanel')
      await inBoth(driver, 'out-of-scale', () =>
        expect(driver.layer(driver.say(PLOTS))).toContainText(driver.say(layersText.outOfScale)),
      )
      await driver
        .layer(driver.say(PLOTS))
        .getByRole('button', { name: driver.say(layersText.zoomToVisible) })
        .click()
      await expect(driver.layer(driver.say(PLOTS))).not.toContainText(driver.say(layersText.outOfScale))
      await driver.pasteLink('#v=1&map=17/31.2/104.5')
      await hearLanguage(driver)
      await driver.showTab('layersPanel')
      await inBoth(driver, 'out-of-view', () =>
        expect(driver.layer(driver.say(PLOTS))).toContainText(driver.say(layersText.outOfView)),
      )
      const row = driver.layer(driver.say(PLOTS))
      await row.getByRole('button', { name: driver.say(layersText.zoomTo), exact: true }).click()
      await expect(row).not.toContainText(driver.say(layersText.outOfView))
    })

    // one opening for all that a hand brings about; each step leaves things in order
    test('what is filtered, cancelled, out of date, cleared, unreadable or without a shape', async ({ driver, page }) => {
      await start(driver)

      await test.step('filters that leave nothing say so at the layer, with one press back', async () => {
        await driver.showTab('layersPanel')
        const row = () => driver.layer(driver.say(PLOTS))
        // plot 2 is a pond: what is on its card and not a tea garden is nothing
        await page.getByRole('combobox', { name: driver.say(searchText.label) }).fill('9900010002')
        await page.getByRole('option').filter({ hasText: '0002' }).first().click()
        await driver.showTab('layersPanel')
        await row().getByRole('button', { name: /茶园/ }).click()
        await driver.showTab('cardPanel')
        await page.locator('dl').getByRole('button', { name: '9900010002' }).click()
        await driver.showTab('layersPanel')
        await inBoth(driver, 'filtered-empty', async () => {
          await expect(row()).toContainText(driver.say(layersText.filteredEmpty))
          const chips = page.getByRole('list', { name: driver.say(chipText.activeFilters) }).getByRole('listitem')
          await expect(chips.filter({ hasText: driver.say(PLOTS) })).toHaveCount(2)
        })
        await row()
          .getByRole('button', { name: driver.say(layersText.clearFilter) })
          .click()
        await expect(row()).not.toContainText(driver.say(layersText.filteredEmpty))
        await expect(row()).toContainText('20')
      })

      await test.step('a run that is cancelled keeps nothing and says so; one that is stale says why', async () => {
        await showAnalysis(driver)
        const form = page.getByRole('form')
        await expect(driver.runButton).toBeEnabled()
        const release = await hold(page, '**/assets/*.js')
        await driver.run()
        await inBoth(driver, 'running', async () => {
          await expect(form.getByRole('progressbar')).toBeVisible()
          await expect(form.getByRole('button', { name: driver.say(analysisText.cancel) })).toBeVisible()
        })
        await form.getByRole('button', { name: driver.say(analysisText.cancel) }).click()
        await inBoth(driver, 'cancelled', () =>
          expect(form.getByRole('status').filter({ hasText: driver.say(analysisText.cancelled) })).toBeVisible(),
        )
        await expect(page.getByRole('grid')).toHaveCount(0)
        await release()

        await driver.showTab('layersPanel')
        const onlyTea = () => driver.layer(driver.say(PLOTS)).getByRole('button', { name: /茶园|Tea/ })
        await onlyTea().click()
        await driver.showTab('resultPanel')
        await driver.run()
        await expect(page.getByRole('grid')).toBeVisible()
        await driver.showTab('layersPanel')
        await onlyTea().click()
        await driver.showTab('resultPanel')
        await inBoth(driver, 'stale', async () => {
          await expect(page.getByRole('status').filter({ hasText: driver.say(analysisText.stale) })).toContainText(
            driver.say(analysisText.staleFilter),
          )
          // beside these words the Chinese title had two characters a line
          const title = page.getByRole('heading', { name: driver.say(AREA_SUMMARY) })
          expect((await title.boundingBox())?.height, 'the title in two lines').toBeLessThan(48)
        })
        const again = page.getByRole('status').getByRole('button', { name: driver.say(analysisText.rerun), exact: true })
        await again.click()
        await expect(again).toHaveCount(0)
      })

      await test.step('a result that the browser has cleared can be run again', async () => {
        await page.waitForTimeout(1500)
        await page.evaluate(
          () =>
            new Promise((resolve, reject) => {
              const request = indexedDB.open('one-map:990001')
              request.onerror = reject
              request.onsuccess = () => {
                const clearing = request.result.transaction('results', 'readwrite').objectStore('results').clear()
                clearing.onsuccess = () => {
                  request.result.close()
                  resolve(null)
                }
              }
            }),
        )
        await page.reload()
        await driver.whenReady()
        await hearLanguage(driver)
        await driver.showTab('resultPanel')
        await inBoth(driver, 'result-lost', () =>
          expect(page.getByRole('alert').filter({ hasText: driver.say(analysisText.lost) })).toBeVisible(),
        )
        await page
          .getByRole('button', { name: driver.say(analysisText.rerun), exact: true })
          .first()
          .click()
        await expect(page.getByRole('grid')).toBeVisible()
        // without graphics the browser left out a band of the map that it took to be covered by the row of sums
        expect(await unpainted(await page.screenshot()), 'pixels that nothing was painted on').toBe(0)
      })

      await test.step('a file being read can be stopped', async () => {
        const release = await hold(page, '**/assets/shapefile-decode*')
        await driver.pickFiles([join(SECOND, '../formats/parcels-gbk.zip')])
        await expect(driver.readingStrip.getByRole('progressbar')).toBeVisible()
        await picture(driver, 'import-reading')
        await driver.readingStrip.getByRole('button', { name: driver.say(importText.cancel), exact: true }).click()
        await expect(driver.readingStrip).toHaveCount(0)
        await expect(driver.dialog).toHaveCount(0)
        await release()
      })

      // a dialog covers the language button: it is switched between two dialogs
      for (const isSecond of [false, true])
        await test.step('a bad file among good ones is named, with its reason', async () => {
          if (isSecond) await driver.switchLanguage()
          const good = file('好.geojson', collection([square(103.96, 30.61), square(103.97, 30.62)]))
          const rows = await driver.tree.getByRole('row').count()

          await driver.pickFiles([good, file('坏.geojson', '{"type":"FeatureCollection","features":[{'), file('照片.jpg', 'x')])
          const line = (name: string) => driver.dialog.getByRole('listitem').filter({ hasText: name })
          await expect(line('坏.geojson')).toContainText(driver.say(importText.failed))
          await expect(line('照片.jpg')).toContainText(/jpg/)
          await expect(line('照片.jpg')).toContainText(driver.say(importText.failed))
          await expect(line('好.geojson')).toContainText(driver.say(importText.ready))
          await picture(driver, 'import-failed')
          await driver.acceptImport(1)
          await driver.showTab('layersPanel')
          await expect.poll(() => driver.tree.getByRole('row').count()).toBeGreaterThan(rows)
        })

      await test.step('rows without a shape are counted at import, before the run, and in the card', async () => {
        await driver.importFiles([file('缺图形.geojson', collection([square(103.96, 30.61), null, null]))], 3)
        // a phone has one sheet for the form and the result
        await driver.showTab('resultPanel')
        await page.getByRole('button', { name: driver.say(analysisText.closeResult), exact: true }).click()
        await showAnalysis(driver)
        await driver.choose(analysisText.layer, '缺图形')
        await inBoth(driver, 'partial-workbench', () =>
          expect(page.getByRole('form')).toContainText(driver.say(analysisText.checkEmpty, { count: 2 })),
        )
        await page.getByRole('combobox', { name: driver.say(searchText.label) }).fill('甲2号')
        await page.getByRole('option').filter({ hasText: '甲2号' }).first().click()
        await driver.showTab('cardPanel')
        await inBoth(driver, 'partial-card', () =>
          expect(page.locator('[data-testid="feature-card"]')).toContainText(driver.say(cardText.noGeometry)),
        )
      })
    })

    test.describe('a basemap that cannot be reached', () => {
      const HOST = 'https://tiles.example'
      test.use({ expectedErrors: { patterns: [/tiles\.example/, /net::ERR_FAILED/] } })

      test('is named, and the local layers stay', async ({ driver, page }) => {
        await page.route(`${HOST}/**`, (route) => route.abort())
        const title = { zh: '外部影像', en: 'Outside imagery' }
        const basemap = {
          id: 'outside',
          title,
          tiles: [[`${HOST}/{z}/{x}/{y}.png`]],
          tileSize: 256,
          maxZoom: 18,
          attribution: title,
          needsKey: false,
          keyHelp: null,
        }
        await start(driver, { 'config.json': { ...CONFIG, basemaps: [basemap], allowedHosts: [HOST] } })
        await driver.chooseMore(title)
        await inBoth(driver, 'basemap-failed', () =>
          // the toast keeps the name in the language in which it was raised
          expect(driver.toasts).toContainText(messageOf('map.basemap', { basemap: title.zh }, driver.locale)),
        )
        await driver.clickMap(3, -60)
        await expect(page.locator('[data-testid="feature-card"]')).toBeVisible()
      })
    })

    test('without WebGL layers, search, card, analysis and export go on', async ({ driver, page }) => {
      await page.addInitScript(() => {
        const real = HTMLCanvasElement.prototype.getContext
        HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
          return kind.includes('webgl') ? null : Reflect.apply(real, this, [kind, ...rest])
        } as typeof real
      })
      await page.goto(await serve())
      await inBoth(driver, 'no-webgl', async () => {
        await expect(page.getByRole('alert')).toContainText(driver.say(shellText.noMapTitle))
        await expect(page.getByRole('alert')).toContainText(driver.say(shellText.noMapBody))
      })
      await page.getByRole('combobox', { name: driver.say(searchText.label) }).fill('9900010002')
      await page.getByRole('option').filter({ hasText: '0002' }).first().click()
      await expect(page.locator('[data-testid="feature-card"]')).toContainText(driver.say(cardText.registeredArea))
      await runPlots(driver)
      expect((await driver.exportResult('csv')).bytes.length).toBeGreaterThan(100)
    })

    test('a large layer says that its drawing is simplified, and counts exactly', async ({ driver, page, origin }) => {
      const { title, count } = shippedLayer('parcels')
      await driver.open(origin)
      await driver.showTab('layersPanel')
      await inBoth(driver, 'huge', async () => {
        const row = driver.layer(driver.say(title))
        await expect(row).toContainText(driver.say(layersText.simplified))
        expect((await row.innerText()).replace(/\s/g, '')).toContain(String(count))
      })
      await expect(page.getByRole('alert')).toHaveCount(0)
    })
  })
