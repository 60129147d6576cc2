const SPACE = 0x20
const MOST_DIGITS = 15
const POWERS = Array.from({ length: MOST_DIGITS + 1 }, (_, i) => 10 ** i)

/**
 * A number as nearly all are written: blanks, a minus, digits, a point, digits. Up to fifteen digits both the whole and the power of ten are
 * exact, so that their quotient is the double that the text means. NaN: empty, longer, or written otherwise.
 */
export function plainDecimal(bytes: Uint8Array, start: number, end: number): number {
  let at = start
  while (at < end && bytes[at] === SPACE) at++
  const isNegative = bytes[at] === 0x2d
  if (isNegative) at++
  let whole = 0
  let digits = 0
  let decimals = -1
  for (; at < end; at++) {
    const digit = bytes[at] - 0x30
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit
      digits++
      if (decimals >= 0) decimals++
    } else if (bytes[at] === 0x2e && decimals < 0) decimals = 0
    else break
  }
  while (at < end && bytes[at] === SPACE) at++
  if (at < end || digits === 0 || digits > MOST_DIGITS) return Number.NaN
  const value = decimals > 0 ? whole / POWERS[decimals] : whole
  return isNegative ? -value : value
}
