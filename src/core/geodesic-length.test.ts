import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Geodesic } from 'geographiclib-geodesic'
import { describe, expect, it } from 'vitest'
import { azimuthDeg, geodesicM } from './plane.ts'

const DATA = '../shared/data/geometry'
const hasData = existsSync(DATA)
if (!hasData) console.warn(`skipped: ${DATA} is absent`)

const cgcs2000 = new Geodesic.Geodesic(6378137, 1 / 298.257222101)

describe('geodesicM', () => {
  it.skipIf(!hasData)('agrees with GeographicLib to 1e-6 on 120 lines', () => {
    const lines = readFileSync(`${DATA}/geodesic_lines.csv`, 'utf8').trim().split(/\r?\n/).slice(1)
    expect(lines).toHaveLength(120)
    for (const line of lines) {
      const [lng1, lat1, lng2, lat2, metres] = line.split(',').map(Number)
      // coordinates and distances in the file are rounded: 1e-8° is a millimetre, so is half of the last digit
      expect(Math.abs(geodesicM(lng1, lat1, lng2, lat2) - metres)).toBeLessThan(0.001)
    }
  })

  it('keeps ten digits of an edge of ten metres, whichever way it runs', () => {
    for (const degrees of [1e-5, 1e-4, 2e-4, 1e-3]) {
      for (const [dx, dy] of [
        [degrees, 0],
        [0, degrees],
        [degrees, degrees],
      ]) {
        const expected = cgcs2000.Inverse(37.65, 118.7, 37.65 + dy, 118.7 + dx).s12 as number
        expect(Math.abs(geodesicM(118.7, 37.65, 118.7 + dx, 37.65 + dy) - expected)).toBeLessThan(1e-10 * expected + 1e-9)
      }
    }
  })

  it('gives the quadrant of a meridian as it is published', () => {
    // GRS 80, whose flattening differs by 4e-12 (Moritz, Geodetic Reference System 1980, J. Geod. 74, 2000)
    expect(Math.abs(geodesicM(118.5, 0, 118.5, 90) - 10_001_965.7293)).toBeLessThan(0.0002)
  })

  it('agrees with GeographicLib from a millimetre to 2 000 km', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 100, max: 130, noNaN: true }),
        fc.double({ min: 5, max: 52, noNaN: true }),
        fc.double({ min: 0, max: 360, noNaN: true }),
        fc.double({ min: -3, max: 6.3, noNaN: true }),
        (lng, lat, azimuth, power) => {
          const end = cgcs2000.Direct(lat, lng, azimuth, 10 ** power)
          const expected = cgcs2000.Inverse(lat, lng, end.lat2 as number, end.lon2 as number).s12 as number
          return Math.abs(geodesicM(lng, lat, end.lon2 as number, end.lat2 as number) - expected) < 1e-10 * expected + 5e-9
        },
      ),
    )
  })

  it('is zero for equal points and finite for antipodes and along the equator', () => {
    expect(geodesicM(118, 37, 118, 37)).toBe(0)
    expect(geodesicM(0, 0, 180, 0.1)).toBeGreaterThan(1.9e7)
    expect(geodesicM(0, 0, 1, 0)).toBeCloseTo(111319.4908, 3)
  })
})

describe('azimuthDeg', () => {
  it('goes from north over east to 360, as GeographicLib has it in each quarter', () => {
    for (const [dx, dy] of [
      [0.1, 0.2],
      [0.2, -0.1],
      [-0.1, -0.3],
      [-0.3, 0.1],
      [-0.2, 0],
    ]) {
      const expected = ((cgcs2000.Inverse(37.6, 118.5, 37.6 + dy, 118.5 + dx).azi1 as number) + 360) % 360
      expect(azimuthDeg(118.5, 37.6, 118.5 + dx, 37.6 + dy)).toBeCloseTo(expected, 8)
    }
    expect(azimuthDeg(118.5, 37.6, 118.5, 37.6)).toBeNaN()
  })
})
