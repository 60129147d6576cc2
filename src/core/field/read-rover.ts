import { type CoordinateContext, type CoordinateReading, parseCoordinates } from '../coordinates.ts'
import { crsOf } from '../crs.ts'
import type { Detail } from '../errors.ts'
import { geodesicM } from '../plane.ts'

export interface RoverReading {
  readonly reading: CoordinateReading
  /** from the point that was to be measured; null when there is none */
  readonly distanceM: number | null
  /** too far from it to be a measurement of it: a wrong zone, point or digit */
  readonly isFar: boolean
}
export interface RoverAnswer {
  /** best first; one: it may be taken; several: ask */
  readonly readings: readonly RoverReading[]
  readonly problem: { readonly code: string; readonly detail: Detail } | null
}

/** A boundary point that moved farther than this is another point. */
const FAR_M = 100

/**
 * Coordinates as a rover shows them, typed: X north and Y east, in any CGCS2000 zone, with its number before Y or without, labelled or not, or
 * degrees. Where several readings are possible the one near the point that is being measured is taken.
 */
export function readRover(
  text: string,
  context: CoordinateContext,
  target: { readonly lng: number; readonly lat: number } | null,
): RoverAnswer {
  // a point's name before the numbers: J3, 4164159.047, 40367535.016
  const { readings, problem } = parseCoordinates(
    text.replace(/^\s*[JjXxTt]?\d{1,5}\s*[,，:：\t]\s*(?=\S+[\s,，]+\S)/, ''),
    context,
  )
  const found = readings
    .map((reading): RoverReading => {
      const distanceM = target && geodesicM(target.lng, target.lat, reading.lng, reading.lat)
      return { reading, distanceM, isFar: distanceM !== null && distanceM > FAR_M }
    })
    .filter(({ reading }) => ['cgcs2000', 'wgs84'].includes(crsOf(reading.crs)?.datum ?? ''))
  const near = found.filter(({ isFar }) => !isFar)
  return { readings: target && near.length > 0 ? near.sort(nearer) : found, problem }
}
const nearer = (a: RoverReading, b: RoverReading) => (a.distanceM ?? 0) - (b.distanceM ?? 0)
