import { describe, expect, it } from 'vitest'
import { dateWords, dayWords, keptDateWords } from './dates.ts'

describe('words of dates', () => {
  it('shows a kept date as the table does, and a word that is none as it stands', () => {
    expect(keptDateWords('2025-01-13T00:00:00.000Z')).toBe('2025-01-13')
    expect(keptDateWords('2025-01-13T08:30:05.000Z')).toBe('2025-01-13 08:30:05')
    for (const word of ['<b>yesterday</b>', '2025', '0305', '2025-01-13 note']) expect(keptDateWords(word)).toBe(word)
  })
  it('names the day of any number', () => {
    expect(dateWords(Date.UTC(1969, 11, 31))).toBe('1969-12-31')
    expect(dayWords(Date.UTC(2025, 0, 1) - 1)).toBe('2024-12-31')
    expect(dayWords(Number.POSITIVE_INFINITY)).toContain('275760-09-1')
  })
})
