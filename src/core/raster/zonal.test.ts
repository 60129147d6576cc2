import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import '../projections.ts'
import { fromLngLat } from '../crs.ts'
import { AppError } from '../errors.ts'
import { rowAreasM2 } from '../plane.ts'
import { makeSound } from '../repair.ts'
import type { Table } from '../table.ts'
import { createTask, quietTask } from '../task.ts'
import type { GridReader } from './grid.ts'
import { madeGrid, PLAIN_ZONAL, type Ring, zonesOf } from './raster.fixture.ts'
import { zonalFigures } from './zonal.ts'
import type { ZonalOptions } from './zone-sums.ts'

async function figuresOf(table: Table, grid: GridReader, options: Partial<ZonalOptions> = {}) {
  const rows = Uint32Array.from({ length: table.length }, (_, row) => row)
  const sound = await makeSound(table, quietTask())
  return zonalFigures(sound, rows, grid, { ...PLAIN_ZONAL, ...options }, quietTask())
}

const CELL = 0.001
/** 40 × 30 cells of about 88 × 111 m, north up */
const degrees = (valueAt: (column: number, row: number, band: number) => number, more = {}) =>
  madeGrid({ width: 40, height: 30, transform: [118.5, CELL, 0, 37.7, 0, -CELL], valueAt, ...more })
const at = (column: number, row: number) => [118.5 + column * CELL, 37.7 - row * CELL] as const
const box = (left: number, upper: number, right: number, lower: number): Ring => [
  at(left, lower),
  at(right, lower),
  at(right, upper),
  at(left, upper),
]

