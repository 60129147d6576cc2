/** On which side of a boundary one stands, as far as the accuracy of the position lets it be said. */
export type Standing = 'inside' | 'outside' | 'unsure'

/**
 * A side is told only when the boundary is farther than the position may be off. `accuracyM` is the radius that holds the true place in
 * 95 % of cases (W3C Geolocation §5.3); null, not known, tells nothing.
 */
export function standingOf(isInside: boolean, distanceM: number, accuracyM: number | null): Standing {
  if (accuracyM === null || !(distanceM > accuracyM)) return 'unsure'
  return isInside ? 'inside' : 'outside'
}
