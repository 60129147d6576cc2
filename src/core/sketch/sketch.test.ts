import fc from 'fast-check'
import { Geodesic } from 'geographiclib-geodesic'
import { describe, expect, it } from 'vitest'
import { azimuthDeg, geodesicM } from '../plane.ts'
import { destination } from './destination.ts'
import { seamsCrossed, sketchFigures } from './figures.ts'
import { readPolar } from './read-polar.ts'
import { lastDirectionDeg, straighten } from './straighten.ts'

const cgcs2000 = new Geodesic.Geodesic(6378137, 1 / 298.257222101)
const lngs = fc.double({ min: 100, max: 130, noNaN: true })
const lats = fc.double({ min: 5, max: 52, noNaN: true })
/** evenly spread: doubles would be mostly tiny or round */
const azimuths = fc.integer({ min: 0, max: 35_999 }).map((hundredths) => hundredths / 100)
const apart = (a: number, b: number) => Math.abs(((((a - b) % 360) + 540) % 360) - 180)

describe('destination', () => {
  it('agrees with GeographicLib from a millimetre to 1 000 km', () => {
    fc.assert(
      fc.property(lngs, lats, azimuths, fc.double({ min: -3, max: 6, noNaN: true }), (lng, lat, azimuth, power) => {
        const expected = cgcs2000.Direct(lat, lng, azimuth, 10 ** power)
        const [endLng, endLat] = destination(lng, lat, azimuth, 10 ** power)
        expect(endLng).toBeCloseTo(expected.lon2 as number, 9)
        expect(endLat).toBeCloseTo(expected.lat2 as number, 9)
      }),
    )
  })
})

describe('straighten', () => {
  it('gives a right angle to the reference, never farther from the pointer than a quarter turn allows', () => {
    fc.assert(
      fc.property(
        lngs,
        lats,
        azimuths,
        azimuths,
        fc.double({ min: 1, max: 5000, noNaN: true }),
        (lng, lat, reference, towards, far) => {
          const from = [lng, lat] as const
          const pointer = destination(lng, lat, towards, far)
          const at = straighten(from, pointer, reference)
          const turned = azimuthDeg(...from, ...at) - reference
          // a micrometre at the end
          const offM = geodesicM(...from, ...at) * Math.sin((apart(turned, Math.round(turned / 90) * 90) * Math.PI) / 180)
          expect(offM).toBeLessThan(1e-6)
          expect(geodesicM(...at, ...pointer)).toBeLessThanOrEqual(far * Math.SQRT1_2 * 1.001 + 1e-6)
        },
      ),
    )
  })
  it('closes a rectangle to the millimetre: four right angles of 200 m and 100 m', () => {
    const a = [118.6, 37.6] as const
    const b = destination(...a, 30, 200)
    const c = straighten(b, destination(...b, 122, 100), lastDirectionDeg([a, b]))
    const corner = apart(azimuthDeg(...b, ...a), azimuthDeg(...b, ...c))
    expect(corner).toBeCloseTo(90, 7)
    expect(lastDirectionDeg([a])).toBe(0)
  })
})

describe('sketchFigures', () => {
  it('has lengths, azimuths and the area of another program', () => {
    const ring = [
      [118.55, 37.58],
      [118.56, 37.581],
      [118.558, 37.59],
    ] as const
    const polygon = cgcs2000.Polygon(false)
    for (const [lng, lat] of ring) polygon.AddPoint(lat, lng)
    const expected = polygon.Compute(false, true)
    const figures = sketchFigures(ring, true)
    expect(figures.segments).toHaveLength(3)
    expect(figures.lengthM).toBeCloseTo(expected.perimeter, 3)
    // between an edge straight in the equal-area plane and the geodesic lie 0.0143 m² (L / 100 m)³ at most (plane.test.ts)
    const bound = figures.segments.reduce((sum, { lengthM }) => sum + 0.0143 * (lengthM / 100) ** 3, 0)
    expect(Math.abs((figures.areaM2 ?? 0) - (expected.area ?? 0))).toBeLessThan(bound)
    const inverse = cgcs2000.Inverse(37.58, 118.55, 37.581, 118.56)
    expect(figures.segments[0].azimuthDeg).toBeCloseTo(inverse.azi1 as number, 6)
    expect(figures.crossesItself).toBe(false)
  })
  it('has no area for a line, nor for two points, and says when edges cross', () => {
    const bow = [
      [118.6, 37.6],
      [118.61, 37.61],
      [118.61, 37.6],
      [118.6, 37.61],
    ] as const
    expect(sketchFigures(bow, false).areaM2).toBeNull()
    expect(sketchFigures(bow.slice(0, 2), true).areaM2).toBeNull()
    expect(sketchFigures(bow, true).crossesItself).toBe(true)
    // a point set twice is no crossing
    expect(sketchFigures([bow[0], bow[0], bow[2], bow[1]], true).crossesItself).toBe(false)
    expect(sketchFigures([], true)).toMatchObject({ segments: [], lengthM: 0, areaM2: null })
  })
  it('names each 3° zone border between its points', () => {
    expect(
      seamsCrossed([
        [118.49, 37.6],
        [118.51, 37.6],
      ]),
    ).toEqual([118.5])
    expect(
      seamsCrossed([
        [118.51, 37.6],
        [118.9, 37.7],
      ]),
    ).toEqual([])
    expect(
      seamsCrossed([
        [121.6, 37.6],
        [118.4, 37.6],
      ]),
    ).toEqual([118.5, 121.5])
  })
})

describe('readPolar', () => {
  it('reads a distance and an azimuth as drawing programs write them', () => {
    expect(readPolar('50<90')).toEqual({ distanceM: 50, azimuthDeg: 90 })
    expect(readPolar('@12.5 m < 128°30′')).toEqual({ distanceM: 12.5, azimuthDeg: 128.5 })
    expect(readPolar('１００＜４５')).toEqual({ distanceM: 100, azimuthDeg: 45 })
    expect(readPolar('50米')).toEqual({ distanceM: 50, azimuthDeg: null })
    expect(readPolar('80')).toEqual({ distanceM: 80, azimuthDeg: null })
  })
  it('leaves coordinates and nonsense alone', () => {
    for (const text of ['118.55 37.59', '4162644.88, 40371328.55', '50<400', '<90', '', 'abc', '-5'])
      expect(readPolar(text), text).toBeNull()
  })
})
