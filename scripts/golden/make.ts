// npx tsx scripts/golden/make.ts: writes tests/golden with what other programs say. Our own engine takes no part in any figure.

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import geographiclib from 'geographiclib-geodesic'
import { type Database, openDatabase } from '../../src/cli/sql/database.ts'
import { geometryFromGeoJson } from '../../src/core/geometry.ts'
import type { Table } from '../../src/core/table.ts'
import { startGeos } from '../../tests/geos.ts'
import type { Parts } from '../../tests/nasty-polygons.ts'
import { starRing } from '../../tests/polygon-tables.ts'
import { plantDefects } from '../bench/defects.ts'
import { parcelFabric } from '../bench/fabric.ts'
import { boundsOf, ringsOf } from '../bench/layers.ts'
import { heightAt } from '../bench/raster-file.ts'
import { randomOf, zoneLayer } from '../bench/zones.ts'
import { sumByLines } from './brute-force.ts'
import { lngLatShapes, pairs } from './shapes.ts'

const FOLDER = join(import.meta.dirname, '../../tests/golden')
/** What PROJ calls the plane of the official area. */
const PLANE = '+proj=cea +lon_0=118.75 +lat_ts=37.65 +ellps=GRS80 +units=m'
const cgcs2000 = new geographiclib.Geodesic.Geodesic(6378137, 1 / 298.257222101)

type Pair = readonly [number, number]

mkdirSync(FOLDER, { recursive: true })
const db = await openDatabase(null)
await areas(db)
await overlaps()
await layers(db)
await topology(db)
zonal()
await db.close()

function save(
  name: string,
  content: { readonly what: string; readonly how: string; readonly tolerance: object; readonly cases: unknown },
) {
  const { cases, ...head } = content
  // a case a line, so that a difference shows what differs
  const body = Array.isArray(cases) ? `[\n${cases.map((each) => JSON.stringify(each)).join(',\n')}\n]` : JSON.stringify(cases)
  const text = `${JSON.stringify({ ...head, made: 'scripts/golden/make.ts' }, null, 2).slice(0, -2)},\n  "cases": ${body}\n}\n`
  writeFileSync(join(FOLDER, `${name}.json`), text)
  console.error(`written: tests/golden/${name}.json`)
}

async function areas(db: Database) {
  const cases = []
  for (const { name, rings } of lngLatShapes()) {
    const { areaM2: geodesicM2, perimeterM } = geodesic(rings)
    const [row] = await db.query(
      `with g as (select ST_Transform(ST_GeomFromText('${polygonText(rings)}', 4490), '${PLANE}') as plane)
       select ST_Area(plane) as "planeM2",
         ST_AsText(ST_Transform(ST_Segmentize(ST_SetSRID(plane, 0), 10.0), '${PLANE}', 'EPSG:4490'), 12) as dense from g`,
    )
    const dense = textRings(String(row.dense))
    cases.push({
      name,
      rings,
      planeM2: row.planeM2,
      denseGeodesicM2: geodesic(dense).areaM2,
      geodesicM2,
      perimeterM,
    })
  }
  save('areas', {
    what: 'Area and perimeter of polygons of lon/lat on CGCS2000.',
    how: `planeM2: ${db.version}, ST_Area in ${PLANE}. denseGeodesicM2: edges cut every 10 m in that plane by PostGIS, then the geodesic polygon of GeographicLib ${versionOf('geographiclib-geodesic')}. geodesicM2, perimeterM: GeographicLib on the vertices as they are; its own rounding is some 1e-4 m² for each hundred vertices.`,
    tolerance: {
      planeRelative: 1e-9,
      denseGeodesicRelative: 2e-9,
      parcelGeodesicPpm: 1,
      perimeterM: 0.001,
      planeFloorM2: 1e-6,
      geodesicFloorM2: 1e-3,
    },
    cases,
  })
}

async function overlaps() {
  const geos = await startGeos()
  const polygonOf = (coordinates: Parts) => {
    const geometry = geometryFromGeoJson('polygon', [{ type: 'MultiPolygon', coordinates }])
    return geos.polygon(geometry, geometry.xy, 0)
  }
  const cases = pairs((parts) => geos.isValid(polygonOf(parts))).map(({ name, a, b }) => ({
    name,
    a,
    b,
    ...geos.overlayAreas(polygonOf(a), polygonOf(b)),
  }))
  save('overlaps', {
    what: 'Areas of intersection, union, difference a − b and symmetric difference of two polygons in metres, m².',
    how: `GEOS 3.13 in WebAssembly (geos-wasm ${versionOf('geos-wasm')}), OverlayNG in double precision. Random pairs, neighbours, nested pairs, and the nasty ones that GEOS calls valid.`,
    tolerance: { pairM2: 1e-6, repairedM2: 0.001, piecesM2: 0.05 },
    cases,
  })
}

