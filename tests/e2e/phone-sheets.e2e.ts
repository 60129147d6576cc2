import { dashboardToggle } from '../../src/commands/palette/dashboard-toggle.ts'
import { panelQuery } from '../../src/commands/palette/panel-query.ts'
import { tableToggle } from '../../src/commands/palette/table-toggle.ts'
import { styleOpen } from '../../src/commands/style-open.ts'
import type { Text } from '../../src/core/text.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { dashboardText } from '../../src/i18n/dashboard.ts'
import { queryText } from '../../src/i18n/query.ts'
import { searchText } from '../../src/i18n/search.ts'
import { shellText } from '../../src/i18n/shell.ts'
import type { Driver } from './driver.ts'
import { expect, test } from './guard.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

const PANELS = ['dashboard', 'query', 'table', 'style', 'analysis'] as const
type Panel = (typeof PANELS)[number]

/** As its tab is named; the form of an analysis is in the one of results. */
const TITLES: Record<Panel, Text> = {
  dashboard: dashboardToggle.title,
  query: panelQuery.title,
  table: shellText.tablePanel,
  style: styleOpen.title,
  analysis: shellText.resultPanel,
}

async function askInMenu(driver: Driver, panel: Panel): Promise<void> {
  if (panel === 'dashboard') await driver.chooseMore(dashboardToggle.title)
  else if (panel === 'query') await driver.chooseMore(panelQuery.title)
  else if (panel === 'table') await driver.chooseMore(tableToggle.title)
  else if (panel === 'analysis') await driver.openAnalysis()
  else {
    await driver.showTab('layersPanel')
    await driver.doWithLayer('地块', styleOpen.title)
  }
}

async function askInWords(driver: Driver, panel: Panel): Promise<void> {
  const title = driver.say(panel === 'analysis' ? analysisText.title : panel === 'table' ? tableToggle.title : TITLES[panel])
  const box = driver.page.getByRole('combobox', { name: driver.say(searchText.label) })
  await box.fill(title)
  const commands = driver.page.getByRole('group', { name: driver.say(searchText.commands) })
  await commands
    .getByRole('option', { name: new RegExp(`^${title}`) })
    .first()
    .click()
}

const shown = (driver: Driver, panel: Panel) =>
  driver.page.getByRole('tab', { name: driver.say(TITLES[panel]), exact: true, selected: true })

async function expectInView(driver: Driver, panel: Panel): Promise<void> {
  await expect(shown(driver, panel)).toBeVisible()
  await expect(driver.page.getByRole('tabpanel')).toBeInViewport()
  if (panel === 'analysis') await expect(driver.runButton).toBeInViewport({ ratio: 1 })
}

test('of two sheets the one that was asked for last is seen, and Esc goes back from it', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  for (const first of PANELS)
    for (const last of PANELS.filter((panel) => panel !== first))
      await test.step(`${first}, then ${last}`, async () => {
        await askInMenu(driver, first)
        await expectInView(driver, first)
        await askInMenu(driver, last)
        await expectInView(driver, last)
        await page.keyboard.press('Escape')
        // without anything open the tab has the form too, lower
        if (last !== 'analysis') await expect(shown(driver, last)).toHaveCount(0)
        // nothing of both is left for the next pair
        for (let press = 0; press < 3; press++) await page.keyboard.press('Escape')
      })
})

test('a sheet that is open is brought up again when it is asked for, not closed', async ({ driver, secondDistrict }) => {
  await driver.open(secondDistrict)
  for (const ask of [askInMenu, askInWords])
    for (const panel of PANELS) {
      await ask(driver, panel)
      await expectInView(driver, panel)
      await driver.showTab('layersPanel')
      await ask(driver, panel)
      await expectInView(driver, panel)
    }
})

test('a table goes before the dashboard again when what was asked for after it is closed', async ({
  driver,
  page,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  await askInMenu(driver, 'dashboard')
  await askInMenu(driver, 'table')
  await askInMenu(driver, 'query')
  await expectInView(driver, 'query')
  for (const left of ['table', 'dashboard'] as const) {
    await page.keyboard.press('Escape')
    await expectInView(driver, left)
  }
})

test('the cross of a panel closes it: for a while it asked for it anew', async ({ driver, page, secondDistrict }) => {
  await driver.open(secondDistrict)
  const sheet = page.getByRole('region', { name: driver.say(shellText.phoneSheet) })
  for (const [panel, name] of [
    ['dashboard', dashboardText.close],
    ['query', queryText.close],
    ['analysis', analysisText.close],
  ] as const) {
    await askInMenu(driver, panel)
    await expectInView(driver, panel)
    const before = (await sheet.boundingBox())?.y ?? 0
    await sheet.getByRole('button', { name: driver.say(name), exact: true }).click()
    // without anything open the tab has the form of an analysis, lower
    if (panel === 'analysis') await expect.poll(async () => (await sheet.boundingBox())?.y ?? 0).toBeGreaterThan(before)
    else await expect(shown(driver, panel)).toHaveCount(0)
  }
})
