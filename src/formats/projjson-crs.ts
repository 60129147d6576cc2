import { crsOf } from '../core/crs.ts'
import type { CrsInfo } from '../core/crs-registry.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }
type JsonObject = { readonly [key: string]: Json | undefined }

/** PROJ's name and parameters of a method by its EPSG name. Source: PROJJSON schema 0.7, EPSG dataset. */
interface Method {
  readonly name: string
  readonly code: number
  /** EPSG's parameter name and code, PROJ's key, unit */
  readonly parameters: readonly (readonly [name: string, code: number, proj: string, unit: 'degree' | 'metre' | 'unity'])[]
}
const METHODS: Readonly<Record<string, Method>> = {
  tmerc: {
    name: 'Transverse Mercator',
    code: 9807,
    parameters: [
      ['Latitude of natural origin', 8801, 'lat_0', 'degree'],
      ['Longitude of natural origin', 8802, 'lon_0', 'degree'],
      ['Scale factor at natural origin', 8805, 'k', 'unity'],
      ['False easting', 8806, 'x_0', 'metre'],
      ['False northing', 8807, 'y_0', 'metre'],
    ],
  },
  lcc: conic('Lambert Conic Conformal (2SP)', 9802),
  aea: conic('Albers Equal Area', 9822),
  webmerc: {
    name: 'Popular Visualisation Pseudo Mercator',
    code: 1024,
    parameters: [
      ['Latitude of natural origin', 8801, 'lat_0', 'degree'],
      ['Longitude of natural origin', 8802, 'lon_0', 'degree'],
      ['False easting', 8806, 'x_0', 'metre'],
      ['False northing', 8807, 'y_0', 'metre'],
    ],
  },
}
function conic(name: string, code: number): Method {
  return {
    name,
    code,
    parameters: [
      ['Latitude of false origin', 8821, 'lat_0', 'degree'],
      ['Longitude of false origin', 8822, 'lon_0', 'degree'],
      ['Latitude of 1st standard parallel', 8823, 'lat_1', 'degree'],
      ['Latitude of 2nd standard parallel', 8824, 'lat_2', 'degree'],
      ['Easting at false origin', 8826, 'x_0', 'metre'],
      ['Northing at false origin', 8827, 'y_0', 'metre'],
    ],
  }
}
const MAX_DEPTH = 4

interface DatumNames {
  readonly crs: string
  readonly datum: string
  readonly ellipsoid: string
  /** zones have the northing first */
  readonly isNorthFirst?: boolean
}
/** Names of the EPSG dataset, by which programs know a datum. */
const DATUMS: Readonly<Record<CrsInfo['datum'], DatumNames>> = {
  cgcs2000: { crs: 'China Geodetic Coordinate System 2000', datum: 'China 2000', ellipsoid: 'CGCS2000', isNorthFirst: true },
  wgs84: { crs: 'WGS 84', datum: 'World Geodetic System 1984', ellipsoid: 'WGS 84' },
  xian80: { crs: 'Xian 1980', datum: 'Xian 1980', ellipsoid: 'IAG 1975', isNorthFirst: true },
  beijing54: { crs: 'Beijing 1954', datum: 'Beijing 1954', ellipsoid: 'Krassowsky 1940', isNorthFirst: true },
  other: { crs: 'unknown', datum: 'unknown', ellipsoid: 'unknown' },
}

/**
 * The CRS that a PROJJSON object describes: by its id, else by the parameters of its projection as a PROJ string.
 * @returns null when it is no CRS of the kinds known here
 */
export function crsOfProjjson(value: unknown, depth = 0): string | null {
  const crs = objectOf(value)
  if (!crs || depth > MAX_DEPTH) return null
  const id = objectOf(crs.id) ?? objectOf(Array.isArray(crs.ids) ? crs.ids[0] : null)
  if (id) {
    const code = `${String(id.authority).toUpperCase()}:${String(id.code)}`
    if (code === 'OGC:CRS84') return 'EPSG:4326'
    if (crsOf(code)) return code
  }
  if (crs.type === 'CompoundCRS' && Array.isArray(crs.components)) return crsOfProjjson(crs.components[0], depth + 1)
  if (crs.type === 'BoundCRS') return crsOfProjjson(crs.source_crs, depth + 1)
  const base = ellipsoidOf(crs.type === 'ProjectedCRS' ? crs.base_crs : crs)
  if (!base) return null
  if (crs.type === 'GeographicCRS' || crs.type === 'GeodeticCRS') return `+proj=longlat ${base} +no_defs`
  const conversion = objectOf(crs.conversion)
  const methodName = String(objectOf(conversion?.method)?.name ?? '').toLowerCase()
  const found = Object.entries(METHODS).find(([, method]) => method.name.toLowerCase() === methodName)
  if (!found || !Array.isArray(conversion?.parameters)) return null
  const [proj, { parameters: known }] = found
  const given = new Map<string, JsonObject>()
  for (const each of conversion.parameters) {
    const parameter = objectOf(each)
    if (parameter) given.set(String(parameter.name).toLowerCase(), parameter)
  }
  const parts: string[] = []
  for (const [name, , key, unit] of known) {
    const parameter = given.get(name.toLowerCase())
    const number = Number(parameter?.value ?? (key === 'k' ? 1 : 0)) * factorOf(parameter?.unit, unit)
    if (!Number.isFinite(number)) return null
    parts.push(`+${key}=${number}`)
  }
  if (proj === 'webmerc') return 'EPSG:3857'
  const axis = objectOf(
    Array.isArray(objectOf(crs.coordinate_system)?.axis) ? (objectOf(crs.coordinate_system)!.axis as Json[])[0] : null,
  )
  const toMetre = factorOf(axis?.unit, 'metre')
  return [`+proj=${proj}`, ...parts, base, toMetre === 1 ? '+units=m' : `+to_meter=${toMetre}`, '+no_defs'].join(' ')
}

