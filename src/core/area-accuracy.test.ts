import { describe, expect, it } from 'vitest'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import { randomOf } from '../../scripts/bench/zones.ts'
import { areaSigmaM2 } from './area-accuracy.ts'
import { geometryFromGeoJson, pickRows } from './geometry.ts'
import { rowAreaSigmaM2 } from './plane.ts'
import { makeSound, type SoundTable } from './repair.ts'
import { quietTask } from './task.ts'

/** Standard normal, Box and Muller. */
function normalOf(seed: number): () => number {
  const next = randomOf(seed)
  return () => Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next())
}

/** Moves each boundary point once, for all rows that have it, and measures the rows together; standard deviation over the runs, m². */
function simulated({ geometry, xy }: SoundTable, rows: readonly number[], pointSigmaM: number, runs: number): number {
  const normal = normalOf(37)
  const own = pickRows({ ...geometry, xy }, rows)
  let squares = 0
  for (let run = 0; run < runs; run++) {
    const moved = new Map<string, [number, number]>()
    let change = 0
    for (let ring = 0; ring + 1 < own.rings.length; ring++) {
      for (let i = own.rings[ring]; i + 1 < own.rings[ring + 1]; i++) {
        change -= cross(own.xy.subarray(2 * i, 2 * i + 4)) / 2
        change += cross([...place(own.xy, i), ...place(own.xy, i + 1)]) / 2
      }
    }
    squares += change ** 2

    function place(at: Float64Array, vertex: number): [number, number] {
      const key = `${at[2 * vertex]} ${at[2 * vertex + 1]}`
      let to = moved.get(key)
      if (!to) {
        to = [at[2 * vertex] + pointSigmaM * Math.SQRT1_2 * normal(), at[2 * vertex + 1] + pointSigmaM * Math.SQRT1_2 * normal()]
        moved.set(key, to)
      }
      return to
    }
  }
  return Math.sqrt(squares / runs)
}
const cross = ([x0, y0, x1, y1]: readonly number[] | Float64Array) => x0 * y1 - x1 * y0

describe('areaSigmaM2', () => {
  it('is the usual formula for one row', async () => {
    const sound = await makeSound(parcelFabric(9), quietTask())
    for (let row = 0; row < 9; row++) {
      const usual = rowAreaSigmaM2(sound.geometry, sound.lngLat, row, 0.05)
      expect(areaSigmaM2(sound.geometry, sound.xy, [row], 0.05) / usual).toBeCloseTo(1, 5)
    }
  })

  it.each([[[4]], [[0, 1]], [[0, 1, 2, 3, 4, 5, 6, 7, 8]], [[0, 8]]])(
    'is what moving the points of rows %j at random shows',
    async (rows) => {
      const sound = await makeSound(parcelFabric(9), quietTask())
      const expected = areaSigmaM2(sound.geometry, sound.xy, rows, 0.1)
      // 2 000 runs: the standard deviation itself is known to 1.6 %
      const ratio = simulated(sound, rows, 0.1, 2000) / expected
      expect(ratio).toBeGreaterThan(0.95)
      expect(ratio).toBeLessThan(1.05)
    },
  )

  it('knows what is shared of rows in a grid, whose points have the same x or the same y', () => {
    const squares = Array.from({ length: 16 }, (_, i) => [100 * (i % 4), 100 * (((i * 7) % 16) >> 2)] as const)
    const seen = new Set(squares.map(String))
    expect(seen.size).toBe(16)
    const geometry = geometryFromGeoJson(
      'polygon',
      squares.map(([x, y]) => ({
        type: 'Polygon',
        coordinates: [
          [
            [x, y],
            [x + 100, y],
            [x + 100, y + 100],
            [x, y + 100],
            [x, y],
          ],
        ],
      })),
    )
    const rows = squares.map((_, row) => row)
    // the outline has four corners (d² = 2·100²) and twelve points between (d = 200); points inside count for nothing
    expect(areaSigmaM2(geometry, geometry.xy, rows, 0.1)).toBeCloseTo(0.1 * Math.sqrt((4 * 2 * 100 ** 2 + 12 * 200 ** 2) / 8), 9)
  })

  it('depends on the outline alone: rows that share all inner points are as sure as their union', async () => {
    const sound = await makeSound(parcelFabric(9), quietTask())
    const all = areaSigmaM2(
      sound.geometry,
      sound.xy,
      Array.from({ length: 9 }, (_, i) => i),
      0.1,
    )
    const asIfApart = Math.hypot(...Array.from({ length: 9 }, (_, row) => areaSigmaM2(sound.geometry, sound.xy, [row], 0.1)))
    expect(all).toBeLessThan(0.75 * asIfApart)
    expect(areaSigmaM2(sound.geometry, sound.xy, [], 0.1)).toBe(0)
  })
})
