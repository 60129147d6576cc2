import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsHeight, rowWindow, scrollTopFor } from './row-window.ts'

const scrolls = fc.record({
  count: fc.integer({ min: 1, max: 3_000_000 }),
  rowHeight: fc.integer({ min: 20, max: 48 }),
  viewHeight: fc.integer({ min: 50, max: 1400 }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  row: fc.double({ min: 0, max: 1, noNaN: true }),
})

test('any row can be brought into sight wholly, with fewer than a hundred rows in the document', () => {
  fc.assert(
    fc.property(scrolls, ({ count, rowHeight, viewHeight, share, row }) => {
      const height = rowsHeight(count, rowHeight)
      const start = { count, rowHeight, viewHeight, scrollTop: share * Math.max(0, height - viewHeight) }
      const wanted = Math.min(count - 1, Math.floor(row * count))
      const scrollTop = scrollTopFor(start, wanted)
      expect(scrollTop).toBeGreaterThanOrEqual(0)
      expect(scrollTop).toBeLessThanOrEqual(Math.max(0, height - viewHeight) + 1e-6)
      const { first, end, topPx } = rowWindow({ ...start, scrollTop }, 6)
      expect(first).toBeLessThanOrEqual(wanted)
      expect(end).toBeGreaterThan(wanted)
      expect(end - first).toBeLessThan(100)
      if (viewHeight < rowHeight) return
      const top = topPx + (wanted - first) * rowHeight - scrollTop
      expect(top).toBeGreaterThan(-0.01)
      expect(top + rowHeight).toBeLessThan(viewHeight + 0.01)
    }),
  )
})

test('a row in sight stays where it is', () => {
  const at = { count: 1000, rowHeight: 30, viewHeight: 300, scrollTop: 3000 }
  expect(scrollTopFor(at, 105)).toBe(3000)
  expect(scrollTopFor(at, 99)).toBe(2970)
  expect(scrollTopFor(at, 110)).toBe(3030)
})

test('the last of a million rows stands at the end of a scroller that a browser can hold', () => {
  const height = rowsHeight(1_000_000, 30)
  expect(height).toBeLessThan(17_000_000)
  expect(rowWindow({ count: 1_000_000, rowHeight: 30, viewHeight: 300, scrollTop: height - 300 }, 0)).toMatchObject({
    first: 999_990,
    end: 1_000_000,
  })
})
