import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import '../../src/i18n/all-messages.ts'
import type { Catalog } from '../../src/app/catalog.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { messageOf } from '../../src/i18n/errors.ts'
import { offlineText } from '../../src/i18n/offline.ts'
import { rangedText } from '../../src/i18n/ranged.ts'
import { settingsText } from '../../src/i18n/settings.ts'
import { onemap } from '../onemap.ts'
import { colorAt } from './color-at.ts'
import { type Deployment, deploy } from './deployment.ts'
import { expect, SECOND, test } from './guard.ts'
import { manyPlots } from './many-plots.ts'
import { closeDialog, OPEN, press, publishNewBorder, takeOffline } from './offline-steps.ts'
import { publishNewVersion, whenKept } from './shell-kept.ts'

test.use({
  serviceWorkers: 'allow',
  // the server is taken away on purpose
  expectedErrors: { patterns: [/ERR_CONNECTION_(REFUSED|RESET)/, /ERR_EMPTY_RESPONSE/, /Failed to fetch/, /ERR_FAILED/] },
})

const BORDER = '区界'
const SHIPPED = join(import.meta.dirname, '../../dist/layers')

let deployment: Deployment
test.afterEach(() => deployment.close())

test('taken offline, the map works without its server; what is newer waits to be accepted; one press wipes all', async ({
  driver,
  page,
}) => {
  deployment = await deploy(SECOND)
  const status = page.locator('[data-region="status"]')
  const isNewBuild = () => page.locator('meta[name="build"]').count()
  await test.step('take offline; the browser is asked to keep it, and that it refuses is said', async () => {
    await page.addInitScript(() => {
      const refuse = async () => !Object.assign(window, { isPersistAsked: true })
      // an empty page has none
      if (navigator.storage) Object.assign(navigator.storage, { persist: refuse, persisted: async () => false })
    })
    await driver.open(deployment.url)
    await whenKept(page)
    await takeOffline(driver)
    expect(await page.evaluate(() => Reflect.get(window, 'isPersistAsked'))).toBe(true)
    await expect(status).toContainText(/在线 · 离线包 今天 \d\d:\d\d/)
  })
  await test.step('without the server: layers, identify, summary', async () => {
    await deployment.stop()
    await page.reload()
    await driver.whenReady()
    await expect(status).toContainText(/离线 · 离线包 今天/)
    await driver.clickMap(3, 5)
    await expect(driver.card).toContainText(/990001 ?\d{4}/)
    await page.keyboard.press('Escape')
    await driver.openAnalysis()
    await driver.choose(analysisText.layer, '地块')
    await driver.run()
    await expect(page.getByRole('grid').getByRole('row', { name: /合计/ })).toContainText('20')
  })
  await test.step('newer data and a newer version are offered and change nothing by themselves', async () => {
    await deployment.restart()
    publishNewBorder(deployment)
    await publishNewVersion(deployment)
    // the network is back
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await expect(page.getByText(driver.say(offlineText.newVersion))).toBeVisible()
    await expect(page.getByRole('grid').getByRole('row', { name: /合计/ })).toBeVisible()
    // all tabs closed: the browser lets the new service worker in, the version that is shown stays
    await page.goto('about:blank')
    await driver.open(deployment.url)
    await expect(page.getByText(driver.say(offlineText.newVersion))).toBeVisible()
    expect(await isNewBuild()).toBe(0)
    await expect(driver.layer(BORDER)).toContainText(/\b1\b/)
    await expect(driver.layer(BORDER)).toContainText(driver.say(offlineText.newer, { date: '2027-03-01' }))
  })
  await test.step('accepted, they are taken', async () => {
    await page.getByRole('button', { name: driver.say(offlineText.accept), exact: true }).click()
    await expect.poll(isNewBuild).toBe(1)
    await driver.whenReady()
    await driver.chooseMore(OPEN)
    await press(driver, driver.say(offlineText.update))
    await expect(driver.layer(BORDER)).toContainText(/\b2\b/)
    await driver.whenReady()
  })
  await test.step('wiped, nothing is left', async () => {
    await driver.chooseMore({ zh: '设置', en: 'Settings' })
    await driver.dialog.getByRole('tab', { name: driver.say(settingsText.device) }).click()
    await press(driver, driver.say(settingsText.clear))
    await press(driver, driver.say(settingsText.clearDo))
    await expect(driver.dialog.getByRole('alert')).toHaveText(driver.say(settingsText.cleared))
    const left = await page.evaluate(async () => {
      const files: string[] = []
      for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name)
      const databases = (await indexedDB.databases()).map(({ name }) => name)
      const workers = (await navigator.serviceWorker.getRegistrations()).length
      return { files, databases, caches: await caches.keys(), settings: Object.keys(localStorage), workers }
    })
    expect(left).toEqual({ files: [], databases: [], caches: [], settings: [], workers: 0 })
  })
})

