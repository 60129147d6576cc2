/**
 * What a compass shows, from true north.
 * @param magneticDeg degrees from magnetic north, clockwise
 * @param declinationDeg of magnetic north from true north, east positive; about −7.6° in Kenli
 * @returns 0 ≤ degrees < 360
 */
export function trueHeadingDeg(magneticDeg: number, declinationDeg: number): number {
  return (((magneticDeg + declinationDeg) % 360) + 360) % 360
}
