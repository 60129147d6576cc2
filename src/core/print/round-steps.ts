/** The largest of 1, 2, 5 × 10ⁿ that is not more than `limit`. */
export function roundBelow(limit: number): number {
  const power = 10 ** Math.floor(Math.log10(limit) + 1e-9)
  const factor = limit / power
  return (factor >= 5 - 1e-9 ? 5 : factor >= 2 - 1e-9 ? 2 : 1) * power
}
/** The smallest of 1, 2, 5 × 10ⁿ that is not less than `limit`. */
export function roundAbove(limit: number): number {
  const below = roundBelow(limit)
  if (below >= limit * (1 - 1e-9)) return below
  return roundBelow(below * 2.5)
}
