import fc from 'fast-check'
import { Geodesic } from 'geographiclib-geodesic'
import { describe, expect, it } from 'vitest'
import { geometryFromGeoJson } from '../geometry.ts'
import { localPlane, placeAlong } from './local-plane.ts'
import { nearestBoundary } from './nearest-boundary.ts'

const earth = new Geodesic.Geodesic(6378137, 1 / 298.257222101)
type Place = readonly [lng: number, lat: number]
const M_LAT = 1 / 111_000
const M_LNG = 1 / 88_000

/** Nearest place of a geodesic by GeographicLib: walked in steps, then narrowed by halves. */
function nearestOnGeodesic(a: Place, b: Place, p: Place): { distanceM: number; azimuthDeg: number } {
  const line = earth.InverseLine(a[1], a[0], b[1], b[0])
  const seen = (s: number) => {
    const at = line.Position(s)
    const found = earth.Inverse(p[1], p[0], at.lat2!, at.lon2!)
    return { distanceM: found.s12!, azimuthDeg: (found.azi1! + 360) % 360 }
  }
  const steps = 64
  const best = Array.from({ length: steps + 1 }, (_, i) => (line.s13 * i) / steps).sort(
    (s, t) => seen(s).distanceM - seen(t).distanceM,
  )[0]
  let [low, high] = [Math.max(0, best - line.s13 / steps), Math.min(line.s13, best + line.s13 / steps)]
  // where the way to the place stands square on the line: a distance is too flat there to tell millimetres
  const isAhead = (s: number) => {
    const here = line.Position(s)
    const way = earth.Inverse(here.lat2!, here.lon2!, p[1], p[0]).azi1!
    return Math.cos(((way - here.azi2!) * Math.PI) / 180) > 0
  }
  while (high - low > 1e-6) {
    const middle = (low + high) / 2
    if (isAhead(middle)) low = middle
    else high = middle
  }
  return seen((low + high) / 2)
}
const polygon = (rings: Place[][]) =>
  geometryFromGeoJson('polygon', [
    { type: 'Polygon', coordinates: rings.map((ring) => [...ring, ring[0]].map(([x, y]) => [x, y])) },
  ])
const at = (east: number, north: number): Place => [118.55 + east * M_LNG, 37.6 + north * M_LAT]

