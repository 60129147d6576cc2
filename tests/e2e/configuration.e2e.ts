import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Deployment, deploy } from './deployment.ts'
import { expect, SECOND, test } from './guard.ts'

const CONFIG = readFileSync(join(SECOND, 'config.json'), 'utf8')
const CATALOG = readFileSync(join(SECOND, 'layers/catalog.json'), 'utf8')
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length

test.describe('a broken configuration', () => {
  test.use({ expectedErrors: { patterns: [/AppError: config\./, /404/] } })
  let deployment: Deployment
  test.afterEach(() => deployment.close())

  test('names file, line and the missing comma, in both languages', async ({ page }) => {
    const broken = CONFIG.replace('"version": 1,', '"version": 1')
    deployment = await deploy(SECOND, { 'config.json': broken })
    await page.goto(deployment.url)
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('配置文件有误')
    await expect(alert).toContainText('The configuration file has a mistake')
    await expect(alert).toContainText('config.json')
    await expect(alert).toContainText(`第 2 行`)
    await expect(alert).toContainText('line 2, column 15')
    await expect(page.getByRole('definition').filter({ hasText: /^, .*逗号 · comma$/ })).toBeVisible()
  })

  test('says what was expected, and starts after the correction without a build', async ({ page }) => {
    const broken = CONFIG.replace('"mu"', '"acre"')
    deployment = await deploy(SECOND, { 'config.json': broken })
    await page.goto(deployment.url)
    const alert = page.getByRole('alert')
    await expect(alert).toContainText(`line ${lineOf(broken, '"acre"')}`)
    await expect(alert).toContainText('areaUnit')
    await expect(alert).toContainText('"ha" | "mu"')
    await expect(alert).toContainText('"acre"')
    deployment.write('config.json', CONFIG)
    await page.reload()
    await expect(page.getByRole('heading', { name: '青石区一张图' })).toBeVisible()
  })

  test('finds a group that names a layer which is not there', async ({ page }) => {
    const broken = CATALOG.replace(/"layers": \[\s*"plots"/, '"layers": [ "plot"')
    deployment = await deploy(SECOND, { 'layers/catalog.json': broken })
    await page.goto(deployment.url)
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('layers/catalog.json')
    await expect(alert).toContainText(`line ${lineOf(broken, '"plot"')}`)
    await expect(alert).toContainText('没有这个图层')
  })

  test('says that the file is missing', async ({ page }) => {
    deployment = await deploy(SECOND, { 'config.json': CONFIG.replace('layers/catalog.json', 'layers/none.json') })
    await page.goto(deployment.url)
    await expect(page.getByRole('alert')).toContainText('读不到配置文件')
    await expect(page.getByRole('alert')).toContainText('layers/none.json')
  })

  test('shows markup in a value as text', async ({ page }) => {
    deployment = await deploy(SECOND, { 'config.json': CONFIG.replace('"mu"', '"<img src=x onerror=alert(1)>"') })
    await page.goto(deployment.url)
    await expect(page.getByRole('alert')).toContainText('<img src=x onerror=alert(1)>')
    await expect(page.locator('img')).toHaveCount(0)
  })
})

test.describe('the security policy', () => {
  test.use({ expectedErrors: { patterns: [/policy: connect-src/, /Content Security Policy/, /elsewhere\.example/] } })

  test('refuses a host that the configuration does not name, in the page and in the header', async ({ page, driver }) => {
    const deployment = await deploy(SECOND)
    const response = await page.goto(deployment.url)
    const header = response?.headers()['content-security-policy'] ?? ''
    expect(header).toContain("default-src 'none'")
    expect(header).toContain("connect-src 'self';")
    expect(header).not.toContain('unsafe-inline')
    expect(header).not.toContain("'unsafe-eval'")
    await driver.whenReady()
    const reached = await page.evaluate(() =>
      fetch('https://elsewhere.example/').then(
        () => 'reached',
        () => 'refused',
      ),
    )
    expect(reached).toBe('refused')
    const policies = await page
      .locator('meta[http-equiv="Content-Security-Policy"]')
      .evaluateAll((metas) => metas.map((meta) => (meta as HTMLMetaElement).content))
    expect(policies).toHaveLength(2)
    expect(policies[1]).toContain("connect-src 'self';")
    await deployment.close()
  })
})
