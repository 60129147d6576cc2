import { describe, expect, it } from 'vitest'
import { geometryFromGeoJson } from '../geometry.ts'
import { metresPerDegree } from './local-plane.ts'
import { registerPoints } from './register-points.ts'

const ring = (west: number, south: number, size: number, isClockwise = false) => {
  const corners = [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
  ]
  const around = isClockwise ? corners.toReversed() : corners
  return [...around, around[0]]
}

describe('points of the register', () => {
  it('begin in the north-west and go clockwise, hole after outline', () => {
    const geometry = geometryFromGeoJson('polygon', [
      { type: 'Polygon', coordinates: [ring(118, 37, 0.01), ring(118.002, 37.002, 0.001, true)] },
    ])
    const points = registerPoints(geometry, geometry.xy, 0)
    expect(points.map(({ label, ring, isHole }) => `${label} ${ring} ${isHole}`)).toEqual([
      'J1 0 false',
      'J2 0 false',
      'J3 0 false',
      'J4 0 false',
      'J5 1 true',
      'J6 1 true',
      'J7 1 true',
      'J8 1 true',
    ])
    expect(points.slice(0, 4).map(({ lng, lat }) => [lng, lat])).toEqual([
      [118, 37.01],
      [118.01, 37.01],
      [118.01, 37],
      [118, 37],
    ])
    expect([points[4].lng, points[4].lat]).toEqual([118.002, 37.003])
  })
  it('are the same whichever way the ring is stored, without points that stand twice', () => {
    const corners = ring(118, 37, 0.01, true)
    // the first twice, the last twice, the one that closes twice
    for (const twice of [
      [corners[0], ...corners],
      [...corners.slice(0, 4), ...corners.slice(3)],
      [...corners, corners[4]],
    ]) {
      const geometry = geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [twice] }])
      expect(registerPoints(geometry, geometry.xy, 0).map(({ lng, lat }) => [lng, lat])).toEqual([
        [118, 37.01],
        [118.01, 37.01],
        [118.01, 37],
        [118, 37],
      ])
    }
  })
  it('begin at the top of a square that stands on its corner, whatever the last digits', () => {
    // west and north corner are as near to the corner of the box, up to what rounding to millimetres makes of it
    for (const noise of [-4e-9, 0, 4e-9]) {
      const { kx: mx, ky: my } = metresPerDegree(37)
      const [kx, ky] = [9 / mx, 9 / my]
      const corners = [[-kx, noise], [0, ky], [kx, 0], [0, -ky], [-kx, noise]] // biome-ignore format: a ring
      const geometry = geometryFromGeoJson('polygon', [
        { type: 'Polygon', coordinates: [corners.map(([x, y]) => [118 + x, 37 + y])] },
      ])
      expect(registerPoints(geometry, geometry.xy, 0)[0].lat).toBe(37 + ky)
    }
  })
  it('are none of an empty row', () => {
    const geometry = geometryFromGeoJson('polygon', [null])
    expect(registerPoints(geometry, geometry.xy, 0)).toEqual([])
  })
})
