import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { parcelFabric } from '../../../scripts/bench/fabric.ts'
import { randomOf, zoneLayer } from '../../../scripts/bench/zones.ts'
import { type Geos, startGeos } from '../../../tests/geos.ts'
import { areaBySlabs, NASTY, type Parts } from '../../../tests/nasty-polygons.ts'
import { starRing, tableOfParts } from '../../../tests/polygon-tables.ts'
import { pickRows } from '../geometry.ts'
import { overlapKernel } from '../overlap.ts'
import { makeSound } from '../repair.ts'
import type { Table } from '../table.ts'
import { createTask, quietTask } from '../task.ts'
import { pairAreas } from './pair-areas.ts'
import { joinLayers, planarLayer } from './planar-layer.ts'
import { prepareZones } from './prepared-zones.ts'

async function pairsOf(a: Table, b: Table) {
  const subject = await makeSound(a, quietTask())
  const zones = await makeSound(b, quietTask())
  const subjectLayer = planarLayer(subject)
  const zoneLayerOf = planarLayer(zones, subject.plane)
  return {
    subjectLayer,
    zoneLayer: zoneLayerOf,
    pairs: await pairAreas(subjectLayer, prepareZones(zoneLayerOf), null, quietTask()),
  }
}
async function areaOf(a: Parts, b: Parts): Promise<number> {
  const { pairs } = await pairsOf(tableOfParts([a]), tableOfParts([b]))
  return pairs.areaM2[0] ?? 0
}
const fabricBounds = [118.6, 37.6, 118.72, 37.7] as const

let geos: Geos
beforeAll(async () => {
  geos = await startGeos()
})

