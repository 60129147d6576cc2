import type { Dialect } from './dialect.ts'
import type { SqlScript } from './sql-analysis.ts'

/** Radii of curvature are of CGCS2000. */
const A_M = 6378137
const E2 = 0.00669438002290342

/**
 * Metres from each row's boundary to the nearest feature, by the definition of core/grading/nearest.ts: feet are sought in the plane that
 * is true to scale at the middle latitude of the row, and the geodesic to them is taken; 0 where they meet. Of two polygons that do not
 * meet the nearest points are a vertex of the one and a foot on the other.
 * @param table to make, with id and metres @param where condition on the fields of the target
 */
export function distanceSteps(dialect: Dialect, table: string, target: string, where: string): SqlScript['setup'][number][] {
  const { number } = dialect
  const [aim, corner, reach, met, foot] = ['aim', 'corner', 'reach', 'met', 'foot'].map((each) => `${table}_${each}`)
  /** degrees → metres of the row's own scale, from its middle */
  const local = (geom: string) => `ST_Affine(${geom}, kx, 0, 0, ky, - kx * lng0, - ky * lat0)`
  const back = (geom: string) => `ST_Affine(${geom}, 1 / kx, 0, 0, 1 / ky, lng0, lat0)`
  const scaled = [
    'select *,',
    `  ${number(A_M)} / w * cos(radians(lat0)) * radians(${number(1)}) as kx,`,
    `  ${number(A_M * (1 - E2))} / (w * w * w) * radians(${number(1)}) as ky`,
    'from (',
    `  select *, sqrt(1 - ${number(E2)} * sin(radians(lat0)) * sin(radians(lat0))) as w`,
    '  from (',
    '    select id, geom, (ST_XMin(geom) + ST_XMax(geom)) / 2 as lng0, (ST_YMin(geom) + ST_YMax(geom)) / 2 as lat0',
    '    from onemap_row',
    '    where geom is not null',
    '  ) as middle',
    ') as curved',
  ].join('\n')
  // any near feature bounds the search; the local scale misjudges a distance by no more than slackAt of nearest.ts
  const near = [
    'select row.id, row.geom, lng0, lat0, kx, ky,',
    `  ST_Distance(${local('row.geom')}, ${local('nearest.geom')}) as near_m`,
    `from (\n${scaled.replace(/^/gm, '  ')}\n) as row`,
    dialect.joinNearest('row', aim),
  ].join('\n')
  const reaching = [
    'select id, geom, lng0, lat0, kx, ky,',
    '  ST_Expand(geom, reach_m / kx, reach_m / ky) as box',
    'from (',
    `  select *, near_m * (${number(1 + 1e-6)} + least(${number(1)}, 2 * near_m / ${number(A_M)})) + ${number(0.001)} as reach_m`,
    `  from (\n${near.replace(/^/gm, '    ')}\n  ) as bounded`,
    ') as reached',
  ].join('\n')
  const meets = [
    'select distinct row.id',
    `from ${reach} row join ${aim} aim on ${dialect.near('row.geom', 'aim.geom')}`,
    'where ST_Intersects(row.geom, aim.geom)',
  ].join('\n')
  const own = dialect.vertices(
    ['id', 'lng0', 'lat0', 'kx', 'ky', 'aim'],
    'geom',
    [
      'from (',
      `  select row.*, aim.geom as aim from ${reach} row join ${aim} aim on ${dialect.near('row.box', 'aim.geom')}`,
      `  where row.id not in (select id from ${met})`,
      ') as facing',
    ].join('\n'),
  )
  const feet = [
    `select id, vertex, ${back(`ST_ClosestPoint(${local('aim')}, ${local('vertex')})`)} as foot`,
    `from (\n${own.replace(/^/gm, '  ')}\n) as own`,
    'union all',
    `select row.id, vertex, ${back(`ST_ClosestPoint(${local('geom')}, ${local('vertex')})`)} as foot`,
    `from ${reach} row join ${corner} corner on ${dialect.near('row.box', 'corner.vertex')}`,
    `where row.id not in (select id from ${met})`,
  ].join('\n')
  const distances = [
    `select id, ${number(0)} as metres from ${met}`,
    'union all',
    `select id, min(${dialect.distanceM('vertex', 'foot')}) as metres from ${foot} group by id`,
  ].join('\n')
  return [
    {
      comment: `Distance to ${target}: its features and their vertices, rows with the box that holds the nearest feature, rows that meet one.`,
      statements: [
        ...dialect.keep(aim, `select id, geom from ${dialect.name(target)} where not ST_IsEmpty(geom) and ${where}`, ['geom']),
        ...dialect.keep(corner, dialect.vertices(['id'], 'geom', `from ${aim}`), ['vertex']),
        ...dialect.keep(reach, reaching, ['box']),
        ...dialect.keep(met, meets, []),
      ],
    },
    {
      comment: 'From every vertex to its foot on the other side; the shortest geodesic counts.',
      statements: [...dialect.keep(foot, feet, []), ...dialect.keep(table, distances, [])],
    },
  ]
}
