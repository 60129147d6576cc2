import { existsSync, readFileSync } from 'node:fs'
import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import { crsOf, fromLngLat, pointFromLngLat, pointToLngLat, requireCrs, toLngLat } from './crs.ts'
import { centralMeridianOf, cgcs2000Zone, zoneOf } from './crs-registry.ts'

const REFERENCE = '../shared/data/geometry/projection_reference.csv'
const hasReference = existsSync(REFERENCE)
if (!hasReference) console.warn(`skipped: ${REFERENCE} is absent`)

describe('crsOf', () => {
  it('knows every zone of CGCS2000 by rule', () => {
    for (let zone = 25; zone <= 45; zone++) {
      expect(crsOf(`EPSG:${4488 + zone}`)).toMatchObject({ centralMeridian: 3 * zone, zone: { number: zone, hasPrefix: true } })
      expect(crsOf(`EPSG:${4509 + zone}`)).toMatchObject({ centralMeridian: 3 * zone, zone: { number: zone, hasPrefix: false } })
      expect(cgcs2000Zone(zone, 3, true)).toBe(`EPSG:${4488 + zone}`)
    }
    expect(crsOf('EPSG:4498')).toMatchObject({ centralMeridian: 117, zone: { number: 20, width: 6, hasPrefix: true } })
    expect(crsOf('EPSG:4509')).toMatchObject({ centralMeridian: 117, zone: { number: 20, width: 6, hasPrefix: false } })
    expect(cgcs2000Zone(24, 3, true)).toBeNull()
    expect(cgcs2000Zone(46, 3, false)).toBeNull()
  })

  it('marks the older datums as lacking parameters', () => {
    for (const code of [4610, 2363, 2364, 2384, 2385, 4214, 2415, 2416, 2436, 2437]) {
      expect(crsOf(`EPSG:${code}`)).toMatchObject({ needsParameters: true })
    }
    expect(crsOf('EPSG:2384')).toMatchObject({ centralMeridian: 117, datum: 'xian80' })
    expect(crsOf('EPSG:2437')).toMatchObject({ centralMeridian: 120, datum: 'beijing54' })
    for (const code of [4490, 4326, 3857, 4528, 32650]) expect(crsOf(`EPSG:${code}`)?.needsParameters).toBe(false)
  })

  it('marks a definition by hand as lacking parameters by its ellipsoid, unless it says how to get to WGS 84', () => {
    const lacks = (more: string) =>
      crsOf(`+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=500000 +y_0=0 ${more} +units=m`)?.needsParameters
    // Xian 1980 and Beijing 1954, as numbers and as names
    for (const ellipsoid of ['+a=6378140 +rf=298.257', '+a=6378245 +b=6356863.0188', '+ellps=krass', '+ellps=IAU76']) {
      expect([lacks(ellipsoid), lacks(`${ellipsoid} +towgs84=1,2,3,0,0,0,0`)], ellipsoid).toEqual([true, false])
    }
    for (const ellipsoid of ['+a=6378137 +rf=298.257222101', '+ellps=GRS80', '+ellps=wgs84', '+datum=WGS84', ''])
      expect(lacks(ellipsoid), ellipsoid).toBe(false)
  })

  it('names where a zone is used, and names zones briefly', () => {
    const of = (code: number) => [crsOf(`EPSG:${code}`)?.extent, crsOf(`EPSG:${code}`)?.short.zh]
    expect(of(4528)).toEqual([[118.5, 3, 121.5, 54], '3°·40带'])
    expect(of(4509)).toEqual([[114, 3, 120, 54], '6°·中央经线117°'])
    expect(of(32650)).toEqual([[114, 0, 120, 84], 'UTM 50N'])
    expect(of(32750)).toEqual([[114, -80, 120, 0], 'UTM 50S'])
  })

  it('says null, or throws a readable code, for what it does not know', () => {
    expect(crsOf('EPSG:99999')).toBeNull()
    expect(crsOf('垦利')).toBeNull()
    expect(crsOf('+proj=nonsense')).toBeNull()
    expect(() => requireCrs('EPSG:99999')).toThrowError(/crs\.unknown.*99999/)
  })

  it('has no +axis in any definition', () => {
    for (const code of [4490, 4528, 4549, 4498, 2364, 32650, 3857]) expect(crsOf(`EPSG:${code}`)?.proj).not.toContain('+axis')
  })
})

describe('zones', () => {
  it('follows the rules of zone width', () => {
    expect([zoneOf(118.25), zoneOf(118.49), zoneOf(118.5), zoneOf(119.9)]).toEqual([39, 39, 40, 40])
    expect([zoneOf(118.25, 6), zoneOf(120.1, 6)]).toEqual([20, 21])
    expect([centralMeridianOf(40), centralMeridianOf(20, 6)]).toEqual([120, 117])
  })
})

