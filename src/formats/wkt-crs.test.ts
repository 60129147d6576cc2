import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { crsOf } from '../core/crs.ts'
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

const BASE =
  'BASEGEOGCRS["China Geodetic Coordinate System 2000",DATUM["China 2000",ELLIPSOID["CGCS2000",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],ID["EPSG",4490]]'
const gk2 = (meridian: number, easting: number, unit = 'LENGTHUNIT["metre",1]') =>
  `PROJCRS["CGCS2000 / 3-degree Gauss-Kruger",${BASE},CONVERSION["zone",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8801]],PARAMETER["Longitude of natural origin",${meridian},ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Scale factor at natural origin",1,SCALEUNIT["unity",1]],PARAMETER["False easting",${easting},LENGTHUNIT["metre",1]],PARAMETER["False northing",0,LENGTHUNIT["metre",1]]],CS[Cartesian,2],AXIS["northing (X)",north,ORDER[1],${unit}],AXIS["easting (Y)",east,ORDER[2],${unit}]]`
test.each([
  [gk2(120, 40_500_000), 'EPSG:4528'],
  [gk2(117, 500_000), 'EPSG:4548'],
  [
    `COMPOUNDCRS["with heights",${gk2(120, 500_000)},VERTCRS["h",VDATUM["d"],CS[vertical,1],AXIS["up",up,LENGTHUNIT["metre",1]]]]`,
    'EPSG:4549',
  ],
  [`BOUNDCRS[SOURCECRS[${gk2(120, 40_500_000)}],TARGETCRS[GEOGCRS["WGS 84"]],ABRIDGEDTRANSFORMATION["none"]]`, 'EPSG:4528'],
  [
    'GEOGCRS["WGS 84",ENSEMBLE["World Geodetic System 1984 ensemble",MEMBER["World Geodetic System 1984 (G730)"],ELLIPSOID["WGS 84",6378137,298.257223563,LENGTHUNIT["metre",1]],ENSEMBLEACCURACY[2.0]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]],CS[ellipsoidal,2],AXIS["geodetic latitude (Lat)",north,ORDER[1],ANGLEUNIT["degree",0.0174532925199433]]]',
    'EPSG:4326',
  ],
  [
    gk2(118.5, 500_000),
    '+proj=tmerc +lat_0=0 +lon_0=118.5 +k=1 +x_0=500000 +y_0=0 +a=6378137 +rf=298.257222101 +units=m +no_defs',
  ],
])('WKT2: %s', (text, code) => expect(parseWktCrs(text)?.crs).toBe(code))
test('WKT2: offsets in metres of a system in feet', () => {
  const text = gk2(120, 500_000, 'LENGTHUNIT["US survey foot",0.304800609601219]')
  expect(parseWktCrs(text)?.crs).toContain('+x_0=500000 +y_0=0 ')
  expect(parseWktCrs(text)?.crs).toContain('+to_meter=0.304800609601219')
})

const isHere = spawnSync('gdalsrsinfo', ['--version']).status === 0
if (!isHere) console.warn('skipped: GDAL (gdalsrsinfo) is not installed, its WKT2 is not read')
test.skipIf(!isHere).each([4490, 4326, 4610, 4214, 4527, 4528, 4548, 4549, 4498, 2364, 2385, 2401, 32650, 3857])(
  'WKT2 as PROJ writes EPSG:%d, of 2015 and of 2019',
  (code) => {
    for (const edition of ['wkt2_2015', 'wkt2_2019']) {
      const { stdout } = spawnSync('gdalsrsinfo', ['-o', edition, '--single-line', `EPSG:${code}`], { encoding: 'utf8' })
      expect(parseWktCrs(stdout.trim())?.crs, stdout).toBe(crsOf(`EPSG:${code}`)?.code)
    }
  },
)
