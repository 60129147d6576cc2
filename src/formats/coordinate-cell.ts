import { normalise } from '../core/coordinates.ts'

const ANGLE = /^([NSEW])?(-?\d+(?:\.\d+)?)°?(?:(\d+(?:\.\d+)?)')?(?:(\d+(?:\.\d+)?)")?([NSEW])?$/
/** Degrees, minutes and seconds that nothing but a colon, a dash or a blank parts: 118:33:01, 118-33-01, 118 33 01. */
const PARTED = /^([NSEW])?(-?\d{1,3})([:\- ])(\d{1,2})\3(\d{1,2}(?:\.\d+)?)([NSEW])?$/
const METRES = /\s*(米|m)$/i

/** A coordinate as a cell has it: a number, with or without metres, or degrees, minutes and seconds with or without marks; NaN: none. */
export function coordinateOf(text: string | null): number {
  if (text === null) return Number.NaN
  const plain = Number(text)
  if (text.trim() !== '' && Number.isFinite(plain)) return plain
  // blanks beside a mark mean nothing; between numbers they would run them together
  const marked = normalise(text)
    .trim()
    .replace(/\s*([°'":NSEW])\s*/g, '$1')
  const wide = Number(marked.replace(METRES, ''))
  if (marked !== '' && Number.isFinite(wide)) return wide
  const [, before, degrees, minutes = '0', seconds = '0', after] = ANGLE.exec(marked) ?? withoutParting(marked) ?? []
  if (degrees === undefined) return Number.NaN
  const value = Math.abs(Number(degrees)) + Number(minutes) / 60 + Number(seconds) / 3600
  const isNegative = degrees.startsWith('-') || /[SW]/.test(before ?? after ?? '')
  return Number(minutes) < 60 && Number(seconds) < 60 ? (isNegative ? -value : value) : Number.NaN
}

/** In the order of ANGLE. */
function withoutParting(text: string): (string | undefined)[] | null {
  const found = PARTED.exec(text.replace(/ {2,}/g, ' '))
  return found && [found[0], found[1], found[2], found[4], found[5], found[6]]
}

/**
 * Of pairs of numbers those that cannot be what most of them are: a latitude of 95, metres among degrees, degrees among metres, 0 and 0.
 * Where most are the other way round, latitude first, that is what they are judged by: the order is asked elsewhere.
 */
export function impossiblePairs(xs: readonly number[], ys: readonly number[]): Uint8Array {
  const counts = { lngLat: 0, latLng: 0, metres: 0 }
  const isLngLat = (x: number, y: number) => Math.abs(x) <= 180 && Math.abs(y) <= 90
  const isMetres = (x: number, y: number) => Math.abs(x) > 360 && Math.abs(y) > 360
  const isZero = (x: number, y: number) => x === 0 && y === 0
  for (let i = 0; i < xs.length; i++) {
    const [x, y] = [xs[i], ys[i]]
    if (isZero(x, y)) continue
    if (isLngLat(x, y)) counts.lngLat++
    if (isLngLat(y, x)) counts.latLng++
    if (isMetres(x, y)) counts.metres++
  }
  const most = Math.max(counts.lngLat, counts.latLng, counts.metres)
  const answer = new Uint8Array(xs.length)
  if (most === 0) return answer
  const fits =
    counts.lngLat === most
      ? isLngLat
      : counts.latLng === most
        ? (x: number, y: number) => isLngLat(y, x)
        : (x: number, y: number) => !isLngLat(x, y)
  for (let i = 0; i < xs.length; i++)
    if (Number.isFinite(xs[i]) && Number.isFinite(ys[i]) && (isZero(xs[i], ys[i]) || !fits(xs[i], ys[i]))) answer[i] = 1
  return answer
}
