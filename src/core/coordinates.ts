import { type AnglePair, readAngles } from './coordinate-angles.ts'
import { crsOf, fromLngLat, pointToLngLat } from './crs.ts'
import { cgcs2000Zone, zoneOf } from './crs-registry.ts'
import type { Detail } from './errors.ts'

/** Where the deployment lies and works: evidence for what a pair of numbers means. */
export interface CoordinateContext {
  /** west, south, east, north in degrees */
  readonly extent: readonly [number, number, number, number]
  /** projected systems of the office, most likely first */
  readonly workingCrs: readonly string[]
}

/** One way to read what was typed, to be echoed before the map moves. */
export interface CoordinateReading {
  readonly lng: number
  readonly lat: number
  readonly form: 'decimal' | 'dm' | 'dms' | 'projected'
  /** what the numbers are in */
  readonly crs: string
  /**
   * why: 'label' it was written; 'prefix' the zone stands in the number; 'range' no other order or system can be;
   * 'extent' it is the one that falls into the district; 'guess' several could be, ask
   */
  readonly evidence: 'label' | 'prefix' | 'range' | 'extent' | 'guess'
  /** the number typed first is the northing or latitude */
  readonly isNorthFirst: boolean
  /** labels X and Y stood the other way round than survey uses them (X north, Y east) */
  readonly isLabelSwapped: boolean
  /** inside the context's extent */
  readonly isInside: boolean
}

export interface CoordinateAnswer {
  /** best first; several: ask which; none: not coordinates, or see `problem` */
  readonly readings: readonly CoordinateReading[]
  /** the text is coordinates, but cannot be: which number and why */
  readonly problem: { readonly code: string; readonly detail: Detail } | null
}

const NOTHING: CoordinateAnswer = { readings: [], problem: null }

/**
 * Reads coordinates as people type and paste them: decimal degrees, degrees-minutes(-seconds) with or without marks, hemisphere
 * letters or words before or after, either order; CGCS2000 X (north), Y (east) with or without zone prefix, labelled or not; other
 * systems when named (EPSG:32650 …). Full-width forms, thousands separators of labelled X, Y, and any separators are accepted.
 */
export function parseCoordinates(text: string, context: CoordinateContext): CoordinateAnswer {
  const { crs, rest } = takeCrs(normalise(text))
  const labelled = readLabelled(rest)
  if (labelled) return projected(labelled, crs, context)
  const plain = readPlainPair(rest)
  if (plain && (crs || Math.max(Math.abs(plain[0]), Math.abs(plain[1])) > 360)) {
    return projected({ numbers: plain, isNorthFirst: null, isLabelSwapped: false }, crs, context)
  }
  if (crs && crsOf(crs)?.kind === 'projected') return NOTHING
  const angles = readAngles(rest)
  if (!angles) return NOTHING
  if ('problem' in angles) return { readings: [], problem: angles.problem }
  return geographic(angles, context)
}

