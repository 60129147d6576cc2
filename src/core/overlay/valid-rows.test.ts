import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Geos, startGeos } from '../../../tests/geos.ts'
import { messyRows, withMiddles } from '../../../tests/messy-rows.ts'
import type { Parts } from '../../../tests/nasty-polygons.ts'
import { tableOfParts, testPlane } from '../../../tests/polygon-tables.ts'
import { sumOf } from '../adjust.ts'
import { dissolve } from '../dissolve.ts'
import { soundAreasM2 } from '../net-area.ts'
import { rowAreaM2, rowPerimeterM } from '../plane.ts'
import { makeSound } from '../repair.ts'
import type { Geometry } from '../table.ts'
import { quietTask } from '../task.ts'
import { bufferRows } from './buffer.ts'
import { type OverlayKind, overlay } from './layer-overlay.ts'
import { PieceBuilder } from './piece-builder.ts'
import { validRows } from './valid-rows.ts'

const KINDS: readonly OverlayKind[] = ['intersection', 'identity', 'union', 'symmetricDifference', 'erase', 'clip']

let geos: Geos
beforeAll(async () => {
  geos = await startGeos()
})
/** Rows that GEOS calls invalid, in degrees and in the plane. */
function invalidRows(geometry: Geometry): number[] {
  const plane = testPlane.toPlane(geometry.xy)
  return Array.from({ length: geometry.rows.length - 1 }, (_, row) => row).filter((row) =>
    [geometry.xy, plane].some((xy) => {
      const polygon = geos.polygon(geometry, xy, row)
      const isValid = geos.isValid(polygon)
      geos.destroy(polygon)
      return !isValid
    }),
  )
}
const areasOf = (geometry: Geometry) =>
  Array.from({ length: geometry.rows.length - 1 }, (_, row) => rowAreaM2(geometry, geometry.xy, row))
const box = (x0: number, y0: number, x1: number, y1: number): [number, number][] => [[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]] // biome-ignore format: one ring
const soundOf = (rows: readonly Parts[]) => makeSound(tableOfParts(rows), quietTask())

describe('rows by the rules of OGC', () => {
  const asTable = (parts: Parts) => tableOfParts([parts]).geometry!
  it.each<[string, Parts, number, number]>([
    ['lobes that meet in a corner are two parts', [[[[0, 0], [10, 0], [10, 10], [20, 10], [20, 20], [10, 20], [10, 10], [0, 10], [0, 0]]]], 2, 2], // biome-ignore format: one case
    ['a ring that turns inwards in a corner is a hole', [[[[0, 0], [30, 0], [30, 30], [0, 30], [0, 0], [10, 20], [20, 10], [0, 0]]]], 1, 2], // biome-ignore format: one case
    ['a hole that cuts its polygon in two leaves two', [[box(0, 0, 30, 30), [[0, 10], [0, 20], [30, 20], [30, 10], [0, 10]]]], 2, 2], // biome-ignore format: one case
    ['parts along one border are one, whatever its vertices', [[box(0, 0, 10, 30)], [[[10, 0], [20, 0], [20, 30], [10, 30], [9.99995, 17], [10, 0]]]], 1, 1], // biome-ignore format: one case
    ['holes along one border are one', [[box(0, 0, 40, 30), box(10, 10, 20, 20).reverse(), box(20, 10, 30, 20).reverse()]], 1, 2], // biome-ignore format: one case
    ['holes that meet in two corners leave what lies between', [[box(0, 0, 40, 40), [[10, 10], [10, 30], [20, 30], [15, 20], [20, 10], [10, 10]], [[20, 10], [25, 20], [20, 30], [30, 30], [30, 10], [20, 10]]]], 2, 3], // biome-ignore format: one case
  ])('%s', (_, parts, partCount, ringCount) => {
    const given = asTable(parts)
    expect(invalidRows(given)).toEqual([0])
    const made = validRows(given, testPlane)
    expect(invalidRows(made)).toEqual([])
    expect([made.parts.length - 1, made.rings.length - 1]).toEqual([partCount, ringCount])
    expect(Math.abs(areasOf(made)[0] - areasOf(given)[0])).toBeLessThan(1e-4 * rowPerimeterM(given, given.xy, 0))
  })

  it('are left alone where they are valid, to the last digit', () => {
    const touching = asTable([[box(0, 0, 30, 30), [[0, 0], [10, 20], [20, 10], [0, 0]]], [box(30, 30, 40, 40)]]) // biome-ignore format: one case
    expect(invalidRows(touching)).toEqual([])
    const made = validRows(touching, testPlane)
    expect([made.parts.length - 1, made.rings.length - 1]).toEqual([2, 3])
    expect([...made.xy].sort()).toEqual([...touching.xy].sort())
    const plain = asTable([[box(0, 0, 30, 30), box(5, 5, 10, 10).reverse()]])
    expect(validRows(plain, testPlane)).toBe(plain)
  })

  it('hold in degrees too, where a long edge runs beside the one of the plane', () => {
    // 0.3 mm wide at 274 m: an edge that is straight in degrees runs 0.4 mm aside
    const beside = (along: number, asideM: number): [number, number] => [-173.559 * along + 0.775 * asideM, 212.548 * along + 0.632 * asideM] // biome-ignore format: one place
    const sliver = asTable([[[[0, 0], beside(0.4, 3e-4), beside(0.7, 5e-4), beside(1, 0), [0, 0]]]]) // biome-ignore format: one case
    expect(invalidRows(sliver)).toEqual([0])
    const made = validRows(sliver, testPlane)
    expect(invalidRows(made)).toEqual([])
    expect(areasOf(made)[0]).toBeCloseTo(areasOf(sliver)[0], 6)
  })
})

