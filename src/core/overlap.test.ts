import { existsSync, readFileSync } from 'node:fs'
import { Clipper, FillRule } from 'clipper2-ts'
import type { FeatureCollection, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { sumOf } from './adjust.ts'
import { rowPaths, unionPolygons } from './clip.ts'
import { geometryFromGeoJson } from './geometry.ts'
import { findOverlaps, netArea, soundAreasM2 } from './net-area.ts'
import { overlapKernel } from './overlap.ts'
import { authalicPlane } from './plane.ts'
import { makeSound } from './repair.ts'
import type { Table } from './table.ts'
import { quietTask } from './task.ts'

const DATA = '../shared/data'
const hasData = existsSync(DATA)
if (!hasData) console.warn(`skipped: ${DATA} is absent`)

function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}
/** A star-shaped ring around (x, y), counter-clockwise, closed, in metres. */
function blob(next: () => number, x: number, y: number, radius: number, count = 5 + Math.floor(next() * 20)): [number, number][] {
  const ring = Array.from({ length: count }, (_, i): [number, number] => {
    const angle = (2 * Math.PI * i) / count
    const r = radius * (0.4 + 0.6 * next())
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)]
  })
  return [...ring, ring[0]]
}
const plane = authalicPlane({ lng0: 118.75, latTs: 37.65 })
/** Rings of metres as a lon/lat table. */
function tableOf(polygons: [number, number][][][]): Table {
  const geometry = geometryFromGeoJson(
    'polygon',
    polygons.map((coordinates) => ({ type: 'Polygon', coordinates })),
  )
  return {
    name: 't',
    crs: 'EPSG:4490',
    length: polygons.length,
    columns: [],
    geometry: { ...geometry, xy: plane.toLngLat(geometry.xy) },
  }
}
const square = (x: number, y: number, size: number): [number, number][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]

describe('overlapKernel', () => {
  const kernelOf = (polygons: [number, number][][][]) => {
    const geometry = geometryFromGeoJson(
      'polygon',
      polygons.map((coordinates) => ({ type: 'Polygon', coordinates })),
    )
    return overlapKernel(geometry, geometry.xy)
  }

  it('knows the simple cases, whichever comes first', () => {
    const hole = [...square(2, 2, 6)].reverse()
    const kernel = kernelOf([
      [square(0, 0, 10)],
      [square(5, 5, 10)],
      [square(10, 0, 10)], // shares an edge
      [square(2, 2, 3)], // inside
      [square(0, 0, 10), hole],
      [square(3, 3, 2)], // in the hole
      [square(50, 50, 1)],
    ])
    const expected: [number, number, number][] = [
      [0, 1, 25],
      [0, 2, 0],
      [0, 3, 9],
      [0, 0, 100],
      [0, 4, 64],
      [4, 5, 0],
      [3, 4, 0],
      [1, 4, 25 - 9],
      [0, 6, 0],
    ]
    for (const [a, b, area] of expected) {
      expect(kernel.overlap(a, b), `${a} ${b}`).toBeCloseTo(area, 9)
      expect(kernel.overlap(b, a), `${b} ${a}`).toBeCloseTo(area, 9)
    }
  })

  it('shrugs at duplicate vertices, spikes, and slivers of a nanometre', () => {
    const spiked: [number, number][] = [
      [0, 0],
      [10, 0],
      [10, 0],
      [10, 10],
      [25, 10],
      [10, 10],
      [0, 10],
      [0, 0],
    ]
    const shifted = square(1e-9, 0, 10)
    const kernel = kernelOf([[spiked], [square(0, 0, 10)], [shifted], [square(10, 0, 20)]])
    expect(kernel.overlap(0, 1)).toBeCloseTo(100, 9)
    expect(kernel.overlap(1, 2)).toBeCloseTo(100, 6)
    expect(kernel.overlap(0, 3)).toBeCloseTo(0, 9)
  })

  it('agrees with clipping on 1 500 random pairs with holes', () => {
    const next = random(42)
    const polygons = Array.from({ length: 1500 }, () => {
      const [x, y] = [next() * 300, next() * 300]
      const outer = blob(next, x, y, 60 + next() * 100)
      const hole = [...blob(next, x, y, 20)].reverse() as [number, number][]
      return next() < 0.3 ? [outer, hole] : [outer]
    })
    const geometry = geometryFromGeoJson(
      'polygon',
      polygons.map((coordinates) => ({ type: 'Polygon', coordinates })),
    )
    const kernel = overlapKernel(geometry, geometry.xy)
    let positive = 0
    for (let i = 0; i + 1 < polygons.length; i++) {
      const a = rowPaths(geometry, geometry.xy, i, [0, 0])
      const b = rowPaths(geometry, geometry.xy, i + 1, [0, 0])
      const expected = Math.abs(Clipper.areaPaths(Clipper.intersect(a, b, FillRule.EvenOdd))) / 1e8
      const found = kernel.overlap(i, i + 1)
      expect(Math.abs(found - expected), `pair ${i}`).toBeLessThan(0.08)
      if (expected > 1) positive++
    }
    expect(positive).toBeGreaterThan(700)
  })
})

