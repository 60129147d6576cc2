import type { Detail } from './errors.ts'

/** An angle as it was written. */
export interface Angle {
  readonly degrees: number
  /** from its letter; null: none */
  readonly axis: 'lng' | 'lat' | null
}
export interface AnglePair {
  readonly angles: readonly [Angle, Angle]
  readonly form: 'decimal' | 'dm' | 'dms'
}
interface Problem {
  readonly problem: { readonly code: string; readonly detail: Detail }
}

type Token = { readonly kind: 'number'; readonly text: string } | { readonly kind: 'mark' | 'letter'; readonly text: string }

/**
 * Two angles in normalised text (° ' " and N S E W); null when the text is something else. Numbers without marks: two are decimal
 * degrees, four degrees and minutes, six degrees, minutes and seconds. A problem when minutes or seconds reach 60.
 */
export function readAngles(text: string): AnglePair | Problem | null {
  const tokens = tokenise(text)
  if (!tokens) return null
  const pieces = split(tokens)
  if (!pieces) return null
  const [a, b] = pieces.map(readAngle)
  if (!a || !b) return null
  if ('problem' in a) return a
  if ('problem' in b) return b
  if (a.angle.axis !== null && a.angle.axis === b.angle.axis) return null
  const depth = Math.max(a.depth, b.depth)
  return { angles: [a.angle, b.angle], form: depth === 1 ? 'decimal' : depth === 2 ? 'dm' : 'dms' }
}

function tokenise(text: string): Token[] | null {
  const tokens: Token[] = []
  const pattern = /([-+]?\d+(?:\.\d*)?)|([°'":])|([NSEW])|[\s,/]+|(.)/gy
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [, number, mark, letter, other] = match
    if (other !== undefined) return null
    if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark })
    else if (letter !== undefined) tokens.push({ kind: 'letter', text: letter })
  }
  return tokens
}

/** Where the second angle begins: by letters, else by degree marks, else by count. */
function split(tokens: readonly Token[]): [Token[], Token[]] | null {
  const letters = tokens.flatMap((token, i) => (token.kind === 'letter' ? [i] : []))
  if (letters.length > 2) return null
  if (letters.length > 0) {
    const isBefore = letters[0] === 0
    // 118.5E 37.6: one letter still divides
    const at = letters.length === 2 ? (isBefore ? letters[1] : letters[0] + 1) : isBefore ? middle(tokens) : letters[0] + 1
    if (letters.length === 1 && at >= tokens.length) return cut(tokens, middle(tokens))
    return cut(tokens, at)
  }
  const degrees = tokens.flatMap((token, i) => (token.text === '°' ? [i - 1] : []))
  if (degrees.length === 2) return cut(tokens, degrees[1])
  // one angle alone
  if (degrees.length === 1) return null
  return cut(tokens, middle(tokens))
}
/** The number that starts the second half of the numbers. */
function middle(tokens: readonly Token[]): number {
  const numbers = tokens.flatMap((token, i) => (token.kind === 'number' ? [i] : []))
  return numbers.length % 2 === 0 && numbers.length > 0 ? numbers[numbers.length / 2] : -1
}
function cut(tokens: readonly Token[], at: number): [Token[], Token[]] | null {
  return at > 0 && at < tokens.length ? [tokens.slice(0, at), tokens.slice(at)] : null
}

const MARKS = ['°', "'", '"']

function readAngle(tokens: readonly Token[]): { angle: Angle; depth: number } | Problem | null {
  const letter = tokens.find((token) => token.kind === 'letter')?.text
  const values: number[] = []
  let isNegative = false
  let isMarked = false
  for (const token of tokens) {
    if (token.kind === 'number') {
      // the end of a unit code, 00039W00000000, is no angle
      if (/^[-+]?\d{4}/.test(token.text)) return null
      if (/^[-+]/.test(token.text) && values.length > 0) return null
      isNegative ||= token.text.startsWith('-')
      // only the last number may have a fraction
      if (values.length > 0 && !Number.isInteger(values[values.length - 1])) return null
      values.push(Math.abs(Number(token.text)))
    } else if (token.kind === 'mark') {
      isMarked = true
      const place = token.text === ':' ? values.length - 1 : MARKS.indexOf(token.text)
      if (place !== values.length - 1) return null
    }
  }
  if (values.length < 1 || values.length > 3) return null
  // 118 32.593 without any mark is degrees and minutes; two bare numbers are never both in one angle unless counted so
  const [degrees, minutes = 0, seconds = 0] = values
  if (minutes >= 60 || seconds >= 60) {
    return { problem: { code: 'coordinates.sixty', detail: { minutes, seconds, isMarked } } }
  }
  const isOpposite = letter === 'S' || letter === 'W'
  if (isOpposite && isNegative) return null
  const size = degrees + minutes / 60 + seconds / 3600
  const axis = letter === 'N' || letter === 'S' ? 'lat' : letter ? 'lng' : null
  return { angle: { degrees: isNegative || isOpposite ? -size : size, axis }, depth: values.length }
}

/** A latitude or longitude in one form, without hemisphere: 118.543210°, 118°32.593′, 118°32′35.56″. Rounding carries over. */
export function writeAngle(degrees: number, form: AnglePair['form']): string {
  const size = Math.abs(degrees)
  if (form === 'decimal') return `${size.toFixed(6)}°`
  // counted in the smallest printed unit, so that 59.9996′ becomes the next degree
  const perDegree = form === 'dm' ? 60_000 : 360_000
  const units = Math.round(size * perDegree)
  const whole = Math.floor(units / perDegree)
  const rest = units % perDegree
  if (form === 'dm') return `${whole}°${(rest / 1000).toFixed(3).padStart(6, '0')}′`
  const minutes = Math.floor(rest / 6000)
  return `${whole}°${String(minutes).padStart(2, '0')}′${((rest % 6000) / 100).toFixed(2).padStart(5, '0')}″`
}
