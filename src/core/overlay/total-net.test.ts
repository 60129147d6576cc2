import { describe, expect, it } from 'vitest'
import { randomOf } from '../../../scripts/bench/zones.ts'
import { startGeos } from '../../../tests/geos.ts'
import type { Parts } from '../../../tests/nasty-polygons.ts'
import { box, layerOf, named, run } from '../../../tests/overlap-layers.ts'
import { starRing } from '../../../tests/polygon-tables.ts'
import { makeSound } from '../repair.ts'
import { quietTask } from '../task.ts'
import { planarLayer } from './planar-layer.ts'

describe('the net of subjects that overlap each other', () => {
  // they share 50 … 100
  const subjects = layerOf(named('P', [box(0, 0, 100), box(50, 0, 100)]))
  const netOf = async (...zones: Parts[]) => {
    const { totals, notes } = await run(subjects, [layerOf(named('Z', zones))])
    expect(notes.map(({ code }) => code)).toContain('overlap.ignored')
    return totals.net_area_m2
  }
  const counted = box(10, 0, 20, 50)

  it.each<[string, Parts, number]>([
    ['keeps what one ignores and another counts', box(99.995, 0, 40, 100), 4000],
    ['takes once what both ignore', box(70, 0, 0.005, 100), 0],
    ['takes what the only one that meets it ignores', box(5, 0, 0.005, 100), 0],
    ['takes what is ignored on what counts for nobody else', box(29.996, 0, 0.008, 100), 0],
  ])('%s', async (_, sliver, wanted) => {
    expect(Math.abs((await netOf(counted, sliver)) - 1000 - wanted)).toBeLessThan(1e-5)
  })

  it('is what GEOS makes of the pairs that count, whatever is ignored', async () => {
    const geos = await startGeos()
    const next = randomOf(19)
    const stars = (count: number, radius: number) =>
      Array.from({ length: count }, (): Parts => [[starRing(next, 600 * next(), 600 * next(), radius, 14)]])
    let differs = 0
    for (let round = 0; round < 12; round++) {
      const [own, zones] = [named('P', stars(14, 60)), named('Z', stars(9, 90))]
      const sound = await makeSound(own, quietTask())
      const inPlane = planarLayer(await makeSound(zones, quietTask()), sound.plane)
      const mine = Array.from({ length: 14 }, (_, row) => geos.polygon(sound.geometry, sound.xy, row))
      const theirs = Array.from({ length: 9 }, (_, row) => geos.polygon(inPlane.geometry, inPlane.xy, row))
      const pairs = mine.flatMap((a) => theirs.map((b) => geos.intersection(a, b)))
      for (const ignoreBelow of [0.5, 300, 2000]) {
        const { totals } = await run(layerOf(own), [layerOf(zones)], { ignoreBelow })
        const expected = geos.unionArea(pairs.filter((piece) => geos.area(piece) >= ignoreBelow))
        expect(Math.abs(totals.net_area_m2 - expected), `round ${round}, below ${ignoreBelow}`).toBeLessThan(1e-8)
        if (Math.abs(expected - geos.unionArea(pairs)) > 1) differs++
      }
    }
    expect(differs).toBeGreaterThan(15)
  })
})
