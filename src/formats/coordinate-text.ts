/** How the numbers of places are set apart in gml:coordinates; KML knows only the usual way. */
export interface TupleMarks {
  readonly decimal: string
  /** between the numbers of a place */
  readonly cs: string
  /** between places */
  readonly ts: string
}
export const USUAL_MARKS: TupleMarks = { decimal: '.', cs: ',', ts: ' ' }

type Take = (x: number, y: number, z: number) => void
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const MOST_DIGITS = 15
const POWERS = Array.from({ length: MOST_DIGITS + 1 }, (_, i) => 10 ** i)

/**
 * Places as tuples: "118.5,37.5 118.6,37.6". A blank after a comma cuts a tuple in two: such files are put together again.
 * @param take is given NaN for a height that is missing or none @returns false: one of them is no place
 */
export function readTuples(text: string, take: Take, marks = USUAL_MARKS, most = Number.POSITIVE_INFINITY): boolean {
  const { decimal, cs, ts } = marks
  const isBlank = (mark: string) => mark.trim() === ''
  if (decimal === '' || cs === ts || (isBlank(cs) && isBlank(ts))) return false
  let tuples = split(text, ts)
  if (isBlank(ts) && tuples.some((tuple) => tuple.endsWith(cs) || tuple.startsWith(cs)))
    tuples = split(
      text
        .split(cs)
        .map((part) => part.trim())
        .join(cs),
      ts,
    )
  for (const tuple of tuples.slice(0, most)) {
    const [x, y, z] = split(tuple, cs).map((part) => numberOf(decimal === '.' ? part : part.replace(decimal, '.')))
    if (!Number.isFinite(x) || !Number.isFinite(y)) return false
    take(x, y, z ?? Number.NaN)
  }
  return true
}

function split(text: string, mark: string): string[] {
  const parts = mark.trim() === '' ? text.trim().split(/\s+/) : text.split(mark).map((part) => part.trim())
  return parts.filter((part, i) => part !== '' || (mark.trim() !== '' && i < parts.length - 1))
}

function numberOf(text: string): number {
  return NUMBER.test(text) ? Number(text) : Number.NaN
}

/** Numbers with blanks between them. null: one of them is none. */
export function readNumbers(text: string): number[] | null {
  const numbers: number[] = []
  const { length } = text
  let at = 0
  for (;;) {
    while (at < length && text.charCodeAt(at) <= 32) at++
    if (at >= length) return numbers
    const start = at
    const isNegative = text.charCodeAt(at) === 0x2d
    if (isNegative) at++
    let whole = 0
    let digits = 0
    let decimals = -1
    for (; at < length; at++) {
      const digit = text.charCodeAt(at) - 0x30
      if (digit >= 0 && digit <= 9) {
        whole = whole * 10 + digit
        digits++
        if (decimals >= 0) decimals++
      } else if (digit === -2 && decimals < 0) decimals = 0
      else break
    }
    // up to fifteen digits both the whole and the power of ten are exact (Clinger)
    if (digits > 0 && digits <= MOST_DIGITS && (at >= length || text.charCodeAt(at) <= 32)) {
      const value = decimals > 0 ? whole / POWERS[decimals] : whole
      numbers.push(isNegative ? -value : value)
      continue
    }
    while (at < length && text.charCodeAt(at) > 32) at++
    const value = numberOf(text.slice(start, at))
    if (!Number.isFinite(value)) return null
    numbers.push(value)
  }
}
