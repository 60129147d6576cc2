import { afterAll, vi } from 'vitest'

// files share their globals (isolate: false): a stub one leaves behind fails whichever runs next
afterAll(() => {
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  vi.useRealTimers()
})
