import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quietTask } from '../task.ts'
import { SNAP_M, snapVertices } from './snap.ts'

/** cells of the hash grid are eight tolerances wide: this is a corner of four of them */
const CORNER_M = 8 * SNAP_M * 12_345

it('gives one number to places within a tenth of a millimetre on either side of a cell’s side or across its corner', async () => {
  const near = 0.3 * SNAP_M
  for (const [x, y] of [
    [1, 0],
    [0, 1],
    [1, 1],
    [1, -1],
  ]) {
    for (const way of [1, -1]) {
      const [dx, dy] = [way * x * near, way * y * near]
      // 0.6 and 0.85 of the tolerance apart
      const pair = Float64Array.of(CORNER_M - dx, CORNER_M - dy, CORNER_M + dx, CORNER_M + dy)
      expect([...(await snapVertices(pair, quietTask()))], `${x} ${y} ${way}`).toEqual([0, 0])
    }
  }
  const far = Float64Array.of(CORNER_M - 0.8 * SNAP_M, CORNER_M - 0.8 * SNAP_M, CORNER_M, CORNER_M)
  expect([...(await snapVertices(far, quietTask()))]).toEqual([0, 1])
})

it('tells two places apart by their distance alone, wherever they stand in the grid and whichever comes first', async () => {
  const metres = fc.double({ min: -2e-3, max: 2e-3, noNaN: true })
  const step = fc.double({ min: -1.2 * SNAP_M, max: 1.2 * SNAP_M, noNaN: true })
  await fc.assert(
    fc.asyncProperty(metres, metres, step, step, async (x, y, dx, dy) => {
      const pair = Float64Array.of(CORNER_M + x, CORNER_M + y, CORNER_M + x + dx, CORNER_M + y + dy)
      const apart = Math.hypot(pair[2] - pair[0], pair[3] - pair[1])
      fc.pre(Math.abs(apart - SNAP_M) > 1e-9)
      const isOne = apart < SNAP_M
      expect([...(await snapVertices(pair, quietTask()))]).toEqual(isOne ? [0, 0] : [0, 1])
      const turned = Float64Array.of(pair[2], pair[3], pair[0], pair[1])
      expect([...(await snapVertices(turned, quietTask()))]).toEqual(isOne ? [0, 0] : [0, 1])
    }),
    { numRuns: 600 },
  )
})
