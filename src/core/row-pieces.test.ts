import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clusterRows } from './row-pieces.ts'

/** Boxes of squares with a corner and a side. */
const boxesOf = (squares: readonly (readonly [number, number, number])[]) =>
  Float64Array.from(squares.flatMap(([x, y, side]) => [x, y, x + side, y + side]))

describe('clusterRows', () => {
  it('puts each row into one cluster, whose box holds it', () => {
    const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    const square = fc.tuple(coordinate, coordinate, fc.double({ min: 1e-3, max: 1e5, noNaN: true }))
    fc.assert(
      fc.property(fc.array(square, { maxLength: 300 }), (squares) => {
        const boxes = boxesOf(squares)
        const clusters = clusterRows(boxes, Uint32Array.from(squares.keys()), 16)
        const rows = clusters.flatMap((cluster) => [...cluster.rows])
        expect(rows.sort((a, b) => a - b)).toEqual([...squares.keys()])
        for (const { rows: members, box } of clusters) {
          expect([...members]).toEqual([...members].sort((a, b) => a - b))
          for (const row of members) {
            expect(boxes[4 * row] >= box[0] && boxes[4 * row + 1] >= box[1]).toBe(true)
            expect(boxes[4 * row + 2] <= box[2] && boxes[4 * row + 3] <= box[3]).toBe(true)
          }
        }
      }),
    )
  })

  it('stays near where one row lies at the end of the world, or covers all', () => {
    const town = Array.from({ length: 4096 }, (_, i): [number, number, number] => [60 * (i % 64), 60 * Math.floor(i / 64), 55])
    for (const odd of [[2e7, 1e7, 50] as const, [0, 0, 3840] as const]) {
      const clusters = clusterRows(
        boxesOf([...town, odd]),
        Uint32Array.from({ length: 4097 }, (_, i) => i),
        16,
      )
      const largest = Math.max(...clusters.map(({ rows }) => rows.length))
      expect(largest).toBeLessThanOrEqual(64)
      expect(clusters.length).toBeLessThan(600)
    }
  })
})
