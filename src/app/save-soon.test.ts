import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { saveSoon } from './save-soon.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('waits until changes rest', () => {
  const run = vi.fn()
  const save = saveSoon(run, 800, 3000)
  save.changed()
  vi.advanceTimersByTime(500)
  save.changed()
  vi.advanceTimersByTime(799)
  expect(run).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(run).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(10_000)
  expect(run).toHaveBeenCalledTimes(1)
})

it('does not wait longer than it may where they never rest: a position that is followed', () => {
  const run = vi.fn()
  const save = saveSoon(run, 800, 3000)
  for (let ms = 0; ms < 9_100; ms += 200) {
    save.changed()
    vi.advanceTimersByTime(200)
  }
  expect(run).toHaveBeenCalledTimes(3)
})

it('runs no more once it is stopped', () => {
  const run = vi.fn()
  const save = saveSoon(run, 800, 3000)
  save.changed()
  save.stop()
  vi.advanceTimersByTime(10_000)
  expect(run).not.toHaveBeenCalled()
})
