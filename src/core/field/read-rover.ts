import { type CoordinateAnswer, type CoordinateContext, type CoordinateReading, parseCoordinates } from '../coordinates.ts'
import { crsOf } from '../crs.ts'
import type { Detail } from '../errors.ts'
import { geodesicM } from '../plane.ts'

export interface RoverReading {
  readonly reading: CoordinateReading
  /** from the point that was to be measured; null when there is none */
  readonly distanceM: number | null
  /** too far from it to be a measurement of it: a wrong zone, point or digit */
  readonly isFar: boolean
  /** zone that was named beside numbers that bear another; the numbers are believed */
  readonly overruledZone: number | null
}
export interface RoverAnswer {
  /** best first; one: it may be taken; several: ask */
  readonly readings: readonly RoverReading[]
  readonly problem: { readonly code: string; readonly detail: Detail } | null
}

/** A boundary point that moved farther than this is another point. */
const FAR_M = 100
export const isFarFrom = (distanceM: number) => distanceM > FAR_M

/**
 * Coordinates as a rover shows them, typed: X north and Y east, in any CGCS2000 zone, with its number before Y or without, labelled or not, or
 * degrees. Where several readings are possible the one near the point that is being measured is taken.
 */
export function readRover(
  text: string,
  context: CoordinateContext,
  target: { readonly lng: number; readonly lat: number } | null,
): RoverAnswer {
  const named = text
    .replace(/\bB\s*[:：=]/i, '北纬')
    .replace(/\bL\s*[:：=]/i, '东经')
    .replace(HEIGHT, '')
  const { readings, problem } = attempts(named, context)
  const zone = Number(/(\d{2})\s*带/.exec(text)?.[1])
  const found = readings
    .map((reading): RoverReading => {
      const distanceM = target && geodesicM(target.lng, target.lat, reading.lng, reading.lat)
      const overruledZone = zone && reading.evidence === 'prefix' && crsOf(reading.crs)?.zone?.number !== zone ? zone : null
      return { reading, distanceM, isFar: distanceM !== null && isFarFrom(distanceM), overruledZone }
    })
    .filter(({ reading }) => ['cgcs2000', 'wgs84'].includes(crsOf(reading.crs)?.datum ?? ''))
  const near = found.filter(({ isFar }) => !isFar)
  return { readings: target && near.length > 0 ? near.sort(nearer) : found, problem }
}
const nearer = (a: RoverReading, b: RoverReading) => (a.distanceM ?? 0) - (b.distanceM ?? 0)

/** A labelled height after the place: H 12.3 */
const HEIGHT = /[\s,，;；]+(?:H|Z|h|高程|大地高|正常高)\s*[:：=]?\s*-?\d+(?:\.\d*)?\s*(?:m|米)?\s*$/

/** As coordinates alone; without a point's name before them (J3, 37.6, 118.5); and as a line of a rover's list. */
function attempts(text: string, context: CoordinateContext): CoordinateAnswer {
  const alone = parseCoordinates(text.replace(/^\s*[JjXxTt]?\d{1,5}\s*[,，:：\t]\s*(?=\S+[\s,，]+\S)/, ''), context)
  if (alone.readings.length > 0 || alone.problem) return alone
  const pair = pairInList(text)
  return pair ? parseCoordinates(pair, context) : alone
}

/** Of name, X, Y, height and solution the two that only a northing and an easting can be, when they are two and stand together. */
function pairInList(text: string): string | null {
  const cells = text.split(/[\s,，;；()（）]+/).filter(Boolean)
  const large = cells.flatMap((cell, i) => (/^\d{6,8}(\.\d*)?$/.test(cell) ? [i] : []))
  return large.length === 2 && large[1] === large[0] + 1 ? `${cells[large[0]]} ${cells[large[1]]}` : null
}