function ellipsoidOf(value: unknown): string | null {
  const crs = objectOf(value)
  const datum = objectOf(crs?.datum) ?? objectOf(crs?.datum_ensemble)
  const ellipsoid = objectOf(datum?.ellipsoid)
  const a = Number(objectOf(ellipsoid?.semi_major_axis)?.value ?? ellipsoid?.semi_major_axis)
  const rf = Number(ellipsoid?.inverse_flattening)
  return a > 6e6 && a < 7e6 && rf > 200 && rf < 400 ? `+a=${a} +rf=${rf}` : null
}
function factorOf(unit: Json | undefined, usual: string): number {
  const factor = objectOf(unit)?.conversion_factor
  return usual === 'metre' && typeof factor === 'number' ? factor : 1
}
function objectOf(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
}

/** PROJJSON of a CRS given by code or PROJ string; null where its projection has no entry here. */
export function projjsonOf(crs: string): JsonObject | null {
  const info = crsOf(crs)
  if (!info) return null
  const value = (key: string) => new RegExp(`\\+${key}=(\\S+)`).exec(info.proj)?.[1]
  const isWebMercator = info.code === 'EPSG:3857'
  const a = Number(value('a'))
  const rf = isWebMercator ? 298.257223563 : Number(value('rf'))
  if (!(a > 0 && rf > 0) || value('pm')) return null
  const code = /^EPSG:(\d+)$/.exec(info.code)?.[1]
  const id = code ? { id: { authority: 'EPSG', code: Number(code) } } : {}
  const name = info.title.en.replaceAll('ü', 'u')
  const names = DATUMS[info.datum]
  const base = {
    type: 'GeographicCRS',
    name: info.kind === 'geographic' && info.datum === 'other' ? name : names.crs,
    datum: {
      type: 'GeodeticReferenceFrame',
      name: names.datum,
      ellipsoid: { name: names.ellipsoid, semi_major_axis: a, inverse_flattening: rf },
    },
    coordinate_system: {
      subtype: 'ellipsoidal',
      axis: [
        { name: 'Geodetic latitude', abbreviation: 'Lat', direction: 'north', unit: 'degree' },
        { name: 'Geodetic longitude', abbreviation: 'Lon', direction: 'east', unit: 'degree' },
      ],
    },
  }
  const schema = { $schema: 'https://proj.org/schemas/v0.5/projjson.schema.json' }
  if (info.kind === 'geographic') return { ...schema, ...base, ...id }
  const method = METHODS[isWebMercator ? 'webmerc' : (value('proj') ?? '')]
  if (!method) return null
  const toMetre = Number(value('to_meter') ?? 1)
  const unit: Json = toMetre === 1 ? 'metre' : { type: 'LinearUnit', name: 'unit', conversion_factor: toMetre }
  return {
    ...schema,
    type: 'ProjectedCRS',
    name,
    base_crs: base,
    conversion: {
      name: 'unnamed',
      method: { name: method.name, id: { authority: 'EPSG', code: method.code } },
      parameters: method.parameters.map(([parameter, number, key, parameterUnit]) => ({
        name: parameter,
        value: Number(value(key) ?? (key === 'k' ? 1 : 0)),
        unit: parameterUnit,
        id: { authority: 'EPSG', code: number },
      })),
    },
    coordinate_system: {
      subtype: 'Cartesian',
      // as EPSG has them, else programs do not take the code for the system; in the file x comes first whatever stands here
      axis: names.isNorthFirst
        ? [
            { name: 'Northing', abbreviation: 'X', direction: 'north', unit },
            { name: 'Easting', abbreviation: 'Y', direction: 'east', unit },
          ]
        : [
            { name: 'Easting', abbreviation: 'E', direction: 'east', unit },
            { name: 'Northing', abbreviation: 'N', direction: 'north', unit },
          ],
    },
    ...id,
  }
}
