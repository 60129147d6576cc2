import type { Text } from './text.ts'

export type AreaUnit = 'm2' | 'ha' | 'mu' | 'km2' | 'wanmu'

/** 1 公顷 = 10 000 m²; 1 亩 = 2000/3 m²; 1 km² = 100 公顷 = 1 500 亩. Decimals as land offices print them. */
export const AREA_UNITS: Readonly<
  Record<AreaUnit, { readonly squareMetres: number; readonly decimals: number; readonly label: Text }>
> = {
  m2: { squareMetres: 1, decimals: 2, label: { zh: 'm²', en: 'm²' } },
  ha: { squareMetres: 10_000, decimals: 4, label: { zh: '公顷', en: 'ha' } },
  mu: { squareMetres: 2000 / 3, decimals: 2, label: { zh: '亩', en: 'mu' } },
  km2: { squareMetres: 1_000_000, decimals: 4, label: { zh: 'km²', en: 'km²' } },
  wanmu: { squareMetres: 20_000_000 / 3, decimals: 4, label: { zh: '万亩', en: '10⁴ mu' } },
}

export function fromM2(areaM2: number, unit: AreaUnit): number {
  // 亩 without the rounding of 2000/3: 1 000 000 m² must be 1500 exactly
  if (unit === 'mu') return (areaM2 * 3) / 2000
  if (unit === 'wanmu') return (areaM2 * 3) / 20_000_000
  return areaM2 / AREA_UNITS[unit].squareMetres
}
export function toM2(value: number, unit: AreaUnit): number {
  if (unit === 'mu') return (value * 2000) / 3
  if (unit === 'wanmu') return (value * 20_000_000) / 3
  return value * AREA_UNITS[unit].squareMetres
}

/** The two units beside m² in which people read an area of this size: parcel, up to 10 km², above. */
export function companionUnits(areaM2: number): readonly AreaUnit[] {
  const size = Math.abs(areaM2)
  if (size < 10_000) return ['mu']
  return size <= 10_000_000 ? ['ha', 'mu'] : ['km2', 'wanmu']
}

/**
 * Between groups of three on screen; files have none. No line ends at it, as one does at U+2009; the narrow U+202F is in Chinese typefaces
 * half of a space, and 28 970 looked like 28970.
 */
export const GROUP_SPACE = '\u00a0'

/**
 * A number as text: half away from zero on the decimal digits, exact, no exponent, no grouping: for files and copying.
 * NaN and infinities give ''.
 */
export function plainNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return ''
  const text = roundedText(Math.abs(value), decimals)
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text
}
/** For screen and print: groups of three, a true minus sign. */
export function shownNumber(value: number, decimals: number): string {
  const plain = plainNumber(value, decimals)
  if (!plain) return '—'
  const [whole, fraction] = plain.replace('-', '').split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, GROUP_SPACE)
  return `${plain.startsWith('-') ? '−' : ''}${grouped}${fraction ? `.${fraction}` : ''}`
}
export function shownArea(areaM2: number, unit: AreaUnit, decimals: number = AREA_UNITS[unit].decimals): string {
  return shownNumber(fromM2(areaM2, unit), decimals)
}
/** Metres to 10 km, kilometres above. */
export function shownLength(lengthM: number): { readonly text: string; readonly unit: 'm' | 'km' } {
  return Math.abs(lengthM) < 10_000
    ? { text: shownNumber(lengthM, 2), unit: 'm' }
    : { text: shownNumber(lengthM / 1000, 3), unit: 'km' }
}

/** Whole numbers above this, or nearer to a half than `HALF_DOUBT`, are left to the digits: a product in doubles may err so far. */
const MOST_UNITS = 1e12
const HALF_DOUBT = 1e-3

/** A size in whole units of 10^-decimals, half up; null: only the digits tell. */
function unitsOf(size: number, decimals: number): number | null {
  const scaled = size * 10 ** decimals
  if (!(scaled < MOST_UNITS)) return null
  const whole = Math.floor(scaled)
  const over = scaled - whole - 0.5
  if (Math.abs(over) < HALF_DOUBT) return null
  return over > 0 ? whole + 1 : whole
}

/** The number that `plainNumber` prints, in whole units of 10^-decimals; NaN for what is not finite. */
export function roundedUnits(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return Number.NaN
  const units = unitsOf(Math.abs(value), decimals) ?? Number(roundedText(Math.abs(value), decimals).replace('.', ''))
  return value < 0 && units !== 0 ? -units : units
}
/** The number that `plainNumber` prints; NaN for what is not finite. */
export function roundedNumber(value: number, decimals: number): number {
  const units = unitsOf(Math.abs(value), decimals)
  if (units === null) return Number(plainNumber(value, decimals) || Number.NaN)
  return (value < 0 && units !== 0 ? -units : units) / 10 ** decimals
}

/**
 * toFixed rounds the binary value: 1.005 becomes 1.00. People check the decimal digits they see, so the shortest decimal text of
 * the number is rounded instead, half up.
 */
function roundedText(value: number, decimals: number): string {
  const units = unitsOf(value, decimals)
  if (units !== null) return pointed(String(units), decimals)
  const [mantissa, exponent] = value.toExponential().split('e')
  const digits = mantissa.replace('.', '')
  const point = Number(exponent) + 1
  const kept = point + decimals
  if (kept < 0) return pointed('0', decimals)
  const head = digits.slice(0, kept).padEnd(kept, '0')
  const isUp = (digits[kept] ?? '0') >= '5'
  return pointed((BigInt(head || '0') + (isUp ? 1n : 0n)).toString(), decimals)
}
function pointed(units: string, decimals: number): string {
  const scaled = units.padStart(decimals + 1, '0')
  return decimals === 0 ? scaled : `${scaled.slice(0, -decimals)}.${scaled.slice(-decimals)}`
}
