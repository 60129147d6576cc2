import type { DateSteps, Histogram } from '../../core/dashboard/card.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import type { CardWords } from './words.ts'

interface Calendar {
  readonly y: number
  readonly q: number
  readonly m: number
}
/** UTC, as dates are kept. */
function calendarOf(time: number): Calendar {
  const date = new Date(time)
  const month = date.getUTCMonth()
  return { y: date.getUTCFullYear(), q: Math.floor(month / 3) + 1, m: month + 1 }
}

const twoDigits = (value: number) => String(value).padStart(2, '0')

/** At a limit of bins: short, as an axis has room for. */
export function dateLimit(time: number, { step }: DateSteps): string {
  const { y, q, m } = calendarOf(time)
  return step === 'year' ? `${y}` : step === 'quarter' ? `${y}Q${q}` : `${y}-${twoDigits(m)}`
}

/** The period of a bin in words: 2024年, 2024年1季度, 2024年3月, 1990–1999年. */
export function datePeriod({ say }: CardWords, { edges }: Histogram, { step, every }: DateSteps, bin: number): string {
  const { y, q, m } = calendarOf(edges[bin])
  // as text: a number would be grouped
  const year = String(y)
  if (step === 'year' && every > 1) return say(dashboardText.years, { a: year, b: String(calendarOf(edges[bin + 1]).y - 1) })
  if (step === 'year') return say(dashboardText.yearName, { y: year })
  if (step === 'quarter') return say(dashboardText.quarterName, { y: year, q })
  return say(dashboardText.monthName, { y: year, m, mm: twoDigits(m) })
}
