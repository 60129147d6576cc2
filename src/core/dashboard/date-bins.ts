import { numberProfile } from '../tiling/field-profile.ts'
import type { Bins } from './bin-range.ts'
import type { DateSteps } from './card.ts'

/** Where no step is asked for, the finest that makes no more bins. */
const USUAL = 24
/** More are no picture: a coarser step is taken than was asked for. */
const MOST = 120
const MONTHS = { month: 1, quarter: 3, year: 12 } as const
/** From fine to coarse; beyond, years that are round. */
const STEPS: readonly DateSteps[] = [
  { step: 'month', every: 1 },
  { step: 'quarter', every: 1 },
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((every) => ({ step: 'year' as const, every })),
]

/**
 * Whole months, quarters or years over most rows, by the calendar of UTC, in which dates are kept.
 * @param values of all rows, ms since 1970: so the bins stay where they are while the scope changes @param asked undefined: as fine as there is room for
 */
export function dateBins(values: Float64Array, asked: DateSteps['step'] | undefined): Bins & { readonly dates: DateSteps } {
  const { count, min, max, shown } = numberProfile(values, 1)
  const [low, high] = count === 0 ? [0, 0] : shown.map(monthOf)
  const first = asked ? STEPS.findIndex(({ step }) => step === asked) : 0
  const fits = (dates: DateSteps) => high - low < monthsOf(dates) * ((asked ? MOST : USUAL) - 1)
  const dates = STEPS.slice(first).find(fits) ?? STEPS[STEPS.length - 1]
  const months = monthsOf(dates)
  const start = Math.floor(low / months)
  const bins = Math.floor(high / months) - start + 1
  const edges = Array.from({ length: bins + 1 }, (_, i) => timeOf((start + i) * months))
  // the last edge is the first moment that the last bin has no more
  return { edges, isOpenBelow: min < edges[0], isOpenAbove: max >= edges[bins], dates }
}

const monthsOf = ({ step, every }: DateSteps) => MONTHS[step] * every

/** Months since the year 0. */
function monthOf(time: number): number {
  const date = new Date(time)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

function timeOf(month: number): number {
  // Date.UTC takes years below 100 for those of the twentieth century
  const date = new Date(0)
  date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1)
  return date.getTime()
}
