export const DAY_MS = 86_400_000
const MOST_TIME = 8.64e15
/** as cell-text.ts keeps the value of a date column in conditions and classes */
const KEPT = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** A day, or a moment where the value has one; UTC as stored. */
export function dateWords(time: number): string {
  const words = new Date(time).toISOString()
  return time % DAY_MS === 0 ? words.split('T')[0] : words.split('.')[0].replace('T', ' ')
}

/** The same of a date as conditions and classes keep it; any other text as it stands. */
export function keptDateWords(value: string): string {
  return KEPT.test(value) ? dateWords(Date.parse(value)) : value
}

/** The day that a moment lies in; what no calendar holds as the last day that one does. */
export function dayWords(time: number): string {
  return new Date(Math.max(-MOST_TIME, Math.min(MOST_TIME, time))).toISOString().split('T')[0]
}
