import { describe, expect, it } from 'vitest'
import { parcelFabric } from '../../../scripts/bench/fabric.ts'
import { randomOf } from '../../../scripts/bench/zones.ts'
import { starRing, tableOfParts } from '../../../tests/polygon-tables.ts'
import { sumOf } from '../adjust.ts'
import { soundAreasM2 } from '../net-area.ts'
import { rowAreaM2 } from '../plane.ts'
import { makeSound } from '../repair.ts'
import type { Table } from '../table.ts'
import { quietTask } from '../task.ts'
import { planarLayer, rowBoxes } from './planar-layer.ts'
import { selfOverlaps } from './self-overlaps.ts'
import { simplifyLayer } from './simplify.ts'

async function simplified(table: Table, toleranceM: number) {
  const sound = await makeSound(table, quietTask())
  const { geometry, keptWhole, overlaps } = await simplifyLayer(sound, toleranceM, quietTask())
  const xy = sound.plane.toPlane(geometry.xy)
  const pairs = await selfOverlaps({ geometry, xy, boxes: rowBoxes(geometry, xy) }, null, quietTask())
  const areas = Array.from({ length: table.length }, (_, row) => rowAreaM2(geometry, geometry.xy, row))
  return { sound, geometry, keptWhole, overlaps, pairs, areas }
}

describe('simplifyLayer', () => {
  it('takes vertices out of a fabric and opens neither gap nor overlap', async () => {
    const { sound, geometry, pairs, areas } = await simplified(parcelFabric(400), 6)
    expect(geometry.xy.length).toBeLessThan(sound.lngLat.length * 0.75)
    expect(pairs.areaM2.length).toBe(0)
    // inner borders move area from one parcel to the next; only the outer border changes the sum, by less than its tolerance strip
    expect(Math.abs(sumOf(areas) - sumOf(soundAreasM2(sound)))).toBeLessThan(4 * 20 * 60 * 6)
    const stored = new Set(
      Array.from({ length: sound.lngLat.length / 2 }, (_, i) => `${sound.lngLat[2 * i]} ${sound.lngLat[2 * i + 1]}`),
    )
    for (let i = 0; i < geometry.xy.length; i += 2) expect(stored.has(`${geometry.xy[i]} ${geometry.xy[i + 1]}`)).toBe(true)
    // every inner edge is run along by both sides
    const edges = new Map<string, number>()
    for (let ring = 0; ring + 1 < geometry.rings.length; ring++) {
      for (let i = geometry.rings[ring]; i + 1 < geometry.rings[ring + 1]; i++) {
        const ends = [`${geometry.xy[2 * i]} ${geometry.xy[2 * i + 1]}`, `${geometry.xy[2 * i + 2]} ${geometry.xy[2 * i + 3]}`]
        const key = ends.sort().join(' ')
        edges.set(key, (edges.get(key) ?? 0) + 1)
      }
    }
    const alone = [...edges.values()].filter((count) => count === 1).length
    // 4 sides of 20 parcels with at most three edges each
    expect(alone).toBeLessThanOrEqual(4 * 20 * 3)
    expect([...edges.values()].every((count) => count <= 2)).toBe(true)
  })

  it('keeps a hole and the island in it together, and what is smaller than the tolerance', async () => {
    const next = randomOf(8)
    const island = starRing(next, 0, 0, 50, 40, 0.1)
    const { geometry, pairs, sound } = await simplified(
      tableOfParts([
        [[starRing(next, 0, 0, 300, 200, 0.02), [...island].reverse()]],
        [[island]],
        [[starRing(next, 900, 0, 3, 8, 0.1)]],
      ]),
      5,
    )
    expect(pairs.areaM2.length).toBe(0)
    expect(geometry.rings.length).toBe(sound.geometry.rings.length)
    const ringOf = (ring: number) =>
      Array.from(
        { length: geometry.rings[ring + 1] - geometry.rings[ring] - 1 },
        (_, i) => geometry.xy[2 * (geometry.rings[ring] + i)],
      ).sort()
    expect(ringOf(1)).toEqual(ringOf(2))
    expect(ringOf(2).length).toBeLessThan(40)
    expect(geometry.rings[4] - geometry.rings[3]).toBe(9)
  })

  it('leaves borders alone that would cross', async () => {
    // a comb and a bar between its teeth: without its teeth the comb would cover the bar
    const comb: [number, number][] = [
      [0, 0],
      [100, 0],
      [100, 10],
      [60, 10],
      [60, 2],
      [40, 2],
      [40, 10],
      [0, 10],
      [0, 0],
    ]
    const bar: [number, number][] = [
      [45, 3],
      [55, 3],
      [55, 9],
      [45, 9],
      [45, 3],
    ]
    const { keptWhole, pairs } = await simplified(tableOfParts([[[comb]], [[bar]]]), 9)
    expect(pairs.areaM2.length).toBe(0)
    expect(keptWhole.length).toBeGreaterThan(0)
    const layer = planarLayer(await makeSound(tableOfParts([[[comb]], [[bar]]]), quietTask()))
    expect(layer.boxes.length).toBe(8)
  })

  it('simplifies rows that overlap in the layer itself, but lets no touch along a border become an overlap', async () => {
    // dents of a metre: without them the squares, and what they share, are larger
    const side = Array.from({ length: 100 }, (_, i): [number, number] => [i * 10, i % 2])
    const turned = (x: number, y: number, times: number): [number, number] =>
      [
        [x, y],
        [1000 - y, x],
        [1000 - x, 1000 - y],
        [y, 1000 - x],
      ][times] as [number, number]
    const dented = (east: number) =>
      [...[0, 1, 2, 3].flatMap((times) => side.map(([x, y]) => turned(x, y, times))), [0, 0]].map(([x, y]): [number, number] => [
        x + east,
        y,
      ])
    const lens = await simplified(tableOfParts([[[dented(0)]], [[dented(600)]]]), 3)
    expect(lens.keptWhole).toEqual([])
    expect(lens.geometry.xy.length).toBeLessThan(lens.sound.lngLat.length * 0.7)
    expect(lens.overlaps.pairs).toBe(1)
    expect(lens.overlaps.beforeM2).toBeGreaterThan(200_000)
    expect(lens.overlaps.afterM2 - lens.overlaps.beforeM2).toBeGreaterThan(100)
    expect(lens.pairs.areaM2[0]).toBe(lens.overlaps.afterM2)
    // points that reach 2 cm into the neighbour, 20 m apart: joined by straight lines they would take a strip of it
    const border = (reach: number, dent: number) =>
      Array.from({ length: 81 }, (_, i): [number, number] => [i * 10, i % 2 === 0 ? reach : dent])
    const above = [...border(-0.02, 2), [800, 50], [0, 50], [0, -0.02]] as [number, number][]
    const below = [...border(0, -2).reverse(), [0, -50], [800, -50], [800, 0]] as [number, number][]
    const touch = await simplified(tableOfParts([[[above]], [[below]]]), 5)
    expect(touch.overlaps.beforeM2).toBeGreaterThan(0.01)
    expect(touch.keptWhole).toEqual([0, 1])
    expect(touch.overlaps.afterM2).toBe(touch.overlaps.beforeM2)
  })
})
