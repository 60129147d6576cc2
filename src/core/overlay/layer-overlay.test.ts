import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { parcelFabric } from '../../../scripts/bench/fabric.ts'
import { randomOf, zoneLayer } from '../../../scripts/bench/zones.ts'
import { type Geos, startGeos } from '../../../tests/geos.ts'
import { areaBySlabs, NASTY, type Parts } from '../../../tests/nasty-polygons.ts'
import { starRing, tableOfParts } from '../../../tests/polygon-tables.ts'
import { sumOf } from '../adjust.ts'
import { soundAreasM2 } from '../net-area.ts'
import { makeSound, type SoundTable } from '../repair.ts'
import type { Table } from '../table.ts'
import { quietTask } from '../task.ts'
import { type OverlayKind, overlay, type Pieces } from './layer-overlay.ts'
import { pairAreas } from './pair-areas.ts'
import { NO_ROW, singleParts } from './piece-builder.ts'
import { planarLayer } from './planar-layer.ts'
import { prepareZones } from './prepared-zones.ts'

const KINDS: readonly OverlayKind[] = ['intersection', 'identity', 'union', 'symmetricDifference', 'erase', 'clip']
async function run(a: Table, b: Table): Promise<Record<OverlayKind, Pieces> & { a: SoundTable; b: SoundTable }> {
  const [soundA, soundB] = [await makeSound(a, quietTask()), await makeSound(b, quietTask())]
  const made = await Promise.all(
    KINDS.map(async (kind) => [
      kind,
      await overlay({ sound: soundA, rows: null }, { sound: soundB, rows: null }, kind, quietTask()),
    ]),
  )
  return { ...Object.fromEntries(made), a: soundA, b: soundB }
}
const total = (pieces: Pieces) => sumOf(pieces.areaM2)
const areaOf = (sound: SoundTable) => sumOf(soundAreasM2(sound))

let geos: Geos
beforeAll(async () => {
  geos = await startGeos()
})
function invalidPieces({ geometry }: Pieces): number {
  let count = 0
  for (let row = 0; row + 1 < geometry.rows.length; row++) {
    const piece = geos.polygon(geometry, geometry.xy, row)
    if (!geos.isValid(piece)) count++
    geos.destroy(piece)
  }
  return count
}

