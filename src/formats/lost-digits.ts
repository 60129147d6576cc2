import type { Task } from '../core/task.ts'

/** Any number of so many digits is said by a double without loss. */
const EXACT_DIGITS = 15
const SHORTEST_DIGITS = 17
/** Number.prototype.toExponential goes no further */
const MOST_DIGITS = 101

/** Values of a field that a table does not keep as the file says them. */
export class LostDigits {
  #count = 0
  #first = ''
  get count(): number {
    return this.#count
  }
  add(text: string): void {
    if (this.#count++ === 0) this.#first = text.trim().slice(0, 60)
  }
  tell(code: 'field.rounded' | 'field.timesRounded' | 'field.oddAsText', field: string, notes: Pick<Task, 'note'>): void {
    if (this.#count > 0) notes.note(code, { field, count: this.#count, value: this.#first })
  }
}

/**
 * Whether the double nearest to a number says other digits than its text. What programs print of a double beyond its fifteen sure digits
 * (226312.198200000007637) is that double and nothing is lost.
 */
export function isRounded(text: string, value: number): boolean {
  if (text.length <= EXACT_DIGITS || !Number.isFinite(value)) return false
  const said = saidDigits(text)
  if (said <= EXACT_DIGITS) return false
  // what most programs print of a double is its shortest words, seventeen digits at most; those of a long whole number end in zeros that it has not
  if (said <= SHORTEST_DIGITS && text.includes('.') && String(value) === text) return false
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/[^\d]/g, '')
    .replace(/^0+/, '')
  if (digits.length > MOST_DIGITS) return true
  const held = Math.abs(value)
    .toExponential(digits.length - 1)
    .replace(/e.*$/, '')
    .replace('.', '')
  return held !== digits
}

/** How many digits stand from the first to the last that is no zero. Every number of a file comes here: no strings are made. */
function saidDigits(text: string): number {
  let first = 0
  let last = 0
  let digits = 0
  for (let i = 0; i < text.length; i++) {
    const letter = text.charCodeAt(i)
    // e, E: what follows is the exponent
    if ((letter | 0x20) === 0x65) break
    if (letter < 0x30 || letter > 0x39) continue
    digits++
    if (letter === 0x30) continue
    if (first === 0) first = digits
    last = digits
  }
  return first === 0 ? 0 : last - first + 1
}

/** Whether a time says more than milliseconds, which is what dates are kept in. */
export function isFinerThanMs(text: string): boolean {
  return /:\d\d\.\d{3}\d*[1-9]/.test(text)
}
