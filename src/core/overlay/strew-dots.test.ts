import { expect, test } from 'vitest'
import { geometryFromGeoJson } from '../geometry.ts'
import { strewDots } from './strew-dots.ts'

test('a row so thin that no number lies between its sides has its dots on it all the same', () => {
  const [low, high] = [4_155_000, 4_155_000 + 2 ** -31]
  const ring = [[500_000, low], [500_010, low], [500_010, high], [500_000, high], [500_000, low]] // biome-ignore format: a ring a line
  const geometry = geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [ring] }])
  const places = strewDots(geometry, 0, geometry.xy, 200, 7)
  for (let dot = 0; dot < 200; dot++) {
    expect(places[2 * dot]).toBeGreaterThanOrEqual(500_000)
    expect(places[2 * dot]).toBeLessThanOrEqual(500_010)
    expect([low, high]).toContain(places[2 * dot + 1])
  }
})
