import type { Text } from './text.ts'

/** A coordinate reference system as data. CGCS2000 and WGS 84 are treated as equal (null transformation), as PROJ does. */
export interface CrsInfo {
  /** 'EPSG:4490', or the PROJ string itself */
  readonly code: string
  readonly title: Text
  /** for narrow places, e.g. 3°·40带 */
  readonly short: Text
  readonly kind: 'geographic' | 'projected'
  readonly datum: Datum
  /** degrees; null where the projection has none */
  readonly centralMeridian: number | null
  /** Gauss-Krüger zone; `hasPrefix`: the easting (survey Y) begins with the zone number */
  readonly zone: { readonly number: number; readonly width: 3 | 6; readonly hasPrefix: boolean } | null
  /** true: lon/lat come without a datum transformation and can be tens of metres off */
  readonly needsParameters: boolean
  /** where the system is meant to be used: west, south, east, north in degrees */
  readonly extent: readonly [number, number, number, number]
  /** PROJ string, easting first; never +axis */
  readonly proj: string
}
export type Datum = 'cgcs2000' | 'wgs84' | 'xian80' | 'beijing54' | 'other'

interface DatumInfo {
  readonly name: Text
  readonly a: number
  readonly inverseFlattening: number
  readonly needsParameters: boolean
}
export const DATUMS: Readonly<Record<Exclude<Datum, 'other'>, DatumInfo>> = {
  cgcs2000: { name: { zh: 'CGCS2000', en: 'CGCS2000' }, a: 6378137, inverseFlattening: 298.257222101, needsParameters: false },
  wgs84: { name: { zh: 'WGS 84', en: 'WGS 84' }, a: 6378137, inverseFlattening: 298.257223563, needsParameters: false },
  xian80: { name: { zh: '1980 西安', en: 'Xian 1980' }, a: 6378140, inverseFlattening: 298.257, needsParameters: true },
  beijing54: { name: { zh: '1954 北京', en: 'Beijing 1954' }, a: 6378245, inverseFlattening: 298.3, needsParameters: true },
}

/** EPSG numbers in a row: `first` is zone `firstZone`. Source: EPSG registry. */
interface Family {
  readonly first: number
  readonly last: number
  readonly datum: Exclude<Datum, 'other'>
  readonly kind: 'gk' | 'utm-north' | 'utm-south'
  readonly width: 3 | 6
  readonly firstZone: number
  readonly hasPrefix: boolean
}
const gk = (
  first: number,
  last: number,
  datum: Family['datum'],
  width: 3 | 6,
  firstZone: number,
  hasPrefix: boolean,
): Family => ({
  first,
  last,
  datum,
  kind: 'gk',
  width,
  firstZone,
  hasPrefix,
})
const FAMILIES: readonly Family[] = [
  gk(4491, 4501, 'cgcs2000', 6, 13, true),
  gk(4502, 4512, 'cgcs2000', 6, 13, false),
  gk(4513, 4533, 'cgcs2000', 3, 25, true),
  gk(4534, 4554, 'cgcs2000', 3, 25, false),
  gk(2327, 2337, 'xian80', 6, 13, true),
  gk(2338, 2348, 'xian80', 6, 13, false),
  gk(2349, 2369, 'xian80', 3, 25, true),
  gk(2370, 2390, 'xian80', 3, 25, false),
  gk(2401, 2421, 'beijing54', 3, 25, true),
  gk(2422, 2442, 'beijing54', 3, 25, false),
  gk(21413, 21423, 'beijing54', 6, 13, true),
  gk(21453, 21463, 'beijing54', 6, 13, false),
  { first: 32601, last: 32660, datum: 'wgs84', kind: 'utm-north', width: 6, firstZone: 1, hasPrefix: false },
  { first: 32701, last: 32760, datum: 'wgs84', kind: 'utm-south', width: 6, firstZone: 1, hasPrefix: false },
]
const GEOGRAPHIC: Readonly<Record<number, Family['datum']>> = {
  4490: 'cgcs2000',
  4326: 'wgs84',
  4610: 'xian80',
  4214: 'beijing54',
}

