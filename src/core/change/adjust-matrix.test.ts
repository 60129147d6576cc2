import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjustMatrix, type Cell } from './adjust-matrix.ts'

const units = (value: number) => Math.round(value * 100)
function sums(cells: readonly Cell[], values: readonly number[], key: 'row' | 'column', index: number): number {
  return cells.reduce((sum, cell, i) => sum + (cell[key] === index ? values[i] : 0), 0)
}

describe('adjustment of a table in both directions', () => {
  it('keeps what is whole', () => {
    const cells = [
      { row: 0, column: 0, value: 1.25 },
      { row: 0, column: 1, value: 0 },
      { row: 1, column: 1, value: 7.5 },
    ]
    expect(adjustMatrix(cells, 2, 2, 2)).toEqual([1.25, 0, 7.5])
  })

  it('gives three thirds of a square metre a third each, and one a cent more', () => {
    const cells = [0, 1, 2].map((column) => ({ row: 0, column, value: 1 / 3 }))
    expect(adjustMatrix(cells, 1, 3, 2).map(units).sort()).toEqual([33, 33, 34])
  })

  it('moves no cell, no margin and no total by a unit, closes both ways, and leaves zeros alone', () => {
    const matrix = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 3e9, noNaN: true })), {
      minLength: 1,
      maxLength: 48,
    })
    fc.assert(
      fc.property(matrix, fc.integer({ min: 1, max: 8 }), (values, columnCount) => {
        const cells = values.map((value, i) => ({ row: Math.floor(i / columnCount), column: i % columnCount, value }))
        const rowCount = Math.ceil(values.length / columnCount)
        const adjusted = adjustMatrix(cells, rowCount, columnCount, 2)
        const tolerance = 1.0001
        adjusted.forEach((value, i) => {
          expect(Math.abs(value - values[i]) * 100).toBeLessThan(tolerance)
          if (values[i] === 0) expect(value).toBe(0)
          expect(units(value) / 100).toBe(value)
        })
        for (let row = 0; row < rowCount; row++) {
          expect(Math.abs(sums(cells, adjusted, 'row', row) - sums(cells, values, 'row', row)) * 100).toBeLessThan(tolerance)
        }
        for (let column = 0; column < columnCount; column++) {
          expect(Math.abs(sums(cells, adjusted, 'column', column) - sums(cells, values, 'column', column)) * 100).toBeLessThan(
            tolerance,
          )
        }
        const total = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0)
        expect(Math.abs(total(adjusted) - total(values)) * 100).toBeLessThan(tolerance)
      }),
      { numRuns: 300 },
    )
  })
})