/** Full-width to half-width, the many degree, minute and second marks to ° ' ", words of direction to letters. */
export function normalise(text: string): string {
  return text
    .replace(/[\u2009\u202f\u00a0](?=\d{3}(\D|$))/g, '')
    .replace(/(东经|經度|经度|longitude|lon|lng)\s*[:：=＝]?/gi, 'E')
    .replace(/(北纬|緯度|纬度|latitude|lat)\s*[:：=＝]?/gi, 'N')
    .replace(/[°º˚∘⁰度]/g, '°')
    .replace(/''|′′|[″"”“〃＂秒]/g, '"')
    .replace(/[′'’‘＇`´分]/g, "'")
    .normalize('NFKC')
    .replace(/[−–—]/g, '-')
    .replace(/[、，;；]/g, ',')
    .replace(/西经/g, 'W')
    .replace(/南纬/g, 'S')
    .replace(/东/g, 'E')
    .replace(/北/g, 'N')
    .replace(/西/g, 'W')
    .replace(/南/g, 'S')
    .toUpperCase()
    .trim()
}

/** A system named in front: EPSG:4549, UTM 50N, 40带, 中央经线120. */
function takeCrs(text: string): { crs: string | null; rest: string } {
  const named: [RegExp, (match: RegExpExecArray) => string | null][] = [
    [/EPSG[: ]*(\d{4,5})/, ([, code]) => `EPSG:${code}`],
    [/UTM\s*(?:ZONE)?\s*(\d{1,2})\s*([NS])?/, ([, zone, half]) => `EPSG:${(half === 'S' ? 32700 : 32600) + Number(zone)}`],
    [/(?:第)?(\d{2})\s*带/, ([, zone]) => cgcs2000Zone(Number(zone), Number(zone) < 24 ? 6 : 3, false)],
    [/(?:中央经线|中央子午线|CM)\s*(\d{2,3})\s*°?E?/, ([, meridian]) => cgcs2000Zone(Number(meridian) / 3, 3, false)],
  ]
  for (const [pattern, codeOf] of named) {
    const match = pattern.exec(text)
    const crs = match && codeOf(match)
    if (match && crs && crsOf(crs)) return { crs, rest: text.replace(match[0], ' ').trim() }
  }
  return { crs: null, rest: text }
}

interface NumberPair {
  readonly numbers: readonly [number, number]
  /** null: not said */
  readonly isNorthFirst: boolean | null
  readonly isLabelSwapped: boolean
}

/** X … Y … in either order; N and E with numbers too large for degrees. Spaces and commas may group thousands. */
function readLabelled(text: string): NumberPair | null {
  const match = /^([XYNE])\s*[:=]?\s*([-+\d.,\s]+?)[\s,]*(?:M|米)?[\s,]*([XYNE])\s*[:=]?\s*([-+\d.,\s]+?)\s*(?:M|米)?$/.exec(text)
  const suffixed = /^([-+\d.,\s]+?)\s*(?:M|米)?\s*([NE])[\s,]+([-+\d.,\s]+?)\s*(?:M|米)?\s*([NE])$/.exec(text)
  const [first, a, second, b] = match ? match.slice(1) : suffixed ? [suffixed[2], suffixed[1], suffixed[4], suffixed[3]] : []
  if (!first || !isPair(first, second)) return null
  const [one, two] = [groupedNumber(a), groupedNumber(b)]
  if (one === null || two === null) return null
  // N 37.6 E 118.5 is degrees, which are read elsewhere
  if (Math.max(Math.abs(one), Math.abs(two)) <= 360) return null
  const isNorthFirst = first === 'X' || first === 'N'
  // an easting with zone has eight digits before the point, a northing never
  const north = isNorthFirst ? one : two
  const isLabelSwapped = 'XY'.includes(first) && north >= 1e7
  return { numbers: [one, two], isNorthFirst: isNorthFirst !== isLabelSwapped, isLabelSwapped }
}
function isPair(a: string, b: string): boolean {
  return ['XY', 'YX', 'NE', 'EN'].includes(a + b)
}
/** 4 162 644.88, 4,162,644.88, 4162644.88 */
function groupedNumber(text: string): number | null {
  const trimmed = text.trim().replace(/,$/, '')
  if (/^[-+]?\d+(\.\d*)?$/.test(trimmed)) return Number(trimmed)
  return /^[-+]?\d{1,3}([ ,]\d{3})+(\.\d*)?$/.test(trimmed) ? Number(trimmed.replace(/[ ,]/g, '')) : null
}
function readPlainPair(text: string): [number, number] | null {
  const match = /^([-+]?\d+(?:\.\d*)?)[\s,/]+([-+]?\d+(?:\.\d*)?)$/.exec(text)
  return match ? [Number(match[1]), Number(match[2])] : null
}

function geographic({ angles, form }: AnglePair, context: CoordinateContext): CoordinateAnswer {
  const [a, b] = angles
  const orders: boolean[] = []
  const canBe = (north: typeof a, east: typeof a) =>
    north.axis !== 'lng' && east.axis !== 'lat' && Math.abs(north.degrees) <= 90 && Math.abs(east.degrees) <= 180
  if (canBe(b, a)) orders.push(false)
  if (canBe(a, b)) orders.push(true)
  const isLabelled = a.axis !== null || b.axis !== null
  if (orders.length === 0) {
    return { readings: [], problem: { code: 'coordinates.range', detail: { first: a.degrees, second: b.degrees } } }
  }
  const readings = orders.map((isNorthFirst): CoordinateReading => {
    const [north, east] = isNorthFirst ? [a, b] : [b, a]
    return {
      lng: east.degrees,
      lat: north.degrees,
      form,
      crs: 'EPSG:4490',
      evidence: isLabelled ? 'label' : 'range',
      isNorthFirst,
      isLabelSwapped: false,
      isInside: isInside(context.extent, east.degrees, north.degrees),
    }
  })
  return { readings: decide(readings), problem: null }
}

/** One reading inside the district settles it; else several stay a question. */
function decide(readings: readonly CoordinateReading[]): CoordinateReading[] {
  if (readings.length === 1) return [...readings]
  const inside = readings.filter((reading) => reading.isInside)
  if (inside.length === 1) return [{ ...inside[0], evidence: inside[0].evidence === 'label' ? 'label' : 'extent' }]
  const left = inside.length > 1 ? inside : readings
  return left.map((reading) => ({ ...reading, evidence: 'guess' }))
}

function projected(pair: NumberPair, named: string | null, context: CoordinateContext): CoordinateAnswer {
  const orders = pair.isNorthFirst === null ? [true, false] : [pair.isNorthFirst]
  const readings: CoordinateReading[] = []
  const seen = new Set<string>()
  for (const isNorthFirst of orders) {
    const [north, east] = isNorthFirst ? pair.numbers : [pair.numbers[1], pair.numbers[0]]
    for (const { crs, evidence } of systemsFor(north, east, named, context)) {
      const reading = readProjected(north, east, crs, evidence, isNorthFirst, pair.isLabelSwapped, context)
      const key = reading ? `${reading.lng.toFixed(7)} ${reading.lat.toFixed(7)}` : ''
      if (!reading || seen.has(key)) continue
      seen.add(key)
      readings.push(reading)
    }
  }
  if (readings.length === 0) {
    return { readings, problem: { code: 'coordinates.range', detail: { first: pair.numbers[0], second: pair.numbers[1] } } }
  }
  return { readings: decide(readings), problem: null }
}

interface System {
  readonly crs: string
  readonly evidence: CoordinateReading['evidence']
}
function systemsFor(north: number, east: number, named: string | null, { extent, workingCrs }: CoordinateContext): System[] {
  const prefix = Math.floor(east / 1e6)
  const fromPrefix = cgcs2000Zone(prefix, prefix < 24 ? 6 : 3, true)
  if (named && (!fromPrefix || crsOf(named)?.zone?.hasPrefix !== false)) return [{ crs: named, evidence: 'label' }]
  // a zone that is named and stands in the number as well: the number is believed
  if (fromPrefix) return [{ crs: fromPrefix, evidence: 'prefix' }]
  if (east >= 1e6 || east <= 0 || north <= 0) return []
  const nearby: string[] = []
  for (let zone = zoneOf(extent[0]) - 1; zone <= zoneOf(extent[2]) + 1; zone++) {
    const crs = cgcs2000Zone(zone, 3, false)
    if (crs) nearby.push(crs)
  }
  const office = workingCrs.flatMap((crs) => {
    const zone = crsOf(crs)?.zone
    const unprefixed = zone && cgcs2000Zone(zone.number, zone.width, false)
    return unprefixed ? [unprefixed] : []
  })
  const systems = [...new Set([...office, ...nearby])]
  const fitting = systems.filter((crs) => {
    const [lng, lat] = pointToLngLat(crs, east, north)
    return isInside(extent, lng, lat)
  })
  return (fitting.length > 0 ? fitting : office.slice(0, 1)).map((crs) => ({
    crs,
    evidence: fitting.length > 0 ? 'extent' : 'guess',
  }))
}

function readProjected(
  north: number,
  east: number,
  crs: string,
  evidence: CoordinateReading['evidence'],
  isNorthFirst: boolean,
  isLabelSwapped: boolean,
  context: CoordinateContext,
): CoordinateReading | null {
  const info = crsOf(crs)
  if (!info) return null
  const [lng, lat] = pointToLngLat(crs, east, north)
  if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) return null
  // the series of a zone says nothing far outside it: there the inverse is not undone by the forward formula
  const back = fromLngLat(crs, Float64Array.of(lng, lat))
  if (Math.hypot(back[0] - east, back[1] - north) > 0.01) return null
  if (info.centralMeridian !== null && info.zone && Math.abs(lng - info.centralMeridian) > 10) return null
  return {
    lng,
    lat,
    form: 'projected',
    crs,
    evidence,
    isNorthFirst,
    isLabelSwapped,
    isInside: isInside(context.extent, lng, lat),
  }
}

function isInside([west, south, east, north]: CoordinateContext['extent'], lng: number, lat: number): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north
}
