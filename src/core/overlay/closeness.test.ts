import fc from 'fast-check'
import { expect, it } from 'vitest'
import { comesNear, NEAR_M, type RingSpan, sagM } from './closeness.ts'

type Place = readonly [x: number, y: number]

/** A star about a corner, closed; of a few metres to some hundred. */
function star(vertices: number, at: Place, seed: number): Place[] {
  let state = seed
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  const size = 2 + 200 * next()
  const ring = Array.from({ length: vertices }, (_, i): Place => {
    const angle = (2 * Math.PI * i) / vertices
    const radius = size * (0.4 + 0.6 * next())
    return [at[0] + radius * Math.cos(angle), at[1] + radius * Math.sin(angle)]
  })
  return [...ring, ring[0]]
}

const reachOf = (start: Place, end: Place, tanLat: number) =>
  Math.max(NEAR_M, 1.2 * sagM(end[0] - start[0], end[1] - start[1], tanLat))

/** Every vertex against every edge that is not its own, every edge against every other: without boxes. */
function comesNearPairByPair(rings: readonly (readonly Place[])[], tanLat: number): boolean {
  const edges = rings.flatMap((ring, r) =>
    ring.slice(1).map((end, i) => {
      const start = ring[i]
      return { start, end, reach: reachOf(start, end, tanLat), ends: [`${r} ${i}`, `${r} ${(i + 1) % (ring.length - 1)}`] }
    }),
  )
  const distance = ([x, y]: Place, [ax, ay]: Place, [bx, by]: Place) => {
    const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    const share = Math.min(1, Math.max(0, along))
    return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))
  }
  const side = ([ax, ay]: Place, [bx, by]: Place, [x, y]: Place) => Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax))
  return edges.some((a) =>
    edges.some((b) => {
      if (a === b) return false
      const isShared = b.ends.map((end) => a.ends.includes(end))
      if (!isShared[0] && distance(b.start, a.start, a.end) <= a.reach) return true
      if (!isShared[1] && distance(b.end, a.start, a.end) <= a.reach) return true
      return (
        !isShared.includes(true) &&
        side(a.start, a.end, b.start) * side(a.start, a.end, b.end) < 0 &&
        side(b.start, b.end, a.start) * side(b.start, b.end, a.end) < 0
      )
    }),
  )
}

// where a metre of latitude is many degrees of longitude, edges run kilometres beside those of degrees: boxes are widened by as much
it.each([0, 37.6, 80, 89, 89.99, 89.999999, 90])('boxes of runs hide nothing at %f° of latitude', (lat) => {
  const tanLat = Math.tan((lat * Math.PI) / 180)
  const found = [0, 0]
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 3, max: 60 }),
      fc.double({ min: 0, max: 600, noNaN: true }),
      fc.constantFrom('apart', 'touching', 'beside'),
      fc.double({ min: 0.2, max: 1.5, noNaN: true }),
      (seed, vertices, aside, placed, share) => {
        const rings = [star(vertices, [0, 0], seed), star(9, [aside, 0.3 * aside], seed + 1)]
        // a corner of the second on, or a tenth of a millimetre beside, an edge of the first
        if (placed === 'touching') {
          const [[ax, ay], [bx, by]] = rings[0]
          rings[1] = rings[1].map(([x, y], i) => (i === 3 ? [(ax + bx) / 2 + 1e-4 * (seed % 2), (ay + by) / 2] : [x, y]))
        }
        // the westernmost corner of the second east of the easternmost of the first, by about as much as near is
        if (placed === 'beside') {
          const east = rings[0].reduce((most, place) => (place[0] > most[0] ? place : most))
          const west = rings[1].reduce((least, place) => (place[0] < least[0] ? place : least))
          const after = rings[0][(rings[0].indexOf(east) + 1) % (rings[0].length - 1)]
          const gap = share * reachOf(east, after, tanLat)
          rings[1] = rings[1].map(([x, y]) => [x - west[0] + east[0] + gap, y - west[1] + east[1]])
        }
        const spans: RingSpan[] = [
          [0, rings[0].length],
          [rings[0].length, rings[0].length + rings[1].length],
        ]
        const wanted = comesNearPairByPair(rings, tanLat)
        found[Number(wanted)]++
        return comesNear(Float64Array.from(rings.flat(2)), spans, tanLat) === wanted
      },
    ),
    { numRuns: 150 },
  )
  expect(found[1]).toBeGreaterThan(20)
  if (lat < 85) expect(found[0]).toBeGreaterThan(20)
})