describe('what is made of messy layers', () => {
  const seeds = fc.integer({ min: 1, max: 1e6 })

  it('is valid for GEOS in every piece of every overlay', async () => {
    let pieces = 0
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const rows = messyRows(seed, 6)
        const [a, b] = [await soundOf(rows), await soundOf([...messyRows(seed + 1, 3), ...withMiddles(rows.slice(3))])]
        for (const kind of KINDS) {
          const made = await overlay({ sound: a, rows: null }, { sound: b, rows: null }, kind, quietTask())
          expect(invalidRows(made.geometry), kind).toEqual([])
          pieces += made.areaM2.length
        }
      }),
      { numRuns: 25 },
    )
    expect(pieces).toBeGreaterThan(500)
  })

  it('is valid where zones lie side by side with other vertices along their border, and no seam stays', async () => {
    // neighbours of a coverage: one has vertices along the border that the other has not, off it by their rounding
    const border = Array.from({ length: 30 }, (_, i): [number, number] => [(i + 1) * 13.1 + 0.00007 * (i % 3), 200.3 + (i + 1) * 1.37 + 0.00004 * (i % 2)]) // biome-ignore format: one list
    const below: [number, number][] = [[0, 0], [406.1, 0], [406.1, 242.77], [0, 200.3], [0, 0]] // biome-ignore format: one ring
    const above: [number, number][] = [[0, 200.3], ...border, [406.1, 242.77], [406.1, 400], [0, 400], [0, 200.3]] // biome-ignore format: one ring
    const [a, b] = [await soundOf([[[box(20, 20, 380, 380)]]]), await soundOf([[[below]], [[above]]])]
    const { geometry, areaM2 } = await overlay({ sound: a, rows: null }, { sound: b, rows: null }, 'clip', quietTask())
    expect(invalidRows(geometry)).toEqual([])
    expect([geometry.parts.length - 1, geometry.rings.length - 1]).toEqual([1, 1])
    expect(Math.abs(areaM2[0] - 360 * 360)).toBeLessThan(0.1)
  })

  it('is valid when it is repaired, dissolved and buffered', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.constantFrom(-7, 4, 30), async (seed, distanceM) => {
        const sound = await soundOf(messyRows(seed, 8))
        const rows = soundAreasM2(sound).map((_, row) => row)
        const broken = new Set(sound.repaired.map(({ row }) => row))
        expect(invalidRows({ ...sound.geometry, xy: sound.lngLat }).filter((row) => broken.has(row))).toEqual([])
        const builder = new PieceBuilder()
        for (const polygon of await dissolve(sound, rows, quietTask())) builder.addPart(polygon)
        builder.endRow(true)
        const joined = builder.finish()
        expect(invalidRows(joined), 'dissolve').toEqual([])
        expect(areasOf(joined)[0]).toBeLessThan(sumOf(soundAreasM2(sound)) + 1)
        const buffers = await bufferRows(sound.geometry, sound.lngLat, rows, distanceM, quietTask())
        expect(invalidRows(buffers.geometry), 'buffer').toEqual([])
      }),
      { numRuns: 25 },
    )
  })
})
