import { expect, test } from './guard.ts'
import { whatStands } from './what-stands.ts'

test('a failure tells what stands on the page and on its console, of a long page its beginning', async ({ page }) => {
  const rows = Array.from({ length: 400 }, (_, i) => `<li>row ${i}</li>`).join('')
  await page.goto('data:text/html,<title>t</title>')
  await page.setContent(`<main><h1>地块</h1><button disabled>导入</button><ul>${rows}</ul></main>`)
  await page.evaluate(() => {
    for (let i = 0; i < 60; i++) console.log(`line ${i}`)
    console.warn('x'.repeat(1000))
  })
  const told = await whatStands(page)
  expect(told).toContain('- heading "地块" [level=1]')
  expect(told).toContain('- button "导入" [disabled]')
  expect(told).toContain('row 100')
  expect(told).not.toContain('row 200')
  expect(told).toMatch(/… \d+ more lines/)
  expect(told).toContain('log: line 59')
  expect(told).not.toContain('log: line 9\n')
  expect(told.split('\n').every((line) => line.length < 300)).toBe(true)
})

test('a page that answers no more holds the account of a failure up for seconds only', async ({ page }) => {
  await page.goto('data:text/html,<title>t</title>')
  await page.evaluate(() => console.log('before'))
  const isStuck = page.waitForEvent('console')
  void page
    .evaluate(() => {
      console.log('stuck')
      for (;;);
    })
    .catch(() => {})
  await isStuck
  const start = performance.now()
  const told = await whatStands(page)
  expect(performance.now() - start).toBeLessThan(20_000)
  expect(told).toContain('no answer')
  expect(told).toContain('log: stuck')
})