describe('pairAreas', () => {
  it.each(NASTY)('is exact on nasty input: $name', async ({ a, b }) => {
    const expected = areaBySlabs(a, b)
    // repaired rings have their crossings on a 0.1 mm grid
    expect(Math.abs((await areaOf(a, b)) - expected)).toBeLessThan(0.02)
    expect(Math.abs((await areaOf(b, a)) - expected)).toBeLessThan(0.02)
  })

  it('finds every pair that GEOS finds, to a millionth of a square metre', async () => {
    const fabric = parcelFabric(2500)
    const { subjectLayer, zoneLayer: zones, pairs } = await pairsOf(fabric, zoneLayer(60, fabricBounds))
    const polygons = Array.from({ length: 60 }, (_, z) => geos.polygon(zones.geometry, zones.xy, z))
    const prepared = polygons.map((zone) => geos.prepare(zone))
    const found = new Map(Array.from(pairs.areaM2, (area, i) => [`${pairs.subject[i]} ${pairs.zone[i]}`, area]))
    let worst = 0
    let count = 0
    for (let row = 0; row < fabric.length; row++) {
      const parcel = geos.polygon(subjectLayer.geometry, subjectLayer.xy, row)
      for (let z = 0; z < 60; z++) {
        const expected = geos.preparedArea(prepared[z], polygons[z], parcel)
        if (expected > 1e-4) count++
        worst = Math.max(worst, Math.abs(expected - (found.get(`${row} ${z}`) ?? 0)) - (found.has(`${row} ${z}`) ? 0 : 1e-4))
      }
      geos.destroy(parcel)
    }
    expect(count).toBe(pairs.areaM2.length)
    expect(count).toBeGreaterThan(500)
    expect(worst).toBeLessThan(1e-6)
  })

  it('meets a layer laid on itself row by row, and no neighbour', async () => {
    const { pairs, subjectLayer } = await pairsOf(parcelFabric(400), { ...parcelFabric(400) })
    expect([...pairs.subject]).toEqual([...pairs.zone])
    expect(pairs.areaM2.length).toBe(400)
    for (let row = 0; row < 400; row++) {
      const parcel = geos.polygon(subjectLayer.geometry, subjectLayer.xy, row)
      expect(Math.abs(pairs.areaM2[row] - geos.area(parcel))).toBeLessThan(1e-6)
      geos.destroy(parcel)
    }
  })

  it('takes subjects and zones of many thousand vertices, in strips and trees', async () => {
    const next = randomOf(9)
    const a: Parts = [[starRing(next, 0, 0, 9000, 6000, 0.004), starRing(next, 0, 0, 2000, 900, 0.02).reverse()]]
    const b: Parts = [[starRing(next, 3000, 500, 8000, 60_000, 0.0005)], [starRing(next, -30_000, 0, 500, 40)]]
    const { subjectLayer, zoneLayer: zones, pairs } = await pairsOf(tableOfParts([a]), tableOfParts([b]))
    const expected = geos.intersectionArea(
      geos.polygon(subjectLayer.geometry, subjectLayer.xy, 0),
      geos.polygon(zones.geometry, zones.xy, 0),
    )
    expect(expected).toBeGreaterThan(3e7)
    expect(Math.abs(pairs.areaM2[0] / expected - 1)).toBeLessThan(1e-12)
  })

  it('is symmetric, and agrees with the kernel for neighbours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
        const next = randomOf(seed)
        const layers = [0, 1].map(() =>
          tableOfParts(
            Array.from({ length: 4 }, () => [
              [starRing(next, 300 * next(), 300 * next(), 40 + 200 * next(), 4 + Math.floor(300 * next()))],
            ]),
          ),
        )
        const there = await pairsOf(layers[0], layers[1])
        const back = await pairsOf(layers[1], layers[0])
        const mirrored = new Map(
          Array.from(back.pairs.areaM2, (area, i) => [`${back.pairs.zone[i]} ${back.pairs.subject[i]}`, area]),
        )
        const kernel = overlapKernel(
          there.subjectLayer.geometry,
          there.subjectLayer.xy,
          there.zoneLayer.geometry,
          there.zoneLayer.xy,
        )
        return there.pairs.areaM2.every((area, i) => {
          const [s, z] = [there.pairs.subject[i], there.pairs.zone[i]]
          const other = mirrored.get(`${s} ${z}`) ?? 0
          return Math.abs(other - area) < 1e-7 && Math.abs(kernel.overlap(s, z) - area) < 1e-7
        })
      }),
      { numRuns: 40 },
    )
  })

  it('gives every pair the same figure to the last bit, whatever the order of rows', async () => {
    const fabric = parcelFabric(900)
    const zones = zoneLayer(30, fabricBounds)
    const order = Array.from({ length: 900 }, (_, i) => (i * 7) % 900)
    const shuffled: Table = { ...fabric, columns: [], geometry: pickRows(fabric.geometry!, order) }
    const a = (await pairsOf(fabric, zones)).pairs
    const b = (await pairsOf(shuffled, zones)).pairs
    const key = (pairs: typeof a, rowOf: (row: number) => number) =>
      Array.from(pairs.areaM2, (area, i) => `${rowOf(pairs.subject[i])} ${pairs.zone[i]} ${area}`).sort()
    expect(key(b, (row) => order[row])).toEqual(key(a, (row) => row))
  })

  it('gives a row among its neighbours the same figures to the last bit as alone', async () => {
    const fabric = parcelFabric(900)
    const subject = planarLayer(await makeSound(fabric, quietTask()))
    const zones = prepareZones(planarLayer(await makeSound(zoneLayer(30, fabricBounds), quietTask())))
    const together = await pairAreas(subject, zones, null, quietTask())
    const single: string[] = []
    for (let row = 0; row < fabric.length; row++) {
      const alone = await pairAreas(subject, zones, [row], quietTask())
      alone.areaM2.forEach((area, i) => {
        single.push(`${row} ${alone.zone[i]} ${area}`)
      })
    }
    expect(single.length).toBeGreaterThan(300)
    expect(Array.from(together.areaM2, (area, i) => `${together.subject[i]} ${together.zone[i]} ${area}`)).toEqual(single)
  })

  it('uses only the rows it is given, on both sides, and stops when cancelled', async () => {
    const { subjectLayer, zoneLayer: zones, pairs } = await pairsOf(parcelFabric(400), zoneLayer(12, fabricBounds))
    const some = await pairAreas(subjectLayer, prepareZones(zones, [3, 5]), [1, 2, 50, 399], quietTask())
    const expected = Array.from(pairs.areaM2.keys()).filter(
      (i) => [1, 2, 50, 399].includes(pairs.subject[i]) && [3, 5].includes(pairs.zone[i]),
    )
    expect([...some.areaM2]).toEqual(expected.map((i) => pairs.areaM2[i]))
    const controller = new AbortController()
    controller.abort(new DOMException('cancelled', 'AbortError'))
    await expect(pairAreas(subjectLayer, prepareZones(zones), null, createTask({ signal: controller.signal }))).rejects.toThrow(
      'cancelled',
    )
  })

  it('joins layers without changing a row', async () => {
    const a = planarLayer(await makeSound(parcelFabric(9), quietTask()))
    const b = planarLayer(await makeSound(zoneLayer(5, fabricBounds), quietTask()))
    const { layer, starts } = joinLayers([a, b])
    expect(starts).toEqual([0, 9])
    expect(pickRows({ ...layer.geometry, xy: layer.xy }, [9, 10, 11, 12, 13])).toMatchObject({
      xy: b.xy,
      parts: b.geometry.parts,
    })
    expect([...layer.boxes.slice(36)]).toEqual([...b.boxes])
  })
})
