import { shellText } from '../../src/i18n/shell.ts'
import { expect, test } from './guard.ts'

test.use({ locale: 'en-US' })

test('a browser in English is asked once, in one line; Chinese stays first', { tag: '@long' }, async ({
  driver,
  page,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  const line = page.getByText(shellText.askEnglish.en)
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(line).toBeVisible()
  await line.locator('..').getByRole('button', { name: 'English', exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-US')
  await expect(line).toHaveCount(0)
  await expect(page.getByText(shellText.firstLine.en)).toBeVisible()
  driver.locale = 'en'
  await driver.switchLanguage()
  await line.locator('..').getByRole('button', { name: shellText.close.zh, exact: true }).click()
  await expect(line).toHaveCount(0)
  // kept a moment after the change
  await page.waitForTimeout(1500)
  await page.reload()
  await driver.whenReady()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(line).toHaveCount(0)
})
