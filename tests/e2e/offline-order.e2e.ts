import '../../src/i18n/all-messages.ts'
import { offlineText } from '../../src/i18n/offline.ts'
import { readQr } from '../read-qr.ts'
import { type Deployment, deploy } from './deployment.ts'
import { expect, SECOND, test } from './guard.ts'
import { closeDialog, OPEN, press } from './offline-steps.ts'

test.use({
  serviceWorkers: 'allow',
  // the server is taken away on purpose
  expectedErrors: { patterns: [/ERR_CONNECTION_(REFUSED|RESET)/, /Failed to fetch/, /ERR_FAILED/] },
})

const BORDER = '区界'
const PLOTS = '地块'

let deployment: Deployment
test.afterEach(() => deployment.close())

test('a package is ordered by a QR code: what was chosen is chosen there, and taken once it is accepted', {
  tag: '@long',
}, async ({ driver, page, elsewhere: phone }) => {
  deployment = await deploy(SECOND)
  await driver.open(deployment.url)
  await driver.chooseMore(OPEN)
  await driver.dialog.getByRole('checkbox', { name: BORDER }).uncheck({ force: true })
  await driver.dialog.getByRole('button', { name: new RegExp(driver.say(offlineText.area)) }).click()
  await page.getByRole('option', { name: driver.say(offlineText.areaView) }).click()
  await driver.dialog.getByRole('button', { name: new RegExp(driver.say(offlineText.expiry)) }).click()
  await page.getByRole('option', { name: /^7 天/ }).click()
  await press(driver, driver.say(offlineText.asCode))
  const code = driver.dialog.getByRole('img', { name: driver.say(offlineText.codeOf) })
  const link = await readQr(await code.screenshot())
  expect(link).toMatch(/take=.*&area=.*&until=/)

  await phone.page.goto(link)
  await phone.whenReady()
  await expect(phone.dialog).toContainText(driver.say(offlineText.areaView))
  await expect(phone.dialog.getByRole('checkbox', { name: BORDER })).not.toBeChecked()
  await press(phone, /^下载/)
  await expect(phone.toasts.getByText(/校验和一致/)).toBeVisible()
  await closeDialog(phone)
  await phone.chooseMore(OPEN)
  await expect(phone.dialog.getByRole('button', { name: new RegExp(driver.say(offlineText.expiry)) })).toContainText(
    /\d{4}-\d\d-\d\d/,
  )
  await expect(phone.dialog.getByText(/扫到的离线包/)).toHaveCount(0)
  await closeDialog(phone)

  // a second code adds to what is on the device
  const opened = phone.page.waitForEvent('load')
  await phone.page.goto(link.replace(/take=[^&]*/, 'take=outline'))
  // it differs behind the # alone: the page opens itself anew
  await opened
  await phone.whenReady()
  await expect(phone.dialog.getByRole('checkbox', { name: BORDER })).toBeChecked()
  await expect(phone.dialog.getByRole('checkbox', { name: PLOTS })).toBeChecked()
})
