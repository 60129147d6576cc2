import { roundAbove } from '../print/round-steps.ts'

/** Below this numbers lose their digits. */
const LEAST = 1e-290
/** of the greater end: what lies nearer together cannot be told apart by round limits */
const FINEST = 1e-11

/** 1, 2 or 5 times a power of ten: at most `count` of it fill what lies between the two; of one value a small part of it. */
export function niceStep(low: number, high: number, count: number): number {
  const span = high - low
  const size = Math.max(Math.abs(low), Math.abs(high))
  if (size < LEAST || !Number.isFinite(span)) return 1
  return roundAbove(span > size * FINEST ? span / count : size * 1e-3)
}

/** Multiples of a step from the last at or below `low` to the first at or above `high`; at least two. */
export function stepsAround(low: number, high: number, step: number): number[] {
  const first = Math.floor(low / step + 1e-9)
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9))
  // by their number, so that no error of adding grows along the way
  return Array.from({ length: last - first + 1 }, (_, i) => precise((first + i) * step, step))
}

/** Round values between low and high, both included where they are round. */
export function ticksBetween(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low]
  const step = niceStep(low, high, count)
  return stepsAround(low, high, step).filter((tick) => tick >= low - step * 1e-9 && tick <= high + step * 1e-9)
}

/** Decimals that tell values a step apart. */
export function decimalsOfStep(step: number): number {
  return Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)))
}

/** Without the error of the product: 3 × 0.1 is 0.3. */
function precise(value: number, step: number): number {
  return Number(value.toFixed(Math.max(0, Math.min(20, Math.ceil(-Math.log10(step) - 1e-9)))))
}
