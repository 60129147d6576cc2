import { type CrsInfo, DATUMS, epsgNumber, familyOf, offsetsOf, readCode } from './crs-registry.ts'
import { AppError } from './errors.ts'
import { transverseMercator } from './transverse-mercator.ts'

/** What proj4 offers of itself, as far as it is used here. */
type Projections = (
  from: string,
  to: string,
) => {
  forward(pair: [number, number]): readonly number[]
  inverse(pair: [number, number]): readonly number[]
}
let projections: Projections | null = null

/**
 * Gives the projections beyond our own formulas (PROJ strings). core/projections.ts does it for workers and tests; the page goes
 * without these 45 kB, since it names such systems and never converts their coordinates.
 */
export function provideProjections(library: Projections): void {
  projections = library
}

const known = new Map<string, CrsInfo | null>()

/** What is known of a CRS by its code ('EPSG:4528') or PROJ string; null when it cannot be read. */
export function crsOf(code: string): CrsInfo | null {
  let info = known.get(code)
  if (info === undefined) {
    info = readCode(code, canRead)
    known.set(code, info)
  }
  return info
}

const LNG_LAT = '+proj=longlat +datum=WGS84 +no_defs'
/** Where no library is given, as on the page, every definition is taken on trust. */
function canRead(definition: string): boolean {
  try {
    projections?.(LNG_LAT, definition)
    return true
  } catch {
    return false
  }
}

/** @throws AppError crs.unknown */
export function requireCrs(code: string): CrsInfo {
  const info = crsOf(code)
  if (!info) throw new AppError('crs.unknown', { crs: code })
  return info
}

/**
 * Lon/lat in degrees (CGCS2000 ≈ WGS 84) of xy pairs in `crs`.
 * @param out receives the result; may be `xy` itself; a new array when left out
 * @throws AppError crs.unknown
 */
export function toLngLat(crs: string, xy: Float64Array, out = new Float64Array(xy.length)): Float64Array {
  converterOf(crs).inverse(xy, out)
  return out
}
/** Inverse of toLngLat. */
export function fromLngLat(crs: string, lngLat: Float64Array, out: Float64Array = new Float64Array(lngLat.length)): Float64Array {
  converterOf(crs).forward(lngLat, out)
  return out
}
/** One point; for many use the bulk functions. */
export function pointToLngLat(crs: string, x: number, y: number): [number, number] {
  const pair = toLngLat(crs, Float64Array.of(x, y))
  return [pair[0], pair[1]]
}
/** The inverse. @param lng degrees, as `lat` @returns in the units of the CRS @throws AppError crs.unknown */
export function pointFromLngLat(crs: string, lng: number, lat: number): [number, number] {
  const pair = fromLngLat(crs, Float64Array.of(lng, lat))
  return [pair[0], pair[1]]
}
/** Are its coordinates degrees? @throws AppError crs.unknown */
export function isGeographic(crs: string): boolean {
  return requireCrs(crs).kind === 'geographic'
}

interface Converter {
  forward(lngLat: Float64Array, out: Float64Array): void
  inverse(xy: Float64Array, out: Float64Array): void
}
const converters = new Map<string, Converter>()
function converterOf(code: string): Converter {
  let converter = converters.get(code)
  if (!converter) {
    converter = makeConverter(requireCrs(code))
    converters.set(code, converter)
  }
  return converter
}

const identity: Converter = {
  forward: (from, out) => void (from !== out && out.set(from)),
  inverse: (from, out) => void (from !== out && out.set(from)),
}
const EARTH_RADIUS_M = 6378137
const RADIANS = Math.PI / 180
/** EPSG:3857: spherical formulas on geodetic latitude */
const webMercator: Converter = {
  forward(from, out) {
    for (let i = 0; i + 1 < from.length; i += 2) {
      const lat = from[i + 1]
      out[i] = EARTH_RADIUS_M * RADIANS * from[i]
      out[i + 1] = EARTH_RADIUS_M * Math.asinh(Math.tan(lat * RADIANS))
    }
  },
  inverse(from, out) {
    for (let i = 0; i + 1 < from.length; i += 2) {
      const y = from[i + 1]
      out[i] = from[i] / (EARTH_RADIUS_M * RADIANS)
      out[i + 1] = Math.atan(Math.sinh(y / EARTH_RADIUS_M)) / RADIANS
    }
  },
}

function makeConverter(info: CrsInfo): Converter {
  const number = epsgNumber(info.code)
  if (number === null) return throughProj4(info.proj)
  if (info.kind === 'geographic') return identity
  if (number === 3857) return webMercator
  const family = familyOf(number)
  if (!family || info.datum === 'other' || info.centralMeridian === null) return throughProj4(info.proj)
  const { a, inverseFlattening } = DATUMS[info.datum]
  return transverseMercator({ a, inverseFlattening, centralMeridianDeg: info.centralMeridian, ...offsetsOf(family, number) })
}

function throughProj4(definition: string): Converter {
  if (!projections) throw new AppError('crs.unknown', { crs: definition })
  const transform = projections(LNG_LAT, definition)
  const each = (convert: (pair: [number, number]) => readonly number[]) => (from: Float64Array, out: Float64Array) => {
    for (let i = 0; i + 1 < from.length; i += 2) {
      const x = from[i]
      const y = from[i + 1]
      // proj4 throws on NaN; a vertex that cannot be converted must not take the layer with it
      const pair = Number.isFinite(x) && Number.isFinite(y) ? convert([x, y]) : [Number.NaN, Number.NaN]
      out[i] = pair[0]
      out[i + 1] = pair[1]
    }
  }
  return { forward: each((pair) => transform.forward(pair)), inverse: each((pair) => transform.inverse(pair)) }
}
