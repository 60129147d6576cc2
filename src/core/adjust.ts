import { AppError } from './errors.ts'
import { atOnce, type Slices } from './slices.ts'
import { roundedUnits } from './units.ts'

/**
 * 平差 / 强制调平: rounded values that add up to a rounded control, in integers of 10^-decimals throughout (never repeated float adds).
 * Steps, as the land-survey tools do it: round each; spread control − Σ in proportion; hand out what is left one unit each, largest
 * value first, ties by position. Values keep their order; zero values get nothing while any other value can take it.
 */
export function adjust(values: readonly number[], control: number, decimals: number): number[] {
  return atOnce(adjustInSteps(values, control, decimals))
}

/** The same with pauses between its passes over the values. */
export function* adjustInSteps(values: readonly number[], control: number, decimals: number): Slices<number[]> {
  const scale = 10 ** decimals
  const units = yield* unitsInSteps(values, toUnits(control, decimals), decimals)
  return units.map((unit) => unit / scale)
}

/** The same in whole units of 10^-decimals. @throws AppError adjust.range where units would pass 2⁵³ */
export function adjustUnits(values: readonly number[], controlUnits: number, decimals: number): number[] {
  return atOnce(unitsInSteps(values, controlUnits, decimals))
}

function* unitsInSteps(values: readonly number[], controlUnits: number, decimals: number): Slices<number[]> {
  const rounded = values.map((value) => toUnits(value, decimals))
  if (values.length === 0) return []
  yield
  const total = values.reduce((sum, value) => sum + Math.abs(value), 0)
  const missing = controlUnits - sumOf(rounded)
  const spread = rounded.map((unit, i) => unit + (total > 0 ? Math.round((Math.abs(values[i]) / total) * missing) : 0))
  let left = controlUnits - sumOf(spread)
  yield
  const step = Math.sign(left)
  // no area below zero, nothing for values that are zero, unless there is no other way to reach the control
  const canTake = (i: number) => step > 0 || values[i] < 0 || spread[i] > 0 || controlUnits < 0
  const all = values.map((_, i) => i)
  const takers = total > 0 ? all.filter((i) => values[i] !== 0) : all
  const sizes = Float64Array.from(values, Math.abs)
  const bySize = (a: number, b: number) => sizes[b] - sizes[a] || a - b
  const able = takers.filter(canTake)
  yield
  if (Math.abs(left) <= able.length) {
    for (const i of firstOf(able, Math.abs(left), sizes, bySize)) spread[i] += step
    return spread
  }
  takers.sort(bySize)
  for (let turn = 0; left !== 0; turn++) {
    const i = takers[turn % takers.length]
    if (!canTake(i)) continue
    spread[i] += step
    left -= step
  }
  return spread
}

/** Rounded values whose sum is the rounded sum of the exact ones. */
export function roundTogether(values: readonly number[], decimals: number): number[] {
  return adjust(values, sumOf(values), decimals)
}

/**
 * Shares in percent that add up to 100 (by largest remainder, so that no share moves by a whole unit); all NaN when the total is 0.
 */
export function shares(values: readonly number[], decimals: number): number[] {
  const total = sumOf(values)
  if (!(total > 0)) return values.map(() => Number.NaN)
  const scale = 10 ** decimals
  const exact = values.map((value) => (value / total) * 100 * scale)
  const units = exact.map(Math.floor)
  const left = 100 * scale - sumOf(units)
  const rest = Float64Array.from(exact, (value, i) => value - units[i])
  const all = values.map((_, i) => i)
  for (const i of firstOf(all, left, rest, (a, b) => rest[b] - rest[a] || values[b] - values[a] || a - b)) units[i] += 1
  return units.map((unit) => unit / scale)
}

/** The first `count` in an order that begins with the largest key: few of a hundred thousand, so only those are put in order. */
function firstOf(items: readonly number[], count: number, keys: Float64Array, order: (a: number, b: number) => number): number[] {
  if (count <= 0) return []
  const sorted = Float64Array.from(items, (i) => keys[i]).sort()
  const least = sorted[Math.max(0, sorted.length - count)]
  return items
    .filter((i) => keys[i] >= least)
    .sort(order)
    .slice(0, count)
}

function toUnits(value: number, decimals: number): number {
  const units = roundedUnits(value, decimals)
  if (!Number.isFinite(value) || !Number.isSafeInteger(units)) throw new AppError('adjust.range', { value, decimals })
  return units
}

/** Sum with Neumaier's compensation: the exact sum to the last digit for any number of areas a district can hold. */
export function sumOf(values: ArrayLike<number>): number {
  let sum = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const next = sum + values[i]
    lost += Math.abs(sum) >= Math.abs(values[i]) ? sum - next + values[i] : values[i] - next + sum
    sum = next
  }
  return sum + lost
}
