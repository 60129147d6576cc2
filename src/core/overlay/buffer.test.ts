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

  it.each([
    [[118.2, 38.2], [119.2, 38.3], 800],
    [[121.3, 38.2], [121.3, 38.4], 200],
    [[121.3, 38.2], [121.45, 38.3], 150],
  ] as const)(
    'keeps to the millimetre a kilometre from a line, between its corners too, but for the scale of the local plane: %j %j',
    async (a, b, least) => {
      const radius = 1000
      const { xy } = (await buffer(lineOf('line', a, b), radius)).geometry
      // edges are straight in the equal-area plane
      const [x0, y0, x1, y1] = testPlane.toPlane(Float64Array.of(...a, ...b))
      const distance = (lng: number, lat: number, share: number) => {
        const on = testPlane.toLngLat(Float64Array.of(x0 + (x1 - x0) * share, y0 + (y1 - y0) * share))
        return geodesicM(lng, lat, on[0], on[1])
      }
      let places = 0
      for (let i = 0; i + 3 < xy.length; i += 2) {
        // round the ends chords are short
        if (geodesicM(xy[i], xy[i + 1], xy[i + 2], xy[i + 3]) < 100) continue
        for (const along of [0, 0.5]) {
          const [lng, lat] = [xy[i] + along * (xy[i + 2] - xy[i]), xy[i + 1] + along * (xy[i + 3] - xy[i + 1])]
          let [low, high] = [0, 1]
          for (let step = 0; step < 32; step++) {
            const third = (high - low) / 3
            if (distance(lng, lat, low + third) < distance(lng, lat, high - third)) high -= third
            else low += third
          }
          const eastM = geodesicM((a[0] + b[0]) / 2, lat, lng, lat)
          const away = Math.abs(distance(lng, lat, low) - radius)
          expect(away, `${lng} ${lat}`).toBeLessThan(radius * 0.5 * (eastM / 6.37e6) ** 2 + 1.5e-3)
          places++
        }
      }
      expect(places).toBeGreaterThan(least)
    },
  )

  it('leaves nothing that is thinner than its grid', async () => {
    const box = (left: number, right: number): [number, number][] => [[left, -50], [right, -50], [right, 50], [left, 50], [left, -50]] // biome-ignore format: one ring
    const halves = Array.from({ length: 24 }, (_, i) => 10 + i * 1.3e-5)
    const strips = tableOfParts(halves.map((half) => [[box(-half, half)]]))
    const frames = tableOfParts(halves.map((half) => [[box(-80, 80), box(-half, half).reverse()]]))
    let [vanished, left] = [0, 0]
    for (const [table, distanceM, most] of [
      [strips, -10, 0],
      [frames, 10, 1],
    ] as const) {
      // biome-ignore format: one list
      const { geometry } = await makeSound(table, quietTask())
      const rows = halves.map((_, row) => row)
      const made = await bufferRows(geometry, geometry.xy, rows, distanceM, quietTask())
      const { rings } = made.geometry
      const xy = testPlane.toPlane(made.geometry.xy)
      const ringCount = rings.length - 1
      vanished += most === 0 ? rows.length - ringCount : 2 * rows.length - ringCount
      for (let ring = 0; ring < ringCount; ring++) {
        let [twice, length] = [0, 0]
        for (let i = 2 * rings[ring]; i + 3 < 2 * rings[ring + 1]; i += 2) {
          twice +=
            (xy[i] - xy[rings[ring] * 2]) * (xy[i + 3] - xy[rings[ring] * 2 + 1]) -
            (xy[i + 2] - xy[rings[ring] * 2]) * (xy[i + 1] - xy[rings[ring] * 2 + 1])
          length += Math.hypot(xy[i + 2] - xy[i], xy[i + 3] - xy[i + 1])
        }
        // area over half the outline: the mean width
        if (Math.abs(twice) / length < 1) left++
        expect(Math.abs(twice) / length, `ring ${ring}`).toBeGreaterThan(0.98e-4)
      }
    }
    // both were met: what the grid cannot hold, and what it just can
    expect(vanished).toBeGreaterThan(10)
    expect(left).toBeGreaterThan(4)
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
