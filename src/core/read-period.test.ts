import { describe, expect, it } from 'vitest'
import { readPeriod } from './read-period.ts'

describe('readPeriod', () => {
  const days = (words: string) => {
    const period = readPeriod(words)
    return period && [period.first, period.last].map((time) => new Date(time).toISOString().slice(0, 19))
  }
  it('reads a day as it is written here', () => {
    const march = ['2025-03-08T00:00:00', '2025-03-08T23:59:59']
    for (const words of ['2025-03-08', '2025/3/8', '2025.03.08', '2025年3月8日', '20250308', ' ２０２５－３－８ '])
      expect(days(words), words).toEqual(march)
  })
  it('reads a month and a year as all of their days, leap years too', () => {
    for (const words of ['2024-02', '2024年2月', '2024/2'])
      expect(days(words)).toEqual(['2024-02-01T00:00:00', '2024-02-29T23:59:59'])
    expect(days('2024-12')).toEqual(['2024-12-01T00:00:00', '2024-12-31T23:59:59'])
    for (const words of ['2025', '2025年']) expect(days(words)).toEqual(['2025-01-01T00:00:00', '2025-12-31T23:59:59'])
  })
  it('refuses what is no date', () => {
    for (const words of ['', '2025-02-29', '2025-13', '2025-00-01', '20251301', '25-1-1', '三月', '2025-1-1-1'])
      expect(readPeriod(words), words).toBeNull()
  })
})
