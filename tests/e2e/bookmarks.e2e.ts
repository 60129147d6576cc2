import { bookmarksText } from '../../src/i18n/bookmarks.ts'
import { expect, test } from './guard.ts'

// kept views and the presentation that turns them
test('a view is kept, found again and presented', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict, '12.50/30.6200/103.9750')
  const view = () => /map=[^&]+/.exec(page.url())?.[0]
  await expect.poll(view).toBeTruthy()
  const whole = view()
  const open = () => driver.chooseMore({ zh: '书签…', en: 'Bookmarks…' })
  const add = async (name: string) => {
    await open()
    await driver.dialog.getByRole('textbox', { name: driver.say(bookmarksText.name), exact: true }).fill(name)
    await driver.dialog.getByRole('button', { name: driver.say(bookmarksText.add) }).click()
    await expect(driver.dialog.getByRole('listitem').last()).toContainText(driver.say(bookmarksText.go))
    await page.keyboard.press('Escape')
    await expect(driver.dialog).toHaveCount(0)
  }
  await add('全区')
  await driver.map.locator('canvas').first().focus()
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  await driver.layer('地块').getByRole('checkbox').uncheck({ force: true })
  // at rest: after the first of the two steps the view is another one too
  await expect.poll(view).toContain('map=14.50/')
  const near = view()
  await add('无地块')

  await open()
  await driver.dialog.getByRole('button', { name: driver.say(bookmarksText.goTo, { name: '全区' }) }).click()
  await expect.poll(view).toBe(whole)
  await expect(driver.layer('地块').getByRole('checkbox').first()).toBeChecked()

  await driver.chooseMore({ zh: '演示', en: 'Present' })
  const caption = page.getByRole('region', { name: driver.say(bookmarksText.presentation) })
  await expect(caption).toContainText('全区')
  await expect(driver.tree).toBeHidden()
  expect((await driver.map.boundingBox())?.height).toBeGreaterThan(500)
  // what must stand beside a map stays
  await expect(page.getByText('测S(2026)001号')).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(caption).toContainText('无地块')
  await expect.poll(view).toBe(near)
  await page.keyboard.press('Escape')
  await expect(driver.tree).toBeVisible()
  await expect(driver.layer('地块').getByRole('checkbox').first()).not.toBeChecked()
})