describe('the nearest boundary of a parcel', () => {
  it('is what GeographicLib finds, to a millimetre, for sides from metres to kilometres', () => {
    const corner = fc.tuple(fc.double({ min: 0.2, max: 1, noNaN: true }), fc.double({ min: 0.2, max: 1, noNaN: true }))
    fc.assert(
      fc.property(
        fc.array(corner, { minLength: 4, maxLength: 4 }),
        fc.constantFrom(30, 400, 3000),
        fc.double({ min: -1.6, max: 1.6, noNaN: true }),
        fc.double({ min: -1.6, max: 1.6, noNaN: true }),
        (corners, sizeM, u, v) => {
          const signs = [
            [-1, -1],
            [1, -1],
            [1, 1],
            [-1, 1],
          ]
          const ring = corners.map(([x, y], i) => at(x * signs[i][0] * sizeM, y * signs[i][1] * sizeM))
          const p = at(u * sizeM, v * sizeM)
          const geometry = polygon([ring])
          const found = nearestBoundary(geometry, geometry.xy, 0, ...p)!
          const sides = ring.map((a, i) => nearestOnGeodesic(a, ring[(i + 1) % 4], p))
          const nearest = sides.reduce((best, side) => (side.distanceM < best.distanceM ? side : best))
          expect(Math.abs(found.line.distanceM - nearest.distanceM)).toBeLessThan(1e-3)
          // where two sides are equally near either may be told
          const sameFar = sides.filter(({ distanceM }) => distanceM < nearest.distanceM + 2e-3)
          const across = sameFar.map(({ azimuthDeg }) => {
            const turn = ((found.line.azimuthDeg - azimuthDeg + 540) % 360) - 180
            return Math.abs(turn) * (Math.PI / 180) * found.line.distanceM
          })
          expect(Math.min(...across)).toBeLessThan(2e-3)
          const points = ring.map(([lng, lat]) => earth.Inverse(p[1], p[0], lat, lng))
          const nearestPoint = points.reduce((best, one) => (one.s12! < best.s12! ? one : best))
          expect(Math.abs(found.point.distanceM - nearestPoint.s12!)).toBeLessThan(1e-3)
          // what it says to draw to is where it says the line is
          const back = earth.Inverse(p[1], p[0], found.line.at[1], found.line.at[0])
          expect(Math.abs(back.s12! - found.line.distanceM)).toBeLessThan(1e-3)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('stands inside of a side as it is staked out, not as it is drawn in degrees', () => {
    // a side of 2 km from west to east: the geodesic runs some 6 cm north of the parallel in its middle
    const west = at(-1000, 0)
    const east = at(1000, 0)
    const geometry = polygon([[at(-1000, -500), at(1000, -500), east, west]])
    const line = earth.InverseLine(west[1], west[0], east[1], east[0])
    const middle = line.Position(line.s13 / 2)
    const bulgeM = (middle.lat2! - west[1]) / M_LAT
    expect(bulgeM).toBeGreaterThan(0.03)
    const between: Place = [middle.lon2!, west[1] + (bulgeM / 2) * M_LAT]
    const beyond: Place = [middle.lon2!, west[1] + bulgeM * 1.5 * M_LAT]
    expect(nearestBoundary(geometry, geometry.xy, 0, ...between)?.isInside).toBe(true)
    expect(nearestBoundary(geometry, geometry.xy, 0, ...beyond)?.isInside).toBe(false)
  })

  it('sees a hole, and stands outside in it', () => {
    const outer = [at(-100, -100), at(100, -100), at(100, 100), at(-100, 100)]
    const hole = [at(-10, -10), at(-10, 10), at(10, 10), at(10, -10)]
    const geometry = polygon([outer, hole])
    const within = nearestBoundary(geometry, geometry.xy, 0, ...at(0, 1))!
    expect(within.isInside).toBe(false)
    expect(within.line.distanceM).toBeCloseTo(9, 1)
    expect(nearestBoundary(geometry, geometry.xy, 0, ...at(0, 50))?.isInside).toBe(true)
  })

  it('has nothing to say of a row without shape', () => {
    const geometry = geometryFromGeoJson('polygon', [null])
    expect(nearestBoundary(geometry, geometry.xy, 0, 118, 37)).toBeNull()
  })
})

describe('a place along a geodesic', () => {
  it('is where GeographicLib goes', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -179, max: 179, noNaN: true }),
        fc.double({ min: -80, max: 80, noNaN: true }),
        fc.double({ min: 0.001, max: 200_000, noNaN: true }),
        fc.double({ min: 0, max: 359.999, noNaN: true }),
        (lng, lat, distanceM, azimuthDeg) => {
          const [x, y] = placeAlong(lng, lat, { distanceM, azimuthDeg })
          const wanted = earth.Direct(lat, lng, azimuthDeg, distanceM)
          // it goes round, ours goes on beyond 180°
          const away = earth.Inverse(y, x, wanted.lat2!, wanted.lon2!)
          expect(away.s12!).toBeLessThan(1e-4)
        },
      ),
    )
  })

  it('comes back from the plane it is laid into', () => {
    const plane = localPlane(118.55, 37.6)
    const [east, north] = plane.toPlane(...at(3000, -4000))
    const [lng, lat] = placeAlong(118.55, 37.6, plane.bearing(east, north))
    expect(earth.Inverse(lat, lng, at(3000, -4000)[1], at(3000, -4000)[0]).s12!).toBeLessThan(1e-4)
  })
})
