import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accumulate, type CellRings, type CellWindow, centreSpans, strideOf } from './coverage.ts'

function shares(shape: CellRings, window: CellWindow): Float64Array {
  const stride = strideOf(window)
  const cells = new Float64Array(stride * window.height)
  accumulate(shape, 0, shape.rings.length - 1, window, cells)
  const out = new Float64Array(window.width * window.height)
  for (let y = 0; y < window.height; y++) {
    let sum = 0
    for (let x = 0; x < window.width; x++) {
      sum += cells[y * stride + x]
      out[y * window.width + x] = sum
    }
  }
  return out
}
function shapeOf(...rings: number[][]): CellRings {
  const offsets = [0]
  for (const ring of rings) offsets.push(offsets[offsets.length - 1] + ring.length / 2 + 1)
  return { xy: Float64Array.from(rings.flatMap((ring) => [...ring, ring[0], ring[1]])), rings: offsets }
}
/** Signed area of the part of a polygon inside a box: Sutherland–Hodgman, whose bridges along the box add nothing. */
function areaInside(ring: readonly number[], left: number, top: number, right: number, bottom: number): number {
  let points = Array.from({ length: ring.length / 2 }, (_, i) => [ring[2 * i], ring[2 * i + 1]])
  const cut = (axis: 0 | 1, at: number, keepsAbove: boolean) => {
    const isIn = (p: number[]) => (keepsAbove ? p[axis] >= at : p[axis] <= at)
    const out: number[][] = []
    points.forEach((p, i) => {
      const q = points[(i + 1) % points.length]
      if (isIn(p)) out.push(p)
      if (isIn(p) === isIn(q)) return
      const t = (at - p[axis]) / (q[axis] - p[axis])
      const met = [p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]
      met[axis] = at
      out.push(met)
    })
    points = out
  }
  cut(0, left, true)
  cut(0, right, false)
  cut(1, top, true)
  cut(1, bottom, false)
  return points.reduce((sum, [x, y], i) => {
    const [u, v] = points[(i + 1) % points.length]
    return sum + (x * v - u * y) / 2
  }, 0)
}
const signedArea = (ring: readonly number[]) => areaInside(ring, -1e9, -1e9, 1e9, 1e9)

/** Star-shaped, so that it never crosses itself; also on whole and half cells. */
const star = fc
  .tuple(
    fc.array(fc.double({ min: 0.05, max: 9, noNaN: true }), { minLength: 3, maxLength: 24 }),
    fc.double({ min: -4, max: 16, noNaN: true }),
    fc.double({ min: -4, max: 16, noNaN: true }),
    fc.constantFrom(0, 1, 2, 4),
  )
  .map(([radii, x, y, grid]) =>
    radii.flatMap((radius, i) => {
      const angle = (2 * Math.PI * i) / radii.length
      const at = [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
      return grid ? at.map((value) => Math.round(value * grid) / grid) : at
    }),
  )
const WINDOW = { col0: 2, row0: 1, width: 9, height: 11 }

describe('cell shares', () => {
  it('are the area of polygon ∩ cell, whatever lies outside the window', () => {
    fc.assert(
      fc.property(star, (ring) => {
        const found = shares(shapeOf(ring), WINDOW)
        for (let y = 0; y < WINDOW.height; y++)
          for (let x = 0; x < WINDOW.width; x++) {
            const column = WINDOW.col0 + x
            const row = WINDOW.row0 + y
            // downward edges count positive: the sign of a ring that runs the other way round
            expect(found[y * WINDOW.width + x]).toBeCloseTo(-areaInside(ring, column, row, column + 1, row + 1), 10)
          }
      }),
      { numRuns: 300 },
    )
  })

  it('leave holes out and add up to the polygon', () => {
    const outer = [0.3, 0.2, 0.4, 8.7, 9.1, 8.9, 8.8, 0.1]
    const hole = [2.5, 2.5, 6.25, 3.75, 4.1, 6.6]
    const found = shares(shapeOf(outer, hole), { col0: 0, row0: 0, width: 10, height: 10 })
    const sum = found.reduce((total, share) => total + share, 0)
    expect(signedArea(hole) * signedArea(outer)).toBeLessThan(0)
    expect(sum).toBeCloseTo(-(signedArea(outer) + signedArea(hole)), 11)
    expect(found[3 * 10 + 4]).toBeCloseTo(-areaInside(hole, 4, 3, 5, 4) + 1, 11)
  })

  it('of neighbours add up to one along their shared edge', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 8, noNaN: true }), { minLength: 2, maxLength: 12 }), (xs) => {
        const border = xs.flatMap((x, i) => [x, (10 * i) / (xs.length - 1)])
        const back = Array.from({ length: xs.length }, (_, i) =>
          border.slice(2 * (xs.length - 1 - i), 2 * (xs.length - i)),
        ).flat()
        const window = { col0: 0, row0: 0, width: 10, height: 10 }
        const left = shares(shapeOf([0, 0, 0, 10, ...back]), window)
        const right = shares(shapeOf([...border, 10, 10, 10, 0]), window)
        for (let i = 0; i < left.length; i++) expect(left[i] + right[i]).toBeCloseTo(1, 11)
      }),
      { numRuns: 200 },
    )
  })
})

describe('cell centres', () => {
  it('are those inside by an even-odd test', () => {
    fc.assert(
      fc.property(star, (ring) => {
        const found = new Set<string>()
        centreSpans(shapeOf(ring), 0, 1, WINDOW, (row, first, end) => {
          for (let column = first; column < end; column++) found.add(`${column},${row}`)
        })
        for (let row = WINDOW.row0; row < WINDOW.row0 + WINDOW.height; row++)
          for (let column = WINDOW.col0; column < WINDOW.col0 + WINDOW.width; column++) {
            const { inside, isNear } = holds(ring, column + 0.5, row + 0.5)
            if (!isNear) expect(found.has(`${column},${row}`)).toBe(inside)
          }
      }),
      { numRuns: 300 },
    )
  })
})

function holds(ring: readonly number[], x: number, y: number): { inside: boolean; isNear: boolean } {
  let winding = 0
  let isNear = false
  for (let i = 0; i < ring.length; i += 2) {
    const [ax, ay, bx, by] = [ring[i] - x, ring[i + 1] - y, ring[(i + 2) % ring.length] - x, ring[(i + 3) % ring.length] - y]
    const angle = Math.atan2(ax * by - ay * bx, ax * bx + ay * by)
    if (Math.abs(Math.abs(angle) - Math.PI) < 1e-6 || (ax === 0 && ay === 0)) isNear = true
    winding += angle
  }
  return { inside: Math.abs(winding) > Math.PI, isNear }
}
