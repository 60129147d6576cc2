import { describe, expect, it } from 'vitest'
import { randomOf } from '../../../scripts/bench/zones.ts'
import { starRing, tableOfParts, testPlane } from '../../../tests/polygon-tables.ts'
import { distanceToRowM } from '../geometry.ts'
import { geodesicM, rowAreaM2 } from '../plane.ts'
import { makeSound } from '../repair.ts'
import type { Geometry } from '../table.ts'
import { quietTask } from '../task.ts'
import { bufferRows } from './buffer.ts'

const lineOf = (kind: 'point' | 'line', ...points: readonly (readonly [number, number])[]): Geometry => ({
  kind,
  xy: Float64Array.from(points.flat()),
  rings: Uint32Array.of(0, points.length),
  parts: Uint32Array.of(0, 1),
  rows: Uint32Array.of(0, 1),
})
const buffer = (geometry: Geometry, distanceM: number) => bufferRows(geometry, geometry.xy, [0], distanceM, quietTask())

describe('bufferRows', () => {
  it.each([5, 100, 5000, 30_000])(
    'draws a circle of %d m around a point, by geodesic distance, at any latitude',
    async (radius) => {
      for (const lat of [5, 37.65, 53]) {
        const made = await buffer(lineOf('point', [118.75, lat]), radius)
        const { xy } = made.geometry
        expect(xy.length).toBeGreaterThan(60)
        for (let i = 0; i + 1 < xy.length; i += 2) {
          const distance = geodesicM(118.75, lat, xy[i], xy[i + 1])
          // scale error (w/R)²/2 of the local plane, and the 0.1 mm grid
          expect(Math.abs(distance - radius)).toBeLessThan(radius * (0.5 * (radius / 6.37e6) ** 2) + 2e-4)
        }
        // chords inside the circle by a ten-thousandth, or 1 cm, at most
        const circle = Math.PI * radius * radius
        expect(rowAreaM2(made.geometry, xy, 0) / circle).toBeGreaterThan(1 - 2 * Math.max(1e-4, 0.01 / radius) - 1e-4)
        expect(rowAreaM2(made.geometry, xy, 0) / circle).toBeLessThan(1 + 1e-4)
      }
    },
  )

  it('keeps its distance along lines in every direction, far from any central meridian', async () => {
    for (const [dx, dy] of [
      [0.2, 0],
      [0, 0.2],
      [0.15, 0.1],
    ]) {
      const a = [121.3, 38.2] as const
      const b = [a[0] + dx, a[1] + dy] as const
      const made = await buffer(lineOf('line', a, b), 500)
      const { xy } = made.geometry
      // edges are straight in the equal-area plane
      const [x0, y0, x1, y1] = testPlane.toPlane(Float64Array.of(...a, ...b))
      const line = testPlane.toLngLat(
        Float64Array.from({ length: 4002 }, (_, i) =>
          i % 2 === 0 ? x0 + ((x1 - x0) * i) / 4000 : y0 + ((y1 - y0) * (i - 1)) / 4000,
        ),
      )
      for (let i = 0; i + 1 < xy.length; i += 2) {
        let nearest = Number.POSITIVE_INFINITY
        for (let k = 0; k < line.length; k += 2) nearest = Math.min(nearest, geodesicM(xy[i], xy[i + 1], line[k], line[k + 1]))
        // the line is sampled every 9 m
        expect(Math.abs(nearest - 500)).toBeLessThan(0.05)
      }
    }
  })

  it('grows and shrinks polygons, fills holes, drops what vanishes', async () => {
    const next = randomOf(4)
    const table = tableOfParts([
      [[starRing(next, 0, 0, 400, 30, 0.1), starRing(next, 0, 0, 20, 12, 0.1).reverse()]],
      [[starRing(next, 1000, 0, 8, 6, 0.1)]],
    ])
    const sound = await makeSound(table, quietTask())
    const out = await bufferRows(sound.geometry, sound.lngLat, [0, 1], 50, quietTask())
    expect([...out.from]).toEqual([0, 1])
    // the hole of 20 m is gone
    expect(out.geometry.parts[1]).toBe(1)
    for (let i = 0; i < 2 * out.geometry.rings[1]; i += 2) {
      const distance = distanceToRowM(sound.geometry, sound.lngLat, 0, out.geometry.xy[i], out.geometry.xy[i + 1])
      expect(Math.abs(distance - 50)).toBeLessThan(0.25)
    }
    const inwards = await bufferRows(sound.geometry, sound.lngLat, [0, 1], -10, quietTask())
    expect([...inwards.from]).toEqual([0])
    expect(inwards.geometry.parts[1]).toBe(2)
    expect(rowAreaM2(inwards.geometry, inwards.geometry.xy, 0)).toBeLessThan(rowAreaM2(sound.geometry, sound.lngLat, 0))
  })
})
