import { DAY_MS } from './dates.ts'

/**
 * First and last moment of a year, a month or a day as people write them: 2025, 2025-3, 2025/03/08, 2025年3月8日, 20250308.
 * @returns null for anything else
 */
export function readPeriod(words: string): { readonly first: number; readonly last: number } | null {
  const plain = words.normalize('NFKC').trim()
  const match = /^(\d{4})(?:年|[-/.年](\d{1,2})(?:月|[-/.月](\d{1,2})日?)?)?$/.exec(plain) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(plain)
  if (!match) return null
  const [year, month, day] = match.slice(1).map((part) => (part === undefined ? null : Number(part)))
  if (year === null) return null
  const first = momentOf(year, month ?? 1, day ?? 1)
  if (first === null) return null
  const next = day ? first + DAY_MS : month ? momentOf(year, month + 1, 1, true) : momentOf(year + 1, 1, 1)
  return next === null ? null : { first, last: next - 1 }
}

/** @param isNext the month may be the thirteenth */
function momentOf(year: number, month: number, day: number, isNext = false): number | null {
  const date = new Date(0)
  // Date.UTC takes years below 100 for those of the twentieth century
  date.setUTCFullYear(year, month - 1, day)
  const isReal = isNext || (date.getUTCMonth() === month - 1 && date.getUTCDate() === day)
  return isReal ? date.getTime() : null
}
