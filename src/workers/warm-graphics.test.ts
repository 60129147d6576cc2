import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { warmGraphics } from './warm-graphics.ts'

/** A worker that says what the test says. */
class Graphics extends EventTarget {
  static last: Graphics
  terminate = vi.fn()
  constructor() {
    super()
    Graphics.last = this
  }
}
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('Worker', Graphics)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('tells what draws, and null where graphics cannot be had', async () => {
  const told = warmGraphics()
  Graphics.last.dispatchEvent(new MessageEvent('message', { data: 'Apple M2' }))
  expect(await told).toBe('Apple M2')
  expect(Graphics.last.terminate).toHaveBeenCalled()
  const failed = warmGraphics()
  Graphics.last.dispatchEvent(new Event('error'))
  expect(await failed).toBeNull()
})

test('graphics that say nothing for twenty seconds are taken for a processor’s', async () => {
  const told = warmGraphics()
  vi.advanceTimersByTime(19_999)
  vi.advanceTimersByTime(1)
  expect(await told).toMatch(/\bsoftware\b/)
})
