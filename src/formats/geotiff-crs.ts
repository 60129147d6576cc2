import { crsOf } from '../core/crs.ts'
import { parseWktCrs } from './wkt-crs.ts'

/** GeoKeys of a file (OGC 19-008r4, annex B), by name. */
export type GeoKeys = Readonly<Record<string, unknown>>

export interface GeoKeyCrs {
  /** a code or PROJ string that core/crs.ts knows; null: none of the kinds known here */
  readonly crs: string | null
  /** as the file calls it */
  readonly name: string
}

const USER_DEFINED = 32767
/** Numbers that programs wrote before EPSG:3857 was one. */
const WEB_MERCATOR = [3857, 3785, 900913, 102100, 102113]
const ELLIPSOIDS: Readonly<Record<number, readonly [a: number, inverseFlattening: number]>> = {
  1024: [6378137, 298.257222101],
  7019: [6378137, 298.257222101],
  7024: [6378245, 298.3],
  7030: [6378137, 298.257223563],
  7049: [6378140, 298.257],
}
/** Conversions by ProjCoordTransGeoKey (annex B, 3075). */
const METHODS: Readonly<Record<number, string>> = {
  1: 'tmerc',
  7: 'merc',
  8: 'lcc',
  9: 'lcc',
  10: 'laea',
  11: 'aea',
  17: 'eqc',
  24: 'sinu',
  28: 'cea',
}

/** The CRS that a raster's GeoKeys name: by code, by the WKT that Esri writes into the citation, or by parameters. */
export function crsOfGeoKeys(keys: GeoKeys): GeoKeyCrs {
  const number = (name: string) => (typeof keys[name] === 'number' ? (keys[name] as number) : undefined)
  const text = (name: string) => (typeof keys[name] === 'string' ? (keys[name] as string) : '')
  const name = [text('GTCitationGeoKey'), text('PCSCitationGeoKey'), text('GeogCitationGeoKey')].find((each) => each) ?? ''
  const model = number('GTModelTypeGeoKey')
  const code = model === 2 ? number('GeographicTypeGeoKey') : number('ProjectedCSTypeGeoKey')
  if (code !== undefined && code !== USER_DEFINED) {
    if (WEB_MERCATOR.includes(code)) return { crs: 'EPSG:3857', name }
    return { crs: crsOf(`EPSG:${code}`)?.code ?? null, name: `EPSG:${code}${name ? ` ${name}` : ''}` }
  }
  const esri = /(PROJCS|GEOGCS)\[.*\]/s.exec(name)
  const wkt = esri && parseWktCrs(esri[0])
  if (wkt?.crs) return { crs: wkt.crs, name: wkt.name }
  const base = ellipsoidOf(number)
  if (!base) return { crs: null, name }
  const definition = model === 2 ? `+proj=longlat ${base} +no_defs` : projectionOf(number, base)
  return { crs: definition && crsOf(definition) ? definition : null, name }
}

type NumberKey = (name: string) => number | undefined

function ellipsoidOf(number: NumberKey): string | null {
  const geographic = crsOf(`EPSG:${number('GeographicTypeGeoKey') ?? USER_DEFINED}`)
  const known = geographic && /\+a=\S+ \+rf=\S+/.exec(geographic.proj)
  if (known) return known[0]
  const [a, rf] = ELLIPSOIDS[number('GeogEllipsoidGeoKey') ?? 0] ?? []
  const major = number('GeogSemiMajorAxisGeoKey') ?? a
  const inverse = number('GeogInvFlatteningGeoKey') ?? rf
  return major && inverse ? `+a=${major} +rf=${inverse}` : null
}

function projectionOf(number: NumberKey, base: string): string | null {
  const units = unitsOf(number)
  if (!units) return null
  const zone = number('ProjectionGeoKey')
  // 16001 … 16060 and 16101 … 16160: UTM zones north and south
  if (zone !== undefined && zone > 16000 && zone <= 16160 && zone % 100 >= 1 && zone % 100 <= 60)
    return `+proj=utm +zone=${zone % 100}${zone > 16100 ? ' +south' : ''} ${base} ${units.text} +no_defs`
  const method = METHODS[number('ProjCoordTransGeoKey') ?? 0]
  if (!method) return null
  const first = (...names: string[]) => names.map((each) => number(each)).find((value) => value !== undefined)
  const parameters: Record<string, number | undefined> = {
    lat_0: first('ProjNatOriginLatGeoKey', 'ProjFalseOriginLatGeoKey', 'ProjCenterLatGeoKey'),
    lon_0: first(
      'ProjNatOriginLongGeoKey',
      'ProjFalseOriginLongGeoKey',
      'ProjCenterLongGeoKey',
      'ProjStraightVertPoleLongGeoKey',
    ),
    [method === 'cea' || method === 'merc' || method === 'eqc' ? 'lat_ts' : 'lat_1']: number('ProjStdParallel1GeoKey'),
    lat_2: number('ProjStdParallel2GeoKey'),
    k: first('ProjScaleAtNatOriginGeoKey', 'ProjScaleAtCenterGeoKey'),
    x_0: metres(first('ProjFalseEastingGeoKey', 'ProjFalseOriginEastingGeoKey', 'ProjCenterEastingGeoKey')),
    y_0: metres(first('ProjFalseNorthingGeoKey', 'ProjFalseOriginNorthingGeoKey', 'ProjCenterNorthingGeoKey')),
  }
  function metres(value: number | undefined): number {
    return (value ?? 0) * (units?.metres ?? 1)
  }
  // one standard parallel that is only the latitude of origin (annex B, method 9)
  if (method === 'lcc' && parameters.lat_1 === undefined) parameters.lat_1 = parameters.lat_0
  const written = Object.entries(parameters).flatMap(([key, value]) => (value === undefined ? [] : `+${key}=${value}`))
  return [`+proj=${method}`, ...written, base, units.text, '+no_defs'].join(' ')
}

function unitsOf(number: NumberKey): { readonly metres: number; readonly text: string } | null {
  const code = number('ProjLinearUnitsGeoKey') ?? 9001
  const size = { 9001: 1, 9002: 0.3048, 9003: 1200 / 3937, 9036: 1000 }[code] ?? number('ProjLinearUnitSizeGeoKey')
  if (!size) return null
  return { metres: size, text: size === 1 ? '+units=m' : `+to_meter=${size}` }
}
