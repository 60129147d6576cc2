import { crsOf } from '../core/crs.ts'
import type { Datum } from '../core/crs-registry.ts'
import { asWkt1, type WktNode } from './wkt2-tree.ts'

export interface WktCrs {
  /** authority code that src/core/crs.ts knows, or a PROJ string; null: the projection is not known here */
  readonly crs: string | null
  /** as the file calls it */
  readonly name: string
  readonly projection: string | null
}

/** EPSG numbers that are tried, most likely first; of two alike the first is taken unless the name speaks for another. */
const TRIED: readonly (readonly [first: number, last: number])[] = [
  [4490, 4490],
  [4326, 4326],
  [4610, 4610],
  [4214, 4214],
  [4513, 4554],
  [4491, 4512],
  [2349, 2390],
  [2327, 2348],
  [2401, 2442],
  [21413, 21463],
  [32601, 32660],
  [32701, 32760],
]
const PROJECTIONS: Readonly<Record<string, string>> = {
  transverse_mercator: 'tmerc',
  gauss_kruger: 'tmerc',
  lambert_conformal_conic: 'lcc',
  lambert_conformal_conic_1sp: 'lcc',
  lambert_conformal_conic_2sp: 'lcc',
  albers: 'aea',
  albers_conic_equal_area: 'aea',
  mercator: 'merc',
  mercator_1sp: 'merc',
  mercator_2sp: 'merc',
  lambert_azimuthal_equal_area: 'laea',
  cylindrical_equal_area: 'cea',
  equidistant_cylindrical: 'eqc',
  plate_carree: 'eqc',
  polyconic: 'poly',
}
const DEGREE = Math.PI / 180

/**
 * The CRS of a .prj file (WKT1 of OGC 01-009 and Esri's dialect, or WKT2), recognised by its parameters; names only tell datums of equal
 * ellipsoids apart. null: no WKT.
 */
export function parseWktCrs(text: string): WktCrs | null {
  const tree = parse(text)
  const root = tree && asWkt1(tree)
  if (!root || !/^(PROJCS|GEOGCS)$/.test(root.keyword)) return null
  const name = String(root.values[0] ?? '')
  const geographic = root.keyword === 'GEOGCS' ? root : find(root, 'GEOGCS')
  const ellipsoid = geographic && find(find(geographic, 'DATUM'), 'SPHEROID')
  if (!geographic || !ellipsoid) return null
  const [, a, rf] = ellipsoid.values.map(Number)
  if (!(a > 6e6 && a < 7e6 && (rf === 0 || (rf > 200 && rf < 400)))) return null
  const datumName = `${find(geographic, 'DATUM')?.values[0] ?? ''} ${geographic.values[0] ?? ''}`
  const datum = datumOf(datumName, a, rf)
  const meridian = Number(find(geographic, 'PRIMEM')?.values[1] ?? 0)
  const angle = Number(find(geographic, 'UNIT')?.values[1] ?? DEGREE)
  if (Math.abs(angle - DEGREE) > 1e-8) return { crs: null, name, projection: 'grad' }
  const shift = find(find(geographic, 'DATUM'), 'TOWGS84')?.values.map(Number) ?? []
  const hasShift = shift.some((value) => value !== 0)
  const body = [
    `+a=${a}`,
    rf === 0 ? `+b=${a}` : `+rf=${rf}`,
    ...(hasShift ? [`+towgs84=${shift.join(',')}`] : []),
    ...(meridian !== 0 ? [`+pm=${meridian}`] : []),
  ]
  // parameters that the file brings along are used, though the datum has a code
  const hasCode = datum !== 'other' && meridian === 0 && !hasShift
  if (root.keyword === 'GEOGCS') {
    const crs = hasCode ? matching({ datum, proj: 'longlat', values: {} }, name) : null
    return { crs: crs ?? `+proj=longlat ${body.join(' ')} +no_defs`, name, projection: null }
  }
  return projected(root, name, datum, hasCode, body)
}