test('a download that was stopped goes on where it was; a full device is said and loses nothing; the package goes on as a file', {
  tag: '@long',
}, async ({ driver, page, elsewhere: phone }) => {
  const big = Buffer.alloc(13 << 20, 7)
  deployment = await deploy(SECOND)
  const catalog: Catalog = JSON.parse(readFileSync(join(SECOND, 'layers/catalog.json'), 'utf8'))
  const entry = {
    ...catalog.layers[1],
    id: 'big',
    title: { zh: '大图层', en: 'Big' },
    file: 'big.geojson',
    bytes: big.length,
    visible: false,
    sha256: createHash('sha256').update(big).digest('hex'),
  }
  const groups = catalog.groups.map((group, i) => (i === 0 ? { ...group, layers: [...group.layers, 'big'] } : group))
  deployment.write('layers/catalog.json', JSON.stringify({ ...catalog, groups, layers: [...catalog.layers, entry] }))
  deployment.write('layers/big.geojson', big.toString('latin1'))
  const asked: string[] = []
  const watch = (answered: (range: string) => boolean) => {
    asked.length = 0
    deployment.hold((path, range) => {
      if (!path.endsWith('big.geojson')) return false
      asked.push(range)
      return !answered(range)
    })
  }
  watch((range) => range.startsWith('bytes=0-') || range.startsWith('bytes=4194304-'))
  await driver.open(deployment.url)
  // left while it is being registered, the browser tells of an error
  await whenKept(page)
  await driver.chooseMore(OPEN)
  await press(driver, /^下载/)
  await expect.poll(() => asked.length).toBe(3)
  await press(driver, driver.say(offlineText.stop))
  await expect(driver.dialog).toContainText(driver.say(offlineText.partly))

  watch(() => true)
  await page.reload()
  await driver.whenReady()
  await driver.chooseMore(OPEN)
  const session = await page.context().newCDPSession(page)
  const { origin } = new URL(page.url())
  await expect(driver.dialog).toContainText('浏览器最多可用约')
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 })
  await press(driver, /^继续下载/)
  await expect(driver.toasts.getByText(messageOf('offline.full', { file: 'big.geojson', needMb: 14 }, 'zh'))).toBeVisible()
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  expect(asked).toEqual(['bytes=8388608-12582911'])
  await press(driver, /^继续下载/)
  await expect(driver.toasts.getByText(/校验和一致/)).toBeVisible()
  await expect(driver.dialog.getByText(driver.say(offlineText.partly))).toHaveCount(0)

  const saved = page.waitForEvent('download')
  await press(driver, driver.say(offlineText.asFile))
  const download = await saved
  expect(download.suggestedFilename()).toMatch(/离线包-[\d-]+\.onemap$/)
  await phone.open(deployment.url)
  await phone.chooseMore(OPEN)
  const chooser = phone.page.waitForEvent('filechooser')
  await press(phone, driver.say(offlineText.fromFile))
  await (await chooser).setFiles(await download.path())
  await expect(phone.toasts.getByText(messageOf('package.taken', { count: 3 }, 'zh'))).toBeVisible()
  // not one file of the layers can be had from the server any more
  deployment.hold((path) => /\.(fgb|geojson)$/.test(path))
  await phone.page.reload()
  await phone.whenReady()
  await phone.clickMap(3, 5)
  await expect(phone.card).toContainText(/990001 ?\d{4}/)
})

