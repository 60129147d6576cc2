import { Clipper } from 'clipper2-ts'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import { randomOf } from '../../scripts/bench/zones.ts'
import { countedLooks } from '../../tests/counted-looks.ts'
import { type Geos, startGeos } from '../../tests/geos.ts'
import { messyRows } from '../../tests/messy-rows.ts'
import type { Parts } from '../../tests/nasty-polygons.ts'
import { tableOfParts } from '../../tests/polygon-tables.ts'
import { dissolve } from './dissolve.ts'
import { PieceBuilder } from './overlay/piece-builder.ts'
import { makeSound, type SoundTable } from './repair.ts'
import { quietTask } from './task.ts'

let geos: Geos
beforeAll(async () => {
  geos = await startGeos()
})
const soundOf = (rows: readonly Parts[]): Promise<SoundTable> => makeSound(tableOfParts(rows), quietTask())
const allRows = ({ table }: SoundTable) => Array.from({ length: table.length }, (_, row) => row)

/** What a dissolve makes: its area in the plane, as GEOS measures it, how many parts and rings, and whether GEOS finds it valid. */
async function joined(sound: SoundTable, rows: readonly number[] = allRows(sound), mostVertices?: number) {
  const builder = new PieceBuilder()
  for (const polygon of await dissolve(sound, rows, quietTask(), mostVertices)) builder.addPart(polygon)
  builder.endRow(true)
  const geometry = builder.finish()
  const shape = geos.polygon(geometry, sound.plane.toPlane(geometry.xy), 0)
  const found = {
    areaM2: geos.area(shape),
    parts: geometry.parts.length - 1,
    rings: geometry.rings.length - 1,
    isValid: geos.isValid(shape),
    geometry,
  }
  geos.destroy(shape)
  return found
}
function unionAreaM2({ geometry, xy }: SoundTable, rows: readonly number[]): number {
  const shapes = rows.map((row) => geos.polygon(geometry, xy, row))
  const area = geos.unionArea(shapes)
  for (const shape of shapes) geos.destroy(shape)
  return area
}

const ring = (...points: [number, number][]): [number, number][] => [...points, points[0]]
const box = (x: number, y: number, width: number, height = width) =>
  ring([x, y], [x + width, y], [x + width, y + height], [x, y + height])

describe('what is joined', () => {
  const cases: { name: string; rows: Parts[]; parts: number; rings: number; areaM2: number }[] = [
    { name: 'neighbours', rows: [[[box(0, 0, 10)]], [[box(10, 0, 10)]]], parts: 1, rings: 1, areaM2: 200 },
    { name: 'corners that touch stay parts of their own', rows: [[[box(0, 0, 10)]], [[box(10, 10, 10)]]], parts: 2, rings: 2, areaM2: 200 }, // biome-ignore format: one row
    { name: 'a ring of neighbours has a hole', rows: [[[box(0, 0, 30, 10)]], [[box(0, 20, 30, 10)]], [[box(0, 10, 10)]], [[box(20, 10, 10)]]], parts: 1, rings: 2, areaM2: 800 }, // biome-ignore format: one row
    { name: 'an island in a hole', rows: [[[box(0, 0, 100), box(20, 20, 60)]], [[box(40, 40, 20)]]], parts: 2, rings: 3, areaM2: 6800 }, // biome-ignore format: one row
    { name: 'what fills a hole', rows: [[[box(0, 0, 100), box(20, 20, 60)]], [[box(20, 20, 60)]]], parts: 1, rings: 1, areaM2: 10_000 }, // biome-ignore format: one row
    { name: 'one inside another', rows: [[[box(0, 0, 100)]], [[box(20, 20, 10)]]], parts: 1, rings: 1, areaM2: 10_000 },
    { name: 'a hole that another covers', rows: [[[box(0, 0, 100), box(20, 20, 60)]], [[box(10, 10, 80)]]], parts: 1, rings: 1, areaM2: 10_000 }, // biome-ignore format: one row
    { name: 'the same twice', rows: [[[box(0, 0, 10)]], [[box(0, 0, 10)]]], parts: 1, rings: 1, areaM2: 100 },
    { name: 'the same thrice, with a neighbour', rows: [[[box(0, 0, 10)]], [[box(10, 0, 10)]], [[box(0, 0, 10)]], [[box(0, 0, 10)]]], parts: 1, rings: 1, areaM2: 200 }, // biome-ignore format: one row
    { name: 'borders with other vertices', rows: [[[box(0, 0, 10)]], [[ring([10, 0], [20, 0], [20, 10], [10, 10], [10, 4])]]], parts: 1, rings: 1, areaM2: 200 }, // biome-ignore format: one row
    { name: 'overlaps', rows: [[[box(0, 0, 10)]], [[box(5, 5, 10)]]], parts: 1, rings: 1, areaM2: 175 },
    { name: 'outlines that cross in a corner of both', rows: [[[ring([0, 0], [20, 0], [10, 10])]], [[ring([10, 10], [4, -10], [16, -10])]]], parts: 1, rings: 1, areaM2: 190 }, // biome-ignore format: one row
  ]
  // a third row far away, so that no case is all there is
  for (const { name, rows, parts, rings, areaM2 } of cases) {
    it(name, async () => {
      const sound = await soundOf([...rows, [[box(5000, 5000, 10)]]])
      const found = await joined(sound)
      expect([found.parts, found.rings, found.isValid]).toEqual([parts + 1, rings + 1, true])
      expect(Math.abs(found.areaM2 - areaM2 - 100)).toBeLessThan(0.01)
      expect(Math.abs(found.areaM2 - unionAreaM2(sound, allRows(sound)))).toBeLessThan(0.01)
    })
  }

  it('keeps the digits of vertices that stay', async () => {
    const sound = await makeSound(parcelFabric(900), quietTask())
    const known = new Set<string>()
    for (let i = 0; i < sound.lngLat.length; i += 2) known.add(`${sound.lngLat[i]} ${sound.lngLat[i + 1]}`)
    const { geometry, rings } = await joined(sound)
    expect(rings).toBe(1)
    // the outline of thirty by thirty parcels with three edges a side
    expect(geometry.xy.length / 2 - 1).toBe(360)
    for (let i = 0; i < geometry.xy.length; i += 2) expect(known.has(`${geometry.xy[i]} ${geometry.xy[i + 1]}`)).toBe(true)
  })
})

