import { describe, expect, it } from 'vitest'
import { graticule } from './graticule.ts'

const names = (view: Parameters<typeof graticule>[0]) => graticule(view).features.map(({ properties }) => properties?.t)

describe('graticule', () => {
  it('crosses the whole district at round minutes', () => {
    const lines = names([118.247, 37.412, 119.322, 37.954])
    expect(lines).toEqual(expect.arrayContaining(['118°20′E', '118°30′E', '119°E', '37°30′N', '37°50′N']))
    expect(lines.length).toBeLessThan(40)
  })
  it('goes down to seconds in a parcel, and stays whole round the globe', () => {
    expect(names([118.55, 37.59, 118.551, 37.591])).toEqual(expect.arrayContaining(['118°33′03″E', '37°35′27″N']))
    const world = graticule([-180, -85, 180, 85]).features
    expect(world.every(({ geometry }) => geometry.type === 'LineString')).toBe(true)
    expect(names([-180, -85, 180, 85])).toEqual(expect.arrayContaining(['0°E', '120°W', '80°N', '80°S']))
  })
  it('keeps at least three lines across the shorter side at every zoom', () => {
    for (let span = 60; span > 0.003; span /= 3) {
      const inside = graticule([118, 30, 118 + span, 30 + span / 2]).features.filter(({ geometry }) => {
        const [[, a], [, b]] = (geometry as GeoJSON.LineString).coordinates
        return a === b && a >= 30 && a <= 30 + span / 2
      })
      expect([span, inside.length >= 3 && inside.length <= 16]).toEqual([span, true])
    }
  })
})