async function layers(db: Database) {
  const [parcels, zones] = [parcelFabric(225), zoneLayer(12, boundsOf(parcelFabric(225)))]
  await load(db, 'parcels', parcels)
  await load(db, 'zones', zones)
  const byZone = await db.query(
    `select z.id as zone, count(*)::int as pairs, sum(ST_Area(ST_Intersection(p.g, z.g))) as "areaM2"
     from parcels p join zones z on ST_Intersects(p.g, z.g) and ST_Area(ST_Intersection(p.g, z.g)) > 1e-4 group by z.id order by z.id`,
  )
  const [net] = await db.query(
    `select ST_Area(ST_Intersection((select ST_Union(g) from parcels), (select ST_Union(g) from zones))) as "netM2",
       (select sum(ST_Area(g)) from parcels) as "parcelsM2", (select ST_Area(ST_Union(g)) from zones) as "zonesUnitedM2"`,
  )
  save('layers', {
    what: 'A fabric of 225 parcels under 12 zones that overlap each other: areas by zone, and the ground that any zone covers.',
    how: `${db.version}, ST_Intersection and ST_Union in ${PLANE}; layers from scripts/bench/fabric.ts and zones.ts, their checksums beside.`,
    tolerance: { sumRelative: 1e-10, netM2: 1 },
    cases: { parcels: checksum(parcels), zones: checksum(zones), byZone, ...net },
  })
}

async function topology(db: Database) {
  const { table } = plantDefects(parcelFabric(900))
  await load(db, 'planted', table)
  const found = await db.query(
    `select a.id as first, b.id as second, ST_Area(ST_Intersection(a.g, b.g)) as "areaM2" from planted a join planted b
     on a.id < b.id and ST_Intersects(a.g, b.g) and ST_Area(ST_Intersection(a.g, b.g)) > 0.01 order by 1, 2`,
  )
  const gaps = await db.query(
    `select ST_Area(ST_MakePolygon(ST_InteriorRingN(h.g, n))) as "areaM2" from
       (select (ST_Dump(ST_Union(g))).geom as g from planted) h, generate_series(1, ST_NumInteriorRings(h.g)) n`,
  )
  const areasOfGaps = gaps
    .map(({ areaM2 }) => Number(areaM2))
    .filter((area) => area > 0.01)
    .sort((a, b) => a - b)
  save('topology', {
    what: 'A fabric of 900 parcels with planted defects: pairs that overlap by more than 0.01 m², and holes of the union above that.',
    how: `${db.version}, ST_Intersection of every pair and ST_Union in ${PLANE}; the layer from scripts/bench/defects.ts, its checksum beside.`,
    tolerance: { pairM2: 1e-5, gapM2: 0.01 },
    cases: { planted: checksum(table), overlaps: found, gapsM2: areasOfGaps },
  })
}

function zonal() {
  const next = randomOf(46)
  const cases = Array.from({ length: 24 }, (_, i) => {
    const [x, y] = [15 + 30 * next(), 12 + 20 * next()]
    const radius = 0.3 + 10 * next() ** 2
    const rings = [starRing(next, x, y, radius, 5 + (i % 9))]
    if (i % 3 === 0) rings.push(starRing(next, x, y, radius * 0.3, 6).reverse())
    const cells = rings.map((ring) => ring.map(([cx, cy]): Pair => [Number(cx.toFixed(6)), Number(cy.toFixed(6))]))
    return { cells, ...sumByLines(cells, heightAt, 20_000) }
  })
  save('zonal', {
    what: 'Polygons on a grid of 60 × 45 cells whose values are scripts/bench/raster-file.ts heightAt: cells by share, sum, least and most.',
    how: 'Brute force (scripts/golden/brute-force.ts): 20 000 lines through each row of cells, each cut exactly at the border.',
    tolerance: { countRelative: 1e-4, meanRelative: 1e-5 },
    cases,
  })
}

async function load(db: Database, name: string, table: Table) {
  await db.query(`create temporary table ${name} (id int, g geometry)`)
  for (let row = 0; row < table.length; row++) {
    const rings = ringsOf({ geometry: table.geometry! }, table.geometry!.xy, row).map((ring) =>
      ring.map(([x, y]): Pair => [x, y]),
    )
    await db.query(
      `insert into ${name} values (${row}, ST_Transform(ST_GeomFromText('${polygonText(rings)}', 4490), '${PLANE}'))`,
    )
  }
}

function geodesic(rings: readonly (readonly Pair[])[]) {
  const measured = rings.map((ring) => {
    const polygon = cgcs2000.Polygon(false)
    for (const [lng, lat] of ring.slice(0, -1)) polygon.AddPoint(lat, lng)
    const { area = 0, perimeter } = polygon.Compute(false, true)
    return { areaM2: Math.abs(area), perimeterM: perimeter }
  })
  return {
    areaM2: measured.reduce((sum, { areaM2 }, i) => sum + (i === 0 ? areaM2 : -areaM2), 0),
    perimeterM: measured.reduce((sum, { perimeterM }) => sum + perimeterM, 0),
  }
}

function polygonText(rings: readonly (readonly Pair[])[]): string {
  return `POLYGON(${rings.map((ring) => `(${ring.map(([x, y]) => `${x} ${y}`).join(',')})`).join(',')})`
}
function textRings(text: string): [number, number][][] {
  return [...text.matchAll(/\(([^()]+)\)/g)].map(([, ring]) =>
    ring.split(',').map((pair): [number, number] => {
      const [x, y] = pair.trim().split(' ').map(Number)
      return [x, y]
    }),
  )
}
function checksum(table: Table): string {
  return createHash('sha256').update(new Uint8Array(table.geometry!.xy.buffer)).digest('hex')
}
function versionOf(name: string): string {
  const file = join(import.meta.dirname, `../../node_modules/${name}/package.json`)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
