import { describe, expect, it } from 'vitest'
import { toLngLat } from '../crs.ts'
import { geometryFromGeoJson } from '../geometry.ts'
import { rowToleranceM2 } from './area-tolerance.ts'

describe('the tolerance of a registered area', () => {
  const [x, y] = [500_000, 4_160_000]
  const ring = [
    [x, y],
    [x + 100, y],
    [x + 100, y + 100],
    [x, y + 100],
    [x, y],
  ]
  const geometry = geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [ring] }])
  const lngLat = toLngLat('EPSG:4549', geometry.xy)
  const of = (rule: Parameters<typeof rowToleranceM2>[4], scale = 2000) =>
    rowToleranceM2(geometry, lngLat, 0, 10_000, rule, scale)

  it('is 0.0003·M·√P by the graphical rule', () => {
    expect([of('graphical'), of('graphical', 500)]).toEqual([expect.closeTo(60, 9), expect.closeTo(15, 9)])
  })
  it('is twice m·√(⅛ Σ d²) by the class of boundary points: of a square of 100 m the diagonals are 141.42 m, Σ d² 80 000 m²', () => {
    // ±5.0, 7.5 and 10.0 cm by 100 m, twice
    expect([of('class1'), of('class2'), of('class3')]).toEqual([
      expect.closeTo(10, 2),
      expect.closeTo(15, 2),
      expect.closeTo(20, 2),
    ])
  })
})
