import { readFile } from 'node:fs/promises'
import { cardText } from '../../src/i18n/card.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { expect, test } from './guard.ts'

test('a value is changed, undone, kept over a reload, and goes home as a list of changes', async ({ driver, page }) => {
  // all layers are drawn twice
  await driver.open('./', '16/37.59/118.55')
  // on a busy machine the first click can come before the layer: what lies below it opens
  const openParcel = () =>
    expect(async () => {
      await driver.clickMap()
      const hit = driver.card.getByRole('option', { name: /宗地/ })
      await expect(hit.or(driver.card.getByTestId('feature-card')).first()).toBeVisible()
      if (await hit.isVisible()) await hit.click()
      await expect(driver.card).toContainText('不动产单元号', { timeout: 3000 })
    }).toPass()
  await openParcel()
  await driver.card.getByRole('button', { name: driver.say(cardText.edit) }).click()
  const field = driver.card.getByRole('textbox', { name: '权利人' })
  const was = await field.inputValue()
  await field.fill('张三 <b>')
  await field.press('Enter')
  const edited = driver.layer('宗地 / 图斑').getByText('已编辑 1 行')
  await expect(edited).toBeVisible()
  await expect(driver.card.getByText(driver.say(cardText.was, { value: was }))).toBeVisible()

  await driver.map.focus()
  await page.keyboard.press('Control+z')
  await expect(edited).toHaveCount(0)
  await expect(field).toHaveValue(was)
  // so that what is kept is without the change
  await page.waitForTimeout(3000)
  await page.keyboard.press('Control+Shift+z')
  await expect(edited).toBeVisible()

  // at once: it is kept as the page goes
  await page.reload()
  await driver.whenReady()
  await expect(edited).toBeVisible()
  // on a busy machine the first click can come before the layer: the card says that it is not all yet
  await expect(async () => {
    await openParcel()
    await expect(driver.card).toContainText('张三 <b>', { timeout: 3000 })
  }).toPass()

  const download = page.waitForEvent('download')
  await driver
    .layer('宗地 / 图斑')
    .getByRole('button', { name: driver.say(layersText.editsExport) })
    .click()
  const list = JSON.parse(await readFile(await (await download).path(), 'utf8'))
  expect(list.features).toHaveLength(1)
  expect(list.features[0].properties).toMatchObject({ LABEL: '权利人', BEFORE: was, AFTER: '张三 <b>' })
  expect(list.features[0].geometry.type).toMatch(/Polygon/)

  await driver
    .layer('宗地 / 图斑')
    .getByRole('button', { name: driver.say(layersText.editsDiscard) })
    .click()
  await expect(edited).toHaveCount(0)
  await expect(driver.card).toContainText(was)
})
