import { crsOf } from '../core/crs.ts'
import type { Datum } from '../core/crs-registry.ts'

/** 'ogc': OGC 01-009 with EPSG's names; 'esri': as ArcGIS writes a .prj */
type Dialect = 'ogc' | 'esri'
interface DatumNames {
  readonly geographic: Readonly<Record<Dialect, string>>
  readonly datum: Readonly<Record<Dialect, string>>
  readonly ellipsoid: Readonly<Record<Dialect, string>>
}
const DATUMS: Readonly<Record<Exclude<Datum, 'other'>, DatumNames>> = {
  cgcs2000: {
    geographic: { ogc: 'China Geodetic Coordinate System 2000', esri: 'GCS_China_Geodetic_Coordinate_System_2000' },
    datum: { ogc: 'China_2000', esri: 'D_China_2000' },
    ellipsoid: { ogc: 'CGCS2000', esri: 'CGCS2000' },
  },
  wgs84: {
    geographic: { ogc: 'WGS 84', esri: 'GCS_WGS_1984' },
    datum: { ogc: 'WGS_1984', esri: 'D_WGS_1984' },
    ellipsoid: { ogc: 'WGS 84', esri: 'WGS_1984' },
  },
  xian80: {
    geographic: { ogc: 'Xian 1980', esri: 'GCS_Xian_1980' },
    datum: { ogc: 'Xian_1980', esri: 'D_Xian_1980' },
    ellipsoid: { ogc: 'IAG 1975', esri: 'Xian_1980' },
  },
  beijing54: {
    geographic: { ogc: 'Beijing 1954', esri: 'GCS_Beijing_1954' },
    datum: { ogc: 'Beijing_1954', esri: 'D_Beijing_1954' },
    ellipsoid: { ogc: 'Krassowsky 1940', esri: 'Krasovsky_1940' },
  },
}
const UNKNOWN: DatumNames = {
  geographic: { ogc: 'unknown', esri: 'GCS_unknown' },
  datum: { ogc: 'unknown', esri: 'D_unknown' },
  ellipsoid: { ogc: 'unknown', esri: 'unknown' },
}

/** PROJ's parameters of a projection by WKT's names, in the order in which WKT has them. */
interface Method {
  readonly name: Readonly<Record<Dialect, string>>
  readonly parameters: readonly (readonly [wkt: string, proj: string, otherwise: number])[]
}
const OFFSETS = [
  ['false_easting', 'x_0', 0],
  ['false_northing', 'y_0', 0],
] as const
const METHODS: Readonly<Record<string, Method>> = {
  tmerc: {
    name: { ogc: 'Transverse_Mercator', esri: 'Gauss_Kruger' },
    parameters: [['latitude_of_origin', 'lat_0', 0], ['central_meridian', 'lon_0', 0], ['scale_factor', 'k', 1], ...OFFSETS],
  },
  lcc: {
    name: { ogc: 'Lambert_Conformal_Conic_2SP', esri: 'Lambert_Conformal_Conic' },
    parameters: [
      ['standard_parallel_1', 'lat_1', 0],
      ['standard_parallel_2', 'lat_2', 0],
      ['latitude_of_origin', 'lat_0', 0],
      ['central_meridian', 'lon_0', 0],
      ...OFFSETS,
    ],
  },
  aea: {
    name: { ogc: 'Albers_Conic_Equal_Area', esri: 'Albers' },
    parameters: [
      ['standard_parallel_1', 'lat_1', 0],
      ['standard_parallel_2', 'lat_2', 0],
      ['latitude_of_center', 'lat_0', 0],
      ['longitude_of_center', 'lon_0', 0],
      ...OFFSETS,
    ],
  },
}
const WEB_MERCATOR = {
  ogc: 'PROJCS["WGS 84 / Pseudo-Mercator",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Mercator_1SP"],PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1],EXTENSION["PROJ4","+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs"],AUTHORITY["EPSG","3857"]]',
  esri: 'PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]',
} as const

/**
 * WKT1 of a CRS given by code or PROJ string; null where its projection has no entry here.
 * Source: OGC 01-009; names of the 'esri' dialect as ArcGIS has them.
 */
export function wktOf(crs: string, dialect: Dialect): string | null {
  const info = crsOf(crs)
  if (!info) return null
  if (info.code === 'EPSG:3857') return WEB_MERCATOR[dialect]
  const value = (key: string) => new RegExp(`\\+${key}=(\\S+)`).exec(info.proj)?.[1]
  const a = value('a')
  const rf = value('rf') ?? (value('b') !== undefined && value('b') === a ? '0' : undefined)
  if (a === undefined || rf === undefined) return null
  const names = info.datum === 'other' ? UNKNOWN : DATUMS[info.datum]
  const isOgc = dialect === 'ogc'
  const number = (text: string | number) => (isOgc || /[.e]/.test(String(text)) ? String(text) : `${text}.0`)
  const shift = value('towgs84')
  const code = isOgc ? /^EPSG:(\d+)$/.exec(info.code)?.[1] : undefined
  const authority = code ? `,AUTHORITY["EPSG","${code}"]` : ''
  const geographic = (own: string) =>
    `GEOGCS["${names.geographic[dialect]}",DATUM["${names.datum[dialect]}",SPHEROID["${names.ellipsoid[dialect]}",${number(a)},${number(rf)}]${isOgc && shift ? `,TOWGS84[${shift}]` : ''}],PRIMEM["Greenwich",${number(value('pm') ?? 0)}],UNIT["${isOgc ? 'degree' : 'Degree'}",0.0174532925199433]${own}]`
  if (info.kind === 'geographic') return geographic(authority)
  const method = METHODS[value('proj') ?? '']
  if (!method) return null
  const toMetre = Number(value('to_meter') ?? 1)
  const parameters = method.parameters.map(([wkt, proj, otherwise]) => {
    const metres = Number(value(proj) ?? otherwise)
    const shown = proj === 'x_0' || proj === 'y_0' ? metres / toMetre : metres
    return `PARAMETER["${isOgc ? wkt : titled(wkt)}",${number(shown)}]`
  })
  const unit =
    toMetre === 1 ? `UNIT["${isOgc ? 'metre' : 'Meter'}",${number(1)}]` : `UNIT["${unitName(toMetre)}",${number(toMetre)}]`
  const title = info.datum === 'other' ? 'unknown' : info.title.en.replaceAll('ü', 'u')
  return `PROJCS["${isOgc ? title : esriName(title)}",${geographic('')},PROJECTION["${method.name[dialect]}"],${parameters.join(',')},${unit}${authority}]`
}

/** CGCS2000 / 3-degree Gauss-Kruger zone 40 → CGCS2000_3_Degree_GK_Zone_40 */
function esriName(title: string): string {
  return title.replace('-degree Gauss-Kruger', '_Degree_GK').replace(' zone ', '_Zone_').replace(/[ /]+/g, '_')
}
function titled(name: string): string {
  return name
    .split('_')
    .map((word) => (word === 'of' ? 'Of' : word[0].toUpperCase() + word.slice(1)))
    .join('_')
}
function unitName(toMetre: number): string {
  if (Math.abs(toMetre - 1200 / 3937) < 1e-12) return 'US survey foot'
  return toMetre === 0.3048 ? 'foot' : 'unknown'
}
