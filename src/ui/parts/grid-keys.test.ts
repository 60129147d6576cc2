import { expect, it } from 'vitest'
import { cellAfterKey } from './grid-keys.ts'

const size = { rows: 100, columns: 4, page: 10 }
const from =
  (row: number, column: number) =>
  (key: string, isMod = false) =>
    cellAfterKey(key, isMod, { row, column }, size)

it('moves inside the grid and stops at its edges; the header is row −1', () => {
  expect(from(0, 0)('ArrowUp')).toEqual({ row: -1, column: 0 })
  expect(from(-1, 0)('ArrowUp')).toEqual({ row: -1, column: 0 })
  expect(from(99, 3)('ArrowDown')).toEqual({ row: 99, column: 3 })
  expect(from(5, 3)('ArrowRight')).toEqual({ row: 5, column: 3 })
  expect(from(5, 2)('PageDown')).toEqual({ row: 15, column: 2 })
  expect(from(5, 2)('PageUp')).toEqual({ row: -1, column: 2 })
  expect(from(5, 2)('End')).toEqual({ row: 5, column: 3 })
  expect(from(5, 2)('End', true)).toEqual({ row: 99, column: 3 })
  expect(from(5, 2)('Home', true)).toEqual({ row: 0, column: 0 })
  expect(from(5, 2)('x')).toBeNull()
})
