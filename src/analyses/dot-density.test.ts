import { describe, expect, it } from 'vitest'
import type { LayerInput } from '../core/analysis.ts'
import { AppError } from '../core/errors.ts'
import { geometryFromGeoJson, rowContains } from '../core/geometry.ts'
import { cellAt, findColumn, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import dotDensity from './dot-density.ts'

/** Squares of 0.01° side by side, the last one a thread of 0.00001° along its box's diagonal. */
const squares = [0, 1, 2].map((i) => {
  const [x, y] = [118.5 + i / 100, 37.5]
  return [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]] // biome-ignore format: a ring a line
})
const thread = [[118.6, 37.6], [118.61, 37.61], [118.61, 37.61001], [118.6, 37.60001], [118.6, 37.6]] // biome-ignore format: a ring a line
const table: Table = {
  name: 'zones',
  crs: 'EPSG:4490',
  length: 4,
  columns: [{ name: 'RK', type: 'number', values: Float64Array.of(149, 149, Number.NaN, 402) }],
  geometry: geometryFromGeoJson(
    'polygon',
    [...squares, thread].map((ring) => ({ type: 'Polygon', coordinates: [ring] })),
  ),
}
const layer: LayerInput = {
  table,
  rows: null,
  scope: 'all',
  fields: [{ name: 'RK', label: { zh: '人口', en: 'People' }, unit: '人' }],
  codeLists: {},
  source: {} as LayerInput['source'],
}
const dotsOf = async (field: string[], perDot: number) => {
  const result = await dotDensity.run({ layer, field, perDot }, quietTask())
  if (!result.pieces?.geometry) throw new Error('no dots')
  return { result, xy: result.pieces.geometry.xy, people: findColumn(result.pieces, 'RK') }
}

describe('dot density', () => {
  it('sets as many dots as the sum holds, each inside its feature, in a thread too', async () => {
    const { result, xy, people } = await dotsOf(['RK'], 100)
    // 1.49 → 1, 2.98 → 3 in all, 7.00 → 7 in all; no value: no dot
    const values = Array.from({ length: xy.length / 2 }, (_, dot) => people && cellAt(people, dot))
    expect(values).toEqual([149, 149, 149, 402, 402, 402, 402])
    const owner = [0, 1, 1, 3, 3, 3, 3]
    for (const [dot, row] of owner.entries())
      expect(rowContains(table.geometry as NonNullable<Table['geometry']>, row, xy[2 * dot], xy[2 * dot + 1]), `dot ${dot}`).toBe(
        true,
      )
    expect(result.notes).toContainEqual({ code: 'dots.skipped', detail: { count: 1 }, level: 'warning' })
    expect(result.totals).toMatchObject({ count: 3, total: 700, dots: 7 })
    expect(result.piecesLook?.symbology).toMatchObject({ classes: [{ label: { zh: '1 点 = 100 人（人口）' } }] })
  })

  it('strews evenly, alike in every run, and takes the drawn area where no field is named', async () => {
    const { xy } = await dotsOf([], 0.05)
    const again = await dotsOf([], 0.05)
    expect(again.xy).toEqual(xy)
    // a square of 0.01° at 37.5° N has 88.4 km × 1.11 km / 100 ≈ 98.1 ha
    const inFirst = Array.from({ length: xy.length / 2 }, (_, i) => i).filter((i) => xy[2 * i] < 118.51)
    expect(inFirst.length).toBeGreaterThan(1955)
    expect(inFirst.length).toBeLessThan(1970)
    // of 16 fields each has a sixteenth, within four standard deviations of a fair throw
    const counts = new Array<number>(16).fill(0)
    for (const i of inFirst) counts[Math.floor((xy[2 * i] - 118.5) * 400) + 4 * Math.floor((xy[2 * i + 1] - 37.5) * 400)]++
    for (const count of counts) expect(Math.abs(count - inFirst.length / 16)).toBeLessThan(4 * Math.sqrt(inFirst.length / 16))
  })

  it('refuses what would be one colour', async () => {
    await expect(dotsOf(['RK'], 0.0001)).rejects.toThrow(AppError)
  })
})
