import { expect, test } from 'vitest'
import { parseWktCrs } from './wkt-crs.ts'

const CGCS2000 =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
const XIAN80 =
  'GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
const NAD83 =
  'GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
const gk = (geographic: string, meridian: number, easting: number, name = 'local') =>
  `PROJCS["${name}",${geographic},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${easting}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`

test.each([
  [CGCS2000, 'EPSG:4490'],
  [gk(CGCS2000, 117, 39_500_000), 'EPSG:4527'],
  [gk(CGCS2000, 120, 40_500_000), 'EPSG:4528'],
  [gk(CGCS2000, 117, 500_000, 'CGCS2000_3_Degree_GK_CM_117E'), 'EPSG:4548'],
  [gk(CGCS2000, 117, 500_000, 'CGCS2000_GK_CM_117E'), 'EPSG:4509'],
  [gk(CGCS2000, 120, 500_000, 'named for nothing'), 'EPSG:4549'],
  [gk(CGCS2000, 117, 20_500_000), 'EPSG:4498'],
  [gk(XIAN80, 120, 40_500_000), 'EPSG:2364'],
  [gk(XIAN80, 120, 500_000), 'EPSG:2385'],
])('%s', (text, code) => {
  expect(parseWktCrs(text)?.crs).toBe(code)
})

test('what has no code becomes a PROJ string', () => {
  expect(parseWktCrs(gk(CGCS2000, 118.5, 500_000))?.crs).toBe(
    '+proj=tmerc +lat_0=0 +lon_0=118.5 +k=1 +x_0=500000 +y_0=0 +a=6378137 +rf=298.257222101 +units=m +no_defs',
  )
  // the same ellipsoid under another datum's name is not CGCS2000
  expect(parseWktCrs(NAD83)?.crs).toBe('+proj=longlat +a=6378137 +rf=298.257222101 +no_defs')
})

test('offsets are in the unit of the projection', () => {
  const feet = `PROJCS["NAD_1983_StatePlane_Massachusetts",${NAD83},PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",656166.667],PARAMETER["False_Northing",2460625.0],PARAMETER["Central_Meridian",-71.5],PARAMETER["Standard_Parallel_1",42.68],PARAMETER["Standard_Parallel_2",41.71],PARAMETER["Latitude_Of_Origin",41.0],UNIT["US survey foot",0.304800609601219]]`
  expect(parseWktCrs(feet)?.crs).toContain('+x_0=200000.000102 +y_0=750000 ')
  expect(parseWktCrs(feet)?.crs).toContain('+to_meter=0.304800609601219')
})

test('an unknown projection is named, text that is no WKT is nothing', () => {
  const odd = gk(CGCS2000, 120, 500_000).replace('Gauss_Kruger', 'Hotine_Oblique_Mercator')
  expect(parseWktCrs(odd)).toEqual({ crs: null, name: 'local', projection: 'Hotine_Oblique_Mercator' })
  for (const text of ['', 'PROJCS["???"]', '[[[[', 'PROJCS[', 'GEOGCS["x",DATUM["y",SPHEROID["z",1,2]]]'])
    expect(parseWktCrs(text)).toBeNull()
})
