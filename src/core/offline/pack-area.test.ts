import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Box } from '../ranged-layer.ts'
import { areaTest } from './pack-area.ts'

const ring = (...points: number[]) => Float64Array.from([...points, points[0], points[1]])
const square = (x: number, y: number, side: number) => ring(x, y, x + side, y, x + side, y + side, x, y + side)

describe('whether a box lies in an area', () => {
  const withHole = areaTest([square(0, 0, 10), square(4, 4, 4)])
  it.each<[string, Box, boolean]>([
    ['inside', [1, 1, 2, 2], true],
    ['in the hole', [5, 5, 6, 6], false],
    ['across the edge of the hole', [3, 5, 5, 6], true],
    ['around all of it', [-1, -1, 11, 11], true],
    ['touching from outside', [10, 2, 12, 3], true],
    ['outside', [10.1, 2, 12, 3], false],
    ['without a shape', [Infinity, Infinity, -Infinity, -Infinity], false],
  ])('%s', (_, box, expected) => {
    expect(withHole(box)).toBe(expected)
  })

  it('an aslant area takes no box that only its own box meets', () => {
    const strip = areaTest([ring(0, 0, 10, 9, 10, 10, 0, 1)])
    expect([strip([8, 1, 9, 2]), strip([8, 7.5, 9, 8])]).toEqual([false, true])
  })

  it('says what points of the box and the area say', () => {
    const number = fc.integer({ min: -20, max: 20 })
    const points = fc.array(fc.tuple(number, number), { minLength: 3, maxLength: 8 })
    fc.assert(
      fc.property(points, number, number, fc.integer({ min: 1, max: 9 }), (corners, x, y, side) => {
        const area = ring(...corners.flat())
        const isIn = (px: number, py: number) => {
          let inside = false
          for (let i = 0; i + 3 < area.length; i += 2) {
            const [x0, y0, x1, y1] = area.subarray(i, i + 4)
            if (y0 > py !== y1 > py && px < x0 + ((py - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside
          }
          return inside
        }
        const samples = Array.from({ length: 400 }, (_, i) => [x + (side * (i % 20)) / 19, y + (side * Math.floor(i / 20)) / 19])
        const found = samples.some(([px, py]) => isIn(px, py))
        // points miss what is thinner than their distance; what they find must be found
        if (found) expect(areaTest([area])([x, y, x + side, y + side])).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
