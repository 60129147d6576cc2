import { expect, test } from 'vitest'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import { goesRoundOnce } from './goes-round-once.ts'
import { lngLatOf, planeOf } from './plane.ts'
import type { Geometry } from './table.ts'
import { findDefects } from './validity.ts'

const flat = (ring: readonly (readonly [number, number])[]) => Float64Array.from([...ring, ring[0]].flat())
const asked = (ring: readonly (readonly [number, number])[]) => {
  const xy = flat(ring)
  return goesRoundOnce(xy, 0, xy.length / 2)
}
const round = (corners: number, step: number) =>
  Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i * step) / corners
    return [100 * Math.cos(angle) + 5, 100 * Math.sin(angle) - 7] as const
  })

test('rings round about are told either way round, a bow-tie, a star that goes twice and a line out and back are not', () => {
  expect(asked(round(12, 1))).toBe(true)
  expect(asked(round(12, 1).reverse())).toBe(true)
  expect(asked(round(3, 1))).toBe(true)
  // each corner turns to the same side, and its edges cross five times
  expect(asked(round(5, 2))).toBe(false)
  expect(asked([...round(8, 1), ...round(8, 1)])).toBe(false)
  // biome-ignore format: one corner a place
  expect(asked([[0, 0], [10, 10], [10, 0], [0, 10]])).toBe(false)
  // biome-ignore format: one corner a place
  expect(asked([[0, 0], [10, 0], [20, 0]])).toBe(false)
  // biome-ignore format: one corner a place
  expect(asked([[0, 0], [10, 0], [10, Number.NaN], [0, 10]])).toBe(false)
  // a spike straight out from the middle at each side: its edges lie on each other
  const spikes = [[1, 0], [0, 1], [-1, 0], [0, -1]].flatMap(([x, y]) => [[x, y], [2 * x, 2 * y], [x, y], [x - y, y + x]] as const) // biome-ignore format: one row
  expect(asked(spikes.map(([x, y]) => [100 * x, 100 * y] as const))).toBe(false)
})

test('no ring that is told so has edges that cross, and only some that have none are not', () => {
  let seed = 7
  const chance = () => {
    seed = (seed * 16807) % 2147483647
    return seed / 2147483647
  }
  const each = Uint32Array.of(0, 1)
  const seen = { told: 0, crossing: 0, sound: 0 }
  for (let k = 0; k < 20_000; k++) {
    const corners = 3 + Math.floor(chance() * 9)
    // corners anywhere, and round about with some noise
    const ring = Array.from({ length: corners }, (_, i) => {
      if (k % 2 === 0) return [100 * chance(), 100 * chance()] as const
      const angle = (2 * Math.PI * (i + 1.2 * chance())) / corners
      const far = 20 + 80 * chance()
      return [far * Math.cos(angle), far * Math.sin(angle)] as const
    })
    const xy = flat(ring)
    const geometry: Geometry = { kind: 'polygon', xy, rings: Uint32Array.of(0, xy.length / 2), parts: each, rows: each }
    const isCrossing = findDefects(geometry, xy, 0).some(({ kind }) => kind === 'crossing')
    if (isCrossing) seen.crossing++
    else seen.sound++
    if (!goesRoundOnce(xy, 0, xy.length / 2)) continue
    seen.told++
    expect(isCrossing).toBe(false)
  }
  expect(seen.crossing).toBeGreaterThan(5000)
  expect(seen.told).toBeGreaterThan(seen.sound / 2)
})

test('it tells nearly all parcels of a fabric, so that few are looked at edge by edge', () => {
  const table = parcelFabric(2000)
  const lngLat = lngLatOf(table)
  const xy = planeOf(lngLat).toPlane(lngLat)
  const { rings } = table.geometry!
  let told = 0
  for (let ring = 0; ring + 1 < rings.length; ring++) if (goesRoundOnce(xy, rings[ring], rings[ring + 1])) told++
  expect(told / (rings.length - 1)).toBeGreaterThan(0.95)
})