describe('netArea', () => {
  async function measure(table: Table, rows?: number[]) {
    const task = quietTask()
    const sound = await makeSound(table, task)
    const areas = soundAreasM2(sound)
    const pairs = await findOverlaps(sound, task)
    return { sound, pairs, ...(await netArea(sound, areas, pairs, rows ?? Array.from(areas.keys()), task)) }
  }

  it('finds nothing in a fabric of shared borders', async () => {
    const cells = Array.from({ length: 400 }, (_, i) => [square((i % 20) * 50, Math.floor(i / 20) * 50, 50)])
    const { pairs, areaM2, overlapM2 } = await measure(tableOf(cells))
    expect(pairs.first).toHaveLength(0)
    expect(overlapM2).toBe(0)
    expect(areaM2).toBeCloseTo(1e6, 4)
  })

  it('counts the same place once, twice and three times over', async () => {
    const { areaM2, overlapM2, pairs } = await measure(tableOf([[square(0, 0, 10)], [square(0, 0, 10)], [square(0, 0, 10)]]))
    expect(areaM2 - overlapM2).toBeCloseTo(100, 3)
    expect(pairs.first).toHaveLength(3)
    const chain = await measure(tableOf([[square(0, 0, 10)], [square(5, 0, 10)], [square(10, 0, 10)], [square(40, 0, 10)]]))
    expect(chain.areaM2 - chain.overlapM2).toBeCloseTo(300, 6)
  })

  it('looks only at the rows it was given', async () => {
    const table = tableOf([[square(0, 0, 10)], [square(0, 0, 10)], [square(100, 0, 10)]])
    expect((await measure(table, [0, 2])).overlapM2).toBe(0)
    expect((await measure(table, [0, 1])).overlapM2).toBeCloseTo(100, 6)
    expect((await measure(table, [])).areaM2).toBe(0)
  })

  it.each([1, 2, 3])('equals the brute-force union of random polygons, seed %i', async (seed) => {
    const next = random(seed)
    const polygons = Array.from({ length: 250 }, () => [blob(next, next() * 2000, next() * 2000, 20 + next() * 120)])
    const table = tableOf(polygons)
    const { sound, areaM2, overlapM2 } = await measure(table)
    const paths = polygons.flatMap((_, row) => rowPaths(sound.geometry, sound.xy, row, [0, 0]))
    const union = Clipper.areaPaths(Clipper.union(paths, FillRule.NonZero)) / 1e8
    expect(overlapM2).toBeGreaterThan(1e4)
    expect(Math.abs(areaM2 - overlapM2 - union) / union).toBeLessThan(1e-6)
    const tree = unionPolygons(paths)
    expect(sumOf(tree.map((polygon) => Clipper.areaPaths(polygon) / 1e8))).toBeCloseTo(union, 2)
  })

  it.skipIf(!hasData)('finds the overlaps of a real cadastre: 42 pairs over 0.5 m², 0.6889 ha', async () => {
    const file = JSON.parse(
      readFileSync(`${DATA}/cadastre/cambridge_parcels_fy2014.geojson`, 'utf8'),
    ) as FeatureCollection<Polygon>
    const geometry = geometryFromGeoJson(
      'polygon',
      file.features.map((feature) => feature.geometry),
    )
    const table: Table = { name: 'parcels', crs: 'EPSG:4326', length: file.features.length, columns: [], geometry }
    const { pairs, areaM2, overlapM2, sound } = await measure(table)
    const large = pairs.areaM2.filter((area) => area > 0.5)
    expect(large).toHaveLength(42)
    expect(sumOf(large) / 1e4).toBeCloseTo(0.6889, 3)
    expect(Math.max(...pairs.areaM2)).toBeCloseTo(3469.09, 0)
    expect(Math.abs(areaM2 / 1e4 / 1736.918 - 1)).toBeLessThan(1e-5)
    expect(overlapM2 / 1e4).toBeGreaterThan(0.6)
    expect(sound.repaired.length).toBeGreaterThan(10)
    expect(sound.repaired.length).toBeLessThanOrEqual(37)
  })
})
