import { beforeAll, expect, test } from 'vitest'
import './projections.ts'
import { randomOf } from '../../scripts/bench/zones.ts'
import { type Geos, startGeos } from '../../tests/geos.ts'
import { starRing, tableOfParts } from '../../tests/polygon-tables.ts'
import type { LayerInput, SourceInfo } from './analysis.ts'
import { findOverlaps, netArea, soundAreasM2 } from './net-area.ts'
import { overlapFigures } from './overlay/overlap-figures.ts'
import { makeSound } from './repair.ts'
import type { Table } from './table.ts'
import { quietTask } from './task.ts'

let geos: Geos
beforeAll(async () => {
  geos = await startGeos()
})

const input = (table: Table): LayerInput => ({
  table,
  rows: null,
  scope: 'all',
  fields: [],
  codeLists: {},
  source: {} as SourceInfo,
})

test('what overlapping zones cover of a parcel is that of the stored borders, not of a grid', async () => {
  const next = randomOf(7)
  for (let round = 0; round < 6; round++) {
    const zones = tableOfParts(Array.from({ length: 5 }, () => [[starRing(next, 600 * next(), 600 * next(), 500, 60)]]))
    const parcels = tableOfParts(
      Array.from({ length: 25 }, (_, i) => [[starRing(next, 150 * (i % 5), 150 * Math.floor(i / 5), 80, 9, 0.3)]]),
    )
    const figures = await overlapFigures(input(parcels), [input(zones)], 0, quietTask())
    const { comparisons } = figures
    const layer = figures.layer!
    const polygons = (rows: readonly number[], of: typeof layer) => rows.map((row) => geos.polygon(of.geometry, of.xy, row))
    const all = [0, 1, 2, 3, 4]
    const zoneLayer = comparisons[0].zones.layer
    const zonesM2 = geos.unionArea(polygons(all, zoneLayer))
    let worst = 0
    let several = 0
    for (let row = 0; row < 25; row++) {
      const together = geos.unionArea([...polygons(all, zoneLayer), ...polygons([row], layer)])
      const [own] = polygons([row], layer)
      worst = Math.max(worst, Math.abs(figures.netM2[row] - (geos.area(own) + zonesM2 - together)))
      if (figures.sumsM2[row] - figures.netM2[row] > 1) several++
    }
    expect(several).toBeGreaterThan(5)
    expect(worst).toBeLessThan(1e-6)
  }
})

test('so is the area that rows of one layer cover where three and more lie on each other', async () => {
  const next = randomOf(11)
  const table = tableOfParts(Array.from({ length: 7 }, () => [[starRing(next, 300 * next(), 300 * next(), 400, 40)]]))
  const sound = await makeSound(table, quietTask())
  const rows = [0, 1, 2, 3, 4, 5, 6]
  const { areaM2, overlapM2 } = await netArea(
    sound,
    soundAreasM2(sound),
    await findOverlaps(sound, quietTask()),
    rows,
    quietTask(),
  )
  const union = geos.unionArea(rows.map((row) => geos.polygon(sound.geometry, sound.xy, row)))
  expect(overlapM2).toBeGreaterThan(1000)
  expect(Math.abs(areaM2 - overlapM2 - union)).toBeLessThan(1e-6)
})
