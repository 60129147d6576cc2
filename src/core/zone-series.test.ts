import { describe, expect, it } from 'vitest'
import { authalicPlane } from './plane.ts'
import { REACH } from './zone-series.ts'

describe('the northing of the equal-area plane', () => {
  const plane = authalicPlane({ lng0: 118.75, latTs: 37.65 })
  const northing = (lat: number) => plane.toPlane(Float64Array.of(118.75, lat))[1]

  it('is that of the closed form in 40 digits (mpmath), near and at the end of the series', () => {
    const known = [
      [37.65 + 1.7, 186531.66344632127],
      [37.65 - 1.71, -191912.2404935637],
      [38.1, 49796.14843010738],
      [37.2, -50093.68896517843],
      [37.650001, 0.1109898638525896],
    ]
    for (const [lat, y] of known) expect(Math.abs(northing(lat) - y)).toBeLessThan(1e-10)
  })

  it('goes on without a step where the closed form takes over', () => {
    const end = 37.65 + (REACH * 180) / Math.PI
    const [inside, outside] = [end - 1e-12, end + 1e-12]
    expect(outside).toBeGreaterThan(inside)
    // two ulps of latitude are 2e-7 m here
    expect(Math.abs(northing(outside) - northing(inside))).toBeLessThan(3e-7)
    expect(Math.abs(plane.toLngLat(Float64Array.of(0, northing(inside)))[1] - inside)).toBeLessThan(1e-13)
  })
})
