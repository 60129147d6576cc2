import { expect, it } from 'vitest'
import { keepDots } from './keep-dots.ts'

it('lets words break before a middle dot only', () => {
  const words = keepDots('28 970 行 · 已筛选 3 行 · a·b')
  expect(words.split(' ')).toEqual(['28', '970', '行', '·\u00a0已筛选', '3', '行', '·\u00a0a·b'])
})
