import areaSummary from '../../src/analyses/area-summary.ts'
import { compareSwipe } from '../../src/commands/palette/compare-swipe.ts'
import { cardText } from '../../src/i18n/card.ts'
import { compareText } from '../../src/i18n/compare.ts'
import { importText } from '../../src/i18n/import.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { expect, test } from './guard.ts'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

/** 编号,名称,X,Y and two rows in GBK: more decimals than a double holds, and a time finer than a millisecond, are notes. */
const GBK = Buffer.concat([
  Buffer.from('b1e0bac52cc3fbb3c62cbeadb6c82cceb3b6c8', 'hex'),
  Buffer.from(',v,t\n1,'),
  Buffer.from('ccecc4fe', 'hex'),
  Buffer.from(',118.6,37.6,0.12345678901234567891,2025-01-01T00:00:00.1234567Z\n2,'),
  Buffer.from('ccecc4fe', 'hex'),
  Buffer.from(',118.7,37.7,0.22345678901234567891,2025-01-02T00:00:00.1234567Z\n'),
])

test('a guessed encoding says by what, and that another can be chosen; the notes of the receipt stand apart', async ({
  driver,
  secondDistrict,
}) => {
  await driver.open(secondDistrict)
  await driver.pickFiles([{ name: 'points.csv', mimeType: 'text/csv', buffer: GBK }])
  const evidence = driver.say(importText.evidenceGb18030)
  const commit = driver.dialog.getByRole('button', { name: driver.say(importText.commit, { count: 1 }) })
  await expect(commit).toBeVisible()
  await expect(driver.dialog.getByText(driver.say(importText.evidenceGuess, { evidence }), { exact: true })).toBeVisible()
  await commit.click()
  await driver.showTab('layersPanel')
  await driver.doWithLayer('points', layersText.about)
  const notes = driver.dialog.getByRole('definition').getByRole('listitem')
  await expect.poll(() => notes.count()).toBeGreaterThan(1)
  const gaps = await notes.evaluateAll((items) =>
    items.slice(1).map((item, i) => Math.round(item.getBoundingClientRect().top - items[i].getBoundingClientRect().bottom)),
  )
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(4)
})

test('a long name of a compared side breaks between its words, not inside one', async ({ driver, page, secondDistrict }) => {
  const words = ['永久基本农田', '二〇二四年调整']
  await driver.open(secondDistrict)
  await driver.showTab('layersPanel')
  await driver.doWithLayer('地块', layersText.rename)
  await driver.dialog.getByRole('textbox', { name: driver.say(layersText.newName) }).fill(words.join(' '))
  await driver.dialog.getByRole('button', { name: driver.say(layersText.save) }).click()
  await driver.chooseMore(compareSwipe.title)
  const line = page.getByRole('slider', { name: driver.say(compareText.line) })
  const name = line.locator('span').filter({ hasText: words[1] }).first()
  await expect(name).toBeVisible()
  const heights = await name.evaluate((element, words) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const found: number[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const word of words) {
        const at = node.textContent?.indexOf(word) ?? -1
        if (at < 0) continue
        const range = document.createRange()
        range.setStart(node, at)
        range.setEnd(node, at + word.length)
        found.push(new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size)
      }
    return found
  }, words)
  expect(heights).toEqual([1, 1])
})

test('the title of a card is in one line with its buttons', async ({ driver, secondDistrict }) => {
  await driver.open(secondDistrict)
  await driver.clickMap()
  const hits = driver.card.getByRole('option')
  const title = driver.card.getByRole('heading', { level: 2 })
  await hits.or(title).first().waitFor()
  if ((await hits.count()) > 0) await hits.first().click()
  const middle = async (part: typeof title) => {
    const box = await part.boundingBox()
    return (box?.y ?? Number.NaN) + (box?.height ?? 0) / 2
  }
  const copy = driver.card.getByRole('button', { name: driver.say(cardText.copyCode) })
  expect(Math.abs((await middle(title)) - (await middle(copy)))).toBeLessThan(2)
})

test('a middle dot in the heading of a result stands in the line of what follows it', async ({ driver, page }) => {
  await page.setViewportSize({ width: 360, height: 780 })
  await driver.open()
  await driver.openAnalysis()
  await driver.run()
  const heading = page.getByRole('heading', { name: new RegExp(`^${driver.say(areaSummary.title)}`) }).locator('small')
  await expect(heading).toBeVisible()
  // narrower and narrower, so that each place to break is met
  const ends = await heading.evaluate((element) => {
    const node = element.firstChild as Text
    const topOf = (at: number) => {
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      return Math.round(range.getBoundingClientRect().top)
    }
    const words = node.data
    const title = element.parentElement as HTMLElement
    let [dots, lines, ends] = [0, 0, 0]
    for (let width = 300; width >= 120; width -= 10) {
      title.style.width = title.style.maxWidth = `${width}px`
      title.style.flex = 'none'
      for (let at = 0; at < words.length; at++) {
        if (words[at] !== '·') continue
        dots++
        if (topOf(at) !== topOf(at + 2)) ends++
        if (topOf(at) !== topOf(at - 2)) lines++
      }
    }
    return { dots, lines, ends }
  })
  expect(ends.dots).toBeGreaterThan(0)
  expect(ends.lines).toBeGreaterThan(0)
  expect(ends.ends).toBe(0)
})
