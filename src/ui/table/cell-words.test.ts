import { expect, it } from 'vitest'
import { keptDateWords } from './cell-words.ts'

it('shows a kept date as the table does, and a word that is none as it stands', () => {
  expect(keptDateWords('2025-01-13T00:00:00.000Z')).toBe('2025-01-13')
  expect(keptDateWords('2025-01-13T08:30:05.000Z')).toBe('2025-01-13 08:30:05')
  expect(keptDateWords('<b>yesterday</b>')).toBe('<b>yesterday</b>')
})
