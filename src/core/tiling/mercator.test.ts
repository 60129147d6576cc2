import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toWorld, WORLD, worldX, worldY } from './mercator.ts'

/** y of a latitude that stands between others of the table, in world pixels. */
function inTable(lat: number, ...others: number[]): number {
  const lngLat = Float64Array.from([...others, lat].flatMap((each) => [118.6, each]))
  const out = new Uint32Array(lngLat.length)
  toWorld(lngLat, out, 0, out.length / 2)
  expect(out[0]).toBe(Math.round(worldX(118.6)))
  return out[out.length - 1]
}

test('a latitude is where spherical Mercator puts it, to the nearest centimetre', () => {
  fc.assert(
    fc.property(fc.double({ min: -85.05, max: 85.05, noNaN: true }), (lat) => {
      // at the border of two integers one or the other is the nearer
      expect(Math.abs(inTable(lat) - worldY(lat))).toBeLessThan(0.5 + 1e-4)
    }),
    { numRuns: 2000 },
  )
})

test('as PROJ has it: 37.6 N', () => {
  // echo 118.6 37.6 | gdaltransform -s_srs '+proj=longlat +datum=WGS84' -t_srs EPSG:3857 (GDAL 3.6.2)
  const metres = (0.5 - inTable(37.6) / WORLD) * 40075016.6856
  expect(metres).toBeCloseTo(4523072.31910875, 2)
})

test('equal latitudes are equal, whichever stand before them', () => {
  const degrees = fc.double({ min: -86, max: 86, noNaN: true })
  fc.assert(fc.property(degrees, degrees, degrees, (lat, a, b) => inTable(lat, a, b, lat) === inTable(lat)))
})

test('what is no number is in the corner, what is beyond the square at its side', () => {
  expect(inTable(Number.NaN, 37)).toBe(0)
  expect(inTable(89, 37)).toBe(0)
  expect(inTable(-89, 37)).toBe(WORLD - 1)
})
