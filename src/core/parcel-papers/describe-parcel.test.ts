import fc from 'fast-check'
import { Geodesic, PolygonArea } from 'geographiclib-geodesic'
import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import { toLngLat } from '../crs.ts'
import { geometryFromGeoJson } from '../geometry.ts'
import { quietTask } from '../task.ts'
import { makeResident } from '../tiling/resident.ts'
import { describeParcel } from './describe-parcel.ts'

const CRS = 'EPSG:4528'
const PROJ = '+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=40500000 +y_0=0 +ellps=GRS80 +units=m +no_defs'
const [X0, Y0] = [40371933, 4162979]
type Ring = readonly (readonly [x: number, y: number])[]

const closed = (ring: Ring) => [...ring, ring[0]]
const counterClockwise = (ring: Ring) => {
  const twice = ring.reduce((sum, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length]
    return sum + x * ny - nx * y
  }, 0)
  return twice > 0 ? ring : [...ring].reverse()
}
/** Polygons given in metres of the plane, each a ring and its holes, as a resident table in lon/lat. */
async function parcels(polygons: readonly (readonly Ring[])[]) {
  const shapes = polygons.map((rings) => ({
    type: 'Polygon' as const,
    coordinates: rings.map((ring, i) => {
      const right = i === 0 ? counterClockwise(ring) : [...counterClockwise(ring)].reverse()
      const lngLat = toLngLat(CRS, Float64Array.from(closed(right).flatMap(([x, y]) => [X0 + x, Y0 + y])))
      return Array.from({ length: lngLat.length / 2 }, (_, k) => [lngLat[2 * k], lngLat[2 * k + 1]])
    }),
  }))
  const geometry = geometryFromGeoJson('polygon', shapes)
  return makeResident({ name: 'p', crs: 'EPSG:4490', length: polygons.length, columns: [], geometry }, quietTask())
}
const square = (x: number, y: number, w: number, h = w): Ring => [
  [x, y],
  [x + w, y],
  [x + w, y + h],
  [x, y + h],
]

