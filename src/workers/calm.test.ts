import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCalm } from './calm.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function waiting(calm: ReturnType<typeof createCalm>) {
  const seen = { isDone: false }
  void calm.whenCalm().then(() => {
    seen.isDone = true
  })
  return seen
}

test('work waits until the map has been drawn for a while, however long its tiles take', async () => {
  const calm = createCalm(400, 15_000, () => Date.now())
  const work = waiting(calm)
  await vi.advanceTimersByTimeAsync(200)
  calm.tell(false)
  // no tile is asked for meanwhile: the page is busy
  await vi.advanceTimersByTimeAsync(6000)
  expect(work.isDone).toBe(false)
  calm.tell(true)
  await vi.advanceTimersByTimeAsync(300)
  expect(work.isDone).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect(work.isDone).toBe(true)
})

test('a map that is always at it does not keep work from being done', async () => {
  const calm = createCalm(400, 15_000, () => Date.now())
  calm.tell(false)
  const work = waiting(calm)
  await vi.advanceTimersByTimeAsync(14_000)
  expect(work.isDone).toBe(false)
  await vi.advanceTimersByTimeAsync(1200)
  expect(work.isDone).toBe(true)
})

test('without a map work waits a moment only', async () => {
  const work = waiting(createCalm(400, 15_000, () => Date.now()))
  await vi.advanceTimersByTimeAsync(300)
  expect(work.isDone).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  expect(work.isDone).toBe(true)
})