describe('projection', () => {
  // notes/domain.md §2.1, computed with GDAL 3.6
  const vectors: [number, number, string, number, number][] = [
    [118.25, 37.5, '4527', 39610534.0975, 4152736.2168],
    [118.25, 37.5, '4528', 40345249.1837, 4153441.0816],
    [118.5, 37.6, '4527', 39632464.9841, 4164159.0467],
    [118.5, 37.6, '4528', 40367535.0159, 4164159.0467],
    [118.55, 37.59, '4527', 39636899.081, 4163120.7819],
    [118.55, 37.59, '4528', 40371933.6216, 4162979.6916],
    [119.25, 37.75, '4527', 39698304.9236, 4182133.9814],
    [119.25, 37.75, '4528', 40433902.1767, 4180014.3502],
    [119.25, 37.75, '4498', 20698304.9236, 4182133.9814],
    [119.25, 37.75, '4549', 433902.1767, 4180014.3502],
  ]
  it.each(vectors)('%f %f in EPSG:%s', (lng, lat, code, easting, northing) => {
    const [x, y] = pointFromLngLat(`EPSG:${code}`, lng, lat)
    expect(x).toBeCloseTo(easting, 3)
    expect(y).toBeCloseTo(northing, 3)
    const back = pointToLngLat(`EPSG:${code}`, x, y)
    expect(back[0]).toBeCloseTo(lng, 11)
    expect(back[1]).toBeCloseTo(lat, 11)
  })

  it('agrees with proj4 to 1 µm over the whole country, in every family', () => {
    for (const number of [4491, 4501, 4513, 4533, 4534, 4554, 2349, 2390, 2401, 2442, 21420, 32602, 32650, 32750]) {
      const { proj, centralMeridian, code } = requireCrs(`EPSG:${number}`)
      const ellipsoid = /\+a=\S+ \+rf=\S+/.exec(proj)?.[0]
      const reference = proj4(`+proj=longlat ${ellipsoid} +no_defs`, proj)
      for (let lat = -55; lat <= 55; lat += 5) {
        for (let offset = -4; offset <= 4; offset += 0.5) {
          const lng = (centralMeridian ?? 0) + offset
          const [x, y] = pointFromLngLat(code, lng, lat)
          const expected = reference.forward([lng, lat])
          expect(Math.hypot(x - expected[0], y - expected[1])).toBeLessThan(1e-6)
          const [lng2, lat2] = pointToLngLat(code, x, y)
          expect(Math.hypot(lng2 - lng, lat2 - lat)).toBeLessThan(1e-11)
        }
      }
    }
  })

  it('converts in place, leaves geographic coordinates alone, and keeps NaN to itself', () => {
    const xy = Float64Array.of(118.5, 37.6, Number.NaN, 37)
    expect(toLngLat('EPSG:4490', xy)).toEqual(xy)
    const projected = fromLngLat('EPSG:4528', xy, xy)
    expect(projected).toBe(xy)
    expect(xy[0]).toBeCloseTo(40367535.0159, 3)
    expect(xy[2]).toBeNaN()
    const custom = fromLngLat('+proj=lcc +lat_1=30 +lat_2=60 +lon_0=110 +ellps=GRS80', Float64Array.of(Number.NaN, 1, 110, 0))
    expect(custom[0]).toBeNaN()
    expect(custom[2]).toBeCloseTo(0, 6)
  })

  it('takes Xian 80 through its own ellipsoid, without inventing a datum shift', () => {
    const [lng, lat] = pointToLngLat('EPSG:2364', 40500000, 4164159)
    expect(lng).toBeCloseTo(120, 10)
    expect(lat).toBeGreaterThan(37.5)
  })

  it('honours +towgs84 in a PROJ string', () => {
    const plain = '+proj=tmerc +lon_0=120 +x_0=500000 +ellps=krass +units=m +no_defs'
    const shifted = `${plain} +towgs84=-100,20,30`
    expect(crsOf(plain)?.needsParameters).toBe(true)
    expect(crsOf(shifted)?.needsParameters).toBe(false)
    const a = pointToLngLat(plain, 400000, 4160000)
    const b = pointToLngLat(shifted, 400000, 4160000)
    expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThan(1e-4)
  })

  it.skipIf(!hasReference)('agrees with PROJ to 0.1 mm on 63 points in every system of the reference', () => {
    const [head, ...lines] = readFileSync(REFERENCE, 'utf8').trim().split(/\r?\n/)
    const names = head.split(',')
    expect(lines).toHaveLength(63)
    for (const line of lines) {
      const cells = line.split(',').map(Number)
      for (let i = 2; i < names.length; i += 2) {
        const name = names[i].slice(2)
        if (names[i] === 'gcj_lon') continue
        const code =
          name === 'cm118.5'
            ? '+proj=tmerc +lat_0=0 +lon_0=118.5 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs'
            : `EPSG:${name}`
        const [x, y] = pointFromLngLat(code, cells[0], cells[1])
        expect(Math.abs(x - cells[i]), `${name} x`).toBeLessThan(1e-4)
        expect(Math.abs(y - cells[i + 1]), `${name} y`).toBeLessThan(1e-4)
        const back = pointToLngLat(code, cells[i], cells[i + 1])
        expect(Math.hypot(back[0] - cells[0], back[1] - cells[1])).toBeLessThan(2e-9)
      }
    }
  })
})
