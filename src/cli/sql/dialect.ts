/**
 * What differs between the SQL of PostGIS and of Apache Sedona on Spark. Everything else is written once.
 *
 *                      PostGIS 3.3+ (PostgreSQL 15+)             Sedona 1.9+ (Spark 3.4+)
 * names in quotes      "name"                                    `name`
 * a working table      create temporary table … as               create or replace temporary view … as
 *                      + gist index + analyze                    + cache table, so that it is computed once
 * to the plane         ST_Transform(batch, '+proj=cea …'), many  ST_Transform(g, 'EPSG:4490', '+proj=cea …')
 *                      rows at a time: it builds the projection
 *                      anew in each call, which costs 1 ms
 *                      source from the geometry's SRID; an       source named, as columns from Parquet carry no SRID. Lon/lat
 *                      SRID whose srtext is empty gives no       order since 1.5. PROJ strings since 1.9 (proj4sedona); before,
 *                      result and no error: load with 4490       GeoTools read +proj=cea on a sphere (issue 2291): never use
 *                                                                spark.sedona.crs.geotools=all for these scripts
 * boxes meet           a && b, which the index answers           ST_Intersects(a, b), from which Spark plans a spatial join
 * valid to overlay     ST_MakeValid(g, 'method=structure …')       ST_MakeValid(g, false), which has that method only (JTS)
 * union of a group     ST_Union(g, 1e-7): snap-rounded, which   ST_Union_Aggr(g) (ST_Union_Agg is its younger alias)
 *                      never fails. Without a grid GEOS tries,
 *                      fails inside and tries again; in
 *                      WebAssembly the first failure ends the
 *                      statement without rows and without a word
 * list of a group      array_agg(distinct x order by x)          sort_array(collect_set(x)), which leaves null out by itself
 * numbers              0.5::float8, float8                       0.5D, double: a bare 0.5 would be a decimal in both
 * nearest feature      order by a <-> b limit 1, by the index    ST_KNN(a, b, 1, false) as the condition of a join
 * vertices             (ST_DumpPoints(g)).geom                   explode(ST_DumpPoints(g))
 * lengths              ST_LengthSpheroid, ST_DistanceSpheroid    the same functions, on WGS 84, whose minor axis is 0.1 mm
 *                      on CGCS2000                               longer: 2·10⁻¹¹ of a length
 * text order           collate "C": by code point                binary already
 * dates, blanks        to_char, btrim with E'' escapes           date_format, trim(both … from …)
 *
 * Pairs are told from mere neighbours by the area of what they share: ST_Relate takes four times as long (13 116 parcels, GEOS 3.11).
 * Both compute ST_Area and ST_Intersection in the plane (GEOS, JTS). No area may use geography or a spheroid: those read an edge as a
 * geodesic, which is another figure. Perimeters and distances are geodesics by definition (core/plane.ts).
 */
export interface Dialect {
  readonly id: 'postgis' | 'sedona'
  name(name: string): string
  /** select that gives id and shape, in the plane, of the rows of `table` that have a shape */
  inPlane(table: string, proj: string): string
  /** select of id and geom in lon/lat, from a table of id and shape in the plane */
  inDegrees(table: string, proj: string): string
  /**
   * A shape that the engine's overlay accepts. Repaired polygons may still touch themselves in a point, which is sound by the formula
   * and not by OGC; the "structure" method splits them there and changes no area.
   */
  valid(shape: string): string
  /** statements that make `table` hold the rows of `select` until the session ends */
  keep(table: string, select: string, shapes: readonly string[]): readonly string[]
  /** condition that lets the engine find pairs by their boxes */
  near(a: string, b: string): string
  unionOf(shape: string): string
  /** different values of a group, ascending, without null */
  sortedList(value: string): string
  textOrder(value: string): string
  date(value: string): string
  trimmed(value: string): string
  /** type of a double */
  readonly double: string
  /** a text that is not there */
  readonly nothing: string
  /** a number that is a double wherever it stands */
  number(value: number): string
  string(value: string): string
  /** join of each row of `own` (by its column shape) with one feature of `target` that lies near it, by the middles where not by the boundaries */
  joinNearest(own: string, target: string): string
  /** one row a vertex: the columns given, and `vertex` */
  vertices(columns: readonly string[], shape: string, from: string): string
  /** metres on the ellipsoid of a line or the boundary of a polygon in lon/lat, by geodesics */
  lengthM(geom: string): string
}

/** Rows that PostGIS transforms in one call. */
const BATCH = 500