export function epsgNumber(code: string): number | null {
  const match = /^EPSG:(\d+)$/i.exec(code)
  return match ? Number(match[1]) : null
}
export function familyOf(number: number): Family | undefined {
  return FAMILIES.find((family) => number >= family.first && number <= family.last)
}
export function offsetsOf(family: Family, number: number) {
  const zone = family.firstZone + number - family.first
  return family.kind === 'gk'
    ? { scale: 1, falseEastingM: (family.hasPrefix ? zone * 1e6 : 0) + 5e5, falseNorthingM: 0 }
    : { scale: 0.9996, falseEastingM: 5e5, falseNorthingM: family.kind === 'utm-south' ? 1e7 : 0 }
}

/** Gauss-Krüger zone that covers a longitude. 3° zone n has central meridian 3n, 6° zone n has 6n − 3. */
export function zoneOf(lng: number, width: 3 | 6 = 3): number {
  return width === 3 ? Math.floor((lng + 1.5) / 3) : Math.floor(lng / 6) + 1
}
export function centralMeridianOf(zone: number, width: 3 | 6 = 3): number {
  return width === 3 ? zone * 3 : zone * 6 - 3
}
/** EPSG code of a CGCS2000 Gauss-Krüger zone (3°: 25–45, 6°: 13–23); null outside China's zones. */
export function cgcs2000Zone(zone: number, width: 3 | 6, hasPrefix: boolean): string | null {
  return gkZone('cgcs2000', zone, width, hasPrefix)
}
/** The same of another datum of China. */
export function gkZone(datum: Datum, zone: number, width: 3 | 6, hasPrefix: boolean): string | null {
  const family = FAMILIES.find(
    (each) => each.kind === 'gk' && each.datum === datum && each.width === width && each.hasPrefix === hasPrefix,
  )
  const code = family ? family.first + zone - family.firstZone : 0
  return family && code >= family.first && code <= family.last ? `EPSG:${code}` : null
}

/** Whether EPSG defines the northing or latitude as the first axis, which formats that go by the definition then write first. */
export function isNorthFirst({ kind, zone }: Pick<CrsInfo, 'kind' | 'zone'>): boolean {
  // all zones of China have the axes X north, Y east; UTM and Web Mercator have easting first
  return kind === 'geographic' || zone !== null
}

const CHINA = [73, 3, 136, 54] as const
const WORLD = [-180, -90, 180, 90] as const

/** @param canRead whether a PROJ string is understood */
export function readCode(code: string, canRead: (definition: string) => boolean): CrsInfo | null {
  const number = epsgNumber(code)
  if (number === null) return readProj(code, canRead)
  if (number in GEOGRAPHIC) return geographic(code, GEOGRAPHIC[number])
  if (number === 3857) {
    return {
      code,
      title: { zh: 'WGS 84 / 网络墨卡托', en: 'WGS 84 / Pseudo-Mercator' },
      short: { zh: '网络墨卡托', en: 'Web Mercator' },
      kind: 'projected',
      datum: 'wgs84',
      centralMeridian: 0,
      zone: null,
      needsParameters: false,
      extent: [-180, -85.06, 180, 85.06],
      proj: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
    }
  }
  const family = familyOf(number)
  return family ? zoned(code, family, number) : null
}

function geographic(code: string, datum: Family['datum']): CrsInfo {
  const { name, needsParameters } = DATUMS[datum]
  return {
    code,
    title: { zh: `${name.zh} 经纬度`, en: `${name.en} lon/lat` },
    short: { zh: '经纬度', en: 'lon/lat' },
    kind: 'geographic',
    datum,
    centralMeridian: null,
    zone: null,
    needsParameters,
    extent: datum === 'wgs84' ? WORLD : CHINA,
    proj: `+proj=longlat ${ellipsoid(datum)} +no_defs`,
  }
}

