import { expect, test } from 'vitest'
import { nestRings, type RingSet } from './ring-nesting.ts'

const square = (x: number, y: number, side: number, isClockwise = true) => {
  const ring = [
    [x, y],
    [x, y + side],
    [x + side, y + side],
    [x + side, y],
    [x, y],
  ]
  return isClockwise ? ring : ring.toReversed()
}
function ringSet(rings: readonly number[][][], looked = { at: 0 }): RingSet {
  const flat = rings.flat()
  const starts = [0]
  for (const ring of rings) starts.push(starts[starts.length - 1] + ring.length)
  const take = (axis: number) => (vertex: number) => {
    looked.at++
    return flat[vertex][axis]
  }
  return { starts, x: take(0), y: take(1) }
}

test('a ring inside an odd number of others is a hole of the smallest around it', () => {
  const rings = [square(0, 0, 10), square(1, 1, 6), square(2, 2, 3), square(2.5, 2.5, 1), square(20, 0, 5), square(21, 1, 1)]
  const { polygons, looseHoles } = nestRings(ringSet(rings), 'nesting')
  expect(polygons).toEqual([
    [0, 1],
    [2, 3],
    [4, 5],
  ])
  expect(looseHoles).toBe(0)
})

test('by direction: holes go into the smallest shell around them, those in none become polygons', () => {
  const rings = [square(1, 1, 2, false), square(0, 0, 10), square(50, 0, 1, false), square(0.5, 0.5, 5)]
  const { polygons, looseHoles } = nestRings(ringSet(rings), 'clockwise-shells')
  expect(polygons).toEqual([[1], [3, 0], [2]])
  expect(looseHoles).toBe(1)
})

test('of many rings each looks at those around it only', () => {
  const count = 3000
  const rings = Array.from({ length: count }, (_, i) => square((i % 60) * 2, Math.floor(i / 60) * 2, 1 + i / 1e5))
  const looked = { at: 0 }
  expect(nestRings(ringSet(rings, looked), 'nesting').polygons).toHaveLength(count)
  // each with each would be nine million
  expect(looked.at).toBeLessThan(count * 100)
})
