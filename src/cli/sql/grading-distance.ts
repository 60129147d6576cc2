import { LAT_TS } from '../../core/authalic-proj.ts'
import type { Dialect } from './dialect.ts'
import type { SqlScript } from './sql-analysis.ts'
import { indent } from './sql-text.ts'

/** Radii of curvature are of CGCS2000. */
const A_M = 6378137
const E2 = 0.00669438002290342
const RADIANS = Math.PI / 180
const SIN = Math.sin(LAT_TS * RADIANS)
/** radius of the parallel that the plane is true on */
const TRUE_M = (A_M * Math.cos(LAT_TS * RADIANS)) / Math.sqrt(1 - E2 * SIN * SIN)

/**
 * Metres from each row's boundary to the nearest feature, by the definition of core/nearest-index.ts: edges are straight in the plane;
 * feet are sought where it is stretched to be true to scale, at the middle latitude of the row first and then halfway to the foot found,
 * and the geodesic to them is taken; 0 where they meet. Of two polygons that do not meet the nearest points are a vertex of the one and
 * a foot on the other.
 * @param plane PROJ string @param table to make, with id and metres @param where condition on the fields of the target
 */
export function distanceSteps(
  dialect: Dialect,
  plane: string,
  table: string,
  target: string,
  where: string,
): SqlScript['setup'][number][] {
  const { number, near } = dialect
  const [aim, corner, reach, met, pair] = ['aim', 'corner', 'reach', 'met', 'pair'].map((each) => `${table}_${each}`)
  /** metres on the ground a metre of the plane eastwards; northwards 1 by it */
  const scaleAt = (lat: string) => `${number(A_M / TRUE_M)} * cos(${lat}) / sqrt(1 - ${number(E2)} * sin(${lat}) * sin(${lat}))`
  const local = (geom: string, scale: string) => `ST_Affine(${geom}, ${scale}, 0, 0, 1 / ${scale}, 0, 0)`
  const foot = (on: string, from: string, scale: string) => `ST_ClosestPoint(${local(on, scale)}, ${local(from, scale)})`
  const moved = (name: string) => `(\n${indent(dialect.inPlane(name, plane))}\n) as moved`
  const rows = [
    `select *, ${scaleAt('lat0')} as sx,`,
    // the scale halfway needs a latitude to a few metres: by the radius of the meridian at the row's own
    `  ${number(A_M * (1 - E2))} / power(1 - ${number(E2)} * sin(lat0) * sin(lat0), 1.5) as meridian_m`,
    'from (',
    '  select moved.id, moved.shape, radians((ST_YMin(row.geom) + ST_YMax(row.geom)) / 2) as lat0,',
    '    (ST_YMin(moved.shape) + ST_YMax(moved.shape)) / 2 as y0, (ST_YMax(moved.shape) - ST_YMin(moved.shape)) / 2 as half_y',
    `  from onemap_row row join ${indent(moved('onemap_row')).trimStart()} on moved.id = row.id`,
    ') as middle',
  ].join('\n')
  // any near feature bounds the search; the local scale misjudges a distance by no more than slackAt of nearest-index.ts
  const bounded = [
    `select row.*, ST_Distance(${local('row.shape', 'sx')}, ${local('nearest.shape', 'sx')}) as near_m`,
    `from (\n${indent(rows)}\n) as row`,
    dialect.joinNearest('row', aim),
  ].join('\n')
  const reaching = [
    'select id, shape, lat0, y0, sx, meridian_m, ST_Expand(shape, reach_m / sx, reach_m * sx) as box',
    'from (',
    `  select *, near_m * (${number(1 + 1e-6)} + least(${number(1)}, 4 * (near_m + half_y / sx) / ${number(A_M)})) + ${number(0.001)} as reach_m`,
    `  from (\n${indent(indent(bounded))}\n  ) as bounded`,
    ') as reached',
  ].join('\n')
  const meets = [
    'select distinct row.id',
    `from ${reach} row join ${aim} aim on ${near('row.shape', 'aim.shape')}`,
    'where ST_Intersects(row.shape, aim.shape)',
  ].join('\n')
  const apart = `row.id not in (select id from ${met})`
  const scales = ['id', 'lat0', 'y0', 'sx', 'meridian_m']
  const own = dialect.vertices(
    [...scales, 'other'],
    'shape',
    [
      'from (',
      `  select row.*, aim.shape as other from ${reach} row join ${aim} aim on ${near('row.box', 'aim.shape')}`,
      `  where ${apart}`,
      ') as facing',
    ].join('\n'),
  )
  const facing = [
    own,
    'union all',
    `select ${scales.map((each) => `row.${each}`).join(', ')}, row.shape as other, vertex`,
    `from ${reach} row join ${corner} corner on ${near('row.box', 'corner.vertex')}`,
    `where ${apart}`,
  ].join('\n')
  const halfway = [
    `select id, vertex, other, ${scaleAt('lat')} as scale`,
    'from (',
    '  select id, vertex, other, lat0 + ((foot_y + ST_Y(vertex)) / 2 - y0) / sx / meridian_m as lat',
    '  from (',
    `    select *, ST_Y(${foot('other', 'vertex', 'sx')}) * sx as foot_y`,
    `    from (\n${indent(indent(indent(facing)))}\n    ) as facing`,
    '  ) as first',
    ') as half',
  ].join('\n')
  const pairs = [
    'select row_number() over (order by id) as id, id as row_id,',
    `  ST_MakeLine(vertex, ${local(foot('other', 'vertex', 'scale'), '(1 / scale)')}) as shape`,
    `from (\n${indent(halfway)}\n) as halfway`,
  ].join('\n')
  const distances = [
    `select id, ${number(0)} as metres from ${met}`,
    'union all',
    `select row_id as id, min(${dialect.lengthM('moved.geom')}) as metres`,
    `from (\n${indent(dialect.inDegrees(pair, plane))}\n) as moved join ${pair} pair on pair.id = moved.id`,
    'group by row_id',
  ].join('\n')
  return [
    {
      comment: `Distance to ${target}: its features and their vertices, rows with the box that holds the nearest feature, rows that meet one.`,
      statements: [
        ...dialect.keep(
          aim,
          `select id, shape from ${moved(dialect.name(target))}\nwhere id in (select id from ${dialect.name(target)} where ${where})`,
          ['shape'],
        ),
        ...dialect.keep(corner, dialect.vertices(['id'], 'shape', `from ${aim}`), ['vertex']),
        ...dialect.keep(reach, reaching, ['box']),
        ...dialect.keep(met, meets, []),
      ],
    },
    {
      comment: 'From every vertex to its foot on the other side; the shortest geodesic counts.',
      statements: [...dialect.keep(pair, pairs, []), ...dialect.keep(table, distances, [])],
    },
  ]
}
