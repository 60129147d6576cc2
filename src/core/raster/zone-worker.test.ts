import { expect, it } from 'vitest'
import type { CellZones } from './cell-zones.ts'
import { PLAIN_ZONAL } from './raster.fixture.ts'
import { ZoneSums, ZoneWorker } from './zone-sums.ts'

/** A box in cells, counter-clockwise as seen on the map, over a raster of five by five whose value is ten times the column plus the row. */
function figuresOf(left: number, upper: number, right: number, lower: number) {
  const zones: CellZones = {
    xy: Float64Array.of(left, upper, left, lower, right, lower, right, upper, left, upper),
    rings: Uint32Array.of(0, 5),
    zones: Uint32Array.of(0, 1),
    boxes: Float64Array.of(left, upper, right, lower),
    areas: Float64Array.of(-(right - left) * (lower - upper)),
    unplaced: [],
  }
  const sums = new ZoneSums(zones, 0, PLAIN_ZONAL, true)
  const worker = new ZoneWorker(zones, (_row, _column, count, out) => out.fill(100, 0, count))
  const values = Float64Array.from({ length: 25 }, (_, i) => 10 * (i % 5) + Math.floor(i / 5))
  worker.add(sums, { col0: 0, row0: 0, width: 5, height: 5, values })
  return sums.finish()
}

it('leaves a cell alone that a zone’s border meets by rounding only, and takes a whole one whole', () => {
  const whole = { count: 4, areaM2: 400, min: 11, max: 22, sum: 66, mean: 16.5, outside: 0, nodata: 0 }
  expect(figuresOf(1, 1, 3, 3)).toMatchObject(whole)
  // what is left of an edge on a cell's border after a projection and back
  for (const noise of [1e-12, -1e-12, 3e-10, -3e-10]) {
    const { min, max, count, outside } = figuresOf(1 - noise, 1 - noise, 3 + noise, 3 + noise)
    expect({ min, max, outside }, String(noise)).toEqual({ min: 11, max: 22, outside: 0 })
    expect(count, String(noise)).toBe(4)
  }
  // a thousandth of a cell is no rounding
  const wider = figuresOf(1, 1, 3.001, 3)
  expect(wider).toMatchObject({ min: 11, max: 32, outside: 0 })
  expect(wider.count).toBeCloseTo(4.002, 12)
  expect(wider.sum).toBeCloseTo(66 + 0.001 * (31 + 32), 12)
})

it('tells what lies outside the raster, but not a rounding of it', () => {
  expect(figuresOf(4, 0, 5 + 1e-10, 2)).toMatchObject({ count: 2, outside: 0 })
  const beyond = figuresOf(4, 0, 5.0001, 2)
  expect(beyond.count).toBe(2)
  expect(beyond.outside).toBeCloseTo(0.0002, 12)
})
