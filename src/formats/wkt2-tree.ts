/** Well-known text of a coordinate system as a tree: KEYWORD[value, …, CHILD[…]]. */
export interface WktNode {
  readonly keyword: string
  readonly values: (string | number)[]
  readonly children: WktNode[]
}

const DEGREE = Math.PI / 180
/** methods of EPSG by the names that WKT1 has for them; others are alike but for blanks */
const METHODS: Readonly<Record<string, string>> = {
  'lambert conic conformal (1sp)': 'Lambert_Conformal_Conic_1SP',
  'lambert conic conformal (2sp)': 'Lambert_Conformal_Conic_2SP',
  'albers equal area': 'Albers_Conic_Equal_Area',
  'mercator (variant a)': 'Mercator_1SP',
  'mercator (variant b)': 'Mercator_2SP',
  'lambert cylindrical equal area': 'Cylindrical_Equal_Area',
  'american polyconic': 'Polyconic',
}
const PARAMETERS: Readonly<Record<string, string>> = {
  'latitude of natural origin': 'latitude_of_origin',
  'longitude of natural origin': 'central_meridian',
  'scale factor at natural origin': 'scale_factor',
  'false easting': 'false_easting',
  'false northing': 'false_northing',
  'latitude of false origin': 'latitude_of_origin',
  'longitude of false origin': 'central_meridian',
  'easting at false origin': 'false_easting',
  'northing at false origin': 'false_northing',
  'latitude of 1st standard parallel': 'standard_parallel_1',
  'latitude of 2nd standard parallel': 'standard_parallel_2',
}
const PROJECTED = /^(PROJCRS|PROJECTEDCRS)$/
const GEOGRAPHIC = /^(GEOGCRS|GEOGRAPHICCRS|GEODCRS|GEODETICCRS|BASEGEOGCRS|BASEGEODCRS)$/

/** WKT2 (ISO 19162:2015 and 2019) as the tree that WKT1 has for the same; what it does not know stays as it is. Heights are left out. */
export function asWkt1(node: WktNode): WktNode {
  if (node.keyword === 'COMPOUNDCRS' || node.keyword === 'COMPD_CS' || node.keyword === 'SOURCECRS')
    return node.children[0] ? asWkt1(node.children[0]) : node
  if (node.keyword === 'BOUNDCRS') {
    const source = child(node, /^SOURCECRS$/)
    return source ? asWkt1(source) : node
  }
  if (PROJECTED.test(node.keyword)) return projected(node)
  return GEOGRAPHIC.test(node.keyword) ? geographic(node) : node
}

function projected(node: WktNode): WktNode {
  const conversion = child(node, /^CONVERSION$/)
  const base = child(node, GEOGRAPHIC)
  const method = String(child(conversion, /^METHOD$|^PROJECTION$/)?.values[0] ?? '')
  const unit = lengthOf(node)
  const parameters = (conversion?.children ?? [])
    .filter(({ keyword }) => keyword === 'PARAMETER')
    .map((each) => {
      const name = String(each.values[0])
      const own = child(each, /^LENGTHUNIT$/)
      const value = Number(each.values[1])
      const known = PARAMETERS[name.toLowerCase()] ?? name
      return made('PARAMETER', [known, own ? (value * Number(own.values[1])) / unit : value])
    })
  return made(
    'PROJCS',
    [node.values[0] ?? ''],
    [
      ...(base ? [geographic(base)] : []),
      made('PROJECTION', [METHODS[method.toLowerCase()] ?? method.replace(/[ -]+/g, '_')]),
      ...parameters,
      made('UNIT', ['unit', unit]),
      ...node.children.filter(({ keyword }) => keyword === 'ID').map(({ values }) => made('AUTHORITY', values)),
    ],
  )
}

function geographic(node: WktNode): WktNode {
  const datum = child(node, /^(DATUM|ENSEMBLE|GEODETICDATUM|TRF)$/)
  const ellipsoid = child(datum, /^(ELLIPSOID|SPHEROID)$/)
  const unit = child(node, /^(ANGLEUNIT|UNIT)$/) ?? child(child(node, /^AXIS$/), /^(ANGLEUNIT|UNIT)$/)
  return made(
    'GEOGCS',
    [node.values[0] ?? ''],
    [
      made('DATUM', [datum?.values[0] ?? ''], ellipsoid ? [made('SPHEROID', ellipsoid.values)] : []),
      made('PRIMEM', child(node, /^(PRIMEM|PRIMEMERIDIAN)$/)?.values ?? ['Greenwich', 0]),
      made('UNIT', ['degree', Number(unit?.values[1] ?? DEGREE)]),
    ],
  )
}

/** Metres of the axes, which follow the system they belong to. */
function lengthOf(node: WktNode): number {
  const unit = child(node, /^(LENGTHUNIT|UNIT)$/) ?? child(child(node, /^AXIS$/), /^(LENGTHUNIT|UNIT)$/)
  return Number(unit?.values[1] ?? 1)
}
function child(node: WktNode | undefined, keyword: RegExp): WktNode | undefined {
  return node?.children.find((each) => keyword.test(each.keyword))
}
function made(keyword: string, values: (string | number)[], children: WktNode[] = []): WktNode {
  return { keyword, values, children }
}
