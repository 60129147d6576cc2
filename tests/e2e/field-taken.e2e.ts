import type { Page } from '@playwright/test'
import '../../src/i18n/all-messages.ts'
import { fieldMode } from '../../src/commands/palette/field-mode.ts'
import { messageOf } from '../../src/i18n/errors.ts'
import { fieldText } from '../../src/i18n/field.ts'
import { settingsText } from '../../src/i18n/settings.ts'
import { Driver } from './driver.ts'
import { at, button, stand } from './field-edge.ts'
import { expect, test } from './guard.ts'

test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true, permissions: ['geolocation'] })

/** Notes of all points in the records on the disk; null: there is no such database. */
const notesKept = (page: Page) =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const { name } = (await indexedDB.databases()).find(({ name }) => name?.startsWith('one-map-field:')) ?? {}
    if (!name) return null
    const db = await answer(indexedDB.open(name))
    const checks: { points: { note: string }[] }[] = await answer(db.transaction('checks').objectStore('checks').getAll())
    db.close()
    return checks.map(({ points }) => points.map(({ note }) => note).join(''))
  })

test('records that the browser takes away under the page are written anew and that is said; those cleared from another tab stay cleared', async ({
  driver,
  page,
  context,
  secondDistrict,
}) => {
  await stand(context, at(225, 5))
  await driver.open(secondDistrict)
  await driver.chooseMore(fieldMode.title)
  await button(driver, fieldText.checkThis).click()
  await page.getByTestId('check').getByRole('button', { name: /^J2/ }).click()
  const note = page.getByRole('textbox', { name: driver.say(fieldText.note) })
  await note.fill('界桩倾斜')
  await expect.poll(() => notesKept(page)).toEqual(['界桩倾斜'])

  await test.step('taken away, as a browser short of room does it', async () => {
    await page.evaluate(async () => {
      for (const { name = '' } of await indexedDB.databases())
        await new Promise((resolve) => {
          indexedDB.deleteDatabase(name).onsuccess = resolve
        })
    })
    expect(await notesKept(page)).toBeNull()
    await note.fill('界桩倾斜，旁有新沟')
    await expect(driver.toasts).toContainText(messageOf('field.taken', { count: 1 }, 'zh'))
    await expect.poll(() => notesKept(page)).toEqual(['界桩倾斜，旁有新沟'])
    await expect(page.locator('[data-region="field"]').getByRole('alert')).toHaveCount(0)
  })

  await test.step('cleared from another tab: nothing that is typed here brings it back', async () => {
    const other = new Driver(await context.newPage())
    await other.open(secondDistrict)
    if (await button(other, fieldText.leave).isVisible()) await button(other, fieldText.leave).click()
    await other.chooseMore({ zh: '设置', en: 'Settings' })
    await other.dialog.getByRole('tab', { name: driver.say(settingsText.device) }).click()
    await button(other, settingsText.clear).last().click()
    await button(other, settingsText.clearDo).click()
    await expect(other.dialog.getByRole('alert')).toHaveText(driver.say(settingsText.cleared))
    await page.bringToFront()
    await note.fill('界桩不见了')
    await expect(page.locator('[data-region="field"]').getByRole('alert')).toContainText(driver.say(fieldText.unwritten))
    await button(driver, fieldText.retry).click()
    expect(await notesKept(page)).toBeNull()
  })
})
