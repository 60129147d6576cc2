import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refreshSoon } from './refresh-soon.ts'

describe('refreshSoon', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('does not begin where it was given up before', () => {
    const refresh = vi.fn()
    refreshSoon(refresh)()
    vi.runAllTimers()
    expect(refresh).not.toHaveBeenCalled()
  })
  it('tells a refresh on its way that it was given up', () => {
    const refresh = vi.fn<(signal: AbortSignal) => void>()
    const giveUp = refreshSoon(refresh)
    vi.runAllTimers()
    const [signal] = refresh.mock.calls[0]
    expect(signal.aborted).toBe(false)
    giveUp()
    expect(signal.aborted).toBe(true)
  })
})
