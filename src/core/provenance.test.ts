import { afterEach, expect, it, vi } from 'vitest'
import { isoWithOffset, localDate } from './provenance.ts'

afterEach(() => vi.unstubAllEnvs())

it('has the day of the place it is written in, not that of Greenwich', () => {
  vi.stubEnv('TZ', 'Asia/Shanghai')
  const early = new Date('2026-11-27T23:30:00Z')
  expect(isoWithOffset(early)).toBe('2026-11-28T07:30:00+08:00')
  expect(localDate(early)).toBe('2026-11-28')
})
