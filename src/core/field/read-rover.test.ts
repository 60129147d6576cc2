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
  it('are found in a line of its list, between name, height and solution', () => {
    const [y, x] = pointFromLngLat('EPSG:4528', TARGET.lng, TARGET.lat).map((value) => value.toFixed(3))
    const lines = [
      `J3 ${x} ${y}`,
      `J3,${x},${y},12.345`,
      `J1-2\t${x}\t${y}\t-0.5`,
      `1,${x},${y},12.3,固定`,
      `${x} ${y} 12.345`,
      `(${x}, ${y})`,
      `X：${x} Y：${y} H：12.3`,
      `N ${x} E ${y} Z 12.3 m`,
      `X=${x}，Y=${y}，高程=3.20`,
      `B: 37°36'00" L: 118°33'00" H: 12.3`,
      'B=37.6 L=118.55',
    ]
    for (const line of lines) {
      const { readings } = readRover(line, KENLI, TARGET)
      expect(readings[0]?.isFar, line).toBe(false)
      expect(geodesicM(readings[0].reading.lng, readings[0].reading.lat, TARGET.lng, TARGET.lat)).toBeLessThan(0.002)
    }
    // two points at once are a question that is not asked
    expect(readRover(`J1,${x},${y}\nJ2,${x},${y}`, KENLI, TARGET).readings).toEqual([])
    expect(readRover(`${x} ${y} ${y}`, KENLI, TARGET).readings).toEqual([])
  })
  it('whose zone was named otherwise than it stands in the number are read by the number, and say so', () => {
    const [y, x] = pointFromLngLat('EPSG:4528', TARGET.lng, TARGET.lat).map((value) => value.toFixed(3))
    expect(readRover(`39带 ${x} ${y}`, KENLI, TARGET).readings[0]).toMatchObject({
      isFar: false,
      overruledZone: 39,
      reading: { crs: 'EPSG:4528' },
    })
    expect(readRover(`40带 ${x} ${y}`, KENLI, TARGET).readings[0].overruledZone).toBeNull()
    expect(readRover(`${x} ${y}`, KENLI, TARGET).readings[0].overruledZone).toBeNull()
  })
  it.each(['', 'J3', '完好', '4164159', '1e999 1e999', '=1+1', '<b>'])('%j is nothing', (text) => {
    expect(readRover(text, KENLI, TARGET).readings).toEqual([])
  })
})