function zoned(code: string, family: Family, number: number): CrsInfo {
  const zone = family.firstZone + number - family.first
  const isUtm = family.kind !== 'gk'
  const lon0 = isUtm ? zone * 6 - 183 : centralMeridianOf(zone, family.width)
  const { name, needsParameters } = DATUMS[family.datum]
  const { scale, falseEastingM, falseNorthingM } = offsetsOf(family, number)
  const half = family.width / 2
  const south = family.kind === 'utm-south'
  return {
    code,
    title: isUtm ? utmTitle(name, zone, south) : gkTitle(name, family, zone, lon0),
    short: isUtm ? same(`UTM ${zone}${south ? 'S' : 'N'}`) : gkShort(family, zone, lon0),
    kind: 'projected',
    datum: family.datum,
    centralMeridian: lon0,
    zone: isUtm ? null : { number: zone, width: family.width, hasPrefix: family.hasPrefix },
    needsParameters,
    extent: isUtm ? [lon0 - half, south ? -80 : 0, lon0 + half, south ? 0 : 84] : [lon0 - half, CHINA[1], lon0 + half, CHINA[3]],
    proj: `+proj=tmerc +lat_0=0 +lon_0=${lon0} +k=${scale} +x_0=${falseEastingM} +y_0=${falseNorthingM} ${ellipsoid(family.datum)} +units=m +no_defs`,
  }
}

const same = (text: string): Text => ({ zh: text, en: text })
function utmTitle(name: Text, zone: number, south: boolean): Text {
  return { zh: `${name.zh} / UTM ${zone}${south ? 'S' : 'N'} 带`, en: `${name.en} / UTM zone ${zone}${south ? 'S' : 'N'}` }
}
function gkTitle(name: Text, { width, hasPrefix }: Family, zone: number, lon0: number): Text {
  return hasPrefix
    ? {
        zh: `${name.zh} / 高斯-克吕格 ${width}°分带 第${zone}带（Y 含带号）`,
        en: `${name.en} / ${width}-degree Gauss-Krüger zone ${zone}`,
      }
    : {
        zh: `${name.zh} / 高斯-克吕格 ${width}°分带 中央经线 ${lon0}°E（Y 不含带号）`,
        en: `${name.en} / ${width}-degree Gauss-Krüger CM ${lon0}E`,
      }
}
function gkShort({ width, hasPrefix }: Family, zone: number, lon0: number): Text {
  return hasPrefix
    ? { zh: `${width}°·${zone}带`, en: `${width}° zone ${zone}` }
    : { zh: `${width}°·中央经线${lon0}°`, en: `${width}° CM ${lon0}°E` }
}
function ellipsoid(datum: Family['datum']): string {
  const { a, inverseFlattening } = DATUMS[datum]
  return `+a=${a} +rf=${inverseFlattening}`
}

function readProj(definition: string, canRead: (definition: string) => boolean): CrsInfo | null {
  if (!definition.startsWith('+proj=') || !canRead(definition)) return null
  const value = (key: string) => new RegExp(`\\+${key}=(\\S+)`).exec(definition)?.[1]
  const isLngLat = value('proj') === 'longlat' || value('proj') === 'latlong'
  const lon0 = value('lon_0') === undefined ? null : Number(value('lon_0'))
  const detail = lon0 === null ? '' : ` ${value('proj')} ${lon0}°`
  return {
    code: definition,
    title: isLngLat
      ? { zh: '自定义经纬度', en: 'Custom lon/lat' }
      : { zh: `自定义投影${detail}`, en: `Custom projection${detail}` },
    short: { zh: '自定义', en: 'custom' },
    kind: isLngLat ? 'geographic' : 'projected',
    datum: 'other',
    centralMeridian: lon0,
    zone: null,
    needsParameters: lacksDatum(definition),
    extent: WORLD,
    proj: definition,
  }
}

/** An ellipsoid other than that of CGCS2000, WGS 84 or NAD 83, and nothing said on how to get from it to WGS 84. */
function lacksDatum(definition: string): boolean {
  if (/\+(towgs84|datum|nadgrids)=/.test(definition)) return false
  const ellps = /\+ellps=(\S+)/.exec(definition)?.[1]
  if (ellps) return !/^(GRS80|WGS84)$/i.test(ellps)
  const a = /\+a=(\S+)/.exec(definition)?.[1]
  return a !== undefined && Number(a) !== 6378137
}