describe('the facts of a parcel', () => {
  it('number the points from the north-west corner clockwise, with the length of the line to the next', async () => {
    const facts = describeParcel(await parcels([[square(0, 0, 120, 80)]]), 0, CRS)
    const [ring] = facts.rings
    expect(ring.points.map(({ label }) => label)).toEqual(['J1', 'J2', 'J3', 'J4'])
    expect(ring.points.map(({ easting, northing }) => [Math.round(easting - X0), Math.round(northing - Y0)])).toEqual([
      [0, 80],
      [120, 80],
      [120, 0],
      [0, 0],
    ])
    expect(ring.points.map(({ lengthM }) => Math.round(lengthM * 1000) / 1000)).toEqual([120, 80, 120, 80])
  })

  it('name who borders on each side of a parcel amid others, and draw all that lie around it', async () => {
    const grid = Array.from({ length: 9 }, (_, i) => [square(100 * (i % 3), 100 * Math.floor(i / 3), 100)])
    const { sides, neighbours, around } = describeParcel(await parcels(grid), 4, CRS)
    const rows = Object.fromEntries(Object.entries(sides).map(([side, shared]) => [side, shared.map(({ row }) => row)]))
    expect(rows).toEqual({ north: [7], east: [5], south: [1], west: [3] })
    expect(neighbours.map(({ row }) => row).sort()).toEqual([1, 3, 5, 7])
    for (const { sharedM } of neighbours) expect(sharedM).toBeCloseTo(100, 1)
    expect(around.map(({ row }) => row).sort()).toEqual([0, 1, 2, 3, 5, 6, 7, 8])
  })

  it('go on counting in a hole, and start there anew with the length', async () => {
    const facts = describeParcel(await parcels([[square(0, 0, 100), square(40, 40, 20)]]), 0, CRS)
    expect(facts.rings.map(({ isHole, points }) => [isHole, points.length, points[0].label])).toEqual([
      [false, 4, 'J1'],
      [true, 4, 'J5'],
    ])
    expect(facts.rings[1].points[3].lengthM).toBeCloseTo(20, 6)
    expect(facts.areaM2).toBeCloseTo(9600 * (1 - 2 * 202e-6), -1)
  })

  // PROJ's series and Karney's geodesics are programs of other people
  it('agree with proj4 in each coordinate to 1 mm, with its plane in each length, with GeographicLib in the area', async () => {
    const angles = fc.uniqueArray(fc.integer({ min: 0, max: 359 }), { minLength: 4, maxLength: 24 })
    await fc.assert(
      fc.asyncProperty(
        angles,
        fc.array(fc.integer({ min: 60, max: 200 }), { minLength: 24, maxLength: 24 }),
        async (turns, radii) => {
          const ring = [...turns]
            .sort((a, b) => a - b)
            .map((turn, i) => [radii[i] * Math.cos((turn * Math.PI) / 180), radii[i] * Math.sin((turn * Math.PI) / 180)] as const)
          const resident = await parcels([[ring]])
          const facts = describeParcel(resident, 0, CRS)
          const { points } = facts.rings[0]
          const grs80 = new Geodesic.Geodesic(6378137, 1 / 298.257222101)
          const polygon = new PolygonArea.PolygonArea(grs80, false)
          const lngLat = resident.lngLat
          const there: (readonly [number, number])[] = []
          for (let v = 0; v + 1 < lngLat.length / 2; v++) {
            polygon.AddPoint(lngLat[2 * v + 1], lngLat[2 * v])
            there.push(proj4(PROJ, [lngLat[2 * v], lngLat[2 * v + 1]]) as [number, number])
          }
          expect(points).toHaveLength(there.length)
          for (const [i, { easting, northing, lengthM }] of points.entries()) {
            const nearest = Math.min(...there.map(([x, y]) => Math.hypot(x - easting, y - northing)))
            expect(nearest).toBeLessThan(0.001)
            const next = points[(i + 1) % points.length]
            expect(Math.abs(Math.hypot(next.easting - easting, next.northing - northing) - lengthM)).toBeLessThan(1e-9)
          }
          // clockwise: the shoelace of what is printed is negative
          const shoelace = points.reduce((sum, { easting: x, northing: y }, i) => {
            const { easting: nx, northing: ny } = points[(i + 1) % points.length]
            return sum + (x - X0) * (ny - Y0) - (nx - X0) * (y - Y0)
          }, 0)
          expect(shoelace).toBeLessThan(0)
          // an edge straight in the plane of areas bends from the geodesic by sin α (1 + 2 cos² α) tan φ / R: a sliver of L³ / 12 times that
          const latitude = (lngLat[1] * Math.PI) / 180
          const convergence = ((lngLat[0] - 120) * Math.PI * Math.sin(latitude)) / 180
          const sliver = points.map(({ easting, northing, lengthM }, i) => {
            const next = points[(i + 1) % points.length]
            const azimuth = Math.atan2(next.easting - easting, next.northing - northing) + convergence
            const bend = Math.sin(azimuth) * (1 + 2 * Math.cos(azimuth) ** 2) * Math.tan(latitude)
            return (lengthM ** 3 * bend) / (12 * 6371e3)
          })
          const { area = 0 } = polygon.Compute(false, true)
          const between = sliver.reduce((sum, one) => sum + one, 0)
          const ofAll = sliver.reduce((sum, one) => sum + Math.abs(one), 0)
          expect(Math.abs(Math.abs(area) - facts.areaM2 - between)).toBeLessThan(0.001 + 0.02 * ofAll)
        },
      ),
      { numRuns: 100 },
    )
  })

  it('say who lies on which side, by what is shared and not by where the middle is', async () => {
    const resident = await parcels([
      [square(0, 0, 100)],
      [square(0, 100, 60, 50)],
      // with the point that it shares with the parcel, as a register has it
      [
        [
          [60, 100],
          [100, 100],
          [260, 100],
          [260, 150],
          [60, 150],
        ],
      ],
      [square(100, -400, 50, 500)],
      [square(-50, -50, 150, 50)],
      // touches at a corner only
      [square(-80, 100, 80, 30)],
    ])
    const { sides, neighbours } = describeParcel(resident, 0, CRS)
    const rows = (side: keyof typeof sides) => sides[side].map(({ row, sharedM }) => [row, Math.round(sharedM)])
    expect(rows('north')).toEqual([
      [1, 60],
      [2, 40],
    ])
    expect(rows('east')).toEqual([[3, 100]])
    expect(rows('south')).toEqual([[4, 100]])
    expect(rows('west')).toEqual([])
    expect(neighbours.map(({ row }) => row).sort()).toEqual([1, 2, 3, 4])
  })

  it('refuse what is no polygon', async () => {
    const geometry = geometryFromGeoJson('polygon', [null])
    const resident = await makeResident({ name: 'p', crs: 'EPSG:4490', length: 1, columns: [], geometry }, quietTask())
    expect(() => describeParcel(resident, 0, CRS)).toThrow('parcel.noShape')
  })
})
