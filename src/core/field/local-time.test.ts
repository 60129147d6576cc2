import { describe, expect, it } from 'vitest'
import { localTime } from './local-time.ts'

describe('the time of a record, written', () => {
  it.each([
    ['2026-11-27T23:40:31.239Z', 480, '2026-11-28 07:40:31 +08:00'],
    ['2026-03-01T00:10:00.000Z', -210, '2026-02-28 20:40:00 -03:30'],
    ['2024-02-29T23:59:59.999Z', 0, '2024-02-29 23:59:59 +00:00'],
    ['2026-12-31T18:30:00Z', 345, '2027-01-01 00:15:00 +05:45'],
  ])('%s, %d minutes ahead: %s', (iso, offsetMin, written) => {
    expect(localTime(iso, offsetMin)).toBe(written)
  })
  it('leaves what is no time as it is', () => {
    expect(localTime('', 480)).toBe('')
  })
})