const SPHEROID = 'SPHEROID["CGCS2000",6378137,298.257222101]'

/** What JavaScript's trim takes away and data hold: blanks, tabs, line ends, the wide blank of Chinese text. */
const BLANKS = String.raw` \t\r\n\u00a0\u3000`

const postgis: Dialect = {
  id: 'postgis',
  name: (name) => `"${name.replaceAll('"', '""')}"`,
  inPlane: (table, proj) => inBatches(table, 'geom', 'shape', (batch) => `ST_Transform(${batch}, ${text(proj)})`),
  inDegrees: (table, proj) => inBatches(table, 'shape', 'geom', (batch) => `ST_Transform(${batch}, ${text(proj)}, 4490)`),
  valid: (shape) =>
    `case when ST_IsValid(${shape}) then ${shape} else ST_MakeValid(${shape}, 'method=structure keepcollapsed=false') end`,
  keep: (table, select, shapes) => [
    `create temporary table ${table} as\n${select}`,
    ...shapes.map((shape) => `create index on ${table} using gist (${shape})`),
    `analyze ${table}`,
  ],
  near: (a, b) => `${a} && ${b}`,
  unionOf: (shape) => `ST_Union(${shape}, 0.0000001)`,
  sortedList: (value) => `array_agg(distinct ${value} order by ${value}) filter (where ${value} is not null)`,
  textOrder: (value) => `${value} collate "C"`,
  date: (value) => `to_char(${value}, 'YYYY-MM-DD')`,
  trimmed: (value) => `nullif(btrim(${value}, E'${BLANKS}'), '')`,
  double: 'double precision',
  nothing: 'cast(null as text)',
  number: (value) => `${value}::float8`,
  string: text,
  joinNearest: (own, target) =>
    `cross join lateral (select shape from ${target} order by ${own}.shape <-> ${target}.shape limit 1) as nearest`,
  vertices: (columns, shape, from) => `select ${columns.join(', ')}, (ST_DumpPoints(${shape})).geom as vertex\n${from}`,
  lengthM: (geom) => `ST_LengthSpheroid(${geom}, ${text(SPHEROID)})`,
}

const sedona: Dialect = {
  id: 'sedona',
  name: (name) => `\`${name.replaceAll('`', '``')}\``,
  inPlane: (table, proj) =>
    [`select id, ST_Transform(geom, 'EPSG:4490', ${text(proj)}) as shape`, `from ${table}`, 'where not ST_IsEmpty(geom)'].join(
      '\n',
    ),
  inDegrees: (table, proj) => `select id, ST_Transform(shape, ${text(proj)}, 'EPSG:4490') as geom\nfrom ${table}`,
  valid: (shape) => `case when ST_IsValid(${shape}) then ${shape} else ST_MakeValid(${shape}, false) end`,
  keep: (table, select) => [`create or replace temporary view ${table} as\n${select}`, `cache table ${table}`],
  near: (a, b) => `ST_Intersects(${a}, ${b})`,
  unionOf: (shape) => `ST_Union_Aggr(${shape})`,
  sortedList: (value) => `sort_array(collect_set(${value}))`,
  textOrder: (value) => value,
  date: (value) => `date_format(${value}, 'yyyy-MM-dd')`,
  trimmed: (value) => `nullif(trim(both '${BLANKS}' from ${value}), '')`,
  double: 'double',
  nothing: 'cast(null as string)',
  number: (value) => `${value}D`,
  string: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  joinNearest: (own, target) => `join ${target} as nearest on ST_KNN(${own}.shape, nearest.shape, 1, false)`,
  vertices: (columns, shape, from) => `select ${columns.join(', ')}, explode(ST_DumpPoints(${shape})) as vertex\n${from}`,
  lengthM: (geom) => `ST_LengthSpheroid(${geom})`,
}

export const DIALECTS = { postgis, sedona } as const

/** PostGIS builds a projection anew for each call. */
function inBatches(table: string, from: string, to: string, transform: (batch: string) => string): string {
  return [
    `select ids[i] as id, ST_GeometryN(batch, i) as ${to}`,
    'from (',
    `  select array_agg(id order by id) as ids, ${transform(`ST_Collect(${from} order by id)`)} as batch`,
    `  from ${table}`,
    `  where not ST_IsEmpty(${from})`,
    `  group by id / ${BATCH}`,
    ') as batches, generate_series(1, array_length(ids, 1)) as i',
  ].join('\n')
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