describe('zonal figures', () => {
  it('weigh each cell by the share that lies inside', async () => {
    const { figures } = await figuresOf(
      zonesOf([[box(1.5, 2, 3, 4)]]),
      degrees((column) => column),
    )
    const [{ count, mean, sum, min, max, sd }] = figures
    // columns 1 (half) and 2, two rows each: weights 1 and 2
    expect(count).toBeCloseTo(3, 9)
    expect(mean).toBeCloseTo((1 * 1 + 2 * 2) / 3, 9)
    expect(sum).toBeCloseTo(5, 9)
    expect([min, max]).toEqual([1, 2])
    expect(sd).toBeCloseTo(Math.sqrt(2 / 9), 9)
  })

  it('agree with counting 64 × 64 points in every cell, for random polygons and holes', async () => {
    const grid = degrees((column, row) => Math.sin(column * 1.7) + row * 0.31)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 1, max: 10, noNaN: true }), { minLength: 3, maxLength: 9 }),
        fc.double({ min: 4, max: 30, noNaN: true }),
        fc.double({ min: 4, max: 22, noNaN: true }),
        async (radii, x, y) => {
          const turn = (k: number, size: number) => {
            const angle = (2 * Math.PI * k) / radii.length
            return at(x + size * Math.cos(angle), y - size * Math.sin(angle))
          }
          const outer = radii.map((radius, k) => turn(k, radius))
          const hole = radii.map((radius, k) => turn(k, radius * 0.4)).reverse()
          const { figures } = await figuresOf(zonesOf([[outer, hole]]), grid)
          const brute = countPoints([outer, hole], (column, row) => Math.sin(column * 1.7) + row * 0.31)
          expect(figures[0].count).toBeCloseTo(brute.count, 0)
          expect(Math.abs(figures[0].count - brute.count)).toBeLessThan(0.006 * brute.count + 0.05)
          expect(Math.abs(figures[0].mean - brute.mean)).toBeLessThan(0.03)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('give cells on the ellipsoid: all of them together are the polygon by the official formula', async () => {
    const table = zonesOf([[box(3, 2, 35, 28)], [box(3.3, 2.4, 20.7, 11.1)]])
    const official = rowAreasM2(table)
    const { figures } = await figuresOf(
      table,
      degrees(() => 1),
    )
    // whole rows exactly; cells cut across are taken as even inside, which tan(lat)·cell/2R of a cut cell's area shows
    expect(Math.abs(figures[0].areaM2 / official[0] - 1)).toBeLessThan(1e-9)
    expect(Math.abs(figures[1].areaM2 / official[1] - 1)).toBeLessThan(1e-6)
  })

  it('bring the polygons into a projected raster and bend their edges with it', async () => {
    const crs = 'EPSG:4528'
    const corner = fromLngLat(crs, Float64Array.of(118.2, 37.9))
    const grid = madeGrid({
      width: 600,
      height: 500,
      tile: 64,
      crs,
      sampleType: 'f32',
      transform: [corner[0], 100, 0, corner[1], 0, -100],
      valueAt: () => 7,
    })
    // 40 km edges along parallels, which the projection bends by tens of metres
    const table = zonesOf([
      [
        [
          [118.3, 37.5],
          [118.75, 37.5],
          [118.75, 37.8],
          [118.3, 37.8],
        ],
      ],
    ])
    const [official] = rowAreasM2(table)
    const [{ areaM2, mean, outside }] = (await figuresOf(table, grid)).figures
    expect(Math.abs(areaM2 / official - 1)).toBeLessThan(2e-8)
    expect(mean).toBeCloseTo(7, 12)
    expect(outside).toBe(0)
  })

  it('say how much of a zone has no value or lies outside', async () => {
    const grid = degrees((column) => (column < 2 ? -9999 : 5), { nodata: -9999, sampleType: 'f32' })
    const [figures] = (await figuresOf(zonesOf([[box(-3, 10, 5, 12)]]), grid)).figures
    expect(figures.count).toBeCloseTo(6, 9)
    expect(figures.nodata).toBeCloseTo(4, 9)
    expect(figures.outside).toBeCloseTo(6, 9)
    expect(figures.mean).toBe(5)
  })

  it('give a parcel between cell centres the value of its cells, by either rule', async () => {
    const table = zonesOf([[box(5.6, 5.6, 5.9, 5.9)], [box(5.9, 5.1, 6.1, 5.3)], [box(90, 90, 92, 92)]])
    for (const rule of ['area', 'centre'] as const) {
      const { figures } = await figuresOf(
        table,
        degrees((column) => column),
        { rule },
      )
      expect(figures[0]).toMatchObject({ isSmall: true, mean: 5 })
      expect(figures[1].mean).toBeCloseTo(5.5, 9)
      expect(figures[2]).toMatchObject({ count: 0, isSmall: false })
      expect(figures[2].mean).toBeNaN()
    }
  })

  it('find median, percentiles, majority and class areas', async () => {
    const grid = degrees((column) => column % 4, { sampleType: 'u8' })
    const [four] = (
      await figuresOf(zonesOf([[box(0, 0, 8, 1)]]), grid, { quantiles: [0.25, 0.5, 0.9], majority: true, classes: true })
    ).figures
    expect(four.quantiles).toEqual([0.5, 1.5, 3])
    expect(four.majority).toBe(0)
    expect(four.classes.map(([value]) => value)).toEqual([0, 1, 2, 3])
    const total = four.classes.reduce((sum, [, areaM2]) => sum + areaM2, 0)
    expect(total).toBeCloseTo(four.areaM2, 6)
  })

  it('keep the digits of large values that hardly differ', async () => {
    const [{ sd, mean }] = (
      await figuresOf(
        zonesOf([[box(0, 0, 2, 1)]]),
        degrees((column) => 1e9 + (column % 2)),
      )
    ).figures
    expect(mean).toBeCloseTo(1e9 + 0.5, 6)
    expect(sd).toBeCloseTo(0.5, 6)
  })

  it('read every tile at most once, and only where a zone is', async () => {
    const grid = degrees(() => 1)
    const table = zonesOf([[box(1, 1, 3, 3)], [box(2, 2, 14, 12)], [box(0, 0, 4, 20)], [box(1, 25, 2, 26)]])
    await figuresOf(table, grid)
    expect(Math.max(...grid.reads.values())).toBe(1)
    expect([...grid.reads.keys()].some((key) => key.startsWith('4/'))).toBe(false)
  })

  it('do not depend on the order of zones', async () => {
    const grid = degrees((column, row) => column * row)
    const boxes = [box(1, 20, 9, 29), box(0.2, 0.3, 30, 4.4), box(7.7, 3, 8.1, 27)]
    const forth = (await figuresOf(zonesOf(boxes.map((ring) => [ring])), grid, { quantiles: [0.5] })).figures
    const back = (await figuresOf(zonesOf(boxes.toReversed().map((ring) => [ring])), grid, { quantiles: [0.5] })).figures
    expect(back.toReversed()).toEqual(forth)
  })

  it('measure the difference of two bands, as it is and normalised', async () => {
    const grid = degrees((_column, _row, band) => (band === 0 ? 3 : 1))
    const meanOf = async (kind: 'plainDifference' | 'normalisedDifference', a: number, b: number) =>
      (await figuresOf(zonesOf([[box(1, 1, 3, 3)]]), grid, { value: { kind, a, b } })).figures[0].mean
    expect(await meanOf('normalisedDifference', 0, 1)).toBe(0.5)
    expect(await meanOf('plainDifference', 0, 1)).toBe(2)
    expect(await meanOf('plainDifference', 1, 0)).toBe(-2)
  })

  it('refuse bands and overviews that are not there, and stop when cancelled', async () => {
    const table = zonesOf([[box(1, 1, 3, 3)]])
    const grid = degrees(() => 1)
    await expect(figuresOf(table, grid, { value: { kind: 'band', band: 2 } })).rejects.toThrow(AppError)
    await expect(figuresOf(table, grid, { level: 1 })).rejects.toMatchObject({ code: 'raster.noLevel' })
    const controller = new AbortController()
    controller.abort(new DOMException('cancelled', 'AbortError'))
    const task = createTask({ signal: controller.signal })
    await expect(
      zonalFigures(await makeSound(table, quietTask()), Uint32Array.of(0), grid, PLAIN_ZONAL, task),
    ).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})

/** Points of a 64 × 64 lattice in every cell that lie inside (even-odd), with the value of their cell. */
function countPoints(rings: readonly Ring[], valueAt: (column: number, row: number) => number) {
  const n = 64
  let count = 0
  let sum = 0
  for (let row = 0; row < 30; row++)
    for (let j = 0; j < n; j++) {
      const y = 37.7 - (row + (j + 0.5) / n) * CELL
      const crossings = rings
        .flatMap((ring) =>
          ring.flatMap(([x0, y0], i) => {
            const [x1, y1] = ring[(i + 1) % ring.length]
            return y0 > y === y1 > y ? [] : [x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)]
          }),
        )
        .sort((a, b) => a - b)
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const first = Math.max(0, Math.ceil(((crossings[k] - 118.5) / CELL) * n - 0.5))
        const end = Math.min(40 * n, Math.ceil(((crossings[k + 1] - 118.5) / CELL) * n - 0.5))
        for (let i = first; i < end; i++) {
          count += 1
          sum += valueAt(Math.floor(i / n), row)
        }
      }
    }
  return { count: count / n ** 2, mean: sum / count }
}