describe('a dissolve and the union of GEOS', () => {
  it('cover the same ground of neighbours by chance, some with other vertices, some moved, some twice', async () => {
    const size = 14
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(0, 0.03, 0.3), async (seed, trouble) => {
        const next = randomOf(seed)
        const corner = Array.from({ length: (size + 1) ** 2 }, (_, i): [number, number] => [
          60 * (i % (size + 1)) + 20 * (next() - 0.5),
          60 * Math.floor(i / (size + 1)) + 20 * (next() - 0.5),
        ])
        const at = (x: number, y: number) => corner[y * (size + 1) + x]
        const middle = ([x1, y1]: [number, number], [x2, y2]: [number, number]): [number, number] => [
          (x1 + x2) / 2,
          (y1 + y2) / 2,
        ]
        const rows: Parts[] = []
        for (let y = 0; y < size; y++) {
          for (let x = 0; x < size; x++) {
            const own = [at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)]
            const shape = next() < trouble ? ring(own[0], middle(own[0], own[1]), own[1], own[2], own[3]) : ring(...own)
            const by = next() < trouble ? 20 * (next() - 0.5) : 0
            rows.push([[shape.map(([px, py]): [number, number] => [px + by, py + by / 2])]])
            if (next() < trouble / 4) rows.push([[shape]])
          }
        }
        const sound = await soundOf(rows)
        const chosen = allRows(sound).filter(() => next() < 0.5)
        const found = await joined(sound, chosen)
        expect(found.isValid).toBe(true)
        const inRuns = await joined(sound, chosen, 100)
        expect(inRuns.isValid).toBe(true)
        expect(Math.abs(inRuns.areaM2 - found.areaM2)).toBeLessThan(1e-2)
        if (trouble === 0) expect([inRuns.parts, inRuns.rings]).toEqual([found.parts, found.rings])
        // half a step of the grid along all borders, at most
        expect(Math.abs(found.areaM2 - unionAreaM2(sound, chosen))).toBeLessThan(chosen.length * 240 * 0.5e-4)
      }),
      { numRuns: 40 },
    )
  })

  it('cover the same ground of rows in any state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
        const sound = await soundOf(messyRows(seed, 10))
        const found = await joined(sound)
        const lengthM = 20_000
        expect(Math.abs(found.areaM2 - unionAreaM2(sound, allRows(sound)))).toBeLessThan(lengthM * 1e-4)
      }),
      { numRuns: 40 },
    )
  })
})

it('looks at a few boxes a parcel and clips none, scattered, in one net with thousands of holes, or all of them', async () => {
  const sound = await makeSound(parcelFabric(10_000), quietTask())
  const clipped = vi.spyOn(Clipper, 'union')
  const chance = randomOf(8)
  const drawn = allRows(sound).map(() => chance())
  for (const share of [0.1, 0.5, 0.7, 1]) {
    const rows = allRows(sound).filter((row) => drawn[row] <= share)
    const looks = await countedLooks(() => dissolve(sound, rows, quietTask()))
    expect(looks, `${share}`).toBeLessThan(200 * rows.length)
  }
  expect(clipped).not.toHaveBeenCalled()
  clipped.mockRestore()
}, 60_000)