test('a layer that stays in its file, its tiles and codes, and a raster are read by pieces with the server gone', {
  tag: '@long',
}, async ({ driver, page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'ranged-'))
  cpSync(SECOND, folder, { recursive: true })
  writeFileSync(join(folder, 'many.geojson'), manyPlots(100))
  const run = await onemap('layers', 'add', join(folder, 'many.geojson'), '--id', 'plots', '--folder', join(folder, 'layers'))
  expect(run.exit, run.stderr).toBe(0)
  deployment = await deploy(folder)
  rmSync(folder, { recursive: true })
  const { root, write } = deployment
  const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
  write('config.json', JSON.stringify({ ...json('config.json'), loadWholeUpToMiB: 0.1 }))
  const kenli: Catalog = JSON.parse(readFileSync(join(SHIPPED, 'catalog.json'), 'utf8'))
  const raster = kenli.layers.find(({ id }) => id === 'elevation')
  if (!raster) throw new Error('elevation')
  cpSync(join(SHIPPED, raster.file), join(root, 'layers', raster.file))
  const catalog: Catalog = json('layers/catalog.json')
  const groups = catalog.groups.map((group, i) => (i === 0 ? { ...group, layers: [...group.layers, raster.id] } : group))
  const layers = [...catalog.layers, { ...raster, visible: true }]
  write('layers/catalog.json', JSON.stringify({ ...catalog, groups, layers }))

  await driver.open(deployment.url)
  await whenKept(page)
  await takeOffline(driver)
  await test.step('a server that says nothing is not waited for', async () => {
    deployment.hold((path) => /(config|catalog)\.json/.test(path))
    await page.reload()
    await driver.whenReady()
    const waits = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => /(config|catalog)\.json/.test(name))
        // in the order in which they began: whether the server answers is asked for after these, and waited for longer
        .slice(0, 2)
        .map(({ duration }) => duration),
    )
    expect(waits).toHaveLength(2)
    expect(Math.max(...waits)).toBeLessThan(3500)
    deployment.hold(() => false)
  })
  await deployment.stop()
  await page.reload()
  await driver.whenReady()
  await expect(driver.layer('地块').getByText(driver.say(rangedText.fine))).toBeVisible()
  await driver.clickMap(3, 3)
  await expect(driver.card.getByRole('heading', { level: 2 })).toHaveText(/^990001/)
  await page.getByRole('combobox').first().fill('990001005050')
  await page.getByRole('option', { name: /990001005050/ }).click()
  await expect(driver.card.getByRole('heading', { level: 2 })).toHaveText('990001005050')
  await driver.openAnalysis()
  await page.getByRole('form', { name: '面积汇总' }).getByRole('radio', { name: /^全部/ }).check({ force: true })
  await driver.run()
  await expect(page.getByRole('row', { name: /^合计/ })).toContainText(/10\s?000/)

  await page.goto('about:blank')
  await driver.open(deployment.url, '12/37.6/118.6')
  await driver.clickMap(3, 3)
  await expect(driver.card).toContainText(raster.title.zh)

  await test.step('its tiles alone draw it, once the browser has cleared its table away; that is said', async () => {
    const plots = catalog.layers.find(({ id }) => id === 'plots')
    await page.evaluate(async (name) => {
      const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('one-map')
      for await (const folder of root.values()) await (folder as FileSystemDirectoryHandle).removeEntry(name).catch(() => null)
    }, plots?.sha256 ?? '')
    await page.goto('about:blank')
    await page.goto(`${deployment.url}#v=1&map=13/30.625/103.975`)
    await expect(driver.map).toHaveAttribute('data-map-state', 'ready')
    const box = await driver.map.boundingBox()
    if (!box) throw new Error('the map has no size')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    // the ground of the map, which is all there is without them
    await expect.poll(() => colorAt(page, x, y), { timeout: 30_000 }).not.toBe('243,240,231')
    await expect(driver.toasts).toContainText('文件已被浏览器清理')
  })
})

test('in a sub-folder of a host: a package that ends leaves the device, whatever the clock; little room is said in time', {
  tag: '@long',
}, async ({ driver, page, context }) => {
  deployment = await deploy(SECOND, {}, '/maps/kenli/')
  const { url } = deployment
  const files = () =>
    page.evaluate(async () => {
      const names: string[] = []
      const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('one-map').catch(() => null)
      for await (const folder of root?.values() ?? [])
        for await (const name of (folder as FileSystemDirectoryHandle).keys()) names.push(name)
      return names.length
    })
  await driver.open(url)
  await whenKept(page)
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.scope)
  expect(scope).toBe(url)
  await driver.chooseMore(OPEN)
  await driver.dialog.getByRole('button', { name: new RegExp(driver.say(offlineText.expiry)) }).click()
  await page.getByRole('option', { name: /^1 天/ }).click()
  await press(driver, /^下载/)
  await expect(driver.toasts.getByText(/校验和一致/)).toBeVisible()
  await closeDialog(driver)
  expect(await files()).toBe(2)
  await deployment.stop()

  await test.step('without a server it opens there too; that its end is near and room is short is said', async () => {
    const session = await context.newCDPSession(page)
    const { usage = 0 } = await page.evaluate(() => navigator.storage.estimate())
    // the page looks some seconds after its start; what the browser says of its room does not follow
    await page.reload()
    await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin, quotaSize: usage + 40e6 })
    await driver.whenReady()
    await expect(driver.toasts.getByText(/离线包将于 .* 到期/)).toBeVisible()
    await expect(driver.toasts.getByText(/可用空间已不足 100 MB/)).toBeVisible()
    await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(url).origin })
  })
  await test.step('its time is up: the files go, and do not come back with a clock that is put back', async () => {
    const setClock = (hours: number) =>
      context.addInitScript((shift) => {
        const Real = Object.getPrototypeOf(Date) === Function.prototype ? Date : (Object.getPrototypeOf(Date) as DateConstructor)
        globalThis.Date = class extends Real {
          constructor(...given: unknown[]) {
            if (given.length === 0) super(Real.now() + shift)
            else super(...(given as [number]))
          }
        } as DateConstructor
      }, hours * 3_600_000)
    await setClock(50)
    await page.reload()
    await expect(driver.toasts.getByText(/离线包已于 .* 到期/)).toBeVisible()
    expect(await files()).toBe(0)
    await setClock(0)
    await page.reload()
    await driver.map.waitFor()
    expect(await files()).toBe(0)
  })
})
