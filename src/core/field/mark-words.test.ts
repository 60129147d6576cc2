import { expect, it } from 'vitest'
import { markOf } from './mark-words.ts'

it.each([
  ['marker', '钢钉', 'nail'],
  ['marker', ' 水泥桩 ', 'concrete'],
  ['marker', 'Stone', 'stone'],
  ['marker', '瓷标志', 'other'],
  ['marker', '', null],
  ['marker', '/', null],
  ['line', '围墙', 'wall'],
  ['line', '砖围墙', 'wall'],
  ['line', '滴水线', 'other'],
  ['linePosition', '中', 'middle'],
  ['linePosition', '外侧', 'outer'],
  ['linePosition', '不详', null],
] as const)('%s “%s” is %s', (mark, words, kind) => {
  expect(markOf(mark, words)).toBe(kind)
})
