import { expect, it, vi } from 'vitest'
import { randomOf } from '../../../scripts/bench/zones.ts'
import { starRing } from '../../../tests/polygon-tables.ts'
import { ringContains } from '../geometry.ts'
import { ringProbe } from './ring-probe.ts'

const looks = vi.hoisted(() => ({ count: 0 }))
vi.mock('../geometry.ts', async (load) => {
  const real = await load<typeof import('../geometry.ts')>()
  const isWestOf: typeof real.isWestOf = (...edge) => {
    looks.count++
    return real.isWestOf(...edge)
  }
  return { ...real, isWestOf }
})

const next = randomOf(7)
const star = (vertices: number, depth = 0.6) => Float64Array.from(starRing(next, 300, -200, 1000, vertices, depth).flat())
const point = (): [number, number] => [300 + 2400 * (next() - 0.5), -200 + 2400 * (next() - 0.5)]

it('answers as a look at every edge does, on vertices and level with them too', () => {
  for (const vertices of [5, 300, 5000]) {
    const ring = star(vertices)
    const holds = ringProbe(ring)
    let inside = 0
    for (let i = 0; i < 2000; i++) {
      const [x, y] = i % 3 === 0 ? [point()[0], ring[2 * (i % vertices) + 1]] : i % 3 === 1 ? ring.subarray(2 * (i % vertices)) : point() // biome-ignore format: one choice
      const isIn = ringContains(ring, 0, ring.length / 2, x, y)
      expect(holds(x, y)).toBe(isIn)
      if (isIn) inside++
    }
    expect(inside).toBeGreaterThan(200)
  }
})

it('looks at a thousandth of the edges of a long ring for each of ten thousand points', () => {
  const ring = star(500_000, 0.001)
  looks.count = 0
  const holds = ringProbe(ring)
  let inside = 0
  for (let i = 0; i < 10_000; i++) if (holds(...point())) inside++
  expect(inside).toBeGreaterThan(1000)
  expect(looks.count / 10_000).toBeLessThan(2000)
})