function projected(root: WktNode, name: string, datum: Datum, hasCode: boolean, body: readonly string[]): WktCrs {
  const projection = String(find(root, 'PROJECTION')?.values[0] ?? '')
  const unit = Number(find(root, 'UNIT')?.values[1] ?? 1)
  const parameters = new Map(
    root.children
      .filter((child) => child.keyword === 'PARAMETER')
      .map((child) => [String(child.values[0]).toLowerCase(), Number(child.values[1])]),
  )
  const value = (...names: string[]) => names.map((each) => parameters.get(each)).find((found) => found !== undefined)
  const key = projection.toLowerCase()
  if (key === 'mercator_auxiliary_sphere' || /popular_visualisation/.test(key) || /EPSG.*3857|3857.*EPSG/.test(authority(root)))
    return { crs: 'EPSG:3857', name, projection }
  const proj = PROJECTIONS[key]
  if (!proj || !(unit > 0)) return { crs: null, name, projection: projection || 'none' }
  const metres = (length: number | undefined) => Number(((length ?? 0) * unit).toFixed(6))
  const values: Record<string, number | undefined> = {
    lat_0:
      value('latitude_of_origin', 'latitude_of_center') ?? (proj === 'tmerc' || proj === 'lcc' || proj === 'aea' ? 0 : undefined),
    lon_0: value('central_meridian', 'longitude_of_center', 'longitude_of_origin') ?? 0,
    lat_1: proj === 'lcc' || proj === 'aea' ? (value('standard_parallel_1') ?? value('latitude_of_origin')) : undefined,
    lat_2: value('standard_parallel_2'),
    lat_ts: proj === 'merc' || proj === 'eqc' || proj === 'cea' ? value('standard_parallel_1') : undefined,
    k: value('scale_factor') ?? (proj === 'tmerc' ? 1 : undefined),
    x_0: metres(value('false_easting')),
    y_0: metres(value('false_northing')),
  }
  if (Object.values(values).some((each) => each !== undefined && !Number.isFinite(each))) return { crs: null, name, projection }
  const crs = hasCode && unit === 1 ? matching({ datum, proj, values }, name) : null
  if (crs) return { crs, name, projection }
  const text = Object.entries(values).flatMap(([each, number]) => (number === undefined ? [] : `+${each}=${number}`))
  const units = unit === 1 ? '+units=m' : `+to_meter=${unit}`
  return { crs: [`+proj=${proj}`, ...text, ...body, units, '+no_defs'].join(' '), name, projection }
}

interface Wanted {
  readonly datum: Datum
  readonly proj: string
  readonly values: Readonly<Record<string, number | undefined>>
}

/** The code whose definition has the same numbers. A 6° and a 3° zone may share meridian and offsets: then the name decides. */
function matching(wanted: Wanted, name: string): string | null {
  const found: string[] = []
  for (const [first, last] of TRIED)
    for (let code = first; code <= last; code++) {
      const info = crsOf(`EPSG:${code}`)
      if (info?.datum === wanted.datum && isSame(info.proj, wanted)) found.push(info.code)
    }
  if (found.length < 2) return found[0] ?? null
  const isNarrow = /3[_ -]*degree|3度|3°/i.test(name)
  const isNamedLikeWide = /_GK_(CM|Zone)_/i.test(name) && !isNarrow
  return found.find((code) => crsOf(code)?.zone?.width === (isNamedLikeWide ? 6 : 3)) ?? found[0]
}

function isSame(definition: string, { proj, values }: Wanted): boolean {
  if (!definition.startsWith(`+proj=${proj} `)) return false
  return ['lat_0', 'lon_0', 'k', 'x_0', 'y_0'].every((key) => {
    const known = new RegExp(`\\+${key}=(\\S+)`).exec(definition)?.[1]
    return Math.abs(Number(known ?? 0) - (values[key] ?? 0)) < 1e-6
  })
}

/** Ellipsoid and name must agree: CGCS2000, ETRS89 and NAD 83 have the same ellipsoid within a tenth of a millimetre. */
function datumOf(name: string, a: number, rf: number): Datum {
  const is = (radius: number, flattening: number) => Math.abs(a - radius) < 0.01 && Math.abs(rf - flattening) < 1e-4
  if (is(6378137, 298.257222101) && /China_?2000|CGCS_?2000|China[_ ]Geodetic|2000国家/i.test(name)) return 'cgcs2000'
  if (is(6378137, 298.257223563) && /WGS_?(19)?84|World[_ ]Geodetic/i.test(name)) return 'wgs84'
  if (is(6378140, 298.257) && /Xian|西安/i.test(name)) return 'xian80'
  if (is(6378245, 298.3) && /Beijing|北京/i.test(name)) return 'beijing54'
  return 'other'
}

function authority(root: WktNode): string {
  return find(root, 'AUTHORITY')?.values.join(' ') ?? ''
}
function find(node: WktNode | undefined, keyword: string): WktNode | undefined {
  return node?.children.find((child) => child.keyword === keyword)
}

function parse(text: string): WktNode | null {
  const tokens = text.match(/"(?:[^"]|"")*"|[[\](),]|[^\s[\](),"]+/g)
  if (!tokens || tokens.length > 5000) return null
  let at = 0
  const node = (depth: number): WktNode | null => {
    const keyword = tokens[at++]?.toUpperCase()
    if (!keyword || !/^[A-Z]\w*$/.test(keyword) || !/^[[(]$/.test(tokens[at] ?? '') || depth > 20) return null
    at++
    const values: (string | number)[] = []
    const children: WktNode[] = []
    while (at < tokens.length && !/^[\])]$/.test(tokens[at])) {
      const token = tokens[at]
      if (token === ',') at++
      else if (token.startsWith('"')) {
        values.push(token.slice(1, -1).replaceAll('""', '"'))
        at++
      } else if (/^[[(]$/.test(tokens[at + 1] ?? '')) {
        const child = node(depth + 1)
        if (!child) return null
        children.push(child)
      } else {
        values.push(Number.isNaN(Number(token)) ? token : Number(token))
        at++
      }
    }
    if (at++ >= tokens.length) return null
    return { keyword, values, children }
  }
  return node(0)
}