describe('overlay', () => {
  it.each(NASTY)('keeps the laws on nasty input: $name', async ({ a, b }) => {
    const made = await run(tableOfParts([a]), tableOfParts([b]))
    const shared = areaBySlabs(a, b)
    const [ofA, ofB] = [areaBySlabs(a, a), areaBySlabs(b, b)]
    // 0.1 mm along borders of some hundred metres
    const near = (x: number, y: number) => expect(Math.abs(x - y)).toBeLessThan(0.05)
    near(total(made.intersection), shared)
    near(total(made.clip), shared)
    near(total(made.erase), ofA - shared)
    near(total(made.identity), ofA)
    near(total(made.union), ofA + ofB - shared)
    near(total(made.symmetricDifference), ofA + ofB - 2 * shared)
  })

  it('cuts along the stored borders: pieces have the areas of the pairs, and with the rest those of the rows', async () => {
    const next = randomOf(5)
    const zones = Array.from({ length: 3 }, (_, i): Parts => [[starRing(next, 1200 * i, 0, 400, 40, 0.3)]])
    const rows = Array.from({ length: 6 }, (_, i): Parts => [[starRing(next, 700 * i - 500, 150, 240, 12, 0.3)]])
    const made = await run(tableOfParts(rows), tableOfParts(zones))
    const pairs = await pairAreas(planarLayer(made.a), prepareZones(planarLayer(made.b, made.a.plane)), null, quietTask())
    expect(made.intersection.areaM2).toHaveLength(pairs.areaM2.length)
    for (const [i, area] of made.intersection.areaM2.entries()) expect(Math.abs(area - pairs.areaM2[i])).toBeLessThan(1e-5)
    expect(Math.abs(total(made.clip) + total(made.erase) - areaOf(made.a))).toBeLessThan(1e-5)
    expect(Math.abs(total(made.identity) - areaOf(made.a))).toBeLessThan(1e-5)
    expect(Math.abs(total(made.union) - total(made.identity) - areaOf(made.b) + total(made.intersection))).toBeLessThan(1e-5)
    // a cut has the same digits on both of its sides
    const digits = ({ geometry: { xy } }: Pieces) =>
      new Set(Array.from({ length: xy.length / 2 }, (_, i) => `${xy[2 * i]} ${xy[2 * i + 1]}`))
    const [shared, rest, back] = [digits(made.intersection), digits(made.erase), digits(made.symmetricDifference)]
    const stored = new Set([
      ...digits({ geometry: { xy: made.a.lngLat } } as Pieces),
      ...digits({ geometry: { xy: made.b.lngLat } } as Pieces),
    ])
    const cut = [...shared].filter((place) => !stored.has(place))
    expect(cut.length).toBeGreaterThan(10)
    for (const place of cut) {
      expect(rest.has(place)).toBe(true)
      expect(back.has(place)).toBe(true)
    }
  })

  it('keeps the laws on random layers with holes, parts and shared rows, and makes valid pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
        const next = randomOf(seed)
        const polygon = (): Parts => {
          const [x, y, radius] = [600 * next(), 600 * next(), 50 + 200 * next()]
          const rings = [starRing(next, x, y, radius, 4 + Math.floor(60 * next()))]
          if (next() < 0.4) rings.push(starRing(next, x, y, radius * 0.3, 8).reverse())
          const parts = [rings]
          if (next() < 0.3) parts.push([starRing(next, x + 3 * radius, y, radius * 0.5, 9)])
          return parts
        }
        const shared = polygon()
        const a = tableOfParts([shared, polygon(), polygon()])
        // one zone at least is alone, so that rows of b need no union
        const made = await run(a, tableOfParts([shared]))
        const both = total(made.intersection)
        const tolerance = 1e-4 * 3000
        const one = areaOf(made.b)
        expect(Math.abs(total(made.clip) - both)).toBeLessThan(tolerance)
        expect(Math.abs(both + total(made.erase) - areaOf(made.a))).toBeLessThan(tolerance)
        expect(Math.abs(total(made.identity) - areaOf(made.a))).toBeLessThan(tolerance)
        expect(total(made.union)).toBeLessThan(areaOf(made.a) + one + tolerance)
        const back = await overlay({ sound: made.b, rows: null }, { sound: made.a, rows: null }, 'intersection', quietTask())
        expect(Math.abs(total(back) - both)).toBeLessThan(tolerance)
        const own = made.intersection.a.indexOf(0)
        expect(made.intersection.areaM2[own]).toBeCloseTo(soundAreasM2(made.a)[0], 6)
        for (const kind of KINDS) expect(invalidPieces(made[kind])).toBe(0)
      }),
      { numRuns: 25 },
    )
  })

  it('cuts a fabric by overlapping zones: pieces and rest are the whole, vertices keep their digits', async () => {
    const fabric = parcelFabric(900)
    const zones = zoneLayer(40, [118.69, 37.642, 118.71, 37.658])
    const made = await run(fabric, zones)
    const whole = areaOf(made.a)
    expect(Math.abs(total(made.clip) + total(made.erase) - whole)).toBeLessThan(0.001)
    expect(total(made.intersection)).toBeGreaterThan(total(made.clip) * 1.05)
    const joined = geos.unionArea(
      Array.from({ length: 900 }, (_, row) => geos.polygon(made.a.geometry, made.a.xy, row)).map((parcel) => parcel),
    )
    expect(Math.abs(joined / whole - 1)).toBeLessThan(1e-9)
    const stored = new Set<string>()
    for (const { lngLat } of [made.a, made.b])
      for (let i = 0; i < lngLat.length; i += 2) stored.add(`${lngLat[i]} ${lngLat[i + 1]}`)
    const { xy } = made.clip.geometry
    let kept = 0
    for (let i = 0; i < xy.length; i += 2) if (stored.has(`${xy[i]} ${xy[i + 1]}`)) kept++
    expect(kept / (xy.length / 2)).toBeGreaterThan(0.9)
    for (const kind of KINDS) expect(invalidPieces(made[kind])).toBe(0)
    for (const [i, row] of made.intersection.a.entries()) expect(row === NO_ROW || made.intersection.b[i] === NO_ROW).toBe(false)
  })

  it('uses the rows it is given and takes parts apart', async () => {
    const fabric = parcelFabric(100)
    const zones = zoneLayer(10, [118.69, 37.642, 118.71, 37.658])
    const [a, b] = [await makeSound(fabric, quietTask()), await makeSound(zones, quietTask())]
    const rest = await overlay({ sound: a, rows: [4, 7] }, { sound: b, rows: [] }, 'erase', quietTask())
    expect([...rest.a]).toEqual([4, 7])
    const { geometry, from } = singleParts(
      tableOfParts([[[starRing(randomOf(1), 0, 0, 9, 5)], [starRing(randomOf(1), 50, 0, 9, 5)]]]).geometry!,
    )
    expect([geometry.rows.length - 1, ...from]).toEqual([2, 0, 0])
  })
})
