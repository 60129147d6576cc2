import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pointFromLngLat } from '../crs.ts'
import { cgcs2000Zone } from '../crs-registry.ts'
import { geodesicM } from '../plane.ts'
import { readRover } from './read-rover.ts'

const KENLI = { extent: [118.2, 37.4, 119.3, 38.2], workingCrs: ['EPSG:4528'] } as const
const TARGET = { lng: 118.55, lat: 37.6 }

describe('coordinates of a rover', () => {
  it('are read in every zone that can hold the place, prefix or not, labelled or not, X north', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -40, max: 40, noNaN: true }),
        fc.double({ min: -40, max: 40, noNaN: true }),
        fc.constantFrom(39, 40),
        fc.boolean(),
        fc.boolean(),
        (east, north, zone, hasPrefix, isLabelled) => {
          const at = { lng: TARGET.lng + east / 88_000, lat: TARGET.lat + north / 111_000 }
          const crs = cgcs2000Zone(zone, 3, hasPrefix)!
          const [y, x] = pointFromLngLat(crs, at.lng, at.lat)
          const text = isLabelled ? `X ${x.toFixed(3)} Y ${y.toFixed(3)}` : `J12, ${x.toFixed(3)}, ${y.toFixed(3)}`
          const [best] = readRover(text, KENLI, TARGET).readings
          expect(best.isFar).toBe(false)
          expect(geodesicM(best.reading.lng, best.reading.lat, at.lng, at.lat)).toBeLessThan(0.002)
        },
      ),
    )
  })
  it('say when they cannot be the point', () => {
    const [x, y] = pointFromLngLat('EPSG:4528', TARGET.lng, TARGET.lat + 0.01).reverse()
    const { readings } = readRover(`${x.toFixed(3)} ${y.toFixed(3)}`, KENLI, TARGET)
    expect(readings[0]).toMatchObject({ isFar: true, distanceM: expect.closeTo(1110, -1) })
  })
  it('take X and Y the wrong way round only with a word', () => {
    const [y, x] = pointFromLngLat('EPSG:4528', TARGET.lng, TARGET.lat)
    const { readings } = readRover(`Y ${x.toFixed(3)} X ${y.toFixed(3)}`, KENLI, TARGET)
    expect(readings[0].reading.isLabelSwapped).toBe(true)
    expect(readings[0].isFar).toBe(false)
  })
  it.each(['', 'J3', '完好', '4164159', '1e999 1e999', '=1+1', '<b>'])('%j is nothing', (text) => {
    expect(readRover(text, KENLI, TARGET).readings).toEqual([])
  })
})
